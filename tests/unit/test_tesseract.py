"""Tesseract: with a stand-in for pytesseract everywhere, with the program itself where it is installed."""

import os
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from ocrfix.errors import SetupError
from ocrfix.geometry import Box
from ocrfix.model.page import Alternative, WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.symbols import find_words
from ocrfix.ocr.tesseract import Install, Tesseract, TesseractSettings, find_tesseract, package_of

PAPER = np.full((400, 400, 3), 255, np.uint8)
CJK_FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")


class StandIn:
    """Answers for pytesseract: each picture with the next of `pages`, a list of (text, box) a word."""

    def __init__(self, monkeypatch, pages=(), languages=("eng", "chi_sim", "chi_sim_vert", "deu")):
        self.pages = list(pages)
        self.calls = []
        monkeypatch.setattr(pytesseract, "get_languages", lambda: list(languages))
        monkeypatch.setattr(pytesseract, "image_to_pdf_or_hocr", self.read)

    def read(self, picture, lang, config, extension):
        self.calls.append((picture.size, lang, config, os.environ.get("OMP_THREAD_LIMIT")))
        return hocr(self.pages.pop(0) if self.pages else []).encode()


def hocr(words):
    spans = []
    for text, (left, top, right, bottom) in words:
        step = (right - left) / len(text)
        symbols = "".join(
            f"<span class='ocrx_cinfo' title='x_bboxes {int(left + i * step)} {top} "
            f"{int(left + i * step + step)} {bottom}; x_conf 90.0'>{char}</span>"
            for i, char in enumerate(text)
        )
        spans.append(f"<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}'>{symbols}</span>")
    return f"<html><body>{' '.join(spans)}</body></html>"


def flat(count, width=200, height=20):
    return [LineBox(Box(10, 40 * i, 10 + width, 40 * i + height).polygon) for i in range(count)]


def test_words_go_to_the_line_they_stand_on(monkeypatch):
    # Lines of 20 px become strips of 40 px with 24 px between: the first at 24, the second at 88.
    StandIn(
        monkeypatch, [[("up", (30, 30, 70, 60)), ("low", (30, 95, 90, 120)), ("er", (110, 95, 150, 120))]]
    )
    upper, lower = Tesseract().read(PAPER, flat(2), "en")
    assert (upper.text, lower.text) == ("up", "low er")


def test_glyphs_are_measured_in_pixels_of_the_page_from_the_line_s_beginning(monkeypatch):
    StandIn(monkeypatch, [[("ab", (24, 30, 64, 60))]])
    (line,) = Tesseract().read(PAPER, flat(1), "en")
    assert [(g.char, g.start, g.end, g.confidence) for g in line.glyphs] == [
        ("a", 0, 10, 0.9),
        ("b", 10, 20, 0.9),
    ]


def test_spaces_between_chinese_characters_go_and_those_between_words_stay(monkeypatch):
    row = [
        ("机制", (30, 30, 90, 60)),
        (",", (95, 50, 99, 60)),
        ("TFC", (120, 30, 160, 60)),
        ("Group", (180, 30, 260, 60)),
    ]
    StandIn(monkeypatch, [[*row, ("成立", (280, 30, 340, 60))]])
    (line,) = Tesseract().read(PAPER, flat(1), "zh-Hans")
    assert line.text == "机制,TFC Group成立"


def test_a_line_that_came_back_empty_is_tried_once_more_alone(monkeypatch):
    fake = StandIn(monkeypatch, [[("one", (30, 30, 90, 60))], [("two", (30, 30, 90, 60))]])
    readings = Tesseract().read(PAPER, flat(2), "en")
    assert [r.text for r in readings] == ["one", "two"]
    assert ["--psm 6" in fake.calls[0][2], "--psm 7" in fake.calls[1][2]] == [True, True]


def test_a_page_of_empty_lines_is_not_tried_for_ever(monkeypatch):
    fake = StandIn(monkeypatch)
    readings = Tesseract(TesseractSettings(block=10, retries=3)).read(PAPER, flat(25), "en")
    assert not any(r.glyphs for r in readings)
    assert len(fake.calls) == 3 + 3


