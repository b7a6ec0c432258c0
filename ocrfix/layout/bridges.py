"""Lines that stand across two columns of text without being part of either."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ocrfix.geometry import Box
from ocrfix.layout.lines import Line
from ocrfix.model.text import is_wide

Pair = tuple[int, int]
"""A line and one that comes first below it, by index."""

_ROWS = 3
"""How many rows next to a line break at one place at least where it stands across two columns."""

_OVERLAP_EM, _OVER_EM = 0.5, 2.0
"""How far the boxes of two columns may overlap, and how far a line across them reaches over each."""


def without_bridges(lines: Sequence[Line], below: Sequence[Pair]) -> list[Pair]:
    """The pairs, but those that tie a line to two columns under it, or to two over it: a heading in the size
    of text beside two tiers, or one that was printed on into the next, would make one text of them. Rows of
    Latin words may be found in pieces and tell of no columns."""
    down, up = _next(below), _next((lower, upper) for upper, lower in below)
    over = {i for i in down if _stands_across(lines, i, down)}
    under = {i for i in up if _stands_across(lines, i, up)}
    return [(upper, lower) for upper, lower in below if upper not in over and lower not in under]


def _next(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found


def _stands_across(lines: Sequence[Line], i: int, following: dict[int, list[int]]) -> bool:
    """Whether the rows that follow a line, away from it, all break at one place that it runs over."""
    box, em = lines[i].box, lines[i].em
    if not is_wide(lines[i].text[0]):
        return False
    inside = Box(box.left + _OVER_EM * em, box.top, box.right - _OVER_EM * em, box.bottom)
    row, start, end = [i], inside.left, inside.right
    for _ in range(_ROWS):
        row = sorted({k for n in row for k in following.get(n, [])}, key=lambda k: lines[k].box.left)
        gaps = [gap for a, b in pairwise(row) if (gap := _gap(lines[a].box, lines[b].box, em))]
        shared = [(max(start, a), min(end, b)) for a, b in gaps if max(start, a) < min(end, b)]
        if not shared:
            return False
        start, end = shared[0]
    return True


def _gap(left: Box, right: Box, em_px: float) -> tuple[float, float] | None:
    """Where two lines of one row are parted, or None where they are not of one row."""
    slack = _OVERLAP_EM * em_px
    if not left.level_with(right) or left.right > right.left + slack:
        return None
    return left.right - slack / 2, right.left + slack / 2
