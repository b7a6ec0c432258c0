"""Layout on a few hand-made lines: what becomes a column, a heading, a table, a story."""

import pytest

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block, find_blocks
from ocrfix.layout.lines import Line, as_seen
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import Glyph, RegionKind, TextLine, WritingMode

NOTHING = Furnishings((), (), (), ())
SENTENCE = "春耕时节田野里机声隆隆村民们忙着播种育苗"


def printed(name, text, left, top, em=20.0, vertical=False):
    """A line of `text` set in squares of `em` pixels."""
    length = em * len(text)
    box = (
        Box(left, top, left + 1.4 * em, top + length)
        if vertical
        else Box(left, top, left + length, top + 1.4 * em)
    )
    mode = WritingMode.VERTICAL if vertical else WritingMode.HORIZONTAL
    return TextLine(id=name, polygon=box.polygon, reading=text, confidence=1.0, writing_mode=mode)


def column(name, left, top, rows, first="", last="。"):
    """Full lines under each other; the first is indented by two characters, the last one ends the text."""
    lines = []
    for row in range(rows):
        indent = 40 if row == 0 and first == "indent" else 0
        text = SENTENCE[: 10 - indent // 20]
        if row == rows - 1:
            text = text[:5] + last if last == "。" else text
        lines.append(printed(f"{name}{row}", text, left + indent, top + 30 * row))
    return lines


def structure(lines, furnishings=NOTHING, size=(1000, 1400)):
    return find_structure(lines, [0.2] * len(lines), furnishings, size)


def kinds(outline):
    return {line.id: region.kind for region in outline.regions for line in region.lines}


def seen(name, left, top, text="一二三四五六七八九十", em=20.0):
    return Line(name, text, Box(left, top, left + em * len(text), top + 1.4 * em), em, 1.0)


def test_lines_of_one_column_make_one_block_and_a_narrow_gutter_keeps_two_apart():
    left = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(5)]
    right = [seen(f"b{n}", 312, 100 + 30 * n) for n in range(5)]
    blocks = find_blocks([*left, *right], [])
    assert [{line.id[0] for line in block.lines} for block in blocks] == [{"a"}, {"b"}]


WIDE_AT_FOOT = [
    ("secretary of the committee,", 1048, 2572, 1432, 27.8),
    ("nearly 71 residents signed the", 1048, 2611, 1421, 24.4),
    ("petition.", 1052, 2644, 1149, 23.9),
    ("Many", 1078, 2681, 1147, 24.6),
    ("of the", 1201, 2677, 1307, 29.7),
    ("older", 1361, 2678, 1420, 26.0),
    ("inhabitants", 1046, 2714, 1179, 26.1),
    ("remember when", 1202, 2715, 1428, 30.9),
]
WIDE_AT_HEAD = [
    ("PORT HALLOW, March 3", 1548, 2884, 1841, 24.4),
    ("Farmers", 1603, 2918, 1681, 20.8),
    ("in", 1733, 2919, 1750, 18.6),
    ("the", 1810, 2919, 1837, 19.0),
    *((f"{n}neighbourhood of Eastwick", 1522, 2946 + 29 * n, 1840, 21.6) for n in range(4)),
]


@pytest.mark.parametrize("rows", [WIDE_AT_FOOT, WIDE_AT_HEAD], ids=["after its first", "before its last"])
def test_pieces_of_a_row_set_wide_are_of_the_column_one_beside_the_other_of_which_one_was_found(rows):
    lines = [Line(text, text, Box(x, y, end, y + 1.35 * em), em, 1.0) for text, x, y, end, em in rows]
    assert len(find_blocks(lines, [])) == 1


@pytest.mark.parametrize(("beside", "blocks"), [((), 1), ((330,), 2)], ids=["nothing beside", "a column"])
def test_the_two_rows_of_a_paragraph_are_one_text_unless_the_first_was_drawn_over_the_next_column(
    beside, blocks
):
    first = seen("a0", 140, 100, "一二三四五六七八九十一二三四五")
    second = [
        seen("a1", 100, 130, "一二三四五六七"),
        *(seen(f"b{x}", x, 130, "一二三四五六七八") for x in beside),
    ]
    found = find_blocks([first, *second], [])
    assert len({tuple(line.id for line in block.lines) for block in found}) == blocks
    assert any({"a0", "a1"} <= {line.id for line in block.lines} for block in found) is (not beside)


