"""Layout on a few hand-made lines of English: headlines side by side, short columns, tables between rules."""

from dataclasses import replace

import pytest
from test_layout import NOTHING, kinds

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import find_blocks
from ocrfix.layout.credits import credits_apart
from ocrfix.layout.lines import Line, as_seen
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import Glyph, RegionKind, TextLine, WritingMode
from ocrfix.model.patterns import PLACE_AND_DAY

ROWS = (
    "The engineers who went to",
    "examine the foundations in",
    "the valley found them sound",
    "and the council was pleased",
    "with what it heard of them",
    "from the men on the bridge.",
)


def line(name, text, left, top, em=20.0):
    """A line of Latin letters half as wide as its size."""
    step = em / 2
    glyphs = tuple(Glyph(char, step * n, step * n + step, 1.0) for n, char in enumerate(text))
    box = Box(left, top, left + step * len(text), top + 1.4 * em)
    return TextLine(id=name, polygon=box.polygon, reading=text, confidence=1.0, glyphs=glyphs)


def column(name, left, top, rows=ROWS):
    return [
        line(f"{name}{n}", text, left + (20 if n == 0 else 0), top + 30 * n) for n, text in enumerate(rows)
    ]


def outline_of(lines, **dark):
    """The outline; `dark` names lines that are printed darker than text, and how dark."""
    return find_structure(lines, [dark.get(n.id, 0.2) for n in lines], NOTHING, (1000, 1400))


def spread(name, text, left, top, space):
    """A line whose letters are 10 px wide and whose words stand `space` px apart, read without the spaces."""
    glyphs, at = [], 0.0
    for char in text:
        if char != " ":
            glyphs.append(Glyph(char, at, at + 10, 1.0))
        at += space if char == " " else 10
    box = Box(left, top, left + at, top + 32)
    return TextLine(
        id=name, polygon=box.polygon, reading=text.replace(" ", ""), confidence=1.0, glyphs=tuple(glyphs)
    )


def headlines(outline):
    text = {region.id: " ".join(n.reading for n in region.lines) for region in outline.regions}
    return [" ".join(text[name] for name in story.headline) for story in outline.stories]


def test_two_headlines_close_beside_each_other_stay_two():
    left = [line("h0", "Old Mill In", 120, 60, 40), line("h1", "Bramley", 160, 116, 40)]
    right = [line("i0", "Petition Of", 355, 74, 40), line("i1", "Residents", 355, 130, 40)]
    outline = outline_of([*left, *right, *column("a", 100, 200), *column("b", 390, 200)])
    assert sorted(headlines(outline)) == ["Old Mill In Bramley", "Petition Of Residents"]


def test_the_words_of_one_printed_headline_stay_together():
    words = [line("h0", "Old Mill", 160, 60, 40), line("h1", "Burns Down", 340, 62, 40)]
    outline = outline_of([*words, *column("a", 100, 140), *column("b", 390, 140)])
    assert headlines(outline) == ["Old Mill Burns Down"]


def test_the_end_of_a_sentence_over_a_headline_is_no_kicker():
    end = [line("e0", "employment to about", 390, 100), line("e1", "375 men.", 390, 130)]
    head = line("h", "Library To Open", 400, 175, 30)
    outline = outline_of([*column("a", 100, 100), *end, head, *column("b", 390, 230)])
    assert kinds(outline)["e0"] is RegionKind.BODY


def test_cells_that_rules_part_are_a_table():
    goods = ("apples", "barley", "hops", "linen")
    prices = ("4s. 3d.", "9s. 1d.", "2s. 4d.", "7s. 8d.")
    cells = [
        line(f"c{row}{place}", text, 100 + 110 * place, 400 + 62 * row)
        for row, words in enumerate(zip(goods, prices, ["sack"] * 4, strict=True))
        for place, text in enumerate(words)
    ]
    outline = outline_of([*column("a", 100, 100), *column("b", 390, 100), *cells])
    assert {kinds(outline)[cell.id] for cell in cells} == {RegionKind.TABLE}


