"""Islands of the detector's map in which lines set crosswise to each other have grown together: a vertical
kicker and the rows that begin right beside it."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.int32]
"""(points, 1, 2): an island's points as x, y."""

_Mask = NDArray[np.uint8]

_SOLID = 0.5
"""The share of the smallest rectangle around it that an island of one line covers at least."""

_LEAST_PX, _LONG = 8, 3
"""How wide that rectangle is at least, and how many times as long as the island is thick each line of it."""

_THIN = 0.8
"""How thick what only ties two lines of text together is at most, in thicknesses of these."""


def find_branches(island: Outline, *, runs_down: bool) -> list[Outline]:
    """The outlines of the lines in an island; itself alone where it is one line.

    `runs_down` says that the text of the page is set vertically. Where a line of text meets one set
    crosswise, the spot that they share is the other's. What only ties lines together is none.

    >>> island = np.array([[[0, 0]], [[8, 0]], [[8, 40]], [[90, 40]], [[90, 48]], [[0, 48]]], np.int32)
    >>> [cv2.boundingRect(outline) for outline in find_branches(island, runs_down=False)]
    [(0, 0, 9, 49), (9, 40, 82, 9)]
    >>> len(find_branches(np.array([[[0, 0]], [[90, 0]], [[90, 9]], [[0, 9]]], np.int32), runs_down=False))
    1
    """
    sides = cv2.minAreaRect(island)[1]
    if min(sides) < _LEAST_PX or cv2.contourArea(island) >= _SOLID * sides[0] * sides[1]:
        return [island]
    left, top, width, height = cv2.boundingRect(island)
    mask = np.zeros((height + 2, width + 2), np.uint8)
    cv2.fillPoly(mask, [island - np.array([left - 1, top - 1], np.int32)], 1)
    if runs_down:
        mask = np.ascontiguousarray(mask.T)
    least = 1 | int(2 * _LONG * cv2.distanceTransform(mask, cv2.DIST_L2, 3).max())
    text, strips = _opened(mask, least, 1), _opened(mask, 1, least)
    if not text.any() or not strips.any():
        return [island]
    thick = max(_thickness(part) for part in _parts(text))
    crosswise = [part for part in _parts(strips) if _thickness(part) > _THIN * thick]
    for part in crosswise:
        text &= 1 - part
    rows = [part for part in _parts(text) if part.any(axis=0).sum() > least / 2]
    corner = np.array([left - 1, top - 1], np.int32)
    return [_outline(part.T if runs_down else part) + corner for part in (*crosswise, *rows)]


def _opened(mask: _Mask, width: int, height: int) -> _Mask:
    """What of a mask is so wide and so high."""
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), np.uint8)


def _parts(mask: _Mask) -> Iterator[_Mask]:
    """The pieces of a mask that hang together, each as a mask."""
    count, labels = cv2.connectedComponents(mask)
    return (np.asarray(labels == k, np.uint8) for k in range(1, count))


def _thickness(part: _Mask) -> float:
    """Its area in pixels by its length."""
    return float(part.sum() / max(part.any(axis=0).sum(), part.any(axis=1).sum()))


def _outline(part: _Mask) -> Outline:
    outlines, _ = cv2.findContours(np.ascontiguousarray(part), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.asarray(outlines[0], np.int32)
