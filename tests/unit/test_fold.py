"""Two facing pages in one scan are parted; a page that is only wide is not."""

from painted import scan_of
from PIL import Image

from ocrfix.geometry import Box
from ocrfix.image.fold import find_fold
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


def test_two_samples_side_by_side_are_two_pages_in_the_frame_of_the_whole_scan():
    page = Image.open("samples/vertical_tiers.jpg").convert("RGB")
    spread = Image.new("RGB", (2 * page.width, page.height), "white")
    spread.paste(page, (0, 0))
    spread.paste(page, (page.width, 0))
    left, right = pages_in(scan_of(spread, "spread"))
    assert (left.name, right.name) == ("spread-left", "spread-right")
    assert left.part.right == right.part.left
    assert abs(left.part.right - page.width) < 0.05 * page.width
    assert [part.part for part in pages_in(scan_of(page))] == [None]
