"""Rows of a heading over one of its columns, and first rows of text that stay text."""

import pytest
from test_layout import NOTHING, kinds, printed, structure

from ocrfix.model.page import RegionKind

DECK, TEXT = "产值同比增长好于预期", "春耕时节田野里机声隆隆播种"


def rows(name, left, top, count):
    return [printed(f"{name}{n}", TEXT, left, top + 30 * n) for n in range(count)]


@pytest.mark.parametrize(
    ("beside", "first", "left", "kind"),
    [
        pytest.param(170, DECK, 360, RegionKind.SUBHEADING, id="the columns beside begin under it"),
        pytest.param(140, DECK, 360, RegionKind.BODY, id="they begin with it"),
        pytest.param(170, "本报讯三月五日白鹭洲", 360, RegionKind.BODY, id="it opens a report"),
        pytest.param(170, "农户已搬进新居过冬。", 360, RegionKind.BODY, id="it ends a sentence"),
        pytest.param(170, TEXT, 330, RegionKind.BODY, id="it is flush"),
    ],
)
def test_a_row_in_the_middle_over_a_column_is_of_the_heading_over_it_where_the_columns_beside_begin_lower(
    beside, first, left, kind
):
    head = printed("h", "把口袋公园办到心坎上", 230, 90, em=40)
    middle = [printed("d", first, left, 140), *rows("b", 330, 170, 6)]
    sides = [*rows("a", 50, beside, 7), *rows("c", 610, beside, 7)]
    found = kinds(structure([head, *middle, *sides], NOTHING))
    assert found["d"] is kind
    assert {found[f"{column}{n}"] for column in "abc" for n in range(6)} == {RegionKind.BODY}
