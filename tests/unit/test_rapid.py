"""The default engine reads what is printed and keeps what else it considered, in place along the line."""

import cv2
import numpy as np
import pytest
from painter.fonts import CJK_PACKAGE, font, missing_package
from PIL import Image, ImageDraw, ImageFont

from ocrfix.errors import SetupError
from ocrfix.geometry import Box
from ocrfix.model.page import WritingMode
from ocrfix.ocr import models
from ocrfix.ocr.engine import LineBox, Pixels
from ocrfix.ocr.gaps import ZEROS, are_even
from ocrfix.ocr.rapid import Rapid, RapidSettings, alphabet

TEXTS = ("25038 69417", "The council met", "8")
NEEDS_CHINESE = pytest.mark.skipif(
    missing_package("zh-Hans") is not None, reason=f"needs the fonts of {CJK_PACKAGE}"
)


def printed(texts: tuple[str, ...], size_px: int = 40) -> tuple[Pixels, list[LineBox]]:
    """A page with one line of each text, and where the lines stand."""
    face = ImageFont.load_default(size_px)
    page = Image.new("RGB", (900, 80 * len(texts) + 20), "white")
    draw, lines = ImageDraw.Draw(page), []
    for row, text in enumerate(texts):
        left, top, right, bottom = draw.textbbox((30, 20 + 80 * row), text, font=face)
        draw.text((30, 20 + 80 * row), text, fill="black", font=face)
        lines.append(LineBox(Box(left - 6, top - 6, right + 6, bottom + 6).polygon))
    return np.array(page), lines


def upright_chinese(text: str, size_px: int = 40) -> tuple[Pixels, LineBox]:
    """One vertical line of Chinese, its characters `size_px` apart."""
    face = font("zh-Hant", "song", size_px)
    page = Image.new("RGB", (120, size_px * len(text) + 60), "white")
    for place, char in enumerate(text):
        baseline = 30 + (place + 0.88) * size_px
        ImageDraw.Draw(page).text((40, baseline), char, fill="black", font=face, anchor="ls")
    box = Box(34, 24, 46 + size_px, 36 + size_px * len(text))
    return np.array(page), LineBox(box.polygon, WritingMode.VERTICAL)


@pytest.fixture(scope="module")
def readings():
    return Rapid().read(*printed(TEXTS), "auto")


def test_lines_are_read_in_the_order_in_which_they_are_given(readings):
    assert [reading.text.replace(" ", "") for reading in readings] == [t.replace(" ", "") for t in TEXTS]


def test_the_glyphs_spell_the_reading_one_character_each(readings):
    for reading in readings:
        assert reading.text == "".join(glyph.char for glyph in reading.glyphs)
        assert all(len(glyph.char) == 1 for glyph in reading.glyphs)


def test_glyphs_follow_each_other_along_the_line_and_stay_on_it(readings):
    _, lines = printed(TEXTS)
    for reading, line in zip(readings, lines, strict=True):
        length = line.polygon[1][0] - line.polygon[0][0]
        ends = [edge for glyph in reading.glyphs for edge in (glyph.start, glyph.end)]
        assert ends == sorted(ends)
        assert ends[0] >= 0
        assert ends[-1] <= length + 20


def test_a_glyph_lies_over_its_print():
    page, lines = printed(("8      8",))
    (reading,) = Rapid().read(page, lines, "auto")
    first, last = reading.glyphs[0], reading.glyphs[-1]
    dark = np.flatnonzero((page < 128).any(axis=(0, 2))) - lines[0].polygon[0][0]
    assert first.start < dark[0] + 12 < first.end
    assert last.start < dark[-1] - 12 < last.end


