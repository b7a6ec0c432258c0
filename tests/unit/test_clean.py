"""Borders, uneven light and show-through go; what is printed stays."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocrfix.geometry import Box
from ocrfix.image.clean import find_page, flatten

WIDTH, HEIGHT = 1200, 1600


def printed(size_px: int = 20, seed: int = 1) -> np.ndarray:
    """A clean page of body text, RGB."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (WIDTH, HEIGHT), (245, 245, 240))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size_px)
    for top in range(90, HEIGHT - 120, int(size_px * 1.5)):
        words = "".join(random.choice(list("abcdefghijklmno  rstuvw"), int((WIDTH - 220) / size_px * 1.9)))
        draw.text((90, top), words, font=font, fill=(25, 25, 30))
    return np.array(image)


def grey(pixels: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)


def lit_from_one_side(pixels: np.ndarray, darkest: float = 0.6) -> np.ndarray:
    light = np.linspace(darkest, 1.0, pixels.shape[1], dtype=np.float32)[np.newaxis, :, np.newaxis]
    return (pixels * light).astype(np.uint8)


def shown_through(pixels: np.ndarray, other_side: np.ndarray, strength: float) -> np.ndarray:
    """With the print of the other side, mirrored and blurred by the paper."""
    ghost = 255 - cv2.GaussianBlur(grey(other_side)[:, ::-1], (0, 0), 2.0).astype(np.float32)
    return np.clip(pixels - strength * ghost[:, :, np.newaxis], 0, 255).astype(np.uint8)


def text_inked(pixels: np.ndarray) -> np.ndarray:
    return grey(pixels) < 100


# borders


def test_a_page_without_a_border_is_whole_and_untouched():
    page = printed()
    assert find_page(grey(page)) == Box(0, 0, WIDTH, HEIGHT)


def test_straight_black_borders_are_cut_off():
    page = printed()
    page[:, :40] = 8
    page[-60:] = 12
    box = find_page(grey(page))
    assert (box.left, box.top) == (pytest.approx(40, abs=2), 0)
    assert (box.right, box.bottom) == (WIDTH, pytest.approx(HEIGHT - 60, abs=2))


def test_text_that_runs_over_the_edge_is_not_a_border():
    page = printed(size_px=60)[100:, 95:]
    assert find_page(grey(page)) == Box(0, 0, page.shape[1], page.shape[0])


def test_a_dark_photograph_at_the_edge_stays():
    page = printed()
    tones = np.random.default_rng(3).integers(0, 90, (12, 30)).astype(np.uint8)
    page[:400] = cv2.resize(tones, (WIDTH, 400), interpolation=cv2.INTER_CUBIC)[:, :, np.newaxis]
    assert find_page(grey(page)) == Box(0, 0, WIDTH, HEIGHT)


def test_a_solid_dark_box_at_the_edge_stays():
    page = printed()
    page[200:700, :300] = 20
    assert find_page(grey(page)) == Box(0, 0, WIDTH, HEIGHT)


@pytest.mark.parametrize("level", [0, 128, 255])
@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (200, 200)])
def test_an_image_of_one_tone_is_neither_cut_nor_changed(level, shape):
    image = np.full((*shape, 3), level, dtype=np.uint8)
    assert find_page(grey(image)) == Box(0, 0, shape[1], shape[0])
    assert np.array_equal(flatten(image), image)


# light


@pytest.mark.parametrize("size_px", [9, 20, 90])
def test_a_clean_page_is_returned_as_it_is(size_px):
    page = printed(size_px)
    assert flatten(page) is page


@pytest.mark.parametrize("size_px", [9, 20, 90])
def test_light_from_one_side_is_evened_out(size_px):
    even = grey(flatten(lit_from_one_side(printed(size_px))))
    margins = even[300:1300, 20:60], even[300:1300, -60:-20]
    assert abs(float(margins[0].mean()) - float(margins[1].mean())) < 8


def test_evening_keeps_every_stroke():
    page = printed()
    even = flatten(lit_from_one_side(page))
    assert (text_inked(even) == text_inked(page)).mean() > 0.99


def test_light_letters_in_a_dark_box_stay_light_on_dark():
    page = printed()
    page[500:800, 200:900] = 60
    font = ImageFont.load_default(60)
    image = Image.fromarray(page)
    ImageDraw.Draw(image).text((230, 600), "LIGHT ON DARK", font=font, fill=(240, 240, 240))
    even = grey(flatten(lit_from_one_side(np.array(image))))
    assert np.median(even[510:580, 220:880]) < 90
    assert even[600:670, 230:700].max() > 200


def test_a_photograph_keeps_its_tones():
    page = printed()
    tones = np.random.default_rng(3).integers(40, 180, (8, 8)).astype(np.uint8)
    picture = cv2.resize(tones, (500, 500), interpolation=cv2.INTER_CUBIC)
    page[600:1100, 300:800] = picture[:, :, np.newaxis]
    after = grey(flatten(lit_from_one_side(page)))[600:1100, 300:800]
    assert np.corrcoef(after.ravel(), picture.ravel())[0, 1] > 0.97
    assert after.std() > 0.8 * picture.std()


# show-through


def test_show_through_in_blank_paper_is_lifted():
    page = printed()
    page[800:] = (245, 245, 240)
    dirty = shown_through(page, printed(seed=9), 0.18)
    blank = np.s_[860:1400, 100:-100]
    assert np.percentile(grey(dirty)[blank], 5) < 230
    assert np.percentile(grey(flatten(dirty))[blank], 5) > 235


def test_lifting_show_through_keeps_every_stroke():
    page = printed()
    dirty = shown_through(page, printed(seed=9), 0.18)
    assert (text_inked(flatten(dirty)) == text_inked(dirty)).mean() > 0.999


def test_faintly_printed_small_type_is_not_taken_for_show_through():
    page = printed(9)
    faint = (245 - (245 - page.astype(np.float32)) * 0.5).astype(np.uint8)
    assert np.abs(flatten(faint).astype(int) - faint).max() < 8 or np.array_equal(flatten(faint), faint)


def test_the_smallest_marks_of_a_worn_page_are_not_taken_for_show_through():
    page = printed(20)
    places = np.s_[1440:1446, 500:506], np.s_[1440:1444, 700:720]
    for place in places:
        page[place] = 40
    worn = cv2.GaussianBlur(page, (0, 0), 4).astype(np.float32)
    worn = 245 - (245 - worn) * 0.5 + np.random.default_rng(4).normal(0, 6, page.shape)
    worn = np.clip(worn, 0, 255).astype(np.uint8)
    after = grey(flatten(worn)).astype(int)
    for place in places:
        assert after[place].mean() - grey(worn)[place].mean() < 4


def test_faint_text_under_black_headlines_is_not_taken_for_show_through():
    page = 245 - (245 - printed(20).astype(np.float32)) * 0.3
    for left in range(100, 900, 28):
        page[120:300, left : left + 12] = 30
    page[900:] = 245
    noise = np.random.default_rng(4).normal(0, 8, page.shape)
    worn = np.clip(cv2.GaussianBlur(page, (0, 0), 1.5) + noise, 0, 255).astype(np.uint8)
    assert np.abs(flatten(worn).astype(int) - worn).max() < 8


def test_noise_on_blank_paper_is_no_show_through():
    page = printed(20)
    page[800:] = 236
    noise = np.random.default_rng(4).normal(0, 10, page.shape)
    worn = np.clip(page + noise, 0, 255).astype(np.uint8)
    assert np.abs(flatten(worn).astype(int) - worn).max() < 8
