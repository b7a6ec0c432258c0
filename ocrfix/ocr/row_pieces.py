"""Rows set across a vertical page that the detector saw in pieces, a letter between them in none."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_AS_HIGH, _LONG = 0.6, 1.5
"""How high a piece is against the next, and how long one of them is in its heights, at least."""

_APART, _LETTER = 1.0, (0.4, 1.3)
"""How far apart pieces are at most between which a letter stands, and how high that is, in heights of the
lower one."""

_ROOM = 0.5
"""How far over and under the row a letter has nothing next to it, in its heights."""


def pieces_joined(lines: Sequence[LineBox], down: Blanks) -> tuple[LineBox, ...]:
    """The lines of a vertical page, the pieces of a row across it as one line where their boxes overlap or a
    letter stands between them: a single stroke is read as 一 only beside the letters of its row.

    `down` gives the stretches of y without letters in a box.

    >>> row, first = LineBox(Box(0, 0, 300, 100).polygon), LineBox(Box(290, 4, 390, 98).polygon)
    >>> further, below = LineBox(Box(460, 0, 900, 100).polygon), LineBox(Box(280, 104, 380, 198).polygon)
    >>> [box_of(line.polygon) for line in pieces_joined([row, first, below], lambda box: [])]
    [Box(left=280, top=104, right=380, bottom=198), Box(left=0, top=0, right=390, bottom=100)]
    >>> letter = lambda box: [(box.top, 10.0), (90.0, box.bottom)]
    >>> len(pieces_joined([first, further], letter)), len(pieces_joined([first, further], lambda box: []))
    (1, 2)
    """
    boxes = [box_of(line.polygon) for line in lines]
    level = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    rows: list[list[int]] = []
    for i in sorted(level, key=lambda i: boxes[i].left):
        row = next((row for row in rows if any(_goes_on(boxes[k], boxes[i], down) for k in row)), None)
        if row is None:
            rows.append([i])
        else:
            row.append(i)
    joined = [row for row in rows if len(row) > 1]
    gone = {i for row in joined for i in row}
    kept = [line for i, line in enumerate(lines) if i not in gone]
    return (*kept, *(replace(lines[row[0]], polygon=union(boxes[i] for i in row).polygon) for row in joined))


def _goes_on(left: Box, right: Box, down: Blanks) -> bool:
    """Whether two boxes hold pieces of one row, or one of them a part of what the other holds."""
    low, high = sorted((left.height, right.height))
    long = any(box.width > _LONG * box.height for box in (left, right))
    if low < _AS_HIGH * high or not long or not left.level_with(right):
        return False
    gap = -left.across(right)
    return gap < 0 or (gap < _APART * low and _stands_between(left, right, down))


def _stands_between(left: Box, right: Box, down: Blanks) -> bool:
    """Whether a letter as high as the row, and no rule, stands between two pieces."""
    low = min(left.height, right.height)
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    between = Box(left.right, top - _ROOM * low, right.left, bottom + _ROOM * low)
    edge = between.top
    inked = []
    for start, end in (*down(between), (between.bottom, between.bottom)):
        inked.append((edge, start))
        edge = end
    middle = (top + bottom) / 2
    return any(start < middle < end and _LETTER[0] < (end - start) / low < _LETTER[1] for start, end in inked)