def test_alternatives_are_other_characters_the_likelier_first():
    smeared = printed(("0O1lI5S8B",), size_px=18)
    settings = RapidSettings(alternatives=3, least=0.0001)
    glyphs = Rapid(settings).read(*smeared, "auto")[0].glyphs
    assert any(glyph.alternatives for glyph in glyphs)
    for glyph in glyphs:
        likelihoods = [other.likelihood for other in glyph.alternatives]
        assert likelihoods == sorted(likelihoods, reverse=True)
        assert len(likelihoods) <= settings.alternatives
        assert glyph.char not in [other.char for other in glyph.alternatives]
        assert all(other.char in alphabet() for other in glyph.alternatives)


def test_a_line_reads_the_same_alone_as_among_others(readings):
    page, lines = printed(TEXTS)
    alone = [Rapid().read(page, [line], "auto")[0] for line in lines]
    assert alone == readings


def test_paper_and_the_smallest_line_read_as_nothing():
    page = np.full((100, 100, 3), 255, np.uint8)
    boxes = [LineBox(Box(0, 0, 90, 20).polygon), LineBox(Box(5, 5, 6, 6).polygon)]
    assert [reading.text for reading in Rapid().read(page, boxes, "auto")] == ["", ""]


def test_no_lines_give_no_readings():
    assert Rapid().read(np.full((50, 50, 3), 255, np.uint8), [], "auto") == []


@NEEDS_CHINESE
@pytest.mark.parametrize("text", ["本埠人士所稱道。戲價", "停靠青石、禾塘、白鷺", "唱做俱佳，素來"])
@pytest.mark.parametrize("size_px", [22, 40])
def test_a_vertical_line_is_read_downwards_with_its_punctuation(text, size_px):
    page, line = upright_chinese(text, size_px)
    (reading,) = Rapid().read(page, [line], "auto")
    assert reading.text == text


@NEEDS_CHINESE
@pytest.mark.parametrize(
    "text", ["參茸燕桂　丸散膏丹", "參茸燕桂。丸散膏丹", "大橋南堍　電話", "說。", "本報訊　六月二"]
)
def test_a_gap_in_a_vertical_line_is_a_mark_only_where_there_is_ink(text):
    page, line = upright_chinese(text)
    (reading,) = Rapid().read(page, [line], "auto")
    assert reading.text.replace(" ", "").replace("°", "。") == text.replace("　", "")


@NEEDS_CHINESE
@pytest.mark.parametrize("sure", [0.0, 1.1], ids=["lying on its side", "re-laid where that is better"])
def test_glyphs_of_a_vertical_line_lie_where_they_are_printed(sure):
    page, line = upright_chinese("本埠人士所稱道價")
    (reading,) = Rapid(RapidSettings(sure=sure, better=-1.0 if sure > 1 else 0.0)).read(page, [line], "auto")
    assert reading.text == "本埠人士所稱道價"
    for place, glyph in enumerate(reading.glyphs):
        assert glyph.start < 6 + (place + 0.5) * 40 < glyph.end


def test_a_missing_model_is_a_fault_that_says_what_to_install():
    with pytest.raises(SetupError, match="no-such-model") as fault:
        models.model_path("no-such-model.onnx")
    assert "pip install" in fault.value.hint


@pytest.mark.parametrize(("wish", "threads"), [("1", 1), ("3", 3)])
def test_a_user_chooses_how_many_lines_are_read_at_a_time(monkeypatch, wish, threads):
    monkeypatch.setenv("OCRFIX_THREADS", wish)
    assert models.cores() == threads


@pytest.mark.parametrize("wish", ["", "0", "all", "-1"])
def test_a_wish_that_is_no_number_of_threads_leaves_all_cores(monkeypatch, wish):
    monkeypatch.delenv("OCRFIX_THREADS", raising=False)
    usual = models.cores()
    monkeypatch.setenv("OCRFIX_THREADS", wish)
    assert models.cores() == usual


