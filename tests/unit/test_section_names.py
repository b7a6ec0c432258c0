"""Names of sections, printed white on black over the heading that they stand by."""

import pytest
from test_layout import NOTHING, column, kinds, printed

from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind


@pytest.mark.parametrize(
    ("rows", "kind"),
    [(("民生", "基层"), RegionKind.SECTION), (("科技下乡", "早稻丰收"), RegionKind.HEADING)],
    ids=["a word a row", "rows of a headline"],
)
def test_a_name_in_two_rows_white_on_black_is_no_headline(rows, kind):
    name = [printed(f"s{n}", row, 100, 200 + 40 * n, em=26) for n, row in enumerate(rows)]
    head = printed("h", "全区召开春耕备耕现场会", 150, 300, em=36)
    text = [*column("a", 100, 370, 6, "indent", last=""), *column("b", 320, 370, 6)]
    lines = [*name, head, *text]
    weights = [0.75 if line in name else 0.2 for line in lines]
    found = kinds(find_structure(lines, weights, NOTHING, (1000, 1400)))
    assert [found["s0"], found["s1"]] == [kind, kind]


@pytest.mark.parametrize(
    ("head", "kind"),
    [("全区召开春耕备耕现场会", RegionKind.SECTION), ("早稻丰收", RegionKind.HEADING)],
    ids=["a much longer row", "a row twice as long"],
)
def test_a_word_white_on_black_close_over_the_left_end_of_a_bold_headline_names_a_section(head, kind):
    name, row = printed("s", "视点", 100, 238, em=30), printed("h", head, 105, 292, em=36)
    text = [*column("a", 100, 350, 6, "indent", last=""), *column("b", 320, 350, 6)]
    lines = [name, row, *text]
    weights = [{"s": 0.65, "h": 0.46}.get(line.id, 0.2) for line in lines]
    assert kinds(find_structure(lines, weights, NOTHING, (1000, 1400)))["s"] is kind
