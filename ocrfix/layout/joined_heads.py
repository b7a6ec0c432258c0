"""Two headlines side by side, found as one line."""

from ocrfix.geometry import Box
from ocrfix.layout.blank_lines import BlankLines, as_high
from ocrfix.layout.breaks import Cuts

_LARGER_EM, _LEAST_EM = 1.6, 1.0
"""How high the box of a line larger than text is at least, and how wide the blank between two headlines."""

_WIDER = 1.5
"""How much wider that blank is than those between words."""

_NEXT = 0.6
"""How far from a row of a headline the next one is at most, in heights of it."""

_SMALL, _LARGE = 0.55, 1.4
"""How high a row over or under one of two headlines is, against that: a kicker is smaller."""

_FAR = 3.0
"""How much wider the blank between the next rows of two headlines is than that between these."""

_UNDER_EM = 3.0
"""How far under a row of a headline its next row or its text begins at most."""


def with_heads_apart(lines: BlankLines, cuts: Cuts) -> Cuts:
    """The cuts, and those of large lines between two headlines: a headline goes on in a second row over all
    its columns, not over the first of them while text begins beside that under the others, and not in a row
    on either side of a blank where another stands over or under the one part alone, nor in two that stand
    farther from each other than words do."""
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in enumerate(lines.boxes):
        gap = _between_words(lines, i) if box.height > _LARGER_EM * lines.em_px else None
        if gap is None or i in cuts:
            continue
        if _ends_over_text(lines, i, gap) or _stands_between_heads(lines, i, gap):
            found[i] = [(gap[0] + gap[1]) / 2]
    return found


def _between_words(lines: BlankLines, i: int) -> tuple[float, float] | None:
    """The blank of a line that is wider than all others in it."""
    box, em = lines.boxes[i], lines.em_px
    inside = (run for run in lines.runs(i) if box.left + em < run[0] and run[1] < box.right - em)
    widest, *others = [*sorted(inside, key=lambda run: run[0] - run[1]), (0.0, 0.0)]
    width = widest[1] - widest[0]
    least = max(_LEAST_EM * em, _WIDER * (others[0][1] - others[0][0]) if others else 0.0)
    return widest if width > least else None


def _ends_over_text(lines: BlankLines, i: int, gap: tuple[float, float]) -> bool:
    """Whether nothing right under a line runs over its gap, and a row as large as it stands under one part of
    it, beside text under the other."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    under = Box(box.left, box.centre[1], box.right, box.bottom + _UNDER_EM * em)
    near = [k for k in lines.nearby.touching(under) if k != i and boxes[k].centre[1] > box.bottom - em]
    if any(boxes[k].left < gap[0] and gap[1] < boxes[k].right for k in near):
        return False
    heads = [boxes[k] for k in near if as_high(boxes[k], boxes[i])]
    text = [boxes[k] for k in near if boxes[k].height < _LARGER_EM * em]
    return any(
        (head.right < gap[1]) is (row.left > gap[0]) and row.bottom < head.bottom + em
        for head in heads
        for row in text
    )


def _stands_between_heads(lines: BlankLines, i: int, gap: tuple[float, float]) -> bool:
    """Whether the rows right over and under a line, about as large as it, all stand on one side of its gap,
    some by each part, and more by the one than by the other or all far from those by the other."""
    boxes, box = lines.boxes, lines.boxes[i]
    around = Box(box.left, box.top - _NEXT * box.height, box.right, box.bottom + _NEXT * box.height)
    near = (boxes[k] for k in lines.nearby.touching(around) if k != i)
    rows = [row for row in near if _SMALL < row.height / box.height < _LARGE and not row.level_with(box)]
    left = [row.right for row in rows if row.right < gap[1]]
    right = [row.left for row in rows if row.left > gap[0]]
    if len(left) + len(right) < len(rows) or not left or not right:
        return False
    return len(left) != len(right) or min(right) - max(left) > _FAR * (gap[1] - gap[0])
