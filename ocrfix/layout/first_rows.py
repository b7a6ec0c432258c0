"""First rows of headings, hardly larger than the text: a rule over them and a larger row under them tell."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.bold import may_be_bold_row
from ocrfix.layout.columns import Block, parted
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import BYLINE

_LARGER, _NEAR_EM, _SHORT_EM = 1.2, 1.5, 1.0
"""How much larger than a first row the heading under it is at least, how far from it that and the text over
it stand at most, and how far before that text's end it ends at least."""


def with_first_rows(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a short row by itself that is darker than text and no sentence, with a rule over it that
    ends the text of another article and a larger heading right under it, is a row of that heading."""
    rules = sheet.furnishings.across(sheet.axes)
    upright = [p for p in pieces if not p.block.crosswise]
    texts = [p for p in upright if p.kind is RegionKind.BODY]
    heads = [p for p in upright if p.kind is RegionKind.HEADING]

    def is_first_row(piece: Piece) -> bool:
        row, em = piece.block, sheet.em
        if piece.kind is not RegionKind.BODY or not may_be_bold_row(row, sheet) or BYLINE.match(row.text):
            return False
        return any(
            head.frame == piece.frame
            and head.block.em > _LARGER * row.em
            and _is_over(row, head.block.box, em)
            for head in heads
        ) and any(
            _ends_before(text.block, row, em) and parted(text.block.box, row.box, rules) for text in texts
        )

    return [replace(p, kind=RegionKind.HEADING) if is_first_row(p) else p for p in pieces]


def _ends_before(text: Block, row: Block, em: float) -> bool:
    """Whether a text that runs farther to the right ends right over a row."""
    return row.box.right < text.box.right - _SHORT_EM * em and _is_over(text, row.box, em)


def _is_over(upper: Block, lower: Box, em: float) -> bool:
    shared = upper.box.across(lower) > 0.5 * min(upper.box.width, lower.width)
    return shared and abs(lower.top - upper.box.bottom) < _NEAR_EM * em
