"""What divides the text of a page: rules and blank bands across its columns, and rules between these."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.bands import find_bands
from ocrfix.layout.insets import is_edge
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.piece import Sheet

_WHOLE = 0.9
"""How much of the width of a column a rule runs over that runs over all of it."""


_INSIDE = 0.9
"""How much of a heading lies on a tint that it stands on. One behind several articles is as paper to a blank
that runs across the page between them."""


class Dividers:
    """Rules and bands `across` the columns and rules `down` between them, in logical coordinates.

    >>> dividers = Dividers([Box(0, 50, 90, 52)], [], em_px=10)
    >>> dividers.ruled(Box(0, 0, 90, 40), Box(0, 60, 90, 99)), dividers.above(Box(0, 60, 90, 99), 0.0)
    (True, 52)
    """

    def __init__(self, across: Sequence[Box], down: Sequence[Box], em_px: float) -> None:
        self.across = across
        self._down, self._em = down, em_px
        self._across_near, self._down_near = Nearby(across, 10 * em_px), Nearby(down, 10 * em_px)

    def ruled(self, upper: Box, lower: Box) -> bool:
        """Whether a rule runs between two boxes that stand one above the other."""
        area = Box(lower.left, upper.bottom - self._em, lower.right, lower.top + self._em)
        return any(
            area.top < rule.centre[1] < area.bottom
            and rule.across(lower) > 0.6 * lower.width
            and rule.across(upper) > 0.3 * min(upper.width, lower.width)
            for rule in (self.across[r] for r in self._across_near.touching(area))
        )

    def fenced(self, start: float, end: float, column: Box) -> bool:
        """Whether a rule between columns stands at a place from `start` to `end`, all along a column."""
        area = Box(start, column.top, end, column.bottom)
        return any(
            start < rule.centre[0] < end and rule.along(column) > 0.7 * column.height
            for rule in (self._down[r] for r in self._down_near.touching(area))
        )

    def above(self, box: Box, top: float) -> float:
        """The lowest rule that runs over the whole column above a text, else `top`, at least 0."""
        above = (rule.bottom for rule in self._whole(box) if rule.bottom < box.top)
        return max([max(0.0, top), *above])

    def below(self, box: Box, bottom: float) -> float:
        """The highest rule that runs under the whole column of a text, else `bottom`."""
        return min([bottom, *(rule.top for rule in self._whole(box) if rule.top > box.bottom)])

    def _whole(self, box: Box) -> list[Box]:
        return [rule for rule in self.across if rule.across(box) > _WHOLE * box.width]


def find_dividers(sheet: Sheet, texts: Sequence[Box], headings: Sequence[Box]) -> Dividers:
    """The rules of a page, but for the edges of frames and pictures, and the blank bands of a page of rows
    between its `texts` and `headings`, in logical coordinates."""
    furnishings, axes, em = sheet.furnishings, sheet.axes, sheet.em
    drawn = [(box, axes.logical(box)) for box in (*furnishings.frames, *furnishings.pictures)]
    ruled = [logical for box, logical in drawn if box not in furnishings.tints]
    across = [rule for rule in furnishings.across(axes) if not any(is_edge(rule, box, em) for box in ruled)]
    if not axes.vertical:
        grounds = [
            tint
            for tint in map(axes.logical, furnishings.tints)
            if sum(box.share_in(tint) > _INSIDE for box in headings) > 1
        ]
        solid = [logical for _, logical in drawn if logical not in grounds]
        across += find_bands(texts, headings, solid, em)
    return Dividers(across, furnishings.down(axes), em)
