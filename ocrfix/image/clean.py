"""Black scan borders, uneven light and show-through: found, and taken away only where they are."""

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box

Grey: TypeAlias = NDArray[Any]
Mask: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.floating[Any]]
Pixels: TypeAlias = NDArray[np.uint8]

_REDUCED_PX = 1000

_BLACK = 72
_DEEPEST = 0.15
"""A border reaches no farther into the page than this share of it; a picture at the edge does."""
_LONG_ENOUGH = 0.35
"""Share of a side that a border lines, with gaps or as a wedge; text that touches the edge lines less."""
_SMOOTH = 20.0
"""Greatest distance between the quartiles of a border's greys; a dark picture's are farther apart."""
_SLIT_PX = 3
"""A light slit at the very edge, of at most this on the reduced image, does not hide a border."""
_NEARLY_ALL, _ALL = 0.8, 0.98

_PAPER_PX = 25
"""Side of the closing, on the reduced image, that fills letters and headlines with their paper."""
_PAPER_OF_PAGE, _PAPER_OF_PLACE = 0.5, 0.8
"""What is larger than letters and darker than these shares of all paper or of that around is no paper."""
_UNEVEN = 0.08
_GREATEST_GAIN = 2.2

_INK, _CLEAN = 0.75, 0.94
"""Shares of the paper's brightness: darker than the first is ink, lighter than the second is paper."""
_LIGHT = 90
"""Percentile of what is far from ink at which it is paper, without its grain and what shows through."""
_FAINT = 0.4
"""Where the letters are faint, ink is what is darker than the paper by this share of what they are."""
_MOSTLY = 2.5
"""So many times as much as is dark must be faint for the letters to be that, and headlines and pictures alone
to be dark; print that shows through is about as much as that of the page."""
_NEAR_PX = 25
"""Nothing is lifted within half of this from ink: faint type has darker spots in every letter."""
_SHOW_THROUGH = 0.05
"""Share of the paper far from ink that is faint on a page with show-through."""
_ROWS = 256


def find_page(grey: Grey) -> Box:
    """The paper, without the rows and columns at the edges that are scanner black throughout.

    `grey` is (height, width). A border that is not parallel to the edge stays. The whole image where there
    is no border.
    """
    height, width = grey.shape
    black = _borders(grey)
    rows = np.flatnonzero(black.mean(axis=1) < _ALL)
    columns = np.flatnonzero(black.mean(axis=0) < _ALL)
    if not len(rows) or not len(columns):
        return Box(0, 0, width, height)
    down, across = height / black.shape[0], width / black.shape[1]
    left, top = round(int(columns[0]) * across), round(int(rows[0]) * down)
    return Box(left, top, round((int(columns[-1]) + 1) * across), round((int(rows[-1]) + 1) * down))


