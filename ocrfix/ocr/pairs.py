"""Headlines in two lines that run down: the detector takes the first or last letters of both for a row, or
each letter and its neighbour."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, runs_down

_PAIR = (1.2, 2.7)
"""How wide a row of two letters is, in heights of it."""

_AS_WIDE, _INSIDE = 0.6, 0.9
"""How wide it is against the lines that run down, at least, and how much of its width lies over them."""

_SHARED, _LONG = 0.2, 1.5
"""How much of its height those lines share, and how long they are, in heights of it."""

_PAIRS, _LARGE = 3, 1.6
"""How many rows of two letters one under the other are two lines that run down at least, and how much higher
than rows of text each of them is."""

_LEVEL, _APART, _MIDDLE = 0.35, 0.4, 0.2
"""How far their ends are from each other, how far they are apart, in heights, and how far from the middle
the blank between the two lines is, in widths; all at most."""


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


def pairs_stacked(lines: Sequence[LineBox], blanks: Blanks) -> tuple[LineBox, ...]:
    """The lines of a page of rows, rows of two large letters each, one right under the other, as one box that
    runs down where a blank runs down between their letters; a box among them may hold two such rows, and
    reach aside. `blanks` gives the stretches of x without ink.

    >>> pairs = [LineBox(Box(0, y, 100, y + 55).polygon) for y in (0, 55, 110)]
    >>> text = [LineBox(Box(200, y, 600, y + 20).polygon) for y in range(0, 150, 30)]
    >>> both, *_ = pairs_stacked([*pairs, *text], lambda box: [(46, 54)])
    >>> box_of(both.polygon), both.writing_mode.value
    (Box(left=0, top=0, right=100, bottom=165), 'vertical-rtl')
    >>> len(pairs_stacked([*pairs, *text], lambda box: []))
    8
    """
    boxes = [box_of(line.polygon) for line in lines]
    gone: set[int] = set()
    joined: list[LineBox] = []
    for stack in _stacks(boxes):
        whole = _whole(union(boxes[i] for i in stack), [boxes[i] for i in stack if _is_pair(boxes[i])])
        middles = [(start + end) / 2 for start, end in blanks(whole)]
        if any(abs(middle - whole.centre[0]) < _MIDDLE * whole.width for middle in middles):
            gone.update(stack)
            joined.append(LineBox(whole.polygon, WritingMode.VERTICAL))
    return (*joined, *(line for i, line in enumerate(lines) if i not in gone))


def _stacks(boxes: Sequence[Box]) -> list[list[int]]:
    """The places of rows of two large letters each, and of boxes of two rows among them, those together that
    stand one right under the other."""
    least = _LARGE * median([min(box.width, box.height) for box in boxes] or [0.0])
    stacks: list[list[int]] = []
    for i in sorted(range(len(boxes)), key=lambda i: boxes[i].top):
        if boxes[i].height > least and (_is_pair(boxes[i]) or _is_block(boxes[i])):
            stack = next((stack for stack in stacks if _is_under(boxes[i], boxes[stack[-1]])), None)
            if stack is None:
                stacks.append([i])
            else:
                stack.append(i)
    return [stack for stack in stacks if len(stack) >= _PAIRS and sum(_is_pair(boxes[i]) for i in stack) > 1]


def _is_pair(row: Box) -> bool:
    return _PAIR[0] * row.height < row.width < _PAIR[1] * row.height


def _is_block(box: Box) -> bool:
    """Whether a box is as high as two rows of two letters."""
    return _PAIR[0] * box.height < 2 * box.width < _PAIR[1] * box.height


def _is_under(row: Box, above: Box) -> bool:
    """Whether a row stands right under another as long."""
    ends = max(abs(row.left - above.left), abs(row.right - above.right))
    apart = _APART * max(row.height, above.height)
    return ends < _LEVEL * row.height and abs(row.top - above.bottom) < apart


def _whole(down: Box, ends: Sequence[Box]) -> Box:
    """The box of two lines with their ends, as wide as those: the detector's reaches into what stands beside
    large letters."""
    wide = union(ends)
    return Box(wide.left, min(down.top, wide.top), wide.right, max(down.bottom, wide.bottom))


def _is_end(row: Box, down: Box) -> bool:
    """Whether a row is the first or the last letter of each of two lines in one box."""
    over = row.width > _AS_WIDE * down.width and row.across(down) > _INSIDE * row.width
    beyond = row.top < down.top or row.bottom > down.bottom
    runs = down.height > _LONG * row.height and down.width > _PAIR[0] * row.height
    return _is_pair(row) and over and beyond and runs and row.along(down) > _SHARED * row.height
