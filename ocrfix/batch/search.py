"""Words found again: in which article, on which page, at which spot."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ocrfix.batch.database import open_to_read, path_of
from ocrfix.database import named_faults, uri_to_read
from ocrfix.errors import SettingsError

_INDEXED = 3
"""Characters of an entry of the index; shorter phrases are looked up as the beginning of entries."""
_MOST_ENTRIES = 200
_AROUND = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that holds all phrases. `page` is the name of its results below `pages`; `source` the scan
    and `number` the page in it. `box` is that of the line of the first phrase, `article_box` that of the
    passage: left, top, right, bottom in pixels of the scan. `snippet` has the phrases in square brackets."""

    page: str
    source: Path
    number: int
    kind: str
    article: str
    headline: str | None
    date: str | None
    snippet: str
    box: tuple[int, int, int, int]
    article_box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits and how many there are in all; None where counting them would mean reading all texts."""

    hits: tuple[Hit, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class _Texts:
    """Passages of the ledger, or of an overlay: the schema that they are in, how their pages are found in the
    ledger, and the numbers of those that do not count."""

    schema: str
    pages: str
    left_out: str = ""

    @property
    def counts(self) -> str:
        return f"passage.id NOT IN ({self.left_out})" if self.left_out else "1"

    @property
    def counts_by_number(self) -> str:
        return f"rowid NOT IN ({self.left_out})" if self.left_out else "1"


_OWN = _Texts("main", "JOIN main.page AS page ON page.id = passage.page")
_OVERLAY = _Texts(
    "overlay",
    "JOIN overlay.page AS other ON other.id = passage.page JOIN main.page AS page ON page.name = other.name",
)
_REST = _Texts(
    "main",
    _OWN.pages,
    "SELECT old.id FROM main.passage AS old JOIN main.page AS page ON page.id = old.page"
    " JOIN overlay.page AS other ON other.name = page.name WHERE other.indexed > 0",
)


def search(collection: Path, words: Sequence[str], limit: int = 20, overlay: Path | None = None) -> Hits:
    """The passages in which every phrase stands, whatever the capitals, best first.

    `overlay` is a record of `ocrfix review`: its texts count in place of those that were read. Raises
    FormatError where there is no collection, SettingsError where there is nothing to look for.
    """
    phrases = phrases_of(words)
    if not phrases:
        raise SettingsError("there is nothing to look for", "give a word or more")
    found: list[tuple[float, Hit]] = []
    total: int | None = 0
    with named_faults(collection, "read"), closing(open_to_read(collection)) as db:
        places: tuple[_Texts, ...] = (_OWN,)
        if overlay is not None:
            db.execute("ATTACH ? AS overlay", (uri_to_read(overlay),))
            places = (_OVERLAY, _REST)
        for texts in places:
            rows, count = _found(db, texts, phrases, limit)
            found += ((rank, _hit(row, phrases)) for rank, row in rows)
            total = None if total is None or count is None else total + count
    found.sort(key=lambda pair: pair[0])
    return Hits(tuple(hit for _, hit in found[:limit]), total)


def _found(
    db: sqlite3.Connection, texts: _Texts, phrases: Sequence[str], limit: int
) -> tuple[list[tuple[float, sqlite3.Row]], int | None]:
    expressions = [_expression(db, texts, phrase) for phrase in phrases]
    if "" in expressions:
        return [], 0
    asked = " AND ".join(expression for expression in expressions if expression is not None)
    rest = [phrase for phrase, asked in zip(phrases, expressions, strict=True) if asked is None]
    return _rows(db, texts, asked, rest, limit)


def phrases_of(words: Sequence[str]) -> tuple[str, ...]:
    """Each word as it is given is a phrase; quotes inside keep words together and part them from others.

    >>> phrases_of(["三号线", "two words"]), phrases_of(['"two words" three'])
    (('三号线', 'two words'), ('two words', 'three'))
    """
    found: list[str] = []
    for word in words:
        parts = [a or b for a, b in re.findall(r'"([^"]*)"|([^\s"]+)', word)] if '"' in word else [word]
        found += (" ".join(part.split()) for part in parts if part.strip())
    return tuple(dict.fromkeys(found))


def _expression(db: sqlite3.Connection, texts: _Texts, phrase: str) -> str | None:
    """The phrase for the index; "" where nothing can match, None where the texts have to be read instead."""
    if len(phrase) >= _INDEXED:
        return _quoted(phrase)
    start = phrase.lower()
    query = f"SELECT term FROM {texts.schema}.passage_terms WHERE term >= ? AND term < ? LIMIT ?"  # noqa: S608
    after = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
    terms = [row[0] for row in db.execute(query, (start, after, _MOST_ENTRIES + 1))]
    if len(terms) > _MOST_ENTRIES:
        return None
    return f"({' OR '.join(map(_quoted, terms))})" if terms else ""


def _quoted(phrase: str) -> str:
    return f'"{phrase.replace(chr(34), chr(34) * 2)}"'


_COLUMNS = """
    SELECT passage.*, page.name AS page_name, page.number AS page_number, file.path AS path,
        coalesce(issue.date, file.date, page.printed_date) AS day
    FROM {0.schema}.passage AS passage {0.pages} JOIN file ON file.id = page.file
    LEFT JOIN issue ON issue.id = page.issue WHERE {0.counts}
