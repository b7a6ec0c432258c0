"""Headlines of which one part runs down beside the others and their text: one deck over one text."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.decks import Deck
from ocrfix.layout.heading_size import size_of
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind

_LEVEL_EM, _NEAR_EM, _PAST_EM = 1.5, 2.5, 1.0
"""How far from level the strip and the other parts begin, how far from them and from the text under them it
stands, and how far past their foot it runs at least."""

_BESIDE = 0.3
"""How much of a strip a text stands beside that may be its own."""


def with_strips_beside(decks: Sequence[Deck], pieces: Sequence[Piece], em_px: float) -> tuple[Deck, ...]:
    """The decks, a strip set crosswise and the deck on its right as one where they begin level and the strip
    runs on down beside the text that begins under the other: no text is left for it alone. `em_px` is the
    size of the text."""
    texts = [piece.block.box for piece in pieces if piece.kind is RegionKind.BODY]
    result = list(decks)
    for strip in decks:
        if strip.crosswise and strip.headline:
            homes = (deck for deck in result if _heads_text_of(strip, deck, texts, em_px))
            deck = next(homes, None)
            if deck is not None:
                result[result.index(deck)] = _joined(strip, deck)
                result.remove(strip)
    return tuple(result)


def _heads_text_of(strip: Deck, deck: Deck, texts: Sequence[Box], em: float) -> bool:
    down, over = strip.box, deck.box
    if deck.crosswise or not deck.headline or strip.frame != deck.frame:
        return False
    level = abs(down.top - over.top) < _LEVEL_EM * em and down.bottom > over.bottom + _PAST_EM * em
    if not level or not -_PAST_EM * em < over.left - down.right < _NEAR_EM * em:
        return False
    outside = Box(down.left - _NEAR_EM * em, down.top, down.left, down.bottom)
    if any(text.across(outside) > 0 and text.along(down) > _BESIDE * down.height for text in texts):
        return False
    return any(
        over.bottom - em < text.top < down.bottom - em
        and abs(text.left - down.right) < _NEAR_EM * em
        and text.across(over) > 0
        for text in texts
    )


def _joined(strip: Deck, deck: Deck) -> Deck:
    """A deck with the strip before it: as its headline where that is larger, else as its kicker."""
    deck = replace(deck, byline=(*strip.byline, *deck.byline))
    if max(map(size_of, strip.headline)) > max(map(size_of, deck.headline)):
        rest = (*strip.subheading, *deck.kicker, *deck.headline, *deck.subheading)
        return replace(deck, kicker=strip.kicker, headline=strip.headline, subheading=rest)
    return replace(deck, kicker=(*strip.kicker, *strip.headline, *strip.subheading, *deck.kicker))
