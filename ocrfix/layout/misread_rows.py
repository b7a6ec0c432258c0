"""Rows of text that measure larger than they are, because not all of their letters were read."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind

_DARKER = 1.1
"""How much darker than text a row is at most that may be one of it."""

_FLUSH_EM, _TOUCHING_EM = 0.5, 0.3
"""How far from those of the text under it the ends of such a row stand, and how far over it the row."""


def with_misread_rows(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a single row no darker than text, no higher than the rows right under it and as long as
    they are, is the first of them and no heading."""
    texts = NearPieces([p for p in pieces if p.kind is RegionKind.BODY], 10 * sheet.em)

    def is_text(row: Piece) -> bool:
        if row.kind is not RegionKind.HEADING or len(row.block.lines) > 1 or row.block.crosswise:
            return False
        light = 0 < sheet.darkness(row.block.lines[0].weight) < _DARKER
        return light and any(
            _is_row_of(row, text, sheet.em) for text in texts.touching(row.block.box.grown(sheet.em))
        )

    return [replace(p, kind=RegionKind.BODY) if is_text(p) else p for p in pieces]


def _is_row_of(row: Piece, text: Piece, em_px: float) -> bool:
    box, under, lines = row.block.box, text.block.box, text.block.lines
    ends = max(abs(box.left - under.left), abs(box.right - under.right))
    right_under = abs(under.top - box.bottom) < _TOUCHING_EM * em_px
    high = max(line.box.height for line in lines)
    return (
        len(lines) > 1
        and right_under
        and ends < _FLUSH_EM * em_px
        and box.height <= high
        and row.frame == text.frame
    )
