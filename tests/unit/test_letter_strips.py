"""Headings set crosswise whose characters were found one by one. In logical coordinates."""

from dataclasses import replace

import pytest
from test_layout import seen

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.letter_strips import with_strips_of_letters
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind


@pytest.mark.parametrize(
    ("rows", "crosswise"),
    [("精準施策", True), ("精準", False), ("1234", False), (("精準", "施策", "見效"), False)],
    ids=["letters", "too few to tell", "figures", "rows of two"],
)
def test_a_heading_in_rows_of_one_character_is_a_strip_set_crosswise(rows, crosswise):
    lines = tuple(seen(f"h{n}", 100, 100 + 60 * n, row, 50.0) for n, row in enumerate(rows))
    (piece,) = with_strips_of_letters([Piece(Block(lines), RegionKind.HEADING)])
    assert piece.block.crosswise is crosswise


@pytest.mark.parametrize(
    ("left", "top", "crosswise"),
    [(60, 140, True), (-60, 140, False), (60, 900, False)],
    ids=["beside", "far from it", "under it"],
)
def test_single_characters_beside_a_strip_in_larger_letters_are_a_strip_of_its_deck(left, top, crosswise):
    strip = replace(seen("h", 100, 100, "字", 50.0), box=Box(100, 100, 160, 700), crosswise=True)
    rows = tuple(seen(f"k{n}", left, top + 42 * n, row, 30.0) for n, row in enumerate("新春走基層"))
    head, kicker = Piece(Block((strip,)), RegionKind.HEADING), Piece(Block(rows), RegionKind.BODY)
    found = with_strips_of_letters([head, kicker])[1]
    assert found.block.crosswise is crosswise
    assert found.kind is (RegionKind.HEADING if crosswise else RegionKind.BODY)


@pytest.mark.parametrize(
    ("letters", "top", "crosswise"),
    [("投資11", 60, True), ("1211", 60, False), ("投資11", 0, False)],
    ids=["its beginning", "figures alone", "far above it"],
)
def test_single_characters_right_over_a_strip_as_wide_are_of_it(letters, top, crosswise):
    strip = replace(seen("h", 100, 240, "字", 32.0), box=Box(100, 240, 140, 600), crosswise=True)
    rows = tuple(seen(f"k{n}", 104, top + 40 * n, row, 30.0) for n, row in enumerate(letters))
    head, beginning = Piece(Block((strip,)), RegionKind.HEADING), Piece(Block(rows), RegionKind.BODY)
    assert with_strips_of_letters([head, beginning])[1].block.crosswise is crosswise