"""
_MATCHING = """
    SELECT rowid AS number, rank FROM {0.schema}.passage_text
    WHERE passage_text MATCH ? AND {0.counts_by_number} ORDER BY rank, rowid
"""


def _rows(
    db: sqlite3.Connection, texts: _Texts, asked: str, rest: Sequence[str], limit: int
) -> tuple[list[tuple[float, sqlite3.Row]], int | None]:
    """Passages with their ranks, lowest best, and how many there are in all."""
    columns, matching = _COLUMNS.format(texts), _MATCHING.format(texts)
    if not asked:
        holds = " AND ".join("(text LIKE ? ESCAPE '!' OR headline LIKE ? ESCAPE '!')" for _ in rest)
        values = [value for phrase in rest for value in (_like(phrase), _like(phrase))]
        rows = db.execute(f"{columns} AND {holds} LIMIT ?", (*values, limit)).fetchall()
        return [(0.0, row) for row in rows], len(rows) if len(rows) < limit else None
    one = f"{columns} AND passage.id = ?"
    if not rest:
        (total,) = db.execute(f"SELECT count(*) FROM ({matching})", (asked,)).fetchone()  # noqa: S608
        ranked = db.execute(f"{matching} LIMIT ?", (asked, limit)).fetchall()
        return [(rank, db.execute(one, (number,)).fetchone()) for number, rank in ranked], total
    kept: list[tuple[float, sqlite3.Row]] = []
    for number, rank in db.execute(matching, (asked,)):
        row = db.execute(one, (number,)).fetchone()
        text = f"{row['headline']}\n{row['text']}".lower()
        if all(phrase.lower() in text for phrase in rest):
            kept.append((rank, row))
    return kept[:limit], len(kept)


def _like(phrase: str) -> str:
    escaped = re.sub("([!%_])", r"!\1", phrase)
    return f"%{escaped}%"


def _hit(row: sqlite3.Row, phrases: Sequence[str]) -> Hit:
    text, headline = row["text"].rstrip("\n"), row["headline"].rstrip("\n")
    spot = next((at for phrase in phrases if (at := _find(text, phrase)) is not None), None)
    article_box = (row["box_left"], row["box_top"], row["box_right"], row["box_bottom"])
    return Hit(
        page=row["page_name"],
        source=path_of(row["path"]),
        number=row["page_number"],
        kind=row["kind"],
        article=row["name"],
        headline=headline or None,
        date=row["day"],
        snippet=_snippet(headline if spot is None else text, spot or 0, phrases),
        box=article_box if spot is None else _line_at(row["lines"], spot) or article_box,
        article_box=article_box,
    )


def _find(text: str, phrase: str) -> int | None:
    found = re.search(re.escape(phrase), text, re.IGNORECASE)
    return found.start() if found else None


def _snippet(text: str, spot: int, phrases: Sequence[str]) -> str:
    start, end = max(0, spot - _AROUND), min(len(text), spot + 2 * _AROUND)
    longest = sorted(phrases, key=len, reverse=True)
    cut = " ".join(text[start:end].split())
    marked = re.sub("|".join(map(re.escape, longest)), r"[\g<0>]", cut, flags=re.IGNORECASE)
    return f"{'…' if start else ''}{marked}{'…' if end < len(text) else ''}"


def _line_at(lines: str, spot: int) -> tuple[int, int, int, int] | None:
    """The box of the last line that begins at the spot or before it."""
    before = [row for row in json.loads(lines) if row[0] <= spot]
    return tuple(before[-1][1:]) if before else None


def shown(hits: Hits) -> Iterator[str]:
    """Lines for a terminal."""
    for hit in hits.hits:
        head = " · ".join(filter(None, (hit.date, hit.page, hit.article, hit.headline)))
        yield head
        yield f"    {hit.snippet}   [{', '.join(map(str, hit.box))}]"
    count = len(hits.hits)
    total = f"{count} or more" if hits.total is None else f"{hits.total:,}"
    yield f"{total} found" + (f", {count} shown" if hits.total is None or hits.total > count else "")
