"""Figures side by side in one square of a line set down the page, of which the engine saw one."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.figure_pairs import with_figure_pairs

STRIP = LineBox(Box(100, 0, 160, 300).polygon, WritingMode.VERTICAL)


def reading(text, sure=0.95):
    return Reading(tuple(Glyph(char, 60.0 * n, 60.0 * n + 60, sure) for n, char in enumerate(text)))


def found(text, square, line=STRIP, sure=0.95):
    """What is read of a line where the square of a figure reads so."""
    squares = []

    def read(lines):
        squares.extend(lines)
        return [reading(square, sure) for _ in lines]

    (result,) = with_figure_pairs([line], [reading(text)], read)
    return result, squares


def test_two_figures_in_one_square_of_a_headline_down_the_page_are_both_read():
    result, (square,) = found("送8万元", "87")
    assert result.text == "送87万元"
    assert [(glyph.start, glyph.end) for glyph in result.glyphs[1:3]] == [(60, 90), (90, 120)]
    assert square.writing_mode is WritingMode.HORIZONTAL
    box = box_of(square.polygon)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((100, 57, 160, 123))


@pytest.mark.parametrize("square", ["8", "35", "8万", "875", ""])
def test_a_figure_stays_whose_square_does_not_read_as_it_and_another(square):
    assert found("送8万元", square)[0].text == "送8万元"


def test_a_figure_stays_where_its_square_is_not_read_for_sure():
    assert found("送8万元", "87", sure=0.5)[0].text == "送8万元"


def test_figures_under_each_other_take_a_square_each():
    result, squares = found("送87万元", "87")
    assert result.text == "送87万元"
    assert squares == []


def test_figures_of_a_row_are_left_as_they_are():
    row = LineBox(Box(0, 0, 300, 60).polygon)
    assert found("送8万元", "87", line=row)[1] == []
