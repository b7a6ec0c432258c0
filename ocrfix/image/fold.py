"""The fold between two facing pages that share one scan."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Polygon
from ocrfix.image.clean import find_page

Grey: TypeAlias = NDArray[Any]
Mask: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.floating[Any]]

_REDUCED_PX = 1600
_ASPECT = (1.15, 2.0)
"""Width over height of two portrait pages side by side."""
_MIDDLE = (0.43, 0.57)
_EDGE = 0.12
"""Bands nearer to a side than this share of the width are margins, not gutters."""
_INKED = 0.12
"""Change from row to row, in shares of the paper's brightness, that print makes. A crease, a shadow or a rule
that runs down the page makes none."""
_STRIPS = 48
_SLANTS_DEG = np.arange(-8.0, 8.01, 0.125)
_FREE, _NEARLY_FREE = 0.004, 0.012
"""Shares of a band's height that may be inked: dirt. The second where a crease is seen as well."""
_WIDE = 0.016
"""Width of two inner margins, in widths of the scan; columns stand closer."""
_WIDER = 2.0
"""How many times wider than any other gap between columns."""
_LOPSIDED = 0.12
"""Greatest difference of the two pages' printed widths, in shares of their mean."""
_TEXT = 0.02
"""Least share of a page's area that changes from row to row if there is text on it."""
_CREASE_DEPTH = 0.03
_NEAR_CREASE = 0.07


@dataclass(frozen=True, slots=True)
class _Band:
    """A band free of print from top to bottom, in shares of the width at half height; `inked` is the rest."""

    left: float
    right: float
    inked: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


def find_halves(grey: Grey) -> tuple[Polygon, Polygon] | None:
    """The left and the right page of a scan of two facing pages, in its pixels; None where it shows one page.

    `grey` is (height, width), upright, turned by up to 8°. Two pages are parted where a band free of print
    runs down the middle, and it is as wide as two margins and no gap between columns comes near it, or a
    crease is seen beside it above and below the print. What is not certain is not parted.
    """
    height, width = grey.shape
    page = find_page(grey)
    if page.height < 200 or not _ASPECT[0] <= page.width / page.height <= _ASPECT[1]:
        return None
    left, top = int(page.left), int(page.top)
    small = _reduced(grey[top : int(page.bottom), left : int(page.right)])
    inked = _inked(small)
    slant, bands, profile = _straightest_bands(inked)
    fold = _wide_gutter(bands, profile) or _beside_crease(bands, small, inked)
    if fold is None:
        return None
    rise = np.tan(np.radians(slant))
    middle = left + fold.middle * page.width
    upper = float(np.clip(middle - rise * (page.height / 2 + top), 1, width - 1))
    lower = float(np.clip(middle + rise * (height - top - page.height / 2), 1, width - 1))
    return (
        ((0.0, 0.0), (upper, 0.0), (lower, float(height)), (0.0, float(height))),
        ((upper, 0.0), (float(width), 0.0), (float(width), float(height)), (lower, float(height))),
    )


def _reduced(grey: Grey) -> Grey:
    scale = min(1.0, _REDUCED_PX / max(grey.shape))
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    return np.asarray(cv2.GaussianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (3, 3), 0))


def _inked(small: Grey) -> Mask:
    """Where brightness changes from row to row; the uppermost and lowest rows are left to the scanner."""
    change = cv2.absdiff(small[2:], small[:-2])
    inked: Mask = change > _INKED * np.percentile(small[::4, ::4], 80)
    spared = max(1, round(0.01 * len(inked)))
    inked[:spared] = inked[-spared:] = False
    return inked


def _straightest_bands(inked: Mask) -> tuple[float, list[_Band], Floats]:
    """The slant, in degrees, at which the freest band runs down the middle; all bands at that slant, and
    the inked share of each column of pixels along it."""
    height, width = inked.shape
    strips = cv2.resize(inked.astype(np.float32), (width, _STRIPS), interpolation=cv2.INTER_AREA)
    places = (np.arange(_STRIPS) + 0.5) / _STRIPS * height - height / 2
    low, high = (round(share * width) for share in _MIDDLE)
    best: tuple[float, float, Floats] | None = None
    for slant in _SLANTS_DEG[np.abs(_SLANTS_DEG).argsort()]:
        profile = _along(strips, np.tan(np.radians(slant)) * places)
        calm = cv2.blur(profile[np.newaxis], (3, 1))[0, low:high]
        room = float((calm < _FREE).sum()) - float(calm.min()) * width
        if best is None or room > best[0]:
            best = (room, float(slant), profile)
    assert best is not None
    return best[1], _bands(best[2]), best[2]


def _along(strips: Floats, shifts: Floats) -> Floats:
    """Mean of the strips, each moved to the left by its shift."""
    width = strips.shape[1]
    total = np.zeros(width, dtype=np.float64)
    for strip, shift in zip(strips, np.round(shifts).astype(int), strict=True):
        source = np.clip(np.arange(width) + shift, 0, width - 1)
        total += strip[source]
    return total / len(strips)


def _bands(profile: Floats) -> list[_Band]:
    width = len(profile)
    free = np.concatenate([[False], profile < _NEARLY_FREE, [False]])
    edges = np.flatnonzero(np.diff(free.astype(np.int8)))
    return [
        _Band(start / width, end / width, float(profile[start:end].mean()))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
