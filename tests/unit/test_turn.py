"""How a page lies is told from a few of its lines, whichever way it was put on the scanner."""

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


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize(
    ("script", "texts", "down"),
    [("en", HEADLINES, False), ("zh-Hans", NEWS, False), ("zh-Hans", NEWS, True)],
    ids=["letters", "Chinese across", "Chinese down"],
)
def test_a_page_is_turned_back_however_it_lay(script, texts, down, quarters):
    page, boxes = printed(script, texts, down=down)
    for _ in range(quarters):
        page, boxes = np.rot90(page), [turned(box) for box in boxes]
    wide = (box.width > box.height for box in boxes)
    modes = (WritingMode.HORIZONTAL if flat else WritingMode.VERTICAL for flat in wide)
    lines = [LineBox(box.polygon, mode) for box, mode in zip(boxes, modes, strict=True)]
    assert find_turn(np.ascontiguousarray(page), lines) == quarters