def test_a_line_filled_out_with_wide_spaces_is_set_no_larger_than_its_letters():
    lines = spread("w", "the men told us a tale", 100, 100, 45), line("n", ROWS[0], 100, 130)
    wide, usual = (as_seen(each, Axes(False, 1000), 0.2).em for each in lines)
    assert wide < 1.2 * usual


def test_a_widely_spaced_first_line_of_a_column_is_no_heading():
    first = spread("w", "the men told us a", 120, 100, 40)
    outline = outline_of([first, *(line(f"a{n}", text, 100, 130 + 30 * n) for n, text in enumerate(ROWS))])
    assert kinds(outline)["w"] is RegionKind.BODY


def test_place_and_day_under_a_small_heading_begin_its_text():
    heads = [line("h0", "Petition Signed By", 110, 100, 25), line("h1", "Residents", 150, 136, 25)]
    dated = line("d", "PORT HALLOW, March", 100, 175, 21)
    rows = [line(f"a{n}", text, 100, 206 + 30 * n) for n, text in enumerate(ROWS)]
    outline = outline_of([*heads, dated, *rows, *column("b", 390, 100)], h0=0.3, h1=0.3, d=0.3)
    assert kinds(outline)["d"] is RegionKind.BODY
    assert "Petition Signed By Residents" in headlines(outline)


def test_words_in_the_middle_over_a_headline_are_its_kicker_beside_another_headline():
    left = [line("k", "MARKET REPORT", 145, 60, 26), line("h", "Wool Harvest", 100, 100, 44)]
    beside = line("i", "Floods Close Road", 480, 100, 44)
    outline = outline_of([*left, beside, *column("a", 100, 170), *column("b", 480, 170)])
    assert kinds(outline)["k"] is not RegionKind.SECTION


def test_capitals_white_on_black_name_a_section_and_a_headline_in_small_letters_stays_one():
    text = [*column("a", 100, 250), *column("b", 390, 250)]
    label = line("s", "COUNTY NEWS", 100, 100, 26)
    assert (
        kinds(outline_of([label, line("h", "Floods Close Road", 100, 150, 44), *text], s=0.75))["s"]
        is RegionKind.SECTION
    )
    head = line("s", "Floods Close", 100, 150, 34)
    assert kinds(outline_of([head, *text], s=0.75))["s"] is RegionKind.HEADING


def test_an_indented_line_of_which_only_a_word_was_found_stays_over_its_column():
    word = line("w", "According to", 130, 100)
    rows = [line(f"a{n}", text, 100, 130 + 30 * n) for n, text in enumerate(ROWS)]
    outline = outline_of([word, *rows])
    home = next(region for region in outline.regions if any(n.id == "w" for n in region.lines))
    assert {n.id for n in home.lines} == {"w", *(row.id for row in rows)}


def opened(first, em):
    """The outline of a column that begins with a bold line."""
    lines = [line("x", first, 120, 100, em), *column("a", 100, 132), *column("b", 390, 100)]
    return outline_of(lines, x=0.3)


def test_a_bold_line_that_says_from_which_page_a_text_goes_on_is_no_headline_and_a_like_one_without_is():
    assert kinds(opened("Continued From Page One", 24))["x"] is RegionKind.CONTINUATION
    assert kinds(opened("Floods Close The Roads", 24))["x"] is RegionKind.HEADING


def test_a_jump_line_that_was_found_in_two_pieces_is_one_and_words_beside_each_other_are_not():
    def kinds_of(one, other):
        row = [line("x", one, 100, 100), line("y", other, 200, 100)]
        found = kinds(outline_of([*row, *column("a", 100, 130), *column("b", 390, 100)]))
        return {found["x"], found["y"]}

    assert kinds_of("Continued", "from Page 1") == {RegionKind.CONTINUATION}
    assert kinds_of("Received", "from Page 1") == {RegionKind.BODY}


def test_place_and_day_open_a_text_though_the_dash_after_them_was_read_as_a_figure():
    assert kinds(opened("SALTMARSH, March 131", 24))["x"] is RegionKind.BODY
    assert not PLACE_AND_DAY.match("SALTMARSH, March 1931")


