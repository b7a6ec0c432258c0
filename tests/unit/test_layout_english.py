"""Layout on a few hand-made lines of English: headlines side by side, short columns, tables between rules."""

from test_layout import NOTHING, kinds

from ocrfix.geometry import Box
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import Glyph, RegionKind, TextLine

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


def outline_of(lines):
    return find_structure(lines, [0.2] * len(lines), NOTHING, (1000, 1400))


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
