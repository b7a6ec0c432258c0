"""Headlines in two lines that run down: the detector takes the first or last letters of both for a row."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, runs_down

_PAIR = (1.2, 2.7)
"""How wide a row of two letters is, in heights of it."""

_AS_WIDE, _INSIDE = 0.6, 0.9
"""How wide it is against the lines that run down, at least, and how much of its width lies over them."""

_SHARED, _LONG = 0.2, 1.5
"""How much of its height those lines share, and how long they are, in heights of it."""


def pairs_joined(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a page of rows, boxes around two lines that run down grown by the row of two letters that
    reaches over an end of them, and as wide as that; lines of a page set vertically as they are.

    A row that stands clear of what runs down is another heading, and so is one over a single line.

    >>> down = LineBox(Box(0, 50, 120, 300).polygon, WritingMode.VERTICAL)
    >>> row, clear = LineBox(Box(10, 0, 110, 65).polygon), LineBox(Box(10, 0, 110, 48).polygon)
    >>> text = [LineBox(Box(200, y, 600, y + 20).polygon) for y in (0, 30, 60)]
    >>> [len(pairs_joined([down, first, *text])) for first in (row, clear)]
    [4, 5]
    >>> box_of(pairs_joined([down, row, *text])[0].polygon).top
    0
    """
    if not lines or runs_down(lines):
        return tuple(lines)
    boxes = [box_of(line.polygon) for line in lines]
    flat = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    gone: set[int] = set()
    result = list(lines)
    for i, line in enumerate(lines):
        if line.writing_mode is WritingMode.VERTICAL:
            ends = [k for k in flat if k not in gone and _is_end(boxes[k], boxes[i])]
            gone.update(ends)
            if ends:
                result[i] = replace(line, polygon=_whole(boxes[i], [boxes[k] for k in ends]).polygon)
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _whole(down: Box, ends: Sequence[Box]) -> Box:
    """The box of two lines with their ends, as wide as those: the detector's reaches into what stands beside
    large letters."""
    wide = union(ends)
    return Box(wide.left, min(down.top, wide.top), wide.right, max(down.bottom, wide.bottom))


def _is_end(row: Box, down: Box) -> bool:
    """Whether a row is the first or the last letter of each of two lines in one box."""
    pair = _PAIR[0] * row.height < row.width < _PAIR[1] * row.height
    over = row.width > _AS_WIDE * down.width and row.across(down) > _INSIDE * row.width
    beyond = row.top < down.top or row.bottom > down.bottom
    runs = down.height > _LONG * row.height and down.width > _PAIR[0] * row.height
    return pair and over and beyond and runs and row.along(down) > _SHARED * row.height
