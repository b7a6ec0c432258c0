"""Headings side by side: which are halves of one headline, and which are neighbours."""

import pytest
from test_layout import NOTHING, column, kinds, printed, seen, structure, tier, upright

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.heading_size import as_large
from ocrfix.layout.lines import Line, as_seen
from ocrfix.layout.piece import Piece
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import Glyph, RegionKind, TextLine, WritingMode

LEFT, RIGHT = "精准施策", "雁荡口新区破解停车难"
EM = 40


def headlines(gap, *columns):
    """The headline of each story whose two long parts stand so far apart over some columns."""
    left, right = printed("h1", LEFT, 110, 200, EM), printed("h2", RIGHT, 110 + 4 * EM + gap, 200, EM)
    outline = structure([left, right, *(line for lines in columns for line in lines)])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    return [[line for part in story.headline for line in lines[part]] for story in outline.stories]


@pytest.mark.parametrize("gap", [16, 40])
def test_long_parts_of_a_headline_are_one_where_the_text_under_the_second_goes_on_from_the_first(gap):
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 300, 290, 6)
    assert headlines(gap, first, second) == [["h1", "h2"]]


@pytest.mark.parametrize("gap", [16, 40])
def test_neighbours_over_the_beginnings_of_two_texts_stay_two_headlines(gap):
    first, second = column("a", 80, 290, 6, "indent"), column("b", 300, 290, 6, "indent")
    assert headlines(gap, first, second) == [["h1"], ["h2"]]


def test_parts_are_one_headline_where_a_column_stands_under_the_blank_between_them():
    first, second = column("a", 160, 290, 6, "indent"), column("b", 380, 290, 6, "indent")
    assert headlines(16, first, second) == [["h1", "h2"]]


def test_parts_are_one_headline_that_stand_in_the_middle_over_all_columns_only_together():
    first, second, third = (column(n, x, 290, 6, "indent") for n, x in (("a", 60), ("b", 300), ("c", 540)))
    assert headlines(16, first, second, third) == [["h1", "h2"]]
    assert headlines(16, first, second) == [["h1"], ["h2"]]


@pytest.mark.parametrize(("opens", "headline"), [("", [["h1", "h2"]]), ("indent", [["h1"], ["h2"]])])
def test_parts_are_one_headline_where_the_text_goes_on_under_a_picture_beneath_the_second(opens, headline):
    first, second = column("a", 80, 290, 16, "indent", last=""), column("b", 300, 640, 4, opens)
    assert headlines(16, first, second) == headline


def test_parts_whose_boxes_overlap_are_one_headline_over_a_text_that_begins_under_the_second():
    """The second part begins right of its text, whose middle is right of the headline's end."""
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 620, 290, 6)
    assert headlines(-8, first, second) == [["h1", "h2"]]


def test_parts_too_far_apart_for_a_space_stay_two_headings_whatever_text_stands_below():
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 300, 290, 6)
    assert ["h1", "h2"] not in headlines(90, first, second)


@pytest.mark.parametrize(("room", "headline"), [(54.0, [["h1", "h2"]]), (46.0, [["h1"], ["h2"]])])
def test_halves_whose_letters_take_as_much_room_are_one_however_high_a_tilt_makes_their_boxes(room, headline):
    heads = [
        spaced("h1", "千里引商", 170, 180, 56.0, height=56),
        spaced("h2", "共谋发展", 300 + room * 2, 185, room, height=46),
    ]
    first, second = column("a", 80, 290, 6, "indent", last=""), column("b", 300, 290, 6)
    outline = structure([*heads, *first, *second])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    assert [
        [line for part in story.headline for line in lines[part]] for story in outline.stories
    ] == headline


def test_a_light_row_between_two_rows_of_a_heading_holds_them_together():
    rows = [
        printed("h1", "白鹭洲村垃圾分类提速增效", 52, 168, 44),
        printed("h2", "全区雨污分流推进会召开", 206, 240),
        printed("h3", "八项举措同步推进", 188, 276, 32),
    ]
    outline = structure([*rows, *column("a", 100, 330, 6, "indent", last=""), *column("b", 320, 330, 6)])
    (story,) = outline.stories
    lines = {region.id: region.lines[0].id for region in outline.regions}
    assert [lines[part] for part in (*story.headline, *story.subheadline)] == ["h1", "h2", "h3"]