@pytest.mark.parametrize("place", [70, 250])
def test_a_row_that_stands_over_two_columns_or_under_them_makes_no_one_text_of_them(place):
    left = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(5)]
    right = [seen(f"b{n}", 312, 100 + 30 * n) for n in range(5)]
    across = seen("c", 110, place, text="字" * 20)
    blocks = find_blocks([*left, *right, across], [])
    assert {frozenset(line.id[0] for line in block.lines) for block in blocks} == {*map(frozenset, "abc")}


def test_the_two_characters_that_end_a_paragraph_at_the_head_of_a_column_are_in_no_row_of_the_one_before():
    left = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(5)]
    right = [seen("b0", 312, 100, "活。"), seen("b1", 352, 130, "一二三四五六七八")]
    right += [seen(f"b{n}", 312, 100 + 30 * n) for n in (2, 3, 4)]
    deck = seen("c", 210, 72, text="字" * 9)
    blocks = find_blocks([*left, *right, deck], [])
    assert {frozenset(line.id[0] for line in block.lines) for block in blocks} == {*map(frozenset, "abc")}


def test_two_rows_of_a_column_that_were_found_in_pieces_stay_with_the_row_over_them():
    pieces = [seen(f"a{n}{k}", 100 + 160 * k, 130 + 30 * n, text="字" * 7) for n in (0, 1) for k in (0, 1)]
    whole = [seen("a", 100, top, text="字" * 15) for top in (70, 100, 190, 220)]
    assert len(find_blocks([*whole, *pieces], [])) == 1


def test_the_first_pieces_of_two_rows_stay_in_their_column_with_the_short_row_that_ends_it():
    """The row over them, indented, ends with the second pieces; the last row stands under the first ones."""
    whole = [
        seen(f"a{n}", 100 + 40 * (n == 4), 40 + 30 * n, text="字" * (15 - 2 * (n == 4))) for n in range(5)
    ]
    pieces = [seen(f"b{n}{k}", 100 + 160 * k, 190 + 30 * n, text="字" * 7) for n in (0, 1) for k in (0, 1)]
    assert len(find_blocks([*whole, *pieces, seen("c", 100, 250, text="字" * 6)], [])) == 1


@pytest.mark.parametrize(("height", "blocks"), [(28.0, 1), (40.0, 2)])
def test_an_indented_line_spaced_out_to_its_end_begins_the_text_below_and_a_larger_one_heads_it(
    height, blocks
):
    first = Line("a0", "一二三四五六七", Box(140, 100, 300, 100 + height), 25.0, 1.0)
    rest = [seen(f"a{n}", 100, 100 + height + 30 * (n - 1)) for n in range(1, 5)]
    assert len(find_blocks([first, *rest], [])) == blocks


@pytest.mark.parametrize(("inset", "blocks"), [(20.0, 2), (4.0, 1)], ids=["centred", "flush"])
def test_a_smaller_row_centred_under_one_hardly_shorter_is_no_row_of_it(inset, blocks):
    head = Line("h", "三十六户居民受", Box(100 + inset, 100, 420 - inset, 148), 45.0, 1.0)
    under = Line("s", "走进石桥头社区看变化", Box(100, 152, 420, 193), 32.0, 1.0)
    assert len(find_blocks([head, under], [])) == blocks


def test_text_is_no_crosswise_heading_because_a_crosswise_line_touches_one_of_its_characters():
    rows = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(5)]
    last, strip = (
        seen("a5", 100, 250, "字"),
        Line("strip", "粵省華軍", Box(98, 280, 122, 370), 22.0, 1.0, True),
    )
    blocks = find_blocks([*rows, last, strip], [])
    assert [{line.id for line in block.lines} for block in blocks if block.crosswise] == [{"strip"}]


def test_a_rule_between_two_lines_parts_them():
    lines = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(6)]
    assert len(find_blocks(lines, [])) == 1
    assert len(find_blocks(lines, [Box(90, 188, 320, 190)])) == 2


def test_a_headline_over_two_columns_gets_both_in_order():
    head = printed("h", "全区召开春耕备耕现场会", 120, 200, em=36)
    first, second = column("a", 100, 270, 6, "indent", last=""), column("b", 320, 270, 6)
    outline = structure([head, *first, *second])
    (story,) = outline.stories
    assert kinds(outline)["h"] is RegionKind.HEADING
    body = [line for paragraph in story.body for line in paragraph.lines]
    assert body == [f"a{n}" for n in range(6)] + [f"b{n}" for n in range(6)]
    assert len(story.body) == 1