def test_readings_come_in_the_order_of_the_lines_whatever_their_length_and_direction(monkeypatch):
    down = LineBox(Box(300, 0, 320, 200).polygon, WritingMode.VERTICAL)
    long, short = flat(2, width=250)[0], flat(2, width=100)[1]
    fake = StandIn(
        monkeypatch, [[("short", (30, 30, 90, 60)), ("long", (30, 95, 90, 120))], [("竖", (30, 30, 60, 60))]]
    )
    assert [r.text for r in Tesseract().read(PAPER, [long, down, short], "zh-Hans")] == [
        "long",
        "竖",
        "short",
    ]
    assert [call[1] for call in fake.calls] == ["chi_sim", "chi_sim_vert"]


def test_the_program_runs_on_one_thread_and_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    fake = StandIn(monkeypatch, [[("a", (30, 30, 60, 60))]])
    Tesseract().read(PAPER, flat(1), "en")
    assert fake.calls[0][3] == "1"
    assert "OMP_THREAD_LIMIT" not in os.environ


def test_white_on_black_is_read_as_black_on_white(monkeypatch):
    seen = []
    StandIn(monkeypatch)
    monkeypatch.setattr(
        pytesseract, "image_to_pdf_or_hocr", lambda picture, **_: seen.append(np.asarray(picture)) or b""
    )
    black = np.zeros_like(PAPER)
    black[5:15, 40:80] = 255
    Tesseract().read(black, flat(1), "en")
    assert np.median(seen[0]) == 255
    assert seen[0].min() == 0


def test_no_lines_start_no_program(monkeypatch):
    fake = StandIn(monkeypatch)
    assert Tesseract().read(PAPER, [], "en") == []
    assert fake.calls == []


def test_a_missing_language_names_its_debian_package(monkeypatch):
    StandIn(monkeypatch, languages=("eng", "chi_tra"))
    down = LineBox(Box(0, 0, 20, 200).polygon, WritingMode.VERTICAL)
    with pytest.raises(SetupError) as error:
        Tesseract().read(PAPER, [down], "zh-Hant")
    assert "chi_tra_vert is not installed" in error.value.message
    assert error.value.hint == "apt install tesseract-ocr-chi-tra-vert"


def test_a_missing_program_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pytesseract, "get_languages", raising(pytesseract.TesseractNotFoundError()))
    monkeypatch.setattr(pytesseract, "get_tesseract_version", raising(pytesseract.TesseractNotFoundError()))
    with pytest.raises(SetupError, match="not installed; apt install tesseract-ocr tesseract-ocr-chi-sim"):
        Tesseract().read(PAPER, flat(1), "zh-Hans")
    assert find_tesseract() == Install(None)


def test_what_the_program_complains_of_is_passed_on_in_one_line(monkeypatch):
    StandIn(monkeypatch)
    failure = pytesseract.TesseractError(1, "read_params_file:\n  Can't open\nhocr")
    monkeypatch.setattr(pytesseract, "image_to_pdf_or_hocr", raising(failure))
    with pytest.raises(SetupError, match=r"^Tesseract failed: read_params_file: Can't open hocr; "):
        Tesseract().read(PAPER, flat(1), "en")


def raising(error):
    def call(*_args, **_kwargs):
        raise error

    return call


def test_symbols_of_a_vertical_word_share_its_box_down_the_page():
    (word,) = find_words(
        "<span class='ocrx_word' title='bbox 5 10 25 50; x_wconf 0'>"
        "<span class='ocrx_cinfo' title='x_bboxes 0 0 0 0; x_conf 78.1'>本</span>"
        "<span class='ocrx_cinfo' id='lstm_choices_1_1_1'>"
        "<span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 29.0'>木</span>"
        "<span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 0'>末</span></span>"
        "<span class='ocrx_cinfo' title='x_bboxes 0 0 0 0; x_conf 99'>報</span></span>"
    )
    assert [symbol.box for symbol in word] == [Box(5, 10, 25, 30), Box(5, 30, 25, 50)]
    assert word[0].alternatives == (Alternative("木", 0.29), Alternative("末", 0.001))


