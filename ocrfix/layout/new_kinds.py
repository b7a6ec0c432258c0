"""Where in a block of lines another kind begins: a caption, a text under its heading, a headline under its
kicker or under the end of a text."""

from collections.abc import Sequence

from ocrfix.layout.joints import SMALL_LETTER
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Sheet
from ocrfix.model.patterns import CAPTION_MARK, FULL_STOP, is_dated
from ocrfix.model.text import squares

HEADS_TEXT = 1.15
"""How much larger than the text a line is that heads it."""

_DARKER, _STANDS_OUT = 1.1, 1.44
"""How much darker than the text such a line is, and how much of both, where nothing else tells it."""

LARGER = 1.28
"""How much larger than the text one row at least is of a heading of several that are no darker."""

_KICKER, _HEADLINE, _OTHER_SIZE = 1.1, 1.35, 1.15
"""How much larger than the text a kicker and the headline under it are at least, and that than the kicker."""

_MEASURED = 8
"""How many squares long a line is at least whose letters tell their size."""


def heads_text(larger: float, darker: float) -> bool:
    """Whether a line so many times as large and as dark as the text below it heads that."""
    return larger > HEADS_TEXT and darker > _DARKER and larger * darker > _STANDS_OUT


def begins_anew(line: Line, before: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a line of a block is of another kind than the lines `before` it, from the last cut on."""
    caption = bool(CAPTION_MARK.match(line.text))
    return (
        caption
        or _opens_text(line, before, sheet)
        or _stands_under_end(line, before, sheet)
        or _stands_under_kicker(line, before, sheet)
    )


def ends_sentence(text: str) -> bool:
    """Whether a line is the last word of a sentence that began before."""
    return bool(SMALL_LETTER.match(text) and FULL_STOP.search(text)) and " " not in text.strip()


def _opens_text(line: Line, before: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a line begins with place and day under lines that are all larger: text under its heading. The
    other half of a place's name, on the same row, is none."""
    under = not any(line.box.level_with(other.box) for other in before)
    least = min(1.1 * line.em, max(line.em, HEADS_TEXT * sheet.em))
    return is_dated(line.text) and under and all(other.em > least for other in before)


def _stands_under_end(line: Line, before: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a line larger than text stands under the last word of a sentence: the heading under a column
    that ends with it."""
    return line.em > LARGER * sheet.em and len(before) == 1 and ends_sentence(before[0].text)


def _stands_under_kicker(line: Line, before: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a line much larger than text stands under a single one that is smaller by its letters and its
    height, both long enough to measure: rows of one headline are set in one size."""
    kicker = before[0]
    if len(before) > 1 or line.crosswise or line.box.level_with(kicker.box):
        return False
    sizes = kicker.em > _KICKER * sheet.em and line.em > _HEADLINE * sheet.em
    measured = min(squares(kicker.text), squares(line.text)) >= _MEASURED
    larger = min(line.em / kicker.em, line.box.height / kicker.box.height)
    return sizes and measured and larger > _OTHER_SIZE
