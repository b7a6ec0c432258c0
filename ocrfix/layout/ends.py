"""Where lines end: at the next strip of a headline, at a mark the detector missed, never beyond a rule."""

import itertools
from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.breaks import Cuts

_MARGINS = 0.55
"""How far boxes of lines that meet overlap, in heights; one that shows a character of the other does more."""

_SAME = 0.5
"""How much of its width a strip shares with another that stands over it, not beside it."""


def find_strip_ends(boxes: Sequence[Box], strips: Sequence[Box]) -> Cuts:
    """Positions along lines that are the feet, or the heads, of headings set crosswise side by side.

    The detector takes the last characters of such headings for a line of two or three characters. `boxes` are
    lines of the main writing mode, `strips` those set against it, in logical coordinates.

    >>> strips = [Box(0, 0, 40, 200), Box(60, 0, 100, 200)]
    >>> find_strip_ends([Box(2, 204, 98, 244), Box(0, 204, 700, 244)], strips)
    {0: [50.0]}
    >>> find_strip_ends([Box(2, 204, 98, 244)], [*strips, Box(3, 100, 42, 202)])
    {0: [51.0]}
    """
    cuts: Cuts = {}
    for i, box in enumerate(boxes):
        if not 1.5 * box.height < box.width < 4.5 * box.height:
            continue
        slack = 0.3 * box.height
        over = sorted(
            (
                strip
                for strip in strips
                if box.left - slack < strip.left
                and strip.right < box.right + slack
                and strip.width > 0.5 * box.height
                and -0.4 * box.height < _above_or_below(strip, box) < 4 * box.height
            ),
            key=lambda strip: strip.left,
        )
        near = any(_above_or_below(strip, box) < box.height for strip in over)
        ends = over and over[0].left < box.left + slack and over[-1].right > box.right - slack
        if len(over) >= 2 and near and ends:
            beside = [(a, b) for a, b in itertools.pairwise(over) if a.across(b) < _SAME * b.width]
            if beside:
                cuts[i] = [(a.right + b.left) / 2 for a, b in beside]
    return cuts


def _above_or_below(strip: Box, box: Box) -> float:
    return max(box.top - strip.bottom, strip.top - box.bottom)


def find_ends(box: Box, others: Sequence[Box], fences: Sequence[Box], em_px: float) -> tuple[float, float]:
    """Where a line should begin and end: half a character further than the detector saw, where there is
    room, so that a small mark at its end is not lost; never on or beyond a rule, nor in the next line of its
    row, where the boxes of both overlap. Where others leave nothing of it, it ends as it does.

    >>> find_ends(Box(10, 0, 80, 10), [Box(84, 0, 99, 10)], [Box(8, 0, 9, 50)], 10)
    (10, 82.0)
    >>> find_ends(Box(10, 0, 80, 14), [Box(74, 0, 140, 14)], [], 10)
    (10, 77.0)
    >>> find_ends(Box(10, 0, 14, 14), [Box(4, 0, 11, 14), Box(13, 0, 99, 14), Box(9.5, 0, 11, 14)], [], 10)
    (10.5, 13.5)
    """
    start, end = box.left, box.right + 0.5 * em_px
    for other in others:
        if other.along(box) < 0.3 * min(box.height, other.height):
            continue
        if box.right <= other.left < end + em_px or _runs_into(box, other):
            end = min(end, (box.right + other.left) / 2)
        elif _runs_into(other, box):
            start = max(start, (other.right + box.left) / 2)
    for rule in fences:
        if rule.along(box) < 0.7 * box.height:
            continue
        if box.right - em_px < rule.centre[0] < end + 1:
            end = min(end, rule.left - 1)
        elif box.left - 1 < rule.centre[0] < box.left + em_px:
            start = max(start, rule.right + 1)
    return (start, end) if start < end else (box.left, box.right)


def _runs_into(box: Box, other: Box) -> bool:
    """Whether a line ends within the first character of another."""
    shared, high = box.right - other.left, min(box.height, other.height)
    return box.left < other.left < box.right < other.right and shared < _MARGINS * high
