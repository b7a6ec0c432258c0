"""Vertical pages: bold headings in the size of the text, crossheads in a corner of a tier, and what goes on
from the foot of a tier. Pieces stand in logical coordinates, lines on the page."""

from dataclasses import replace

import pytest
from test_layout import NOTHING, SENTENCE, kinds, printed, seen, structure, tier, upright

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block, find_blocks
from ocrfix.layout.crossheads import with_inset_crossheads
from ocrfix.layout.decks import find_decks
from ocrfix.layout.labels import label_blocks
from ocrfix.layout.lines import Line
from ocrfix.layout.order import find_stories
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.plan import Plan
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.signatures import signs_off
from ocrfix.layout.steps import NEVER, Steps, StepSettings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind, TextLine, WritingMode

SIZE = (1000, 1400)


def sheet(vertical=True, furnishings=NOTHING):
    return Sheet(Axes(vertical, SIZE[0]), *SIZE, 20.0, furnishings, 0.2, 400.0)


def text(name, left, top, rows, length=20, kind=RegionKind.BODY):
    lines = [seen(f"{name}{n}", left, top + 30 * n, text="字" * length) for n in range(rows)]
    return Piece(Block(tuple(lines)), kind)


def heading(left, top, letters=6, em=28.0):
    return Piece(Block((seen("h", left, top, text="題" * letters, em=em),)), RegionKind.HEADING)


def corner(above=20):
    """A text, and under it one in whose corner a heading stands: two lines beside that, three below it."""
    upper = text("a", 0, 0, 4, length=above)
    beside = [seen(f"b{n}", 200, 120 + 30 * n, text="字" * 10) for n in range(2)]
    below = [seen(f"c{n}", 0, 180 + 30 * n, text="字" * 20) for n in range(3)]
    return [upper, heading(0, 126), Piece(Block((*beside, *below)), RegionKind.BODY)]


def names(pieces):
    return [
        (piece.kind, "".join(dict.fromkeys(line.id[0] for line in piece.block.lines))) for piece in pieces
    ]


def test_a_heading_in_the_corner_of_a_text_is_a_crosshead_with_text_beside_and_below_it():
    assert names(with_inset_crossheads(corner(), sheet())) == [
        (RegionKind.BODY, "a"),
        (RegionKind.CROSSHEAD, "h"),
        (RegionKind.BODY, "b"),
        (RegionKind.BODY, "c"),
    ]


@pytest.mark.parametrize(
    "pieces",
    [corner()[1:], corner(above=9), [*corner()[:2], text("b", 200, 120, 2, length=10)]],
    ids=["nothing above it", "what ends above is shorter", "no text goes on below"],
)
def test_a_heading_that_begins_an_article_stays_one(pieces):
    assert with_inset_crossheads(pieces, sheet()) == tuple(pieces)


def test_a_heading_under_a_rule_or_on_a_page_of_rows_is_no_inset_crosshead():
    rule = Axes(True, SIZE[0]).page(Box(0, 123, 400, 125))
    ruled = Furnishings((), (rule,), (), ())
    for other in (sheet(furnishings=ruled), sheet(vertical=False)):
        pieces = corner()
        assert with_inset_crossheads(pieces, other) == tuple(pieces)


def tiers(beside_rows):
    """A text that ends over another article's heading in its tier, that article's text, and the next tier."""
    bodies = [text("a", 0, 0, 4, 10), text("c", 0, 180, 4, 10), text("b", 220, 0, beside_rows, 10)]
    decks = find_decks([heading(20, 135, 5), *bodies], sheet())
    return Plan(bodies, decks, sheet())


def test_the_next_tier_goes_on_from_its_foot_where_a_text_ended_over_another_heading():
    assert tiers(beside_rows=10).passes_heading(0, 2)
    assert not tiers(beside_rows=10).passes_heading(1, 2)


def test_a_tier_that_ends_before_the_heading_goes_on_from_the_text_over_it():
    assert not tiers(beside_rows=4).passes_heading(0, 2)


def weighed(lines, weights):
    return find_structure(lines, [weights.get(line.id, 0.2) for line in lines], NOTHING, SIZE)