def test_a_headline_in_very_large_letters_may_fill_many_rows_and_a_column_of_text_that_long_is_none():
    rows = ("Council", "Approves", "Plan For", "Withering", "Sands")
    heads = [line(f"h{n}", text, 100, 60 + 88 * n, 60) for n, text in enumerate(rows)]
    outline = outline_of([*heads, *column("a", 60, 520)], **{head.id: 0.4 for head in heads})
    assert headlines(outline) == ["Council Approves Plan For Withering Sands"]
    assert headlines(outline_of([*column("b", 60, 60, rows), *column("a", 60, 520)])) != [" ".join(rows)]


def test_place_and_day_set_hardly_smaller_than_the_heading_over_them_open_the_text():
    heads = [line("h0", "Fire Destroys Old", 80, 60, 27), line("h1", "Mill In Brightwater", 60, 98, 27)]
    dated = line("d", "MILLBROOK, March", 60, 136, 26)
    outline = outline_of([*heads, dated, *column("a", 60, 200)], h0=0.35, h1=0.35, d=0.3)
    assert headlines(outline) == ["Fire Destroys Old Mill In Brightwater"]


def test_the_first_half_of_a_place_set_wide_is_no_row_of_the_heading_over_it():
    heads = [line("h0", "Fire Destroys Old", 60, 60, 34), line("h1", "Mill In Bramley", 80, 108, 34)]
    place = [line("p0", "COLD", 80, 158, 28), line("p1", "ASHTON,", 210, 162, 23)]
    outline = outline_of([*heads, *place, *column("a", 60, 200)], h0=0.35, h1=0.35)
    assert headlines(outline) == ["Fire Destroys Old Mill In Bramley"]


def test_place_and_day_under_a_picture_open_the_text_and_a_credit_beside_it_ends_its_caption():
    picture = Furnishings((), (), (), (Box(100, 100, 400, 290),))
    dated = line("d", "ASHCOMBE, March 24 -", 120, 300)
    beside = [
        line(f"c{n}", text, 410, 110 + 30 * n, 18)
        for n, text in enumerate(
            ("Workmen laying the", "foundations of a mill", "Photograph", "Douglas Hobday")
        )
    ]
    lines = [dated, *column("a", 100, 352), *beside, *column("b", 390, 302)]
    found = kinds(find_structure(lines, [0.3] + [0.2] * (len(lines) - 1), picture, (1000, 1400)))
    assert found["d"] is RegionKind.BODY
    assert {found[f"c{n}"] for n in range(4)} == {RegionKind.CAPTION}


def test_a_strip_drawn_down_over_the_ends_of_rows_is_no_heading_and_one_beside_them_is():
    rows = column("a", 60, 300, ROWS * 2)
    down = {
        name: replace(line(name, "rows, nan", left, 0), polygon=Box(left, 320, left + 60, 600).polygon)
        for name, left in (("over", 250), ("beside", 340))
    }
    strips = {
        name: replace(strip, writing_mode=WritingMode.VERTICAL, glyphs=()) for name, strip in down.items()
    }
    over, beside = (outline_of([*rows, strips[name]], **{name: 0.35}) for name in ("over", "beside"))
    assert kinds(over)["over"] is RegionKind.UNKNOWN
    assert list(over.reasons.values()) == ["drawn over rows of text"]
    assert kinds(beside)["beside"] is RegionKind.HEADING


def test_a_bold_place_at_the_head_of_a_column_is_no_crosshead_and_a_bold_phrase_is():
    text = ("yesterday in the valley", *ROWS, *ROWS)
    for first, kind in (("WITHERING SANDS,", RegionKind.BODY), ("Fresh Start Made", RegionKind.CROSSHEAD)):
        rows = [
            line("x", first, 110, 60),
            *(line(f"a{n}", row, 60, 90 + 30 * n) for n, row in enumerate(text)),
        ]
        assert kinds(outline_of(rows, x=0.4))["x"] is kind


