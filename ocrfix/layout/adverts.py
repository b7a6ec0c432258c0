"""Adverts: frames of large letters that no running text stands in."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.layout.joints import begins_indented
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.tables import with_tables
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import FULL_STOP, is_dated

_ROWS, _MANY_ROWS, _ROWS_BESIDE = 3, 6, 2
"""How many rows running text has at least, how many if it is not indented, and how many where it goes on in
the next column."""

_APART_EM = 3.0
"""How far apart two columns of one text stand at most."""


def with_adverts(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a frame with large letters and neither running text, nor text that opens with place and
    day, nor a table holds an advert."""
    adverts = set()
    for i in range(len(sheet.furnishings.frames)):
        inside = [p for p in pieces if p.frame == i]
        texts = [p for p in inside if p.kind is RegionKind.BODY]
        large = any(p.kind in (RegionKind.HEADING, RegionKind.SECTION) for p in inside)
        news = any(is_dated(p.block.text) or _is_running(p, texts) for p in texts)
        if large and not news and not _is_table(texts, sheet):
            adverts.add(i)
    return [replace(p, kind=RegionKind.ADVERT) if p.frame in adverts else p for p in pieces]


def _is_table(texts: Sequence[Piece], sheet: Sheet) -> bool:
    return any(piece.kind is RegionKind.TABLE for piece in with_tables(texts, sheet))


def _is_running(text: Piece, texts: Sequence[Piece]) -> bool:
    """Whether a text fills rows enough, of which the first of a few is indented: small print is flush; or
    breaks off at its foot and ends its sentence in the column beside it."""
    rows = len(text.block.lines)
    if rows >= _ROWS and (rows >= _MANY_ROWS or begins_indented(text.block, text.block.em)):
        return True
    breaks_off = rows >= _ROWS_BESIDE and not FULL_STOP.search(text.block.lines[-1].text)
    return breaks_off and any(_goes_on(text, other) for other in texts)


def _goes_on(text: Piece, other: Piece) -> bool:
    """Whether a sentence that a text breaks off may end in another, a column beside it."""
    first, second = text.block, other.block
    apart = -first.box.across(second.box)
    beside = second.box.left > first.box.left and -first.em < apart < _APART_EM * first.em
    level = abs(second.box.top - first.box.top) < first.em and len(second.lines) >= _ROWS_BESIDE
    return beside and level and bool(FULL_STOP.search(second.lines[-1].text))