def test_two_headlines_side_by_side_keep_their_own_text():
    heads = [printed("h1", "新桥今日通车", 100, 200, em=30), printed("h2", "菌菇俏销省外", 320, 200, em=30)]
    outline = structure([*heads, *column("a", 100, 260, 6, "indent"), *column("b", 320, 260, 6, "indent")])
    found = {story.body[0].lines[0]: story for story in outline.stories}
    names = {region.id: region.lines[0].id for region in outline.regions}
    assert names[found["a0"].headline[0]] == "h1"
    assert names[found["b0"].headline[0]] == "h2"


def test_a_vertical_headline_belongs_to_the_text_beside_it():
    head = printed("h", "招商考察", 100, 260, em=36, vertical=True)
    outline = structure([head, *column("a", 170, 255, 7, "indent")])
    (story,) = outline.stories
    assert story.headline
    assert story.body[0].lines[0] == "a0"


@pytest.mark.parametrize(("gap", "headlines"), [(10, [2]), (40, [1, 1])])
def test_two_strips_down_the_page_are_one_headline_and_apart_from_each_other_they_are_two(gap, headlines):
    lines = [
        *column("a", 100, 100, 9, "indent"),
        printed("s0", "田野春耕正当时", 310, 110, em=40, vertical=True),
        printed("s1", "村里新修引水渠", 366 + gap, 110, em=40, vertical=True),
        *column("b", 432 + gap, 100, 9, "indent"),
    ]
    stories = structure(lines).stories
    assert [len(story.headline) for story in stories if story.headline] == headlines


def test_tiers_of_a_vertical_page_are_read_from_the_right_and_from_the_top():
    def tier(name, top):
        return [printed(f"{name}{n}", SENTENCE[:10], 700 - 30 * n, top, vertical=True) for n in range(6)]

    head = printed("h", "大橋落成通車典禮", 760, 200, em=40, vertical=True)
    outline = structure([*tier("b", 430), head, *tier("a", 200)])
    (story,) = outline.stories
    body = [line for paragraph in story.body for line in paragraph.lines]
    assert body == [f"a{n}" for n in range(6)] + [f"b{n}" for n in range(6)]


@pytest.mark.parametrize(("em", "pitch"), [(20, 34), (30, 50)], ids=["as large as text", "some drawn higher"])
def test_short_cells_in_rows_and_columns_are_a_table_and_no_article(em, pitch):
    cells = [
        printed(f"t{row}{k}", text, 100 + 160 * k, 500 + pitch * row, em if (row + k) % 2 else 20)
        for row, texts in enumerate(
            (("城区", "多云", "12度"), ("新港", "小雨", "11度"), ("东山", "晴天", "13度"))
        )
        for k, text in enumerate(texts)
    ]
    text = [printed("h", "全区召开春耕现场会", 100, 800, em=36), *column("a", 100, 870, 8, "indent")]
    outline = structure([*cells, *text])
    assert {kinds(outline)[cell.id] for cell in cells} == {RegionKind.TABLE}
    assert [line for p in outline.stories[0].body for line in p.lines] == [f"a{n}" for n in range(8)]


def test_columns_of_text_are_no_table():
    columns = [line for k in range(3) for line in column("abc"[k], 100 + 230 * k, 300, 6, "indent")]
    outline = structure([printed("h", "全区召开春耕备耕现场会", 120, 220, em=36), *columns])
    assert RegionKind.TABLE not in kinds(outline).values()


def test_a_name_at_the_foot_signs_its_own_article_not_the_next():
    first = [*column("a", 100, 260, 6, "indent"), printed("by", "程智安", 240, 440)]
    second = [printed("h2", "菌菇俏销省外", 100, 500, em=30), *column("b", 100, 560, 6, "indent")]
    outline = structure([printed("h1", "新桥今日通车", 100, 200, em=30), *first, *second])
    names = {region.id: region.lines[0].id for region in outline.regions}
    signed = [names[story.headline[0]] for story in outline.stories if story.byline]
    assert signed == ["h1"]