def test_a_place_found_in_two_pieces_opens_the_one_row_under_a_headline():
    head = line("h", "Fire Destroys Old Mill", 80, 60, 50)
    place = [
        line("p0", "THORNBURY", 80, 147, 28),
        line("p1", "VALE, March 4 - Although it was slow", 230, 150),
    ]
    next_head = line("n", "More Trains Promised", 80, 260, 50)
    lines = [head, *place, next_head, *column("a", 80, 350), *column("b", 350, 350)]
    outline = outline_of(lines, h=0.35, n=0.35, p0=0.35)
    assert {kinds(outline)[name] for name in ("p0", "p1")} == {RegionKind.BODY}
    assert headlines(outline) == ["Fire Destroys Old Mill", "More Trains Promised"]


def test_a_name_in_capitals_far_from_a_place_and_day_is_not_read_with_them():
    apart = [line("p0", "MARKETS", 60, 60), *column("a", 240, 60, ("BRAMLEY, March 4 - News", *ROWS))]
    assert [
        region for region in outline_of(apart).regions if {"p0", "a0"} <= {n.id for n in region.lines}
    ] == []


def test_a_place_that_opens_a_column_does_not_go_on_in_the_last_word_of_the_next_column():
    place = line("p0", "THORNBURY VALE,", 80, 240)
    under = [line(f"c{n}", row[:18], 60, 270 + 30 * n) for n, row in enumerate(ROWS)]
    beside = [*column("a", 246, 60), line("b0", "Ashcombe.", 246, 240)]
    regions = [{n.id for n in region.lines} for region in outline_of([place, *under, *beside]).regions]
    assert [{"c0", "b0"} & region for region in regions if "p0" in region] == [{"c0"}]


def test_the_last_row_of_a_column_with_words_far_apart_is_of_that_column():
    last = [line("x", "Farmers", 80, 240), line("y", "in", 230, 240), line("z", "the", 274, 234, 24)]
    outline = outline_of(
        [line("h", "Sands To Build", 60, 0, 34), *column("a", 60, 60, (*ROWS[:5], "the bridge.")), *last],
        h=0.35,
    )
    (story,) = outline.stories
    assert [name for part in story.body for name in part.lines][-3:] == ["x", "y", "z"]


def test_an_indented_first_line_whose_letters_seem_large_is_text_under_a_bold_heading():
    heads = [line("h0", "Ferry Service To", 60, 54, 31), line("h1", "Be Restored", 90, 104, 31)]
    first = spread("x", "Workmen digging", 90, 152, 60)
    first = replace(first, polygon=Box(90, 152, 290, 192).polygon)
    rows = [
        line(f"a{n}", row, 60, 182 + 30 * n) for n, row in enumerate(("small trenches beside the", *ROWS))
    ]
    outline = outline_of([*heads, first, line("y", "a", 299, 155), *rows], h0=0.4, h1=0.4, x=0.15)
    assert headlines(outline) == ["Ferry Service To Be Restored"]
    (story,) = outline.stories
    assert [name for part in story.body for name in part.lines][:3] == ["x", "y", "a0"]


def test_a_mark_between_the_columns_is_no_text_and_a_last_short_word_is():
    first, second = column("a", 60, 300, ROWS * 2), column("b", 360, 300, ROWS * 2)
    mark, word = line("mark", "6", 338, 305, 16), line("word", "in", 60, 660)
    outline = outline_of([*first, word, mark, *second])
    assert kinds(outline)["mark"] is RegionKind.UNKNOWN
    assert kinds(outline)["word"] is RegionKind.BODY
    assert list(outline.reasons.values()) == ["a mark by itself, no text"]


def test_a_speck_between_a_crosshead_and_its_text_is_no_text_however_it_was_read():
    upper, lower = column("a", 60, 300), column("b", 60, 530)
    speck = replace(line("speck", "名量", 180, 518, 8), polygon=Box(180, 518, 200, 524).polygon)
    outline = outline_of([*upper, line("head", "Portugal.", 130, 484), speck, *lower])
    assert kinds(outline)["speck"] is RegionKind.UNKNOWN


@pytest.mark.parametrize(("rest", "blocks"), [("March", 1), ("Ashcombe", 2)])
def test_a_place_with_its_comma_opens_a_report_with_the_month_beside_it_and_not_with_a_name(rest, blocks):
    opening = [line("p0", "UPPER BRAMLEY,", 100, 60), line("p1", rest, 280, 60)]
    assert len(find_blocks([as_seen(part, Axes(False, 1000), 0.2) for part in opening], [])) == blocks


