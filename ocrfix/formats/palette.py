"""Colours of the overlay, told apart by most colour-blind people (after Paul Tol's muted scheme)."""

from ocrfix.formats.canvas import Colour

ARTICLES: tuple[Colour, ...] = (
    (0, 114, 178),
    (17, 119, 51),
    (170, 68, 153),
    (68, 170, 153),
    (51, 34, 136),
    (153, 153, 51),
    (136, 34, 85),
    (86, 180, 233),
    (140, 86, 52),
)
AMBER: Colour = (255, 176, 0)
RED: Colour = (214, 30, 30)
GREY: Colour = (120, 120, 120)
DARK: Colour = (60, 60, 60)


def colour_of(number: int) -> Colour:
    """The colour of an article by its number on the page, from 1; they repeat after nine."""
    return ARTICLES[(number - 1) % len(ARTICLES)]
