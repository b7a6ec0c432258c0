"""A page that was read, as rows of the ledger."""

import datetime
import json
import sqlite3
from collections.abc import Iterable
from typing import TypeAlias

from ocrfix.batch.task import PagesRead, Passage, ReadPage, Result

_Row: TypeAlias = dict[str, str | int | float | None]

_END = "\n\n"
"""See `schema.sql`."""


def insert_page(
    db: sqlite3.Connection, task: ReadPage, attempts: int, name: str, result: Result, read: PagesRead
) -> None:
    """One row for the page and one for each of its passages and kinds of remarks."""
    grades, facts = result.grades, result.facts
    row: _Row = {
        "file": task.file,
        "number": task.number,
        "part": result.part,
        "name": name,
        "state": "done",
        "verdict": grades.verdict.value,
        "source_hash": task.sha256,
        "settings_hash": task.order.hash,
        "attempts": attempts,
        "seconds": read.seconds,
        "peak_mb": read.peak_mb,
        "finished": now(),
        "suffixes": " ".join(result.files),
        "language": result.language,
        "characters": result.characters,
        "articles": result.articles,
        "doubts": result.doubts,
        "edits": result.edits,
        "reading_mean": grades.reading.mean,
        "reading_p5": grades.reading.p5,
        "structure_mean": grades.structure.mean,
        "structure_p5": grades.structure.p5,
        "repair_mean": grades.repair.mean,
        "repair_p5": grades.repair.p5,
        "printed_title": facts.title,
        "printed_date": facts.date,
        "printed_weekday": facts.weekday,
        "printed_number": facts.number,
    }
    page = _insert(db, "page", row)
    insert_passages(db, page, result.passages)
    for kind, words, count in result.remarks:
        _insert(db, "remark", {"page": page, "kind": kind, "words": words, "count": count})


def insert_passages(db: sqlite3.Connection, page: int, passages: Iterable[Passage]) -> None:
    """One row for each passage of a page."""
    for passage in passages:
        _insert(db, "passage", _passage_row(page, passage))


def now() -> str:
    """UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _passage_row(page: int, passage: Passage) -> _Row:
    left, top, right, bottom = passage.box
    return {
        "page": page,
        "kind": passage.kind,
        "name": passage.name,
        "headline": passage.headline and passage.headline + _END,
        "text": passage.text and passage.text + _END,
        "byline": passage.byline,
        "box_left": left,
        "box_top": top,
        "box_right": right,
        "box_bottom": bottom,
        "lines": json.dumps(passage.lines, separators=(",", ":")),
        "confidence": passage.confidence,
        "continued_from": passage.continued_from,
        "continues_on": passage.continues_on,
    }


def _insert(db: sqlite3.Connection, table: str, row: _Row) -> int:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    # The names are those written above, never a user's.
    cursor = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    return int(cursor.lastrowid or 0)
