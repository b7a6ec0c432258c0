"""The desk: which pages of a collection there are, how good they are, what is done and what is left."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrfix.batch.database import open_to_read
from ocrfix.batch.report import ReviewProgress
from ocrfix.database import named_faults, uri_to_read
from ocrfix.errors import ActionError
from ocrfix.review.collection import Collection
from ocrfix.review.record import FILE
from ocrfix.review.reviewed import search

MOST_PAGES = 200
_MOST_ISSUES = 500
_MOST_HITS = 400

STATES = ("new", "begun", "done", "failed")
VERDICTS = ("good", "look at", "problematic", "blank")

_STATE = (
    "CASE WHEN p.state = 'failed' THEN 'failed' WHEN r.version IS NULL OR r.version = 0 THEN 'new'"
    " WHEN r.mark IS NOT NULL OR r.open = 0 THEN 'done' ELSE 'begun' END"
)
_OPEN = "coalesce(r.open, CASE p.state WHEN 'done' THEN p.doubts + p.edits ELSE 0 END)"
_ISSUE = "trim(coalesce(i.date, '') || ' ' || coalesce(i.title, ''))"
_FROM = (
    " FROM main.page AS p LEFT JOIN review.page AS r ON r.name = p.name"
    " LEFT JOIN main.issue AS i ON i.id = p.issue WHERE p.state IN ('done', 'failed')"
)
_ISSUES = (
    f"SELECT {_ISSUE} AS name, date, title, pages FROM main.issue AS i"  # noqa: S608
    " ORDER BY date IS NULL, date, title LIMIT ?"
)
_EDITORS = "SELECT author, count(*), max(time) FROM review.entry GROUP BY author ORDER BY 2 DESC LIMIT ?"
_MOST_EDITORS = 20
_WORST = "min(p.reading_mean, p.structure_mean, p.repair_mean)"
SORTS = {
    "worst": (
        "CASE p.verdict WHEN 'problematic' THEN 0 WHEN 'look at' THEN 1 WHEN 'good' THEN 2"
        f" WHEN 'blank' THEN 3 ELSE 4 END, {_WORST}, p.name"
    ),
    "name": "p.name",
    "doubts": "p.doubts DESC, p.name",
    "issue": "i.date IS NULL, i.date, i.title, p.issue_number, p.name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which pages, in which order: `q` stands in the name, the issue or the text of a page. "" is any."""

    state: str = ""
    verdict: str = ""
    issue: str = ""
    q: str = ""
    sort: str = "worst"
    offset: int = 0
    limit: int = 60


def desk_of(collection: Collection, asked: Asked) -> dict[str, Any]:
    """The pages that are asked for, and how far the review is. ActionError for what cannot be asked."""
    _check(asked)
    where, values = _where(collection, asked)
    with collection.ledger(with_record=True) as db:
        (total,) = db.execute(f"SELECT count(*){_FROM}{where}", values).fetchone()
        query = (
            f"SELECT p.*, {_STATE} AS review_state, r.mark AS mark, {_OPEN} AS open, {_ISSUE} AS issue_name,"
            f" coalesce(i.date, p.printed_date) AS day, coalesce(i.title, p.printed_title) AS paper"
            f"{_FROM}{where} ORDER BY {SORTS[asked.sort]} LIMIT ? OFFSET ?"
        )
        rows = db.execute(query, (*values, min(asked.limit, MOST_PAGES), asked.offset)).fetchall()
        states = dict(db.execute(f"SELECT {_STATE}, count(*){_FROM} GROUP BY 1").fetchall())
        issues = db.execute(_ISSUES, (_MOST_ISSUES,)).fetchall()
    ids = collection.record.page_ids([row["name"] for row in rows])
    return {
        "pages": [_card(row, ids[row["name"]]) for row in rows],
        "total": total,
        "pages_in_all": sum(states.values()),
        "states": states,
        "reviewed": states.get("done", 0),
        "issues": [
            {"id": row["name"], "title": row["title"], "date": row["date"], "pages": row["pages"]}
            for row in issues
        ],
    }


def progress_of(collection: Path) -> ReviewProgress | None:
    """How far the review of a collection is, which is not opened for it; None where nobody has reviewed
    anything. FormatError where there is no collection."""
    record = collection / FILE
    with named_faults(collection, "read"), closing(open_to_read(collection)) as db:
        if not record.is_file():
            return None
        db.execute("ATTACH ? AS review", (uri_to_read(record),))
        states = {
            row[0]: (row[1], row[2])
            for row in db.execute(f"SELECT {_STATE}, count(*), sum({_OPEN}){_FROM} GROUP BY 1")
        }
        marks = db.execute(
            f"SELECT r.mark, count(*){_FROM} AND r.mark IS NOT NULL GROUP BY 1 ORDER BY 2 DESC"
        )
        editors = db.execute(_EDITORS, (_MOST_EDITORS,)).fetchall()
        return ReviewProgress(
            done=states.get("done", (0, 0))[0],
            pages=sum(pages for pages, _ in states.values()),
            marks=tuple((row[0], row[1]) for row in marks),
            begun=states.get("begun", (0, 0))[0],
            open=sum(waiting for _, waiting in states.values()),
            editors=tuple((row[0], row[1], row[2]) for row in editors),
        )


def _check(asked: Asked) -> None:
    for name, value, known in (
        ("state", asked.state, ("", *STATES)),
        ("verdict", asked.verdict, ("", *VERDICTS)),
        ("sort", asked.sort, tuple(SORTS)),
    ):
        if value not in known:
            raise ActionError(f"{name}: there is no {value!r}", f"give {', '.join(filter(None, known))}")


def _where(collection: Collection, asked: Asked) -> tuple[str, tuple[Any, ...]]:
    parts: list[tuple[str, tuple[Any, ...]]] = []
    if asked.state:
        parts.append((f"{_STATE} = ?", (asked.state,)))
    if asked.verdict:
        parts.append(("p.verdict = ?", (asked.verdict,)))
    if asked.issue:
        parts.append((f"{_ISSUE} = ?", (asked.issue,)))
    if asked.q.strip():
        wanted = asked.q.strip()
        hits = {hit.page for hit in search(collection.folder, [wanted], limit=_MOST_HITS).hits}
        marks = ", ".join("?" * len(hits))
        found = f"(instr(lower(p.name || ' ' || {_ISSUE}), lower(?)) OR p.name IN ({marks}))"
        parts.append((found, (wanted, *sorted(hits))))
    return "".join(f" AND {part}" for part, _ in parts), tuple(v for _, values in parts for v in values)


def _card(row: sqlite3.Row, page: int) -> dict[str, Any]:
    state = row["review_state"]
    return {
        "id": page,
        "name": row["name"],
        "state": state,
        "verdict": row["verdict"],
        "mark": row["mark"],
        "grades": {
            "reading": row["reading_mean"],
            "structure": row["structure_mean"],
            "repair": row["repair_mean"],
        },
        "doubts": row["doubts"],
        "open": row["open"],
        "issue": row["issue_name"] or None,
        "date": row["day"],
        "title": row["paper"],
        "number": row["issue_number"],
        "error": row["error"],
        "hint": row["hint"],
    }
