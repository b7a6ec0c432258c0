"""A bold row at the head of a column: a crosshead of the article beside it, or a heading of its own."""

from dataclasses import replace

import pytest
from test_layout import column, printed

from ocrfix.geometry import Box
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind

HEAD = "路通人心也"


def kind_and_stories(lines, rules=()):
    """The kind of the bold row `x`, and how many articles there are."""
    weights = [0.5 if line.id == "x" else 0.2 for line in lines]
    outline = find_structure(lines, weights, Furnishings((), rules, (), ()), (1000, 1400))
    kinds = {line.id: region.kind for region in outline.regions for line in region.lines}
    return kinds["x"], len(outline.stories)


def beside_deck(opens="春耕时节田野里机"):
    """An article in three columns, its headline over two of them, the third raised beside that."""
    third = column("c", 560, 130, 12, "indent")
    return [
        printed("h", "三万亩秧苗喝上放心水", 100, 100, em=42),
        *column("a", 100, 190, 10, "indent", last=""),
        *column("b", 330, 190, 10),
        printed("x", HEAD, 610, 96, em=20.8),
        printed("c0", opens, third[0].box.left, third[0].box.top),
        *third[1:],
    ]


def under_deck(wide=True):
    """An article whose second column begins with a bold row, level with the first row of the first column;
    with a headline over both columns, or one over each."""
    heads = [printed("h", "三万亩秧苗喝上放心水", 100, 60, em=42)]
    if not wide:
        heads = [printed("g", "秧苗喝上水", 100, 60, em=38), printed("h", "新桥已通车", 330, 60, em=38)]
    return [
        *heads,
        printed("y", "（林景行）", 280 if wide else 380, 112),
        *column("a", 100, 150, 10, "indent"),
        printed("x", HEAD, 380, 148),
        *column("b", 330, 180, 9, "indent"),
    ]


def beside_text(other_foot=0):
    """An article in three columns, its headline over the first two; the third begins with a bold row level
    with the first row of the second, which a crosshead cuts in two."""
    third = column("c", 560, 180, 9 + other_foot, "indent")
    return [
        printed("h", "三万亩秧苗喝上放心水", 100, 90, em=38),
        *column("a", 100, 150, 10, "indent"),
        *column("b", 330, 150, 4, last="就。"),
        printed("y", "稻花香里", 390, 270, em=20.8),
        *column("d", 330, 300, 5, "indent"),
        printed("x", HEAD, 610, 148),
        *third,
    ]


def among_columns(headed=True, lower=0):
    """Three columns, the middle one under a bold row; with a headline over that column, or none."""
    heads = [printed("h", "三万亩秧苗喝", 300, 90, em=38)] if headed else []
    return [
        *heads,
        *column("a", 100, 150, 10, "indent"),
        printed("x", HEAD, 380, 148),
        *column("b", 330, 180, 9, "indent"),
        *column("c", 560, 150 + lower, 10),
    ]


def under_headline_beside(left_head=False, opens="本报讯三月六日，"):
    """A report in two columns with a rule between, its headline down the right side; the second column
    begins with a bold row."""
    first = column("a", 100, 150, 14, "indent")
    own = [printed("g", "秧苗喝上水", 100, 90, em=38)] if left_head else []
    return [
        *own,
        printed("a0", opens, first[0].box.left, first[0].box.top),
        *first[1:],
        printed("x", HEAD, 380, 148),
        *column("b", 330, 180, 13, "indent"),
        printed("h", "三万亩秧苗喝上水", 570, 160, em=42, vertical=True),
    ]


def test_a_bold_row_level_with_the_headline_heads_a_column_of_the_article():
    assert kind_and_stories(beside_deck()) == (RegionKind.CROSSHEAD, 1)


def test_beyond_a_rule_it_begins_an_article():
    assert kind_and_stories(beside_deck(), (Box(544, 90, 546, 500),)) == (RegionKind.HEADING, 2)


