"""Horizontal lines on a vertical page: which way they run."""

import pytest

from ocrfix.geometry import Box
from ocrfix.model.page import TextLine, WritingMode
from ocrfix.ocr.direction import with_directions

WEIGHTS = {
    "紅楓村春": -5.0,
    "春村楓紅": 0.0,
    "耕備耕忙": 0.0,
    "忙耕備耕": -9.0,
    "開幕典禮": -1.0,
    "禮典幕開": -12.0,
}


def row(reading, top, height=60, left=100):
    box = Box(left, top, left + height * len(reading), top + height)
    return TextLine(id=reading, polygon=box.polygon, reading=reading, confidence=1.0)


def read(*lines):
    found = with_directions(lines, lambda text: WEIGHTS.get(text, 0.0))
    return [line.reading for line in found]


def test_the_rows_of_one_heading_run_the_same_way_though_one_of_them_reads_better_backwards():
    assert read(row("春村楓紅", 100), row("忙耕備耕", 165)) == ["紅楓村春", "耕備耕忙"]


def test_the_halves_of_one_row_run_the_same_way():
    halves = [row("春村楓紅", 100, left=400), row("忙耕備耕", 100, left=100)]
    whole = {"紅楓村春耕備耕忙": 0.0, "忙耕備耕春村楓紅": -9.0}
    found = with_directions(halves, lambda text: whole.get(text, 0.0))
    assert [line.reading for line in found] == ["紅楓村春", "耕備耕忙"]


def test_two_characters_found_apart_run_as_the_rest_of_their_row():
    pieces = [row("禮", 100, left=100), row("典幕", 100, left=165), row("開", 100, left=290)]
    assert read(*pieces, row("中華民國", 900)) == ["禮", "幕典", "開", "中華民國"]


@pytest.mark.parametrize(
    "other",
    [row("開幕典禮", 300), row("開幕典禮", 165, height=40)],
    ids=["far below it", "in smaller letters"],
)
def test_a_line_that_belongs_to_no_heading_tells_for_itself(other):
    assert read(row("禮典幕開", 100), other) == ["開幕典禮", "開幕典禮"]


def test_the_name_of_a_paper_runs_as_the_date_under_it_though_most_headings_run_to_the_left():
    head = [row("豐樂新報", 0, height=90), row("中華民國", 100, height=20)]
    headings = [row("禮典幕開", 400, left=100), row("禮典幕開", 700, left=100), row("訊簡", 1000)]
    assert read(*head, *headings) == ["豐樂新報", "中華民國", "開幕典禮", "開幕典禮", "簡訊"]


def test_a_line_turned_round_is_set_from_right_to_left():
    (line,) = with_directions([row("禮典幕開", 100)], lambda text: WEIGHTS[text])
    assert line.writing_mode is WritingMode.HORIZONTAL_RTL
