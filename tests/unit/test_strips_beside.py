"""A headline of which one part is set down the page beside the others and the text under them."""

from dataclasses import replace

import pytest
from test_layout import seen
from test_vertical import sheet, text

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import find_decks
from ocrfix.layout.order import find_stories
from ocrfix.layout.piece import Piece
from ocrfix.layout.strips_beside import with_strips_beside
from ocrfix.model.page import RegionKind

EM = 20.0


def strip(bottom, em=30.0, name="s", left=0, right=44):
    """A heading set down the page from the top of the article to a place."""
    line = replace(
        seen(name, 0, 100, text="字" * 8, em=em), box=Box(left, 100, right, bottom), crosswise=True
    )
    return Piece(Block((line,)), RegionKind.HEADING)


def heading(em=36.0):
    return Piece(Block((seen("h", 60, 100, text="題" * 9, em=em),)), RegionKind.HEADING)


def decks(*pieces):
    return with_strips_beside(find_decks(pieces, sheet(vertical=False)), pieces, EM)


def parts(deck):
    return {
        name: "".join(piece.block.lines[0].id for piece in getattr(deck, name))
        for name in ("kicker", "headline", "subheading")
    }


def test_a_strip_that_runs_down_beside_a_headline_and_its_text_is_the_kicker_of_that():
    body = text("a", 60, 160, 8)
    (deck,) = decks(strip(bottom=380), heading(), body)
    assert parts(deck) == {"kicker": "s", "headline": "h", "subheading": ""}
    (story,) = find_stories([strip(bottom=380), heading(), body], [deck], sheet(vertical=False))
    assert story.deck is deck
    assert story.bodies == (body,)


def test_the_larger_strip_is_the_headline_and_what_stands_over_its_text_a_subheading():
    (deck,) = decks(strip(bottom=380, em=40.0), heading(em=26.0), text("a", 60, 160, 8))
    assert parts(deck) == {"kicker": "", "headline": "s", "subheading": "h"}


@pytest.mark.parametrize(
    ("bottom", "pieces"),
    [
        pytest.param(140, [text("a", 60, 160, 8)], id="it ends with the headline"),
        pytest.param(380, [text("a", 60, 420, 8)], id="no text begins beside it"),
        pytest.param(380, [text("a", 60, 160, 8), text("b", -420, 100, 8)], id="a text stands on its left"),
    ],
)
def test_a_strip_by_itself_or_with_a_text_of_its_own_is_another_headline(bottom, pieces):
    assert len(decks(strip(bottom=bottom), heading(), *pieces)) == 2


def test_of_two_strips_beside_one_headline_none_is_lost():
    outer, inner = strip(380, name="o", right=11), strip(380, name="i", left=30)
    (deck,) = decks(outer, inner, heading(), text("a", 60, 160, 8))
    assert sorted(piece.block.lines[0].id for piece in deck.pieces) == ["h", "i", "o"]
