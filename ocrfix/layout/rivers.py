"""Blanks between words that stand under each other in rows set wide, and look like a gutter."""

from ocrfix.geometry import Box
from ocrfix.layout.blank_lines import BlankLines
from ocrfix.layout.breaks import Cuts

_REACH_EM, _FLUSH_EM, _INDENT_EM = 12.0, 0.6, 2.6
"""How far over and under a line the rows of its column are asked, how exactly they end with it, and how much
further in the first row of a paragraph begins."""

_WORD_EM = 6.0
"""How long a word is at most: no column is narrower."""

_BLANK_EM, _BESIDE_EM = 0.3, 0.5
"""How wide a blank is that may be a gutter's, and how far from its middle those of other rows reach at most:
words leave blanks anywhere near."""

_ROWS = 2
"""How many rows of a column show that no gutter runs through it."""


def without_rivers(lines: BlankLines, cuts: Cuts) -> Cuts:
    """The cuts but for those that would part a word from a line which begins and ends with rows near it that
    run on there: in two columns every row is blank at the gutter."""
    kept = {i: [x for x in places if not _is_river(lines, i, x, cuts)] for i, places in cuts.items()}
    return {i: places for i, places in kept.items() if places}


def _is_river(lines: BlankLines, i: int, x: float, cuts: Cuts) -> bool:
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    if min(x - box.left, box.right - x) > _WORD_EM * em:
        return False
    area = Box(x - 1, box.top - _REACH_EM * em, x + 1, box.bottom + _REACH_EM * em)
    twins = [
        k
        for k in lines.nearby.touching(area) - {i}
        if -_FLUSH_EM * em < box.left - boxes[k].left < _INDENT_EM * em
        and abs(box.right - boxes[k].right) < _FLUSH_EM * em
        and not any(abs(place - x) < em for place in cuts.get(k, []))
    ]
    return sum(not _is_blank(lines, k, x) for k in twins) >= _ROWS


def _is_blank(lines: BlankLines, k: int, x: float) -> bool:
    """Whether a line shows a blank at a place, or right beside it."""
    near, least = _BESIDE_EM * lines.em_px, _BLANK_EM * lines.em_px
    return any(start - near < x < end + near and end - start > least for start, end in lines.runs(k))
