"""Rows of a heading over one of its columns, and first rows of text that stay text."""

import pytest
from test_layout import NOTHING, kinds, printed, structure

from ocrfix.model.page import RegionKind

DECK, TEXT = "产值同比增长好于预期来", "春耕时节田野里机声隆隆"


def rows(name, left, top, count):
    return [printed(f"{name}{n}", TEXT, left, top + 30 * n) for n in range(count)]


@pytest.mark.parametrize(
    ("beside", "first", "kind"),
    [
        (170, DECK, RegionKind.SUBHEADING),
        (140, DECK, RegionKind.BODY),
        (170, "本报讯三月五日白鹭洲街", RegionKind.BODY),
        (170, "农户已搬进新居过冬了。", RegionKind.BODY),
    ],
    ids=[
        "the columns beside begin under it",
        "they begin with it",
        "it opens a report",
        "it ends a sentence",
    ],
)
def test_the_first_row_of_a_column_under_a_heading_is_of_that_where_the_columns_beside_begin_lower(
    beside, first, kind
):
    head = printed("h", "把口袋公园办到心坎上", 230, 90, em=40)
    middle = [printed("d", first, 330, 140), *rows("b", 330, 170, 6)]
    sides = [*rows("a", 100, beside, 7), *rows("c", 560, beside, 7)]
    found = kinds(structure([head, *middle, *sides], NOTHING))
    assert found["d"] is kind
    assert {found[f"{column}{n}"] for column in "abc" for n in range(6)} == {RegionKind.BODY}
