"""Skew is measured in both writing modes, and every working pixel keeps its place on the scan."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocrfix.geometry import Box
from ocrfix.image.straighten import find_skew, upright

ANGLES = [-7.5, -3.0, -1.0, -0.3, 0.0, 0.1, 1.0, 3.0, 7.5]


def printed(size_px: int = 22, columns: int = 4, picture: bool = False) -> np.ndarray:
    """A page of columns whose lines do not meet, with rules between them, grey."""
    width, height = 1500, 2000
    random = np.random.default_rng(5)
    image = Image.new("L", (width, height), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size_px)
    step = (width - 160) // columns
    for column in range(columns):
        left = 80 + column * step
        for top in range(100 + int(random.integers(size_px)), height - 120, int(size_px * 1.4)):
            words = "".join(random.choice(list("abcdefghijklmno  rstuvw"), int((step - 30) / size_px * 1.9)))
            draw.text((left, top), words, font=font, fill=0)
        if column:
            draw.line((left - 15, 100, left - 15, height - 120), fill=0, width=2)
    page = np.array(image)
    if picture:
        blobs = random.integers(0, 256, (30, 30)).astype(np.uint8)
        page[400:1100, 80 : 80 + 2 * step - 30] = cv2.resize(blobs, (2 * step - 30, 700))
    return page


def turned(page: np.ndarray, clockwise_deg: float) -> np.ndarray:
    """As a scanner sees it: turned, blurred, noisy."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -clockwise_deg, 1.0)
    page = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    grain = np.random.default_rng(2).normal(0, 6, page.shape)
    return np.clip(cv2.GaussianBlur(page, (0, 0), 0.8) * 0.75 + 45 + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("vertical", [False, True])
def test_skew_is_found_to_a_twentieth_of_a_degree(angle, vertical):
    page = printed()
    page = np.ascontiguousarray(np.rot90(page)) if vertical else page
    assert find_skew(turned(page, angle)) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [-3.0, 0.3, 7.5])
def test_a_large_picture_does_not_decide_the_skew(angle):
    assert find_skew(turned(printed(picture=True), angle)) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [-1.0, 0.1, 3.0])
def test_nine_pixel_type_is_enough(angle):
    small = turned(printed(size_px=9, columns=6), angle)
    assert find_skew(small) == pytest.approx(angle, abs=0.05)


def test_a_skew_beyond_the_limit_is_never_reported():
    assert abs(find_skew(turned(printed(), 12.0))) <= 8.0


@pytest.mark.parametrize("seed", range(5))
def test_what_has_no_lines_has_no_skew(seed):
    random = np.random.default_rng(seed)
    grain = np.clip(random.normal(240, 8, (900, 700)), 0, 255).astype(np.uint8)
    noise = random.integers(0, 256, (900, 700)).astype(np.uint8)
    clouds = cv2.resize(noise[:30, :30], (700, 900), interpolation=cv2.INTER_CUBIC)
    specks = np.full((900, 700), 250, dtype=np.uint8)
    for x, y, r in zip(
        random.integers(700, size=200), random.integers(900, size=200), [1, 2, 4, 3] * 50, strict=True
    ):
        cv2.circle(specks, (int(x), int(y)), r, 0, -1)
    assert [find_skew(image) for image in (grain, noise, clouds, specks)] == [0, 0, 0, 0]


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (40, 40), (33, 4000)])
def test_an_image_too_small_for_lines_has_no_skew(shape):
    assert find_skew(np.full(shape, 255, dtype=np.uint8)) == 0


@pytest.mark.parametrize("quarters", [0, 1, 2, 3, 5, -1])
@pytest.mark.parametrize("skew", [0.0, 0.02, 0.5, -7.5])
@pytest.mark.parametrize("crop", [None, Box(31, 17, 391, 287)])
def test_every_dot_is_found_again_on_the_scan(quarters, skew, crop):
    for x, y in [(60, 40), (350, 60), (200, 150), (80, 250), (380, 280)]:
        scan = np.full((300, 400, 3), 250, dtype=np.uint8)
        scan[y - 2 : y + 3, x - 2 : x + 3] = 0
        page, frame = upright(scan, turn_quarters=quarters, skew_deg=skew, crop=crop)
        assert (frame.height_px, frame.width_px) == page.shape[:2]
        dark = 250.0 - page[:, :, 0].clip(max=250)
        rows, columns = np.indices(dark.shape)
        centre = ((columns * dark).sum() / dark.sum() + 0.5, (rows * dark).sum() / dark.sum() + 0.5)
        ((scan_x, scan_y),) = frame.on_scan([centre])
        assert np.hypot(scan_x - x - 0.5, scan_y - y - 0.5) < 0.1


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("skew", [3.0, -8.0])
def test_the_corners_of_the_scan_stay_in_the_picture(quarters, skew):
    scan = np.full((300, 400, 3), 250, dtype=np.uint8)
    _, frame = upright(scan, turn_quarters=quarters, skew_deg=skew)
    for x, y in frame.on_page(Box(0, 0, 400, 300).polygon):
        assert -0.01 <= x <= frame.width_px + 0.01
        assert -0.01 <= y <= frame.height_px + 0.01


@pytest.mark.parametrize("angle", [-5.0, 0.4, 6.0])
def test_a_page_made_upright_has_no_skew_left(angle):
    scan = np.repeat(turned(printed(), angle)[:, :, np.newaxis], 3, axis=2)
    page, _ = upright(scan, skew_deg=find_skew(scan[:, :, 0]))
    assert abs(find_skew(np.ascontiguousarray(page[:, :, 0]))) < 0.05


def test_corners_are_filled_with_the_colour_of_the_paper():
    scan = np.full((300, 400, 3), (240, 230, 200), dtype=np.uint8)
    page, _ = upright(scan, skew_deg=5)
    assert np.unique(page.reshape(-1, 3), axis=0).tolist() == [[240, 230, 200]]


def test_a_straight_page_is_not_copied():
    scan = np.full((300, 400, 3), 250, dtype=np.uint8)
    page, frame = upright(scan, skew_deg=0.02)
    assert np.shares_memory(page, scan)
    assert np.array_equal(frame.matrix, np.eye(3))
