"""Lines beside tiers that are of no column, or of a deck: a wide blank in one is no gutter."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.blank_lines import FLUSH_EM, INDENTED_EM, LARGER_EM, BlankLines

_CLEAR, _ROW_LARGER, _MIDDLE_EM = 0.6, 1.1, 0.5
"""How far other rows are at least from a kicker that begins with its heading, in its heights; how much
smaller they are than one in the middle of that, and how far the middles of these may be apart."""


def stands_beside(box: Box, end: float, rows: Sequence[Box], em_px: float) -> bool:
    """Whether a line, whose first part ends at a place, is of no column: it begins and ends with none of the
    rows near it, and that part runs on past where they end. A byline may stand so beside two tiers."""
    flush = any(abs(row.left - box.left) < INDENTED_EM * em_px for row in rows)
    flush = flush or any(abs(row.right - box.right) < FLUSH_EM * em_px for row in rows)
    return not flush and not any(row.left < end and row.right > end - FLUSH_EM * em_px for row in rows)


def in_deck(lines: BlankLines, i: int, gap: tuple[float, float]) -> bool:
    """Whether a line stands right beside a heading that runs over the gap as well, and is a row of its deck:
    it begins with that, clear of other rows, or stands in its middle and is larger than these."""
    box, em = lines.boxes[i], lines.em_px
    near = [lines.boxes[k] for k in lines.nearby.touching(box.grown(1.5 * em)) - {i}]
    rows = [other for other in near if other.across(box) > em]
    least = max(LARGER_EM * em, 1.3 * box.height)
    heads = [row for row in rows if row.height > least and row.right > gap[1] + em]
    beside = [row for row in rows if row not in heads and -row.along(box) <= _CLEAR * box.height]
    larger = all(box.height > _ROW_LARGER * row.height for row in beside)
    return any(
        (not beside and abs(row.left - box.left) < em)
        or (larger and abs(row.centre[0] - box.centre[0]) < _MIDDLE_EM * em)
        for row in heads
    )
