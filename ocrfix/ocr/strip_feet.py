"""Last letters of two lines set down a page of rows, side by side: the detector takes them for a row."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from statistics import median

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_LARGE = 1.6
"""How many times as high as a row of text one of such letters is at least."""

_PAIR = (1.2, 2.7)
"""How wide the two of them are, in heights of one."""

_HALF, _OVER = (0.35, 0.7), 0.7
"""How wide a line is against its last letter and the one beside it, and how much of it stands over them."""

_SHARED, _LEVEL = 0.2, 1.0
"""How much of a letter the box of a line holds at least, and how far from each other both lines begin at most
if one of them ends further up, in heights of a letter."""

_INSIDE = 0.8
"""How much of a box lies in a line where it holds a letter of it."""


def with_feet(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a page of rows, two that run down side by side longer by the row of two letters that
    reaches over an end of them; what was found of their letters by itself goes.

    >>> right, left = Box(60, 0, 115, 320), Box(0, 4, 55, 200)
    >>> strips = [LineBox(box.polygon, WritingMode.VERTICAL) for box in (right, left)]
    >>> figure, feet = LineBox(Box(8, 210, 45, 280).polygon), LineBox(Box(2, 290, 114, 350).polygon)
    >>> text = [LineBox(Box(130, y, 600, y + 20).polygon) for y in range(0, 300, 30)]
    >>> [box_of(line.polygon) for line in with_feet([*strips, figure, feet, *text])[:2]]
    [Box(left=60, top=0, right=115, bottom=350), Box(left=0, top=4, right=55, bottom=350)]
    >>> len(with_feet([*strips, figure, feet, *text])), len(with_feet([*strips, figure, *text]))
    (12, 13)
    """
    if not lines:
        return ()
    boxes = [box_of(line.polygon) for line in lines]
    least = _LARGE * median(min(box.width, box.height) for box in boxes)
    down = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    result, gone = list(lines), set[int]()
    for k, row in enumerate(boxes):
        if lines[k].writing_mode is WritingMode.VERTICAL or row.height < least or not _is_pair(row):
            continue
        over = [i for i in down if _ends_in(boxes[i], row)]
        strips = next(
            (two for two in permutations(over, 2) if _are_rows(boxes[two[0]], boxes[two[1]], row)), ()
        )
        for i in strips:
            longer = replace(boxes[i], bottom=max(boxes[i].bottom, row.bottom))
            result[i] = replace(lines[i], polygon=longer.polygon)
            gone.update(n for n, box in enumerate(boxes) if n != i and box.share_in(longer) > _INSIDE)
        gone.update([k] if strips else [])
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _is_pair(row: Box) -> bool:
    return _PAIR[0] * row.height < row.width < _PAIR[1] * row.height


def _ends_in(strip: Box, row: Box) -> bool:
    """Whether a line runs down to a row, over a half of it."""
    half = _HALF[0] < strip.width / row.width < _HALF[1] and strip.across(row) > _OVER * strip.width
    return half and strip.top < row.top and strip.bottom < row.bottom + _SHARED * row.height


def _are_rows(right: Box, left: Box, row: Box) -> bool:
    """Whether a row holds the last letters of two lines: the first reaches into it, and so does the other, or
    begins level with that."""
    beside = right.centre[0] - left.centre[0] > _HALF[0] * row.width
    reach = [strip.bottom - row.top > _SHARED * row.height for strip in (right, left)]
    level = abs(right.top - left.top) < _LEVEL * row.height
    return beside and reach[0] and (reach[1] or level)
