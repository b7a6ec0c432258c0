"""Two facing pages in one scan are parted; a page that is only wide is not."""

import numpy as np
import pytest
from painted import scan_of
from PIL import Image

from ocrfix.geometry import Box
from ocrfix.image.fold import cut_out, find_fold, halves
from ocrfix.pipeline import pages_in


def facing(gap=60.0, columns=3, rows=30):
    """Lines of two pages of so many columns, side by side."""
    page = [
        Box(220.0 * c, 30.0 * r, 220.0 * c + 200, 30.0 * r + 24) for c in range(columns) for r in range(rows)
    ]
    away = 220 * columns - 20 + gap
    return [*page, *(Box(b.left + away, b.top, b.right + away, b.bottom) for b in page)]


def test_the_fold_lies_in_the_band_between_the_pages():
    assert 640 < find_fold(facing()) < 700


def test_a_heading_across_the_middle_makes_it_one_page():
    assert find_fold([*facing(), Box(300, -60, 1100, -10)]) is None


def test_a_page_that_is_higher_than_wide_has_no_fold():
    assert find_fold(facing(rows=60)) is None


def test_a_cutting_of_two_articles_has_no_fold():
    assert find_fold(facing(rows=12)) is None


def test_a_page_beside_nothing_has_no_fold():
    lines = [box for box in facing() if box.left < 640] + [Box(1280, 0, 1330, 24)]
    assert find_fold(lines) is None


def spread(degrees=0.0):
    """One sample beside itself, turned clockwise on the scanner."""
    page = Image.open("samples/vertical_tiers.jpg").convert("RGB")
    both = Image.new("RGB", (2 * page.width, page.height), "white")
    both.paste(page, (0, 0))
    both.paste(page, (page.width, 0))
    return both.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="white")


@pytest.mark.parametrize("degrees", [0.0, 5.0])
def test_two_samples_side_by_side_are_parted_along_the_fold_as_it_lies_on_the_scan(degrees):
    both = spread(degrees)
    left, right = pages_in(scan_of(both, "spread"))
    assert (left.name, right.name) == ("spread-left", "spread-right")
    assert left.part[1:3] == (right.part[0], right.part[3])
    away = np.tan(np.radians(degrees)) * both.height / 2
    for (x, _), expected in zip(left.part[1:3], (both.width / 2 + away, both.width / 2 - away), strict=True):
        assert abs(x - expected) < 0.025 * both.width


def test_a_single_sample_is_not_parted():
    page = Image.open("samples/vertical_tiers.jpg").convert("RGB")
    assert [part.part for part in pages_in(scan_of(page, "single"))] == [None]


def test_what_is_cut_out_keeps_its_place_and_shows_nothing_of_the_other_page():
    scan = np.full((300, 400, 3), 240, dtype=np.uint8)
    scan[100, 150], scan[100, 390] = 10, 20
    left, right = halves((220, 0), (180, 300), (400, 300))
    one, _ = cut_out(scan, left)
    other, to_scan = cut_out(scan, right)
    assert (one.min(), other.min()) == (10, 20)
    row, column = np.argwhere(other[:, :, 0] == 20)[0]
    assert tuple(to_scan @ (column, row, 1)) == (390, 100, 1)
    assert scan[100, 150, 0] == 10
