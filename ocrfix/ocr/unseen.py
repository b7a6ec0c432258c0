"""Headings that the detector did not see: large outlined letters, or letters like handwriting."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, Read, Reading, runs_down

_EM_PX = 8
"""The size of the text at which the page is looked at."""

_INKED = 0.2
_AROUND_EM, _TOGETHER_EM, _RULE_EM = 0.25, 0.9, 6.0
"""How far around known lines ink is theirs, how near each other the letters of a heading stand, and how long
a straight stroke is that is a rule."""

_LOWEST_EM, _HIGHEST_EM, _LONG, _LONGEST = 1.5, 5.0, 1.6, 24.0
"""How high the letters of a heading are, in em of the text, and how many times as long as high it is."""

_DENSE = (0.1, 0.6)
"""How much of a heading is ink."""

_SURE, _FEWEST = 0.7, 2
"""How sure the reading of a heading is at least, and of how many characters it is."""

_SIMILAR, _DRAWN = 1.5, 1.8
"""How much higher than a known line the ink of its rest is at most, and how much higher that line is, which
the detector draws wide around outlined letters."""


def with_unseen(
    lines: Sequence[LineBox], ink: NDArray[np.bool_], em_px: float, read: Read
) -> tuple[LineBox, ...]:
    """The lines of a page of rows, and those of headings that stand in the ink outside of them.

    `ink` is (height, width), True where the image of the lines is dark; `em_px` is the size of a character of
    text. What cannot be read for sure is left out. A line next to which the rest of its heading is found is
    made longer by that, if more is read then. The lines of a page set vertically are returned as they are.
    """
    if not lines or runs_down(lines):
        return tuple(lines)
    boxes = [box_of(line.polygon) for line in lines]
    result = list(lines)
    grown: dict[int, LineBox] = {}
    found = []
    for box in find_unseen(boxes, ink, em_px):
        mode = WritingMode.HORIZONTAL if box.width > box.height else WritingMode.VERTICAL
        home = next((i for i, line in enumerate(lines) if _goes_on(line, boxes[i], box, mode)), None)
        if home is None:
            found.append(LineBox(box.polygon, mode))
        else:
            before = box_of(grown.get(home, lines[home]).polygon)
            grown[home] = replace(lines[home], polygon=union([before, box]).polygon)
    for i, line in grown.items():
        whole, part = read([line, lines[i]])
        if _is_read(whole) and len(whole.text) > len(part.text):
            result[i] = line
    return (*result, *(line for line, seen in zip(found, read(found), strict=True) if _is_read(seen)))


def _is_read(reading: Reading) -> bool:
    return reading.confidence > _SURE and len(reading.text.strip()) >= _FEWEST


def _goes_on(line: LineBox, known: Box, box: Box, mode: WritingMode) -> bool:
    """Whether a box is the beginning or the end of a known line as high as it."""
    if line.writing_mode is not mode:
        return False
    if mode is WritingMode.VERTICAL:
        known, box = known.transposed, box.transposed
    alike = box.height < _SIMILAR * known.height and known.height < _DRAWN * box.height
    return alike and known.level_with(box) and -known.across(box) < 0.6 * known.height


def find_unseen(boxes: Sequence[Box], ink: NDArray[np.bool_], em_px: float) -> list[Box]:
    """Boxes of ink, in pixels of the page, that lie outside of all known ones and may be headings.

    >>> ink = np.zeros((400, 600), bool)
    >>> for left in range(100, 400, 20):
    ...     ink[100:140, left : left + 8] = ink[300:320, left : left + 8] = True
    >>> known = [Box(90, 20, 510, 60), Box(90, 296, 510, 324)]
    >>> [[round(x, -1), round(y, -1)] for box in find_unseen(known, ink, 20.0) for x, y in box.polygon[::2]]
    [[100.0, 100.0], [390.0, 140.0]]
    >>> find_unseen([*known, Box(90, 90, 410, 150)], ink, 20.0)
    []
    """
    scale = _EM_PX / em_px
    small = cv2.resize(ink.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = (small > _INKED).astype(np.uint8)
    page = union(boxes).grown(em_px)
    keep = np.zeros_like(mask)
    _fill(keep, page, scale, 1)
    for box in boxes:
        _fill(keep, box.grown(_AROUND_EM * em_px), scale, 0)
    long = int(_RULE_EM * _EM_PX)
    for shape in ((1, long), (long, 1)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        keep[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    mask = mask * keep
    near = int(_TOGETHER_EM * _EM_PX) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for x, y, w, h, _ in stats[1:count].tolist():
        low, high = sorted((w, h))
        part = small[y : y + h, x : x + w]
        fits = _LOWEST_EM * _EM_PX < low < _HIGHEST_EM * _EM_PX and _LONG < high / low < _LONGEST
        if fits and _DENSE[0] < float(part.mean()) < _DENSE[1]:
            found.append(Box(x / scale, y / scale, (x + w) / scale, (y + h) / scale).grown(0.1 * em_px))
    return found


def _fill(mask: NDArray[np.uint8], box: Box, scale: float, value: int) -> None:
    top, bottom = max(0, round(box.top * scale)), max(0, round(box.bottom * scale))
    mask[top:bottom, max(0, round(box.left * scale)) : max(0, round(box.right * scale))] = value