def short_article():
    """A heading of two rows in the size of the text, clear of the column's edges, and the text under it."""
    rows = [upright("h1", "山塘除險惠及", 900, 120), upright("h2", "七百户居民", 870, 130)]
    return [*rows, upright("t", "本報訊四月二十四日，", 840, 100), *tier("a", 810, 100, 8)]


def test_a_bold_line_as_large_as_the_text_heads_it_with_a_further_row_that_is_less_dark():
    found = kinds(weighed(short_article(), {"h1": 0.36, "h2": 0.27}))
    assert found["h1"] is found["h2"] is RegionKind.HEADING
    assert found["t"] is RegionKind.BODY


def test_a_further_row_in_the_middle_under_a_bold_line_may_be_hardly_darker_than_text_unless_it_signs():
    def second(text, top):
        rows = [upright("h1", "豐樂社區推進通信基站", 900, 120), upright("h2", text, 870, top)]
        lines = [*rows, upright("t", "本報訊四月二十四日，", 840, 140), *tier("a", 810, 100, 8)]
        return kinds(weighed(lines, {"h1": 0.36, "h2": 0.22}))["h2"]

    assert second("七十九戶居民受益", 140) is RegionKind.HEADING
    assert second("七十九戶居民受益", 100) is not RegionKind.HEADING
    assert second("（本報記者秦桂英）", 132) is not RegionKind.HEADING


@pytest.mark.parametrize(
    ("under", "kind"), [("本報訊", RegionKind.HEADING), ("的居民", RegionKind.BODY)], ids=["opening", "text"]
)
def test_the_last_row_of_a_heading_stands_over_a_row_that_only_opens_the_report(under, kind):
    shown = (
        ("農村飲水安全", 100, 0.4),
        ("惠及五百九十", 100, 0.34),
        ("六戶居民", 120, 0.3),
        (under, 110, 0.16),
    )
    rows = [
        replace(seen(f"l{n}", left, 100 + 26 * n, text=row), weight=weight)
        for n, (row, left, weight) in enumerate(shown)
    ]
    pieces = label_blocks([Block(tuple(rows))], sheet())
    assert next(p.kind for p in pieces if rows[2] in p.block.lines) is kind


def test_a_further_row_of_a_heading_may_be_no_darker_than_text_where_it_is_as_large_as_the_first():
    rows = [
        upright(f"h{n}", "一季度產值增長百分之七十九點"[5 * n : 5 * n + 5], 900 - 37 * n, 165, 26.0)
        for n in (0, 1)
    ]
    lines = [*rows, upright("t", SENTENCE[:8], 820, 140), *tier("a", 790, 100, 12)]
    assert kinds(weighed(lines, {"h0": 0.27, "h1": 0.2}))["h1"] is RegionKind.HEADING


def test_a_dark_line_in_the_middle_of_a_text_and_one_as_dark_as_text_head_nothing():
    rows = tier("a", 900, 100, 9)
    assert set(kinds(weighed(rows, {"a4": 0.36})).values()) == {RegionKind.BODY}
    assert RegionKind.HEADING not in kinds(structure(short_article())).values()


def test_two_short_rows_white_on_black_are_a_headline_and_one_names_a_section():
    rows = [upright("h1", "讓早稻長", 900, 100, em=36.0), upright("h2", "出好日子", 848, 100, em=36.0)]
    body = tier("a", 780, 100, 8)
    assert {kinds(weighed([*rows, *body], {"h1": 0.6, "h2": 0.6}))[name] for name in ("h1", "h2")} == {
        RegionKind.HEADING
    }
    across = [printed(f"r{n}", "同唱一支歌", 300, 60 + 44 * n, em=40.0) for n in range(2)]
    found = kinds(weighed([*across, *tier("a", 700, 200, 14)], {"r0": 0.7, "r1": 0.7}))
    assert found["r0"] is found["r1"] is RegionKind.HEADING
    name = upright("s", "文化", 900, 100, em=26.0)
    assert kinds(weighed([name, *body], {"s": 0.6}))["s"] is RegionKind.SECTION


