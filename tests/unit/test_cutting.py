"""Lines cut at places that may stand anywhere: every part can be read, and nothing of a line is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.geometry import Box, box_of
from ocrfix.layout.ends import find_strip_ends
from ocrfix.model.page import WritingMode
from ocrfix.ocr.cutting import cut_lines
from ocrfix.ocr.engine import LineBox


@given(
    st.lists(st.floats(-20, 220, allow_nan=False), max_size=12),
    st.sampled_from([WritingMode.HORIZONTAL, WritingMode.VERTICAL]),
)
def test_the_parts_of_a_line_are_a_pixel_long_and_cover_it(places, mode):
    down = mode is WritingMode.VERTICAL
    line = LineBox((Box(0, 0, 10, 200) if down else Box(0, 0, 200, 10)).polygon, mode)
    boxes = [box_of(part.polygon) for part in cut_lines([line], {0: places})]
    lengths = [box.height if down else box.width for box in boxes]
    assert min(lengths) > 0.99
    assert sum(lengths) == pytest.approx(200)


def test_strips_that_stand_over_each_other_cut_a_line_under_them_nowhere():
    """Letters that the detector sees in a photograph stand in a heap."""
    heap = [Box(left, top, left + 40, top + 60) for left, top in ((0, 0), (1, 70), (2, 140), (3, 142))]
    assert find_strip_ends([Box(2, 204, 42, 222)], heap) == {}
