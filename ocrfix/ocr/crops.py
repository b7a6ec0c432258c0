"""Strips of the page, one a line, as the recogniser wants them: upright, horizontal, 48 pixels high."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Polygon, box_of, side_lengths
from ocrfix.ocr.engine import LineBox, Pixels

STRIP_PX = 48
_CELL_EM = (0.6, 1.5)


def find_ink(strip: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(height, width), True where a strip, in colours or grey, is on the darker side between its paper and
    its ink (Otsu's threshold); white letters on black are the paper then."""
    grey = strip if strip.ndim == 2 else cv2.cvtColor(np.ascontiguousarray(strip), cv2.COLOR_RGB2GRAY)
    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(dark, dtype=np.bool_)


def part_around(image: Pixels, polygon: Polygon, margin_px: int) -> tuple[Pixels, Polygon]:
    """The part of an image around a polygon, empty where the polygon lies beyond its end, and the polygon
    in that part.

    >>> part, moved = part_around(np.zeros((40, 60, 3), np.uint8), ((10, 5), (50, 5), (50, 15), (10, 15)), 6)
    >>> part.shape, moved[0]
    ((22, 53, 3), (6, 5))
    """
    box = box_of(polygon).grown(margin_px)
    left, top = max(0, int(box.left)), max(0, int(box.top))
    part = image[top : max(top + 1, int(box.bottom) + 1), left : max(left + 1, int(box.right) + 1)]
    return part, tuple((x - left, y - top) for x, y in polygon)


def cut(image: Pixels, polygon: Polygon, width: int, height: int) -> Pixels:
    """The quadrilateral, straightened to `width` × `height`; beyond the image its last pixels repeat."""
    part, moved = part_around(image, polygon, 2)
    if part.size == 0:
        return np.full((height, width, 3), 255, np.uint8)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    way = cv2.getPerspectiveTransform(np.array(moved, dtype=np.float32), target)
    if (tall := box_of(polygon).height) > 1.5 * height:
        factor = height / tall * 1.25
        part = np.asarray(
            cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
        way = way @ np.diag([1 / factor, 1 / factor, 1])
    return np.asarray(
        cv2.warpPerspective(
            part, way, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ),
        dtype=np.uint8,
    )


def horizontal_strip(image: Pixels, line: LineBox) -> Pixels:
    """The line as a strip of STRIP_PX height."""
    width, height = side_lengths(line.polygon)
    return cut(image, line.polygon, max(8, round(width * STRIP_PX / max(1.0, height))), STRIP_PX)


def turned_strip(image: Pixels, line: LineBox) -> Pixels:
    """A vertical line lying on its side: its top is the strip's left end."""
    width, height = side_lengths(line.polygon)
    tall = cut(image, line.polygon, STRIP_PX, max(8, round(height * STRIP_PX / max(1.0, width))))
    return np.ascontiguousarray(np.rot90(tall))


def relaid_strip(
    image: Pixels, line: LineBox, pitch_px: float | None = None
) -> tuple[Pixels, list[tuple[int, int]]]:
    """A vertical line cut into its characters and laid out from left to right.

    `pitch_px` is the distance from character to character in pixels of the image, where it is known. Returns
    the strip and, a cell, its extent down the line in pixels of a line STRIP_PX wide.
    """
    width, height = side_lengths(line.polygon)
    scale = STRIP_PX / max(1.0, width)
    tall = cut(image, line.polygon, STRIP_PX, max(STRIP_PX, round(height * scale)))
    return relaid(tall, pitch_px and pitch_px * scale)


def relaid(tall: Pixels, pitch: float | None = None) -> tuple[Pixels, list[tuple[int, int]]]:
    """A strip that stands upright, (height, STRIP_PX, 3), as `relaid_strip` gives it."""
    cells = find_cells(tall, pitch)
    parts = [_squared(tall[top:bottom]) for top, bottom in cells]
    return np.ascontiguousarray(np.hstack(parts)), cells


def _squared(cell: Pixels) -> Pixels:
    """The cell centred on a square of paper, so that a small mark keeps its size and place."""
    missing = STRIP_PX - cell.shape[0]
    if missing <= 0:
        return np.asarray(
            cv2.resize(cell, (STRIP_PX, STRIP_PX), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    above = missing // 2
    return np.asarray(
        cv2.copyMakeBorder(cell, above, missing - above, 0, 0, cv2.BORDER_REPLICATE), dtype=np.uint8
    )


def find_cells(tall: Pixels, pitch: float | None = None) -> list[tuple[int, int]]:
    """Where the characters of a vertical line stand: (top, bottom) each, covering the line.

    `tall` is (height, STRIP_PX, 3), `pitch` the distance from character to character if known. The
    cuts with the least ink on them and the most regular distances, by dynamic programming over the projection
    profile (after Casey & Lecolinet 1996, section 2).
    """
    ink = _profile(tall)
    size = len(ink)
    pitch = pitch or _pitch(ink)
    shortest, longest = round(pitch * _CELL_EM[0]), round(pitch * _CELL_EM[1])
    if size <= longest:
        return [(0, size)]
    cost = np.full(size + 1, np.inf)
    came = np.zeros(size + 1, dtype=np.int64)
    cost[0] = 0
    lengths = np.arange(shortest, longest + 1)
    uneven = 0.35 * (np.log(lengths / pitch) / np.log(1.25)) ** 2
    crossing = np.append(ink, 0.0)
    for end in range(shortest, size + 1):
        starts = end - lengths
        usable = starts >= 0
        totals = cost[starts[usable]] + uneven[usable]
        best = int(np.argmin(totals))
        cost[end] = totals[best] + 6.0 * crossing[end]
        came[end] = starts[usable][best]
    tail = np.arange(max(1, size - shortest), size + 1)
    end = int(tail[np.argmin(cost[tail])])
    cuts = [end]
    while cuts[-1] > 0:
        cuts.append(int(came[cuts[-1]]))
    cuts.reverse()
    cuts[-1] = size
    return list(pairwise(cuts))


def _profile(tall: Pixels) -> NDArray[np.float64]:
    """Share of ink in each row, 0 to 1, smoothed over three rows; dark ink on light paper or the reverse."""
    dark = find_ink(tall[:, 5:-5])
    rows = (~dark if dark.mean() > 0.5 else dark).mean(axis=1, dtype=np.float64)
    return np.convolve(rows, np.ones(3) / 3, mode="same")


def _pitch(ink: NDArray[np.float64]) -> float:
    """Distance from character to character: the strongest period below twice the usual one."""
    low, high = round(STRIP_PX * 0.5), round(STRIP_PX * 1.2)
    if len(ink) < 2.5 * high:
        return STRIP_PX * 0.85
    wave = ink - ink.mean()
    scores = [float(np.mean(wave[lag:] * wave[:-lag])) for lag in range(low, high + 1)]
    return float(low + int(np.argmax(scores)))