def test_a_light_row_under_one_headline_does_not_take_the_neighbours_lower_one():
    rows = [
        printed("h1", "新桥今日通车", 100, 180, 30),
        printed("h2", "两岸往来更便捷", 120, 230),
        printed("h3", "菌菇俏销省外", 320, 240, 30),
    ]
    columns = [*column("a", 100, 300, 6, "indent"), *column("b", 320, 300, 6, "indent")]
    outline = structure([*rows, *columns])
    lines = {region.id: region.lines[0].id for region in outline.regions}
    assert [[lines[part] for part in story.headline] for story in outline.stories] == [["h1"], ["h3"]]


def test_a_row_under_the_blank_between_the_halves_of_a_headline_is_their_subheading():
    rows = [
        printed("h1", "科技下乡", 110, 180, 46),
        printed("h2", "蔬菜丰收", 330, 180, 46),
        printed("h3", "十项举措同步推进", 212, 252, 26),
    ]
    outline = structure([*rows, *column("a", 80, 320, 6, "indent", last=""), *column("b", 320, 320, 6)])
    (story,) = outline.stories
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    assert [lines[part] for part in (*story.headline, *story.subheadline)] == [["h1"], ["h2"], ["h3"]]


@pytest.mark.parametrize(("room", "headline"), [(43.0, ["h1", "h2"]), (33.0, ["h2"])])
def test_rows_whose_letters_take_as_much_room_are_one_headline_however_high_their_boxes(room, headline):
    rows = [
        spaced("h1", "东渡社区推进高标准农田", 300, 200, room, height=38),
        spaced("h2", "两千户居民受益", 300, 256, 43.0, height=48),
    ]
    outline = structure([*rows, *column("a", 100, 330, 6, "indent", last=""), *column("b", 320, 330, 6)])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    (story,) = outline.stories
    assert [line for part in story.headline for line in lines[part]] == headline


def spaced(name, text, middle, top, room, height):
    """A line of such a height in which each letter takes so much room."""
    box = Box(middle - room * len(text) / 2, top, middle + room * len(text) / 2, top + height)
    return TextLine(id=name, polygon=box.polygon, reading=text, confidence=1.0)


def test_a_row_cut_where_a_gutter_begins_under_it_is_of_the_heading_over_its_middle():
    rows = [
        printed("h1", "无人受伤", 226, 190, 46),
        printed("h2", "八项措施确保", 118, 250, 32),
        printed("h3", "安全过冬无忧", 320, 250, 32),
    ]
    outline = structure([*rows, *column("a", 80, 310, 6, "indent", last=""), *column("b", 320, 310, 6)])
    (story,) = outline.stories
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    assert [name for part in story.headline for name in lines[part]] == ["h1"]
    assert [name for part in story.subheadline for name in lines[part]] == ["h2", "h3"]


def test_strips_that_lean_into_each_other_are_read_from_the_right():
    boxes = {"h1": Box(600, 200, 720, 440), "h2": Box(645, 201, 765, 441)}
    words = {"h1": "回乡创业", "h2": "众多青年"}
    strips = [
        TextLine(
            id=name,
            polygon=box.polygon,
            reading=words[name],
            confidence=1.0,
            writing_mode=WritingMode.VERTICAL,
            glyphs=tuple(Glyph(char, 60.0 * n, 60.0 * n + 55, 1.0) for n, char in enumerate(words[name])),
        )
        for name, box in boxes.items()
    ]
    text = [*column("a", 130, 180, 9, "indent", last=""), *column("b", 360, 180, 9)]
    outline = structure([*strips, *text])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    (story,) = outline.stories
    assert [line for part in story.headline for line in lines[part]] == ["h2", "h1"]


