"""The black that white letters are printed on."""

import itertools

import numpy as np

from ocrfix.geometry import Box, union
from ocrfix.image.ink import Grey, Ink, within

_BLACK, _MOSTLY = 0.6, 0.7
"""How bright against the paper what is black is at most, and how much of a row of pixels beside a line is
black where its ground goes on."""

_ALONG_EM = 40.0
"""How far a ground goes on beyond the ends of its line at most: it may be as wide as the columns under it."""

_LONG = 2.0
"""How much longer than wide a line is that surely runs down the page."""


def black_in(grey: Grey) -> Ink:
    """Where a picture, (height, width), is black against its paper."""
    return np.asarray(grey < _BLACK * np.percentile(grey, 80), dtype=np.bool_)


def white_on_black(black: Ink, texts: list[Box]) -> list[Box]:
    """The boxes of lines that are printed white on black."""
    areas = ((text, within(black, text)) for text in texts)
    return [text for text, area in areas if area.size and area.mean() > 0.5]


def runs_down(text: Box) -> bool:
    return text.height > _LONG * text.width


def rows_of_headings(white: list[Box], em: float) -> list[Box]:
    """The boxes around two lines down the page that begin level, no more than a letter apart."""
    pairs = itertools.combinations(white, 2)
    return [union((a, b)) for a, b in pairs if abs(a.top - b.top) < em and -a.across(b) < em]


def ground_of(black: Ink, text: Box, em: float) -> Box:
    """The black rectangle that a line of white letters stands on: it may be longer than the line, and an em
    higher on either side. Its edges are no rules."""
    beyond, aside = (em, _ALONG_EM * em) if runs_down(text) else (_ALONG_EM * em, em)

    def edge(start: float, step: int, part: Box, reach: float, *, upright: bool) -> float:
        """Where the black ends, from an edge of the line on in one direction."""
        at = start
        while abs(at + step - start) <= reach:
            beside = Box(at, part.top, at, part.bottom) if upright else Box(part.left, at, part.right, at)
            row = within(black, beside.moved(*((step, 0) if upright else (0, step))))
            if not row.size or row.mean() < _MOSTLY:
                break
            at += step
        return at

    top = edge(text.top, -1, text, aside, upright=False)
    bottom = edge(text.bottom, 1, text, aside, upright=False)
    whole = Box(text.left, top, text.right, bottom)
    left = edge(text.left, -1, whole, beyond, upright=True)
    return Box(left, top, edge(text.right, 1, whole, beyond, upright=True), bottom)