def test_a_word_white_on_black_before_a_headline_in_black_letters_names_a_section_though_a_row_is_as_dark():
    def label(*weights):
        texts = ("文化", "街道推進智慧停車", "百戶居民受益")
        name, *rows = (
            replace(seen(f"l{n}", 100, top, text=text, em=36.0), weight=weight)
            for n, (text, top, weight) in enumerate(zip(texts, (100, 162, 213), weights, strict=True))
        )
        return label_blocks([Block((name,)), Block(tuple(rows))], sheet())[0].kind

    assert label(0.66, 0.44, 0.41) is RegionKind.SECTION
    assert label(0.66, 0.66, 0.66) is RegionKind.HEADING


def test_the_first_row_of_a_headline_in_bold_letters_of_many_strokes_names_no_section():
    rows = [printed("h1", "小柑橘闖", 300, 60, em=40.0), printed("h2", "出大市場", 300, 104, em=40.0)]
    body = tier("a", 700, 200, 14)
    weights = {"h1": 0.46, "h2": 0.35, **{line.id: 0.15 for line in body}}
    found = kinds(weighed([*rows, *body], weights))
    assert found["h1"] is found["h2"] is RegionKind.HEADING


@pytest.mark.parametrize(
    ("text", "kind"),
    [("龍塘開發區蜂", RegionKind.HEADING), ("龍塘開發", RegionKind.SECTION)],
    ids=["as long", "shorter"],
)
def test_a_row_as_dark_as_print_on_black_that_balances_the_row_beside_it_names_no_section(text, kind):
    first = replace(seen("l0", 100, 100, text=text, em=40.0), weight=0.56)
    second = replace(seen("l1", 100, 144, text="蜜俏銷省內外", em=40.0), weight=0.34)
    assert label_blocks([Block((first,)), Block((second,))], sheet())[0].kind is kind


@pytest.mark.parametrize(
    ("text", "long", "kind"),
    [
        ("日子甜了", 4, RegionKind.HEADING),
        ("日子甜了", 6, RegionKind.BODY),
        ("日子甜", 4, RegionKind.BODY),
    ],
    ids=["as long", "set wider", "fewer letters"],
)
def test_a_row_of_few_strokes_as_long_as_that_over_it_balances_it(text, long, kind):
    first = replace(seen("l0", 100, 100, text="葡萄熟了", em=23.2), weight=0.29)
    row = seen("l1", 100, 126, text="字" * long, em=23.2)
    second = replace(row, text=text, weight=0.215)
    assert label_blocks([Block((first,)), Block((second,))], sheet())[1].kind is kind


@pytest.mark.parametrize(
    ("em", "weight", "kind"),
    [(16.4, 0.34, RegionKind.HEADING), (16.4, 0.24, RegionKind.BODY), (20.0, 0.34, RegionKind.BODY)],
    ids=["bold and smaller than text", "not bold", "as large as text"],
)
def test_a_row_found_by_itself_under_a_bold_one_as_long_is_of_its_heading_though_as_light_as_text(
    em, weight, kind
):
    first = replace(seen("l0", 100, 100, text="推進河道清淤", em=em), weight=weight)
    second = replace(seen("l1", 100, 124, text="百戶居民受益", em=em), weight=0.2)
    assert label_blocks([Block((first,)), Block((second,))], sheet())[1].kind is kind


def test_black_letters_on_grey_before_a_headline_white_on_black_are_no_row_of_it():
    head = replace(seen("l0", 100, 162, text="暖心食堂開到家門口", em=36.0), weight=0.66)
    name = replace(seen("l1", 100, 122, text="民生", em=30.0), weight=0.26)
    labels = [piece.kind for piece in label_blocks([Block((name,)), Block((head,))], sheet())]
    assert labels == [RegionKind.BODY, RegionKind.HEADING]


def test_a_name_flush_with_the_foot_of_a_narrow_column_signs_it_and_one_that_stands_free_does_not():
    column = Box(0, 0, 200, 120)
    assert signs_off(Box(40, 125, 190, 150), column, 20)
    assert not signs_off(Box(40, 125, 150, 150), column, 20)


def test_a_name_set_apart_on_the_last_row_of_a_text_signs_it_though_its_full_stop_was_not_read():
    rows = [upright(f"a{n}", SENTENCE[:10], 900 - 30 * n, 100) for n in range(5)]
    last = [upright("end", "機制", 750, 100), upright("name", "譚建業", 750, 240)]
    assert kinds(structure([*rows, *last]))["name"] is RegionKind.BYLINE
    joined = [upright("end", "機制", 750, 100), upright("name", "譚建業", 750, 142)]
    assert kinds(structure([*rows, *joined]))["name"] is RegionKind.BODY


