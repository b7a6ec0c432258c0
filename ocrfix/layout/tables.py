"""Tables: short cells that stand in columns and rows, as in weather reports, prices and listings."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.text import squares

_CELL = 6.0
_COLUMNS = 3
_ROWS = 3
_PITCH_EM = 3.0
"""How far apart two cells of a column may stand: a rule may lie between them."""

_TITLE_EM = 1.6
"""How large a table's title is at most; a larger line is the headline of an article."""


def with_tables(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces, those that are columns of one table labelled so, and the title right above its rows.

    A table has at least three columns beside each other whose cells stand level in at least three rows and
    are short: six full-width characters in the mean. Columns of text are level too, but never so narrow.
    Where rules part its rows, every cell is a piece.
    """
    columns = [c for c in _columns(pieces, sheet.em) if sum(len(p.block.lines) for p in c) >= _ROWS]
    cells: set[int] = set()
    areas: list[tuple[Box, int | None]] = []
    for column in columns:
        level = [other for other in columns if _level(column, other, sheet.em)]
        if len(level) >= _COLUMNS - 1:
            table = [piece for part in (column, *level) for piece in part]
            cells.update(id(piece) for piece in table)
            areas.append((union(piece.block.box for piece in table), column[0].frame))
    titles = {id(p) for p in pieces if any(_is_title(p, area, frame, sheet.em) for area, frame in areas)}
    return tuple(replace(p, kind=RegionKind.TABLE) if id(p) in cells | titles else p for p in pieces)


def _columns(pieces: Sequence[Piece], em: float) -> list[list[Piece]]:
    """The short text in columns, from the top down: what stands flush or centred under the last of one."""
    columns: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.block.box.top):
        if not _may_be_cells(piece, em):
            continue
        home = next((column for column in columns if _goes_on(column[-1], piece, em)), None)
        if home is None:
            columns.append([piece])
        else:
            home.append(piece)
    return columns


def _goes_on(last: Piece, piece: Piece, em: float) -> bool:
    upper, lower = last.block.box, piece.block.box
    flush = min(abs(upper.left - lower.left), abs(upper.centre[0] - lower.centre[0])) < 0.7 * em
    return last.frame == piece.frame and flush and -0.5 * em < lower.top - upper.bottom < _PITCH_EM * em


def _may_be_cells(piece: Piece, em: float) -> bool:
    """Whether a piece is short text, or a single line that passes for a heading, as figures and a few letters
    do whose boxes are drawn high, and is no larger than a title."""
    block = piece.block
    single = piece.kind is RegionKind.HEADING and len(block.lines) == 1 and block.em < _TITLE_EM * em
    short = squares(block.text) / len(block.lines) <= _CELL
    return short and (single or piece.kind is RegionKind.BODY)


def _level(column: Sequence[Piece], other: Sequence[Piece], em: float) -> bool:
    """Whether two columns stand side by side with most rows level."""
    first, second = (union(p.block.box for p in part) for part in (column, other))
    if other is column or first.across(second) > 0 or column[0].frame != other[0].frame:
        return False
    rows, others = ([line.box.centre[1] for p in part for line in p.block.lines] for part in (column, other))
    shared = sum(any(abs(a - b) < 0.35 * em for b in others) for a in rows)
    return shared >= _ROWS and shared >= 0.7 * max(len(rows), len(others))


def _is_title(piece: Piece, table: Box, frame: int | None, em: float) -> bool:
    """Whether a piece is a short line centred right above a table, no larger than such lines are."""
    block, box = piece.block, piece.block.box
    short = len(block.lines) == 1 and squares(block.text) <= 2 * _CELL and block.em < _TITLE_EM * em
    above = piece.frame == frame and -0.5 * em < table.top - box.bottom < 2 * em
    centred = abs(box.centre[0] - table.centre[0]) < 0.15 * table.width
    return piece.kind in (RegionKind.HEADING, RegionKind.BODY) and short and above and centred
