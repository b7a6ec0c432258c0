"""Letters at the ends of two-line headlines that run down, taken for a row, and rows that are none."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.pairs import pairs_joined, pairs_stacked

TWO_LINES = Box(100, 100, 260, 400)
TEXT = [LineBox(Box(300, 100 + 30 * n, 700, 124 + 30 * n).polygon) for n in range(6)]


def joined(*rows, down=TWO_LINES):
    lines = [LineBox(down.polygon, WritingMode.VERTICAL), *(LineBox(row.polygon) for row in rows), *TEXT]
    result = pairs_joined(lines)
    return box_of(result[0].polygon), len(result) - 1 - len(TEXT)


def test_letters_over_and_under_two_lines_are_theirs():
    whole, rows = joined(Box(110, 40, 250, 120), Box(115, 380, 255, 460))
    assert (whole.top, whole.bottom, rows) == (40, 460, 0)


def test_the_lines_are_no_wider_than_the_letters_at_their_end():
    beside_kicker = Box(95, 100, 290, 400)
    whole, _ = joined(Box(110, 40, 250, 120), down=beside_kicker)
    assert (whole.left, whole.right) == (110, 250)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(Box(110, 20, 250, 95), id="clear of the lines"),
        pytest.param(Box(60, 40, 460, 115), id="longer than two letters"),
        pytest.param(Box(110, 200, 250, 275), id="inside of them"),
        pytest.param(Box(200, 40, 340, 115), id="beside them"),
    ],
)
def test_another_row_stays_as_it_is(row):
    assert joined(row) == (TWO_LINES, 1)


def test_a_row_over_a_single_line_is_another_heading():
    line = Box(100, 100, 170, 400)
    assert joined(Box(95, 60, 175, 120), down=line) == (line, 1)


def stacked(*rows, blank=(172, 188)):
    """How many boxes hold rows one under the other beside a text, and whether the first runs down."""
    result = pairs_stacked([*(LineBox(row.polygon) for row in rows), *TEXT], lambda _: [blank])
    return len(result) - len(TEXT), result[0].writing_mode is WritingMode.VERTICAL


def pair(top, left=100, height=80):
    return Box(left, top, left + 160, top + height)


def test_letters_of_two_lines_that_were_all_taken_for_rows_are_one_box_that_runs_down():
    assert stacked(pair(100), pair(182, left=108), pair(260), pair(340)) == (1, True)


def test_two_rows_of_letters_in_one_box_stand_in_the_lines_that_run_down_through_them():
    block = Box(85, 178, 280, 342)
    assert stacked(pair(100), block, pair(335)) == (1, True)
    assert stacked(pair(100), block, pair(295)) == (1, True)
    rows = [LineBox(box.polygon) for box in (pair(100), block, pair(335))]
    whole = pairs_stacked([*rows, *TEXT], lambda _: [(172, 188)])
    assert box_of(whole[0].polygon) == Box(100, 100, 260, 415)


@pytest.mark.parametrize(
    ("rows", "blank"),
    [
        pytest.param([pair(100), pair(180)], (172, 188), id="a headline in two rows of two letters"),
        pytest.param([pair(100), pair(180), pair(260)], (120, 130), id="no blank between two lines"),
        pytest.param([pair(100), pair(220), pair(340)], (172, 188), id="rows apart"),
        pytest.param(
            [pair(100), Box(100, 180, 260, 340), Box(100, 340, 260, 500)],
            (172, 188),
            id="one row over squares",
        ),
        pytest.param(
            [Box(100, y, 148, y + 30) for y in (100, 130, 160)], (120, 128), id="a column of a table"
        ),
    ],
)
def test_rows_of_two_letters_stay_rows(rows, blank):
    assert stacked(*rows, blank=blank) == (len(rows), False)
