"""How wide the texts of a page are, whatever single lines of theirs reach over or leave free, and how they
stand beside each other."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind

_COLUMN_EM = 20.0
"""How far from the beginning of a row the crosshead under it may begin."""


def text_boxes(bodies: Sequence[Piece], em_px: float) -> list[Box]:
    """The boxes of texts as wide as their columns, in logical coordinates."""
    main = [_main_box(piece.block, em_px) for piece in bodies]
    near = Nearby(main, 10 * em_px)
    return [_as_wide(b, bodies, main, near, em_px) for b in range(len(bodies))]


def _as_wide(b: int, bodies: Sequence[Piece], boxes: Sequence[Box], near: Nearby, em: float) -> Box:
    """The box of a text; the short last row of a paragraph is as wide as that over or under it, a crosshead
    between them or not."""
    box = boxes[b]
    if len(bodies[b].block.lines) > 1 or bodies[b].kind is not RegionKind.BODY:
        return box
    area = Box(box.left - em, box.top - em, box.left + _COLUMN_EM * em, box.bottom + 4 * em)
    around = near.touching(area) - {b}
    crossheads = (boxes[k] for k in around if bodies[k].kind is RegionKind.CROSSHEAD)
    feet = [box.bottom, *(other.bottom for other in crossheads if -0.5 * em < other.top - box.bottom < em)]
    next_to = [
        boxes[k].right
        for k in around
        if abs(boxes[k].left - box.left) < em
        and min(abs(boxes[k].bottom - box.top), *(abs(boxes[k].top - foot) for foot in feet)) < 0.8 * em
    ]
    return Box(box.left, box.top, max([box.right, *next_to]), box.bottom)


def _main_box(block: Block, em_px: float) -> Box:
    """The block's box without what a single line reaches beyond all others: a mark of the next column."""
    if len(block.lines) < 4:
        return block.box
    lefts, rights = sorted(n.box.left for n in block.lines), sorted(n.box.right for n in block.lines)
    left = lefts[1] if lefts[1] - lefts[0] > em_px else lefts[0]
    right = rights[-2] if rights[-1] - rights[-2] > em_px else rights[-1]
    return Box(left, block.box.top, right, block.box.bottom)


def side_by_side(box: Box, other: Box, em_px: float) -> bool:
    """Whether two columns as wide stand side by side and begin level."""
    alike = 0.8 < box.width / other.width < 1.25 and abs(box.top - other.top) < 1.5 * em_px
    return alike and -3 * em_px < box.across(other) < 0


def stands_in(box: Box, area: Box) -> bool:
    """Whether a box shares some of an area's width and much of its height, or most of its own."""
    wide = box.across(area) > 0.3 * min(box.width, area.width)
    return wide and box.along(area) > 0.5 * min(box.height, area.height)
