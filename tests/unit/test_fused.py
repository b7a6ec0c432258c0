"""Worn vertical text: the detector takes two lines for one, whose box reaches over the lines beside them."""

from dataclasses import replace

import numpy as np
import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.fused import fused_apart, lines_whole

TOP, BOTTOM, PITCH = 60, 540, 30


def column(place):
    """The box that the detector draws around the line at a place, counted from the left."""
    return Box(20 + place * PITCH - 4, TOP - 8, 20 + place * PITCH + 28, BOTTOM + 8)


def page(*columns):
    """Ink of lines 24 pixels wide; between them some of it is smeared."""
    ink = np.zeros((600, 400), bool)
    for place in columns:
        left = 20 + place * PITCH
        ink[TOP:BOTTOM:2, left : left + 24] = True
        ink[TOP:BOTTOM:12, left : left + PITCH] = True
    return ink


def found(boxes, ink, mode=WritingMode.VERTICAL):
    lines = fused_apart([LineBox(box.polygon, mode) for box in boxes], ink)
    return sorted((box_of(line.polygon) for line in lines), key=lambda box: box.left)


def test_two_lines_between_those_that_were_found_are_read_each_by_itself():
    fused = Box(20 + PITCH - 24, TOP - 30, 20 + 3 * PITCH + 24, BOTTOM + 30)
    boxes = found([column(0), fused, column(3)], page(0, 1, 2, 3))
    assert len(boxes) == 4
    for place, box in enumerate(boxes):
        assert box.across(column(place)) > 0.8 * PITCH
        assert abs(box.top - TOP) < 12
        assert abs(box.bottom - BOTTOM) < 12


def test_one_line_is_left_of_a_box_that_lies_over_its_neighbour_too():
    assert len(found([column(0), Box(20, TOP - 20, 96, BOTTOM + 20)], page(0, 1))) == 2


@pytest.mark.parametrize(
    "wide",
    [
        Box(24, TOP, 116, BOTTOM),  # no line of text, but a headline over the edge of one
        Box(130, TOP, 220, BOTTOM),  # a headline beside the text
    ],
)
def test_a_headline_stays_whole(wide):
    ink = page(0)
    ink[TOP:BOTTOM:2, int(wide.left) + 26 : int(wide.right) - 4] = True
    assert wide in found([column(0), wide], ink)


def test_lines_that_run_into_each_other_and_rows_stay_as_they_are():
    fused = Box(26, TOP - 30, 134, BOTTOM + 30)
    boxes = [column(0), fused, column(3)]
    smeared = page(0, 1, 2, 3)
    smeared[TOP:BOTTOM:2] = True
    assert fused in found(boxes, smeared)
    assert fused in found(boxes, page(0, 1, 2, 3), WritingMode.HORIZONTAL)


def test_a_box_outside_of_the_page_stays():
    boxes = [Box(500, 700, 530, 900), Box(495, 690, 600, 910)]
    assert found(boxes, page(0)) == sorted(boxes, key=lambda box: box.left)


def test_two_strips_under_their_first_letters_are_not_cut_into_lines_of_the_text_beside():
    ink = np.zeros((600, 400), bool)
    for left, right in ((148, 178), (192, 222), (233, 250)):
        ink[270:490:2, left:right] = True
    pair, both, kicker = Box(135, 240, 236, 315), Box(114, 266, 256, 495), Box(103, 276, 135, 460)
    strips = [LineBox(box.polygon, WritingMode.VERTICAL) for box in (kicker, both)]
    rows = [LineBox(Box(234, y, 380, y + 20).polygon) for y in range(225, 490, 22)]
    found = [box_of(line.polygon) for line in lines_whole([*strips, LineBox(pair.polygon), *rows], ink)]
    assert Box(135, 240, 236, 495) in found
    assert len(found) == 2 + len(rows)


@pytest.mark.parametrize(("inked", "bottom"), [(True, BOTTOM), (False, 400)], ids=["goes on", "ends there"])
def test_a_line_found_by_itself_in_the_box_of_two_goes_on_to_their_end_if_its_ink_does(inked, bottom):
    ink = page(3, 4)
    if not inked:
        ink[400:, : column(3).right] = False
    short, both = replace(column(3), bottom=400), Box(column(3).left - 20, TOP - 24, 190, BOTTOM + 24)
    lines = fused_apart([LineBox(box.polygon, WritingMode.VERTICAL) for box in (short, both)], ink)
    left, right = sorted((box_of(line.polygon) for line in lines), key=lambda box: box.left)
    assert abs(left.bottom - bottom) < PITCH
    assert abs(right.bottom - BOTTOM) < PITCH