def test_a_caption_beside_its_picture_keeps_its_credit_and_leaves_the_text_alone():
    picture = Box(100, 300, 400, 560)
    caption = [printed(f"c{n}", "早前圆满结束的校", 410, 380 + 26 * n, em=16) for n in range(3)]
    credit = printed("by", "（江予安摄）", 450, 458, em=16)
    text = [printed("h", "全区召开春耕现场会", 100, 640, em=36), *column("a", 100, 710, 8, "indent")]
    outline = structure([*caption, credit, *text], Furnishings((), (), (), (picture,)))
    found = {line.id: caption.picture for caption in outline.captions for line in region_of(outline, caption)}
    assert found == {"c0": "p1", "c1": "p1", "c2": "p1", "by": "p1"}
    assert [line for p in outline.stories[0].body for line in p.lines] == [f"a{n}" for n in range(8)]


@pytest.mark.parametrize(("credit_left", "caption"), [(440, True), (330, False)])
def test_a_row_under_a_picture_whose_credit_ends_flush_with_it_is_the_caption(credit_left, caption):
    picture = Box(100, 160, 540, 400)
    head = printed("h", "全区召开春耕现场会", 140, 90, em=36)
    row, credit = printed("c", "村民在采收海带。", 100, 410), printed("by", "谭清和/摄", credit_left, 410)
    text = [*column("a", 100, 480, 8, "indent", last=""), *column("b", 330, 480, 8)]
    outline = structure([head, row, credit, *text], Furnishings((), (), (), (picture,)))
    assert (kinds(outline)["c"] is RegionKind.CAPTION) is caption
    if caption:
        assert outline.stories[0].body[0].lines[0] == "a0"


@pytest.mark.parametrize(("em", "ruled"), [(24.0, False), (20.0, True)])
def test_a_row_of_a_deck_level_with_the_next_columns_first_row_stays_in_the_deck(em, ruled):
    fence = Box(331, 60, 333, 700)
    near = column("a", 100, 152, 10, last="")
    head = printed("h", "山村飞出朗诵队", 340, 90, em=40)
    row = printed("k", "累计投入惠及群众六十二户人家"[: int(280 / em)], 340, 150, em=em)
    text = column("b", 340, 230, 8, "indent")
    drawn = Furnishings((), (fence,) if ruled else (), (), ())
    outline = structure([printed("g", "机声隆隆", 110, 90, em=40), *near, head, row, *text], drawn)
    assert kinds(outline)["k"] is RegionKind.SUBHEADING


def test_rows_of_a_short_text_under_its_headline_are_no_subheadings():
    rows = [
        printed("a0", "在新村落成的花卉展示馆里产品整齐一件件", 140, 160),
        printed("a1", "陈列吸引客商前来洽谈。", 100, 186),
        printed("a2", "截至昨天下午各参赛队已完成前八轮的比赛", 140, 212),
        printed("a3", "本队暂时领先积分排在第一位。", 100, 238),
    ]
    heads = [printed("h", "十五户居民受益", 180, 90, em=40), printed("g", "机声隆隆", 110, 400, em=40)]
    outline = structure([*heads, *rows, *column("b", 100, 460, 9, "indent")])
    assert {kinds(outline)[f"a{n}"] for n in range(4)} == {RegionKind.BODY}


def region_of(outline, caption):
    return next(region.lines for region in outline.regions if region.id == caption.region)


def test_without_lines_there_is_nothing():
    outline = structure([])
    assert outline.regions == outline.stories == ()


def test_a_paragraph_under_the_very_short_end_of_another_stays_in_its_column():
    lines = [
        seen("a", 100, 100),
        seen("b", 100, 130, "了。"),
        seen("c", 140, 160, SENTENCE[:8]),
        seen("d", 100, 190),
    ]
    assert len(find_blocks(lines, [])) == 1


def test_a_line_flush_with_the_headline_over_a_dated_text_is_its_subheading():
    head = [
        printed("h", "全区召开春耕备耕现场会", 100, 200, em=36),
        printed("s", "产值同比增长好于", 100, 254, em=25),
    ]
    text = [printed("d", "本报讯三月一日，", 140, 290), *column("a", 100, 320, 6)]
    outline = structure([*head, *text])
    (story,) = outline.stories
    assert [
        line.id for region in outline.regions if region.id in story.subheadline for line in region.lines
    ] == ["s"]


