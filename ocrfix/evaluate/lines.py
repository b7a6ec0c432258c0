"""The lines of a truth and of a result: where each stands, what it is, what it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ocrfix.evaluate.fields import optional_items
from ocrfix.geometry import Polygon
from ocrfix.model.node import Node
from ocrfix.model.page import RegionKind

Place: TypeAlias = tuple[int, int]
"""(page, number on it)"""

_BODY = (RegionKind.BODY, RegionKind.CROSSHEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`characters` counts those printed, without spaces; `region` and `article` number what holds the line,
    `place` is its place among the lines of all bodies. None: it is in no article, in no body."""

    polygon: Polygon
    characters: int
    kind: RegionKind
    region: Place
    article: Place | None = None
    place: Place | None = None


def lines_printed(root: Node) -> tuple[Line, ...]:
    """The lines of a truth whose `regions` are in reading order, each with `kind`, `article` (a number or
    null) and `lines` of `polygon` and `text`; those without text are left out.

    FormatError with the JSON path of what is wrong.
    """
    lines: list[Line] = []
    for number, region in enumerate(root.field("regions").items()):
        kind = region.field("kind").kind(RegionKind)
        article = region.field("article")
        of = None if article.value is None else (0, article.whole())
        for node in region.field("lines").items():
            place = (0, len(lines)) if kind in _BODY else None
            lines.append(_line(node, kind, (0, number), of, place))
    return tuple(line for line in lines if line.characters)


def lines_found(root: Node, page: int) -> tuple[Line, ...]:
    """The lines of a page document in the order of its `regions`; none where it has no regions, and none of
    those without a place. An article's captions count as its own."""
    if root.optional("regions").value is None:
        return ()
    articles = {region: (page, number) for region, number in _regions_of_articles(root)}
    places = {line: (page, number) for number, line in enumerate(_lines_of_bodies(root))}
    lines: list[Line] = []
    for number, region in enumerate(root.field("regions").items()):
        kind = region.field("kind").kind(RegionKind)
        article = articles.get(region.field("id").text())
        for node in region.field("lines").items():
            if node.field("polygon").value is None:
                continue
            place = places.get(node.field("id").text())
            lines.append(_line(node, kind, (page, number), article, place))
    return tuple(lines)


def _line(node: Node, kind: RegionKind, region: Place, article: Place | None, place: Place | None) -> Line:
    text = node.field("text").text_or_none() or ""
    return Line(
        polygon=_polygon(node.field("polygon")),
        characters=len("".join(text.split())),
        kind=kind,
        region=region,
        article=article,
        place=place,
    )


def _polygon(node: Node) -> Polygon:
    points = [item.items(2) for item in node.items()]
    if len(points) < 3:
        node.wrong("a polygon has at least three corners")
    return tuple((x.number(), y.number()) for x, y in points)


def _regions_of_articles(root: Node) -> Iterator[tuple[str, int]]:
    """(region, number of its article)"""
    numbers: dict[str | None, int] = {}
    for number, article in enumerate(root.field("articles").items()):
        numbers[article.field("id").text()] = number
        yield from ((region, number) for region in article.field("regions").texts())
    for caption in optional_items(root, "captions"):
        owner = numbers.get(caption.field("article").text_or_none())
        if owner is not None:
            parts = caption.field("parts")
            regions = (*parts.field("text").texts(), *parts.field("credit").texts())
            yield from ((region, owner) for region in regions)


def _lines_of_bodies(root: Node) -> Iterator[str]:
    for article in root.field("articles").items():
        for paragraph in article.field("body").items():
            yield from paragraph.field("lines").texts()
