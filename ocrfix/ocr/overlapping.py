"""Strips of a headline set down the page whose boxes lie over each other: told anew by the ink in them."""

from collections.abc import Sequence
from statistics import median

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_OVER, _STANDS_IN = 0.15, 0.4
"""How much of the narrower of two strips lies over the other; how much of a row, over strips."""

_LEAST_ROW = 0.5
"""How wide the ink of a strip is at least, in heights of a row."""


def strips_by_ink(lines: Sequence[LineBox], blanks: Blanks) -> tuple[LineBox, ...]:
    """The lines of a page of rows; where vertical ones lie over each other, one for each strip of ink there,
    as high as the boxes that were drawn over it, and none for the rows that were seen across them.

    >>> boxes = Box(0, 0, 70, 300), Box(30, 9, 99, 310)
    >>> drawn = [LineBox(box.polygon, WritingMode.VERTICAL) for box in boxes]
    >>> rows = [LineBox(Box(120, y, 500, y + 30).polygon) for y in range(0, 400, 40)]
    >>> foot = LineBox(Box(4, 290, 96, 340).polygon)
    >>> found = strips_by_ink([*drawn, foot, *rows], lambda box: [(0, 4), (44, 56), (96, 99)])
    >>> [box_of(line.polygon) for line in found if line.writing_mode is WritingMode.VERTICAL]
    [Box(left=0, top=0, right=50.0, bottom=340), Box(left=50.0, top=9, right=99, bottom=340)]
    >>> len(found) - len(rows)
    2
    """
    boxes = [box_of(line.polygon) for line in lines]
    rows = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    if not rows:
        return tuple(lines)
    least = _LEAST_ROW * median(boxes[i].height for i in rows)
    gone: set[int] = set()
    found: list[LineBox] = []
    for group in _groups(boxes, rows):
        area = union(boxes[i] for i in group)
        spans = [span for span in _inked(area, blanks(area)) if span[1] - span[0] > least]
        strips = [_strip(place, spans, area, [boxes[i] for i in group]) for place in range(len(spans))]
        if len(strips) > 1 and all(strip.height > 2 * strip.width for strip in strips):
            gone.update(group)
            found += [LineBox(strip.polygon, WritingMode.VERTICAL) for strip in strips]
    return (*found, *(line for i, line in enumerate(lines) if i not in gone))


def _groups(boxes: Sequence[Box], rows: Sequence[int]) -> list[list[int]]:
    """The strips that lie over each other, and the rows that were seen across them."""
    groups: list[list[int]] = []
    for i in sorted(set(range(len(boxes))) - set(rows)):
        over = [group for group in groups if any(_lie_over(boxes[i], boxes[k]) for k in group)]
        groups = [group for group in groups if group not in over] + [[i, *(k for g in over for k in g)]]
    for i in rows:
        over = [group for group in groups if any(boxes[i].common(boxes[k]) > 0 for k in group)]
        if over and _stands_in(boxes[i], [boxes[k] for group in over for k in group]):
            groups = [group for group in groups if group not in over] + [[i, *(k for g in over for k in g)]]
    return [group for group in groups if len(group) > 1]


def _lie_over(a: Box, b: Box) -> bool:
    return a.across(b) > _OVER * min(a.width, b.width) and a.along(b) > 0.5 * min(a.height, b.height)


def _stands_in(row: Box, strips: Sequence[Box]) -> bool:
    """Whether a row was seen in or across strips: it runs out over neither side of them."""
    whole = union(strips)
    within = whole.left - 0.2 * row.height < row.left and row.right < whole.right + 0.2 * row.height
    return within and sum(row.common(strip) for strip in strips) > _STANDS_IN * row.area


def _inked(area: Box, blanks: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What lies between the blanks."""
    edges = [area.left, *(x for blank in blanks for x in blank), area.right]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def _strip(place: int, spans: Sequence[tuple[float, float]], area: Box, drawn: Sequence[Box]) -> Box:
    """The box of a strip: to the middle of the blanks beside it, and as high as the boxes drawn over it."""
    start, end = spans[place]
    left = (spans[place - 1][1] + start) / 2 if place else area.left
    right = (end + spans[place + 1][0]) / 2 if place + 1 < len(spans) else area.right
    over = [box for box in drawn if min(box.right, end) - max(box.left, start) > 0.5 * (end - start)]
    rows = over or drawn
    return Box(left, min(box.top for box in rows), right, max(box.bottom for box in rows))