def test_text_goes_on_under_a_box_that_stands_in_its_column():
    head = printed("h", "全区召开春耕备耕现场会", 100, 100, em=36)
    above, below = column("a", 100, 170, 5, "indent", last=""), column("b", 100, 560, 6)
    boxed = [printed("i", "新桥通车", 130, 360, em=28), *column("c", 110, 410, 3, "indent")]
    rules = (Box(96, 339, 312, 341), Box(96, 519, 312, 521))
    drawn = Furnishings(rules, (), (Box(96, 340, 312, 520),), ())
    outline = structure([head, *above, *boxed, *below], drawn)
    found = [[line for p in story.body for line in p.lines] for story in outline.stories]
    assert [f"a{n}" for n in range(5)] + [f"b{n}" for n in range(6)] in found


def test_the_source_of_a_text_signs_it():
    text = [*column("a", 100, 260, 6, "indent"), printed("by", "摘自《月湖周报》", 160, 440)]
    outline = structure([printed("h", "新桥今日通车", 100, 200, em=30), *text])
    assert kinds(outline)["by"] is RegionKind.BYLINE
    assert [line for p in outline.stories[0].body for line in p.lines] == [f"a{n}" for n in range(6)]


def test_the_second_row_of_a_headline_white_on_black_is_no_section_label():
    rows = [printed("h", "三万亩秧苗喝上了", 100, 190, em=40), printed("i", "放心水", 190, 250, em=40)]
    lines = [*rows, *column("a", 100, 320, 8, "indent"), *column("b", 330, 320, 8)]
    outline = find_structure(lines, [0.7, 0.7, *[0.2] * 16], NOTHING, (1000, 1400))
    assert kinds(outline)["h"] is kinds(outline)["i"] is RegionKind.HEADING
    assert len(outline.stories) == 1


def test_a_word_set_apart_at_the_end_of_a_column_is_no_short_last_line_over_the_next_column():
    left = [seen(f"a{n}", 100, 100 + 30 * n, "harbour council plan"[: 20 - n], em=10.0) for n in range(5)]
    word = seen("w", 300, 100, "by", em=10.0)
    right = [seen(f"b{n}", 322, 130 + 30 * n, "river wall and market", em=10.0) for n in range(4)]
    homes = [{line.id[0] for line in block.lines} for block in find_blocks([*left, word, *right], [])]
    assert not any({"w", "b"} <= home for home in homes)


def upright(name, text, right, top, em=20.0):
    """A vertical line whose right edge is given, as a tier is read."""
    return printed(name, text, right - 1.4 * em, top, em, vertical=True)


def tier(name, right, top, rows):
    """Vertical lines from right to left, each ten characters long but the last."""
    return [
        upright(f"{name}{n}", SENTENCE[:10] if n < rows - 1 else SENTENCE[:5] + "。", right - 30 * n, top)
        for n in range(rows)
    ]


def test_a_vertical_caption_stands_to_the_left_of_its_picture():
    picture = Box(700, 500, 860, 700)
    caption = upright("caption", "圖為村民播種育苗現場", 690, 500, em=18.0)
    lines = [*tier("a", 900, 100, 12), caption, *tier("b", 600, 500, 6)]
    outline = structure(lines, Furnishings((), (), (), (picture,)))
    assert kinds(outline)["caption"] is RegionKind.CAPTION
    assert kinds(outline)["b0"] is RegionKind.BODY


def test_a_short_heading_after_a_rule_begins_an_article_and_without_one_it_is_a_crosshead():
    lines = [
        *tier("a", 900, 100, 8),
        upright("head", "春耕時節", 640, 130, em=28.0),
        *tier("b", 580, 100, 8),
    ]
    rule = Box(648, 150, 650, 290)
    assert kinds(structure(lines, Furnishings((), (rule,), (), ())))["head"] is RegionKind.HEADING
    assert kinds(structure(lines))["head"] is RegionKind.CROSSHEAD


def test_a_short_heading_under_the_last_line_of_a_paragraph_at_the_head_of_a_column_is_a_crosshead():
    end = upright("end", "是笑容。", 640, 100)
    head = upright("head", "數據多跑路", 601, 130, em=29.0)
    lines = [*tier("a", 900, 320, 8), end, head, *tier("b", 550, 100, 8)]
    assert kinds(structure(lines))["head"] is RegionKind.CROSSHEAD


