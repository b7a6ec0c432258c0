"""Headings of short articles in columns, or tiers of a vertical page, told by where their rows stand: set
small to fit their column, they are no larger than text, and letters of few strokes are no darker."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ocrfix.geometry import Box, union
from ocrfix.layout.columns import Block
from ocrfix.layout.joints import begins_indented
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import BYLINE, DATELINE, is_dated
from ocrfix.model.text import squares

_MIDDLE_EM, _UNDER_EM = 0.3, 1.5
"""How far apart the middles of two rows, and of the column, are at most, and how far under the last row the
text begins."""

_CLEAR_EM = 0.6
"""How far from both edges of its column the shorter row of a heading found in two blocks stands at least."""

_DARK = 1.2
"""How dark against the text the darkest row is at least."""

_LETTERS = 4
_MARKS = "，。、；：！？,.;:!?°’"
"""What a sentence is set with, as it is read in a column."""


def with_centred_heads(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; two or three rows in the middle under each other, with no mark of a sentence, right over
    the beginning of a paragraph are a heading, and so is one under a heading: text there would end a
    sentence."""
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and not p.block.crosswise]
    near_heads = NearPieces(heads, 10 * sheet.em)
    near_texts = NearPieces([piece for piece in pieces if _is_text(piece)], 10 * sheet.em)
    found: list[Piece] = []
    taken: list[Piece] = []
    for piece in (piece for piece in pieces if piece not in taken):
        under = _row_under(piece, near_texts, sheet)
        if under is None:
            found += _without_row(piece, near_heads, sheet) or _parted(piece, near_texts, sheet)
            continue
        taken.append(under)
        row, *rest = under.block.lines
        found.append(replace(piece, block=Block((*piece.block.lines, row)), kind=RegionKind.HEADING))
        found += [replace(under, block=Block(tuple(rest)))] if rest else []
    return [piece for piece in found if piece not in taken]


def _is_text(piece: Piece) -> bool:
    return piece.kind is RegionKind.BODY and not piece.block.crosswise


def _row_under(piece: Piece, texts: NearPieces, sheet: Sheet) -> Piece | None:
    """What the second row of a heading whose rows, flush at neither end, make no block is, or begins."""
    if not _is_text(piece) or len(piece.block.lines) > 1:
        return None
    for other in texts.touching(_around(piece, sheet)):
        rows, rest = (*piece.block.lines, other.block.lines[0]), other.block.lines[1:]
        near = 0 < rows[1].box.centre[1] - rows[0].box.centre[1] < _UNDER_EM * sheet.em
        if other is piece or other.frame != piece.frame or not near or not _are_rows(rows, sheet):
            continue
        opens = _opens(Block(rest), rows, sheet) if rest else _is_over_text(other, rows, texts, sheet)
        if opens and (not rest or _is_clear(rows, rest, sheet)):
            return other
    return None


def _around(piece: Piece, sheet: Sheet) -> Box:
    return piece.block.box.grown(2 * _UNDER_EM * sheet.em)


def _is_over_text(last: Piece, rows: Sequence[Line], texts: NearPieces, sheet: Sheet) -> bool:
    """Whether a text begins under the last of some rows."""
    near = texts.touching(_around(last, sheet))
    return any(_opens(text.block, rows, sheet) for text in near if text.frame == last.frame)


def _is_clear(rows: Sequence[Line], text: Sequence[Line], sheet: Sheet) -> bool:
    """Whether one of some rows is shorter than the text on both sides: rows that fill its column are text."""
    column = union(line.box for line in text)
    ends = [(row.box.left - column.left, column.right - row.box.right) for row in rows]
    return any(min(before, after) > _CLEAR_EM * sheet.em for before, after in ends)


def _without_row(piece: Piece, heads: NearPieces, sheet: Sheet) -> list[Piece]:
    """A text parted from its first row, where that is one more of the heading over it; else nothing."""
    row, rest = piece.block.lines[0], piece.block.lines[1:]
    if piece.kind is not RegionKind.BODY or piece.block.crosswise or not rest:
        return []
    for head in heads.touching(row.box.grown(_UNDER_EM * sheet.em)):
        rows = (*head.block.lines, row)
        near = 0 < row.box.centre[1] - rows[-2].box.centre[1] < _UNDER_EM * sheet.em
        if near and head.frame == piece.frame and _are_rows(rows, sheet) and _opens(Block(rest), rows, sheet):
            return [
                replace(piece, block=Block((row,)), kind=RegionKind.HEADING),
                replace(piece, block=Block(rest)),
            ]
    return []


def _parted(piece: Piece, texts: NearPieces, sheet: Sheet) -> list[Piece]:
    if not _is_text(piece):
        return [piece]
    lines = piece.block.lines
    for count in (3, 2):
        heads, rest = lines[:count], lines[count:]
        if len(heads) < count or not _are_rows(heads, sheet):
            continue
        if rest and _opens(Block(rest), heads, sheet):
            return [
                replace(piece, block=Block(heads), kind=RegionKind.HEADING),
                replace(piece, block=Block(rest)),
            ]
        if not rest and _is_over_text(piece, heads, texts, sheet):
            return [replace(piece, kind=RegionKind.HEADING)]
    return [piece]


def _are_rows(lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether lines are rows of one heading: in the middle under each other, dark, and no sentence."""
    em = min(sheet.em, *(line.em for line in lines))
    middle = all(abs(a.box.centre[0] - b.box.centre[0]) < _MIDDLE_EM * em for a, b in pairwise(lines))
    words = all(squares(line.text) >= _LETTERS and not set(line.text) & set(_MARKS) for line in lines)
    named = any(BYLINE.match(line.text) or is_dated(line.text) for line in lines)
    dark = max(sheet.darkness(line.weight) for line in lines) > _DARK
    return (
        middle
        and words
        and dark
        and not named
        and not any(a.box.level_with(b.box) for a, b in pairwise(lines))
    )


def _opens(text: Block, heads: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a text begins a paragraph right under the rows of a heading that stand in the middle of its
    column, or fill it: an indented crosshead beside the beginning of a text ends with the column."""
    box, first = text.box, text.lines[0].box
    inside = all(abs(row.box.centre[0] - box.centre[0]) < _MIDDLE_EM * sheet.em for row in heads)
    under = -0.8 * sheet.em < first.top - heads[-1].box.bottom < _UNDER_EM * sheet.em
    begins = begins_indented(text, sheet.em) or bool(DATELINE.match(text.text))
    return inside and under and len(text.lines) > 1 and begins
