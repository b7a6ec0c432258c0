"""Signs before a line that are filled shapes, no letters: the detector and the recogniser pass over them."""

import cv2
import numpy as np
import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.signs import with_signs

LINE = LineBox(Box(100, 60, 300, 100).polygon)
SIGN = np.array([[64, 70], [84, 70], [84, 90], [64, 90]])


def a_page(shape=SIGN):
    """Ink of a line of type with a filled shape before it."""
    ink = np.zeros((400, 400), np.uint8)
    cv2.fillPoly(ink, [shape], 1)
    for left in range(100, 300, 40):
        cv2.rectangle(ink, (left + 4, 66), (left + 34, 94), 1, 3)
    return ink.astype(bool)


def signs_in(lines, readings, ink, blur=0.0):
    """With the picture of black ink on light paper."""
    grey = np.where(ink, 40, 230).astype(np.uint8)
    if blur:
        grey = cv2.GaussianBlur(grey, (0, 0), blur)
        ink = grey < 170
    return with_signs(lines, readings, grey, ink)


def read_as(text, step=40.0):
    return Reading(tuple(Glyph(char, step * n, step * (n + 1), 0.9) for n, char in enumerate(text)))


@pytest.mark.parametrize(
    ("sign", "shape"),
    [
        ("■", SIGN),
        ("◆", np.array([[74, 66], [88, 80], [74, 94], [60, 80]])),
        ("▲", np.array([[74, 68], [86, 92], [62, 92]])),
        ("▼", np.array([[62, 68], [86, 68], [74, 92]])),
    ],
)
def test_a_filled_shape_before_a_line_is_its_first_character(sign, shape):
    ((line, reading),) = signs_in([LINE], [read_as("记者白以宁")], a_page(shape))
    assert reading.text == f"{sign}记者白以宁"
    assert box_of(line.polygon).left == shape[:, 0].min()
    first, second = reading.glyphs[:2]
    assert first.end <= second.start == box_of(LINE.polygon).left - box_of(line.polygon).left


def test_a_disc_is_told_from_a_square():
    ink = a_page(np.array([[0, 0]]))
    ink = cv2.circle(ink.astype(np.uint8), (74, 80), 10, 1, -1).astype(bool)
    assert signs_in([LINE], [read_as("记者")], ink)[0][1].text == "●记者"


def test_a_shape_within_the_box_that_the_engine_did_not_read_is_its_first_character_too():
    wider = LineBox(Box(60, 60, 300, 100).polygon)
    glyphs = tuple(Glyph(char, 40 * n, 40 * n + 40, 0.9) for n, char in enumerate("记者", 1))
    ((line, reading),) = signs_in([wider], [Reading(glyphs)], a_page())
    assert reading.text == "■记者"
    assert line == wider
    assert reading.glyphs[1:] == glyphs


def test_a_shape_above_a_vertical_line_is_its_first_character():
    line = LineBox(Box(60, 100, 100, 300).polygon, WritingMode.VERTICAL)
    ((longer, reading),) = signs_in([line], [read_as("记者")], a_page().T)
    assert reading.text == "■记者"
    assert box_of(longer.polygon).top == 64


@pytest.mark.parametrize(
    "shape",
    [
        np.array([[4, 70], [24, 70], [24, 90], [4, 90]]),
        np.array([[78, 78], [84, 78], [84, 84], [78, 84]]),
        np.array([[64, 76], [84, 76], [84, 84], [64, 84]]),
        np.array([[40, 40], [84, 40], [84, 120], [40, 120]]),
        np.array([[64, 50], [84, 50], [84, 70], [64, 70]]),
        np.array([[64, 70], [84, 70], [64, 90]]),
    ],
    ids=["too far", "a speck", "a dash", "a picture", "not level", "no sign's shape"],
)
def test_other_ink_before_a_line_is_no_sign(shape):
    assert signs_in([LINE], [read_as("记者")], a_page(shape)) == [(LINE, read_as("记者"))]


@pytest.mark.parametrize("blur", [0, 2])
def test_a_letter_is_no_sign_however_blurred(blur):
    ink = a_page(np.array([[0, 0]]))
    ink[70:91, 64:85] = True
    for top in (74, 80, 86):
        ink[top : top + 2, 67:82] = False
    assert signs_in([LINE], [read_as("记者")], ink, blur) == [(LINE, read_as("记者"))]


def test_a_blurred_square_is_one():
    assert signs_in([LINE], [read_as("记者")], a_page(), blur=2)[0][1].text == "■记者"


def test_a_shape_in_another_line_is_a_part_of_that():
    other = LineBox(Box(20, 60, 90, 100).polygon)
    lines, readings = [LINE, other], [read_as("记者"), read_as("文■")]
    assert signs_in(lines, readings, a_page()) == list(zip(lines, readings, strict=True))


def test_a_sign_that_was_read_is_not_read_twice():
    ink = a_page()
    assert signs_in([LINE], [read_as("■记者")], ink) == [(LINE, read_as("■记者"))]


def test_a_line_in_which_nothing_was_read_and_one_at_the_edge_of_the_page_stay():
    edge = LineBox(Box(0, 60, 200, 100).polygon)
    lines, readings = [LINE, edge], [Reading(()), read_as("文")]
    assert signs_in(lines, readings, a_page()) == list(zip(lines, readings, strict=True))