RULE = Axes(True, SIZE[0]).page(Box(0, 160, 420, 162))


def heads(left, top, name):
    """A vertical headline over a part of a tier."""
    return Piece(Block((seen(name, left, top, text="題" * 5, em=28.0),)), RegionKind.HEADING)


def chains(pieces, furnishings=NOTHING):
    """The names of the texts of each story, in order."""
    drawn = sheet(furnishings=furnishings)
    stories = find_stories(pieces, find_decks(pieces, drawn), drawn)
    return {"".join(piece.block.lines[0].id[0] for piece in story.bodies) for story in stories}


def test_a_tier_goes_on_from_the_foot_of_the_last_not_from_what_ended_over_a_heading_in_it():
    upper = [text("a", 0, 0, 4, 10), heads(20, 135, "h"), text("b", 0, 190, 6, 10)]
    lower = [text("c", 220, 0, 4, 10), heads(240, 135, "i"), text("d", 220, 190, 6, 10)]
    assert chains([*upper, *lower]) == {"a", "bc", "d"}


def test_text_goes_on_in_no_tier_on_the_other_side_of_a_rule_along_both():
    ended, begun = text("a", 0, 0, 5, 10), text("b", 220, 170, 5, 10)
    assert chains([ended, begun]) == {"ab"}
    assert chains([ended, begun], Furnishings((), (RULE,), (), ())) == {"a", "b"}


def test_text_that_ends_a_tier_goes_on_at_the_head_of_the_next_but_not_back_over_a_rule_along_both():
    ended, begun = text("a", 0, 170, 5, 10), text("b", 220, 0, 5, 10)
    assert chains([ended, begun]) == {"ab"}
    assert chains([ended, begun], Furnishings((), (RULE,), (), ())) == {"a", "b"}


@pytest.mark.parametrize("jump", ["(上接一版)", "（下轉四版）"])
def test_a_jump_line_in_brackets_is_no_name_that_signs_a_text(jump):
    outline = structure([upright("j", jump, 900, 100), *tier("a", 850, 100, 8)])
    assert kinds(outline)["j"] is RegionKind.CONTINUATION


def across(reading, left, backward=False, top=40):
    """A heading of one strip set across a vertical page; its left edge as one sees it."""
    mode = WritingMode.HORIZONTAL if backward else WritingMode.HORIZONTAL_RTL
    box = Box(left, top, left + 60 * len(reading), top + 70)
    return TextLine(id=reading, polygon=box.polygon, reading=reading, confidence=1.0, writing_mode=mode)


def headlines(*heads):
    lines = [*tier("a", 900, 150, 26), *heads]
    found = find_structure(lines, [0.2] * len(lines), NOTHING, SIZE)
    text = {region.id: "".join(line.reading for line in region.lines) for region in found.regions}
    return ["".join(text[name] for name in story.headline) for story in found.stories]


def test_the_halves_of_a_headline_set_across_the_page_are_one_and_stand_as_they_are_read():
    assert headlines(across("枇杷熟了", 560), across("日子甜了", 250)) == ["枇杷熟了日子甜了"]
    assert headlines(across("枇杷熟了", 250, True), across("日子甜了", 560, True)) == ["枇杷熟了日子甜了"]


def test_two_headlines_side_by_side_across_the_page_are_two():
    assert "枇杷熟了日子甜了" not in headlines(across("枇杷熟了", 620), across("日子甜了", 200))


def test_a_reporter_named_on_the_row_after_the_opening_of_a_report_is_text_and_one_under_a_headline_is_not():
    opening = [upright("t", "本報訊", 900, 140), upright("n", "記者石啟", 870, 124), *tier("a", 840, 100, 8)]
    assert kinds(structure(opening))["n"] is RegionKind.BODY
    signed = [upright("t", "今年豐收", 900, 140), upright("n", "記者石啟", 870, 124), *tier("a", 840, 100, 8)]
    assert kinds(structure(signed))["n"] is RegionKind.BYLINE


