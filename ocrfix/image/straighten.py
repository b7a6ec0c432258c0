"""How far a page is turned, and the upright working image with its way back to the scan."""

import math
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box
from ocrfix.image.frame import Frame, frame_of
from ocrfix.image.profiles import Floats, Grey, peak_of, reduced, sharpness_of_rows, strokes_of

MAX_SKEW_DEG = 8.0
STRAIGHT_DEG = 0.03
"""A skew too small to pay for resampling: 2 px over a page of 4,000 px."""

_COARSE_PX, _FINE_PX = 800, 1600
_COARSE_STEP_DEG, _FINE_STEP_DEG = 0.5, 0.1
_NEAR_DEG = 0.2
"""What is left after the first fine pass, above which the blocks are worth finding again."""
_BANDS = 5
_TIER_PX, _LEAST_WIDTH_PX = 256, 48
_GUTTER_PX, _BLANK = 5, 1.5
"""Columns of text are parted by more than so many columns of pixels with less than so much mean darkness."""
_ODD_DEG = np.array([-11.0, -6.0, -3.5, 3.5, 6.0, 11.0])
"""Angles whose median sharpness is the usual one of a part: at most two of them can be near its own."""
_LEAST_PEAK = 0.5
"""Sharpness at the best angle, above the usual one, of a page with text; a sparse or photographed one reaches
1.7, noise, specks and pictures 0.2."""

Matrix: TypeAlias = NDArray[np.float64]
Parts: TypeAlias = Callable[[Grey], Iterator[Grey]]


def find_skew(grey: Grey) -> float:
    """The angle, in degrees within ±8, by which a page is turned clockwise: its lines fall to the right.

    `grey` is (height, width), in either writing mode, upright or turned by quarters. 0 where nothing on the
    page is straight, as on blank paper. Projection profiles that are sharpest at the right angle (Postl
    1986), of rows and columns, first of the page in bands, then of its blocks, whose median it is.
    """
    if min(grey.shape) < 32:
        return 0.0
    reach = MAX_SKEW_DEG + 2 * _COARSE_STEP_DEG
    angles = np.arange(-reach, reach + _COARSE_STEP_DEG / 2, _COARSE_STEP_DEG)
    curves, weights = _sharpness(strokes_of(reduced(grey, _COARSE_PX)), angles, _bands)
    scores = (weights[:, np.newaxis] * curves).sum(axis=0) / max(1.0, weights.sum())
    if scores.max() < _LEAST_PEAK:
        return 0.0
    skew = peak_of(angles, scores)
    strokes = strokes_of(reduced(grey, _FINE_PX))
    angles = np.arange(-6, 7) * _FINE_STEP_DEG
    for _ in range(2):
        rest = _usual_peak(angles, *_sharpness(_turned_back(strokes, skew), angles, _blocks))
        skew += rest
        if abs(rest) < _NEAR_DEG:
            break
    return max(-MAX_SKEW_DEG, min(MAX_SKEW_DEG, round(skew, 3)))


def _turned_back(strokes: Grey, skew_deg: float) -> Grey:
    height, width = strokes.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew_deg, 1.0)
    return cv2.warpAffine(strokes, matrix, (width, height))


def _sharpness(strokes: Grey, degrees: Floats, parts: Parts) -> tuple[Floats, Floats]:
    """For every part and angle, how much more sharply lines and gaps alternate than at odd angles; and the
    parts' weights by ink. Both axes give parts. Text reaches many times the usual, a picture hardly any."""
    curves, weights = [], []
    for image, sign in ((strokes, 1), (np.ascontiguousarray(strokes.T), -1)):
        slopes = np.tan(np.radians(sign * np.concatenate((degrees, _ODD_DEG))))
        for part in parts(image):
            scores = sharpness_of_rows(part, slopes)
            usual = float(np.median(scores[len(degrees) :])) + 1.0
            curves.append(np.maximum(scores[: len(degrees)] / usual - 1, 0))
            weights.append(float(part.sum()))
    return np.array(curves).reshape(-1, len(degrees)), np.array(weights)