def faintly_marked(text: str, grey: int) -> tuple[Pixels, LineBox]:
    """A blurred horizontal line of Chinese, its commas and stops of a lighter grey."""
    face = font("zh-Hans", "song", 40)
    page = Image.new("L", (40 * (len(text) + 2), 100), 255)
    for place, char in enumerate(text):
        shade = grey if char in "，。" else 60
        ImageDraw.Draw(page).text((20 + 40 * place, 55.2), char, fill=shade, font=face, anchor="ls")
    soft = cv2.GaussianBlur(np.array(page), (0, 0), 3)
    return np.dstack([soft] * 3), LineBox(Box(14, 14, 26 + 40 * len(text), 66).polygon)


@NEEDS_CHINESE
@pytest.mark.parametrize("text", ["他们今天起了长队。", "了解用电知识，检查燃气管道"])
def test_a_mark_that_the_model_hardly_saw_is_read_where_there_is_room_for_it(text):
    image, line = faintly_marked(text, 210)
    blind = Rapid(RapidSettings(faint=2.0)).read(image, [line], "zh")[0].text
    assert blind == text.replace("。", "").replace("，", "")
    assert Rapid().read(image, [line], "zh")[0].text == text


def with_circle(text: str, mode: WritingMode, circle: bool) -> tuple[Pixels, LineBox]:
    """A line of Chinese with room for one more character, and perhaps a thin circle there."""
    face, size, down = font("zh-Hant", "song", 40), 40, mode is WritingMode.VERTICAL
    length = size * (len(text) + 1) + 40
    page = Image.new("RGB", (80, length) if down else (length, 80), "white")
    corners = [(20, 20 + size * n) if down else (20 + size * n, 20) for n in range(len(text) + 1)]
    for char, (x, y) in zip(text, corners, strict=False):
        ImageDraw.Draw(page).text((x, y + 0.88 * size), char, fill="black", font=face, anchor="ls")
    x, y = corners[-1]
    if circle:
        ImageDraw.Draw(page).ellipse((x + 3, y + 6, x + 37, y + 40), outline="black", width=1)
    box = Box(14, 14, 66, length - 14) if down else Box(14, 14, length - 14, 66)
    return np.array(page), LineBox(box.polygon, mode)


@NEEDS_CHINESE
@pytest.mark.parametrize("mode", [WritingMode.VERTICAL, WritingMode.HORIZONTAL])
def test_the_thin_circle_of_a_zero_at_the_end_of_a_number_is_read_and_none_where_none_is_printed(mode):
    number = "產值增長百分之三十三點"
    page, line = with_circle(number, mode, circle=True)
    assert Rapid(RapidSettings(zero=2.0)).read(page, [line], "zh")[0].text == number
    (reading,) = Rapid().read(page, [line], "zh")
    assert reading.text[:-1] == number
    assert reading.text[-1] in ZEROS
    page, line = with_circle(number, mode, circle=False)
    assert Rapid().read(page, [line], "zh")[0].text == number


@NEEDS_CHINESE
@pytest.mark.parametrize("text", ["他们今天起了长队", "用电知识　检查燃气管道"])
def test_no_mark_is_read_where_none_is_printed(text):
    image, line = faintly_marked(text, 210)
    assert Rapid().read(image, [line], "zh")[0].text == text.replace("　", " ")


@NEEDS_CHINESE
@pytest.mark.parametrize("text", ["科技下鄉", "日子甜了"])
def test_a_short_vertical_line_loses_no_letter_where_it_is_cut_into_cells(text):
    """Sure of nothing, the engine cuts the line by the way from letter to letter that it saw."""
    page, line = upright_chinese(text, 48)
    tight = RapidSettings(sure=1.1, better=-1.0)
    (reading,) = Rapid(tight).read(page, [line], "zh-Hant")
    assert reading.text == text


def test_the_way_from_letter_to_letter_is_known_where_two_steps_or_more_are_alike():
    steps = are_even([48.0, 46.0, 49.0]), are_even([48.0, 96.0]), are_even([48.0])
    assert steps == (True, False, False)
