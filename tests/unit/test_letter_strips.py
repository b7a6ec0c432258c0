"""Headings set crosswise whose characters were found one by one. In logical coordinates."""

import pytest
from test_layout import seen

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
