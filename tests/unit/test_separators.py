"""Rules found in a painted page: beside text, under lines that were drawn over them, and none in letters."""

import numpy as np
import pytest

from ocrfix.geometry import Box, union
from ocrfix.layout.separators import find_furnishings

EM = 20


def page(*dark):
    grey = np.full((400, 600), 240, np.uint8)
    for box in dark:
        grey[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = 20
    return grey


def rows(left, right, count=4):
    return [Box(left, 100 + 28 * n, right, 126 + 28 * n) for n in range(count)]


def upright(grey, texts):
    return find_furnishings(grey, tuple(texts), EM).vertical


def columns(count):
    return [Box(100 + 30 * n, 100, 128 + 30 * n, 380) for n in range(count)]


def test_a_short_rule_is_found_though_the_lines_beside_it_reach_over_it():
    rule = Box(299, 100, 301, 212)
    assert upright(page(rule), [*rows(80, 304), *rows(296, 520)])


def test_a_short_rule_is_found_though_two_lines_of_four_were_drawn_over_both_its_columns():
    rule = Box(299, 100, 301, 212)
    left, right = rows(80, 296), rows(304, 520)
    assert upright(page(rule), [Box(80, 100, 520, 126), Box(80, 128, 520, 154), *left[2:], *right[2:]])


def test_strokes_above_one_another_within_lines_of_text_are_no_rule():
    bars = [Box(292, 110 + 28 * n, 308, 113 + 28 * n) for n in range(4)]
    assert not upright(page(Box(299, 100, 301, 212), *bars), rows(80, 520))


def test_the_stroke_of_a_large_letter_is_no_rule():
    assert not upright(page(Box(299, 100, 303, 212)), [Box(80, 95, 520, 217)])


def test_a_short_rule_between_tiers_is_one_though_every_line_was_drawn_over_both():
    found = find_furnishings(page(Box(100, 238, 248, 241)), tuple(columns(5)), EM)
    assert len(found.horizontal) == 1


def test_a_stroke_of_a_large_character_is_no_rule_between_tiers():
    assert find_furnishings(page(Box(104, 238, 196, 241)), (Box(100, 100, 200, 380),), EM).horizontal == ()


def test_a_rule_that_touches_a_dark_box_is_no_wider_for_that():
    grey = np.full((1000, 600), 240, np.uint8)
    grey[20:980, 299:302] = grey[20:100, 302:311] = 20
    (found,) = upright(grey, [Box(80, 40 + 28 * n, 290, 66 + 28 * n) for n in range(33)])
    assert (found.left, found.right) == (299, 302)


def sloping(thick, rise):
    """A rule from edge to edge that rises by so many pixels."""
    return [Box(x, 60 + rise * x // 600, x + 4, 60 + rise * x // 600 + thick) for x in range(20, 580, 4)]


def test_a_rule_that_rises_on_paper_that_is_not_flat_is_one_rule():
    assert len(find_furnishings(page(*sloping(7, 6)), tuple(rows(80, 520)), EM).horizontal) == 1


def test_the_heavy_rule_under_a_nameplate_is_a_rule():
    assert len(find_furnishings(page(*sloping(15, 3)), tuple(rows(80, 520)), EM).horizontal) == 1


def test_a_black_band_that_a_title_is_printed_on_is_no_rule():
    assert find_furnishings(page(*sloping(30, 3)), tuple(rows(80, 520)), EM).horizontal == ()


def test_a_portrait_is_a_picture_and_a_dark_bar_as_large_is_none():
    spot = Box(100, 100, 190, 230)
    bar, portrait = page(spot), page(spot)
    portrait[100:165, 100:190] = 140
    [picture] = find_furnishings(portrait, (), EM).pictures
    assert picture.share_in(spot.grown(2)) == 1
    assert find_furnishings(bar, (), EM).pictures == ()


def test_a_picture_in_which_a_letter_was_seen_is_one_and_a_letter_white_on_black_is_none():
    spot = Box(100, 100, 190, 230)
    picture, letter = page(spot), page(spot)
    picture[100:165, 100:190] = 140
    letter[120:180, 130:160] = 240
    [found] = find_furnishings(picture, (Box(98, 120, 192, 232),), EM).pictures
    assert found.share_in(spot.grown(2)) == 1
    assert find_furnishings(letter, (Box(98, 120, 192, 232),), EM).pictures == ()


def test_a_rule_between_two_rows_of_two_columns_is_found_and_letters_one_above_the_other_are_none():
    both = [Box(80, 100, 520, 126), Box(80, 128, 520, 154)]
    assert upright(page(Box(299, 103, 302, 152)), both)
    assert not upright(page(Box(299, 103, 302, 123), Box(299, 131, 302, 152)), both)
    assert not upright(page(Box(299, 103, 302, 152)), [Box(80, 95, 520, 160)])


def test_a_rule_between_two_tiers_beside_a_picture_is_found_and_strokes_next_to_each_other_are_none():
    both = [Box(100, 80, 126, 400), Box(128, 80, 154, 400)]
    assert find_furnishings(page(Box(103, 238, 152, 241)), tuple(both), EM).horizontal
    strokes = page(Box(103, 238, 123, 241), Box(131, 238, 152, 241))
    assert find_furnishings(strokes, tuple(both), EM).horizontal == ()
    assert find_furnishings(page(Box(103, 238, 152, 241)), (Box(95, 80, 160, 400),), EM).horizontal == ()


def waves(left, top, length, swing=4, period=16):
    """A page with a stroke that goes down it and swings from side to side."""
    grey = page()
    down = np.arange(top, top + length)
    across = left + np.round(swing * np.sin(2 * np.pi * (down - top) / period)).astype(int)
    for y, x in zip(down, across, strict=True):
        grey[y, x : x + 3] = 20
    return grey


def test_a_wavy_rule_between_two_texts_is_one_also_where_the_box_of_a_line_reaches_over_it():
    beside = [Box(280, 100, 308, 380), Box(250, 100, 278, 380)]
    assert len(upright(waves(304, 100, 240), beside)) == 1
    assert len(find_furnishings(waves(200, 100, 240).T.copy(), (), EM).horizontal) == 1


def test_a_stroke_that_swings_where_the_letters_of_a_line_are_and_a_wide_one_are_no_rule():
    assert not upright(waves(293, 100, 240), [Box(280, 100, 308, 380)])
    assert not upright(waves(300, 100, 240, swing=12, period=60), [])


def test_a_stroke_of_a_large_letter_that_stands_upright_in_its_line_is_no_rule():
    heading = Box(100, 90, 560, 190)
    assert not upright(waves(150, 100, 80, swing=2, period=160), [heading])
    assert upright(waves(150, 60, 160, swing=2, period=160), [heading])


def white_on_black(left, rows):
    """A black box from `left`, and on it lines of white letters down the page, level letter by letter."""
    grey = page(Box(left, 60, left + 60 * rows, 360))
    for row in range(rows):
        for letter in range(6):
            top, edge = 63 + 50 * letter, left + 60 * row
            grey[top : top + 44, edge + 14 : edge + 46] = 240
    return grey, tuple(Box(left + 60 * row, 60, left + 60 * row + 60, 360) for row in range(rows))


def test_a_rule_ends_at_a_headline_printed_white_on_black_and_does_not_run_on_between_its_letters():
    grey, heading = white_on_black(480, 1)
    grey[206:210, 60:480] = 20
    (rule,) = find_furnishings(grey, heading, EM).horizontal
    assert rule.right == 480


def test_the_black_between_the_letters_of_two_rows_printed_white_on_black_is_no_rule():
    grey, heading = white_on_black(420, 2)
    found = find_furnishings(grey, heading, EM)
    assert not [rule for rule in (*found.horizontal, *found.vertical) if rule.share_in(union(heading)) > 0.9]


@pytest.mark.parametrize(("gap", "frames"), [(0, 1), (24, 0)], ids=["they meet", "they end before"])
def test_rules_between_columns_make_no_frame_with_those_between_bands_before_which_they_end(gap, frames):
    level = [Box(50, y, 550, y + 3) for y in (60, 340)]
    upright = [Box(x, 60 + gap, x + 3, 343 - gap) for x in (58, 540)]
    assert len(find_furnishings(page(*level, *upright), (), EM).frames) == frames


TITLE, SMALL, SMALLER = Box(120, 100, 480, 160), Box(120, 180, 480, 206), Box(120, 220, 480, 246)


@pytest.mark.parametrize(
    ("lines", "framed"),
    [
        ((TITLE, SMALL, SMALLER), True),
        ((TITLE, Box(120, 180, 480, 240), Box(120, 256, 480, 316)), False),
        ((SMALL, SMALLER, Box(120, 260, 480, 286)), False),
        ((Box(120, 100, 400, 126), SMALL, Box(120, 240, 300, 300)), False),
    ],
    ids=["a title and small print", "large letters", "no title", "the large letters come last"],
)
def test_black_that_lines_of_white_letters_stand_on_frames_them_if_a_title_is_the_first(lines, framed):
    ground = Box(100, 80, 500, 330)
    grey = page(ground)
    for line in lines:
        for left in range(int(line.left) + 10, int(line.right) - 10, 20):
            grey[int(line.top) + 4 : int(line.bottom) - 4, left : left + 6] = 240
    found = find_furnishings(grey, lines, EM)
    assert found.frames == ((ground,) if framed else ())