def test_place_and_day_on_a_row_of_their_own_and_one_row_more_are_a_text_in_one_paragraph():
    head = line("h", "More Trains Promised", 60, 60, 34)
    two = [line("d", "MILLBROOK, March 18", 80, 112), line("t", "Walter Garrick told the", 102, 142)]
    outline = outline_of([head, *two, *column("b", 360, 60, ("meeting that the present", *ROWS))], h=0.35)
    story = outline.stories[0]
    assert kinds(outline)["d"] is RegionKind.BODY
    assert not story.subheadline
    assert story.body[0].lines[:2] == ("d", "t")


def test_the_first_word_of_a_place_on_a_row_of_its_own_opens_the_report_and_heads_nothing():
    rows = [
        line("place", "KETTERING", 122, 200, em=22.0),
        line("day", "MOOR, March 27 —", 100, 230, em=21.0),
        *(line(f"t{n}", text, 100, 260 + 30 * n) for n, text in enumerate(ROWS[1:])),
    ]
    assert set(kinds(outline_of(rows, place=0.35, day=0.25)).values()) == {RegionKind.BODY}


def test_the_words_of_a_last_row_set_far_apart_to_fill_it_are_one_row():
    last = [line("a", "Farmers", 120, 380), line("b", "in", 225, 380), line("c", "the", 320, 380)]
    lines = [
        as_seen(each, Axes(False, 1000), 0.2)
        for each in (*column("t", 100, 200, (*ROWS[:5], "from it.")), *last)
    ]
    blocks = find_blocks(lines, [])
    assert [[n.text for n in block.lines][-3:] for block in blocks] == [["Farmers", "in", "the"]]


def test_three_words_of_a_first_row_set_far_apart_are_one_row_under_a_heading_whose_last_word_is_as_large():
    row = [line("a", "Farmers", 120, 200), line("b", "in", 260, 200), line("c", "all", 350, 200)]
    rows = [line("h", "Eastwick", 200, 168), *row, *column("t", 100, 230, ROWS[1:])]
    lines = [as_seen(each, Axes(False, 1000), 0.2) for each in rows]
    block = next(block for block in find_blocks(lines, []) if len(block.lines) > 4)
    assert [n.text for n in block.lines][-8:-5] == ["Farmers", "in", "all"]


def inked(name, text, box, em):
    return Line(name, text, Box(*box), em, 1.0, weight=0.1)


def inked_rows(name, left, top, right, count=4):
    box = [(left, top + 29 * n, right, top + 29 * n + 28) for n in range(count)]
    return [inked(f"{name}{n}", "inhabitants remember when the", box[n], 21) for n in range(count)]


def test_a_first_row_in_words_is_one_under_a_heading_though_a_row_of_the_next_column_is_level_with_it():
    row = [
        inked("a", "Many", (153, 133, 206, 168), 25),
        inked("b", "of the", (248, 132, 344, 168), 26.4),
        inked("c", "older", (388, 131, 439, 169), 27.3),
    ]
    heads = [
        inked("h", "Sands", (234, 79, 335, 122), 31.6),
        inked("n", "Schools Reopen", (469, 112, 779, 156), 30.5),
    ]
    columns = [*inked_rows("t", 122, 168, 437), *inked_rows("u", 469, 168, 779)]
    blocks = find_blocks([*heads, *row, *columns], [])
    assert ["a", "b", "c", "t0"] in [[n.id for n in block.lines][:4] for block in blocks]


def test_a_first_row_in_words_over_the_short_end_of_a_paragraph_is_as_long_as_those_further_down():
    row = [
        inked("a", "applauded", (123, 119, 297, 144), 19.5),
        inked("b", "and", (320, 119, 347, 147), 19.8),
        inked("c", "the", (375, 115, 407, 148), 23.9),
    ]
    end, head = (
        inked("e", "proposal.", (121, 144, 290, 170), 19),
        inked("x", "Delay", (190, 170, 337, 196), 19),
    )
    columns = [*inked_rows("t", 122, 197, 405), *inked_rows("u", 418, 115, 706, 6)]
    blocks = find_blocks([*row, end, replace(head, weight=0.2), *columns], [])
    assert ["a", "b", "c", "e"] in [[n.id for n in block.lines] for block in blocks]


