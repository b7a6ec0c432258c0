"""Short lines that the detector missed: one or two characters that end a paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ocrfix.geometry import Blanks, Box
from ocrfix.layout.nearby import Nearby


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedSettings:
    """In em: how far in a missed line may begin, how short and how long it may be, and the blank that ends
    it. `row`: share of the way from row to row in which its ink is looked for."""

    indent_em: float = 2.3
    shortest_em: float = 0.6
    longest_em: float = 6.0
    blank_em: float = 1.2
    row: float = 0.72


def find_missed(
    boxes: Sequence[Box], em_px: float, blanks: Blanks, settings: MissedSettings | None = None
) -> list[Box]:
    """Boxes of lines that nobody found: ink where the next row of a column should begin, but no line.

    `boxes` are the lines of the page's main writing mode, of text `em_px` large, in logical coordinates.

    >>> rows = [Box(0, y, 90, y + 10) for y in (0, 14, 28, 56)]
    >>> ink = {42: (0, 18)}
    >>> def blanks(box):
    ...     start, end = next((ink[y] for y in ink if box.top < y + 5 < box.bottom), (0, 0))
    ...     return [(box.left, start), (end, box.right)]
    >>> find_missed(rows, 10, blanks)
    [Box(left=-1.5, top=42.0, right=19.5, bottom=52.0)]
    """
    chosen = settings or MissedSettings()
    text = [box for box in boxes if box.height < 2.2 * em_px]
    near = Nearby(boxes, 4 * em_px)
    found: list[Box] = []
    for box in text:
        pitch = _pitch(box, boxes, near, em_px)
        if pitch is None:
            continue
        row = Box(box.left, box.top + pitch, box.right, box.bottom + pitch)
        missed = _line_in(row, pitch, em_px, blanks, chosen)
        if missed is None or any(_covers(boxes[k], missed) for k in near.touching(missed)):
            continue
        if not any(_covers(other, missed) for other in found):
            found.append(missed)
    return found


def _pitch(box: Box, boxes: Sequence[Box], near: Nearby, em_px: float) -> float | None:
    """The distance from row to row in the column above a line; None where that cannot be told."""
    steps = []
    above = Box(box.left, box.top - 3.5 * em_px, box.right, box.top)
    column = sorted(
        (
            boxes[k]
            for k in near.touching(above)
            if boxes[k].across(box) > 0.5 * min(boxes[k].width, box.width)
            and boxes[k].centre[1] < box.centre[1] - 0.5 * em_px
            and 0.7 < boxes[k].height / box.height < 1.4
            and abs(boxes[k].left - box.left) < 3 * em_px
        ),
        key=lambda other: -other.centre[1],
    )
    for upper, lower in zip(column, [box, *column], strict=False):
        steps.append(lower.centre[1] - upper.centre[1])
    if len(steps) < 2 or max(steps) > 1.25 * min(steps):
        return None
    return median(steps)


def _line_in(row: Box, pitch: float, em_px: float, blanks: Blanks, settings: MissedSettings) -> Box | None:
    """The ink at the beginning of a row, as a line; None where there is none or it runs on."""
    half = settings.row * pitch / 2
    reach = (settings.indent_em + settings.longest_em + settings.blank_em + 1) * em_px
    area = Box(row.left - 0.5 * em_px, row.centre[1] - half, row.left + reach, row.centre[1] + half)
    start, end = area.left, None
    for blank_start, blank_end in blanks(area):
        if blank_start <= start:
            start = blank_end
        elif blank_end - blank_start >= settings.blank_em * em_px:
            end = blank_start
            break
    if end is None or start > row.left + settings.indent_em * em_px:
        return None
    if not settings.shortest_em * em_px <= end - start <= settings.longest_em * em_px:
        return None
    return Box(start - 0.15 * em_px, row.top, end + 0.15 * em_px, row.bottom)


def _covers(other: Box, line: Box) -> bool:
    return other.common(line) > 0.25 * min(other.area, line.area)
