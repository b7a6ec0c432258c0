"""Rows of text that were taken for headings, or for a part of one, because letters of theirs were not read or
a word was found with the heading over them. In logical coordinates."""

from dataclasses import replace

import pytest
from test_layout import seen
from test_vertical import sheet, text

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.misread_rows import with_misread_rows
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind

ROW = replace(seen("r", 0, 72, text="八二任命八"), box=Box(0, 72, 400, 100), em=36.0, weight=0.16)
UNDER = text("b", 0, 102, 4)


def kind_of(row):
    return with_misread_rows([Piece(Block((row,)), RegionKind.HEADING), UNDER], sheet())[0].kind


def test_a_row_as_light_as_high_and_as_long_as_the_text_right_under_it_is_the_first_of_it():
    assert kind_of(ROW) is RegionKind.BODY


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, weight=0.3),
        replace(ROW, box=Box(0, 60, 400, 100)),
        replace(ROW, box=Box(40, 72, 360, 100)),
        replace(ROW, box=Box(0, 52, 400, 80)),
    ],
    ids=["darker", "higher", "shorter", "apart"],
)
def test_a_row_that_stands_out_in_any_of_these_heads_the_text(row):
    assert kind_of(row) is RegionKind.HEADING


SHEET = Sheet(Axes(False, 1000), 1000, 1400, 20.0, Furnishings((), (), (), ()), 0.2, 200.0)


def words(*texts, weight=0.2):
    """Lines of a text, left end, head, width and height each."""
    return tuple(
        Line(text, text, Box(left, top, left + width, top + height), 20.0, 1.0, weight=weight)
        for text, left, top, width, height in texts
    )


HEAD = words(("Approves Plan", 110, 60, 190, 36), ("For Alder Creek", 100, 100, 200, 36), weight=0.35)
TEXT = words(("Farmers", 120, 150, 70, 28), ("in", 210, 150, 20, 28), ("neighbourhood of", 100, 180, 200, 28))


@pytest.mark.parametrize(
    ("word", "moves"),
    [
        ({}, True),
        ({"height": 44}, False),
        ({"weight": 0.3}, False),
        ({"left": 320}, False),
        ({"top": 122}, False),
    ],
    ids=["a word of the row", "much higher", "bold", "in the next column", "over the row"],
)
def test_a_word_found_with_the_heading_is_one_of_the_row_of_text_that_it_stands_in(word, moves):
    place = {"left": 250, "top": 146, "height": 34, "weight": 0.15} | word
    (the,) = words(("the", place["left"], place["top"], 40, place["height"]), weight=place["weight"])
    head, under = Piece(Block((*HEAD, the)), RegionKind.HEADING), Piece(Block(TEXT), RegionKind.BODY)
    found = with_misread_rows([head, under], SHEET)
    heads, rows = [piece.block.lines for piece in found]
    assert heads == (HEAD if moves else (*HEAD, the))
    assert rows == ((*TEXT[:2], the, TEXT[2]) if moves else TEXT)
