"""The first row of a text that was found too high and would be a heading by its size."""

from dataclasses import replace

import pytest
from test_layout import NOTHING, seen

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.begun_texts import with_begun_texts
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind

SHEET = Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING, 0.2, 200.0)


def labels(left=130.0, right=300.0, weight=0.2, em=26.0, head_em=36.0, words="一二三四五六七八九十"):
    """What is told of a row between a headline and five rows of text that reach from 100 to 300."""
    headline = Piece(Block((seen("h", 120, 60, "三万亩秧", head_em),)), RegionKind.HEADING)
    line = replace(seen("r", left, 112, words, em), box=Box(left, 112, right, 150), weight=weight)
    row = Piece(Block((line,)), RegionKind.HEADING)
    text = Piece(Block(tuple(seen(f"t{n}", 100, 150 + 30 * n) for n in range(5))), RegionKind.BODY)
    return [(p.kind, p.block.lines[0].id) for p in with_begun_texts([headline, row, text], SHEET)][1:]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="it ends with the text"),
        pytest.param(
            {"weight": 0.28, "words": "THORNBURY, March"}, id="its first word, a place, is set bold"
        ),
        pytest.param({"right": 250.0, "weight": 0.13}, id="it ends sooner, and fills less of its box"),
    ],
)
def test_a_row_that_begins_indented_between_a_headline_and_its_text_is_the_first_of_that(given):
    assert labels(**given) == [(RegionKind.BODY, "r")]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"right": 270.0}, id="in the middle"),
        pytest.param({"left": 115.0, "right": 288.0}, id="in the middle over the whole column"),
        pytest.param({"weight": 0.4}, id="set bold"),
        pytest.param({"weight": 0.28}, id="darker, in characters"),
        pytest.param({"em": 30.0}, id="much larger"),
        pytest.param({"head_em": 28.0}, id="as large as the headline"),
        pytest.param({"left": 100.0}, id="flush"),
    ],
)
def test_a_row_of_a_headline_stays_one(given):
    assert labels(**given)[0] == (RegionKind.HEADING, "r")
