"""Writes the issues of a newspaper into the ledger, anew after every run."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath

from ocrfix.batch.database import path_of
from ocrfix.batch.dates import number_of
from ocrfix.batch.issues import Contradiction, End, Issue, Sheet, contradictions_of, gather, join, named
from ocrfix.batch.ledger import Ledger
from ocrfix.batch.patterns import NamePattern
from ocrfix.batch.sources import stem_of


def gather_issues(ledger: Ledger, pattern: NamePattern | None) -> None:
    """Put all pages that were read together to issues, join their articles, note what does not agree."""
    with ledger.changing() as db:
        db.execute("UPDATE page SET issue = NULL, issue_number = NULL WHERE issue IS NOT NULL")
        db.execute("UPDATE passage SET goes_on_in = NULL WHERE goes_on_in IS NOT NULL")
        db.execute("DELETE FROM contradiction")
        db.execute("DELETE FROM issue")
        ends = _ends(db)
        for issue in gather(_sheets(db, pattern)):
            _put(db, issue, ends)


def _sheets(db: sqlite3.Connection, pattern: NamePattern | None) -> Iterator[Sheet]:
    query = (
        "SELECT page.*, page.number AS page_number, path, file.title AS given_title, file.date AS given_date,"
        " file.number AS given_number, file.pages AS pages FROM page JOIN file ON file.id = file"
        " WHERE state = 'done'"
    )
    for row in db.execute(query):
        path = path_of(row["path"])
        sheet = Sheet(
            id=row["id"],
            name=row["name"],
            folder=str(PurePath(row["name"]).parent),
            order=(str(path), row["page_number"], row["part"]),
            given_title=row["given_title"],
            given_date=row["given_date"],
            given_number=_counted_on(row["given_number"], row["page_number"]),
            printed_title=row["printed_title"],
            printed_date=row["printed_date"],
            printed_weekday=row["printed_weekday"],
            printed_number=row["printed_number"],
        )
        if pattern is not None:
            said = pattern.read(stem_of(path))
            sheet = named(sheet, said.title, said.date, _counted_on(said.number, row["page_number"]))
        yield sheet


def _counted_on(first: str | None, page: int) -> str | None:
    """The number of a file's page, from that of its first.

    >>> _counted_on("A3", 1), _counted_on("3", 2), _counted_on(None, 2)
    ('A3', '4', None)
    """
    if first is None or page == 1:
        return first
    digits = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f"{first[: len(first) - len(digits)]}{int(digits) + page - 1}" if digits.isdecimal() else None


def _ends(db: sqlite3.Connection) -> dict[int, list[sqlite3.Row]]:
    """The articles of every page that has a part in a jump, and of the pages they may go on on."""
    query = "SELECT id, page, headline, continues_on, continued_from FROM article"
    found: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in db.execute(query):
        if row["headline"] or row["continues_on"] or row["continued_from"]:
            found[row["page"]].append(row)
    return found


def _put(db: sqlite3.Connection, issue: Issue, articles: dict[int, list[sqlite3.Row]]) -> None:
    row = (issue.title, issue.date, len(issue.sheets))
    number = db.execute("INSERT INTO issue (title, date, pages) VALUES (?, ?, ?)", row).lastrowid
    for sheet in issue.sheets:
        change = "UPDATE page SET issue = ?, issue_number = ? WHERE id = ?"
        db.execute(change, (number, sheet.number, sheet.id))
    ends = [_end(row, sheet) for sheet in issue.sheets for row in articles.get(sheet.id, ())]
    starts = [end for end in ends if end.continues_on]
    joined = join(starts, ends) if starts else {}
    for start, other in joined.items():
        db.execute("UPDATE passage SET goes_on_in = ? WHERE id = ?", (other, start))
    by_id = {sheet.id: sheet for sheet in issue.sheets}
    for found in (*contradictions_of(issue), *_loose(ends, joined, by_id)):
        page = found.sheet.id if found.sheet else None
        values = (number, page, found.kind, found.words)
        db.execute("INSERT INTO contradiction VALUES (?, ?, ?, ?)", values)


def _loose(ends: list[End], joined: dict[int, int], sheets: dict[int, Sheet]) -> Iterator[Contradiction]:
    """Jump lines without the other half."""
    met = set(joined.values())
    for end in ends:
        what = end.headline or "an article"
        if end.continues_on and end.passage not in joined:
            words = f"{what} goes on on page {end.continues_on}, where its rest was not found"
            yield Contradiction("jump", words, sheets[end.sheet])
        if end.continued_from and end.passage not in met:
            words = f"{what} comes from page {end.continued_from}, where its beginning was not found"
            yield Contradiction("jump", words, sheets[end.sheet])


def _end(row: sqlite3.Row, sheet: Sheet) -> End:
    return End(
        passage=row["id"],
        sheet=sheet.id,
        number=sheet.number,
        headline=row["headline"].strip(),
        continues_on=row["continues_on"] and number_of(row["continues_on"]),
        continued_from=row["continued_from"] and number_of(row["continued_from"]),
    )