def headlines_of(heads, weights, text):
    """The headline of each story under some heads, so dark; text has the weight 0.16."""
    outline = find_structure([*heads, *text], [*weights, *[0.16] * len(text)], NOTHING, (1000, 1400))
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    return [[line for part in story.headline for line in lines[part]] for story in outline.stories]


TEXT = [*column("a", 80, 290, 6, "indent", last=""), *column("b", 300, 290, 6)]


@pytest.mark.parametrize(("gap", "headline"), [(38, ["h1", "h2"]), (120, ["h1"])])
def test_the_darker_half_of_a_headline_names_no_section_unless_it_stands_apart(gap, headline):
    heads = [printed("h1", "一河清水", 100, 210, 40), printed("h2", "两岸新景", 260 + gap, 210, 40)]
    assert headlines_of(heads, [0.3, 0.45], TEXT) == [headline]


@pytest.mark.parametrize(
    ("halves", "headline"),
    [(("同唱一支歌", "共走致富路"), [["h1", "h2"]]), (("聚焦", "标准化"), [[]])],
    ids=["long", "short"],
)
def test_halves_white_on_black_are_a_headline_where_they_are_too_long_for_the_name_of_a_section(
    halves, headline
):
    heads = [
        printed("h1", halves[0], 100, 210, 46),
        printed("h2", halves[1], 125 + 46 * len(halves[0]), 210, 46),
    ]
    assert headlines_of(heads, [0.7, 0.7], TEXT) == headline


@pytest.mark.parametrize(("room", "headline"), [(40.0, ["h1", "h2"]), (32.0, ["h2"])])
def test_a_lower_row_white_on_black_is_one_of_a_headline_where_its_letters_take_as_much_room(room, headline):
    heads = [
        spaced("h1", "三万亩", 290, 160, room, height=43),
        spaced("h2", "秧苗喝上放心水了吗", 290, 206, 40.0, height=56),
    ]
    assert headlines_of(heads, [0.7, 0.7], TEXT) == [headline]


@pytest.mark.parametrize(("height", "headline"), [(56, ["h1", "h2"]), (48, ["h1"])])
def test_two_low_letters_at_the_end_of_a_headline_are_of_it(height, headline):
    heads = [
        spaced("h1", "湖区海带俏销省", 260, 190, 50.0, height=80),
        spaced("h2", "内外", 490, 200, 50.0, height=height),
    ]
    assert headline in headlines_of(heads, [0.3, 0.3], TEXT)


@pytest.mark.parametrize(("weight", "headline"), [(0.2, ["h1", "h2"]), (0.16, ["h1"])])
def test_a_darker_row_under_one_larger_than_text_is_of_the_headline_and_a_light_one_under_it(
    weight, headline
):
    heads = [
        spaced("h1", "一季度新能源产值", 200, 200, 28.0, height=40),
        spaced("h2", "增长近一倍", 200, 241, 28.0, height=34),
    ]
    assert headlines_of(heads, [0.25, weight], TEXT[:6]) == [headline]


@pytest.mark.parametrize(
    ("apart", "em", "weight", "part"),
    [
        (17, 23.0, 0.2, RegionKind.SUBHEADING),
        (17, 21.0, 0.27, RegionKind.SUBHEADING),
        (60, 23.0, 0.2, RegionKind.BODY),
        (17, 20.0, 0.2, RegionKind.BODY),
    ],
    ids=["a space apart", "darker than text", "further apart", "no larger and no darker than text"],
)
def test_the_halves_of_a_subheading_are_centred_under_a_headline_together(apart, em, weight, part):
    head = upright("h", "同唱一支歌共走致富路", 930, 100, 40.0)
    top = 300 - (10 * em + apart) / 2
    halves = [
        upright("s1", "農戶喜增收", 866, top, em),
        upright("s2", "人均七千元", 866, top + 5 * em + apart, em),
    ]
    text = [*tier("a", 790, 100, 12), *tier("b", 790, 310, 12)]
    lines = [head, *halves, *text]
    weights = [weight if line in halves else 0.2 for line in lines]
    found = kinds(find_structure(lines, weights, NOTHING, (1000, 1400)))
    assert {found["s1"], found["s2"]} == {part}


