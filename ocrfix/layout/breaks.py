"""Where the rows of a page break: by a cut, or by the end of one line and the beginning of another."""

from collections.abc import Sequence
from math import inf

from ocrfix.geometry import Box, union
from ocrfix.layout.blank_lines import BlankLines, as_high

Cuts = dict[int, list[float]]
"""Places along a line at which it is cut, by its index."""

_INSET_EM = 4.5
"""How far in a box that stands in the page's columns may begin its text, indented."""

_WIDE_EM, _FLUSH_EM = 1.5, 0.6
"""How wide a blank is that parts no words of a line, and how exactly lines of a column begin."""

_SHORT_EM, _SHORT_END_EM, _BEFORE_EM = 1.6, 12.0, 0.3
"""How far before the next column the last row of a paragraph ends at least and at most, and a gutter is."""

_WORD_EM = 6.0
"""How long a word is at most."""

_LARGER = 1.6
"""How much higher than a line of text a heading is at least."""


def breaks_above(lines: BlankLines, i: int, cuts: Cuts) -> list[float]:
    """Places at which the row right above a line breaks, by a cut or by one line's end and another's
    beginning."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    area = Box(box.left, box.top - 0.8 * box.height, box.right, box.top)
    rows = [k for k in lines.nearby.touching(area) if k != i and boxes[k].centre[1] < box.centre[1]]
    places = [x for k in rows for x in cuts.get(k, [])]
    for k in rows:
        begins = [boxes[n].left for n in rows if -0.3 * em < boxes[n].left - boxes[k].right < 1.6 * em]
        places += [(boxes[k].right + begin) / 2 for begin in begins]
    return places + [boxes[k].left - _BEFORE_EM * em for k in rows if _follows_short_end(lines, k)]


def rows_before(lines: BlankLines, box: Box) -> list[Box]:
    """The rows level with one that begins a column, ending before it: the last of paragraphs do so early."""
    before = Box(box.left - _SHORT_END_EM * lines.em_px, box.top, box.left + 1, box.bottom)
    level = (lines.boxes[n] for n in lines.nearby.touching(before))
    return [other for other in level if other.level_with(box) and other.left < box.left]


def _follows_short_end(lines: BlankLines, k: int) -> bool:
    """Whether a line begins a column beside the last row of a paragraph, that ends well before it."""
    ends = [other.right for other in rows_before(lines, lines.boxes[k])]
    return bool(ends) and max(ends) < lines.boxes[k].left - _SHORT_EM * lines.em_px


def between_broken_rows(lines: BlankLines, i: int, x: float, cuts: Cuts, indent_em: float) -> bool:
    """Whether the rows right above and below a line both break at a place, where the right part of a row may
    begin so far in. Between two words a row breaks that is set wide."""
    boxes, box, em, broken = lines.boxes, lines.boxes[i], lines.em_px, []
    reach = x + indent_em * em
    around = Box(x - em, box.top - 0.8 * box.height, reach, box.bottom + 0.8 * box.height)
    near = [k for k in lines.nearby.touching(around) if k != i]
    for above in (True, False):
        rows = [k for k in near if (boxes[k].centre[1] < box.centre[1]) is above]
        cut = any(abs(x - place) < em for k in rows for place in cuts.get(k, []))
        ends = [boxes[k].width for k in rows if abs(boxes[k].right - x) < em]
        begins = [boxes[k].width for k in rows if x - em < boxes[k].left < reach]
        parts = bool(ends and begins) and max(*ends, *begins) > _WORD_EM * em
        broken.append(cut or parts)
    return all(broken)


def ends_columns(lines: BlankLines, i: int, x: float, cuts: Cuts) -> bool:
    """Whether a line of the text's size is the last row of two columns, or of one of two, that break at a
    place: no text stands below it but what ends or begins there, and the two rows above it both break; one is
    enough where the line begins with it and shows a wider blank there than words do."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    under = Box(x - em, box.bottom, x + em, box.bottom + 0.8 * box.height)
    below = [boxes[k] for k in lines.nearby.touching(under) if boxes[k].centre[1] > box.bottom]
    over_both = [row for row in below if min(abs(row.right - x), abs(row.left - x)) > em]
    if any(row.height < _LARGER * box.height for row in over_both):
        return False
    over = Box(x - em, box.top - 1.9 * box.height, x + em, box.centre[1])
    rows = [k for k in lines.nearby.touching(over) if k != i and boxes[k].centre[1] < box.top]
    whole = [union(boxes[n] for n in rows if boxes[n].level_with(boxes[k])) for k in rows]
    alike = all(as_high(row, box) for row in whole)
    ends = [
        k
        for k in rows
        if any(abs(x - place) < em for place in cuts.get(k, []))
        or abs(boxes[k].right - x) < em
        or (abs(boxes[k].left - x) < em and _follows_short_end(lines, k))
    ]
    wide = any(start < x < end and end - start > _WIDE_EM * em for start, end in lines.runs(i))
    left = _begins_before(x - em, box, cuts.get(i, []))
    flush = any(abs(_begins_before(x - em, boxes[k], cuts.get(k, [])) - left) < _FLUSH_EM * em for k in ends)
    least = 1 if wide and flush else 2
    return alike and len({round(boxes[k].centre[1] / box.height) for k in ends}) >= least


def _begins_before(x: float, box: Box, cuts: Sequence[float]) -> float:
    """Where the part of a line begins that runs up to a place."""
    return max([box.left, *(cut for cut in cuts if cut < x)])


def same_ends(box: Box, row: Box, em_px: float, *, short: bool) -> bool:
    """Whether a line begins and ends as a row of two columns does, or runs on over another column; `short`
    where it may also begin further in and end sooner, in a box that stands in the columns, or under the
    indent of that row."""
    begins, ends = (box.left - row.left) / em_px, (row.right - box.right) / em_px
    begins_well = (-2.6 if short else -0.6) < begins < (_INSET_EM if short else 2.6) or begins < -8
    ends_well = -0.9 < ends < (inf if short else 0.9) or ends < -8
    return begins_well and ends_well


def find_breaks(lines: BlankLines, cuts: Cuts) -> list[tuple[float, Box]]:
    """Places at which a row breaks, each with the extent of the two columns that it parts."""
    boxes, em = lines.boxes, lines.em_px
    found = []
    for i, box in enumerate(boxes):
        edges = [box.left, *cuts.get(i, []), box.right]
        for left, x, right in zip(edges, edges[1:], edges[2:], strict=False):
            found.append((x, Box(left, box.top, right, box.bottom)))
        beside = Box(box.right - 0.3 * em, box.top, box.right + 1.6 * em, box.bottom)
        for k in lines.nearby.touching(beside):
            other = boxes[k]
            if k != i and box.level_with(other) and other.left > box.right - 0.3 * em:
                right = [*cuts.get(k, []), other.right][0]
                found.append(((box.right + other.left) / 2, Box(edges[-2], box.top, right, box.bottom)))
    return found


def apart(places: Sequence[float], least_px: float) -> list[float]:
    """The places in order, those left out that stand too near an earlier one of the sequence."""
    kept: list[float] = []
    for place in places:
        if all(abs(place - other) >= least_px for other in kept):
            kept.append(place)
    return sorted(kept)
