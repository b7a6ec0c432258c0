"""Tints, and small bold headings on them: a box in another article's columns."""

import numpy as np
import pytest
from test_layout import column, printed

from ocrfix.geometry import Box
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.layout.tints import find_tints

EM = 20.0
TINT = Box(300, 400, 700, 800)


def paper(shade=245):
    return np.full((1400, 1000), shade, np.uint8)


def painted(box, shade, page=None):
    page = paper() if page is None else page
    page[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = shade
    return page


def test_a_grey_rectangle_is_a_tint_though_letters_stand_on_it():
    page = painted(TINT, 215)
    page[430:770:30, 320:680] = 40
    assert find_tints(page, (), EM) == (TINT,)


def test_a_tint_goes_on_behind_a_headline_that_is_set_white_on_black_in_it():
    page = painted(Box(304, 420, 696, 560), 40, painted(TINT, 215))
    page[450:530, 330:670] = 245
    assert find_tints(page, (), EM) == (TINT,)


def test_a_tint_goes_on_beside_a_picture_that_fills_most_of_it():
    """The sky of the picture is as bright as paper: the narrow margins beside it are hardly seen."""
    picture = Box(318, 440, 682, 700)
    page = painted(picture, 110, painted(TINT, 215))
    page = painted(Box(318, 440, 682, 520), 240, page)
    page[720:780:30, 320:680] = 40
    assert find_tints(page, (picture,), EM) == (TINT,)


def test_a_picture_under_a_tint_as_wide_is_no_part_of_it():
    picture = Box(300, 700, 700, 1000)
    page = painted(picture, 110, painted(Box(300, 400, 700, 700), 215))
    assert not any(tint.bottom > 710 for tint in find_tints(page, (picture,), EM))


def test_a_rule_around_white_paper_is_no_tint():
    page = painted(Box(306, 406, 694, 794), 245, painted(TINT, 215))
    assert find_tints(page, (), EM) == ()


def test_a_shadow_that_fades_is_no_tint():
    page = paper()
    shade = np.abs(np.linspace(-1, 1, 400))
    page[400:800, 300:700] = (205 + 38 * shade[None, :]).astype(np.uint8)
    assert find_tints(page, (), EM) == ()


def test_a_tint_in_a_shadow_is_one():
    across, down = np.meshgrid(np.linspace(-3, 2, 1000), np.linspace(-3, 3, 1400))
    shadow = 1 - 0.18 * np.exp(-(across**2) - down**2)
    page = (painted(TINT, 215) * shadow).astype(np.uint8)
    (tint,) = find_tints(page, (), EM)
    assert tint.share_in(TINT) > 0.99
    assert TINT.share_in(tint) > 0.95


@pytest.mark.parametrize("box", [Box(300, 400, 390, 490), Box(0, 0, 1000, 1400)])
def test_a_patch_of_few_characters_and_a_whole_grey_page_are_no_tints(box):
    assert find_tints(painted(box, 215), (), EM) == ()


def test_a_picture_is_no_tint():
    assert find_tints(painted(TINT, 215), (TINT,), EM) == ()


def stories_of(bold, first="新桥今日通车", em=20.0):
    """Texts of the stories of an article in whose third column a tint stands with another text."""
    outer = [
        printed("h", "三万亩秧苗喝上放心水啦", 100, 60, em=40),
        *column("a", 100, 140, 14, "indent", last=""),
        *column("b", 330, 140, 4, last=""),
        *column("c", 330, 470, 3),
    ]
    head = printed("i", first, 370, 276, em)
    inner = [head, *column("d", 330, 310, 4, "indent")]
    lines = [*outer, *inner]
    weights = [bold if line is head else 0.2 for line in lines]
    tinted = Furnishings((), (), (), (), tints=(Box(322, 268, 562, 450),))
    outline = find_structure(lines, weights, tinted, (640, 700))
    return {"".join(dict.fromkeys(n[0] for p in story.body for n in p.lines)) for story in outline.stories}


def test_a_tint_whose_first_line_is_set_bold_is_the_frame_of_an_article():
    assert stories_of(bold=0.4) == {"abc", "d"}


@pytest.mark.parametrize(("weight", "stories"), [(0.3, {"abc", "d"}), (0.2, {"abidc"})])
def test_a_tint_whose_first_line_is_somewhat_larger_and_darker_is_its_frame(weight, stories):
    assert stories_of(bold=weight, em=22.0) == stories


def test_a_tint_with_a_text_that_goes_on_from_another_page_is_its_frame():
    assert stories_of(bold=0.2, first="（上接一版）") == {"abc", "d"}


def test_a_tint_under_a_part_of_a_text_is_no_frame():
    assert stories_of(bold=0.2) == {"abidc"}