def test_a_short_heading_under_a_short_rule_begins_an_article_though_the_text_above_ends_beside_that():
    end, head = printed("end", "是笑容。", 400, 100), printed("head", "山村书法队", 430, 138, em=29.0)
    lines = [*column("a", 170, 100, 8), end, head, *column("b", 400, 186, 8, "indent")]
    rule = Furnishings((Box(450, 133, 560, 135),), (), (), ())
    assert kinds(structure(lines, rule))["head"] is RegionKind.HEADING
    assert kinds(structure(lines))["head"] is RegionKind.CROSSHEAD


def test_a_row_beyond_a_rule_makes_no_line_of_the_ends_of_two_columns():
    left, right = seen("a", 100, 100), seen("b", 310, 100)
    under = seen("u", 120, 140, "一二三四五六七八九十一二三四五六七八")
    around = [seen("c", 100, 70), seen("d", 310, 40)]
    rows = [left, right, under, *around]
    assert any(len({line.id for line in block.lines} & {"a", "b"}) == 2 for block in find_blocks(rows, []))
    blocks = find_blocks(rows, [Box(90, 134, 520, 136)])
    assert not any(len({line.id for line in block.lines} & {"a", "b"}) == 2 for block in blocks)


@pytest.mark.parametrize("words", ["摘自《月湖週報》", "█■記者譚若舟"], ids=["source", "a mark read twice"])
def test_a_line_that_names_the_source_or_a_reporter_signs_the_text(words):
    lines = [*tier("a", 900, 100, 8), upright("source", words, 640, 140)]
    assert kinds(structure(lines))["source"] is RegionKind.BYLINE


def test_a_few_words_over_the_left_end_of_a_headline_name_a_section_and_take_no_text():
    names = [
        printed("s", "基层 时讯", 100, 200, em=26),
        printed("h", "全区召开春耕备耕现场会", 200, 262, em=36),
    ]
    outline = structure([*names, *column("a", 100, 330, 6, "indent", last=""), *column("b", 320, 330, 6)])
    assert kinds(outline)["s"] is RegionKind.SECTION
    assert outline.stories[0].body[0].lines[0] == "a0"


def test_the_name_of_a_section_too_short_for_a_heading_is_no_text_of_the_article_beside():
    name = [printed("s", "民生", 100, 200, em=26), printed("h", "全区召开春耕备耕现场会", 180, 250, em=36)]
    outline = structure([*name, *column("a", 100, 330, 6, "indent", last=""), *column("b", 320, 330, 6)])
    assert kinds(outline)["s"] is RegionKind.SECTION


def test_a_word_as_large_as_the_headline_names_a_section_where_it_stands_apart_over_its_left_end():
    def name_at(left, top):
        lines = [
            printed("s", "文化", left, top, em=34),
            printed("h", "全区召开春耕备耕现场会", 130, 260, em=36),
        ]
        text = [*column("a", 100, 330, 6, "indent", last=""), *column("b", 320, 330, 6)]
        return kinds(structure([*lines, *text]))["s"]

    assert name_at(120, 196) is RegionKind.SECTION
    assert name_at(130, 212) is RegionKind.HEADING
    assert name_at(290, 196) is RegionKind.HEADING


def test_words_over_the_middle_of_a_headline_in_two_halves_are_its_kicker_and_at_its_left_end_a_section():
    def words_at(left):
        words = printed("s", "聚焦智能家电", left, 200, em=24)
        halves = [printed("h1", "同唱一支歌", 200, 252, em=36), printed("h2", "共走致富路", 416, 252, em=36)]
        text = [*column("a", 200, 330, 6, "indent", last=""), *column("b", 420, 330, 6)]
        return kinds(structure([words, *halves, *text]))["s"]

    assert words_at(326) is RegionKind.KICKER
    assert words_at(100) is RegionKind.SECTION


def test_a_line_filled_out_with_few_letters_over_a_column_is_text_and_a_darker_one_its_heading():
    text = "产比过去提高"
    glyphs = tuple(Glyph(char, 34.0 * n, 34.0 * n + 30, 1.0) for n, char in enumerate(text))
    box = Box(100, 100, 300, 134)
    wide = TextLine(id="w", polygon=box.polygon, reading=text, confidence=1.0, glyphs=glyphs)
    lines = [wide, *column("a", 100, 136, 6), *column("b", 320, 106, 7)]

    def kind(weight):
        weights = [weight, *([0.2] * (len(lines) - 1))]
        return kinds(find_structure(lines, weights, NOTHING, (1000, 1400)))["w"]

    assert kind(0.15) is RegionKind.BODY
    assert kind(0.35) is RegionKind.HEADING


