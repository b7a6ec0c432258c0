"""Rows of one heading set across a vertical page: which stand on each other. In logical coordinates."""

import pytest
from test_vertical import sheet

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import find_decks
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind


def strip(text, left, right, em):
    box = Box(left, 500 - em * len(text) / 2, right, 500 + em * len(text) / 2)
    return Piece(Block((Line(text, text, box, em, 1.0, True),)), RegionKind.HEADING)


@pytest.mark.parametrize(("em", "decks"), [(75.0, 1), (110.0, 2)], ids=["outlined", "filled by its letters"])
def test_a_kicker_stands_on_a_headline_whose_outlines_reach_under_it_and_in_none_of_large_letters(em, decks):
    kicker, head = strip("建設工期七個月", 972, 1028, 37.0), strip("破解停車難", 1000, 1150, em)
    found = find_decks([head, kicker], sheet())
    assert len(found) == decks
    assert found[0].kicker == ((kicker,) if decks == 1 else ())
