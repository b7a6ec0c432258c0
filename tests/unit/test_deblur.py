"""Small, blurred letters are read again sharpened; what is read surely, or large, is read once."""

import cv2
import numpy as np
import pytest
from painter.fonts import font, missing_package
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from ocrfix.geometry import Box
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.deblur import read_sharply
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.rapid import Rapid

TEXTS = (
    "全区气温将下降十一度左右请市民注意添衣保暖",
    "医院还组织专家到各个街道开展义诊为群众免费检查",
    "残联有关负责人表示下一步将加大巡查力度确保",
    "技术人员建议雨后要及时排水松土注意防治病虫害",
    "众多名观众不时报以热烈掌声最终凤栖街道队以",
)
PAGE = np.full((80, 300, 3), 200, np.uint8)
PAGE[20:40, 40:43] = 90


def line(height):
    return LineBox(Box(20, 20, 280, 20 + height).polygon, WritingMode.HORIZONTAL)


def reading(text, confidence):
    return Reading(tuple(Glyph(char, n, n + 1, confidence) for n, char in enumerate(text)))


def read_by(first, sharpened):
    """Reads one thing of the page as it is and another of any other image, and the images it was given."""
    images = []

    def read(image, _):
        images.append(image)
        return first if image is PAGE else sharpened

    return read, images


@pytest.mark.parametrize(
    ("sharpened", "read"),
    [
        (reading("春耕时节田野里", 0.8), "春耕时节田野里"),
        (reading("春耕时节田野里", 0.5), "春耕旪节田野里"),
        (reading("春", 0.99), "春耕旪节田野里"),
    ],
    ids=["surer", "less sure", "surer of fewer characters"],
)
def test_of_a_small_line_read_unsurely_the_surest_whole_reading_is_taken(sharpened, read):
    one, images = read_by(reading("春耕旪节田野里", 0.6), sharpened)
    assert read_sharply(PAGE, line(20), one).text == read
    assert len(images) > 1


@pytest.mark.parametrize(
    ("height", "text", "confidence"),
    [(20, "春耕时节田野里", 0.95), (60, "春耕时节田野里", 0.5), (20, "（夏守成）", 0.5)],
    ids=["sure", "large", "a few characters"],
)
def test_what_is_read_surely_or_is_large_or_short_is_read_once(height, text, confidence):
    one, images = read_by(reading(text, confidence), reading("春耕旪节田野里", 0.99))
    assert read_sharply(PAGE, line(height), one).text == text
    assert len(images) == 1


def coarse_scan(page, seed):
    """The page at half its size with thick ink, grain, blur and the marks of compression."""
    half = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    thick = cv2.addWeighted(half, 0.6, cv2.erode(half, np.ones((3, 3))), 0.4, 0)
    grain = np.random.default_rng(seed).normal(0, 9, (*thick.shape[:2], 1))
    soft = cv2.GaussianBlur(np.clip(thick + grain, 0, 255).astype(np.uint8), (0, 0), 0.8)
    return cv2.imdecode(cv2.imencode(".jpg", soft, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)


def test_letters_of_ten_pixels_on_a_coarse_scan_are_read_with_fewer_errors(monkeypatch):
    if package := missing_package("zh-Hans"):
        pytest.skip(f"{package} is not installed")
    page = Image.new("RGB", (720, 80 * len(TEXTS)), (235, 235, 235))
    draw, face = ImageDraw.Draw(page), font("zh-Hans", "song", 20)
    for number, text in enumerate(TEXTS):
        draw.text((20, 20 + 80 * number), text, fill=(40, 40, 40), font=face)
    boxes = [Box(6, 8 + 40 * n, 14 + 10 * len(text), 24 + 40 * n) for n, text in enumerate(TEXTS)]
    lines = [LineBox(box.polygon, WritingMode.HORIZONTAL) for box in boxes]
    scans = [coarse_scan(np.array(page), seed) for seed in range(3)]

    def errors():
        found = [reading.text for scan in scans for reading in Rapid().read(scan, lines, "auto")]
        return sum(Levenshtein.distance(text, read) for text, read in zip(TEXTS * 3, found, strict=True))

    with_it = errors()
    monkeypatch.setattr("ocrfix.ocr.deblur._UNSURE", 0.0)
    assert with_it < 0.9 * errors()
