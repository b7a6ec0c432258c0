"""Lines that the detector saw as two: in outlined or very high letters an upper half and a lower one, and a
left piece and a right one that share a character."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_SHARED, _APART, _LONGEST = 0.6, 0.3, 12.0
"""How much of its width one half has in common with the other, how far apart they may lie in heights of the
lower one, and how many times as long as high the line may be: a slant lets the rows of a longer one run into
each other, and boxes higher than wide are characters of a vertical line."""

_CROSSED = 0.08
"""The share of ink, and of paper, that every row between the middles of two halves shows: between two lines
one is blank, or black where they are printed white on black."""

_LEVEL, _LONG, _SHORT = 0.25, 1.5, 0.7
"""In heights: how much higher one piece of a row may reach than the other, and how long the longer and the
shorter are at least."""
_FLUSH, _CLOSE = 0.75, 0.5
"""In heights of a row: how far the ends of a column's rows stand from each other's, and how far apart
such rows lie."""

_LOW, _SQUARE = 0.5, 1.2
"""How high a low character is at least, in heights of its row, and how wide at most, in its own."""

_SHARED_LEAST, _SHARED_MOST = 0.25, 1.5
"""In heights: how much of a row both its pieces show. Boxes of words a space apart may touch as well."""


def halves_joined(lines: Sequence[LineBox], ink: NDArray[np.bool_]) -> tuple[LineBox, ...]:
    """The lines, two horizontal ones joined where the strokes of letters run on from one into the other, and
    where both show the same character.

    `ink` is (height, width), True where the image of the lines is dark.

    >>> ink = np.zeros((60, 100), bool)
    >>> ink[5:55, 10:90:8] = True
    >>> upper, lower = (LineBox(Box(8, top, 92, top + 28).polygon) for top in (2, 30))
    >>> [box_of(line.polygon) for line in halves_joined([upper, lower], ink)]
    [Box(left=8, top=2, right=92, bottom=58)]
    >>> stacked = [LineBox(Box(8, top, 36, top + 28).polygon) for top in (2, 30)]
    >>> len(halves_joined(stacked, ink))
    2
    >>> ink[28:32] = False
    >>> len(halves_joined([upper, lower], ink)), len(halves_joined([upper, lower], ~ink))
    (2, 2)
    >>> left, right = LineBox(Box(0, 0, 300, 60).polygon), LineBox(Box(255, 2, 500, 73).polygon)
    >>> [box_of(line.polygon) for line in halves_joined([left, right], ink)]
    [Box(left=0, top=0, right=500, bottom=73)]
    >>> last = LineBox(Box(265, 2, 330, 61).polygon)
    >>> apart = LineBox(Box(295, 2, 500, 61).polygon)
    >>> len(halves_joined([left, last], ink)), len(halves_joined([left, apart], ink))
    (1, 2)
    >>> low = LineBox(Box(255, 14, 309, 66).polygon)
    >>> rest = LineBox(Box(287, 0, 500, 85).polygon)
    >>> [box_of(line.polygon) for line in halves_joined([low, rest], ink)]
    [Box(left=255, top=0, right=500, bottom=85)]
    """
    level = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    boxes = [box_of(line.polygon) for line in lines]
    level.sort(key=lambda i: boxes[i].top)
    result, gone = list(lines), set[int]()
    for place, i in enumerate(level):
        for k in level[place + 1 :]:
            if boxes[k].top > boxes[i].bottom + _APART * boxes[i].height:
                break
            halves = _one_line(boxes[i], boxes[k], ink) and not _are_rows(boxes[i], boxes[k], boxes)
            if i not in gone and k not in gone and (halves or _one_row(boxes[i], boxes[k])):
                boxes[k] = union([boxes[i], boxes[k]])
                result[k] = replace(lines[k], polygon=boxes[k].polygon)
                gone.add(i)
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _one_row(a: Box, b: Box) -> bool:
    """Whether two boxes as high, on one row, both show a character that stands between them."""
    low = min(a.height, b.height)
    level = max(abs(a.top - b.top), abs(a.bottom - b.bottom)) < _LEVEL * low or _is_low_letter(a, b)
    shared = _SHARED_LEAST * low < a.across(b) < _SHARED_MOST * low
    short, long = sorted((a.width, b.width))
    return level and shared and long > _LONG * low and short > max(_SHORT * low, a.across(b) / 0.7)


def _is_low_letter(a: Box, b: Box) -> bool:
    """Whether one box is a single character of the other's row that is lower than most, as 日 and 口 are."""
    small, large = sorted((a, b), key=lambda box: box.width)
    within = large.top <= small.top and small.bottom <= large.bottom
    return within and small.height > _LOW * large.height and small.width < _SQUARE * small.height


def _one_line(upper: Box, lower: Box, ink: NDArray[np.bool_]) -> bool:
    """Whether no blank row parts two boxes of which the second stands right under the first."""
    if upper.across(lower) < _SHARED * min(upper.width, lower.width) or upper.level_with(lower):
        return False
    if lower.top - upper.bottom > _APART * lower.height:
        return False
    left, right = max(upper.left, lower.left), min(upper.right, lower.right)
    if not 1 < (right - left) / (lower.bottom - upper.top) < _LONGEST:
        return False
    seam = ink[int(upper.centre[1]) : int(lower.centre[1]) + 1, max(0, int(left)) : int(right) + 1]
    if not seam.size:
        return False
    dark = seam.mean(axis=1)
    return float(np.minimum(dark, 1 - dark).min()) > _CROSSED


def _are_rows(upper: Box, lower: Box, boxes: Sequence[Box]) -> bool:
    """Whether two boxes, one right under the other, are rows of a column: a third goes on with it over or
    under them. Such rows may touch where they are set close and what is printed behind shines through."""
    return any(
        _goes_on(box, upper) if box.centre[1] < upper.top else _goes_on(lower, box)
        for box in boxes
        if box.centre[1] < upper.top or box.centre[1] > lower.bottom
    )


def _goes_on(upper: Box, lower: Box) -> bool:
    low, high = sorted((upper.height, lower.height))
    flush = max(abs(upper.left - lower.left), abs(upper.right - lower.right)) < _FLUSH * low
    return flush and high < 1.25 * low and abs(lower.top - upper.bottom) < _CLOSE * low
