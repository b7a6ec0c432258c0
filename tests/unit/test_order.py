"""Reading order on hand-made columns: what follows what, and under which heading."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_layout import NOTHING, column, printed, seen, structure

from ocrfix.geometry import Box
from ocrfix.layout.assign import Pairing
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import Deck
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.plan import Plan
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.steps import NEVER, Steps, StepSettings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind

HEAD = "三万亩秧苗喝上放心水"


def bodies(outline):
    """Ids of the body lines of each story, without their row numbers."""
    return [
        "".join(dict.fromkeys(line[0] for paragraph in story.body for line in paragraph.lines))
        for story in outline.stories
    ]


def test_of_two_places_that_geometry_allows_the_broken_sentence_decides():
    top = [printed("h", HEAD, 100, 60, em=40.0)]
    first = column("a", 100, 140, 8, first="indent", last="")
    above, below = column("b", 330, 140, 4, last=""), column("c", 330, 420, 6)
    lines = [*top, *first, *above, *below]

    def continues(before, after):
        return 6.0 if (before, after) == (first[-1].reading, above[0].reading) else -6.0

    outline = find_structure(lines, [0.2] * len(lines), NOTHING, (1000, 1400), continues)
    assert bodies(outline)[0].startswith("ab")


def test_columns_whose_rows_are_out_of_step_belong_to_two_articles():
    heads = [printed("h", HEAD[:8], 100, 60, em=36.0), printed("i", HEAD[:8], 560, 60, em=36.0)]
    left = [*column("a", 100, 140, 8, first="indent", last=""), *column("b", 330, 140, 8)]
    right = [*column("c", 560, 152, 8, first="indent", last=""), *column("d", 790, 152, 8)]
    assert sorted(bodies(structure([*heads, *left, *right], size=(1100, 1400)))) == ["ab", "cd"]


def test_words_that_stand_far_apart_on_a_line_are_one_line():
    rows = column("a", 100, 140, 8, first="indent", last="")
    spaced = [printed("x1", "春耕", 100, 380), printed("x2", "时节", 260, 380)]
    outline = structure(
        [printed("h", HEAD, 60, 60, em=40.0), *rows, *spaced, printed("z", "机声隆隆村民们忙着播", 100, 410)]
    )
    assert [line for p in outline.stories[0].body for line in p.lines][-3:] == ["x1", "x2", "z"]


def test_a_heading_of_single_characters_one_above_the_other_is_one_heading():
    upright = [
        printed(f"h{n}", char, 60, 140 + 44 * n, em=40.0, vertical=True) for n, char in enumerate("老码")
    ]
    rest = printed("h2", "头的新日子", 60, 232, em=40.0, vertical=True)
    text = [*column("a", 140, 140, 9, first="indent", last=""), *column("b", 370, 140, 9)]
    story = structure([*upright, rest, *text]).stories[0]
    regions = {region.id: region for region in structure([*upright, rest, *text]).regions}
    assert (
        "".join(line.reading for region in story.headline for line in regions[region].lines)
        == "老码头的新日子"
    )


@given(st.integers(1, 4), st.integers(0, 3), st.data())
def test_the_cheapest_pairing_is_the_cheapest_of_all(rows, spare, data):
    columns = rows + spare
    money = st.floats(-9, 9, allow_nan=False)
    costs = [data.draw(st.dictionaries(st.integers(0, columns - 1), money)) for _ in range(rows)]
    for row, own in enumerate(costs):
        own[columns + row] = data.draw(money)
    found = Pairing(costs)
    choices = [
        choice
        for choice in permutations(range(columns + rows), rows)
        if all(column in costs[row] for row, column in enumerate(choice))
    ]

    def total(choice):
        return sum(costs[row][column] for row, column in enumerate(choice))

    assert len(set(found.columns)) == rows
    assert total(found.columns) == pytest.approx(min(map(total, choices)))
    for row, own in enumerate(found.columns):
        dearer, column = found.otherwise(row)
        rest = [choice for choice in choices if choice[row] != own]
        assert (column is None) is not bool(rest)
        if rest:
            assert dearer == pytest.approx(min(map(total, rest)) - total(found.columns))
            assert total(min((c for c in rest if c[row] == column), key=total)) == pytest.approx(
                min(map(total, rest))
            )


def test_a_row_that_can_have_no_column_is_an_error():
    with pytest.raises(ValueError, match="row 1"):
        Pairing([{0: 1.0}, {0: 2.0}])


def test_a_column_goes_on_under_a_picture_that_other_text_stands_beside():
    picture = Furnishings((), (), (), (Box(100, 275, 300, 400),))
    upper, lower = column("a", 100, 140, 4, first="indent", last=""), column("b", 100, 420, 6, last="")
    beside = column("c", 330, 140, 16)
    lines = [printed("h", HEAD, 100, 60, em=40.0), *upper, *lower, *beside]
    assert bodies(structure(lines, picture, size=(640, 700))) == ["abc"]


@pytest.mark.parametrize(("over", "texts"), [(15, True), (40, False)], ids=["its edge", "a rule"])
def test_the_edge_of_a_picture_whose_sky_is_light_parts_no_column(over, texts):
    """Its box begins so far under its edge."""
    picture, edge = Box(100, 305, 300, 400), Box(100, 304 - over, 300, 306 - over)
    upper, lower = column("a", 100, 110, 4, first="indent", last=""), column("b", 100, 420, 6, last="")
    lines = [printed("h", HEAD, 100, 30, em=40.0), *upper, *lower, *column("c", 330, 110, 17)]
    drawn = Furnishings((edge,), (), (), (picture,))
    assert (bodies(structure(lines, drawn, size=(640, 700))) == ["abc"]) is texts


def test_short_articles_run_on_from_the_foot_of_a_column_not_from_what_ended_above_a_heading():
    first = [*column("a", 100, 140, 5)]
    second = [printed("h", HEAD[:6], 120, 340, em=28.0), *column("b", 100, 400, 8, first="indent", last="")]
    rest = column("c", 330, 140, 16)
    assert "bc" in bodies(structure([*first, *second, *rest], size=(640, 700)))


def test_a_text_that_ended_above_a_heading_does_not_run_on_though_it_is_level_with_the_next_column():
    """The heads of columns stand on one grid whatever goes on there; under a heading text does not."""
    first = column("a", 100, 140, 8)
    second = [printed("h", HEAD[:6], 120, 400, em=28.0), *column("b", 100, 454, 8, first="indent")]
    rest = column("c", 330, 140, 16)
    assert "bc" in bodies(structure([*first, *second, *rest], size=(640, 750)))


def article(name, left, top, rows, first="indent", last="。"):
    """A small heading over a column of text."""
    return [
        printed(f"{name}h", HEAD[:6], left + 20, top, em=28.0),
        *column(name, left, top + 50, rows, first, last),
    ]


def run_of_articles(top, foot):
    """Short articles in three columns: `b`, at the foot of one, goes on as `c` at the head of the next."""
    first = [*article("a", 100, top, (foot - top) // 30 - 8), *article("b", 100, foot - 140, 3, last="")]
    second = [*column("c", 330, top, 6), *article("d", 330, top + 220, 8)]
    return [*first, *second, *article("e", 560, top, 10)]


def test_text_runs_on_from_the_foot_of_a_very_high_column_to_the_head_of_the_next():
    rule = Furnishings((Box(80, 120, 800, 122),), (), (), ())
    lines = run_of_articles(top=140, foot=3000)
    assert "bc" in bodies(structure(lines, rule, size=(900, 3200)))


def test_a_blank_across_the_page_parts_what_stands_over_it_from_what_runs_on_under_it():
    heads = [printed("p", HEAD[:7], 100, 60, em=30.0), printed("q", HEAD[:10], 340, 60, em=30.0)]
    upper = [
        *column("x", 100, 130, 5, "indent"),
        *column("y", 330, 130, 5, "indent", ""),
        *column("z", 560, 130, 5),
    ]
    lines = [*heads, *upper, *run_of_articles(top=304, foot=960)]
    assert {"bc", "yz"} <= set(bodies(structure(lines, size=(820, 1000))))


def test_a_blank_across_the_page_runs_on_over_a_tint_behind_two_articles():
    tint = Furnishings((), (), (), (), tints=(Box(780, 50, 1020, 980),))
    heads = [printed("p", HEAD[:7], 100, 60, em=30.0), printed("q", HEAD[:10], 340, 60, em=30.0)]
    upper = [
        *column("x", 100, 130, 5, "indent"),
        *column("y", 330, 130, 5, "indent", ""),
        *column("z", 560, 130, 5),
    ]
    tinted = [*article("s", 790, 70, 5), *article("t", 790, 304, 16)]
    lines = [*heads, *upper, *run_of_articles(top=304, foot=960), *tinted]
    assert {"bc", "yz"} <= set(bodies(structure(lines, tint, size=(1050, 1000))))


def column_that_ends(name, left, rows, last):
    """A column of full lines, the last of which ends so."""
    text = column(name, left, 140, rows, first="indent", last="")
    return [*text[:-1], printed(f"{name}{rows - 1}", last, left, 140 + 30 * (rows - 1))]


@pytest.mark.parametrize(
    ("last", "chains"),
    [("春耕时节田野里机声。", ["ab", "c"]), ("春耕时节。", ["a", "bc"])],
)
def test_a_paragraph_may_go_on_after_a_sentence_that_ends_where_a_full_line_does(last, chains):
    heads = [
        printed("h", HEAD[:6], 100, 90, em=36.0),
        printed("x", HEAD, 800, 160, em=36.0, vertical=True),
    ]
    left = column_that_ends("a", 100, 8, last)
    middle = column("b", 330, 80, 10)
    right = column("c", 560, 80, 10, first="indent")
    assert sorted(bodies(structure([*heads, *left, *middle, *right], size=(1100, 1400)))) == chains


def test_the_parts_of_a_crosshead_over_a_column_do_not_cut_it_off():
    head = printed("h", "山村飞出队", 560, 170, em=36, vertical=True)
    first, second = column("a", 100, 140, 10, "indent"), column("b", 330, 172, 9, "indent")
    parts = [printed("x", "路通了", 350, 140), printed("y", "人心通了", 445, 140)]
    lines = [head, *first, *parts, *second]
    weights = [0.4 if line in parts else 0.2 for line in lines]
    (story,) = find_structure(lines, weights, NOTHING, (1000, 1400)).stories
    assert "".join(dict.fromkeys(line[0] for p in story.body for line in p.lines)) == "axyb"


def test_a_crosshead_follows_the_short_last_row_over_it_though_that_ends_to_its_left():
    head = printed("h", HEAD, 100, 60, em=40.0)
    first = [*column("a", 100, 140, 8, "indent", last=""), printed("a8", "每周十五次。", 100, 378, em=14.0)]
    cross = printed("x", "无到有的跨越", 155, 402, em=18.0)
    below, second = column("b", 100, 430, 8, "indent", last=""), column("c", 330, 140, 18)
    lines = [head, *first, cross, *below, *second]
    weights = [0.4 if line is cross else 0.2 for line in lines]
    (story,) = find_structure(lines, weights, NOTHING, (700, 1000)).stories
    assert "".join(dict.fromkeys(line[0] for p in story.body for line in p.lines)) == "axbc"


def test_a_crosshead_follows_a_short_last_row_at_the_head_of_a_column():
    head = printed("h", HEAD, 100, 60, em=40.0)
    last, cross = (
        printed("b0", "每周十五次。", 330, 140, em=14.0),
        printed("x", "无到有的跨越", 390, 164, em=18.0),
    )
    lines = [head, *column("a", 100, 140, 18, last=""), last, cross, *column("c", 330, 192, 15, "indent")]
    weights = [0.4 if line is cross else 0.2 for line in lines]
    (story,) = find_structure(lines, weights, NOTHING, (700, 1000)).stories
    assert "".join(dict.fromkeys(line[0] for p in story.body for line in p.lines)) == "abxc"


def test_a_headline_stands_over_a_column_that_begins_beside_the_last_row_of_its_deck():
    head, by = printed("h", HEAD, 110, 20, em=60.0), printed("y", "（江予安）", 380, 114)
    first, second = column("a", 100, 112, 18, "indent", last=""), column("b", 330, 152, 4, last="")
    under = column("d", 330, 420, 8, last="")
    third, rest = column("c", 560, 112, 5, last=""), column("e", 560, 420, 8)
    boxed = [printed("g", "山村飞出队", 400, 290, em=28.0), *column("z", 340, 335, 2, "indent")]
    frame = Furnishings((), (), (Box(320, 280, 780, 400),), ())
    lines = [head, by, *first, *second, *under, *third, *rest, *boxed]
    assert "abdce" in bodies(structure(lines, frame, size=(820, 900)))


def test_headings_under_a_blank_across_the_page_part_it_from_the_row_of_articles_above():
    heads = [printed("p", HEAD[:7], 100, 60, em=30.0), printed("q", HEAD[:10], 340, 60, em=30.0)]
    upper = [*column("x", 100, 130, 5), *column("y", 330, 130, 5, "indent", ""), *column("z", 560, 130, 5)]
    below = [printed("h", HEAD[:5], 330, 304, em=40.0), printed("i", HEAD[:4], 600, 304, em=40.0)]
    picture = Furnishings((), (), (), (Box(310, 390, 550, 500),))
    lower = [
        *column("a", 100, 390, 12, "indent", last=""),
        *column("b", 330, 530, 7),
        *column("c", 560, 390, 12, "indent"),
    ]
    lines = [*heads, *upper, *below, *lower]
    assert "ab" in bodies(structure(lines, picture, size=(820, 900)))


def test_the_upper_of_two_rules_over_a_box_ends_the_columns_that_stand_on_it():
    """Short articles whose text runs on from the foot of one column to the head of the next."""
    first = [*article("a", 100, 140, 5), *article("b", 100, 360, 3)]
    second = [*column("c", 330, 140, 6, "indent"), *article("d", 330, 360, 3)]
    box = [printed("k", HEAD, 130, 550, em=40.0), *column("e", 110, 640, 6, "indent")]
    rules = (Box(90, 508, 540, 510), Box(90, 525, 540, 527))
    page = Furnishings(rules, (), (Box(95, 526, 535, 900),), ())
    assert "bc" in bodies(structure([*first, *second, *box], page, size=(640, 1000)))


def test_the_short_last_row_of_a_paragraph_over_a_column_is_as_wide_as_that_and_a_crosshead_is_not():
    row, below = Block((seen("a", 100, 100, "九个。"),)), [seen(f"b{n}", 100, 130 + 30 * n) for n in range(4)]
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING)

    def right(kind):
        pieces = [Piece(row, kind), Piece(Block(tuple(below)), RegionKind.BODY)]
        return Plan(pieces, [], sheet).boxes[0].right

    assert right(RegionKind.BODY) == 300
    assert right(RegionKind.CROSSHEAD) == 160


def test_a_crosshead_far_behind_the_end_of_a_short_last_row_and_hardly_under_it_stands_between():
    row, cross = (
        Piece(Block((seen(name, x, y, text),)), kind)
        for name, x, y, text, kind in (
            ("a", 104, 100, "很大。", RegionKind.BODY),
            ("x", 240, 122, "让数据多跑路", RegionKind.CROSSHEAD),
        )
    )
    below = Piece(Block(tuple(seen(f"b{n}", 100, 152 + 30 * n, HEAD * 2) for n in range(4))), RegionKind.BODY)
    plan = Plan([row, cross, below], [], Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING))
    assert plan.boxes[0].right == 500


@pytest.mark.parametrize(("lower", "may_begin"), [(0, True), (150, False)])
def test_a_headline_over_the_two_in_the_middle_may_begin_in_the_first_of_four_level_columns(lower, may_begin):
    """The headline of the band above stands over that one as well, farther up; under the lower headline a
    short row stands by itself."""

    def deck(*line):
        piece = Piece(Block((seen(*line),)), RegionKind.HEADING)
        return Deck((), (piece,), (), (), None, False)

    def text(name, left, top, rows, length=10):
        lines = tuple(seen(f"{name}{n}", left, top + 30 * n, HEAD[:length]) for n in range(rows))
        return Piece(Block(lines), RegionKind.BODY)

    decks = [deck("h", 60, 60, HEAD[:8], 36.0), deck("k", 365, 370, HEAD[:7], 40.0)]
    first, short = text("c", 60, 440 + lower, 8), text("d", 290, 440, 1, length=3)
    texts = [text("a", 60, 140, 5), first, short, text("e", 290, 520, 6), text("f", 520, 440, 8)]
    sheet = Sheet(Axes(False, 1100), 1100, 1400, 20.0, NOTHING, 0.2, 200.0)
    steps = Steps(Plan(texts, decks, sheet, []), StepSettings())
    assert (steps.after_deck(1, texts.index(first)) < NEVER) is may_begin


BESIDE_IT = Box(44, 60, 46, 340)


@pytest.mark.parametrize(
    ("over", "heads", "rules", "deck"),
    [
        ((), [320], (), 0),
        (("x",), [320], (), None),
        ((), [320, -190], (), None),
        ((), [320, -190], (BESIDE_IT,), 0),
        ((), [320, -190], (BESIDE_IT, BESIDE_IT.moved(230, 0)), None),
    ],
    ids=[
        "blank",
        "text over it",
        "another headline on its other side",
        "a rule there",
        "rules on both sides",
    ],
)
def test_a_headline_stands_over_a_column_level_with_its_own_over_which_the_page_is_blank(
    over, heads, rules, deck
):
    columns = [Block(tuple(seen(f"{x}{n}", x, 140 + 30 * n) for n in range(6))) for x in (60, 290, 520, -170)]
    above = [Block((seen(name, 60, 90),)) for name in over]
    texts = [Piece(block, RegionKind.BODY) for block in (*columns, *above)]
    lines = [seen(f"h{x}", x, 70, HEAD[:5], 40.0) for x in heads]
    headings = [Piece(Block((line,)), RegionKind.HEADING) for line in lines]
    decks = [Deck((), (head,), (), (), None, False) for head in headings]
    drawn = Furnishings((), rules, (), ())
    plan = Plan(texts, decks, Sheet(Axes(False, 1100), 1100, 1400, 20.0, drawn, 0.2, 200.0), [])
    assert plan.deck_above[0] == deck


@pytest.mark.parametrize(("opening", "deck"), [(HEAD, 0), ("本报讯六月三日白鹭洲", None)])
def test_a_column_beside_those_of_a_headline_that_opens_a_report_is_of_another_article(opening, deck):
    def text(x, first):
        rows = (seen(f"{x}{n}", x, 140 + 30 * n, HEAD if n else first) for n in range(6))
        return Piece(Block(tuple(rows)), RegionKind.BODY)

    texts = [text(60, "本报讯昨天早上三万亩"), text(290, HEAD), text(520, opening)]
    heading = Piece(Block((seen("h", 175, 70, HEAD[:5], 40.0),)), RegionKind.HEADING)
    decks = [Deck((), (heading,), (), (), None, False)]
    plan = Plan(texts, decks, Sheet(Axes(False, 1100), 1100, 1400, 20.0, NOTHING, 0.2, 200.0), [])
    assert plan.deck_above == [0, 0, deck]


def test_a_headline_stands_over_what_goes_on_under_a_box_in_a_column_it_does_not_reach():
    heading = Piece(Block((seen("h", 290, 70, HEAD[:5], 40.0),)), RegionKind.HEADING)
    rows = ((60, 140, 3), (290, 140, 9), (60, 350, 2))
    columns = [[seen(f"{x}{top}{n}", x, top + 30 * n) for n in range(count)] for x, top, count in rows]
    texts = [Piece(Block(tuple(lines)), RegionKind.BODY) for lines in columns]
    decks = [Deck((), (heading,), (), (), None, False)]

    def deck_above(frames):
        sheet = Sheet(Axes(False, 600), 600, 500, 20.0, Furnishings((), (), frames, ()), 0.2, 200.0)
        return Plan(texts, decks, sheet).deck_above

    assert deck_above((Box(60, 240, 260, 340),)) == [0, 0, 0]
    assert deck_above(()) == [0, 0, None]


@pytest.mark.parametrize(("frame", "ends"), [(0, True), (None, False)], ids=["in a box", "in none"])
def test_a_column_in_a_box_ends_with_the_box(frame, ends):
    """Its text may run on to the head of the next column there, whatever stands under the box."""
    inside, under = (
        Block(tuple(seen(f"{top}{n}", 100, top + 30 * n) for n in range(3))) for top in (100, 260)
    )
    pieces = [Piece(inside, RegionKind.BODY, frame=frame), Piece(under, RegionKind.BODY)]
    plan = Plan(pieces, [], Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING))
    assert plan.ends_column[0] is ends
    assert plan.heads_column[1] is ends


@pytest.mark.parametrize(
    ("rows", "strips", "dearer"),
    [(8, ["s"], 4.0), (14, ["s"], 0.0), (8, [], 0.0)],
    ids=["ends above", "reaches beside", "under no other headline"],
)
def test_no_text_beside_a_headline_set_down_the_page_goes_on_above_it_under_another(rows, strips, dearer):
    head = Piece(Block((seen("h", 100, 60, HEAD[:9], 40.0),)), RegionKind.HEADING)
    low, above = (
        Piece(Block(tuple(seen(f"{name}{n}", x, y + 30 * n) for n in range(count))), RegionKind.BODY)
        for name, x, y, count in (("a", 100, 440, 6), ("b", 330, 140, rows))
    )
    down = [
        Piece(Block((Line(n, HEAD[:4], Box(40, 440, 80, 600), 40.0, 1.0, True),)), RegionKind.HEADING)
        for n in strips
    ]
    sheet = Sheet(Axes(False, 1100), 1100, 1400, 20.0, NOTHING, 0.2, 200.0)
    decks = [Deck((), (piece,), (), (), None, piece.block.crosswise) for piece in (head, *down)]
    plan = Plan([low, above], decks, sheet, [])
    plan.deck_above[0] = None  # a picture stands between
    costs = [Steps(plan, StepSettings(other_deck=cost)).after_text(0, 1) for cost in (4.0, 0.0)]
    assert costs[0] - costs[1] == pytest.approx(dearer)


@pytest.mark.parametrize(
    ("right", "deck"), [(500.0, 0), (270.0, None)], ids=["over both", "over one of them"]
)
def test_a_headline_stands_over_the_columns_that_go_on_under_a_box_beneath_it(right, deck):
    """Over the one that it does not reach as well, where the box stands over both."""
    heading = Piece(Block((seen("h", 290, 70, HEAD[:5], 40.0),)), RegionKind.HEADING)
    columns = [[seen(f"{x}{n}", x, 350 + 30 * n) for n in range(6)] for x in (60, 290)]
    inside = [seen(f"i{n}", 80, 160 + 30 * n, HEAD[:8]) for n in range(5)]
    texts = [Piece(Block(tuple(lines)), RegionKind.BODY) for lines in columns]
    texts.append(Piece(Block(tuple(inside)), RegionKind.BODY, frame=0))
    drawn = Furnishings((), (), (Box(50, 140, right, 330),), ())
    sheet = Sheet(Axes(False, 1100), 1100, 1400, 20.0, drawn, 0.2, 200.0)
    plan = Plan(texts, [Deck((), (heading,), (), (), None, False)], sheet, [])
    assert plan.deck_above == [deck, 0, None]


def piled(x, y, count, length=10):
    """A text of full rows."""
    return Piece(
        Block(tuple(seen(f"{x}{y}{n}", x, y + 30 * n, HEAD[:length]) for n in range(count))), RegionKind.BODY
    )


@pytest.mark.parametrize(("top", "between"), [(360, False), (420, True)], ids=["right under it", "far below"])
def test_the_rest_of_a_column_right_under_what_stands_beside_a_picture_is_no_column_between(top, between):
    """From the foot of the first column to the head of the second, that the picture reaches into."""
    under, beside, rest = piled(100, 400, 6), piled(430, 140, 7, 5), piled(330, top, 6)
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING, 0.2, 200.0)
    costs = [
        Steps(Plan(texts, [], sheet, []), StepSettings(stays=0.0, rises=0.0)).after_text(0, 1)
        for texts in ([under, beside, rest], [under, beside])
    ]
    assert (abs(costs[0] - costs[1]) > 1.0) is between


@pytest.mark.parametrize(("within", "dearer"), [(True, 0.0), (False, 2.5)], ids=["all columns", "articles"])
def test_a_rule_before_a_headline_down_the_page_parts_its_text_from_it_unless_rules_part_all_columns(
    within, dearer
):
    head = Piece(Block((seen("h", 100, 60, HEAD, 40.0),)), RegionKind.HEADING)
    strip = Piece(Block((Line("s", HEAD[:4], Box(560, 500, 610, 700), 40.0, 1.0, True),)), RegionKind.HEADING)
    texts = [piled(100, 140, 8), piled(330, 140, 8), piled(330, 480, 8)]
    rules = [Box(540, 470, 542, 730), *([Box(314, 130, 316, 380)] if within else [])]
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, Furnishings((), tuple(rules), (), ()), 0.2, 200.0)
    plan = Plan(texts, [Deck((), (p,), (), (), None, p is strip) for p in (head, strip)], sheet, [])
    plan.deck_above[2] = None  # a rule stands between
    costs = [Steps(plan, StepSettings(fenced=cost)).after_deck(1, 2) for cost in (2.5, 0.0)]
    assert costs[0] - costs[1] == pytest.approx(dearer)
