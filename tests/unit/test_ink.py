"""Which pixels of a page are ink, where its type is worn and where something shines through."""

import numpy as np
import pytest

from ocrfix.geometry import Box
from ocrfix.image.ink import letters, page_ink

PAPER = 240
LINES = [Box(20, top, 380, top + 20) for top in range(120, 400, 30)]


def page(stroke, picture=0):
    """Lines of upright strokes, a third of them a little lighter, under a large dark picture."""
    grey = np.full((420, 400), PAPER, np.uint8)
    grey[10:90, 20:380] = picture
    for box in LINES:
        for n, left in enumerate(range(22, 378, 8)):
            grey[int(box.top) + 3 : int(box.bottom) - 3, left : left + 2] = stroke + 12 * (n % 3 == 0)
    return grey


def seen(ink):
    """Strokes found in the first line."""
    row = ink[130, 20:380].astype(int)
    return int((np.diff(np.concatenate([[0], row])) == 1).sum())


@pytest.mark.parametrize("stroke", [40, 120, 180])
def test_every_stroke_of_a_line_is_ink_also_where_the_type_is_worn_to_the_grey_of_the_paper(stroke):
    assert seen(page_ink(page(stroke), LINES)) == len(range(22, 378, 8))


def test_without_lines_worn_strokes_are_lost_beside_a_picture():
    assert seen(page_ink(page(180), [])) == 0


def test_what_shines_through_between_dark_lines_is_no_ink():
    grey = page(60)
    grey[102:118, 20:380] = 200
    assert not page_ink(grey, LINES)[102:118].any()


def test_white_letters_on_black_and_a_box_beyond_the_edge_leave_the_page_its_threshold():
    grey = page(60)
    bands = [Box(20, 10, 380, 90), Box(500, 10, 600, 40)]
    assert (page_ink(grey, bands) == page_ink(grey, [])).all()


def test_the_strokes_in_a_box_drawn_around_a_black_ground_are_its_white_letters():
    part = np.zeros((300, 190), bool)
    part[30:260, 30:155] = True
    part[40:250, 40:90:10] = False
    part[40:250, 110:150:10] = False
    blank = np.flatnonzero(~letters(part).any(axis=0))
    assert {0, 29, 95, 105, 189} <= set(blank.tolist())


def test_the_strokes_in_a_box_of_bold_letters_are_these():
    part = np.zeros((60, 300), bool)
    part[8:50, 10:290:6] = True
    part[8:50, 11:290:6] = True
    part[20:26, 10:290] = True
    assert np.array_equal(letters(part), part)
