"""The black that white letters are printed on."""

import itertools

import cv2
import numpy as np

from ocrfix.geometry import Box, union
from ocrfix.image.ink import Grey, Ink, within

_BLACK, _MOSTLY = 0.6, 0.7
"""How bright against the paper what is black is at most, and how much of a row of pixels beside a line is
black where its ground goes on."""

_ALONG_EM = 40.0
"""How far a ground goes on beyond the ends of its line at most: it may be as wide as the columns under it."""

_SIDE_EM, _SOLID, _LINES, _SMALL_EM = 6.0, 0.9, 3, 2.0
"""How long the sides of a black box are at least, how much of it is black or a line of white letters, how
many of these stand on it at least, and how high the box of a line no larger than text is at most."""

_TITLE = 1.6
"""How many times as high as the smallest of its lines the title of a black box is at least."""

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


def black_boxes(black: Ink, white: list[Box], em: float) -> list[Box]:
    """The black rectangles that several lines of white letters stand on, of which the first is a title and
    others are as small as text: on the ground of a headline stand only large ones, on that of an article's
    first sentences none."""
    mask = black.astype(np.uint8)
    for text in white:
        within(mask, text)[:] = 1
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((int(_SIDE_EM * em / 2) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid)
    found = []
    for x, y, w, h, area in stats[1:count].tolist():
        box = Box(x, y, x + w, y + h)
        lines = [text for text in white if text.share_in(box) > _MOSTLY]
        rectangular = area > _SOLID * w * h and min(w, h) > _SIDE_EM * em
        if rectangular and len(lines) >= _LINES and _are_titled(lines, em):
            found.append(box)
    return found


def _are_titled(lines: list[Box], em: float) -> bool:
    """Whether the largest of some lines stands before the others, at the top or on the right, and the
    smallest are no larger than text."""
    sizes = [min(line.width, line.height) for line in lines]
    title = lines[sizes.index(max(sizes))]
    first = title.top <= min(line.top for line in lines) or title.right >= max(line.right for line in lines)
    return first and min(sizes) < _SMALL_EM * em and max(sizes) > _TITLE * min(sizes)


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
