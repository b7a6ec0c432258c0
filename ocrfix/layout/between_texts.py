"""What stands between or under texts of one column and is no article's heading: crossheads, and names at a
column's foot."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block, parted
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.layout.signatures import is_foot_byline
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE, FULL_STOP

_REACH_EM = 3.0
"""How far above and under a line the texts stand that are asked."""


def with_crossheads(pieces: Sequence[Piece], sheet: Sheet, largest: float) -> list[Piece]:
    """A heading in one column, smaller than `largest` against the text, with text of that column right above
    and below it that is no other article's, as a crosshead; names at the foot of a column as bylines."""
    reach = _REACH_EM * sheet.em
    texts = NearPieces([p for p in pieces if p.kind is RegionKind.BODY], 10 * sheet.em)
    heads = NearPieces([p for p in pieces if p.kind is RegionKind.HEADING], 10 * sheet.em)
    rules = sheet.furnishings.across(sheet.axes)
    result = []
    for piece in pieces:
        block = piece.block
        dark = len(block.lines) == 1 and block.lines[0].weight > 1.25 * sheet.weight > 0
        small = piece.kind is RegionKind.HEADING and block.em < largest * sheet.em
        area = block.box.grown(reach)
        if (small or (piece.kind is RegionKind.BODY and dark)) and not block.crosswise:
            wide = Box(area.left - sheet.column_px, area.top, area.right, area.bottom)
            bodies = [p.block for p in texts.touching(wide) if p.frame == piece.frame]
            above = _touching(block, bodies, sheet, above=True)
            below = _touching(block, bodies, sheet, above=False)
            if above and below and not _begins_new(block, above, below, heads, rules):
                piece = replace(piece, kind=RegionKind.CROSSHEAD)
        elif piece.kind is RegionKind.BODY and len(block.lines) == 1:
            bodies = [p.block for p in texts.touching(area) if p.frame == piece.frame]
            if is_foot_byline(block, bodies, sheet.em):
                piece = replace(piece, kind=RegionKind.BYLINE)
        result.append(piece)
    return result


def _begins_new(block: Block, above: Block, below: Block, heads: NearPieces, rules: Sequence[Box]) -> bool:
    """Whether a heading between two texts begins another article, or is no heading at all."""
    near = [head.block for head in heads.touching(block.box.grown(block.em))]
    several = len(block.lines) > 1 or _in_deck(block, near)
    dated, sentence = DATELINE.match(below.text), FULL_STOP.search(block.text)
    return several or bool(dated or sentence) or parted(block.box, above.box, rules)


def _in_deck(block: Block, heads: list[Block]) -> bool:
    """Whether another heading stands right above or below: a crosshead stands by itself."""
    return any(
        other is not block
        and not other.crosswise
        and -0.5 * block.em < -other.box.along(block.box) < block.em
        and other.box.across(block.box) > 0.5 * min(other.box.width, block.box.width)
        for other in heads
    )


def _touching(block: Block, bodies: list[Block], sheet: Sheet, *, above: bool) -> Block | None:
    """The text right above or below a block that is narrower and within its width, or within its column where
    the text above is the last line of a paragraph."""
    em = sheet.em
    for other in bodies:
        gap = block.box.top - other.box.bottom if above else other.box.top - block.box.bottom
        end = above and len(other.lines) == 1 and FULL_STOP.search(other.text)
        right = max(other.box.right, other.box.left + sheet.column_px) if end else other.box.right
        inside = other.box.left - em < block.box.left and block.box.right < right + em
        as_wide = inside and block.box.width < 0.75 * (right - other.box.left)
        if -0.8 * em < gap < 2.5 * em and as_wide:
            return other
    return None
