"""A collection on one HTML page that needs nothing beside it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrfix import __version__
from ocrfix.batch.database import open_to_read, path_of, stored
from ocrfix.batch.grades import Verdict
from ocrfix.batch.rows import now
from ocrfix.batch.sources import PAGES
from ocrfix.batch.status import contradictions_in, counts, one
from ocrfix.database import named_faults
from ocrfix.errors import SettingsError
from ocrfix.store import write_atomically

WORST = 12
_ARTICLES = "SELECT count(*) FROM article"
_ISSUES = "SELECT count(*) FROM issue"
_FAILED = "SELECT count(*) FROM page WHERE state = 'failed'"
_ROWS = 20
_MOST_LISTED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstPage:
    """A page that needs a proofreader most. `picture` is a data URI."""

    name: str
    verdict: str
    reading: float
    structure: float
    repair: float
    doubts: int
    picture: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProgress:
    """How far the review of a collection is: pages that are done of all, marks and how many pages have them,
    pages that are begun, decisions that are open on all pages. `editors` are names, how many steps they took,
    and when the last one was."""

    done: int
    pages: int
    marks: tuple[tuple[str, int], ...]
    begun: int
    open: int
    editors: tuple[tuple[str, int, str], ...]


def write_report(collection: Path, target: Path, review: ReviewProgress | None = None) -> None:
    """Write the report. FormatError where there is no collection, SettingsError where the report would take
    the place of a file of the collection or of a scan, OutputError where it cannot be written."""
    with named_faults(collection, "read"):
        db = open_to_read(collection)
        try:
            _spare_own_files(db, collection, target)
            facts = _facts(db, collection) | {"review": review}
        finally:
            db.close()
    write_atomically(target, _page(facts).encode())


def _spare_own_files(db: sqlite3.Connection, collection: Path, target: Path) -> None:
    """Only an earlier report, which is HTML, may be written over in a collection; and no scan of it."""
    if not target.is_file():
        return
    place = target.resolve()
    inside = place.suffix != ".html" and place.is_relative_to(collection.resolve())
    linked = any(target.samefile(path) for path in collection.iterdir() if path.suffix != ".html")
    if inside or linked or one(db, "SELECT count(*) FROM file WHERE path = ?", (stored(place),)):
        raise SettingsError(
            f"{target} is a file of the collection, which a report may not replace",
            "choose another file with -o",
        )


def _page(facts: dict[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ocrfix.batch", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["many"] = lambda number: f"{number:,}"
    environment.filters["share"] = lambda number: "–" if number is None else f"{number:.3f}"
    return environment.get_template("report.html").render(facts)


def _facts(db: sqlite3.Connection, collection: Path) -> dict[str, Any]:
    verdicts = counts(db, "SELECT coalesce(verdict, 'waiting'), count(*) FROM page GROUP BY 1")
    order = [*(verdict.value for verdict in Verdict), "waiting"]
    return {
        "name": collection.resolve().name,
        "made": now(),
        "version": __version__,
        "tiles": _tiles(db),
        "pages": sum(verdicts.values()),
        "verdicts": [(name, verdicts[name]) for name in order if name in verdicts],
        "grades": _grades(db),
        "worst": list(_worst(db, collection)),
        "causes": _causes(db),
        "failed": _failed(db),
        "more_failed": max(0, verdicts.get("failed", 0) - _MOST_LISTED),
        "edits": _remarks(db, "edit"),
        "doubts": _remarks(db, "doubt"),
        "contradictions": list(contradictions_in(db)),
        "runs": _runs(db),
    }


def _tiles(db: sqlite3.Connection) -> list[tuple[str, str]]:
    done = db.execute(
        "SELECT count(*), sum(characters), avg(seconds), max(peak_mb) FROM page WHERE state = 'done'"
    ).fetchone()
    pages, seconds = db.execute("SELECT sum(done), sum(seconds) FROM run WHERE done > 0").fetchone()
    return [
        ("pages read", f"{done[0]:,}"),
        ("failed", f"{one(db, _FAILED):,}"),
        ("articles", f"{one(db, _ARTICLES):,}"),
        ("characters", f"{done[1] or 0:,}"),
        ("issues", f"{one(db, _ISSUES):,}"),
        ("pages a minute", f"{60 * pages / seconds:,.1f}" if seconds else "–"),
        ("seconds a page", f"{done[2] or 0:.1f}"),
        ("MB a worker", f"{done[3] or 0:,.0f}"),
    ]


def _grades(db: sqlite3.Connection) -> list[tuple[str, float | None, float | None]]:
    """Mean and mean 5th percentile of each grade over the pages with text."""
    (row,) = db.execute(
        "SELECT avg(reading_mean), avg(reading_p5), avg(structure_mean), avg(structure_p5),"
        " avg(repair_mean), avg(repair_p5) FROM page WHERE state = 'done' AND verdict <> 'blank'"
    ).fetchall()
    return [("reading", row[0], row[1]), ("structure", row[2], row[3]), ("repair", row[4], row[5])]


def _worst(db: sqlite3.Connection, collection: Path) -> Iterator[WorstPage]:
    from ocrfix.batch.thumbnails import thumbnail

    query = (
        "SELECT page.*, page.number AS page_number, path FROM page JOIN file ON file.id = file"
        " WHERE state = 'done' AND verdict IN ('problematic', 'look at')"
        " ORDER BY verdict DESC, min(reading_mean, structure_mean, repair_mean), page.name LIMIT ?"
    )
    for row in db.execute(query, (WORST,)):
        result = collection / PAGES / f"{row['name']}.json"
        yield WorstPage(
            name=row["name"],
            verdict=row["verdict"],
            reading=row["reading_mean"],
            structure=row["structure_mean"],
            repair=row["repair_mean"],
            doubts=row["doubts"],
            picture=thumbnail(result, path_of(row["path"]), row["page_number"], row["source_hash"]),
        )


def _causes(db: sqlite3.Connection) -> list[tuple[str, int, str]]:
    query = (
        "SELECT cause, count(*), min(error) FROM page WHERE state = 'failed'"
        " GROUP BY cause ORDER BY count(*) DESC, cause LIMIT ?"
    )
    return [tuple(row) for row in db.execute(query, (_ROWS,))]


def _failed(db: sqlite3.Connection) -> list[tuple[str, str, str, int]]:
    query = "SELECT name, error, hint, attempts FROM page WHERE state = 'failed' ORDER BY name LIMIT ?"
    return [tuple(row) for row in db.execute(query, (_MOST_LISTED,))]


def _remarks(db: sqlite3.Connection, kind: str) -> list[tuple[str, int, int]]:
    query = (
        "SELECT words, sum(count), count(DISTINCT page) FROM remark WHERE kind = ?"
        " GROUP BY words ORDER BY 2 DESC, words LIMIT ?"
    )
    return [tuple(row) for row in db.execute(query, (kind, _ROWS))]


def _runs(db: sqlite3.Connection) -> list[dict[str, Any]]:
    query = "SELECT begun, jobs, outcome, done, failed, skipped, seconds FROM run ORDER BY id DESC LIMIT 10"
    return [dict(row) for row in db.execute(query)]
