"""Which lines lie on which, by the centres of their characters: lines may be split, merged, or too wide."""

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.evaluate.lines import Line
from ocrfix.geometry import Polygon

Numbers: TypeAlias = NDArray[np.int64]
Points: TypeAlias = NDArray[np.float64]

NOWHERE = -1
_MAP_PX = 4000
_COVERED = 0.5


def characters_on(truth: Sequence[Line], found: Sequence[Line]) -> list[Numbers]:
    """For each line of the truth and each of its characters: the number of the found line on which the
    character's centre lies, or `NOWHERE`.

    Characters are spread evenly along the longer axis of their line. Where found lines overlap, the smallest
    counts. All are looked up on one map, 4,000 px long, in time linear in characters and lines.
    """
    if not truth or not found:
        return [np.full(line.characters, NOWHERE) for line in truth]
    centres = np.concatenate([_centres(line) for line in truth])
    shapes = [np.asarray(line.polygon, np.float64) for line in found]
    points = np.concatenate([centres, *shapes])
    origin, far = points.min(axis=0), points.max(axis=0)
    scale = _MAP_PX / max(1.0, float((far - origin).max()))
    width, height = np.rint((far - origin) * scale).astype(int) + 1
    ground = np.full((height, width), NOWHERE, np.int32)
    for number in sorted(range(len(found)), key=lambda number: -_area(found[number].polygon)):
        cv2.fillPoly(ground, [np.rint((shapes[number] - origin) * scale).astype(np.int32)], number)
    columns, rows = np.rint((centres - origin) * scale).astype(int).T
    under = ground[rows, columns].astype(np.int64)
    return np.split(under, np.cumsum([line.characters for line in truth])[:-1])


def line_on(characters: Numbers) -> int:
    """The found line on which most characters of a line lie; `NOWHERE` where fewer than half lie on any.

    >>> line_on(np.array([4, 4, 7, NOWHERE])), line_on(np.array([4, NOWHERE, NOWHERE]))
    (4, -1)
    """
    on_any = characters[characters != NOWHERE]
    if not len(on_any) or len(on_any) < _COVERED * len(characters):
        return NOWHERE
    return int(np.bincount(on_any).argmax())


def _centres(line: Line) -> Points:
    """(characters, 2)"""
    corners = cv2.boxPoints(cv2.minAreaRect(np.asarray(line.polygon, np.float32))).astype(np.float64)
    along = max(corners[1] - corners[0], corners[2] - corners[1], key=lambda side: float(np.hypot(*side)))
    shares = (np.arange(line.characters) + 0.5) / max(1, line.characters) - 0.5
    return np.asarray(corners.mean(axis=0) + shares[:, None] * along)


def _area(polygon: Polygon) -> float:
    return float(cv2.contourArea(np.asarray(polygon, np.float32)))