@pytest.mark.parametrize(
    ("below", "part"), [("記者石啟航", RegionKind.SUBHEADING), ("豐收在望喜", RegionKind.BODY)]
)
def test_a_line_in_the_size_of_text_between_a_headline_and_a_byline_belongs_to_the_deck(below, part):
    head = upright("h", "銀杏灣新區首個實驗室", 930, 100, em=32.0)
    line = upright("s", "農戶戶均增收十一萬元", 880, 104)
    rest = [upright("n", below, 846, 130), *tier("a", 816, 100, 8)]
    assert kinds(structure([head, line, *rest]))["s"] is part


@pytest.mark.parametrize(("top", "part"), [(180, RegionKind.KICKER), (420, RegionKind.BODY)])
def test_a_kicker_centred_over_both_halves_of_a_headline_belongs_to_it(top, part):
    halves = [upright("h1", "同唱一支歌", 880, 100, em=32.0), upright("h2", "共走致富路", 880, 292, em=32.0)]
    kicker = upright("k", "工業園一線見聞", 914, top, em=22.0)
    assert kinds(structure([kicker, *halves, *tier("a", 820, 100, 8)]))["k"] is part


def test_a_jump_line_at_the_foot_of_the_last_row_of_a_text_is_one_and_a_sentence_about_a_page_is_not():
    rows = [upright(f"a{n}", SENTENCE[:10], 900 - 30 * n, 100) for n in range(5)]
    jump = [*rows, upright("end", "機制。", 750, 100), upright("j", "(下轉第二版）", 750, 190)]
    assert kinds(structure(jump))["j"] is RegionKind.CONTINUATION
    told = [*rows, upright("end", "他翻到", 750, 100), upright("j", "第二版看了", 750, 162)]
    assert kinds(structure(told))["j"] is RegionKind.BODY


def test_a_byline_may_begin_with_a_mark_that_was_read_as_a_full_block():
    rows = [*tier("a", 900, 100, 6), upright("n", "█記者範若舟", 720, 150)]
    assert kinds(structure(rows))["n"] is RegionKind.BYLINE


@pytest.mark.parametrize(
    ("end", "kind"),
    [("二十六點七°", RegionKind.BYLINE), ("二十六點七", RegionKind.BODY)],
    ids=["stop", "none"],
)
def test_a_byline_as_long_as_the_rows_comes_after_a_stop_that_was_read_as_a_degree_sign(end, kind):
    rows = [*tier("a", 900, 100, 6), upright("end", end, 720, 100)]
    rows.append(upright("n", "（通訊員歐陽予安）", 690, 110))
    assert kinds(structure(rows))["n"] is kind


def test_a_row_of_arrows_before_a_text_is_no_text_and_one_repeated_word_is():
    rows = [upright("o", "→→→个个", 900, 100), *tier("a", 870, 100, 8)]
    outline = structure(rows)
    assert kinds(outline)["o"] is RegionKind.UNKNOWN
    assert "an ornament, no text" in outline.reasons.values()
    assert kinds(structure([upright("o", "哈哈哈哈", 900, 100), *rows[1:]]))["o"] is not RegionKind.UNKNOWN


@pytest.mark.parametrize(
    ("height", "kind"), [(60, RegionKind.UNKNOWN), (24, RegionKind.BODY)], ids=["long", "a character"]
)
def test_a_short_rule_between_two_reports_is_no_character(height, kind):
    rule = upright("o", "一", 700, 180)
    rule = replace(rule, polygon=Box(680, 180, 704, 180 + height).polygon)
    outline = structure([*tier("a", 900, 100, 6), rule, *tier("b", 670, 100, 6)])
    assert kinds(outline)["o"] is kind


@pytest.mark.parametrize(
    ("foot", "may"), [(1180, True), (560, False)], ids=["right above it", "tiers above it"]
)
def test_a_heading_across_the_page_heads_no_text_tiers_above_it(foot, may):
    strip = Line("s", "比例尺圖", Box(1200, 300, 1240, 420), 28.0, 1.0, True)
    body = text("a", foot - 400, 300, 5)
    decks = find_decks([Piece(Block((strip,)), RegionKind.HEADING), body], sheet())
    assert (Steps(Plan([body], decks, sheet()), StepSettings()).after_deck(0, 0) < NEVER) is may


