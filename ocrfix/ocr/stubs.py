"""Short last lines of vertical text: about as high as wide, the detector takes them for horizontal ones."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_LEAST_HEIGHT = 0.9
"""How high over its width a box of a character and the mark under it is at least."""

_LIKE = (0.7, 1.3)
"""How wide it is against the line beside it."""

_LEVEL, _BESIDE = 0.5, 0.6
"""How far from that line it may begin, and stand, in widths of it."""


def stubs_upright(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a vertical page, those of a character or so vertical that begin level with a vertical line
    right before them: the last ones of paragraphs.

    >>> text = LineBox(Box(50, 0, 90, 300).polygon, WritingMode.VERTICAL)
    >>> end, alone = LineBox(Box(0, 3, 40, 52).polygon), LineBox(Box(0, 103, 40, 152).polygon)
    >>> [line.writing_mode.name for line in stubs_upright([text, end, alone])]
    ['VERTICAL', 'VERTICAL', 'HORIZONTAL']
    """
    upright = [box_of(line.polygon) for line in lines if line.writing_mode is WritingMode.VERTICAL]
    if not upright:
        return tuple(lines)
    usual = median(box.width for box in upright)
    return tuple(
        replace(line, writing_mode=WritingMode.VERTICAL)
        if line.writing_mode is WritingMode.HORIZONTAL and _ends_text(box_of(line.polygon), upright, usual)
        else line
        for line in lines
    )


def _ends_text(box: Box, upright: Sequence[Box], usual_px: float) -> bool:
    alike = _LIKE[0] * usual_px < box.width < _LIKE[1] * usual_px
    return (
        alike
        and box.height > _LEAST_HEIGHT * box.width
        and any(
            abs(other.top - box.top) < _LEVEL * other.width
            and abs(other.left - box.right) < _BESIDE * other.width
            and _LIKE[0] < box.width / other.width < _LIKE[1]
            and other.height > 2 * box.height
            for other in upright
        )
    )