def test_two_short_rows_somewhat_larger_and_darker_than_text_over_it_are_its_headline():
    rows = [printed("h0", "番薯熟了", 150, 100, em=25), printed("h1", "日子甜了", 150, 136, em=25)]
    lines = [*rows, *column("a", 100, 190, 6, "indent"), *column("b", 320, 100, 8)]

    def kind(weight):
        return kinds(find_structure(lines, [weight] * 2 + [0.2] * 14, NOTHING, (1000, 1400)))["h0"]

    assert kind(0.26) is RegionKind.HEADING
    assert kind(0.22) is RegionKind.BODY


@pytest.mark.parametrize(
    ("em", "weight", "kind"),
    [
        (23.6, 0.265, RegionKind.HEADING),
        (22.4, 0.29, RegionKind.HEADING),
        (22.4, 0.25, RegionKind.BODY),
        (20.4, 0.27, RegionKind.BODY),
    ],
)
@pytest.mark.parametrize("gap", [2, 24])
def test_the_size_and_the_darkness_of_two_short_rows_over_a_text_make_up_for_each_other(
    em, weight, kind, gap
):
    rows = [printed("h0", "番薯熟了", 130, 100, em), printed("h1", "日子甜了", 130, 100 + 1.4 * em, em)]
    lines = [*rows, *column("a", 100, 100 + 2.8 * em + gap, 6, "indent"), *column("b", 320, 100, 8)]
    weights = [weight] * 2 + [0.2] * 14
    assert kinds(find_structure(lines, weights, NOTHING, (1000, 1400)))["h0"] is kind


def test_a_dateline_set_bold_and_somewhat_larger_than_the_text_it_opens_is_text():
    lines = [printed("d", "本报讯（记者魏厚）", 140, 100, em=22), *column("a", 100, 133, 6)]
    outline = find_structure(lines, [0.3] + [0.2] * 6, NOTHING, (1000, 1400))
    assert kinds(outline)["d"] is RegionKind.BODY


@pytest.mark.parametrize(
    ("opening", "kind"), [("本报讯记者魏厚", RegionKind.BODY), ("新桥今日通车啦", RegionKind.HEADING)]
)
def test_no_row_that_says_the_report_is_the_papers_own_heads_it(opening, kind):
    lines = [printed("d", opening, 140, 100, em=24), *column("a", 100, 136, 6)]
    outline = find_structure(lines, [0.3] + [0.2] * 6, NOTHING, (1000, 1400))
    assert kinds(outline)["d"] is kind


def test_rules_between_the_rows_of_a_table_leave_it_one_table_with_its_title():
    rows = (("城区", "多云", "12度"), ("新港", "小雨", "11度"), ("东山", "晴天", "13度"))
    cells = [
        printed(f"t{row}{k}", text, 100 + 160 * k, 500 + 44 * row)
        for row, texts in enumerate(rows)
        for k, text in enumerate(texts)
    ]
    rules = tuple(Box(90, 493 + 44 * row, 480, 495 + 44 * row) for row in range(4))
    title = printed("title", "天气预报", 220, 450, em=26)
    text = [printed("h", "全区召开春耕现场会", 100, 800, em=36), *column("a", 100, 870, 8, "indent")]
    outline = structure([title, *cells, *text], Furnishings(rules, (), (), ()))
    assert {kinds(outline)[line.id] for line in (title, *cells)} == {RegionKind.TABLE}


def test_a_row_of_text_that_names_a_reporter_signs_nothing():
    rows = column("a", 100, 260, 6, "indent")
    rows[3] = printed("a3", "记者看到，几台挖掘机", 100, 350)
    outline = structure([printed("h", "新桥今日通车", 100, 200, em=30), *rows])
    assert kinds(outline)["a3"] is RegionKind.BODY


