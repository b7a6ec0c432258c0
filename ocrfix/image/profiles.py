"""Where lines of print lie: ink summed along slopes alternates most sharply along the lines (Postl 1986)."""

import math
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[Any]
Floats: TypeAlias = NDArray[np.floating[Any]]

_STRIP_PX = 4
_FINER = 4
"""Rows are moved on a finer grid, where mixing two blurs nothing: else 0, which mixes none, would win."""
_STROKE_PX = 9
"""Side of the closing, on the reduced image, that leaves strokes and takes away larger dark areas."""
_FAINTEST, _DARKEST = np.uint8(24), np.uint8(120)


def reduced(grey: Grey, side_px: int) -> Grey:
    """The page brought down to `side_px` on its longer side; itself where it is no larger."""
    scale = side_px / max(grey.shape)
    if scale >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)


def strokes_of(grey: Grey) -> Grey:
    """Darkness of what is no thicker than the stroke of a headline; pictures and borders are gone."""
    kernel = np.ones((_STROKE_PX, _STROKE_PX), dtype=np.uint8)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    return np.clip(dark, _FAINTEST, _DARKEST) - _FAINTEST


def sharpness_of_rows(strokes: Grey, slopes: Floats) -> Floats:
    """Mean squared difference of neighbouring rows' ink, of the whole rows that lie along each slope."""
    height, strips = strokes.shape[0] * _FINER, strokes.shape[1] // _STRIP_PX
    inked = strokes[:, : strips * _STRIP_PX].astype(np.float32)
    sums = cv2.resize(inked, (strips, strokes.shape[0]), interpolation=cv2.INTER_AREA)
    sums = cv2.resize(cv2.GaussianBlur(sums, (1, 5), 1.0), (strips, height))
    scores = []
    for slope in slopes:
        rise = slope * _STRIP_PX * _FINER
        shear = np.array([[1, 0, 0], [rise, 1, -rise * strips / 2]], dtype=np.float32)
        level = cv2.warpAffine(sums, shear, (strips, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        cut = min(math.ceil(abs(rise) * strips / 2), height // 3)
        profile = level[cut : height - cut].sum(axis=1)
        scores.append(float(np.square(profile[_FINER:] - profile[:-_FINER]).mean()))
    return np.array(scores)


def peak_of(angles: Floats, scores: Floats) -> float:
    """The angle of the highest score, between the steps by the parabola through its neighbours."""
    best = int(scores.argmax())
    if not 0 < best < len(angles) - 1:
        return float(angles[best])
    before, top, after = scores[best - 1 : best + 2]
    bend = before - 2 * top + after
    offset = 0.5 * (before - after) / bend if bend else 0.0
    return float(angles[best] + offset * (angles[1] - angles[0]))
