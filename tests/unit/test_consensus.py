"""Two engines side by side: who is asked, what joins the lattice, what never changes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.geometry import Box
from ocrfix.model.page import Alternative, Glyph
from ocrfix.ocr.consensus import Consensus, add_reading
from ocrfix.ocr.engine import LineBox, Reading

PAPER = np.full((100, 100, 3), 255, np.uint8)


def reading(text, confidence=0.99, **alternatives):
    """A reading whose characters are 10 pixels wide."""
    return Reading(
        tuple(
            Glyph(
                char,
                i * 10,
                i * 10 + 10,
                confidence,
                tuple(Alternative(*a) for a in alternatives.get(char, ())),
            )
            for i, char in enumerate(text)
        )
    )


class Fake:
    """An engine that answers from a list, by the top of the line's box in tens of pixels."""

    version = "1"

    def __init__(self, name, answers):
        self.name = name
        self.answers = answers
        self.asked = []

    def read(self, image, lines, language):
        rows = [int(line.polygon[0][1]) // 10 for line in lines]
        self.asked.append((rows, language))
        return [self.answers[row] for row in rows]


def lines(count):
    return [LineBox(Box(0, 10 * i, 90, 10 * i + 9).polygon) for i in range(count)]


def test_only_lines_in_doubt_are_read_twice():
    unsure, rivalled = reading("进人", 0.5), reading("未来", 未=[("末", 0.2)])
    first = Fake("rapid", [reading("清楚"), unsure, rivalled, Reading(())])
    second = Fake("tesseract", [reading("清楚"), reading("进入"), reading("末来"), reading("一")])
    result = Consensus(first, second).read(PAPER, lines(4), "zh-Hans")
    assert second.asked == [([1, 2, 3], "zh-Hans")]
    assert [r.readings for r in result] == [
        (),
        (("rapid", "进人"), ("tesseract", "进入")),
        (("rapid", "未来"), ("tesseract", "末来")),
        (("rapid", ""), ("tesseract", "一")),
    ]


def test_where_nothing_is_in_doubt_the_second_engine_is_not_started():
    second = Fake("tesseract", [])
    Consensus(Fake("rapid", [reading("清楚")]), second).read(PAPER, lines(1), "zh-Hans")
    assert second.asked == []


def test_a_differing_character_joins_the_lattice_at_its_spot():
    both = add_reading(reading("可以进人园区"), reading("可以进入园区", 0.8))
    assert both.text == "可以进人园区"
    assert [g.alternatives for g in both.glyphs] == [(), (), (), (Alternative("入", 0.8),), (), ()]


def test_an_alternative_that_both_engines_name_keeps_the_higher_likelihood():
    first = reading("人", 人=[("八", 0.3), ("入", 0.1)])
    (glyph,) = add_reading(first, reading("入", 0.7)).glyphs
    assert glyph.alternatives == (Alternative("入", 0.7), Alternative("八", 0.3))


def test_the_width_of_a_comma_is_no_difference():
    assert add_reading(reading("天雨，"), reading("天雨,")) == reading("天雨，")


def test_characters_that_one_engine_missed_do_not_shift_the_rest():
    second = Reading((Glyph("本", 0, 10, 0.99), Glyph("记", 20, 30, 0.6)))
    both = add_reading(reading("本报讯"), second)
    assert [g.alternatives for g in both.glyphs] == [(), (), (Alternative("记", 0.6),)]


@given(st.text("进人入,， 1l", max_size=12), st.text("进人入,， 1l", max_size=12))
def test_the_reading_itself_never_changes(left, right):
    both = add_reading(reading(left), reading(right, 0.5))
    assert both.text == left
    assert all(g.char != a.char for g in both.glyphs for a in g.alternatives)
    assert [(g.start, g.end, g.confidence) for g in both.glyphs] == [
        (g.start, g.end, g.confidence) for g in reading(left).glyphs
    ]
