"""Unsure commas, stops and enumeration commas are told apart by the sure ones of their page."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from ocrfix.geometry import Box
from ocrfix.model.page import Alternative, Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.prints import with_prints

EM = 40
SURE, UNSURE = 0.99, 0.7


def a_page(rows: list[str]) -> tuple[Pixels, list[LineBox]]:
    """Rows of blocks for characters, commas as blots with a tail, stops as rings and enumeration commas as
    strokes to the right, a little blurred."""
    page = np.full((2 * EM * (len(rows) + 1), EM * 8, 3), 235, np.uint8)
    lines = []
    for n, row in enumerate(rows):
        top = 2 * EM * n + EM
        for k, char in enumerate(row):
            left = EM * (k + 1)
            if char == "，":
                cv2.circle(page, (left + 9, top + 30), 4, (40, 40, 40), -1)
                cv2.line(page, (left + 11, top + 31), (left + 6, top + 38), (40, 40, 40), 2)
            elif char == "。":
                cv2.circle(page, (left + 10, top + 31), 6, (40, 40, 40), 2)
            elif char == "、":
                cv2.line(page, (left + 6, top + 26), (left + 14, top + 36), (40, 40, 40), 4)
            else:
                cv2.rectangle(page, (left + 4, top + 4), (left + 36, top + 36), (60, 60, 60), 3)
        lines.append(LineBox(Box(EM, top - 2, EM * (1 + len(row)), top + EM + 2).polygon))
    noise = np.random.default_rng(5).normal(0, 4, page.shape)
    blurred = cv2.GaussianBlur(page, (0, 0), 2).astype(float) + noise
    return np.clip(blurred, 0, 255).astype(np.uint8), lines


def read_as(row: str, confidence: float, pairs: str = "，。，") -> Reading:
    """A reading of a row in which each mark of `pairs` has the next one as its alternative."""
    other = dict(pairwise(pairs))
    return Reading(
        tuple(
            Glyph(char, EM * k, EM * (k + 1), confidence, (Alternative(other[char], 1 - confidence),))
            if char in other
            else Glyph(char, EM * k, EM * (k + 1), 1.0)
            for k, char in enumerate(row)
        )
    )


def likelier(reading: Reading) -> list[str]:
    """Of each mark that was read, what is likelier now."""
    found = []
    for glyph in reading.glyphs:
        if glyph.alternatives:
            best = max(glyph.alternatives, key=lambda other: other.likelihood)
            found.append(best.char if best.likelihood > glyph.confidence else glyph.char)
    return found


ROWS = ["口，口口。口", "口口，口口。"] * 15


def test_a_blurred_comma_read_as_a_stop_is_likelier_a_comma_again():
    image, lines = a_page([*ROWS, "口口，口口口"])
    readings = [*(read_as(row, SURE) for row in ROWS), read_as("口口。口口口", UNSURE)]
    after = with_prints(image, lines, readings)[-1]
    assert after.text == "口口。口口口"
    assert likelier(after) == ["，"]


def test_a_blurred_enumeration_comma_read_as_a_comma_is_likelier_one_again():
    rows = [*ROWS, *["口、口口、口"] * 12]
    image, lines = a_page([*rows, "口口、口口口", "口口，口口口"])
    pairs = "，、，"
    sure = [read_as(row, SURE, pairs) for row in rows]
    after = with_prints(image, lines, [*sure, *[read_as("口口，口口口", UNSURE, pairs)] * 2])
    assert [likelier(reading) for reading in after[-2:]] == [["、"], ["，"]]


@pytest.mark.parametrize("row", ["口口，口口口", "口口。口口口"])
def test_an_unsure_mark_that_was_read_right_stays_likelier(row):
    image, lines = a_page([*ROWS, row])
    readings = [*(read_as(line, SURE) for line in ROWS), read_as(row, UNSURE)]
    assert likelier(with_prints(image, lines, readings)[-1]) == [row[2]]


def test_what_both_marks_were_given_is_shared_out_and_nothing_else_changes():
    image, lines = a_page([*ROWS, "口口，口口口"])
    unsure = Glyph("。", 80, 120, 0.5, (Alternative("，", 0.3), Alternative("、", 0.1)))
    last = Reading((*read_as("口口", 1.0).glyphs, unsure, Glyph("口", 120, 160, 1.0)))
    readings = [*(read_as(row, SURE) for row in ROWS), last]
    after = with_prints(image, lines, readings)
    assert after[:-1] == readings[:-1]
    glyph = after[-1].glyphs[2]
    shares = {other.char: other.likelihood for other in glyph.alternatives}
    assert shares["、"] == 0.1
    assert glyph.confidence + shares["，"] == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize("rows", [ROWS[:8], ["口，口，口"] * 30])
def test_a_page_that_shows_too_few_of_either_tells_nothing(rows):
    image, lines = a_page([*rows, "口口，口口口"])
    readings = [*(read_as(row, SURE) for row in rows), read_as("口口。口口口", UNSURE)]
    assert with_prints(image, lines, readings) == readings


def test_vertical_lines_and_lines_of_another_size_are_left_alone():
    image, lines = a_page([*ROWS, "口口，口口口", "口口，口口口"])
    upright = LineBox(lines[-2].polygon, WritingMode.VERTICAL)
    large = LineBox(Box(0, 0, 320, 90).polygon)
    readings = [*(read_as(row, SURE) for row in ROWS), *[read_as("口口。口口口", UNSURE)] * 2]
    assert with_prints(image, [*lines[:-2], upright, large], readings) == readings


def test_no_lines_and_lines_without_marks_give_what_went_in():
    image, lines = a_page(["口口口"])
    assert with_prints(image, [], []) == []
    assert with_prints(image, lines, [read_as("口口口", 1.0)]) == [read_as("口口口", 1.0)]
