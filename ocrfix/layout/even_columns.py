"""Articles of two to six rows set in several columns: too few rows to show a gutter, but as wide each."""

from collections.abc import Sequence

from ocrfix.geometry import Box, union
from ocrfix.layout.blank_lines import BlankLines, as_high
from ocrfix.layout.breaks import Cuts

_ROWS, _MOST, _NEXT = 6, 3, 0.8
"""How many rows and gutters such an article has at most, and how near the next row of a text is, in heights
of one."""

_LEAST_EM, _SINGLE_EM, _LENGTH_EM, _EVEN_EM = 0.5, 0.9, 16.0, 0.7
"""How wide its gutters are at least, more where it is the only one, for marks of sentences leave half a
character blank; how long a row over several columns is, and how exactly these are as wide as each other."""

_BEGINS_EM, _INSET_EM = 0.4, 1.0
"""How exactly a line begins where a gutter ends that it was found to stand behind, and how far further in
than the others a heading in their middle stands."""


def with_even_columns(lines: BlankLines, cuts: Cuts) -> Cuts:
    """The cuts, and those of two to six rows by themselves whose blanks, right under each other in all of
    them, part them into columns of one width: blanks between words do neither."""
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in lines.of_text(_LENGTH_EM):
        rows = _rows_by_themselves(lines, i)
        gutters = () if _stands_in_middle(lines, i, rows) else _gutters(lines, rows)
        for x in ((start + end) / 2 for start, end in gutters):
            known = [box.left, *found.get(i, []), box.right]
            if box.left < x < box.right and all(abs(x - place) > lines.em_px for place in known):
                found[i] = sorted((*found.get(i, []), x))
    return found


def _rows_by_themselves(lines: BlankLines, i: int) -> list[list[int]]:
    """The row of a line and those over and under it, each as its lines; none where they are many, or one."""
    boxes, members, fresh = lines.boxes, {i}, [i]
    while fresh:
        box = boxes[fresh.pop()]
        around = Box(box.left, box.top - _NEXT * box.height, box.right, box.bottom + _NEXT * box.height)
        near = {k for k in lines.nearby.touching(around) - members if as_high(boxes[k], boxes[i])}
        near = {k for k in near if boxes[k].across(box) > lines.em_px and not boxes[k].level_with(box)}
        members |= near
        fresh += near
        if union(boxes[k] for k in members).height > (_ROWS + 1) * boxes[i].height:
            return []
    rows: list[list[int]] = []
    for k in sorted(members, key=lambda k: boxes[k].centre[1]):
        if rows and boxes[k].level_with(boxes[rows[-1][0]]):
            rows[-1].append(k)
        else:
            rows.append([k])
    return rows if 2 <= len(rows) <= _ROWS else []


def _stands_in_middle(lines: BlankLines, i: int, rows: Sequence[Sequence[int]]) -> bool:
    """Whether a line stands in the middle over others, as a heading does."""
    box, em = lines.boxes[i], lines.em_px
    whole = union([box, *(lines.boxes[k] for row in rows for k in row)])
    before, after = box.left - whole.left, whole.right - box.right
    return min(before, after) > _INSET_EM * em and abs(before - after) < _EVEN_EM * em


def _gutters(lines: BlankLines, rows: Sequence[Sequence[int]]) -> Sequence[tuple[float, float]]:
    """The widest blanks of some rows that part them into two to four columns of one width; none at all where
    none do."""
    if not rows:
        return ()
    em, whole, blank = (
        lines.em_px,
        union(lines.boxes[k] for row in rows for k in row),
        _blank_in_all(lines, rows),
    )
    sets = [gaps for first in blank for gaps in _evenly_from(first, blank, whole.left, em)]
    wide = [gaps for gaps in sets if len(gaps) > 1 or _parts_by_itself(gaps[0], lines, rows)]
    even = [gaps for gaps in wide if _are_even(whole, gaps, em)]
    return max(even, key=lambda gaps: min(end - start for start, end in gaps), default=())


def _parts_by_itself(gutter: tuple[float, float], lines: BlankLines, rows: Sequence[Sequence[int]]) -> bool:
    """Whether a single gutter is wide, or a line of the rows begins right after it."""
    starts = [lines.boxes[k].left for row in rows for k in row]
    begun = any(abs(start - gutter[1]) < _BEGINS_EM * lines.em_px for start in starts)
    return begun or gutter[1] - gutter[0] > _SINGLE_EM * lines.em_px


def _evenly_from(
    first: tuple[float, float], blank: Sequence[tuple[float, float]], left: float, em_px: float
) -> list[list[tuple[float, float]]]:
    """A first gutter, it and the next, and so on, each as far from the last as that from the left edge."""
    sets = [[first]]
    while len(sets) < _MOST:
        place = sets[-1][-1][1] + first[0] - left
        following = next((gap for gap in blank if abs(gap[0] - place) < _EVEN_EM * em_px), None)
        if following is None or following in sets[-1]:
            break
        sets.append([*sets[-1], following])
    return sets


def _blank_in_all(lines: BlankLines, rows: Sequence[Sequence[int]]) -> list[tuple[float, float]]:
    """What is blank in all the rows, inside or at the end of two at least, from left to right."""
    em = lines.em_px
    whole = [union(lines.boxes[k] for k in row) for row in rows]
    found: list[tuple[float, float]] = []
    for gap in sorted(run for row in rows for k in row for run in lines.runs(k)):
        for k in (k for row in rows for k in row):
            if lines.boxes[k].left < gap[1] - em and lines.boxes[k].right > gap[0] + em:
                gap = lines.widest_in(k, gap)
        inside = sum(row.left + em < gap[0] < row.right + em for row in whole)
        if gap[1] - gap[0] > _LEAST_EM * em and inside > 1 and not any(gap[0] < end for _, end in found):
            found.append(gap)
    return found


def _are_even(whole: Box, gutters: Sequence[tuple[float, float]], em_px: float) -> bool:
    """Whether gutters part a box into columns of one width; the rows of the last of three may be short."""
    starts = [whole.left, *(end for _, end in gutters)]
    ends = [*(start for start, _ in gutters), whole.right]
    first, *others, last = (end - start for start, end in zip(starts, ends, strict=True))
    short = bool(others) and 0 < last < first
    return all(abs(width - first) < _EVEN_EM * em_px for width in (*others, *([] if short else [last])))
