"""Signs before a line, as ■ before a reporter: the detector passes over shapes that are no letters."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, box_of
from ocrfix.image.ink import Grey, Ink, within
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.cutting import with_ends
from ocrfix.ocr.engine import LineBox, Reading

_SIDE = 24
_REACH, _AROUND = 1.6, 0.1
"""How far before its line a sign may begin, and how far its window goes beyond that, in heights of it."""

_SIZE, _SQUARE = (0.3, 0.95), 1.25
"""How high and wide a sign is, in heights of its line, and how many times as long as high or the reverse."""

_OFF, _GAP = 0.2, 0.8
"""How far from the middle of the line it may stand, and how far before it it may end, in heights."""

_LIKE = 0.88
"""Share of the area of both that a sign and its shape have in common, at least."""

_EDGE, _FLAT = 0.15, 0.25
"""How wide the edge of a sign is, in sides of it; how much lighter than the darkest of its line it may be
within, as a share of how dark that is: a blurred letter is lighter in places."""

_TAKEN = 0.1
"""How much of it may stand in the box of another line."""


def with_signs(
    lines: Sequence[LineBox], readings: Sequence[Reading], grey: Grey, ink: Ink
) -> list[tuple[LineBox, Reading]]:
    """Lines and what was read in them; one right before which a filled shape stands begins with its sign.

    `grey` is the image of the lines, (height, width), and `ink` True where it is dark. A shape in another
    line's box is a part of that.
    """
    boxes = [box_of(line.polygon) for line in lines]
    found = []
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        sign = _sign_before(line, reading, grey, ink) if reading.glyphs else None
        if sign is None or reading.glyphs[0].char in _shapes() or _is_taken(sign[1], boxes, i):
            found.append((line, reading))
        else:
            found.append(_begun(line, reading, *sign))
    return found


def _is_taken(sign: Box, boxes: Sequence[Box], own: int) -> bool:
    return any(i != own and sign.share_in(box) > _TAKEN for i, box in enumerate(boxes))


def _sign_before(line: LineBox, reading: Reading, grey: Grey, ink: Ink) -> tuple[str, Box, float] | None:
    """The sign before the first character of a line, where it stands, and how like its shape it is."""
    down = line.writing_mode is WritingMode.VERTICAL
    box = _flat(box_of(line.polygon), down)
    end = box.left + (reading.glyphs[0].start + reading.glyphs[0].end) / 2
    left, top = max(0, int(box.left - _REACH * box.height)), max(0, int(box.top - _AROUND * box.height))
    window = slice(top, int(box.bottom + _AROUND * box.height)), slice(left, max(left, int(end)))
    part, shades = (ink.T if down else ink)[window], grey.T if down else grey
    if not part.any():
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8))
    for number, (x, y, w, h, _) in enumerate(stats.tolist()):
        sign = Box(left + x, top + y, left + x + w, top + y + h)
        whole = x > 0 and y > 0 and x + w < part.shape[1] and y + h < part.shape[0]
        if number and whole and _fits(sign, box):
            mask = labels[y : y + h, x : x + w] == number
            char, like = _shape_of(mask, down)
            if like > _LIKE and _is_filled(mask, shades[window][y : y + h, x : x + w], within(shades, box)):
                return char, _flat(sign, down), like
    return None


def _flat(box: Box, down: bool) -> Box:
    """The box as if its line ran from left to right; done twice, the box."""
    return box.transposed if down else box


def _fits(sign: Box, line: Box) -> bool:
    """Whether a box is as large as a sign before a line, level with it and near enough."""
    low, high = sorted((sign.width / line.height, sign.height / line.height))
    level = abs(sign.centre[1] - line.centre[1]) < _OFF * line.height
    near = line.left - sign.right < _GAP * line.height
    return _SIZE[0] < low and high < _SIZE[1] and high < _SQUARE * low and level and near


def _shape_of(mask: NDArray[np.bool_], down: bool) -> tuple[str, float]:
    """The sign that a mask is most like, and how much of the area of both they have in common.

    >>> ink = np.ones((20, 20), bool)
    >>> _shape_of(ink, False)
    ('■', 1.0)
    >>> _shape_of(np.tri(20, dtype=bool), False)[1] < _LIKE
    True
    """
    small = cv2.resize(mask.astype(np.float32), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) > 0.5
    small = small.T if down else small
    likes = {char: float((small & shape).sum() / (small | shape).sum()) for char, shape in _shapes().items()}
    best = max(likes, key=lambda char: likes[char])
    return best, likes[best]


def _is_filled(mask: NDArray[np.bool_], grey: Grey, line: Grey) -> bool:
    """Whether a shape is as dark within its edge as the darkest letters of its line."""
    edge = 2 * round(_EDGE * min(mask.shape)) + 1
    padded = np.pad(mask.astype(np.uint8), 1)
    inner = cv2.erode(padded, np.ones((edge, edge), np.uint8))[1:-1, 1:-1] > 0
    if not inner.any() or not line.size:
        return False
    dark, paper = np.percentile(line, [2, 98])
    return bool(np.percentile(grey[inner], 90) < dark + _FLAT * (paper - dark))


@cache
def _shapes() -> dict[str, NDArray[np.bool_]]:
    """The signs, each filling a square of side _SIDE."""
    y, x = (np.mgrid[:_SIDE, :_SIDE] + 0.5) / _SIDE
    return {
        "■": np.ones((_SIDE, _SIDE), np.bool_),
        "●": np.hypot(x - 0.5, y - 0.5) < 0.5,
        "◆": abs(x - 0.5) + abs(y - 0.5) < 0.5,
        "▲": abs(x - 0.5) < y / 2,
        "▼": abs(x - 0.5) < (1 - y) / 2,
    }


def _begun(line: LineBox, reading: Reading, char: str, sign: Box, like: float) -> tuple[LineBox, Reading]:
    """The line and its reading with the sign at their beginning."""
    down = line.writing_mode is WritingMode.VERTICAL
    box, flat = _flat(box_of(line.polygon), down), _flat(sign, down)
    longer = with_ends(line, min(box.left, flat.left), box.right)
    moved = max(0.0, box.left - flat.left)
    first = Glyph(char, flat.left - box.left + moved, flat.right - box.left + moved, round(like, 4))
    glyphs = tuple(replace(g, start=g.start + moved, end=g.end + moved) for g in reading.glyphs)
    readings = tuple((engine, char + text) for engine, text in reading.readings)
    return longer, Reading((first, *glyphs), readings)
