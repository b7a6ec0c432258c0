"""Headlines that begin with 一: the detector takes its single stroke for a rule and leaves it out."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, box_of
from ocrfix.image.ink import within
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, Read, runs_down

_ONE = "一"
_LARGE_EM, _LONG = 1.8, 2.0
"""How high, in em of the text, the box of a headline is at least, and how long in heights of it."""

_REACH = 1.05
"""How far before its line the stroke may begin, in heights of that."""

_WIDTH, _HEIGHT = (0.45, 1.1), 0.25
"""How wide and at most how high the stroke is, in heights of its line."""

_FILLED, _EDGE, _CLEAR = 0.2, 0.15, 0.02
"""How much of its box it fills at least, on a line a little askew; how much of a line's edge may be of what
lies beyond, in heights; how much ink stands around it at most."""

_OFF = 0.25
"""How far from the middle of a row the stroke stands at most, in heights of it."""


def with_first_strokes(
    lines: Sequence[LineBox], ink: NDArray[np.bool_], em_px: float, read: Read
) -> tuple[LineBox, ...]:
    """The lines of a page; a headline before which a level stroke stands begins with that if it is read so.
    On a page set vertically only one that is set so as well can.

    `ink` is (height, width), True where the image of the lines is dark, letters or a bar with white letters;
    `em_px` is the size of a character of text.
    """
    down = runs_down(lines)
    longer = {
        i: replace(line, polygon=box.polygon)
        for i, line in enumerate(lines)
        if not (down and line.writing_mode is WritingMode.HORIZONTAL)
        and (box := with_stroke(line, ink, em_px)) is not None
    }
    readings = read(list(longer.values())) if longer else ()
    begun = [i for i, seen in zip(longer, readings, strict=True) if seen.text.strip().startswith(_ONE)]
    return tuple(longer[i] if i in begun else line for i, line in enumerate(lines))


def with_stroke(line: LineBox, ink: NDArray[np.bool_], em_px: float) -> Box | None:
    """The box of a headline with the level stroke that stands before it, or None.

    >>> ink = np.zeros((100, 400), bool)
    >>> ink[20:60, 100:300:2] = ink[38:42, 60:90] = True
    >>> headline = LineBox(Box(100, 15, 300, 65).polygon)
    >>> with_stroke(headline, ink, 20).left < 60
    True
    >>> with_stroke(headline, ~ink, 20).left < 60
    True
    >>> ink[38:42, 0:90] = True
    >>> with_stroke(headline, ink, 20) is None
    True
    """
    box, down = box_of(line.polygon), line.writing_mode is WritingMode.VERTICAL
    high, long = (box.width, box.height) if down else (box.height, box.width)
    if high < _LARGE_EM * em_px or long < _LONG * high:
        return None
    reach, edge = _REACH * high, 0.1 * high
    before = (
        Box(box.left, box.top - reach, box.right, box.top + edge)
        if down
        else Box(box.left - reach, box.top, box.left + edge, box.bottom)
    )
    left, top = max(0, int(before.left)), max(0, int(before.top))
    window = within(ink, before)
    if not window.size:
        return None
    white = float(within(ink, box).mean()) > 0.5
    found = _strokes(~window if white else window, high, down=down)
    if len(found) != 1:
        return None
    margin = 0.1 * high
    stroke = found[0].moved(left, top)
    if down:
        return Box(box.left, min(box.top, stroke.top - 3 * margin), box.right, box.bottom)
    return Box(min(box.left, stroke.left - margin), box.top, box.right, box.bottom)


def _strokes(window: NDArray[np.bool_], high: float, *, down: bool) -> list[Box]:
    """The level strokes in the window before a line that are as wide as a letter and have nothing over or
    under them."""
    count, marks, stats, _ = cv2.connectedComponentsWithStats(window.astype(np.uint8), connectivity=8)
    found = []
    for mark, (x, y, w, h, area) in enumerate(stats[:count].tolist()):
        inside = x > 0 and x + w <= window.shape[1] and y > 0 and y + h < window.shape[0]
        level = _WIDTH[0] * high < w < _WIDTH[1] * high and h < _HEIGHT * high and area > _FILLED * w * h
        middle = abs(x + w / 2 - window.shape[1] / 2) if down else abs(y + h / 2 - window.shape[0] / 2)
        if mark and inside and level and middle < _OFF * high:
            others = window & (marks != mark)
            edge = int(_EDGE * high)
            beside = others[max(0, y - h) : y + 2 * h, edge : window.shape[1] - edge]
            around = beside if down else others[edge : y + h + edge, x : x + w]
            if float(around.mean()) < _CLEAR:
                found.append(Box(float(x), float(y), float(x + w), float(y + h)))
    return found
