"""How a page lies is told from a few of its lines, whichever way it was put on the scanner."""

import cv2
import numpy as np
import pytest
from painter.fonts import font, missing_package
from PIL import Image, ImageDraw

from ocrfix.geometry import Box
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, Pixels
from ocrfix.ocr.turn import find_turn

HEADLINES = (
    "More Trains Promised",
    "Ferry Service To Be Restored",
    "A Larger Market Hall",
    "Brightwater To Build",
    "For Stonebridge",
    "Fire Destroys Old",
    "Mill In Millbrook",
    "NEWS OF THE COUNTY",
    "Council Approves Plan For School",
    "Petition Signed By 477 Residents",
)
NEWS = (
    "全县早稻收割过半农机下田抢农时",
    "新建村卫生室启用方便群众看病",
    "老街改造留住乡愁商户陆续回归",
    "水库除险加固工程通过竣工验收",
    "青年返乡种柑橘带动邻里齐增收",
    "图书馆延长开放周末读者逐渐多",
)
EM, SIDE_PX = 36, 1000


def printed(script: str, texts: tuple[str, ...], *, down: bool) -> tuple[Pixels, list[Box]]:
    """Bold lines two ems apart, across the page or down it, and their boxes."""
    if package := missing_package(script):
        pytest.skip(f"{package} is not installed")
    face = font(script, "hei_bold", EM)
    page = Image.new("RGB", (SIDE_PX, SIDE_PX), "white")
    draw, boxes = ImageDraw.Draw(page), []
    for number, text in enumerate(texts):
        start = 60 + 2 * EM * number
        if down:
            for place, char in enumerate(text):
                draw.text((start, 40 + EM * place), char, fill="black", font=face)
            boxes.append(Box(start, 40 + EM / 4, start + EM, 40 + EM * (len(text) + 0.25)).grown(4))
        else:
            draw.text((40, start), text, fill="black", font=face)
            boxes.append(Box(*draw.textbbox((40, start), text, font=face)).grown(4))
    return np.array(page), boxes


def turned(box: Box) -> Box:
    """Where the box lies when the page is turned a quarter counter-clockwise."""
    return Box(box.top, SIDE_PX - box.right, box.bottom, SIDE_PX - box.left)


def hard_to_read(page: Pixels) -> Pixels:
    """The page as from a coarse and grainy scan, at its old size."""
    coarse = cv2.resize(page, None, fx=0.33, fy=0.33, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(cv2.resize(coarse, page.shape[1::-1], interpolation=cv2.INTER_CUBIC), (0, 0), 1.5)
    grain = np.random.default_rng(1).normal(0, 12, page.shape)
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


def turn_found(page: Pixels, boxes: list[Box], quarters: int) -> int:
    """What is found of a page that was turned so many quarters counter-clockwise."""
    for _ in range(quarters):
        page, boxes = np.rot90(page), [turned(box) for box in boxes]
    wide = (box.width > box.height for box in boxes)
    modes = (WritingMode.HORIZONTAL if flat else WritingMode.VERTICAL for flat in wide)
    lines = [LineBox(box.polygon, mode) for box, mode in zip(boxes, modes, strict=True)]
    return find_turn(np.ascontiguousarray(page), lines)


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize(
    ("script", "texts", "down"),
    [("en", HEADLINES, False), ("zh-Hans", NEWS, False), ("zh-Hans", NEWS, True)],
    ids=["letters", "Chinese across", "Chinese down"],
)
def test_a_page_is_turned_back_however_it_lay(script, texts, down, quarters):
    page, boxes = printed(script, texts, down=down)
    assert turn_found(page, boxes, quarters) == quarters


@pytest.mark.parametrize(("down", "quarters"), [(False, 1), (True, 0), (True, 1), (True, 3)])
def test_a_page_that_is_hard_to_read_is_turned_back_as_well(down, quarters):
    page, boxes = printed("zh-Hans", NEWS, down=down)
    assert turn_found(hard_to_read(page), boxes, quarters) == quarters


@pytest.mark.parametrize("quarters", range(4))
def test_headlines_tell_the_turn_of_a_page_whose_text_cannot_be_read(quarters):
    page, boxes = printed("zh-Hans", tuple(text[:8] for text in NEWS), down=False)
    noise = np.random.default_rng(2)
    for number in range(12):
        box = Box(40, 500 + 40 * number, 840, 520 + 40 * number)
        smear = cv2.GaussianBlur(noise.integers(0, 255, (20, 800), dtype=np.uint8), (0, 0), 2.5)
        page[500 + 40 * number : 520 + 40 * number, 40:840] = smear[:, :, np.newaxis]
        boxes.append(box)
    assert turn_found(page, boxes, quarters) == quarters
