"""Headlines of outlined letters that the detector saw in pieces, and neighbours that stay two headlines."""

import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.model.page import Glyph
from ocrfix.ocr.engine import LineBox, Reading
from ocrfix.ocr.headline_pieces import headlines_whole

EM = 20.0
ROWS = [LineBox(Box(90, 300 + 30 * n, 510, 328 + 30 * n).polygon) for n in range(6)]
FIRST, LAST = LineBox(Box(100, 100, 220, 160).polygon), LineBox(Box(300, 90, 520, 170).polygon)
LETTERS = {100: "东渡工业", 200: "1园春耕备耕", 210: "夕", 222: "春耕备耕", 240: "四", 300: "春耕备耕"}
WHOLE = "东渡工业园春耕备耕"


def reading(text, sure=0.95):
    return Reading(tuple(Glyph(char, 20.0 * n, 20.0 * n + 18, sure) for n, char in enumerate(text)))


def found(*lines, blank=0, text=WHOLE, sure=0.95):
    """The boxes over the rows, where the letters leave a blank so wide after the first piece."""

    def read(some):
        return [reading(text, sure), *(reading(LETTERS[int(line.polygon[0][0])]) for line in some[1:])]

    whole = headlines_whole([*lines, *ROWS], EM, lambda box: [(222, 222 + blank)] if blank else [], read)
    return [box_of(line.polygon) for line in whole if line not in ROWS]


def test_pieces_between_which_a_letter_was_passed_over_are_one_headline():
    assert found(FIRST, LAST) == [Box(100, 90, 520, 170)]


def test_a_piece_of_which_only_the_feet_were_seen_and_a_box_around_a_part_of_another_go_into_it():
    foot, part = LineBox(Box(240, 125, 298, 160).polygon), LineBox(Box(330, 120, 380, 145).polygon)
    assert found(FIRST, foot, LAST, part) == [Box(100, 90, 520, 170)]


def test_pieces_that_both_show_a_letter_on_their_seam_are_one_headline():
    assert found(FIRST, LineBox(Box(200, 90, 520, 170).polygon)) == [Box(100, 90, 520, 170)]


def test_a_piece_over_the_foot_of_a_letter_before_it_goes_on_with_the_headline():
    foot, rest = LineBox(Box(210, 126, 240, 160).polygon), LineBox(Box(222, 90, 520, 170).polygon)
    assert found(FIRST, foot, rest) == [Box(100, 90, 520, 170)]


@pytest.mark.parametrize(
    "seen",
    [{"blank": 12}, {"text": "东渡工业园"}, {"sure": 0.5}],
    ids=["a gutter between them", "hardly more than one piece", "not sure"],
)
def test_two_headlines_side_by_side_stay_two(seen):
    assert len(found(FIRST, LAST, **seen)) == 2


def test_rows_of_text_that_touch_stay_apart():
    low = LineBox(Box(100, 100, 220, 128).polygon), LineBox(Box(300, 100, 520, 128).polygon)
    assert len(found(*low)) == 2
