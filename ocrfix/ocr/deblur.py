"""Lines of small, blurred letters read again with their blur taken back."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from ocrfix.geometry import side_lengths
from ocrfix.ocr.crops import part_around
from ocrfix.ocr.engine import LineBox, Pixels, Reading

_SMALL_PX = 36.0
"""How high the box of a line is at most in whose letters the blur of a scan, a pixel or so, hides strokes."""

_UNSURE = 0.85
"""How surely a line is read at most that is read again."""

_SPREADS_PX = (0.8, 1.2)
_ROUNDS = 12
_MARGIN_PX = 6
_FEWEST, _AS_LONG = 6, 0.8
"""How many characters a line has at least that is read again, for chance makes a few surer, and what share of
them the surer reading keeps: letters that run together read surely, too."""

ReadOne = Callable[[Pixels, LineBox], Reading]


def read_sharply(image: Pixels, line: LineBox, read: ReadOne) -> Reading:
    """The reading of a line; of small letters read unsurely the surest of several, as the page shows them
    and less blurred."""
    first = read(image, line)
    small = min(side_lengths(line.polygon)) <= _SMALL_PX and len(first.glyphs) >= _FEWEST
    if first.confidence >= _UNSURE or not small:
        return first
    part, polygon = part_around(image, line.polygon, _MARGIN_PX)
    moved = replace(line, polygon=polygon)
    again = (read(deblurred(part, spread), moved) for spread in _SPREADS_PX)
    whole = [reading for reading in again if len(reading.glyphs) >= _AS_LONG * len(first.glyphs)]
    return max([first, *whole], key=lambda reading: reading.confidence)


def deblurred(pixels: Pixels, spread_px: float) -> Pixels:
    """An image (height, width, 3) of dark letters on light paper with a Gaussian blur of a spread taken back
    (Richardson 1972; Lucy 1974): what, blurred so, would look like it.

    >>> page = np.full((9, 30, 3), 240, np.uint8)
    >>> page[:, 12:15] = 20
    >>> blurred = cv2.GaussianBlur(page, (0, 0), 1.0)
    >>> better = deblurred(blurred, 1.0)
    >>> bool(better[4, 13, 0] < blurred[4, 13, 0] < blurred[4, 11, 0] < better[4, 11, 0])
    True
    """
    seen = 256.0 - pixels.astype(np.float32)
    ink = seen.copy()
    for _ in range(_ROUNDS):
        there = np.maximum(cv2.GaussianBlur(ink, (0, 0), spread_px), 1e-3)
        ink *= cv2.GaussianBlur(seen / there, (0, 0), spread_px)
    return np.asarray(np.clip(256.0 - ink, 0, 255), dtype=np.uint8)
