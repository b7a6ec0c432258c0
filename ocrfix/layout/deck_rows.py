"""Rows of a heading that pass for the first of the column under them: the columns beside begin lower."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.layout.text_boxes import side_by_side
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import BYLINE, FULL_STOP, is_dated

_NEAR_EM, _LEVEL_EM = 1.5, 0.6
"""How near under its heading such a row stands, and how exactly the columns beside begin with the row under
it."""

_UNDER_EM = 0.8
"""How near over its column a row by itself stands."""

_LARGER = 1.15
"""How much larger than it the heading is at least."""

_INSET_EM, _EVEN_EM = 0.4, 0.6
"""How far from the column's edges such a row begins and ends at least, and how evenly."""

_FEWEST = 3
"""How many lines the column and those beside it have at least."""


def with_deck_rows(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a row in the middle over a column, found as its first or by itself, right under a larger
    heading, is a row of that heading where the columns beside begin below it: those of one article begin
    level."""
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and not p.block.crosswise]
    texts = [p for p in pieces if p.kind is RegionKind.BODY and len(p.block.lines) >= _FEWEST]
    near_heads, near_texts = NearPieces(heads, 10 * sheet.em), NearPieces(texts, 10 * sheet.em)

    def under(row: Block) -> list[Piece]:
        box = row.box
        area = Box(box.left, box.bottom, box.right, box.bottom + _UNDER_EM * sheet.em)
        return [p for p in near_texts.touching(area) if p.block.box.top > box.centre[1]]

    def is_row(row: Block, rest: Block, piece: Piece) -> bool:
        box, em = row.box, sheet.em
        worded = is_dated(row.text) or BYLINE.match(row.text) or FULL_STOP.search(row.text)
        if worded or not _is_centred(row, rest, em):
            return False
        headed = any(
            head.frame == piece.frame
            and head.block.em > _LARGER * row.em
            and abs(box.top - head.block.box.bottom) < _NEAR_EM * em
            and head.block.box.across(box) > box.width / 2
            for head in near_heads.touching(box.grown(_NEAR_EM * em))
        )
        beside = [
            text.block.box.top
            for text in near_texts.touching(rest.box.grown(3 * em))
            if text.frame == piece.frame and side_by_side(text.block.box, rest.box, em)
        ]
        level = [abs(top - rest.box.top) < _LEVEL_EM * em for top in beside]
        return headed and bool(level) and all(level)

    found: list[Piece] = []
    for piece in pieces:
        text = piece.kind is RegionKind.BODY and not piece.block.crosswise
        row, rest = _first_row(piece.block)
        if text and rest is not None and len(piece.block.lines) >= _FEWEST and is_row(row, rest, piece):
            found += [replace(piece, block=row, kind=RegionKind.HEADING), replace(piece, block=rest)]
        elif text and rest is None and any(is_row(row, other.block, piece) for other in under(row)):
            found.append(replace(piece, kind=RegionKind.HEADING))
        else:
            found.append(piece)
    return found


def _first_row(block: Block) -> tuple[Block, Block | None]:
    """The first row of a block, and the others."""
    first = block.lines[0].box
    row = tuple(line for line in block.lines if line.box.level_with(first))
    rest = tuple(line for line in block.lines if line not in row)
    return Block(row), Block(rest) if rest else None


def _is_centred(row: Block, column: Block, em: float) -> bool:
    """Whether a row begins as far in or out of a column as it ends, and is not flush."""
    before, after = row.box.left - column.box.left, column.box.right - row.box.right
    return min(abs(before), abs(after)) > _INSET_EM * em and abs(before - after) < _EVEN_EM * em
