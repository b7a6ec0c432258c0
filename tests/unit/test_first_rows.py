"""The first row of a heading where it is hardly larger than the text. In logical coordinates."""

from dataclasses import replace

import pytest
from test_layout import NOTHING, seen
from test_vertical import names, sheet, text

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.first_rows import with_first_rows
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind

BODY, HEADING = RegionKind.BODY, RegionKind.HEADING
RULED = replace(NOTHING, vertical=(Axes(True, 1000).page(Box(0, 126, 300, 129)),))


def labels(words="東門外碼頭", weight=0.28, em=28.0, furnishings=RULED, length=10):
    """A text of an article that ends over a row by itself, with a heading and its text under that."""
    row = Piece(Block((replace(seen("r", 0, 130, words), weight=weight),)), BODY)
    headline = Piece(Block((seen("h", 40, 165, "重修完工", em=em),)), HEADING)
    pieces = [text("a", 0, 0, 4, length=length), row, headline, text("b", 0, 215, 5, length=10)]
    return names(with_first_rows(pieces, sheet(furnishings=furnishings)))[1]


def test_a_dark_row_between_the_rule_that_ends_an_article_and_a_larger_heading_is_a_row_of_that():
    assert labels() == (HEADING, "r")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"furnishings": NOTHING}, id="no rule over it: the last row of a paragraph"),
        pytest.param({"weight": 0.2}, id="as dark as text"),
        pytest.param({"words": "東門外碼。"}, id="a sentence"),
        pytest.param({"words": "本報記者 林青"}, id="a byline"),
        pytest.param({"length": 5}, id="as long as its column"),
        pytest.param({"em": 22.0}, id="the heading under it is no larger"),
    ],
)
def test_what_may_be_the_last_row_of_a_text_stays(given):
    assert labels(**given) == (BODY, "r")
