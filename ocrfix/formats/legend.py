"""The key below an overlay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from ocrfix.formats.canvas import WHITE, Colour
from ocrfix.formats.palette import AMBER, DARK, GREY, RED, colour_of
from ocrfix.model.page import Page

_FINE = 2
_LETTER = 19 * _FINE
_ROW = 40 * _FINE
_SWATCH = 36 * _FINE
_GAP = 12 * _FINE


@dataclass(frozen=True, slots=True)
class Mark:
    """A swatch and what it means; `letter` stands in the swatch."""

    words: str
    colour: Colour
    letter: str = ""
    filled: bool = True


def draw_legend(width_px: int, page: Page) -> Image.Image:
    """A strip of the given width that names every mark which the page's overlay shows."""
    marks = list(_marks(page))
    font = ImageFont.load_default(_LETTER)
    places, rows = _flowed([_SWATCH + _GAP + font.getlength(mark.words) for mark in marks], width_px * _FINE)
    strip = Image.new("RGB", (width_px * _FINE, rows * _ROW + _GAP), WHITE)
    pen = ImageDraw.Draw(strip)
    pen.line([(0, 0), (strip.width, 0)], fill=(190, 190, 190), width=2 * _FINE)
    for mark, (x, row) in zip(marks, places, strict=True):
        middle = _GAP / 2 + (row + 0.5) * _ROW
        _draw_swatch(pen, mark, x, middle)
        pen.text((x + _SWATCH + _GAP, middle), mark.words, fill=DARK, font=font, anchor="lm")
    return strip.reduce(_FINE)


def _marks(page: Page) -> Iterator[Mark]:
    """What there is on the page."""
    count = len(page.articles)
    for number in range(1, count):
        yield Mark("", colour_of(number), str(number))
    if count:
        words = "1 article" if count == 1 else f"{count} articles; 1·2 is the second region of the first"
        yield Mark(words, colour_of(count), str(count))
    if page.captions:
        yield Mark("caption", DARK, "C", filled=False)
    if page.adverts:
        yield Mark("advert", GREY, "Ad", filled=False)
    if page.furniture:
        yield Mark("furniture", GREY)
    if page.unplaced:
        yield Mark("unplaced", RED, "?")
    if page.doubts or any(article.doubts for article in page.articles):
        yield Mark("doubt", AMBER, "!")
    if not page.regions:
        yield Mark("nothing was read", GREY, filled=False)


def _flowed(widths: Sequence[float], room: float) -> tuple[list[tuple[float, int]], int]:
    """(x, row) of each mark, set like words on lines, and the number of rows."""
    places, x, row = [], 2.0 * _GAP, 0
    for width in widths:
        if x + width > room - _GAP and x > 2 * _GAP:
            x, row = 2.0 * _GAP, row + 1
        places.append((x, row))
        x += width + (_GAP if width > _SWATCH + _GAP else 0)
    return places, row + 1


def _draw_swatch(pen: ImageDraw.ImageDraw, mark: Mark, x: float, middle: float) -> None:
    box = (x, middle - _SWATCH * 0.36, x + _SWATCH, middle + _SWATCH * 0.36)
    fill = mark.colour if mark.filled else WHITE
    pen.rounded_rectangle(box, _SWATCH * 0.36, fill=fill, outline=mark.colour, width=2 * _FINE)
    font = ImageFont.load_default(_LETTER * 0.9)
    ink = mark.colour if not mark.filled else DARK if mark.colour == AMBER else WHITE
    pen.text((x + _SWATCH / 2, middle), mark.letter, fill=ink, font=font, anchor="mm")
