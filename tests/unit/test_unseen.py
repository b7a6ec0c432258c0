"""Headings in the ink outside of the lines that the detector found, and what is left alone there."""

import numpy as np

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.unseen import with_unseen

EM = 20.0
HEAD = Box(100, 100, 392, 140)
ROWS = [LineBox(Box(90, 200 + 30 * n, 510, 224 + 30 * n).polygon) for n in range(6)]
NAME = LineBox(Box(90, 20, 510, 60).polygon)


def page(*heads):
    """Ink in the lines and, as strokes of letters, in the heads."""
    ink = np.zeros((420, 600), bool)
    for head in heads:
        for left in range(int(head.left), int(head.right), 20):
            ink[int(head.top) : int(head.bottom), left : left + 8] = True
    return ink


def found(lines, ink, text="春耕备耕", part="备耕", confidence=0.95):
    """What is found where a line of half the heading's length is read as `part`."""

    def seen(line):
        letters = enumerate(text if box_of(line.polygon).width > 200 else part)
        return Reading(tuple(Glyph(char, 20.0 * n, 20.0 * n + 18, confidence) for n, char in letters))

    result = with_unseen(lines, ink, EM, lambda boxes: [seen(line) for line in boxes])
    return [box_of(line.polygon) for line in result[len(lines) :]], result


def test_a_heading_that_nobody_saw_is_found_where_it_stands():
    (box,), _ = found([NAME, *ROWS], page(HEAD))
    assert box.common(HEAD) > 0.9 * HEAD.area
    assert box.area < 1.4 * HEAD.area


def test_what_cannot_be_read_or_is_one_character_is_no_heading():
    assert not found([NAME, *ROWS], page(HEAD), confidence=0.4)[0]
    assert not found([NAME, *ROWS], page(HEAD), text="一")[0]


def test_a_rule_a_picture_and_letters_of_the_size_of_text_are_no_headings():
    ink = np.zeros((420, 600), bool)
    ink[120:124, 90:510] = True
    assert not found([NAME, *ROWS], ink)[0]
    ink[70:190, 90:510] = True
    assert not found([NAME, *ROWS], ink)[0]
    assert not found([NAME, *ROWS], page(Box(100, 110, 392, 128)))[0]


def test_the_rest_of_a_heading_makes_the_line_longer_of_which_a_part_was_seen():
    seen = LineBox(Box(240, 98, 400, 142).polygon)
    new, result = found([seen, NAME, *ROWS], page(HEAD))
    assert not new
    assert box_of(result[0].polygon).left < 105


def test_a_line_beside_which_a_picture_stands_reads_no_longer_with_that_and_stays_as_it_was():
    seen = LineBox(Box(240, 98, 400, 142).polygon)
    new, result = found([seen, NAME, *ROWS], page(HEAD), text="1备耕", part="备耕现场")
    assert not new
    assert result[0] == seen


def test_the_rest_of_an_outlined_heading_is_lower_than_the_box_drawn_around_what_was_seen():
    seen = LineBox(Box(240, 86, 400, 154).polygon)
    new, result = found([seen, NAME, *ROWS], page(HEAD))
    assert not new
    assert box_of(result[0].polygon).left < 105


def test_a_page_set_vertically_is_left_as_it_is():
    columns = [LineBox(Box(30 * n, 100, 30 * n + 24, 400).polygon, WritingMode.VERTICAL) for n in range(9)]
    lines = [NAME, *columns]
    assert with_unseen(lines, page(HEAD), EM, lambda boxes: []) == tuple(lines)
