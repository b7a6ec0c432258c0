"""Gaps in rows that were found in pieces: what tells that a line runs on over one, or that columns part."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.alike import INDENT_EM
from ocrfix.layout.lines import Line
from ocrfix.model.text import is_wide


def runs_over(box: Box, gap: Box, around: Box, em: float) -> bool:
    """Whether a line runs on over a gap by some letters on either side, and ends within `around`."""
    inside = around.left < box.left and box.right < around.right
    return inside and box.left < gap.left - em and box.right > gap.right + em


def fills(row: Line, pieces: Sequence[Line], gap: Box, em: float) -> bool:
    """Whether a line over a gap begins, or is indented, where one of the pieces before that does, and ends
    where one after it does: the last ones on either side may be of other columns."""
    box = row.box
    if not (box.left < gap.left and gap.right < box.right):
        return False
    before = [piece.box.left for piece in pieces if piece.box.left < gap.left]
    after = [piece.box.right for piece in pieces if piece.box.right > gap.right]
    begins = any(abs(box.left - left) < INDENT_EM * em for left in before)
    return begins and any(abs(box.right - right) < 0.7 * em for right in after)


def is_letter(a: Line, b: Line) -> bool:
    """Whether one of two lines is a single Latin letter: whether that is high or low tells of no size."""
    return any(len(line.text) == 1 and line.text.isalpha() and not is_wide(line.text) for line in (a, b))


def break_at(left: Box, right: Box, gap: Box) -> bool:
    """Whether one line ends and another of its row begins at a gap, where their boxes may overlap."""
    parted = left.right <= gap.right and right.left >= gap.left and left.centre[0] < right.centre[0]
    return parted and left.level_with(right)