def test_a_tint_with_a_heading_on_it_is_the_frame_of_an_article_inside_another():
    outer = [
        printed("h", "三万亩秧苗喝上放心水啦", 100, 60, em=40),
        *column("a", 100, 140, 14, "indent", last=""),
        *column("b", 330, 140, 4, last=""),
        *column("c", 330, 470, 3),
    ]
    inner = [printed("i", "新桥今日通车", 340, 280, em=28), *column("d", 330, 330, 3, "indent")]
    tinted = Furnishings((), (), (), (), tints=(Box(322, 268, 542, 450),))
    stories = structure([*outer, *inner], tinted, size=(640, 700)).stories
    bodies = {"".join(dict.fromkeys(line[0] for p in story.body for line in p.lines)) for story in stories}
    assert bodies == {"abc", "d"}


@pytest.mark.parametrize(("text", "stories"), [("元。", 1), ("启事", 2)])
def test_the_last_word_of_a_paragraph_is_no_heading_however_high_its_box(text, stories):
    head = printed("h", "全区召开春耕现场会", 100, 200, em=36)
    word = printed("w", text, 100, 450, em=34)
    outline = structure(
        [head, *column("a", 100, 270, 6, "indent"), word, *column("b", 100, 510, 6, "indent")]
    )
    assert len(outline.stories) == stories


def test_the_size_of_a_strip_found_in_pieces_is_that_of_the_pieces():
    """What the detector left out between them says nothing of it."""
    pieces = [("投资4", 115), ("·5", 47), ("建设工", 121)]
    top, lines = 0.0, []
    for n, (text, length) in enumerate(pieces):
        lines.append(Line(f"p{n}", text, Box(0, top, 44, top + length), 33.0, 1.0, True))
        top += length + 60
    assert 34 < Block(tuple(lines)).em < 36


@pytest.mark.parametrize(
    ("em", "pictures", "stays"),
    [(200, (Box(330, 180, 560, 410),), False), (80, (Box(330, 180, 405, 410),), False), (200, (), True)],
    ids=["in it", "beyond its edge", "no picture"],
)
def test_one_huge_letter_in_a_picture_is_a_part_of_that(em, pictures, stays):
    head, blot = printed("h", "三万亩秧苗喝上放心水", 100, 90, em=42), printed("x", "销", 340, 190, em=em)
    text = [*column("a", 100, 190, 10, "indent"), *column("b", 330, 500, 6)]
    outline = structure([head, blot, *text], Furnishings((), (), (), pictures))
    assert ("lettering inside a picture" in outline.reasons.values()) is not stays
    assert (kinds(outline)["x"] is RegionKind.HEADING) is stays


@pytest.mark.parametrize(("text", "stays"), [("l6", False), ("招商", True)])
def test_two_narrow_letters_read_of_a_picture_are_a_part_of_it_as_one_wide_letter_is(text, stays):
    box = Box(340, 190, 620, 470)
    blot = TextLine(id="x", polygon=box.polygon, reading=text, confidence=0.6)
    rows = [*column("a", 100, 190, 10, "indent"), *column("b", 330, 550, 6)]
    outline = structure([blot, *rows], Furnishings((), (), (), (Box(330, 180, 560, 480),)))
    assert ("lettering inside a picture" in outline.reasons.values()) is not stays


@pytest.mark.parametrize(("weight", "kind"), [(0.4, RegionKind.HEADING), (0.2, RegionKind.BODY)])
def test_a_bold_heading_in_a_narrow_column_may_have_many_rows(weight, kind):
    rows = [printed(f"h{n}", "新桥今日", 140, 60 + 42 * n, em=30) for n in range(5)]
    lines = [*rows, *column("a", 100, 290, 8, "indent"), *column("b", 330, 60, 15)]
    outline = find_structure(lines, [*[weight] * 5, *[0.2] * 23], NOTHING, (1000, 1400))
    assert {kinds(outline)[f"h{n}"] for n in range(5)} == {kind}


def strip(text, width):
    """A line set down the page in squares of 76 pixels, in a box of its own width."""
    glyphs = tuple(Glyph(char, 76.0 * n + 4, 76.0 * n + 72, 0.9) for n, char in enumerate(text))
    box = Box(0, 0, width, 76.0 * len(text))
    return TextLine(
        id=text,
        polygon=box.polygon,
        reading=text,
        confidence=1.0,
        writing_mode=WritingMode.VERTICAL,
        glyphs=glyphs,
    )


def test_figures_in_a_headline_set_down_the_page_tell_how_large_it_is():
    lines = [strip("2700名青", 80), strip("年回乡创业", 100)]
    figures, words = (as_seen(line, Axes(False, 1000), 0.2).em for line in lines)
    assert figures == words == 76