def _bands(strokes: Grey) -> Iterator[Grey]:
    """Bands from top to bottom of a page that may be skewed: columns of text seldom share their lines."""
    width = max(_LEAST_WIDTH_PX, strokes.shape[1] // _BANDS)
    for left in range(0, strokes.shape[1] - width + 1, width):
        yield strokes[:, left : left + width]


def _blocks(strokes: Grey) -> Iterator[Grey]:
    """Parts of a nearly upright page between blank columns, so that the lines of a part are one column's."""
    for top in range(0, strokes.shape[0], _TIER_PX):
        tier = strokes[top : top + _TIER_PX]
        inked = np.flatnonzero(tier.mean(axis=0) > _BLANK)
        for columns in np.split(inked, np.flatnonzero(np.diff(inked) > _GUTTER_PX) + 1):
            if len(columns) >= _LEAST_WIDTH_PX:
                yield tier[:, columns[0] : columns[-1] + 1]


def _usual_peak(angles: Floats, curves: Floats, weights: Floats) -> float:
    """The median of the parts' peaks, by weight and sharpness; 0 where no part has one inside the range."""
    inside = np.isin(curves.argmax(axis=1), np.arange(1, len(angles) - 1)) & (curves.max(axis=1) > 0)
    if not inside.any():
        return 0.0
    peaks = np.array([peak_of(angles, curve) for curve in curves[inside]])
    order = peaks.argsort()
    heap = (weights[inside] * curves[inside].max(axis=1))[order].cumsum()
    return float(np.interp(heap[-1] / 2, heap, peaks[order]))


def upright(
    pixels: NDArray[np.uint8], *, turn_quarters: int = 0, skew_deg: float = 0.0, crop: Box | None = None
) -> tuple[NDArray[np.uint8], Frame]:
    """The part of a scan inside `crop`, made upright, and its map back to the scan.

    `pixels` is (height, width, 3). It is turned clockwise by `turn_quarters` quarter turns, then back by
    `skew_deg` as `find_skew` measures it; nothing is cut off, the corners are filled with the paper's colour.
    Without a turn or a skew the result shares its memory with `pixels`.
    """
    height, width = pixels.shape[:2]
    left, top, right, bottom = (0, 0, width, height) if crop is None else _whole(crop, width, height)
    part = pixels[top:bottom, left:right]
    to_scan = _shift(left, top)
    quarters = turn_quarters % 4
    if quarters:
        to_scan = to_scan @ _turn(quarters, right - left, bottom - top)
        part = np.ascontiguousarray(np.rot90(part, -quarters))
    height, width = part.shape[:2]
    if abs(skew_deg) < STRAIGHT_DEG:
        return part, frame_of(width, height, to_scan)
    back, new_width, new_height = _rotation(skew_deg, width, height)
    half = _shift(-0.5, -0.5) @ back @ _shift(0.5, 0.5)  # OpenCV's pixels have their centres at whole numbers
    turned: NDArray[Any] = cv2.warpAffine(
        part,
        half[:2],
        (new_width, new_height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=paper_colour(part),
    )
    return turned, frame_of(new_width, new_height, to_scan @ back)


def paper_colour(pixels: NDArray[np.uint8]) -> tuple[int, int, int]:
    """The usual colour of the lighter half of a page.

    >>> page = np.full((90, 90, 3), (250, 245, 230), dtype=np.uint8)
    >>> page[20:40] = 0
    >>> paper_colour(page)
    (250, 245, 230)
    """
    sample = pixels[:: max(1, pixels.shape[0] // 300), :: max(1, pixels.shape[1] // 300)].reshape(-1, 3)
    light = sample.sum(axis=1)
    red, green, blue = np.median(sample[light >= np.median(light)], axis=0)
    return int(red), int(green), int(blue)


def _whole(crop: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The crop in whole pixels that lie on the scan."""
    left, top = max(0, math.floor(crop.left)), max(0, math.floor(crop.top))
    return left, top, min(width, math.ceil(crop.right)), min(height, math.ceil(crop.bottom))


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=np.float64)


def _turn(quarters: int, width: int, height: int) -> Matrix:
    """From an image turned clockwise by 1, 2 or 3 quarters back to the image of `width` × `height`."""
    rows = {
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(rows[quarters], dtype=np.float64)


def _rotation(skew_deg: float, width: int, height: int) -> tuple[Matrix, int, int]:
    """From the image turned back by `skew_deg` to the skewed one, and the turned image's width and height."""
    cos, sin = math.cos(math.radians(skew_deg)), math.sin(math.radians(skew_deg))
    new_width = math.ceil(width * cos + height * abs(sin))
    new_height = math.ceil(height * cos + width * abs(sin))
    skew = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], dtype=np.float64)
    return (
        _shift(width / 2, height / 2) @ skew @ _shift(-new_width / 2, -new_height / 2),
        new_width,
        new_height,
    )
