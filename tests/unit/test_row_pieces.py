"""Which pieces of rows across a vertical page become one line."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.row_pieces import pieces_joined

ROW = Box(100, 100, 600, 200)


def joined(*boxes, letters=(0.0, 0.0), mode=WritingMode.HORIZONTAL):
    """What the row and other boxes become where between two of them ink stands at that height."""
    lines = [LineBox(box.polygon, mode) for box in (ROW, *boxes)]
    found = pieces_joined(lines, lambda box: [(box.top, letters[0]), (letters[1], box.bottom)])
    return [box_of(line.polygon) for line in found]


@pytest.mark.parametrize(
    "piece", [Box(590, 110, 680, 195), Box(180, 95, 280, 205)], ids=["its first letter", "a letter of it"]
)
def test_a_letter_whose_box_lies_over_that_of_its_row_is_no_line_of_its_own(piece):
    assert joined(piece) == [Box(100, min(100, piece.top), max(600, piece.right), max(200, piece.bottom))]


def test_the_letter_that_was_not_found_between_two_pieces_joins_them():
    further = Box(670, 105, 900, 195)
    assert joined(further, letters=(110.0, 190.0)) == [Box(100, 100, 900, 200)]


@pytest.mark.parametrize(
    "letters", [(0.0, 0.0), (20.0, 900.0), (140.0, 160.0)], ids=["a space", "a rule", "a stroke"]
)
def test_two_headings_side_by_side_stay_apart(letters):
    further = Box(670, 105, 900, 195)
    assert joined(further, letters=letters) == [ROW, further]


@pytest.mark.parametrize(
    "other",
    [Box(560, 190, 660, 290), Box(590, 150, 690, 195)],
    ids=["in the row below", "in smaller letters"],
)
def test_what_is_no_piece_of_the_row_stays_a_line(other):
    assert joined(other) == [ROW, other]


def test_single_letters_and_lines_that_run_down_stay_as_they_are():
    square = [LineBox(Box(left, 0, left + 100, 100).polygon) for left in (0, 90)]
    assert len(pieces_joined(square, lambda box: [])) == 2
    assert len(joined(Box(590, 110, 680, 195), mode=WritingMode.VERTICAL)) == 2
