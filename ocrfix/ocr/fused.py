"""Vertical lines that the detector saw as one: their box reaches far over the lines beside them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, box_of
from ocrfix.image.ink import within
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.halves import halves_joined
from ocrfix.ocr.pairs import pairs_joined

_NARROWER, _UNDER, _BESIDE = 0.6, 0.5, 0.5
"""How wide a line beside fused ones is at most, in widths of their box; how much of it, at least, lies under
the box, and how much of its own height the box shares with it."""

_UPRIGHT = 0.8
"""The width of a box is at least this share of what it takes of the page, or it stands askew."""

_TROUGH = 0.4
"""Between two lines there is less ink than this share of what is in them."""

_ALIKE = (0.4, 1.0)
"""The width of the ink of a fused line, in widths of the box of the line beside it."""

_THIN = 0.25
"""Ink narrower than this share of the line beside is that of a rule or the edge of a line."""

_GROWN = 0.3
"""How far the detector draws a box beyond the ends of its lines, in widths of the box."""


_WITHIN, _INKED = 0.9, 0.08
"""How much of a line lies in a box that was drawn over it as well, and how much ink shows that it goes on."""


def fused_apart(lines: Sequence[LineBox], ink: NDArray[np.bool_]) -> tuple[LineBox, ...]:
    """The lines, where a vertical box lies over narrower lines beside it one for each line between them.

    The detector grows a box by its width, and so that of two lines reaches over the next ones on both sides:
    it would be read as no line of print, and what it says is lost. `ink` is (height, width), True where the
    image of the lines is dark. A box whose ink shows no such lines stays as it is.

    >>> ink = np.zeros((400, 200), bool)
    >>> for left in (20, 50, 80, 110):
    ...     ink[40:360, left:left + 22] = True
    >>> boxes = Box(14, 34, 46, 366), Box(25, 10, 127, 390), Box(104, 34, 136, 366)
    >>> drawn = [LineBox(box.polygon, WritingMode.VERTICAL) for box in boxes]
    >>> parted = [box_of(line.polygon) for line in fused_apart(drawn, ink)][2:]
    >>> [(box.left, round(box.top), box.right, round(box.bottom)) for box in parted]
    [(46.0, 32, 76.0, 368), (76.0, 32, 106.0, 368)]
    >>> ink[40:360, 20:132] = True
    >>> len(fused_apart(drawn, ink))
    3
    """
    boxes = [box_of(line.polygon) for line in lines]
    tall = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    result, gone, parts = list(lines), set[int](), list[LineBox]()
    for i in tall:
        beside = [k for k in tall if _stands_under(boxes[k], boxes[i])]
        upright = beside and _is_upright(lines[i])
        found = _between(_upright(lines[i]), [boxes[k] for k in beside], ink) if upright else []
        gone.update([i] if found else [])
        parts += [LineBox(box.polygon, WritingMode.VERTICAL) for box in found]
        for k in (k for k in beside if found and boxes[k].share_in(boxes[i]) > _WITHIN):
            result[k] = replace(lines[k], polygon=_to_ends(boxes[k], found, ink).polygon)
    return (*(line for i, line in enumerate(result) if i not in gone), *parts)


def _to_ends(line: Box, others: Sequence[Box], ink: NDArray[np.bool_]) -> Box:
    """A line that was found by itself within the box of others as well, up and down to where these begin and
    end, if it goes on there."""
    top, bottom = min(box.top for box in others), max(box.bottom for box in others)
    over, under = replace(line, top=top, bottom=line.top), replace(line, top=line.bottom, bottom=bottom)
    goes_on = [seen.size > 0 and seen.mean() > _INKED for seen in (within(ink, over), within(ink, under))]
    return replace(line, top=top if goes_on[0] else line.top, bottom=bottom if goes_on[1] else line.bottom)


def lines_whole(lines: Sequence[LineBox], ink: NDArray[np.bool_]) -> tuple[LineBox, ...]:
    """The lines, fused ones apart, halves and pairs joined. A row of two letters over two lines that run down
    shows how wide these are: their box is cut to it before it can be taken for lines of the text beside."""
    return pairs_joined(halves_joined(fused_apart(pairs_joined(lines), ink), ink))


def _stands_under(line: Box, box: Box) -> bool:
    beside = line.along(box) > _BESIDE * box.height
    return beside and line.width < _NARROWER * box.width and line.across(box) > _UNDER * line.width


def _upright(line: LineBox) -> Box:
    """The line's mean extents."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.polygon
    return Box((ax + dx) / 2, (ay + by) / 2, (bx + cx) / 2, (cy + dy) / 2)


def _is_upright(line: LineBox) -> bool:
    return _upright(line).width > _UPRIGHT * box_of(line.polygon).width


def _between(box: Box, beside: Sequence[Box], ink: NDArray[np.bool_]) -> list[Box]:
    """The lines under a box that were not found by themselves; none where one of them is not like those."""
    usual = float(np.median([line.width for line in beside]))
    found = []
    for span, strip in _columns(Box(box.left - usual, box.top, box.right + usual, box.bottom), usual, ink):
        half = 0.5 * span.width
        if span.across(box) < half or any(span.across(line) > half for line in beside):
            continue
        if not _ALIKE[0] * usual < span.width < _ALIKE[1] * usual:
            return []
        inward = _GROWN * (box.width - strip.width)
        found.append(Box(strip.left, box.top + inward, strip.right, box.bottom - inward))
    return found


def _columns(area: Box, usual: float, ink: NDArray[np.bool_]) -> list[tuple[Box, Box]]:
    """The ink of each line across an area, and its strip, which ends in the middle of the troughs."""
    seen = within(ink, area)
    if not seen.size:
        return []
    profile = seen.mean(axis=0)
    full = profile > _TROUGH * np.percentile(profile, 75)
    steps = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
    starts, ends = (max(0, int(area.left)) + side.astype(float) for side in (steps[::2], steps[1::2]))
    middles = ((ends[:-1] + starts[1:]) / 2).tolist()
    strips = zip([area.left, *middles], [*middles, area.right], strict=True)
    return [
        (Box(start, area.top, end, area.bottom), Box(left, area.top, right, area.bottom))
        for start, end, (left, right) in zip(starts.tolist(), ends.tolist(), strips, strict=True)
        if end - start > _THIN * usual
    ]