@pytest.mark.parametrize(("top", "may"), [(200, True), (100, False)], ids=["beside it", "above it"])
def test_a_heading_down_a_page_of_rows_heads_no_text_that_ends_above_it(top, may):
    strip = Line("s", "比例尺圖", Box(1200, 300, 1240, 420), 28.0, 1.0, True)
    body, page = text("a", 1250, top, 5), sheet(vertical=False)
    decks = find_decks([Piece(Block((strip,)), RegionKind.HEADING), body], page)
    assert (Steps(Plan([body], decks, page), StepSettings()).after_deck(0, 0) < NEVER) is may


@pytest.mark.parametrize(("top", "kind"), [(130, RegionKind.HEADING), (165, RegionKind.BODY)])
def test_two_larger_rows_that_end_clear_of_the_foot_head_a_text_no_less_dark_than_they(top, kind):
    rows = [upright(f"h{n}", "小大黃魚闖出大市場"[:5], 900 - 37 * n, top, em=26.0) for n in range(2)]
    opening = upright("t", SENTENCE[:8], 820, 140)
    assert kinds(structure([*rows, opening, *tier("a", 790, 100, 12)]))["h1"] is kind


def test_characters_found_singly_in_two_strips_of_a_heading_across_the_page_stay_in_their_strips():
    upper = [single("u0", 0, 0), single("u1", 0, 95), single("u2", 0, 190)]
    lower = [single("v0", 102, -60), single("v1", 102, 35), single("v2", 102, 130)]
    homes = [{line.id[0] for line in block.lines} for block in find_blocks([*upper, *lower], [])]
    assert sorted(homes, key=sorted) == [{"u"}, {"v"}]


def single(name, left, top):
    """A character of a strip, in logical coordinates."""
    return Line(name, "題", Box(left, top, left + 91, top + 93), 60.0, 1.0)


def test_a_heading_without_text_under_a_rule_across_the_page_takes_none_from_above_it():
    head = upright("h", "山塘除險惠及農戶", 900, 100, em=36.0)
    lines = [head, *tier("a", 840, 100, 10), *tier("b", 840, 330, 10), across("沙洲家具城", 560, top=590)]
    rule = Box(400, 560, 920, 563)
    found = find_structure(lines, [0.2] * len(lines), Furnishings((rule,), (), (), ()), SIZE)
    names = [{line[0] for part in story.body for line in part.lines} for story in found.stories]
    assert names == [{"a", "b"}]


def headed_tier(first="字"):
    """Three tiers of text; over the second stands a row in its size, set bold."""
    rows = [seen(f"b{n}", 220, 130 + 30 * n, text=(first if n == 0 else "字") + "字" * 9) for n in range(5)]
    bold = Piece(Block((seen("h", 240, 100, text="題" * 6),)), RegionKind.HEADING)
    tier_before, tier_after = text("a", 0, 100, 8, length=10), text("c", 440, 100, 8, length=10)
    return [tier_before, bold, Piece(Block(tuple(rows)), RegionKind.BODY), tier_after]


def kind_of_head(pieces, furnishings=NOTHING):
    return with_inset_crossheads(pieces, sheet(furnishings=furnishings))[1].kind


def test_a_bold_row_over_a_tier_between_two_others_is_a_crosshead_where_no_rule_runs_and_no_report_opens():
    assert kind_of_head(headed_tier()) is RegionKind.CROSSHEAD
    assert kind_of_head(headed_tier("本報訊　四月二十四日，")) is RegionKind.HEADING
    under_the_first_tier = Box(SIZE[0] - 400, 209, SIZE[0] - 60, 212)
    assert kind_of_head(headed_tier(), Furnishings((under_the_first_tier,), (), (), ())) is RegionKind.HEADING
    assert kind_of_head(headed_tier()[:3]) is RegionKind.HEADING


@pytest.mark.parametrize(
    ("em", "weight", "kind"),
    [(33.0, 0.4, RegionKind.CROSSHEAD), (22.0, 0.4, RegionKind.HEADING), (33.0, 0.25, RegionKind.HEADING)],
    ids=["bold under a much larger one", "as large", "light"],
)
def test_a_row_over_a_tier_under_another_of_a_heading_is_a_crosshead_if_it_is_bold_and_much_smaller(
    em, weight, kind
):
    first, head, *rest = headed_tier()
    head = replace(head, block=Block((replace(head.block.lines[0], weight=weight),)))
    over = Piece(Block((seen("s", 230, 98 - 1.4 * em, text="題" * 5, em=em),)), RegionKind.HEADING)
    assert with_inset_crossheads([first, head, *rest, over], sheet())[1].kind is kind


