"""Which boxes across a vertical page are parted into rows, and which stay one line."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.stacks import pairs_across, rows_apart

EM = 20
HEADLINE = Box(100, 100, 600, 300)
ROWS = [(150.0, 160.0), (230.0, 240.0)]


def parted(box, gaps, *others, mode=WritingMode.HORIZONTAL, margin=0.0):
    """The boxes that a box with such blanks across it becomes."""
    lines = [LineBox(box.polygon, mode), *(LineBox(other.polygon) for other in others)]
    rows = rows_apart(
        lines,
        lambda row: [(row.left, row.left + margin)],
        lambda seen: [gap for gap in gaps if seen == box],
        EM,
    )
    return [box_of(row.polygon) for row in rows]


def test_a_box_around_three_rows_becomes_three_lines_no_longer_than_their_print():
    rows = parted(HEADLINE, ROWS, margin=50.0)
    assert [(row.left, row.top, row.bottom) for row in rows] == [
        (150, 100, 150),
        (150, 160, 230),
        (150, 240, 300),
    ]


def test_a_row_that_was_found_by_itself_is_not_given_twice():
    subheading = Box(110, 238, 590, 302)
    rows = parted(HEADLINE, ROWS, subheading)
    assert sorted(row.top for row in rows) == [100, 160, 238]


def test_a_row_that_two_boxes_show_in_part_becomes_one_line():
    left, right = Box(100, 100, 400, 200), Box(380, 100, 700, 200)
    lines = [LineBox(left.polygon), LineBox(right.polygon)]
    rows = rows_apart(lines, lambda row: [], lambda box: [(145.0, 155.0)], EM)
    assert [box_of(row.polygon) for row in rows] == [Box(100, 100, 700, 145), Box(100, 155, 700, 200)]


def test_a_row_whose_last_letter_was_not_found_is_given_again_whole():
    found = [Box(110, 96, 420, 152), Box(110, 238, 590, 302)]
    assert [(row.left, row.right) for row in parted(Box(100, 100, 600, 300), ROWS, *found)] == [
        (110, 420),
        (110, 590),
        (100, 600),
        (100, 600),
    ]


def test_the_ends_of_other_lines_at_the_edge_of_a_box_are_no_row_of_it():
    gaps = [(120.0, 130.0), (195.0, 205.0), (270.0, 285.0)]
    assert [row.top for row in parted(HEADLINE, gaps)] == [130, 205]


def test_one_row_stays_whole_whatever_strokes_its_letters_have():
    assert parted(HEADLINE, []) == [HEADLINE]
    thin_strokes = [(105.0, 295.0)]
    assert parted(HEADLINE, thin_strokes) == [HEADLINE]


def test_letters_one_above_the_other_and_vertical_lines_stay_whole():
    letters = Box(100, 100, 260, 260)
    assert parted(letters, [(175.0, 185.0)]) == [letters]
    assert parted(HEADLINE, ROWS, mode=WritingMode.VERTICAL) == [HEADLINE]


def test_a_line_no_higher_than_text_is_left_alone():
    line = Box(100, 100, 600, 135)
    assert parted(line, [(115.0, 118.0)]) == [line]


def paired(boxes, gap=(185.0, 215.0)):
    """What boxes of two letters each become on a page on which that gap runs across all of them."""
    lines = [LineBox(box.polygon, WritingMode.VERTICAL) for box in boxes]
    found = pairs_across(lines, lambda box: [gap], EM)
    return [box_of(line.polygon) for line in found]


def letters(step, *, count=4, height=200):
    return [Box(100 + step * n, 100, 100 + step * n + 85, 100 + height) for n in range(count)]


def test_letters_of_two_rows_that_were_boxed_one_over_the_other_become_two_lines():
    assert paired(letters(90)) == [Box(100, 100, 455, 185), Box(100, 215, 455, 300)]


def test_columns_further_apart_than_their_letters_and_two_by_themselves_stay_as_they_are():
    columns = letters(140)
    assert paired(columns) == columns
    two = letters(90, count=2)
    assert paired(two) == two


def test_columns_of_three_letters_and_such_as_no_gap_crosses_stay_as_they_are():
    long = letters(90, height=300)
    assert paired(long) == long
    solid = letters(90)
    assert paired(solid, gap=(400.0, 410.0)) == solid


def test_white_rows_of_a_dark_band_are_lines_and_the_heads_of_text_below_it_are_none():
    box = Box(100, 100, 600, 330)
    within = {(100.0, 300.0): [(190.0, 210.0)], (100.0, 330.0): [(300.0, 308.0)]}
    text = [LineBox(Box(x, 306, x + 22, 500).polygon, WritingMode.VERTICAL) for x in range(100, 600, 24)]
    lines = [LineBox(box.polygon), *text]
    rows = rows_apart(lines, lambda _: [], lambda seen: within.get((seen.top, seen.bottom), []), EM)
    assert [(box_of(row.polygon).top, box_of(row.polygon).bottom) for row in rows[len(text) :]] == [
        (100, 190),
        (210, 300),
    ]


@pytest.mark.parametrize(("singles", "right"), [((250, 330, 410), 580), ((250,), 330)])
def test_letters_found_by_themselves_as_far_as_the_next_pair_are_part_of_the_rows(singles, right):
    pairs = [Box(x, 100, x + 80, 280) for x in (0, 80, 160, 500)]
    lines = [LineBox(box.polygon, WritingMode.VERTICAL) for box in pairs]
    lines += [LineBox(Box(x, y, x + 80, y + 80).polygon) for x in singles for y in (100, 200)]
    rows = [box_of(row.polygon) for row in pairs_across(lines, lambda box: [(180, 200)], EM)]
    assert rows[-2:] == [Box(0, 100, right, 180), Box(0, 200, right, 280)]
    assert len(rows) == (2 if right == 580 else 3)


def between_pairs(*, lower=True, ends=()):
    """Boxes of two letters each apart; between them letters of both rows, or of the upper alone."""
    pairs = [Box(100 + 200 * n, 100, 190 + 200 * n, 300) for n in range(3)]
    singles = [Box(195 + 200 * n, 102, 290 + 200 * n, 190) for n in (0, 1)]
    singles += [Box(195 + 200 * n, 210, 290 + 200 * n, 298) for n in (0, 1)] if lower else []
    lines = [LineBox(box.polygon, WritingMode.VERTICAL) for box in pairs]
    lines += [LineBox(box.polygon) for box in (*singles, *ends)]
    return [box_of(line.polygon) for line in pairs_across(lines, lambda box: [(190.0, 210.0)], EM)]


def test_letters_of_both_rows_that_were_found_by_themselves_between_pairs_are_of_these_rows():
    assert between_pairs() == [Box(100, 100, 590, 190), Box(100, 210, 590, 300)]
    assert len(between_pairs(lower=False)) == 5


def test_a_row_goes_on_to_the_letters_at_its_ends_and_not_to_what_stands_further_off():
    longer = between_pairs(ends=[Box(10, 208, 105, 300), Box(700, 208, 790, 300)])
    assert longer == [Box(700, 208, 790, 300), Box(100, 100, 590, 190), Box(10, 210, 590, 300)]


def test_two_boxes_of_two_letters_hold_rows_where_letters_of_both_rows_stand_between_them():
    """What the detector drew of a headline of two rows of five: the middle letters reach into the pairs."""
    pairs = [Box(1825, 1376, 1912, 1567), Box(2049, 1377, 2140, 1563)]
    between = [Box(1870, 1396, 2088, 1458), Box(1870, 1484, 2088, 1551)]
    ends = [Box(1735, 1377, 1827, 1471), Box(1735, 1471, 1827, 1563)]

    def rows(boxes):
        modes = [WritingMode.VERTICAL] * 2 + [WritingMode.HORIZONTAL] * 4
        lines = [LineBox(box.polygon, mode) for box, mode in zip(boxes, modes, strict=False)]
        found = pairs_across(lines, lambda box: [(1458.0, 1484.0)], EM)
        return [(box_of(line.polygon).left, box_of(line.polygon).right) for line in found]

    assert rows([*pairs, *between, *ends]) == [(1735, 2140), (1735, 2140)]
    assert len(rows([*pairs, between[0]])) == 3


def test_narrow_letters_between_two_pairs_are_a_pair_as_well():
    boxes = [
        Box(382, 363, 458, 522),
        Box(458, 362, 523, 524),
        Box(523, 364, 578, 524),
        Box(577, 358, 668, 529),
    ]
    assert paired(boxes, gap=(436.0, 450.0)) == [Box(382, 358, 668, 436), Box(382, 450, 668, 529)]


def test_one_pair_holds_the_first_letters_of_two_rows_where_both_go_on_beside_it():
    pair = LineBox(Box(500, 100, 590, 300).polygon, WritingMode.VERTICAL)
    upper = [LineBox(Box(100, 102, 505, 190).polygon)]
    lower = [LineBox(Box(left, 208, left + 95, 296).polygon) for left in (100, 200, 300, 405)]

    def rows(*lines):
        found = pairs_across([pair, *lines], lambda box: [(190.0, 210.0)], EM)
        return [box_of(line.polygon) for line in found]

    assert rows(*upper, *lower) == [Box(100, 100, 590, 190), Box(100, 210, 590, 300)]
    assert len(rows(*upper)) == 2
