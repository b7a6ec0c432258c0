"""Whether one text goes on from another, by how the two are set."""

import pytest
from test_layout import seen

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.joints import Joints
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind


def text(left, starts, last):
    """A text whose rows begin so far from its left edge and which ends with `last`."""
    rows = [seen(f"{left}-{n}", left + start, 100 + 30 * n) for n, start in enumerate(starts)]
    end = seen(f"{left}-e", left, 100 + 30 * len(starts), text="一二三四五六七八九" + last)
    return Piece(Block((*rows, end)), RegionKind.BODY)


@pytest.mark.parametrize(("reach", "goes_on"), [(40, True), (-10, False)], ids=["shaped", "straight"])
def test_a_sentence_may_go_on_in_a_first_row_that_a_pictures_outline_pushes_in(reach, goes_on):
    torn, beside, other = text(100, (0, 0), "又"), text(320, (24, 0, 8), "。"), text(540, (40, 0, 0), "。")
    picture = Box(200, 60, 320 + reach, 220)
    joints = Joints([torn, beside, other], [], 20.0, None, around=[picture])
    assert (joints.cost(0, 1) <= 0) == goes_on


@pytest.mark.parametrize(("foot", "goes_on"), [(125, True), (95, False)], ids=["beside it", "above it"])
def test_a_sentence_may_go_on_in_a_first_row_that_begins_after_a_credit_in_its_column(foot, goes_on):
    torn, under, other = text(100, (0, 0), "又"), text(320, (90, 0, 0), "。"), text(540, (40, 0, 0), "。")
    joints = Joints([torn, under, other], [], 20.0, None, around=[Box(330, 60, 400, foot)])
    assert (joints.cost(0, 1) <= 0) == goes_on


@pytest.mark.parametrize(("aside", "goes_on"), [(4, True), (60, False)], ids=["at it", "far from it"])
def test_a_sentence_goes_on_after_a_last_row_that_stops_at_a_picture(aside, goes_on):
    rows = [seen(f"r{n}", 100, 100 + 30 * n) for n in range(3)]
    short = seen("r3", 100, 190, text="一二三四五")
    torn = Piece(Block((*rows, short)), RegionKind.BODY)
    under, other = text(100, (0, 0, 0), "。"), text(540, (40, 0, 0), "。")
    picture = Box(short.box.right + aside, 180, 400, 300)
    joints = Joints([torn, under, other], [], 20.0, None, around=[picture])
    assert (joints.cost(0, 1) <= 0) == goes_on
