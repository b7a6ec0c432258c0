"""Islands of the detector's map: lines that have grown together, and single ones that only look so."""

import cv2
import numpy as np
import pytest

from ocrfix.ocr.branches import find_branches


def island(*boxes):
    """The outline of boxes (left, top, right, bottom) that touch each other."""
    mask = np.zeros((400, 400), np.uint8)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = 1
    (outline,), _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.asarray(outline, np.int32)


def boxes_of(outlines):
    found = [cv2.boundingRect(outline) for outline in outlines]
    return sorted((x, y, x + w, y + h) for x, y, w, h in found)


KICKER, ROW, LATER_ROW = (20, 30, 30, 200), (20, 80, 350, 88), (20, 110, 350, 118)


def test_a_kicker_and_a_row_that_begins_beside_it_are_two_lines():
    found = boxes_of(find_branches(island(KICKER, ROW), runs_down=False))
    assert found == [KICKER, (30, 80, 350, 88)]


def test_a_kicker_and_two_rows_are_three_lines():
    found = boxes_of(find_branches(island(KICKER, ROW, LATER_ROW), runs_down=False))
    assert found == [KICKER, (30, 80, 350, 88), (30, 110, 350, 118)]


def test_on_a_vertical_page_the_spot_that_both_share_is_that_of_the_horizontal_line():
    turned = [(top, left, bottom, right) for left, top, right, bottom in (KICKER, ROW)]
    found = boxes_of(find_branches(island(*turned), runs_down=True))
    assert found == [(30, 20, 200, 30), (80, 30, 88, 350)]


def test_what_ties_two_rows_together_is_no_line():
    found = boxes_of(find_branches(island(ROW, LATER_ROW, (20, 80, 24, 118)), runs_down=False))
    assert found == [ROW, LATER_ROW]


def bent():
    x = np.arange(20, 380)
    y = 200 + 0.002 * (x - 200) ** 2
    return np.array([*zip(x, y - 5, strict=True), *zip(x[::-1], y[::-1] + 5, strict=True)], np.int32)[:, None]


@pytest.mark.parametrize(
    "outline",
    [
        island(ROW),
        island(KICKER),
        bent(),
        cv2.boxPoints(((200, 200), (300, 12), 20)).astype(np.int32)[:, None],
    ],
    ids=["a row", "a strip", "a bent row", "a row that rises"],
)
def test_an_island_of_one_line_is_left_whole(outline):
    assert find_branches(outline, runs_down=False) == [outline]
