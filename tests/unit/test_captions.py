"""Captions: beside a picture of a vertical page, or text that runs past it; credits in two rows."""

import pytest
from test_layout import column, kinds, printed, structure, tier, upright

from ocrfix.geometry import Box
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind

CAPTION = ("圖為瀾浦工業園口", "袋公園施工現場。", "（溫小滿攝）")


def kind_beside(em, captioned=True):
    """What three rows of such a size are to the left of a picture, with a small caption under it or none."""
    beside = [upright(f"x{n}", "組還將走訪剩餘的", 690 - 30 * n, 510, em) for n in range(3)]
    under = [upright(f"c{n}", row, 850 - 24 * n, 712, 16.0) for n, row in enumerate(CAPTION)]
    lines = [*tier("a", 900, 100, 12), *beside, *(under if captioned else ())]
    return kinds(structure(lines, Furnishings((), (), (), (Box(700, 500, 860, 700),))))["x0"]


def test_rows_in_the_size_of_text_are_no_second_caption_of_a_picture_with_a_smaller_one():
    assert kind_beside(20.0) is RegionKind.BODY


@pytest.mark.parametrize(("em", "captioned"), [(20.0, False), (17.0, True)], ids=["the only one", "small"])
def test_rows_beside_a_picture_are_its_caption_where_they_are_the_only_one_or_small(em, captioned):
    assert kind_beside(em, captioned) is RegionKind.CAPTION


@pytest.mark.parametrize(
    ("credit", "left", "goes_on"),
    [
        ("Photograph by Anna", 100.0, True),
        ("Photograph by Anna Lee", 100.0, False),
        ("Photograph by Anna", 140.0, False),
    ],
)
def test_a_name_that_a_credit_begins_ends_in_the_row_right_under_it(credit, left, goes_on):
    """Not where the name is whole, or where the row begins indented as a text does."""
    picture = Furnishings((), (), (), (Box(100, 100, 460, 300),))
    rows = [printed("c", credit, 100, 304, em=16.0), printed("n", "Ashdown", left, 328, em=16.0)]
    found = kinds(structure([*rows, *column("a", 100, 400, 8)], picture))["n"]
    assert (found is RegionKind.CREDIT) is goes_on
