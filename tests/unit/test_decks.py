"""Rows of one heading set across a vertical page: which stand on each other. In logical coordinates."""

from dataclasses import replace

import pytest
from test_layout import seen
from test_vertical import heading, sheet

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import find_decks
from ocrfix.layout.heading_size import as_large
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece
from ocrfix.layout.separators import Furnishings
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


@pytest.mark.parametrize("kind", [RegionKind.HEADING, RegionKind.BODY], ids=["large", "in the size of text"])
def test_what_stands_lower_than_the_first_line_of_a_report_heads_an_article_set_within_it(kind):
    head, inset = heading(0, 100, letters=16, em=50.0), heading(310, 232, letters=9)
    sub = Piece(Block((seen("s", 310, 180, "力爭八月底前全面完成", em=24.0),)), kind)
    opening = ("本報訊九月二十三日，", "經過十年的努力，松嶺", "開發區終於摘掉了帽子")
    report = Piece(
        Block(tuple(seen(f"t{n}", 0, 220 + 30 * n, row) for n, row in enumerate(opening))), RegionKind.BODY
    )
    decks = find_decks([head, sub, inset, report], sheet())
    assert {deck.headline: deck.subheading for deck in decks} == {(head,): (sub,), (inset,): ()}
    assert len(find_decks([head, sub, inset], sheet())) == 1
    near = heading(310, 190, letters=9)
    assert {deck.headline for deck in find_decks([head, near, report], sheet())} == {(head,), (near,)}
    assert len(find_decks([head, near], sheet())) == 1


@pytest.mark.parametrize(("short", "subheading"), [(0, 0), (3, 1)], ids=["as a paragraph", "in the middle"])
def test_two_rows_hardly_larger_than_text_are_no_subheading_where_they_fill_a_column(short, subheading):
    head = heading(15, 100, letters=6, em=38.0)
    rows = (
        seen("s0", 44, 160, "为期三天的航模比赛", 21.6),
        seen("s1", 0, 190, "昨天在江口乡落下帷幕了"[short:], 21.6),
    )
    rows = tuple(
        replace(line, box=line.box.moved(11 * short, 0)) if line.id == "s1" else line for line in rows
    )
    found = find_decks([head, Piece(Block(rows), RegionKind.BODY)], sheet(vertical=False))
    assert len(found[0].subheading) == subheading


@pytest.mark.parametrize("width", [55.0, 76.0], ids=["upright", "leaning"])
def test_a_strip_that_leans_is_no_larger_than_its_letters_though_its_box_is(width):
    head, sub = (
        strip("南屏社區推進菜市場提升四百七十一戶", 0, 74, 50.0),
        strip("產值同比增長百分之三十三", 80, 80 + width, 38.0),
    )
    assert not as_large(sub, head)


@pytest.mark.parametrize(("top", "decks"), [(110.0, 1), (520.0, 2)], ids=["at its head", "beside its foot"])
def test_a_text_from_another_page_beside_the_foot_of_a_strip_is_no_text_of_that(top, decks):
    box = Box(60, 100, 110, 600)
    head = Piece(Block((Line("h", "提升服務水平打造樣板", box, 50.0, 1.0, True),)), RegionKind.HEADING)
    jump = Piece(Block((seen("j", 120, top, "（上接一版）"),)), RegionKind.CONTINUATION)
    assert len(find_decks([head, jump], sheet())) == decks


@pytest.mark.parametrize(
    ("words", "height", "row"),
    [
        ("FROM OUR OWN CORRESPONDENT", 42.0, False),
        ("From our correspondents", 42.0, True),
        ("FROM OUR OWN CORRESPONDENT", 54.0, True),
        ("UNESCO", 42.0, True),
    ],
)
def test_a_lower_row_in_capitals_is_no_row_of_a_headline_in_small_letters(words, height, row):
    """Nor of one as high, or where it is an abbreviation."""

    def heading(text, high):
        line = Line("x", text, Box(100, 100, 100 + 20 * len(text), 100 + high), 30.0, 1.0)
        return Piece(Block((line,)), RegionKind.HEADING)

    assert as_large(heading(words, height), heading("More Trains Promised", 55.0)) is row


@pytest.mark.parametrize(
    ("words", "weight", "row"),
    [("247 Residents", 0.3, True), ("247 Residents", 0.2, False), ("247 MEN", 0.3, True)],
)
def test_a_dark_row_none_of_whose_letters_hangs_below_it_is_one_of_its_headline(words, weight, row):
    def heading(text, high, dark):
        box = Box(100, 100, 100 + 16 * len(text), 100 + high)
        return Piece(Block((Line("x", text, box, 30.0, 1.0, weight=dark),)), RegionKind.HEADING)

    assert as_large(heading(words, 31.0, weight), heading("Petition Signed By", 44.0, 0.25)) is row


@pytest.mark.parametrize(("height", "decks"), [(60.0, 1), (400.0, 2)], ids=["their ground", "a rule"])
def test_a_headline_white_on_black_is_one_though_its_ground_in_the_middle_looks_like_a_rule(height, decks):
    halves = [
        Piece(Block((replace(seen(n, x, 100, "葡萄熟了", 50.0), weight=0.6),)), RegionKind.HEADING)
        for n, x in (("a", 100), ("b", 330))
    ]
    rules = Furnishings((), (Box(312, 95, 318, 95 + height),), (), ())
    assert len(find_decks(halves, sheet(vertical=False, furnishings=rules))) == decks


@pytest.mark.parametrize(("height", "decks"), [(78.0, 1), (55.0, 2)], ids=["outlined", "drawn close"])
def test_a_subheading_stands_under_a_headline_whose_outlines_reach_into_it(height, decks):
    head = Line("h", "高标准农田惠及居民", Box(100, 100, 550, 100 + height), 45.0, 1.0)
    sub = Line("s", "惠及群众二百九十二户", Box(200, 84 + height, 440, 118 + height), 24.0, 1.0)
    found = find_decks(
        [Piece(Block((line,)), RegionKind.HEADING) for line in (head, sub)], sheet(vertical=False)
    )
    assert len(found) == decks
