"""Points, boxes and polygons. Unless a docstring says otherwise the frame is the original scan, in pixels."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Rectangle, half-open: `right` and `bottom` lie just outside it.

    >>> Box(0, 0, 10, 4).width, Box(0, 0, 10, 4).height
    (10, 4)
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def centre(self) -> Point:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def polygon(self) -> Polygon:
        """The four corners, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def across(self, other: "Box") -> float:
        """Length of the common horizontal extent; negative is the gap between the two.

        >>> Box(0, 0, 10, 1).across(Box(6, 5, 20, 6)), Box(0, 0, 10, 1).across(Box(13, 0, 20, 1))
        (4, -3)
        """
        return min(self.right, other.right) - max(self.left, other.left)

    def along(self, other: "Box") -> float:
        """Length of the common vertical extent; negative is the gap between the two."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def level_with(self, other: "Box") -> bool:
        """Whether the two stand on one row: most of the lower one's height is common to both.

        >>> Box(0, 0, 10, 10).level_with(Box(20, 3, 30, 13)), Box(0, 0, 10, 10).level_with(Box(20, 6, 30, 16))
        (True, False)
        """
        return self.along(other) > 0.6 * min(self.height, other.height)

    def common(self, other: "Box") -> float:
        """Area that both cover."""
        return max(0.0, self.across(other)) * max(0.0, self.along(other))

    def share_in(self, other: "Box") -> float:
        """Share of this box's area that lies in `other`, 0 to 1."""
        return self.common(other) / self.area if self.area else 0.0

    def moved(self, right_px: float, down_px: float) -> "Box":
        return Box(self.left + right_px, self.top + down_px, self.right + right_px, self.bottom + down_px)

    @property
    def transposed(self) -> "Box":
        """The box with rows for columns."""
        return Box(self.top, self.left, self.bottom, self.right)

    def grown(self, by_px: float) -> "Box":
        return Box(self.left - by_px, self.top - by_px, self.right + by_px, self.bottom + by_px)

    def scaled(self, by: float) -> "Box":
        """The box on an image so many times as large."""
        return Box(self.left * by, self.top * by, self.right * by, self.bottom * by)


Blanks: TypeAlias = Callable[[Box], list[tuple[float, float]]]
"""Gives the stretches of x, or of y, without ink in a box, as their starts and ends."""


def between(start: Point, end: Point, share: float) -> Point:
    """The point that lies `share` of the way from start to end.

    >>> between((0, 0), (10, 4), 0.5)
    (5.0, 2.0)
    """
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def box_of(points: Iterable[Point]) -> Box:
    """Smallest upright box around the points.

    >>> box_of([(3, 1), (0, 5)])
    Box(left=0, top=1, right=3, bottom=5)
    """
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def side_lengths(polygon: Polygon) -> tuple[float, float]:
    """Width and height of a quadrilateral whose corners run clockwise from the top left as printed, however
    it is turned; of another polygon those of its box.

    >>> side_lengths(((9, 0), (9, 30), (0, 30), (0, 0))), side_lengths(((0, 0), (6, 0), (3, 4)))
    ((30.0, 9.0), (6, 4))
    """
    if len(polygon) != 4:
        box = box_of(polygon)
        return box.width, box.height
    a, b, c, d = polygon
    return (math.dist(a, b) + math.dist(c, d)) / 2, (math.dist(d, a) + math.dist(c, b)) / 2


def tilt_deg(polygon: Polygon) -> float:
    """How far the longer sides of a quadrilateral are from level or upright, whichever is nearer: 0 to 45.

    >>> round(tilt_deg(((0, 0), (40, 10), (35, 30), (-5, 20)))), tilt_deg(((9, 0), (9, 30), (0, 30), (0, 0)))
    (14, 0.0)
    """
    a, b, c, d = polygon
    start, end = (a, b) if math.dist(a, b) + math.dist(c, d) > math.dist(d, a) + math.dist(c, b) else (b, c)
    angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0])) % 90
    return min(angle, 90 - angle)


def union(boxes: Iterable[Box]) -> Box:
    """Smallest box around the boxes; ValueError where there are none."""
    rows = tuple(boxes)
    return Box(
        min(b.left for b in rows),
        min(b.top for b in rows),
        max(b.right for b in rows),
        max(b.bottom for b in rows),
    )
