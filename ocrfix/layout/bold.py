"""Headings that are set in the size of the text, but bold: on a vertical page short articles run through the
tiers under such headings, on a horizontal one they stand in boxes or over a dateline."""

from collections.abc import Sequence

from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Sheet
from ocrfix.model.patterns import BYLINE, FULL_STOP, PLACE_AND_DAY

SET_BOLD, _EM = 1.6, 0.8
"""How dark against the text, and at least how large, a bold line is."""

BOLD_LARGER, _BOLD_DARKER, _BOLD_BOTH = 1.08, 1.25, 1.46
"""How much larger, how much darker, and how much of both, a heading of one or two rows is: the one may make
up for the other."""

_ROW_DARK, _LIGHT_ROW, _CLEAR_EM = 1.2, 1.05, 0.6
"""How dark a further row of the heading is at least, for letters of few strokes are less so, and one in the
middle under the first, where no row of text stands, or as long; how far these two stand from the edges of
their column."""

_AS_LARGE, _LARGER, _SMALLER = 0.05, 1.15, 0.87
_LEVEL_EM, _MIDDLE_EM = 0.5, 0.25
"""How far the size of a further row may be from that of the first, how much larger or smaller than the text
both are, and how far their ends, or where those are less level their middles, may be apart."""


def is_set_bold(lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether lines as large as the text, or larger, are so dark that they are no text."""
    return all(sheet.darkness(line.weight) > SET_BOLD and line.em > _EM * sheet.em for line in lines)


def is_bolder(larger: float, darker: float) -> bool:
    """Whether letters so many times as large and as dark as text are larger, in a darker face."""
    return larger > BOLD_LARGER and darker > _BOLD_DARKER and larger * darker > _BOLD_BOTH


def is_bold_heading(lines: Sequence[Line], block: Block, sheet: Sheet) -> bool:
    """Whether the first of some lines of a block is set bold, and the others are as well or may be further
    rows of its heading."""
    rows = [line for line in lines[1:] if not is_set_bold([line], sheet)]
    return is_set_bold(lines[:1], sheet) and all(
        sheet.darkness(row.weight) > (_LIGHT_ROW if _in_middle(row, lines[0], block) else _ROW_DARK)
        and row.box.left - block.box.left > _CLEAR_EM * block.em
        and block.box.right - row.box.right > _CLEAR_EM * block.em
        for row in rows
    )


def _in_middle(row: Line, head: Line, block: Block) -> bool:
    """Whether a row that names no author stands in the middle under the first of its heading, and farther
    from the edges of its column than the first row of a paragraph."""
    aside = abs(row.box.centre[0] - head.box.centre[0])
    further = row.box.left - head.box.left > _CLEAR_EM * block.em
    return further and aside < _MIDDLE_EM * block.em and not BYLINE.match(row.text)


def is_row_of(row: Line, head: Line, em_px: float) -> bool:
    """Whether a row that follows the first of a heading is another of it, however dark it is: as large as
    that, and larger than text, or smaller and as long from end to end, or a letter shorter and in its middle;
    letters of few strokes are light."""
    as_large = abs(row.em / head.em - 1) < _AS_LARGE
    ends = max(abs(row.box.left - head.box.left), abs(row.box.right - head.box.right))
    aside = abs(row.box.centre[0] - head.box.centre[0])
    level = ends < _LEVEL_EM * em_px or (ends < em_px and aside < _MIDDLE_EM * em_px)
    smaller = row.em < _SMALLER * em_px and level
    return as_large and (row.em > _LARGER * em_px or smaller)


def may_be_bold_row(block: Block, sheet: Sheet, *, light: bool = False) -> bool:
    """Whether a block is a single line, no sentence and no place and day, dark enough for the further row of
    a bold heading; `light`: for one of few strokes."""
    text = FULL_STOP.search(block.text) or PLACE_AND_DAY.match(block.text)
    alone = len(block.lines) == 1 and not text
    return alone and sheet.darkness(block.lines[0].weight) > (_LIGHT_ROW if light else _ROW_DARK)
