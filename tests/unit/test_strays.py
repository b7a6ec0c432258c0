"""What was read where nothing of the kind is printed."""

import pytest
from test_layout import seen
from test_vertical import heading

from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece
from ocrfix.layout.strays import with_marks_aside
from ocrfix.model.page import RegionKind


@pytest.mark.parametrize(
    ("left", "kind"), [(130, RegionKind.UNKNOWN), (400, RegionKind.BODY)], ids=["in a headline", "by itself"]
)
def test_a_character_read_of_the_strokes_of_a_headline_is_no_text(left, kind):
    head = heading(100, 100, letters=4, em=50.0)
    stroke = Piece(Block((seen("s", left, 120, "二", em=12.0),)), RegionKind.BODY)
    assert with_marks_aside([head, stroke], 20.0)[1].kind is kind
