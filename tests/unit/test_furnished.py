"""The lines of a whole page once they are cut, from the ink and the boxes that the detector drew."""

import numpy as np

from ocrfix.geometry import Box, box_of
from ocrfix.image.ink import page_ink
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox
from ocrfix.pipeline import _furnished

EM, PITCH, ROWS = 32, 46, 8
TIERS = ((100, 0), (490, -12), (880, -16))
"""Where each tier begins, and how far its lines stand from those of the first, in pixels."""


def line(tier, number):
    top, shift = TIERS[tier]
    right = 800 + shift - PITCH * number
    return Box(right - EM, top, right, top + 10 * 36)


def boxed(polygon):
    return LineBox(polygon, WritingMode.VERTICAL)


def test_a_line_that_leans_over_three_tiers_out_of_step_is_cut_between_them():
    grey = np.full((1400, 1000), 240, np.uint8)
    lines = [line(tier, number) for tier in range(3) for number in range(ROWS)]
    for box in lines:
        for top in range(int(box.top), int(box.bottom), 36):
            for stroke in range(4):
                grey[top + 8 * stroke : top + 8 * stroke + 2, int(box.left) : int(box.right)] = 20
    first, last = line(0, ROWS - 1), line(2, ROWS - 1)
    leaning = (
        (first.left - 14, first.top),
        (first.right + 14, first.top),
        (last.right + 14, last.bottom),
        (last.left - 14, last.bottom),
    )
    whole = [box.grown(4).polygon for box in lines if box not in (first, line(1, ROWS - 1), last)]
    ink = page_ink(grey, lines)
    _, found = _furnished(grey, grey, ink, [*map(boxed, whole), boxed(leaning)])
    assert len(found) == len(lines)


def test_a_headline_seen_in_two_pieces_that_both_show_one_character_is_one_line():
    grey = np.full((1400, 1000), 240, np.uint8)
    rows = [line(tier, number) for tier in range(3) for number in range(ROWS)]
    upper, lower = Box(860, 100, 960, 480), Box(862, 424, 958, 900)
    for box in (*rows, Box(870, 110, 950, 460), Box(870, 500, 950, 890)):
        for top in range(int(box.top), int(box.bottom), 36):
            for stroke in range(4):
                grey[top + 8 * stroke : top + 8 * stroke + 2, int(box.left) : int(box.right)] = 20
    boxes = [boxed(box.grown(4).polygon) for box in rows]
    _, found = _furnished(
        grey, grey, page_ink(grey, rows), [*boxes, *(boxed(b.polygon) for b in (upper, lower))]
    )
    assert [box_of(b.polygon) for b in found if box_of(b.polygon).left > 820] == [Box(860, 100, 960, 900)]
