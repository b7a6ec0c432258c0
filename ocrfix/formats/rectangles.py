"""Regions as rectangles, for formats whose blocks have no other shape."""

from collections.abc import Mapping, Sequence

from ocrfix.geometry import Point, Polygon, box_of
from ocrfix.model.page import Page, Region, TextLine


def rectangles(page: Page) -> Mapping[str, list[list[TextLine]]]:
    """The lines of each region, by its id, parted where one box around them would hold the middle of a line
    of another region: text that runs round a box has a rectangle above it and one below."""
    middles = [
        (region.id, line.box.centre) for region in page.regions for line in region.lines if line.polygon
    ]
    return {
        region.id: _parted(region, [middle for owner, middle in middles if owner != region.id])
        for region in page.regions
    }


def corners_of(lines: Sequence[TextLine]) -> Polygon:
    """Every corner of the lines that have a place."""
    return tuple(point for line in lines for point in line.polygon or ())


def _parted(region: Region, others: Sequence[Point]) -> list[list[TextLine]]:
    inside = [point for point in others if _holds(region.polygon, point)]
    runs: list[list[TextLine]] = [[]]
    for line in region.lines:
        if runs[-1] and any(_holds(corners_of([*runs[-1], line]), point) for point in inside):
            runs.append([])
        runs[-1].append(line)
    return runs


def _holds(polygon: Polygon | None, point: Point) -> bool:
    if not polygon:
        return False
    box = box_of(polygon)
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom
