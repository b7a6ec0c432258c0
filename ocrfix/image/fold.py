"""Two facing pages in one scan, and the fold between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box

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


def _middle_of_band(places: NDArray[np.float64], free: NDArray[np.bool_], middle: float) -> float:
    """The middle of the widest run of free places; of equal ones that nearest the middle."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(int), [0]])))
    runs = [(places[a], places[b - 1]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    a, b = max(runs, key=lambda run: (run[1] - run[0], -abs((run[0] + run[1]) / 2 - middle)))
    return float((a + b) / 2)
