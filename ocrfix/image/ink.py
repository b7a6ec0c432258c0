"""Where the working image is dark."""

from collections.abc import Sequence
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box

_Pixel = TypeVar("_Pixel", bound=np.generic)

Grey = NDArray[np.uint8]

Ink = NDArray[np.bool_]
"""(height, width), True where the image is dark."""

_INK_SHARE, _PAPER_SHARE = 8, 75
"""Percentiles of the greys in a line's box at which its strokes and its paper are."""

_FAINT = 1 / 3
"""How far from its strokes to its paper a line is ink at least."""

_GROUND, _GROUND_BLACK, _GROUND_LEAST = 0.5, 0.6, 0.3
"""How dark each outer row and column of a black ground is at least, and the whole of it, and how much of a
part of the page it covers."""


def page_ink(grey: Grey, lines: Sequence[Box]) -> Ink:
    """Tell ink from paper, so that the strokes of most lines are ink.

    `grey` is (height, width), `lines` are boxes of text in its pixels. The page's threshold (Otsu 1979) lies
    between pictures or headlines and the paper: where fine type is worn and soft, it would leave of its
    letters only spots.
    """
    threshold, _ = cv2.threshold(grey[::2, ::2], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    seen = [part for part in (within(grey, box) for box in lines) if part.size]
    if seen:
        greys = np.array([np.percentile(part, (_INK_SHARE, _PAPER_SHARE)) for part in seen])
        strokes, paper = np.median(greys, axis=0)
        threshold = max(threshold, strokes + _FAINT * (paper - strokes))
    return np.asarray(grey < threshold, dtype=np.bool_)


def within(image: NDArray[_Pixel], box: Box) -> NDArray[_Pixel]:
    """The pixels of an image, (height, width), that a box touches; none where it lies outside.

    >>> within(np.arange(20).reshape(4, 5), Box(-2, 1, 0.5, 2)).tolist()
    [[5], [10]]
    """
    top, left = max(0, int(box.top)), max(0, int(box.left))
    return image[top : max(0, int(box.bottom) + 1), left : max(0, int(box.right) + 1)]


def letters(part: Ink) -> Ink:
    """The strokes in a part of the page: where a black ground stands in it, the white letters on that.

    >>> part = np.zeros((10, 20), bool)
    >>> part[2:8, 4:18] = True
    >>> part[4:6, 8:12] = False
    >>> int(letters(part).sum()), int(letters(~part[2:8, 4:18]).sum())
    (8, 8)
    """
    if not part.size:
        return part
    rows, columns = (np.flatnonzero(part.mean(axis=axis) > _GROUND) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return part
    ground = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if ground.mean() < _GROUND_BLACK or ground.size < _GROUND_LEAST * part.size:
        return part
    turned = part.copy()
    turned[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = ~ground
    return turned
