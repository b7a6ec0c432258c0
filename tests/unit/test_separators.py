"""Rules that lines of text were drawn across, and strokes of letters that are none."""

import numpy as np

from ocrfix.geometry import Box
from ocrfix.layout.separators import find_furnishings

EM = 20


def page(lines, stroke):
    """Vertical lines of text, drawn over a horizontal stroke of ink; the lines' own ink is left out."""
    grey = np.full((600, 800), 240, np.uint8)
    grey[int(stroke.top) : int(stroke.bottom), int(stroke.left) : int(stroke.right)] = 30
    return find_furnishings(grey, tuple(lines), EM)


def columns(count):
    return [Box(100 + 30 * n, 100, 128 + 30 * n, 500) for n in range(count)]


def test_a_short_rule_between_tiers_is_one_though_every_line_was_drawn_over_both():
    assert len(page(columns(5), Box(100, 298, 248, 301)).horizontal) == 1


def test_a_stroke_of_a_large_letter_is_no_rule():
    heading = [Box(100, 100, 200, 500)]
    assert page(heading, Box(104, 298, 196, 301)).horizontal == ()
