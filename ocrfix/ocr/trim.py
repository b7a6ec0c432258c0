"""Keeps a line's box off its neighbours, so that a strip shows one line only."""

from collections.abc import Sequence

from ocrfix.geometry import Box, Polygon
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox


def trimmed(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines, each pair of overlapping neighbours parted half-way; the order is kept.

    Only lines of one writing mode and like size that run side by side are neighbours.

    >>> pair = (LineBox(Box(0, 0, 90, 12).polygon), LineBox(Box(0, 8, 90, 20).polygon))
    >>> [line.polygon[0][1] for line in trimmed(pair)], [line.polygon[2][1] for line in trimmed(pair)]
    ([0.0, 10.0], [10.0, 20.0])
    """
    shifts = [[0.0, 0.0] for _ in lines]
    for mode in (WritingMode.HORIZONTAL, WritingMode.VERTICAL):
        rows = sorted(
            ((_across(line), i) for i, line in enumerate(lines) if line.writing_mode is mode),
            key=lambda row: row[0].top,
        )
        for place, (box, i) in enumerate(rows):
            for other, k in rows[place + 1 :]:
                if other.top >= box.bottom:
                    break
                overlap = min(box.bottom, other.bottom) - other.top
                if _neighbours(box, other):
                    shifts[i][1] = max(shifts[i][1], overlap / 2)
                    shifts[k][0] = max(shifts[k][0], overlap / 2)
    return tuple(_shrunk(line, *shift) for line, shift in zip(lines, shifts, strict=True))


def _across(line: LineBox) -> Box:
    """The line's mean extents, lying flat: `left`..`right` runs along the line."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.polygon
    upright = Box((ax + dx) / 2, (ay + by) / 2, (bx + cx) / 2, (cy + dy) / 2)
    if line.writing_mode is WritingMode.VERTICAL:
        return Box(upright.top, upright.left, upright.bottom, upright.right)
    return upright


def _neighbours(box: Box, other: Box) -> bool:
    alike = 0.6 < box.height / max(1.0, other.height) < 1.67
    apart = abs(box.centre[1] - other.centre[1]) > 0.5 * min(box.height, other.height)
    return alike and apart and box.across(other) > 0.3 * min(box.width, other.width)


def _shrunk(line: LineBox, before: float, after: float) -> LineBox:
    if not before and not after:
        return line
    a, b, c, d = line.polygon
    if line.writing_mode is WritingMode.VERTICAL:
        moved: Polygon = (
            _moved(a, before, 0),
            _moved(b, -after, 0),
            _moved(c, -after, 0),
            _moved(d, before, 0),
        )
    else:
        moved = (_moved(a, 0, before), _moved(b, 0, before), _moved(c, 0, -after), _moved(d, 0, -after))
    return LineBox(moved, line.writing_mode)


def _moved(point: tuple[float, float], right: float, down: float) -> tuple[float, float]:
    return (point[0] + right, point[1] + down)
