"""Headlines set down the page beside rows of text: which boxes are one strip."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.overlaid import without_overlaid
from ocrfix.ocr.strips import strips_apart

ROWS = [LineBox(Box(120, y, 600, y + 30).polygon) for y in range(0, 800, 40)]
STRIP = Box(40, 200, 90, 600)


def strip(box):
    return LineBox(box.polygon, WritingMode.VERTICAL)


def found(*lines):
    """The boxes beside the rows."""
    boxes = [box_of(line.polygon) for line in strips_apart([*lines, *ROWS], lambda _: [])]
    return [box for box in boxes if box.left < 110]


def test_a_headline_down_the_page_takes_the_characters_over_and_under_it_that_were_found_alone():
    over = [LineBox(Box(42, y, 88, y + 48).polygon) for y in (100, 150)]
    under = LineBox(Box(42, 590, 88, 640).polygon)
    assert found(*over, strip(STRIP), under) == [Box(40, 100, 90, 640)]


@pytest.mark.parametrize(
    "box",
    [
        Box(42, 100, 88, 148),  # further away than a character
        Box(42, 170, 104, 200),  # characters side by side
        Box(15, 150, 63, 198),  # beside its middle
        Box(58, 180, 74, 196),  # a mark
    ],
)
def test_other_boxes_over_a_headline_down_the_page_stay_by_themselves(box):
    assert len(found(LineBox(box.polygon), strip(STRIP))) == 2


def test_a_headline_down_the_page_takes_the_figures_under_it_and_the_point_between_them():
    point, one, share = Box(57, 612, 73, 640), Box(54, 642, 76, 679), Box(52, 684, 78, 722)
    assert found(strip(STRIP), *map(strip, (point, one, share))) == [Box(40, 200, 90, 722)]
    name = Box(54, 612, 76, 690)
    assert found(strip(STRIP), strip(name)) == [STRIP, name]


def test_a_box_around_two_strips_stays_where_the_detector_also_saw_a_row_across_their_feet():
    both, row = Box(5, 200, 95, 600), Box(12, 540, 88, 584)
    strips = Box(10, 210, 48, 520), Box(52, 210, 90, 520)
    drawn = [strip(both), *map(strip, strips)]
    assert without_overlaid([*drawn, LineBox(row.polygon)])[0] == drawn[0]
    assert drawn[0] not in without_overlaid([*drawn, strip(Box(42, 210, 60, 520))])


def test_a_character_over_a_strip_as_narrow_as_text_stays_by_itself():
    assert len(found(LineBox(Box(42, 168, 70, 198).polygon), strip(Box(40, 200, 72, 600)))) == 2


def test_a_part_of_a_strip_and_its_last_character_that_were_found_once_more_are_left_out():
    part, last = Box(52, 300, 90, 560), Box(50, 550, 89, 596)
    assert found(strip(STRIP), strip(part), LineBox(last.polygon)) == [STRIP]


def test_a_narrow_strip_within_a_wide_box_is_none_of_its_parts():
    assert len(found(strip(STRIP), strip(Box(70, 300, 90, 500)))) == 2


def test_rows_of_text_within_a_box_higher_than_wide_stay():
    short = [LineBox(Box(20, y, 100, y + 30).polygon) for y in (220, 260)]
    assert len(found(strip(Box(10, 200, 110, 420)), *short)) == 3


TWO = [Box(10, 200, 62, 600), Box(50, 190, 110, 590)]
BETWEEN = [(56.0, 64.0)]


def found_by_ink(blanks, *lines):
    boxes = [box_of(line.polygon) for line in strips_apart([*lines, *ROWS], lambda _: blanks)]
    return [box for box in boxes if box.left < 110]


def test_strips_drawn_over_each_other_are_parted_where_no_ink_is():
    assert found_by_ink(BETWEEN, *map(strip, TWO)) == [Box(10, 200, 60, 600), Box(60, 190, 110, 590)]


def test_a_row_seen_across_the_feet_of_two_strips_is_their_last_characters():
    beside = [Box(10, 200, 60, 600), Box(60, 200, 110, 560)]
    foot = LineBox(Box(30, 550, 108, 606).polygon)
    assert found_by_ink(BETWEEN, *map(strip, beside), foot) == [Box(10, 200, 60, 606), Box(60, 200, 110, 606)]


@pytest.mark.parametrize("blanks", [[], [(12.0, 20.0), (104.0, 108.0)]], ids=["ink all over", "thin edges"])
def test_strips_that_no_blank_parts_stay_as_they_were_drawn(blanks):
    assert found_by_ink(blanks, *map(strip, TWO)) == TWO


def test_strips_side_by_side_and_rows_beside_them_stay():
    beside = [Box(10, 200, 55, 600), Box(57, 200, 108, 600)]
    assert found_by_ink([], *map(strip, beside)) == beside
    assert len(strips_apart([*map(strip, beside), *ROWS], lambda _: [])) == 2 + len(ROWS)


def test_a_strip_drawn_over_the_ends_of_the_rows_on_its_left_begins_where_they_end():
    rows = [LineBox(Box(120, y, 600, y + 30).polygon) for y in range(200, 600, 40)]
    drawn = strip(Box(580, 200, 680, 600))
    boxes = [box_of(line.polygon) for line in strips_apart([drawn, *rows], lambda _: [])]
    assert Box(600, 200, 680, 600) in boxes


def test_the_upper_and_the_lower_part_of_a_strip_that_both_show_a_character_are_one():
    upper, lower = Box(40, 200, 90, 440), Box(44, 400, 94, 640)
    assert found(strip(upper), strip(lower)) == [Box(40, 200, 94, 640)]


@pytest.mark.parametrize(
    "lower",
    [Box(40, 436, 90, 640), Box(20, 400, 108, 640)],
    ids=["no more than touches", "as wide as two strips"],
)
def test_other_strips_under_a_strip_stay_by_themselves(lower):
    assert found(strip(Box(40, 200, 90, 440)), strip(lower)) == [Box(40, 200, 90, 440), lower]


def kicker(*reaching, single=(), over=120.0, blank=True):
    """Boxes on a page of rows that begin at 120, of which those `reaching` begin a character before, with
    `single` characters before others; those over and under them begin at `over`."""
    starts = {y: 84.0 if y in reaching else 120.0 for y in range(0, 800, 40)}
    starts |= dict.fromkeys((min((*reaching, *single)) - 40, max((*reaching, *single)) + 40), over)
    rows = [Box(start, y, 600, y + 30) for y, start in starts.items()]
    letters = [Box(84, y, 116, y + 30) for y in single]
    lines = [LineBox(box.polygon) for box in (*rows, *letters)]
    seen = reaching if blank else ()
    return strips_apart(lines, lambda box: [(113.0, 122.0)] if box.width > 200 and box.top in seen else [])


def upright(lines):
    return [box_of(line.polygon) for line in lines if line.writing_mode is WritingMode.VERTICAL]


def test_a_kicker_down_the_page_leaves_the_rows_that_begin_with_its_characters():
    lines = kicker(240, 320, 360, single=(280, 400))
    assert upright(lines) == [Box(84, 240, 117.5, 430)]
    rows = [box_of(line.polygon) for line in lines if line.writing_mode is WritingMode.HORIZONTAL]
    assert len(rows) == 20
    assert {row.left for row in rows} == {120.0, 117.5}


def test_a_row_drawn_as_high_as_two_characters_of_a_kicker_ends_where_the_next_begin():
    rows = [Box(84 if y in (200, 280) else 120, y, 600, y + 30) for y in range(0, 600, 40) if y != 240]
    high, letter = Box(84, 220, 600, 290), Box(84, 320, 116, 350)
    lines = [LineBox(box.polygon) for box in (*rows, high, letter)]
    found = strips_apart(lines, lambda box: [(113.0, 122.0)] if box.left < 100 < 200 < box.right else [])
    assert Box(117.5, 230, 600, 280) in [box_of(line.polygon) for line in found]


@pytest.mark.parametrize(
    "more",
    [{"blank": False}, {"over": 84.0, "single": (280,)}, {}],
    ids=["no blank there", "the rows over and under begin there too", "no character found by itself"],
)
def test_rows_that_begin_further_out_for_another_cause_stay_whole(more):
    assert upright(kicker(240, 320, 360, **more)) == []


@pytest.mark.parametrize(("headline", "strips"), [(Box(10, 80, 80, 600), 2), (Box(-90, 80, -20, 600), 1)])
def test_characters_found_alone_are_a_kicker_between_a_headline_down_the_page_and_its_text(headline, strips):
    letters = [LineBox(Box(84, y, 116, y + 30).polygon) for y in range(200, 400, 40)]
    lines = strips_apart([strip(headline), *letters, *ROWS], lambda _: [])
    assert len(upright(lines)) == strips


def test_two_strips_in_one_box_drawn_over_half_of_the_rows_beside_them_end_where_those_begin():
    rows = [LineBox(Box(220, y, 500, y + 30).polygon) for y in range(0, 800, 40)]
    both = strip(Box(40, 160, 300, 620))
    lines = strips_apart([both, *rows], lambda box: [(124, 134)] if box.height > 100 else [])
    boxes = sorted((box_of(line.polygon) for line in lines), key=lambda box: box.left)
    assert [(box.left, box.right) for box in boxes[:2]] == [(40, 129), (129, 220)]