@pytest.mark.parametrize(
    "text", ["", "<html>", "<span class='ocrx_word'>x", "</span></span>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;"]
)
def test_broken_hocr_holds_no_words(text):
    assert find_words(text) == []


def needs(model):
    missing = model not in find_tesseract().languages
    return pytest.mark.skipif(missing, reason=f"apt install tesseract-ocr {package_of(model)}")


def printed(rows, font, down=False):
    """Rows of print, grey paper, and their boxes."""
    size, pitch = 28, 46
    longest = max(map(len, rows)) * size + 60
    sheet = Image.new(
        "L", (pitch * len(rows) + 40, longest) if down else (longest, pitch * len(rows) + 40), 225
    )
    draw, boxes = ImageDraw.Draw(sheet), []
    for i, row in enumerate(rows):
        if down:
            x = sheet.width - (i + 1) * pitch
            for k, char in enumerate(row):
                draw.text((x, 20 + k * size), char, font=font, fill=30)
            boxes.append(
                LineBox(Box(x - 3, 18, x + size + 3, 28 + len(row) * size).polygon, WritingMode.VERTICAL)
            )
        else:
            y = 20 + i * pitch
            left, top, right, bottom = draw.textbbox((20, y), row, font=font)
            draw.text((20, y), row, font=font, fill=30)
            boxes.append(LineBox(Box(left - 3, top - 4, right + 3, bottom + 4).polygon))
    return np.repeat(np.asarray(sheet)[:, :, None], 3, axis=2), boxes


def wrong_share(readings, rows):
    pairs = zip(readings, rows, strict=True)
    return sum(Levenshtein.distance(r.text, row) for r, row in pairs) / sum(map(len, rows))


@pytest.mark.tesseract
@needs("eng")
def test_english_lines_are_read_with_their_spaces_and_places():
    rows = [
        "The council voted eleven to four",
        "last night to build",
        "a new harbour wall, ending an argument",
    ]
    image, boxes = printed(rows, ImageFont.load_default(28))
    readings = Tesseract().read(image, boxes, "en")
    assert [r.text for r in readings] == rows
    for r, box in zip(readings, boxes, strict=True):
        width = box.polygon[1][0] - box.polygon[0][0]
        assert 0 <= r.glyphs[0].start < 10
        assert width - 12 < r.glyphs[-1].end <= width


@pytest.mark.tesseract
@needs("chi_sim")
@pytest.mark.skipif(not CJK_FONT.exists(), reason="apt install fonts-noto-cjk")
def test_chinese_lines_are_read_without_spaces():
    rows = ["区委召开一季度经济运行调度会", "分析当前形势", "研究部署下一阶段重点任务"]
    image, boxes = printed(rows, ImageFont.truetype(str(CJK_FONT), 28, index=2))
    readings = Tesseract().read(image, boxes, "auto")
    assert wrong_share(readings, rows) <= 0.03
    assert not any(" " in r.text for r in readings)


@pytest.mark.tesseract
@needs("chi_tra_vert")
@pytest.mark.skipif(not CJK_FONT.exists(), reason="apt install fonts-noto-cjk")
def test_vertical_lines_are_read_down_the_page_from_the_right():
    rows = ["軍樂隊奏樂既畢由工務局長", "報告建築經過繼由市長", "第一輛汽車徐徐駛過"]
    image, boxes = printed(rows, ImageFont.truetype(str(CJK_FONT), 28, index=3), down=True)
    readings = Tesseract().read(image, boxes, "zh-Hant")
    assert wrong_share(readings, rows) <= 0.15
    starts = [g.start for g in readings[0].glyphs]
    assert starts == sorted(starts)
    assert starts[-1] > 250
