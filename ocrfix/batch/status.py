"""Where a collection stands, read from its ledger."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrfix.batch.database import open_to_read, path_of
from ocrfix.database import named_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedPage:
    file: Path
    number: int
    error: str
    hint: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts of pages by state and by verdict, and every page that failed."""

    pages: int
    states: dict[str, int]
    verdicts: dict[str, int]
    files: int
    duplicates: int
    articles: int
    issues: int
    contradictions: tuple[str, ...]
    failed: tuple[FailedPage, ...]


def status_of(collection: Path) -> Status:
    """The collection's state. FormatError where there is none."""
    with named_faults(collection, "read"):
        db = open_to_read(collection)
        try:
            return _status(db)
        finally:
            db.close()


def _status(db: sqlite3.Connection) -> Status:
    states = counts(db, "SELECT state, count(*) FROM page GROUP BY state ORDER BY state")
    failed = db.execute(
        "SELECT path, page.number AS page_number, error, hint, attempts FROM page JOIN file ON file.id = file"
        " WHERE state = 'failed' GROUP BY file, page.number ORDER BY page.name"
    )
    return Status(
        pages=sum(states.values()),
        states=states,
        verdicts=counts(db, "SELECT verdict, count(*) FROM page WHERE state = 'done' GROUP BY verdict"),
        files=one(db, "SELECT count(*) FROM file"),
        duplicates=one(db, "SELECT count(*) FROM file WHERE same_as IS NOT NULL"),
        articles=one(db, "SELECT count(*) FROM article"),
        issues=one(db, "SELECT count(*) FROM issue"),
        contradictions=tuple(contradictions_in(db)),
        failed=tuple(
            FailedPage(
                file=path_of(row["path"]),
                number=row["page_number"],
                error=row["error"],
                hint=row["hint"],
                attempts=row["attempts"],
            )
            for row in failed
        ),
    )


def contradictions_in(db: sqlite3.Connection) -> Iterator[str]:
    """What does not agree in the issues, in words."""
    query = (
        "SELECT title, issue.date AS day, page.name AS page_name, words FROM contradiction"
        " LEFT JOIN issue ON issue.id = contradiction.issue LEFT JOIN page ON page.id = contradiction.page"
        " ORDER BY issue.date, title, page_name, words"
    )
    for row in db.execute(query):
        issue = " ".join(filter(None, (row["title"], row["day"])))
        yield f"{row['page_name'] or issue or 'an issue'}: {row['words']}"


def counts(db: sqlite3.Connection, query: str) -> dict[str, int]:
    return {row[0]: row[1] for row in db.execute(query)}


def one(db: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> int:
    return int(db.execute(query, values).fetchone()[0] or 0)
