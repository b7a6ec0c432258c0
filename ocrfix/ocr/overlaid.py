"""Boxes that the detector drew around several lines at once, besides a box for each of them."""

from bisect import bisect_left
from collections.abc import Sequence

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_COVERED = 0.5
_LINES = 3
_SMALLER = 0.5
_WITHIN, _BESIDE = 0.7, 0.6


def without_overlaid(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines without those that lie half or more under at least three smaller ones: what they would be
    read as is no line of print, and each line in them is read by itself.

    >>> from ocrfix.model.page import WritingMode
    >>> from ocrfix.geometry import Box
    >>> boxes = [Box(0, 0, 100, 60), *(Box(10, y, 200, y + 10) for y in (4, 18, 32, 46))]
    >>> kept = without_overlaid([LineBox(box.polygon, WritingMode.HORIZONTAL) for box in boxes])
    >>> len(kept), box_of(kept[0].polygon)
    (4, Box(left=10, top=4, right=200, bottom=14))
    """
    boxes = [box_of(line.polygon) for line in lines]
    sides = sorted(min(box.width, box.height) for box in boxes)
    kept = []
    for i, line in enumerate(lines):
        box = boxes[i]
        least = min(box.width, box.height)
        if bisect_left(sides, _SMALLER * least) < _LINES:
            kept.append(line)
            continue
        within = [
            box.common(other)
            for k, other in enumerate(boxes)
            if k != i
            and min(other.width, other.height) < _SMALLER * least
            and box.common(other) > 0.25 * other.area
        ]
        if len(within) < _LINES or sum(within) < _COVERED * box.area:
            kept.append(line)
    return tuple(kept)


def parted(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines, a vertical one that was drawn over another and over the one beside it left with the latter:
    two strips of a headline that the detector saw as one, and one of them by itself.

    The one that was seen by itself reaches as far up and down as both together.

    >>> both, one = Box(0, 0, 90, 300), Box(50, 10, 88, 260)
    >>> strips = parted([LineBox(box.polygon, WritingMode.VERTICAL) for box in (both, one)])
    >>> [box_of(line.polygon) for line in strips]
    [Box(left=0, top=0, right=50, bottom=300), Box(left=50, top=0, right=88, bottom=300)]
    """
    boxes = [box_of(line.polygon) for line in lines]
    upright = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    result = list(lines)
    for i in upright:
        for k in upright:
            rest = None if i == k else _rest(boxes[i], boxes[k])
            if rest is not None:
                one, both = boxes[k], boxes[i]
                reach = Box(one.left, min(one.top, both.top), one.right, max(one.bottom, both.bottom))
                result[i] = LineBox(rest.polygon, WritingMode.VERTICAL)
                result[k] = LineBox(reach.polygon, WritingMode.VERTICAL)
    return tuple(result)


def _rest(both: Box, one: Box) -> Box | None:
    """What a box leaves beside one that stands in it, nearly as high: a strip about as wide, or None."""
    if one.common(both) < _WITHIN * one.area or one.height < _WITHIN * both.height:
        return None
    if both.height - one.height > 1.5 * one.width:
        return None
    left, right = one.left - both.left, both.right - one.right
    if max(left, right) < _BESIDE * one.width:
        return None
    sides = (both.left, one.left) if left > right else (one.right, both.right)
    return Box(sides[0], both.top, sides[1], both.bottom)
