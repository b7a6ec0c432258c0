"""What tells the rows of one column from lines that only stand over each other: their size, ink and ends."""

from ocrfix.geometry import Box
from ocrfix.layout.lines import Line
from ocrfix.model.text import squares

_BOLD = 1.9
"""How much darker than the text under it a line is that is no row of that text."""

_CENTRED_EM = 0.4
"""How far in the shorter of two centred rows begins and ends at least."""


def is_centred(a: Box, b: Box, em: float) -> bool:
    """Whether one of two rows is as much shorter than the other at its beginning as at its end: rows of a
    column are flush, those of a heading centred."""
    left, right = a.left - b.left, b.right - a.right
    return left * right > 0 and min(abs(left), abs(right)) > _CENTRED_EM * em


def is_bold_over(a: Line, b: Line) -> bool:
    """Whether the larger of two lines, each long enough to measure, is a bold heading over text."""
    text, head = sorted((a, b), key=lambda line: line.em)
    return min(squares(a.text), squares(b.text)) >= 4 and head.weight > _BOLD * text.weight > 0


def as_high(a: Line, b: Line, ratio: float) -> bool:
    """Whether two lines are as high, though the letters of one may be spaced out to fill it."""
    return max(a.box.height, b.box.height) <= ratio * min(a.box.height, b.box.height)


def spread_out(a: Line, b: Line) -> bool:
    """Whether two lines are as high and as dark, so that the letters of one are only set wider apart."""
    tight, wide = sorted((a, b), key=lambda line: line.em)
    return wide.box.height < 1.25 * tight.box.height and wide.weight <= 1.1 * tight.weight