@pytest.mark.parametrize(("middle", "headline"), [(402, [["h1", "h2"]]), (490, [["h1"], ["h2"]])])
def test_parts_are_one_headline_under_a_kicker_in_the_middle_of_both_and_not_under_one_of_the_second(
    middle, headline
):
    heads = [printed("h1", LEFT, 110, 200, EM), printed("h2", RIGHT, 110 + 5 * EM, 200, EM)]
    kicker = printed("k", "新春走基层看变化", middle - 96, 160, 24)
    first, second = column("a", 80, 290, 6, "indent"), column("b", 300, 290, 6, "indent")
    outline = structure([*heads, kicker, *first, *second])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    stories = [[line for part in story.headline for line in lines[part]] for story in outline.stories]
    assert [story for story in stories if story] == headline


def quantised(text, places, top):
    """A line whose letters stand where the engine tells, in strides of its own."""
    glyphs = tuple(Glyph(char, place - 20, place + 20, 1.0) for char, place in zip(text, places, strict=True))
    box = Box(100, top, 100 + places[-1] + 20, top + 60)
    return TextLine(id=text, polygon=box.polygon, reading=text, confidence=1.0, glyphs=glyphs)


@pytest.mark.parametrize(
    ("places", "step"), [((35, 77, 133, 175), 46.7), ((35, 77, 149, 191), 42.0)], ids=["strides", "a space"]
)
def test_a_few_letters_stand_as_far_apart_as_from_first_to_last_unless_a_space_is_among_them(places, step):
    line = as_seen(quantised("精準施策", places, 0), Axes(False, 1000), 0.2)
    assert line.step == pytest.approx(step, abs=0.1)


def test_a_letter_found_apart_from_its_row_does_not_tell_how_much_room_letters_take():
    row, lone = seen("r", 100, 100, "提升服務水", 40.0), Line("l", "平", Box(300, 100, 360, 160), 43.0, 1.0)
    largest = Piece(Block((row, lone)), RegionKind.HEADING)
    low = Line("m", "打造新型材料樣板", Box(100, 170, 420, 200), 33.0, 1.0)
    assert as_large(Piece(Block((low,)), RegionKind.HEADING), largest)


def test_a_row_that_says_no_more_than_a_number_is_the_last_of_its_headline():
    def rows(last):
        heads = [
            printed("h1", "一季度汽车零部", 125, 200, em=30),
            printed("h2", "件产值增长", 155, 244, em=30),
        ]
        figures = TextLine(id="h3", polygon=Box(180, 294, 270, 326).polygon, reading=last, confidence=1.0)
        outline = structure([*heads, figures, *column("a", 110, 345, 8, "indent")])
        lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
        return [line for part in outline.stories[0].headline for line in lines[part]]

    assert rows("66.5%") == ["h1", "h2", "h3"]
    assert rows("A.B.C") == ["h1", "h2"]


@pytest.mark.parametrize(("gap", "headline"), [(12, [["h1", "h3", "h2", "h4"]]), (30, None)])
def test_two_rows_cut_at_a_gutter_are_one_headline_where_their_parts_meet_closer_than_words(gap, headline):
    first, second = column("a", 80, 320, 6, "indent"), column("b", 300, 320, 6, "indent")
    rows = [
        ("h1", "平川工业园新", 0, 180),
        ("h2", "首个汽车", 1, 180),
        ("h3", "零部件实验基", 0, 236),
        ("h4", "室启用", 1, 236),
    ]
    heads = [printed(name, text, 40 + side * (6 * EM + gap), top, EM) for name, text, side, top in rows]
    outline = structure([*heads, *first, *second])
    lines = {region.id: [line.id for line in region.lines] for region in outline.regions}
    found = [[line for part in story.headline for line in lines[part]] for story in outline.stories]
    assert (found == headline) if headline else len(found) == 2