def test_over_a_report_it_begins_an_article():
    assert kind_and_stories(beside_deck("本报讯三月六日，")) == (RegionKind.HEADING, 2)


def test_level_with_the_columns_on_both_sides_it_heads_the_one_between_under_a_headline_over_that_alone():
    rules = (Box(314, 150, 316, 430), Box(544, 150, 546, 430))
    assert kind_and_stories(among_columns(), rules)[0] is RegionKind.CROSSHEAD
    assert kind_and_stories(among_columns(lower=30), rules)[0] is not RegionKind.CROSSHEAD
    assert kind_and_stories(among_columns(headed=False), rules)[0] is not RegionKind.CROSSHEAD


@pytest.mark.parametrize(
    ("line", "foot", "kind"),
    [
        ("Continued from Page 1", 0, RegionKind.CROSSHEAD),
        ("The harbour board met", 0, RegionKind.HEADING),
        ("Continued from Page 1", 4, RegionKind.HEADING),
    ],
    ids=["it goes on", "it does not", "it ends lower"],
)
def test_a_row_in_latin_letters_level_with_the_line_that_another_page_goes_on_heads_the_next_column(
    line, foot, kind
):
    def rows(name, left, count):
        texts = ["Farmers in the hills", *["neighbourhood of Ashton"] * (count - 1)]
        return [printed(f"{name}{n}", text, left, 180 + 15 * n, em=10) for n, text in enumerate(texts)]

    first, *rest = rows("b", 350, 8 + foot)
    first = replace(first, polygon=first.box.moved(30, 0).polygon)
    head = printed("x", "Work For Many", 400, 163, em=11.5)
    lines = [printed("j", line, 100, 164, em=10), *rows("a", 100, 8), head, first, *rest]
    assert kind_and_stories(lines)[0] is kind


def test_a_bold_row_level_with_the_first_of_the_text_is_no_subheading():
    assert kind_and_stories(under_deck()) == (RegionKind.CROSSHEAD, 1)


def test_under_a_headline_over_its_own_column_it_is_none():
    assert kind_and_stories(under_deck(wide=False))[0] is not RegionKind.CROSSHEAD


def test_beside_a_column_cut_by_a_crosshead_it_heads_one_that_ends_as_low():
    assert kind_and_stories(beside_text()) == (RegionKind.CROSSHEAD, 1)


def test_over_a_column_that_ends_lower_it_is_none():
    assert kind_and_stories(beside_text(other_foot=5))[0] is not RegionKind.CROSSHEAD


RULE = (Box(315, 140, 317, 580),)


def test_a_report_beside_begins_under_the_headline_down_the_far_side():
    assert kind_and_stories(under_headline_beside(), RULE) == (RegionKind.CROSSHEAD, 1)


def test_a_headline_over_the_column_beside_is_its_own():
    assert kind_and_stories(under_headline_beside(left_head=True), RULE)[1] == 2


def test_beyond_a_rule_text_that_opens_no_report_may_have_begun_elsewhere():
    kind, _ = kind_and_stories(under_headline_beside(opens="春耕时节田野里机"), RULE)
    assert kind is not RegionKind.CROSSHEAD


def under_halves(far=False):
    """An article in three columns with rules between; its headline in two halves, hardly as large, stands
    over them, the second of which begins with a bold row. `far`: the halves are two headlines."""
    return [
        printed("g", "海带熟了甜", 170, 60, em=44),
        printed("h", "日子好过了", 520 if far else 430, 62, em=40),
        *column("a", 100, 150, 10, "indent"),
        printed("x", HEAD, 380, 148),
        *column("b", 330, 180, 9, "indent"),
        *column("c", 560, 150, 10),
    ]


RULES = (Box(314, 140, 316, 460), Box(544, 140, 546, 460))


def test_rules_between_columns_under_one_headline_in_two_halves_do_not_part_them():
    assert kind_and_stories(under_halves(), RULES) == (RegionKind.CROSSHEAD, 1)
    assert kind_and_stories(under_halves(far=True), RULES)[0] is not RegionKind.CROSSHEAD