def test_rules_between_all_tiers_do_not_part_a_bold_row_from_text_that_runs_on_past_one():
    rules = tuple(Box(SIZE[0] - 400, y, SIZE[0] - 60, y + 3) for y in (209, 429))
    page = Furnishings(rules, (), (), ())
    *first, after = headed_tier()
    assert kind_of_head([*first, after], page) is RegionKind.CROSSHEAD
    opens = seen("c0", 480, 100, text="字" * 8), *after.block.lines[1:]
    assert kind_of_head([*first, replace(after, block=Block(opens))], page) is RegionKind.HEADING


@pytest.mark.parametrize(
    ("row", "top", "kind"),
    [
        ("七百二十三戶居民受益", 100, RegionKind.HEADING),
        ("七百二十三戶居民受益", 115, RegionKind.BODY),
        ("百二十三戶居民受益", 109, RegionKind.HEADING),
        ("百二十三戶居民受益", 117, RegionKind.BODY),
    ],
)
def test_a_light_row_smaller_than_text_is_one_of_a_bold_heading_from_end_to_end_or_in_its_middle(
    row, top, kind
):
    rows = [
        upright("h0", "南屏社區推進電網升級", 900, 100, 17.0),
        upright("h1", row, 876, top, 17.0),
    ]
    lines = [*rows, upright("t", "本報訊四月二十", 850, 140), *tier("a", 820, 100, 12)]
    assert kinds(weighed(lines, {"h0": 0.34, "h1": 0.17}))["h1"] is kind


@pytest.mark.parametrize(("credit", "kind"), [("陳德／攝", "CAPTION"), ("本報訊四月二十四日", "HEADING")])
def test_a_line_white_on_black_beside_a_picture_is_its_caption_where_a_credit_ends_it(credit, kind):
    picture = Box(700, 500, 860, 760)
    caption = upright("c", "小朋友們在圖書館參加活動。", 690, 500, em=18.0)
    lines = [*tier("a", 900, 100, 12), caption, upright("credit", credit, 660, 640, em=18.0)]
    drawn = Furnishings((), (), (), (picture,))
    outline = find_structure(
        lines, [0.7 if line.id in ("c", "credit") else 0.2 for line in lines], drawn, SIZE
    )
    assert kinds(outline)["c"] is RegionKind[kind]


@pytest.mark.parametrize(("captions", "deck"), [((), 1), ((Box(220, 215, 420, 240),), 0)])
def test_a_heading_over_the_next_tier_is_not_over_what_stands_beside_that_under_a_caption(captions, deck):
    first, second = heading(0, 0, letters=15), heading(440, 200)
    beside, after, under = text("a", 220, 40, 5, 10), text("b", 220, 245, 5, 10), text("c", 440, 245, 5, 10)
    decks = find_decks([first, second], sheet())
    plan = Plan([beside, after, under], decks, sheet(), captions)
    above = plan.deck_above[1]
    assert above == deck


@pytest.mark.parametrize(
    ("over", "top", "em", "kind"),
    [
        pytest.param(25, 126, 28.0, RegionKind.CROSSHEAD, id="beside one, under a text over both"),
        pytest.param(12, 126, 28.0, RegionKind.HEADING, id="under no text"),
        pytest.param(25, 186, 28.0, RegionKind.HEADING, id="lower"),
        pytest.param(25, 126, 40.0, RegionKind.HEADING, id="larger"),
    ],
)
def test_a_heading_is_a_crosshead_beside_one_as_large_where_a_text_runs_over_both(over, top, em, kind):
    upper = text("a", 0, 0, 4, length=over)
    crosshead = replace(heading(20, 126, letters=4), kind=RegionKind.CROSSHEAD)
    other = heading(280, top, letters=4, em=em)
    below = [text("b", 0, 170, 6, length=11), text("c", 260, 250, 4, length=11)]
    found = with_inset_crossheads([upper, crosshead, other, *below], sheet())
    assert found[2].kind is kind
