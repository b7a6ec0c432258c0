"""Marks close under a character of a vertical line: found by their ink, believed where they read as marks."""

import numpy as np
import pytest
from painter.fonts import CJK_PACKAGE, font, missing_package
from PIL import Image, ImageDraw

from ocrfix.geometry import Box
from ocrfix.model.page import WritingMode
from ocrfix.ocr.corners import find_corners
from ocrfix.ocr.crops import STRIP_PX
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.rapid import Rapid

PITCH = 40
NEEDS_CHINESE = pytest.mark.skipif(
    missing_package("zh-Hans") is not None, reason=f"needs the fonts of {CJK_PACKAGE}"
)


def lying(*boxes, width=160):
    """A vertical line on its side with black boxes (left, top, right, bottom) in it."""
    strip = np.full((STRIP_PX, width, 3), 255, np.uint8)
    for left, top, right, bottom in boxes:
        strip[top:bottom, left:right] = 0
    return strip


def char(number, step=PITCH):
    """A square character; its middle is 20 px from the beginning of its step."""
    return (number * step + 3, 6, number * step + 37, 42)


def places(strip, middles):
    return [(corner.after, corner.place) for corner in find_corners(strip, middles, PITCH)]


def test_small_ink_in_the_corner_under_the_last_character_may_be_a_mark():
    assert places(lying(char(0), char(1), (78, 6, 88, 16)), [20, 60]) == [(1, 83.0)]


def test_a_mark_stands_between_characters_where_the_second_has_made_room():
    apart = lying(char(0), (39, 6, 49, 16), (57, 6, 91, 42))
    assert places(apart, [20, 74]) == [(0, 44.0)]
    solid = lying(char(0), (39, 6, 45, 16), (43, 6, 77, 42))
    assert places(solid, [20, 60]) == []


def test_a_character_s_own_strokes_and_specks_are_no_marks():
    with_a_hook = lying((3, 6, 25, 42), (25, 6, 37, 14))
    assert places(with_a_hook, [20]) == []
    assert places(lying(char(0), (38, 6, 40, 8)), [20]) == []
    across_the_line = lying(char(0), (39, 6, 49, 42))
    assert places(across_the_line, [20]) == []


def printed(text, mark="", size_px=40):
    """A vertical line of characters, with a mark in the corner right under the last."""
    face = font("zh-Hans", "song", size_px)
    page = Image.new("RGB", (120, size_px * (len(text) + 1) + 60), "white")
    draw = ImageDraw.Draw(page)
    for place, shown in enumerate(text):
        draw.text((40, 30 + (place + 0.88) * size_px), shown, fill="black", font=face, anchor="ls")
    foot = 30 + len(text) * size_px
    draw.text((40 + 0.6 * size_px, foot + 0.32 * size_px), mark, fill="black", font=face, anchor="ls")
    box = Box(34, 24, 46 + size_px, foot + 0.4 * size_px)
    return np.array(page), [LineBox(box.polygon, WritingMode.VERTICAL)]


@NEEDS_CHINESE
@pytest.mark.parametrize("mark", ["。", "，", ""])
@pytest.mark.parametrize("text", ["當天全部完工", "部分家庭的實際困難", "光這一項每年領取九十元"])
def test_what_stands_close_under_the_last_character_is_read(text, mark):
    (reading,) = Rapid().read(*printed(text, mark), "zh-Hant")
    assert reading.text == text + mark


@NEEDS_CHINESE
@pytest.mark.parametrize("text", ["符合條件的每", "預計今年", "需要過江的旅客可"])
def test_a_last_stroke_in_the_corner_is_no_mark(text):
    (reading,) = Rapid().read(*printed(text), "zh-Hant")
    assert reading.text == text
