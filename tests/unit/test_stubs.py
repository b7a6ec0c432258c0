"""Which small boxes of a vertical page are last lines of its text, and which stay as they were found."""

import pytest

from ocrfix.geometry import Box
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.stubs import stubs_upright

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
