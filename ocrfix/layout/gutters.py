"""Where a line that the detector drew across a gutter or a rule must be cut."""

from collections.abc import Sequence

from ocrfix.geometry import Box


def find_cuts(boxes: Sequence[Box], fences: Sequence[Box], em_px: float) -> dict[int, list[float]]:
    """Positions along each line at which it is two lines, by index; logical coordinates.

    `boxes` are lines of the main writing mode, `fences` the rules between columns. A line is cut where a
    rule crosses it, and where both above and below it, or above or below twice, two other lines meet.

    >>> column = [Box(0, y, 90, y + 10) for y in (0, 24, 36)] + [Box(100, y, 190, y + 10) for y in (0, 24, 36)]
    >>> find_cuts([*column, Box(0, 12, 190, 22)], [], 10)
    {6: [95.0]}
    """
    by_top = sorted(range(len(boxes)), key=lambda i: boxes[i].top)
    cuts: dict[int, list[float]] = {}
    for place, i in enumerate(by_top):
        box = boxes[i]
        found = [
            rule.centre[0]
            for rule in fences
            if rule.along(box) > 0.7 * box.height and box.left + em_px < rule.centre[0] < box.right - em_px
        ]
        if not found and box.width > 8 * em_px:
            near = _near(boxes, by_top, place, 1.7 * box.height)
            found = _gaps(box, [boxes[k] for k in near], em_px)
        if found:
            cuts[i] = sorted(found)
    return cuts


def _near(boxes: Sequence[Box], by_top: list[int], place: int, reach: float) -> list[int]:
    box = boxes[by_top[place]]
    near = []
    for step in (-1, 1):
        k = place + step
        while 0 <= k < len(by_top) and abs(boxes[by_top[k]].top - box.top) < reach:
            other = boxes[by_top[k]]
            apart = abs(other.centre[1] - box.centre[1]) > 0.6 * box.height
            alike = 0.75 < other.height / max(1.0, box.height) < 1.35
            if apart and alike and other.across(box) > 0:
                near.append(by_top[k])
            k += step
    return near


def _gaps(box: Box, near: list[Box], em_px: float) -> list[float]:
    """Gaps inside the line's extent that at least two rows of neighbours share."""
    gaps: list[tuple[float, float]] = []
    for left in near:
        for right in near:
            same_row = left.along(right) > 0.5 * left.height
            gap = right.left - left.right
            if same_row and -0.6 * em_px < gap < 4 * em_px and left.right > box.left + 3 * em_px:
                if right.left > box.right - 3 * em_px or box.across(left) < 3 * em_px:
                    continue
                gaps.append(tuple(sorted((left.right, right.left))))  # type: ignore[arg-type]
    found: list[float] = []
    for start, end in gaps:
        middle = (start + end) / 2
        witnesses = sum(1 for s, e in gaps if s - em_px / 2 <= middle <= e + em_px / 2)
        if witnesses >= 2 and all(abs(middle - other) > 2 * em_px for other in found):
            found.append(middle)
    return found
