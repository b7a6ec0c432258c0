"""A sheet photographed at a slant is flattened; a flat scan is left as it is."""

import cv2
import numpy as np
import pytest
from PIL import Image

from ocrfix.image.perspective import find_sheet, from_above

SHEET = np.array([(0, 0), (600, 0), (600, 800), (0, 800)], np.float32)


def photographed(corners, ground=60):
    """A sheet with a grid of lines on a darker ground, its corners where they are wanted."""
    sheet = np.full((800, 600), 225, np.uint8)
    for row in range(60, 740, 40):
        sheet[row : row + 12, 60:-60] = 40
    matrix = cv2.getPerspectiveTransform(SHEET, np.array(corners, np.float32))
    return cv2.warpPerspective(sheet, matrix, (900, 1000), borderValue=ground), matrix


SLANTED = [(120, 90), (760, 60), (820, 930), (90, 900)]


def test_the_corners_of_a_slanted_sheet_are_found():
    picture, _ = photographed(SLANTED)
    assert np.abs(np.array(find_sheet(picture)) - SLANTED).max() < 8


def test_what_is_taken_from_above_maps_back_to_where_it_was_seen():
    picture, _ = photographed(SLANTED)
    sheet, back = from_above(picture, find_sheet(picture))
    height, width = sheet.shape
    for corner, seen in zip([(0, 0), (width, 0), (width, height), (0, height)], SLANTED, strict=True):
        x, y, w = back @ (*corner, 1)
        assert np.hypot(x / w - seen[0], y / w - seen[1]) < 10
    lines = (sheet[height // 4 : -height // 4] < 128).mean(axis=1)
    assert lines.max() > 0.7


def test_a_sheet_that_lies_straight_needs_only_its_border_cut():
    picture, _ = photographed([(100, 80), (800, 80), (800, 940), (100, 940)])
    assert find_sheet(picture) is None


def test_a_sheet_on_a_ground_as_bright_as_itself_is_left_alone():
    picture, _ = photographed(SLANTED, ground=205)
    assert find_sheet(picture) is None


@pytest.mark.parametrize("sample", ["modern_daily", "english_six_columns", "vertical_tiers"])
def test_no_sample_is_taken_for_a_photograph(sample):
    assert find_sheet(np.asarray(Image.open(f"samples/{sample}.jpg").convert("L"))) is None
