"""The map between the original scan and the upright working image."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Polygon

Floats: TypeAlias = NDArray[np.float64]

_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Bend:
    """How far below its place in a flat image a point lies in the curved one, in px.

    `nodes` are rows of displacements at places evenly spaced from edge to edge of the flat image, at least
    two a side; in between they are mixed by distance. They change by at most half of what lies between two
    rows, so that every point of the curved image has one place in the flat one.
    """

    nodes: tuple[tuple[float, ...], ...]

    def at(self, points: Floats, size_px: tuple[int, int]) -> Floats:
        """Displacements at points (…, 2) of a flat image of that width and height; beyond it its edges'."""
        nodes = np.array(self.nodes, dtype=np.float64)
        rows, columns = nodes.shape
        u = np.clip(points[..., 0] / size_px[0], 0, 1) * (columns - 1)
        v = np.clip(points[..., 1] / size_px[1], 0, 1) * (rows - 1)
        left, top = np.minimum(u.astype(int), columns - 2), np.minimum(v.astype(int), rows - 2)
        u, v = u - left, v - top
        upper = nodes[top, left] * (1 - u) + nodes[top, left + 1] * u
        lower = nodes[top + 1, left] * (1 - u) + nodes[top + 1, left + 1] * u
        return np.asarray(upper * (1 - v) + lower * v)


@dataclass(frozen=True, slots=True)
class Frame:
    """A working image of `width_px` × `height_px` cut from a scan.

    A working pixel is displaced by `bend`, where the page was curved; then the 3×3 homography `to_scan` takes
    it to the scan.
    """

    width_px: int
    height_px: int
    to_scan: tuple[tuple[float, float, float], ...]
    bend: Bend | None = None

    @property
    def matrix(self) -> Floats:
        return np.array(self.to_scan, dtype=np.float64)

    def on_scan(self, polygon: Iterable[tuple[float, float]]) -> Polygon:
        """The polygon, given in working pixels, in scan pixels."""
        points = _points(polygon)
        if self.bend is not None:
            points[:, 1] += self.bend.at(points, (self.width_px, self.height_px))
        return _polygon(_mapped(self.matrix, points))

    def on_page(self, polygon: Iterable[tuple[float, float]]) -> Polygon:
        """The polygon, given in scan pixels, in working pixels."""
        points = _mapped(np.linalg.inv(self.matrix), _points(polygon))
        if self.bend is not None:
            curved = points[:, 1].copy()
            for _ in range(_ROUNDS):
                points[:, 1] = curved - self.bend.at(points, (self.width_px, self.height_px))
        return _polygon(points)

    def behind(self, to_scan: Floats) -> "Frame":
        """The frame of the same image where what it called the scan was itself cut from one by `to_scan`."""
        return replace(self, to_scan=frame_of(self.width_px, self.height_px, to_scan @ self.matrix).to_scan)


def frame_of(width_px: int, height_px: int, to_scan: Floats) -> Frame:
    """A frame from a homography as an array."""
    rows = tuple((float(a), float(b), float(c)) for a, b, c in to_scan)
    return Frame(width_px, height_px, rows)


def _points(polygon: Iterable[tuple[float, float]]) -> Floats:
    return np.array(list(polygon), dtype=np.float64).reshape(-1, 2)


def _polygon(points: Floats) -> Polygon:
    return tuple((float(x), float(y)) for x, y in points)


def _mapped(matrix: NDArray[np.floating[Any]], points: Floats) -> Floats:
    x, y, w = matrix @ np.vstack([points.T, np.ones(len(points))])
    return np.stack([x / w, y / w], axis=1)
