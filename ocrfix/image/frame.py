"""The map between the original scan and the upright working image."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Polygon


@dataclass(frozen=True, slots=True)
class Frame:
    """A working image of `width_px` × `height_px` cut from a scan.

    `to_scan` is the 3×3 homography that takes working pixels to scan pixels.
    """

    width_px: int
    height_px: int
    to_scan: tuple[tuple[float, float, float], ...]

    @property
    def matrix(self) -> NDArray[np.float64]:
        return np.array(self.to_scan, dtype=np.float64)

    def on_scan(self, polygon: Iterable[tuple[float, float]]) -> Polygon:
        """The polygon, given in working pixels, in scan pixels."""
        return _mapped(self.matrix, polygon)

    def on_page(self, polygon: Iterable[tuple[float, float]]) -> Polygon:
        """The polygon, given in scan pixels, in working pixels."""
        return _mapped(np.linalg.inv(self.matrix), polygon)


def frame_of(width_px: int, height_px: int, to_scan: NDArray[np.float64]) -> Frame:
    """A frame from a homography as an array."""
    rows = tuple((float(a), float(b), float(c)) for a, b, c in to_scan)
    return Frame(width_px, height_px, rows)


def _mapped(matrix: NDArray[np.floating[Any]], polygon: Iterable[tuple[float, float]]) -> Polygon:
    points = np.array(list(polygon), dtype=np.float64).reshape(-1, 2)
    x, y, w = matrix @ np.vstack([points.T, np.ones(len(points))])
    return tuple((float(a), float(b)) for a, b in zip(x / w, y / w, strict=True))
