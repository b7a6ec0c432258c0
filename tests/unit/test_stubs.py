"""Which small boxes of a vertical page are last lines of its text, and which stay as they were found."""

import pytest

from ocrfix.geometry import Box
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.stubs import stubs_upright, with_last_characters

TEXT = LineBox(Box(100, 0, 140, 400).polygon, WritingMode.VERTICAL)


def is_upright(box, *others):
    found = stubs_upright([TEXT, *others, LineBox(box.polygon)])
    return found[-1].writing_mode is WritingMode.VERTICAL


def test_a_character_and_a_full_stop_level_with_the_line_before_them_end_its_paragraph():
    assert is_upright(Box(52, 2, 90, 48))


@pytest.mark.parametrize(
    "box",
    [
        Box(52, 200, 90, 246),  # beside the middle of a line
        Box(150, 2, 188, 48),  # before it
        Box(10, 2, 48, 48),  # further away than a line
        Box(20, 2, 90, 72),  # a large letter
        Box(30, 2, 90, 40),  # characters side by side
    ],
)
def test_other_small_boxes_stay_as_they_are(box):
    assert not is_upright(box)


def test_a_page_without_vertical_lines_stays_as_it_is():
    rows = [LineBox(Box(0, y, 400, y + 30).polygon) for y in range(0, 200, 40)]
    assert stubs_upright(rows) == tuple(rows)


HEADLINE = LineBox(Box(200, 0, 260, 300).polygon, WritingMode.VERTICAL)


@pytest.mark.parametrize(
    ("box", "joined"),
    [
        (Box(205, 305, 255, 355), True),
        (Box(205, 290, 255, 340), True),  # the line reaches into it
        (Box(205, 400, 255, 450), False),  # further away than a character
        (Box(235, 305, 285, 355), False),  # beside its middle
        (Box(220, 305, 240, 325), False),  # a mark, or text
        (Box(205, 305, 255, 455), False),  # a line by itself
    ],
)
def test_a_character_right_under_a_vertical_headline_is_its_last(box, joined):
    lines = [HEADLINE, TEXT, TEXT, LineBox(box.polygon)]
    assert len(with_last_characters(lines)) == (3 if joined else 4)


def test_a_character_under_a_line_of_text_stays_by_itself():
    lines = [TEXT, TEXT, LineBox(Box(102, 405, 138, 441).polygon)]
    assert with_last_characters(lines) == tuple(lines)