def _reduced(grey: Grey, side_px: int) -> Grey:
    scale = min(1.0, side_px / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _borders(grey: Grey) -> Mask:
    """Scanner black on the reduced image: smooth, thin areas that line a side of it."""
    small = _reduced(grey, _REDUCED_PX)
    found = np.zeros(small.shape, dtype=np.bool_)
    for quarters in range(4):
        turned = np.rot90(found, quarters)
        turned |= _border_at_top(np.rot90(small, quarters))
    full_rows = found.mean(axis=1, keepdims=True) > _NEARLY_ALL
    full_columns = found.mean(axis=0, keepdims=True) > _NEARLY_ALL
    found |= (small < _BLACK) & (full_rows | full_columns)  # corners hang from neither of their sides
    return found


def _border_at_top(grey: Grey) -> Mask:
    """What hangs black from the upper edge, if it is a border: long, thin and of one tone."""
    black: Mask = grey < _BLACK
    if len(grey) < 32:
        return np.zeros_like(black)
    black[:_SLIT_PX] |= black[_SLIT_PX]
    hanging = np.logical_and.accumulate(black, axis=0)
    too_deep = hanging[max(1, int(_DEEPEST * grey.shape[0])) :].any(axis=0)
    hanging &= ~too_deep
    if hanging[0].mean() < _LONG_ENOUGH or np.subtract(*np.percentile(grey[hanging], (75, 25))) > _SMOOTH:
        return np.zeros_like(black)
    return hanging


def flatten(pixels: Pixels) -> Pixels:
    """The page as if evenly lit and printed on one side; itself where it is so already.

    `pixels` is (height, width, 3). Light is evened out by the paper between the letters; pictures and dark
    boxes take the light of the paper around them. Show-through is what is faint and far from any ink.
    """
    paper, is_paper = _paper(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    if not is_paper.any():
        return pixels
    dim, bright = np.percentile(paper[is_paper], (5, 95))
    if bright - dim > _UNEVEN * bright:
        pixels = _evened(pixels, paper, float(bright))
    return _without_show_through(pixels, is_paper, float(bright))


def _paper(grey: Grey) -> tuple[Grey, Mask]:
    """Brightness of the paper all over the reduced page, smooth; and where it was seen, not supposed."""
    light = cv2.dilate(grey, np.ones((3, 3), dtype=np.uint8))  # small type leaves paper only between strokes
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_PAPER_PX, _PAPER_PX))
    closed = cv2.morphologyEx(_reduced(light, _REDUCED_PX), cv2.MORPH_CLOSE, kernel)
    seen = closed > _PAPER_OF_PAGE * np.percentile(closed, 75)
    around = _spread(closed, seen, 6 * _PAPER_PX)
    seen = cv2.erode((closed > _PAPER_OF_PLACE * around).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    paper = _spread(closed, seen, _PAPER_PX)
    return np.clip(paper, 1, 255).astype(np.uint8), seen


def _spread(grey: Grey, seen: Mask, sigma_px: float) -> Floats:
    """The mean of what was seen around each place; where that is little, of what was seen far around."""
    values = seen.astype(np.float32)
    lit = values * grey
    total, weight = np.zeros_like(lit), np.zeros_like(lit)
    for sigma, trust in ((sigma_px, 1.0), (6 * sigma_px, 0.01)):
        scale = min(1.0, 8 / sigma)
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        for field, target in ((lit, total), (values, weight)):
            small = cv2.resize(field, size, interpolation=cv2.INTER_AREA)
            small = cv2.GaussianBlur(small, (0, 0), sigma * scale)
            target += trust * cv2.resize(small, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    usual = float(grey[seen].mean()) if seen.any() else 255.0
    return (total + 1e-4 * usual) / (weight + 1e-4)


def _evened(pixels: Pixels, paper: Grey, bright: float) -> Pixels:
    height, width = pixels.shape[:2]
    paper = np.clip(paper, bright / _GREATEST_GAIN, bright).astype(np.uint8)
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = np.empty_like(pixels)
    for top in range(0, height, _ROWS):
        strip = slice(top, top + _ROWS)
        cv2.divide(pixels[strip], cv2.merge([light[strip]] * 3), dst=even[strip], scale=bright)
    return even


def _without_show_through(pixels: Pixels, is_paper: Mask, bright: float) -> Pixels:
    height, width = pixels.shape[:2]
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    paper = cv2.resize(is_paper.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    ink = _ink_of(grey[paper > 0], bright)
    near_ink = cv2.dilate((grey < ink).astype(np.uint8), np.ones((_NEAR_PX, _NEAR_PX), np.uint8))
    free = cv2.subtract(paper, near_ink)
    soft = cv2.blur(grey, (3, 3))
    clean = _CLEAN * float(np.percentile(soft[free > 0], _LIGHT)) if free.any() else 0.0
    faint = cv2.inRange(soft, ink, clean)
    if cv2.countNonZero(cv2.min(faint, free)) <= _SHOW_THROUGH * cv2.countNonZero(free):
        return pixels
    lift = cv2.multiply(cv2.subtract(np.full_like(grey, round(bright)), grey), free)
    lifted = np.empty_like(pixels)
    for top in range(0, height, _ROWS):
        strip = slice(top, top + _ROWS)
        cv2.add(pixels[strip], cv2.merge([lift[strip]] * 3), dst=lifted[strip])
    return lifted


def _ink_of(greys: Grey, bright: float) -> float:
    """The grey from which a place is ink on a page whose paper and letters have these greys: on a worn page
    the smallest marks are hardly darker than the paper."""
    dark, light = _parted(greys)
    faint, _ = _parted(light)
    if len(faint) > _MOSTLY * len(dark):
        dark = faint
    letters = float(np.median(dark)) if dark.size else 0.0
    return max(_INK * bright, bright - _FAINT * (bright - letters))


def _parted(greys: Grey) -> tuple[Grey, Grey]:
    """The darker and the lighter ones of some greys (Otsu 1979)."""
    if not greys.size:
        return greys, greys
    middle, _ = cv2.threshold(greys, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return greys[greys < middle], greys[greys >= middle]
