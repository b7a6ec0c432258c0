"""Tables: short cells that stand in columns and rows, as in weather reports, prices and listings."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.text import squares

_CELL = 6.0
_COLUMNS = 3
_ROWS = 3
_APART_EM = 2.0
"""How far apart the rows of a table may stand."""


def with_tables(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces, those that are columns of one table labelled so.

    A table has at least three columns beside each other whose cells stand level in at least three rows and
    are short: six full-width characters in the mean. Columns of text are level too, but never so narrow.
    Where rules part its rows, every cell is a piece.
    """
    cells = [p for p in pieces if p.kind is RegionKind.BODY and _is_narrow(p)]
    columns = [column for column in _stacked(cells, sheet.em) if len(_lines(column)) >= _ROWS]
    tables: set[int] = set()
    for column in columns:
        level = [other for other in columns if other is not column and _level(column, other, sheet.em)]
        if len(level) >= _COLUMNS - 1:
            tables.update(id(p) for each in (column, *level) for p in each)
    return tuple(replace(p, kind=RegionKind.TABLE) if id(p) in tables else p for p in pieces)


def _is_narrow(piece: Piece) -> bool:
    return squares(piece.block.text) / len(piece.block.lines) <= _CELL


def _stacked(cells: Sequence[Piece], em: float) -> list[list[Piece]]:
    """The cells in columns: each under the one that stands right above it, flush with it or centred."""
    columns: list[list[Piece]] = []
    for cell in sorted(cells, key=lambda p: p.block.box.top):
        over = (column for column in columns if _under(cell.block.box, column[-1].block.box, em))
        home = next(over, None)
        if home is None:
            columns.append([cell])
        else:
            home.append(cell)
    return columns


def _under(lower: Box, upper: Box, em: float) -> bool:
    edges = (lower.left - upper.left, lower.right - upper.right, lower.centre[0] - upper.centre[0])
    return -0.5 * em < lower.top - upper.bottom < _APART_EM * em and min(map(abs, edges)) < em


def _lines(column: Sequence[Piece]) -> list[Line]:
    return [line for piece in column for line in piece.block.lines]


def _level(column: Sequence[Piece], other: Sequence[Piece], em: float) -> bool:
    """Whether two columns stand side by side with most rows level."""
    own, others = _lines(column), _lines(other)
    if (
        column[0].frame != other[0].frame
        or union(n.box for n in own).across(union(n.box for n in others)) > 0
    ):
        return False
    rows = sum(any(abs(a.box.centre[1] - b.box.centre[1]) < 0.35 * em for b in others) for a in own)
    return rows >= _ROWS and rows >= 0.7 * max(len(own), len(others))