def test_pieces_of_four_rows_under_each_other_between_the_first_and_the_last_of_each_are_of_the_rows():
    """Words of rows set wide that part at the same place look like a column there."""
    rows = [
        piece
        for n in range(4)
        for piece in (
            inked(f"l{n}", "applauded", (100, 129 + 29 * n, 200, 157 + 29 * n), 21),
            inked(f"m{n}", "promised to", (204, 129 + 29 * n, 330, 157 + 29 * n), 21),
            inked(f"r{n}", "school", (334, 129 + 29 * n, 405, 157 + 29 * n), 21),
        )
    ]
    blocks = find_blocks([*inked_rows("t", 100, 100, 405, 1), *rows, *inked_rows("u", 100, 245, 405)], [])
    assert len(blocks) == 1


def test_a_letter_by_itself_at_the_end_of_a_row_that_seems_large_is_of_that_row():
    row = [line("a", "Workmen in", 120, 96, em=25), line("b", "a", 358, 104, em=17)]
    lines = [as_seen(each, Axes(False, 1000), 0.2) for each in (*row, line("t", ROWS[0] + " dig", 80, 130))]
    (block,) = find_blocks(lines, [])
    assert [n.id for n in block.lines] == ["a", "b", "t"]


def test_a_full_row_that_stands_a_little_inside_a_leaning_column_is_no_crosshead():
    rows = column("t", 100, 100, [text.ljust(27, "m") for text in (*ROWS[:5], "from the station.", *ROWS)])
    first, ends = (
        line("t0", ROWS[0].ljust(30, "m"), 86, 100),
        line("t5", "from the men at the bridge.", 100, 250),
    )
    outline = outline_of([first, *rows[1:5], ends, *rows[6:]], t6=0.24)
    assert kinds(outline)["t6"] is RegionKind.BODY


def test_a_name_in_capitals_on_the_last_row_of_a_text_signs_it():
    text = "the men. By HELEN CRANE"
    parts = credits_apart([line("l", text, 100, 100)])
    assert [part.reading.strip() for part in parts] == ["the men.", "By HELEN CRANE"]


def test_a_name_at_the_head_of_a_column_signs_the_text_on_its_side_of_the_rule():
    left = [line("h", "Council Approves Plan", 100, 100, em=40), *column("l", 100, 160)]
    right = [line("k", "Barley Prices Rise", 700, 100, em=40), *column("r", 700, 160)]
    name = line("by", "By GILBERT FARROW", 520, 355)
    rule = Furnishings((), (Box(694, 90, 696, 500),), (), ())
    lines = [*left, *column("m", 400, 160, ROWS[:3]), name, *right]
    outline = find_structure(lines, [0.2] * len(lines), rule, (1100, 1400))
    signed = replace(outline, stories=tuple(story for story in outline.stories if story.byline))
    assert headlines(signed) == ["Council Approves Plan"]


def test_a_byline_over_the_gutter_joins_no_rows_of_the_columns_under_it():
    byline = line("by", "By HELEN LANGDALE", 270, 168)
    lines = [byline, *column("l", 100, 200), line("r", "telephone line was cut.", 384, 200)]
    blocks = find_blocks([as_seen(each, Axes(False, 1000), 0.2) for each in lines], [])
    assert ["telephone line was cut."] in [[n.text for n in block.lines] for block in blocks]


def test_a_dash_found_by_itself_and_read_as_a_character_ends_the_row_of_place_and_day():
    dash = replace(line("d", "一", 322, 120, em=11), reading="一")
    rows = [line("p", "FOXLEY, March 21", 120, 112), dash, *column("t", 100, 142, ROWS[1:])]
    blocks = find_blocks([as_seen(each, Axes(False, 1000), 0.2) for each in rows], [])
    assert ["p", "d"] in [[n.id for n in block.lines][:2] for block in blocks]
