"""Two facing pages in one scan, and the fold between them."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, Point, Polygon, between, box_of
from ocrfix.image.straighten import paper_colour

_WIDE, _WIDEST = 1.3, 1.9
"""Width over height of two pages side by side; what is wider is a cutting."""

_MIDDLE = 0.16
_STEP = 8
_CROSSING = 0.004
_LEAST_SHARE = 0.25
_LINES = 120
"""Two whole pages have at least so many; a cutting of two articles has fewer."""


def find_fold(lines: Sequence[Box]) -> float | None:
    """Where two facing pages meet, as a horizontal position in the frame of `lines`; None for a single page.

    `lines` are the boxes of all text. Two pages are much wider than high, and somewhere near the middle a
    band that no line crosses runs from head to foot, with much text on both sides. A landscape page has
    headings across its middle; a page that is not clearly two is left whole, and so is a cutting.

    >>> left = [Box(x, y, x + 90, y + 10) for x in (0, 100, 200) for y in range(0, 420, 12)]
    >>> right = [Box(box.left + 330, box.top, box.right + 330, box.bottom) for box in left]
    >>> 290 <= find_fold([*left, *right]) <= 330
    True
    >>> find_fold([*left, *right, Box(100, 0, 500, 40)]) is None, find_fold(left) is None
    (True, True)
    """
    if len(lines) < _LINES:
        return None
    start, end = min(b.left for b in lines), max(b.right for b in lines)
    top, bottom = np.percentile([b.top for b in lines], 1), np.percentile([b.bottom for b in lines], 99)
    if not _WIDE * (bottom - top) <= end - start <= _WIDEST * (bottom - top):
        return None
    middle, reach = (start + end) / 2, _MIDDLE * (end - start) / 2
    places = np.arange(middle - reach, middle + reach + 1, _STEP)
    lefts, rights = np.array([b.left for b in lines]), np.array([b.right for b in lines])
    inset = 0.1 * (rights - lefts)
    crossing = [int(((lefts + inset < x) & (x < rights - inset)).sum()) for x in places]
    if min(crossing) > _CROSSING * len(lines):
        return None
    fold = _middle_of_band(places, np.array(crossing) == min(crossing), middle)
    areas = np.array([b.area for b in lines])
    share = float(areas[(lefts + rights) / 2 < fold].sum() / areas.sum())
    return fold if _LEAST_SHARE < share < 1 - _LEAST_SHARE else None


def halves(head: Point, foot: Point, size_px: tuple[int, int]) -> tuple[Polygon, Polygon]:
    """What lies left and right of a fold through two points, on a scan of that width and height.

    >>> halves((52, 10), (48, 90), (100, 100))[0]
    ((0.0, 0.0), (52.5, 0.0), (47.5, 100.0), (0.0, 100.0))
    """
    width, height = float(size_px[0]), float(size_px[1])
    upper, lower = (between(head, foot, (y - head[1]) / (foot[1] - head[1]))[0] for y in (0.0, height))
    upper, lower = min(max(upper, 1.0), width - 1), min(max(lower, 1.0), width - 1)
    return (
        ((0.0, 0.0), (upper, 0.0), (lower, height), (0.0, height)),
        ((upper, 0.0), (width, 0.0), (width, height), (lower, height)),
    )


def cut_out(pixels: NDArray[np.uint8], part: Polygon) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The box around a convex part of a scan, the colour of paper outside the part, and its map to the scan.

    `pixels` is (height, width, 3) and stays as it is.
    """
    box = box_of(part)
    left, top = int(box.left), int(box.top)
    cut = pixels[top : math.ceil(box.bottom), left : math.ceil(box.right)].copy()
    outside = np.ones(cut.shape[:2], dtype=np.uint8)
    cv2.fillConvexPoly(outside, np.array([(round(x) - left, round(y) - top) for x, y in part]), 0)
    cut[outside > 0] = paper_colour(cut)
    return cut, np.array([(1, 0, left), (0, 1, top), (0, 0, 1)], dtype=np.float64)


def _middle_of_band(places: NDArray[np.float64], free: NDArray[np.bool_], middle: float) -> float:
    """The middle of the widest run of free places; of equal ones that nearest the middle."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    runs = [(places[a], places[b - 1]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    a, b = max(runs, key=lambda run: (run[1] - run[0], -abs((run[0] + run[1]) / 2 - middle)))
    return float((a + b) / 2)
