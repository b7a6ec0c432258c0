"""Boxes that the detector drew around several lines at once, besides a box for each of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ocrfix.geometry import box_of
from ocrfix.ocr.engine import LineBox

_COVERED = 0.5
_LINES = 3
_SMALLER = 0.5


def without_overlaid(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines without those that lie half or more under smaller ones, at least three of which run one way:
    what they would be read as is no line of print, and each line in them is read by itself.

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
            k
            for k, other in enumerate(boxes)
            if k != i
            and min(other.width, other.height) < _SMALLER * least
            and box.common(other) > 0.25 * other.area
        ]
        ways = Counter(lines[k].writing_mode for k in within)
        covered = sum(box.common(boxes[k]) for k in within)
        if max(ways.values(), default=0) < _LINES or covered < _COVERED * box.area:
            kept.append(line)
    return tuple(kept)
