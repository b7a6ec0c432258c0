"""Headings side by side: which are halves of one headline, and which are neighbours."""

import pytest
from test_layout import column, printed, structure

LEFT, RIGHT = "精准施策", "雁荡口新区破解停车难"
EM = 40


def headlines(gap, *columns):
    """The headline of each story whose two long parts stand so far apart over some columns."""
    left, right = printed("h1", LEFT, 110, 200, EM), printed("h2", RIGHT, 110 + 4 * EM + gap, 200, EM)
    outline = structure([left, right, *(line for lines in columns for line in lines)])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    return [[line for part in story.headline for line in lines[part]] for story in outline.stories]


@pytest.mark.parametrize("gap", [16, 40])
def test_long_parts_of_a_headline_are_one_where_the_text_under_the_second_goes_on_from_the_first(gap):
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 300, 290, 6)
    assert headlines(gap, first, second) == [["h1", "h2"]]


@pytest.mark.parametrize("gap", [16, 40])
def test_neighbours_over_the_beginnings_of_two_texts_stay_two_headlines(gap):
    first, second = column("a", 80, 290, 6, "indent"), column("b", 300, 290, 6, "indent")
    assert headlines(gap, first, second) == [["h1"], ["h2"]]


def test_parts_are_one_headline_where_a_column_stands_under_the_blank_between_them():
    first, second = column("a", 160, 290, 6, "indent"), column("b", 380, 290, 6, "indent")
    assert headlines(16, first, second) == [["h1", "h2"]]


def test_parts_too_far_apart_for_a_space_stay_two_headings_whatever_text_stands_below():
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 300, 290, 6)
    assert ["h1", "h2"] not in headlines(90, first, second)
