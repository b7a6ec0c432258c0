"""Boxes of which one stands right under the other: halves of high letters, or rows set close."""

import numpy as np
import pytest

from ocrfix.geometry import Box, box_of
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.halves import halves_joined

SMEARED = np.zeros((400, 500), bool)
SMEARED[:, ::8] = True
"""Paper on which no blank row parts the rows, as print behind them shines through."""


BLANK = np.zeros((400, 500), bool)


def found(*boxes, ink=SMEARED):
    return [box_of(line.polygon) for line in halves_joined([LineBox(box.polygon) for box in boxes], ink)]


@pytest.mark.parametrize("place", ["over", "under"])
def test_rows_that_touch_are_no_halves_where_the_column_goes_on(place):
    rows = [Box(20, top, 460, top + 44) for top in (100, 143)]
    third = Box(20, 57, 460, 101) if place == "over" else Box(20, 186, 460, 230)
    assert found(*rows) == [Box(20, 100, 460, 187)]
    assert sorted(found(*rows, third), key=lambda box: box.top) == sorted(
        [*rows, third], key=lambda box: box.top
    )


def test_halves_of_high_letters_are_one_row_though_a_longer_line_stands_under_them():
    halves = [Box(120, top, 380, top + 44) for top in (100, 143)]
    ink = SMEARED.copy()
    ink[190:196] = False
    assert Box(120, 100, 380, 187) in found(*halves, Box(20, 190, 460, 234), ink=ink)


def test_a_low_first_character_that_the_rest_of_its_headline_shows_as_well_is_one_with_it():
    rest = Box(456, 942, 665, 1027)
    assert found(Box(424, 959, 478, 1011), rest, ink=BLANK) == [Box(424, 942, 665, 1027)]


def test_a_short_line_beside_a_headline_is_no_low_character():
    rest = Box(456, 942, 665, 1027)
    assert len(found(Box(380, 959, 478, 1011), rest, ink=BLANK)) == 2
