"""First rows of two columns that were found as one line, where too few follow to show the gutter."""

from ocrfix.geometry import Box
from ocrfix.layout.blank_lines import BlankLines
from ocrfix.layout.breaks import Cuts

_WIDE_EM, _LENGTH_EM = 1.5, 16.0
"""How wide a blank is that parts no words of a line, and how long a line over two columns is."""

_INDENT_EM, _MIDDLE_EM = 2.6, 0.8
"""How far in a column's row may begin, and how much nearer to one edge of the columns than to the other what
stands in the middle over them may be."""

_HEADING = 1.6
"""How much higher than a line of text a heading is at least."""

_ABOVE, _BELOW, _ROWS = 0.8, 1.9, 2
"""How far over a line nothing stands, and how far under it the rows do, in its heights; how many of these
break at least."""


def with_begun_columns(lines: BlankLines, cuts: Cuts) -> Cuts:
    """The cuts, and those of lines under no text at a wide blank, where the rows under them break: a column
    that ends over a picture has no more of them."""
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in lines.of_text(_LENGTH_EM):
        for start, end in lines.runs(i):
            inside = (
                box.left + _INDENT_EM * lines.em_px < start and end < box.right - _INDENT_EM * lines.em_px
            )
            x, wide = (start + end) / 2, end - start > _WIDE_EM * lines.em_px
            known = any(abs(x - place) < lines.em_px for place in found.get(i, []))
            if inside and wide and not known and _begins(lines, i, (start, end), cuts):
                found[i] = sorted((*found.get(i, []), x))
    return found


def _begins(lines: BlankLines, i: int, gap: tuple[float, float], cuts: Cuts) -> bool:
    """Whether a line is the first row of two columns beside a gap, and no heading in two halves."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    over = Box(gap[0], box.top - _ABOVE * box.height, gap[1], box.top)
    above = [boxes[k] for k in lines.nearby.touching(over) if boxes[k].centre[1] < box.top]
    if any(row.height < _HEADING * box.height for row in above):
        return False
    under = Box(gap[0] - em, box.bottom, gap[1] + _INDENT_EM * em, box.bottom + _BELOW * box.height)
    rows = [k for k in lines.nearby.touching(under) if boxes[k].centre[1] > box.bottom]
    cut = {k for k in rows if any(gap[0] < place < gap[1] for place in cuts.get(k, []))}
    ends = [boxes[k] for k in rows if k in cut or boxes[k].right < gap[1]]
    begins = [boxes[k] for k in rows if k in cut or gap[0] - em < boxes[k].left < gap[1] + _INDENT_EM * em]
    if not ends or len({round(row.centre[1] / box.height) for row in begins}) < _ROWS:
        return False
    if any(k not in cut and boxes[k].left < gap[0] - em and gap[1] + em < boxes[k].right for k in rows):
        return False
    before, after = box.left - min(row.left for row in ends), max(row.right for row in begins) - box.right
    flush = -_MIDDLE_EM * em < before < _INDENT_EM * em and after > -_MIDDLE_EM * em
    return flush and abs(before - after) > _MIDDLE_EM * em
