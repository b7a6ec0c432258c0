"""Rows that measure larger than the text they are part of, because letters of theirs were not read."""

from dataclasses import replace

import pytest
from test_layout import seen
from test_vertical import sheet, text

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.misread_rows import with_misread_rows
from ocrfix.layout.piece import Piece
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
