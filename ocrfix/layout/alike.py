"""Which lines may be of one text: as large and as dark as each other."""

from dataclasses import dataclass

from ocrfix.geometry import Box
from ocrfix.layout.lines import Line
from ocrfix.model.text import squares

INDENT_EM = 2.8
"""How far in a paragraph may begin."""

SPACE_EM = 6.0
"""How wide a space within a row may be."""

_HEADS_EM, _BOLD = 1.1, 1.9
"""How much larger and how much darker than the text under it a line is that is no row of that text."""

_CENTRED_EM = 0.4
"""How far in the shorter of two centred rows begins and ends at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSettings:
    """In em of the lines: how exactly edges must align, how far one edge may wander (an indent, a short
    last line, text run round a picture), and how large the gap between two lines may be, and between two
    words of a line (`space_em`). `alike`: greatest ratio of sizes, `alike_short` where a line has less than
    six characters to measure, or two as high end flush and one is indented, `alike_flush` where both edges
    agree, `alike_spread` where the letters of one line are also only set wider apart. `spread`: a distance
    from line to line that is so many times the block's usual one ends the block, and so does an edge that
    moves by `narrower_em` for good."""

    align_em: float = 1.3
    indent_em: float = 1.7
    wander_em: float = 5.0
    leading_em: float = 1.1
    space_em: float = SPACE_EM
    alike: float = 1.22
    alike_short: float = 1.38
    alike_flush: float = 1.5
    alike_spread: float = 1.9
    spread: float = 1.4
    narrower_em: float = 5.0


def alike(a: Line, b: Line, settings: ColumnSettings) -> bool:
    """Whether two lines may be of one text by their size and darkness."""
    if a.crosswise or b.crosswise or abs(a.weight - b.weight) > 0.25:
        return False
    most = settings.alike_short if min(squares(a.text), squares(b.text)) < 6 else settings.alike
    em = min(a.em, b.em)
    if max(a.em, b.em) > _HEADS_EM * em and _is_bold_over(a, b):
        return False
    left, right = abs(a.box.left - b.box.left), abs(a.box.right - b.box.right)
    if max(left, right) < 0.7 * em and not _is_centred(a.box, b.box, em):
        most = settings.alike_spread if _spread_out(a, b) else settings.alike_flush
    elif right < 0.7 * em and left < INDENT_EM * em and _as_high(a, b, settings):
        most = settings.alike_short
    return max(a.em, b.em) / max(0.1, em) <= most


def _is_centred(a: Box, b: Box, em: float) -> bool:
    """Whether one of two rows is as much shorter than the other at its beginning as at its end: rows of a
    column are flush, those of a heading centred."""
    left, right = a.left - b.left, b.right - a.right
    return left * right > 0 and min(abs(left), abs(right)) > _CENTRED_EM * em


def _is_bold_over(a: Line, b: Line) -> bool:
    """Whether the larger of two lines, each long enough to measure, is a bold heading over text."""
    text, head = sorted((a, b), key=lambda line: line.em)
    return min(squares(a.text), squares(b.text)) >= 4 and head.weight > _BOLD * text.weight > 0


def _as_high(a: Line, b: Line, settings: ColumnSettings) -> bool:
    """Whether two lines are as high, though the letters of one may be spaced out to fill it."""
    return max(a.box.height, b.box.height) <= settings.alike * min(a.box.height, b.box.height)


def _spread_out(a: Line, b: Line) -> bool:
    """Whether two lines are as high and as dark, so that the letters of one are only set wider apart."""
    tight, wide = sorted((a, b), key=lambda line: line.em)
    return wide.box.height < 1.25 * tight.box.height and wide.weight <= 1.1 * tight.weight
