"""Strips that the detector drew down over rows of text: what they are read as stands nowhere on the page."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.lines import Line
from ocrfix.layout.nearby import Nearby
from ocrfix.model.text import is_wide

_ROWS, _OVER = 3, 0.5
"""How many rows run over a strip that is none, and over how much of its width each does."""


def find_strays(lines: Sequence[Line], em_px: float) -> list[Line]:
    """The lines set crosswise, in letters, that rows of text run over; `em_px` is the size of the text.
    Characters as wide as high may be set so, and the boxes of rows beside them reach in."""
    strips = [line for line in lines if line.crosswise and not any(is_wide(char) for char in line.text)]
    if not strips:
        return []
    rows = [line.box for line in lines if not line.crosswise]
    near = Nearby(rows, 10 * em_px)
    return [
        strip
        for strip in strips
        if sum(_runs_over(rows[k], strip.box) for k in near.touching(strip.box)) >= _ROWS
    ]


def _runs_over(row: Box, strip: Box) -> bool:
    return row.along(strip) > 0 and row.across(strip) > _OVER * strip.width
