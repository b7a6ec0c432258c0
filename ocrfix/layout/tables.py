"""Tables: short cells that stand in columns and rows, as in weather reports, prices and listings."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.text import squares

_CELL = 6.0
_COLUMNS = 3
_ROWS = 3


def with_tables(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces, those that are columns of one table labelled so.

    A table has at least three columns beside each other whose cells stand level in at least three rows and
    are short: six full-width characters in the mean. Columns of text are level too, but never so narrow.
    """
    columns = [p for p in pieces if p.kind is RegionKind.BODY and _is_narrow(p)]
    tables: set[int] = set()
    for piece in columns:
        level = [other for other in columns if other.frame == piece.frame and _level(piece, other, sheet.em)]
        if len(level) >= _COLUMNS - 1:
            tables.update(id(p) for p in (piece, *level))
    return tuple(replace(p, kind=RegionKind.TABLE) if id(p) in tables else p for p in pieces)


def _is_narrow(piece: Piece) -> bool:
    lines = piece.block.lines
    return len(lines) >= _ROWS and squares(piece.block.text) / len(lines) <= _CELL


def _level(piece: Piece, other: Piece, em: float) -> bool:
    """Whether two columns stand side by side with most rows level."""
    if other is piece or other.block.box.across(piece.block.box) > 0:
        return False
    rows = sum(
        any(abs(a.box.centre[1] - b.box.centre[1]) < 0.35 * em for b in other.block.lines)
        for a in piece.block.lines
    )
    return rows >= _ROWS and rows >= 0.7 * max(len(piece.block.lines), len(other.block.lines))
