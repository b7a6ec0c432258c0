"""Headlines whose first letter is a single stroke, and strokes before headlines that are no letter."""

import numpy as np

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.strokes import with_first_strokes

EM = 20.0
HEADLINE = LineBox(Box(140, 100, 440, 150).polygon)
DOWN = LineBox(Box(500, 160, 550, 400).polygon, WritingMode.VERTICAL)
ROWS = [LineBox(Box(90, 200 + 30 * n, 490, 224 + 30 * n).polygon) for n in range(6)]
STROKE = Box(98, 122, 134, 127)


def page(*strokes):
    """Ink in the headlines and in some strokes."""
    ink = np.zeros((460, 600), bool)
    ink[106:144, 146:436:3] = ink[166:396:3, 506:544] = True
    for box in strokes:
        ink[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = True
    return ink


def begun(ink, text="一季度产值增长", lines=(HEADLINE, DOWN, *ROWS)):
    """Left edge of the headline and upper edge of that which runs down."""
    seen = Reading(tuple(Glyph(char, 20.0 * n, 20.0 * n + 18, 0.95) for n, char in enumerate(text)))
    headline, down, *_ = with_first_strokes(lines, ink, EM, lambda boxes: [seen] * len(boxes))
    return box_of(headline.polygon).left, box_of(down.polygon).top


def test_a_stroke_as_wide_as_a_letter_is_the_first_one_of_the_headline():
    assert begun(page(STROKE))[0] < STROKE.left


def test_so_it_is_in_a_wide_face_where_it_reaches_into_the_box_of_the_others():
    assert begun(page(Box(92, 122, 146, 129)))[0] < 92


def test_so_it_is_in_a_bar_with_white_letters():
    bar = np.zeros((460, 600), bool)
    bar[98:152, 80:460] = True
    assert begun(bar & ~page(STROKE))[0] < STROKE.left


def test_so_it_is_over_a_headline_that_runs_down():
    over = Box(507, 145, 543, 150)
    assert begun(page(over))[1] < over.top


def test_so_it_is_there_in_a_bar_whose_edges_the_box_shows():
    over = Box(507, 145, 543, 150)
    bar = np.zeros((460, 600), bool)
    bar[130:410, 502:548] = True
    letters = np.zeros((460, 600), bool)
    letters[166:396:4, 508:542] = True
    assert begun(bar & ~letters & ~(page(over) & ~page()))[1] < over.top


def test_so_it_is_on_a_page_set_vertically_and_a_row_there_is_left_alone():
    columns = [LineBox(Box(x, 200, x + 24, 450).polygon, WritingMode.VERTICAL) for x in range(100, 490, 30)]
    over = Box(507, 145, 543, 150)
    left, top = begun(page(over, STROKE), lines=[HEADLINE, DOWN, *columns])
    assert (left, top < over.top) == (140, True)


def test_a_rule_a_dot_and_a_line_that_stands_under_something_are_no_letter():
    for other in (Box(20, 122, 134, 127), Box(120, 122, 130, 127), Box(98, 147, 134, 150)):
        assert begun(page(other)) == (140, 160)
    assert begun(page(STROKE, STROKE.moved(0, -12))) == (140, 160)


def test_what_is_not_read_as_one_is_left_out():
    assert begun(page(STROKE), "—季度产值增长") == (140, 160)
