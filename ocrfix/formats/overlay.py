"""The scan coloured by article: how a person sees at a glance what was understood of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ocrfix.formats.canvas import Canvas, Colour
from ocrfix.formats.legend import draw_legend
from ocrfix.formats.palette import AMBER, DARK, GREY, RED, colour_of
from ocrfix.geometry import Box, Point
from ocrfix.model.page import Page, Region, WritingMode
from ocrfix.model.text import Texts

LONG_SIDE_PX = 2400


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a region is drawn. `badge` may be empty; `dash` 0 is an unbroken outline."""

    colour: Colour
    badge: str
    tint: float = 0.3
    outline: float = 1.2
    dash: float = 0
    hatched: bool = False
    leads: bool = False
    """The region carries the large number of its article."""


def draw_overlay(pixels: NDArray[np.uint8], page: Page) -> bytes:
    """A JPEG of the scan with its regions, at most 2400 px on the long side, and a legend below.

    `pixels` is the scan that the page was read from, (height, width, 3), RGB. A colour is an article, a
    number like 3·2 its second region; arrows follow the body from column to column.
    """
    canvas = Canvas(pixels, LONG_SIDE_PX)
    regions = {region.id: region for region in page.regions if len(region.polygon or ()) > 2}
    looks = {name: look for name, look in _looks(page) if name in regions}
    size = _letter_size(canvas, page)
    for picture in page.pictures:
        canvas.outline(picture.polygon, DARK, 1.2, dash=10)
    for name, look in looks.items():
        _draw_region(canvas, regions[name], look)
    _draw_paths(canvas, page, regions, size)
    canvas.keep_clear(line.box for region in regions.values() for line in region.lines if line.polygon)
    for name, look in sorted(looks.items(), key=lambda item: not item[1].leads):
        if look.badge:
            _draw_badge(canvas, regions[name], look, size)
    for box in _doubtful(page, regions):
        canvas.outline(box.polygon, AMBER, 2.2)
        canvas.badge(box, "!", AMBER, size * 0.8, "above" if box.height > box.width else "right")
    return canvas.jpeg(draw_legend(canvas.width_px, page))


def _looks(page: Page) -> Iterator[tuple[str, Look]]:
    texts = Texts(page)
    numbers = {article.id: number for number, article in enumerate(page.articles, 1)}
    for article in page.articles:
        number = numbers[article.id]
        colour = colour_of(number)
        names = texts.regions_of(article)
        lead = next(iter((*article.headline, *names)), None)
        heads = {*article.kicker, *article.headline, *article.subheadline}
        for place, name in enumerate(names, 1):
            strong = name in heads
            yield (
                name,
                Look(
                    colour=colour,
                    badge=str(number) if name == lead else f"{number}·{place}",
                    tint=0.45 if strong else 0.28,
                    outline=3 if strong else 1.2,
                    leads=name == lead,
                ),
            )
    for place, caption in enumerate(page.captions, 1):
        colour = colour_of(numbers[caption.article]) if caption.article in numbers else DARK
        for name in (*caption.text, *caption.credit):
            badge = f"C{place}" if name == (*caption.text, *caption.credit)[0] else ""
            yield name, Look(colour=colour, badge=badge, tint=0.14, outline=2, dash=4)
    for place, advert in enumerate(page.adverts, 1):
        for name in advert.regions:
            badge = f"Ad {place}" if name == advert.regions[0] else ""
            yield name, Look(colour=GREY, badge=badge, tint=0.12, hatched=True)
    for item in page.furniture:
        yield item.region, Look(colour=GREY, badge=item.kind.replace("_", " "), tint=0.35)
    for rest in page.unplaced:
        yield rest.region, Look(colour=RED, badge="?", tint=0.22, outline=2.5, dash=9)


def _draw_region(canvas: Canvas, region: Region, look: Look) -> None:
    polygon = region.polygon or ()
    canvas.tint(polygon, look.colour, look.tint)
    if look.hatched:
        canvas.hatch(polygon, look.colour, gap=11)
    canvas.outline(polygon, look.colour, look.outline, look.dash)


def _draw_badge(canvas: Canvas, region: Region, look: Look, size: float) -> None:
    if look.leads:
        canvas.badge(region.box, look.badge, look.colour, size * 1.9, "left")
    else:
        flat = region.box.height < 2 * region.box.width and len(region.lines) == 1
        canvas.badge(region.box, look.badge, look.colour, size * 0.85, "left" if flat else "above")


def _draw_paths(canvas: Canvas, page: Page, regions: dict[str, Region], size: float) -> None:
    """Arrows from each region of a body to the next."""
    texts = Texts(page)
    for number, article in enumerate(page.articles, 1):
        lines = (line for paragraph in article.body for line in paragraph.lines)
        names = dict.fromkeys(texts.region_of(line) for line in lines)
        for one, two in pairwise(regions[name] for name in names if name in regions):
            canvas.arrow(_path(one, two), colour_of(number), size / 8)


def _path(one: Region, two: Region) -> list[Point]:
    """From where reading leaves a region to where it enters the next, with the handles of a curve between.

    The curve runs in the gap between columns or tiers, where it covers no text.
    """
    a, b = one.box, two.box
    vertical = one.writing_mode is WritingMode.VERTICAL
    inset = min(a.width, a.height, b.width, b.height) / 12
    if vertical:
        start, end = (a.left + inset, a.bottom - inset), (b.right - inset, b.top + inset)
    else:
        start, end = (a.right - inset, a.bottom - inset), (b.left + inset, b.top + inset)
    if not vertical and a.across(b) > 0:
        middle = (max(a.left, b.left) + min(a.right, b.right)) / 2
        start, end = (middle, a.bottom - inset), (middle, b.top + inset)
    if vertical or a.across(b) > 0:
        handle = 2 * inset + abs(b.top - a.bottom)
        return [start, (start[0], start[1] + handle), (end[0], end[1] - handle), end]
    handle = 2 * inset + abs(b.left - a.right)
    return [start, (start[0] + handle, start[1]), (end[0] - handle, end[1]), end]


def _doubtful(page: Page, regions: dict[str, Region]) -> Iterator[Box]:
    """The places an editor should look at, each once; for an article that is its first region."""
    lines = {line.id: line.box for line in page.lines() if len(line.polygon or ()) > 2}
    texts = Texts(page)
    boxes = []
    for doubt in page.doubts:
        if doubt.line in lines:
            boxes.append(lines[doubt.line])
        elif doubt.region in regions:
            boxes.append(regions[doubt.region].box)
    for article in page.articles:
        names = texts.regions_of(article) if article.doubts else []
        boxes += [regions[name].box for name in names[:1] if name in regions]
    yield from dict.fromkeys(boxes)


def _letter_size(canvas: Canvas, page: Page) -> float:
    """Of the numbers: that of the body, within what can be read and does not cover much."""
    heights = [min(line.box.width, line.box.height) for line in page.lines() if line.polygon]
    return min(22.0, max(13.0, canvas.px(median(heights)))) if heights else 16.0
