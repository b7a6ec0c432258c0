"""Strips show the line and only the line; the cells of a vertical line hold one character each."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.crops import STRIP_PX, cut, find_cells, horizontal_strip, relaid_strip, turned_strip
from ocrfix.ocr.engine import LineBox, Pixels
from ocrfix.ocr.trim import trimmed

MARGIN = 10
PITCH = 40


def vertical_line(text: str, dark: bool = False) -> Pixels:
    """Characters PITCH px apart, one above the other, in the middle of a strip STRIP_PX wide."""
    paper, ink = ("black", "white") if dark else ("white", "black")
    page = Image.new("RGB", (STRIP_PX, 2 * MARGIN + PITCH * len(text)), paper)
    draw = ImageDraw.Draw(page)
    for place, char in enumerate(text):
        middle = (STRIP_PX / 2, MARGIN + (place + 0.5) * PITCH)
        draw.text(middle, char, fill=ink, font=ImageFont.load_default(38), anchor="mm")
    return np.array(page)


def printed_rows(*tops: int, size_px: int = 20) -> Pixels:
    """A page with a bar of ink `size_px` high at each of the tops."""
    page = np.full((120, 300, 3), 255, np.uint8)
    for top in tops:
        page[top : top + size_px, 10:290] = 0
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["black on white", "white on black"])
def test_each_character_of_a_vertical_line_has_a_cell_of_its_own(dark):
    text = "8520396847"
    middles = [MARGIN + (place + 0.5) * PITCH for place in range(len(text))]
    cells = find_cells(vertical_line(text, dark))
    holds = [[top <= middle < bottom for middle in middles] for top, bottom in cells]
    assert [sum(cell) for cell in holds] == [1] * len(text)


@pytest.mark.parametrize("text", ["8", "85", "8520396847852"])
def test_cells_cover_a_line_of_any_length_without_gap_or_overlap(text):
    line = vertical_line(text)
    cells = find_cells(line)
    assert cells[0][0] == 0
    assert cells[-1][1] == len(line)
    assert all(cell[1] == following[0] for cell, following in pairwise(cells))


def test_a_vertical_line_without_ink_still_has_cells():
    blank = np.full((400, STRIP_PX, 3), 255, np.uint8)
    assert find_cells(blank)[-1][1] == 400


def test_a_relaid_strip_is_one_square_for_each_cell():
    line = vertical_line("8520396847")
    box = Box(0, 0, STRIP_PX, len(line))
    strip, cells = relaid_strip(line, LineBox(box.polygon, WritingMode.VERTICAL))
    assert strip.shape == (STRIP_PX, STRIP_PX * len(cells), 3)


def test_the_top_of_a_turned_line_is_the_left_end_of_its_strip():
    line = np.full((400, STRIP_PX, 3), 255, np.uint8)
    line[:40] = 0
    strip = turned_strip(line, LineBox(Box(0, 0, STRIP_PX, 400).polygon, WritingMode.VERTICAL))
    assert strip.shape == (STRIP_PX, 400, 3)
    assert strip[:, :35].max() < 30
    assert strip[:, 45:].min() > 225


def test_a_strip_keeps_the_proportions_of_its_line():
    strip = horizontal_strip(printed_rows(20), LineBox(Box(0, 16, 300, 44).polygon))
    assert strip.shape == (STRIP_PX, round(300 * STRIP_PX / 28), 3)


def test_a_line_that_slopes_lies_level_in_its_strip():
    page = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(page).line((0, 30, 300, 60), fill="black", width=6)
    strip = cut(np.array(page), ((0, 18), (300, 48), (300, 72), (0, 42)), 600, STRIP_PX)
    assert strip[18:30, 10:-10].mean() < 60
    assert strip[:8, 10:-10].min() > 225
    assert strip[-8:, 10:-10].min() > 225


def test_a_box_beyond_the_page_gives_a_strip_of_paper():
    strip = horizontal_strip(printed_rows(20), LineBox(Box(500, 500, 600, 520).polygon))
    assert strip.min() == 255


def test_a_trimmed_strip_shows_nothing_of_its_neighbour():
    page = printed_rows(20, 52)
    upper, lower = Box(0, 12, 300, 56), Box(0, 36, 300, 80)
    untouched = horizontal_strip(page, LineBox(upper.polygon))
    first, second = trimmed([LineBox(upper.polygon), LineBox(lower.polygon)])
    assert untouched[-1, 50:-50].max() < 128
    assert horizontal_strip(page, first)[-4:].min() > 225
    assert horizontal_strip(page, second)[:4].min() > 225


def test_vertical_neighbours_are_parted_between_left_and_right():
    left, right = Box(0, 0, 30, 400), Box(22, 0, 52, 400)
    lines = [LineBox(box.polygon, WritingMode.VERTICAL) for box in (left, right)]
    first, second = (box_of(line.polygon) for line in trimmed(lines))
    assert (first.left, first.right, second.left, second.right) == (0, 26, 26, 52)


@pytest.mark.parametrize(
    "other",
    [Box(0, 8, 300, 120), Box(280, 8, 580, 28), Box(0, 20, 300, 40)],
    ids=["a headline", "the next column", "a line that does not touch"],
)
def test_trimming_leaves_alone_what_is_no_overlapping_neighbour(other):
    lines = (LineBox(Box(0, 0, 300, 20).polygon), LineBox(other.polygon))
    assert trimmed(lines) == lines
