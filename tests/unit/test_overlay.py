"""The overlay shows what was understood, over the scan."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from ocrfix.formats.overlay import LONG_SIDE_PX, draw_overlay
from ocrfix.geometry import Box
from ocrfix.model.article import Advert, Article, Furniture, Paragraph, Unplaced
from ocrfix.model.page import Doubt, Page, Region, RegionKind, Source, TextLine, WritingMode

WHITE = np.full((600, 800, 3), 255, np.uint8)


def region(name: str, box: Box, mode: WritingMode = WritingMode.HORIZONTAL) -> Region:
    line = TextLine(id=f"{name}.1", polygon=box.polygon, reading="文", confidence=1.0, writing_mode=mode)
    return Region(id=name, kind=RegionKind.BODY, polygon=box.polygon, lines=(line,), writing_mode=mode)


LEFT, RIGHT = region("r1", Box(100, 200, 300, 500)), region("r2", Box(420, 200, 620, 500))
PAGE = Page(
    name="p",
    source=Source(file="p.png", page=1, sha256="0", width_px=800, height_px=600),
    language="zh-Hans",
    regions=(LEFT, RIGHT),
    articles=(
        Article(id="a1", body=(Paragraph(("r1.1",)),)),
        Article(id="a2", body=(Paragraph(("r2.1",)),)),
    ),
)


def drawn(page: Page, pixels: np.ndarray = WHITE) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(draw_overlay(pixels, page))).convert("RGB")).astype(int)


def tint(picture: np.ndarray, box: Box) -> np.ndarray:
    """The most frequent kind of colour in a box: its median."""
    return np.median(picture[int(box.top) : int(box.bottom), int(box.left) : int(box.right)], axis=(0, 1))


def test_two_articles_have_two_colours_and_the_paper_has_none():
    picture = drawn(PAGE)
    paper = tint(picture, Box(320, 20, 400, 120))
    assert np.ptp(paper) <= 3
    assert np.abs(tint(picture, LEFT.box) - tint(picture, RIGHT.box)).max() > 20
    assert np.abs(tint(picture, LEFT.box) - paper).max() > 20


def test_regions_of_one_article_have_one_colour_and_an_arrow_between_them():
    body = (Paragraph(("r1.1", "r2.1")),)
    one = drawn(replace(PAGE, articles=(Article(id="a1", body=body),)))
    assert np.abs(tint(one, LEFT.box) - tint(one, RIGHT.box)).max() <= 3
    gap = (slice(430, 490), slice(320, 400))
    assert np.ptp(one[gap], axis=2).max() > 60
    assert np.ptp(drawn(PAGE)[gap], axis=2).max() < 20


def test_the_print_stays_darker_than_its_tint():
    scan = WHITE.copy()
    scan[300:320, 150:250] = 0
    picture = drawn(PAGE, scan)
    assert picture[310, 200].sum() < tint(picture, LEFT.box).sum() - 200


def test_a_doubtful_line_is_marked():
    doubt = Doubt(kind="character", text="人 or 入", line="r1.1")
    assert not np.array_equal(drawn(PAGE), drawn(replace(PAGE, doubts=(doubt,))))


def test_what_found_no_place_is_red():
    lost = replace(PAGE, articles=(), unplaced=(Unplaced("r1", "?"), Unplaced("r2", "?")))
    red, green, blue = tint(drawn(lost), LEFT.box)
    assert red > green + 20 < blue + 40


def test_adverts_and_furniture_are_grey():
    grey = replace(PAGE, articles=(), adverts=(Advert(("r1",)),), furniture=(Furniture("folio", "r2"),))
    picture = drawn(grey)
    assert np.ptp(tint(picture, LEFT.box)) <= 3
    assert np.ptp(tint(picture, RIGHT.box)) <= 3


def test_a_large_scan_is_reduced_and_a_small_one_is_not_enlarged():
    large = drawn(replace(PAGE, regions=(), articles=()), np.full((2000, 4000, 3), 255, np.uint8))
    assert large.shape[1] == LONG_SIDE_PX
    assert drawn(PAGE).shape[1] == 800


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (40, 30)])
def test_the_smallest_scan_has_an_overlay(size):
    empty = replace(PAGE, regions=(), articles=())
    assert drawn(empty, np.full((*size, 3), 128, np.uint8)).size > 0


def test_a_region_outside_the_scan_does_no_harm():
    far = region("r1", Box(-500, -500, 5000, -100))
    assert drawn(replace(PAGE, regions=(far, RIGHT))).shape == drawn(PAGE).shape


def test_vertical_regions_are_linked_from_tier_to_tier():
    tiers = (
        region("r1", Box(100, 50, 700, 250), WritingMode.VERTICAL),
        region("r2", Box(100, 330, 700, 550), WritingMode.VERTICAL),
    )
    body = (Paragraph(("r1.1", "r2.1")),)
    picture = drawn(replace(PAGE, regions=tiers, articles=(Article(id="a1", body=body),)))
    assert np.ptp(picture[270:320, 300:500], axis=2).max() > 60
