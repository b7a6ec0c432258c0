"""Headlines set down a page of rows that the detector saw in pieces, and neighbours that stay apart."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.strip_pieces import strips_whole

EM = 20.0
ROWS = [LineBox(Box(160, 30 * n, 800, 28 + 30 * n).polygon) for n in range(24)]
LETTERS = {100: "清河", 220: "·6", 230: "记者江辰", 240: "工业园莲藕俏销", 300: "工业园莲藕俏销"}


def strip(left, top, right, bottom):
    return LineBox(Box(left, top, right, bottom).polygon, WritingMode.VERTICAL)


def reading(text, sure=0.95):
    return Reading(tuple(Glyph(char, 20.0 * n, 20.0 * n + 18, sure) for n, char in enumerate(text)))


def found(*lines, text="清河口工业园莲藕俏销", sure=0.95):
    """The boxes beside the rows."""

    def read(some):
        return [reading(text, sure), *(reading(LETTERS[int(line.polygon[0][1])]) for line in some[1:])]

    return [box_of(line.polygon) for line in strips_whole([*lines, *ROWS], EM, read) if line not in ROWS]


FIRST, LAST = strip(100, 100, 156, 215), strip(96, 240, 158, 700)


def test_pieces_under_each_other_between_which_a_letter_was_taken_for_a_row_are_one_headline():
    assert found(FIRST, LAST) == [Box(96, 100, 158, 700)]


def test_figures_under_the_middle_of_a_headline_are_the_end_of_it():
    figures = strip(110, 220, 146, 330)
    assert found(FIRST, figures, text="清河·6") == [Box(100, 100, 156, 330)]
    assert len(found(FIRST, strip(70, 220, 106, 330), text="清河·6")) == 2


def test_small_letters_under_the_middle_of_a_headline_are_a_line_of_their_own():
    assert len(found(FIRST, strip(112, 230, 142, 330), text="清河记者江辰")) == 2


@pytest.mark.parametrize(
    "lower",
    [strip(96, 300, 158, 700), strip(50, 240, 96, 700), strip(118, 240, 156, 700)],
    ids=["further down", "to the left", "of smaller letters on its right"],
)
def test_another_headline_below_stays_one_of_its_own(lower):
    assert len(found(FIRST, lower)) == 2


@pytest.mark.parametrize("seen", [{"text": "清河口"}, {"sure": 0.5}], ids=["hardly more", "not sure"])
def test_pieces_that_are_not_read_together_stay_two(seen):
    assert len(found(FIRST, LAST, **seen)) == 2


def test_a_page_set_vertically_is_left_as_it_is():
    lines = [FIRST, LAST, strip(200, 0, 900, 900)]
    assert strips_whole(lines, EM, lambda some: []) == tuple(lines)
