"""A page from its JSON document: the way back of `as_json`."""

import json
from typing import Any

from ocrfix.errors import FormatError
from ocrfix.geometry import Polygon
from ocrfix.model.article import (
    Advert,
    Article,
    Caption,
    Furniture,
    Nameplate,
    Paragraph,
    Reconstruction,
    Unplaced,
)
from ocrfix.model.as_json import SCHEMA
from ocrfix.model.edit import Edit
from ocrfix.model.laws import dangling
from ocrfix.model.lookup import Lookup, Verdict
from ocrfix.model.node import Node
from ocrfix.model.page import (
    Alternative,
    Doubt,
    Glyph,
    Page,
    Picture,
    Region,
    RegionKind,
    Separator,
    Source,
    Step,
    TextLine,
    WritingMode,
)
from ocrfix.model.text import Texts


def from_json(text: str) -> Page:
    """The page that a file holds; FormatError where it holds none."""
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}", "give a file that `ocrfix page` wrote") from error
    return from_dict(document)


def from_dict(document: Any) -> Page:
    """The page that a document describes; FormatError with the JSON path of what is wrong.

    Texts in the document are not read: they follow from the readings, the edits and the ids. What is known
    of the single characters of a line, and what other engines saw, may be missing.
    """
    root = Node(document)
    schema = root.field("schema").text()
    if schema != SCHEMA:
        raise FormatError(f"$.schema: {schema!r} is not {SCHEMA!r}", "read it with the version that wrote it")
    page = _page(root)
    for problem in dangling(page):
        root.wrong(problem)
    try:
        Texts(page)
    except ValueError as error:
        root.field("edits").wrong(str(error))
    return page


def _page(root: Node) -> Page:
    return Page(
        name=root.field("name").text(),
        source=_source(root.field("source")),
        language=root.field("language").text(),
        regions=tuple(_region(node) for node in root.field("regions").items()),
        separators=tuple(Separator(_polygon(node)) for node in root.field("separators").items()),
        pictures=tuple(
            Picture(node.field("id").text(), _polygon(node.field("polygon")))
            for node in root.field("pictures").items()
        ),
        nameplate=_nameplate(root.field("nameplate")),
        articles=tuple(_article(node) for node in root.field("articles").items()),
        captions=tuple(_caption(node) for node in root.field("captions").items()),
        adverts=tuple(Advert(node.field("regions").texts()) for node in root.field("adverts").items()),
        furniture=tuple(
            Furniture(node.field("kind").text(), node.field("region").text())
            for node in root.field("furniture").items()
        ),
        unplaced=tuple(
            Unplaced(node.field("region").text(), node.field("why").text())
            for node in root.field("unplaced").items()
        ),
        edits=tuple(_edit(node) for node in root.field("edits").items()),
        doubts=tuple(_doubt(node) for node in root.field("doubts").items()),
        lookups=_lookups(root.optional("lookups")),
        steps=tuple(_step(node) for node in root.field("steps").items()),
    )


def _source(node: Node) -> Source:
    width, height = node.field("width_px"), node.field("height_px")
    return Source(
        file=node.field("file").text_or_none(),
        page=node.field("page").whole(),
        sha256=node.field("sha256").text_or_none(),
        width_px=None if width.value is None else width.whole(),
        height_px=None if height.value is None else height.whole(),
        dpi=_number_or_none(node.field("dpi")),
    )


def _nameplate(node: Node) -> Nameplate | None:
    if node.value is None:
        return None
    return Nameplate(
        title=node.field("title").text_or_none(),
        date=node.field("date").text_or_none(),
        issue=node.field("issue").text_or_none(),
        page=node.field("page").text_or_none(),
        section=node.field("section").text_or_none(),
    )


def _article(node: Node) -> Article:
    parts = node.field("parts")
    return Article(
        id=node.field("id").text(),
        kicker=parts.field("kicker").texts(),
        headline=parts.field("headline").texts(),
        subheadline=parts.field("subheadline").texts(),
        byline=parts.field("byline").texts(),
        continuation=parts.field("continuation").texts(),
        dateline=node.field("dateline").text_or_none(),
        body=tuple(_paragraph(item) for item in node.field("body").items()),
        continued_from=node.field("continued_from").text_or_none(),
        continues_on=node.field("continues_on").text_or_none(),
        confidence=_number_or_none(node.field("confidence")),
        doubts=node.field("doubts").texts(),
        reconstructed=_reconstruction(node.optional("reconstructed")),
    )


def _reconstruction(node: Node) -> Reconstruction | None:
    if node.value is None:
        return None
    return Reconstruction(
        pieces=node.field("pieces").texts(),
        evidence=node.field("evidence").text(),
        line=node.field("line").text(),
    )


def _paragraph(node: Node) -> Paragraph:
    kind = node.field("kind")
    if kind.text() not in ("paragraph", "crosshead"):
        kind.wrong(f"{kind.shown} is none of paragraph, crosshead")
    return Paragraph(node.field("lines").texts(), crosshead=kind.value == "crosshead")


def _caption(node: Node) -> Caption:
    parts = node.field("parts")
    return Caption(
        id=node.field("id").text(),
        text=parts.field("text").texts(),
        credit=parts.field("credit").texts(),
        article=node.field("article").text_or_none(),
        picture=node.field("picture").text_or_none(),
    )


def _region(node: Node) -> Region:
    return Region(
        id=node.field("id").text(),
        kind=node.field("kind").kind(RegionKind),
        polygon=_known(node.field("polygon")),
        lines=tuple(_line(item) for item in node.field("lines").items()),
        writing_mode=node.field("writing_mode").kind(WritingMode),
    )


def _line(node: Node) -> TextLine:
    reading = node.field("reading").text_or_none() or ""
    return TextLine(
        id=node.field("id").text(),
        polygon=_known(node.field("polygon")),
        reading=reading,
        confidence=_number_or_none(node.field("confidence")),
        writing_mode=node.field("writing_mode").kind(WritingMode),
        glyphs=_glyphs(node, reading),
        readings=tuple(
            (item.field("engine").text(), item.field("reading").text_or_none() or "")
            for item in node.optional_items("readings")
        ),
    )


def _glyphs(node: Node, reading: str) -> tuple[Glyph, ...]:
    if not node.optional_items("spans"):
        return ()
    spans = node.field("spans").items(len(reading))
    confidences = node.field("confidences").items(len(reading))
    others: list[list[Alternative]] = [[] for _ in reading]
    for item in node.optional_items("alternatives"):
        place, other, likelihood = item.items(3)
        if not 0 <= place.whole() < len(reading):
            place.wrong(f"the reading has no character {place.shown}")
        others[place.whole()].append(Alternative(other.text(), likelihood.number()))
    glyphs = []
    for char, span, confidence, alternatives in zip(reading, spans, confidences, others, strict=True):
        start, end = span.items(2)
        glyphs.append(Glyph(char, start.number(), end.number(), confidence.number(), tuple(alternatives)))
    return tuple(glyphs)


def _edit(node: Node) -> Edit:
    return Edit(
        id=node.field("id").text(),
        line=node.field("line").text(),
        start=node.field("start").whole(),
        before=node.field("before").text(),
        after=node.field("after").text(),
        rule=node.field("rule").text(),
        visual=node.field("visual").text(),
        language=node.field("language").text(),
        confidence=node.field("confidence").number(),
    )


def _doubt(node: Node) -> Doubt:
    return Doubt(
        kind=node.field("kind").text(),
        text=node.field("text").text(),
        region=node.field("region").text_or_none(),
        line=node.field("line").text_or_none(),
        alternative=node.field("alternative").text_or_none(),
    )


def _lookups(node: Node) -> tuple[Lookup, ...]:
    """None in documents written before there were any."""
    return () if node.value is None else tuple(_lookup(item) for item in node.items())


def _lookup(node: Node) -> Lookup:
    return Lookup(
        line=node.field("line").text(),
        start=node.field("start").whole(),
        word=node.field("word").text(),
        found=node.field("found").text_or_none(),
        verdict=node.field("verdict").kind(Verdict),
        why=node.field("why").text(),
    )


def _step(node: Node) -> Step:
    settings = tuple((name, value.text()) for name, value in node.field("settings").members())
    return Step(node.field("name").text(), node.field("version").text(), settings)


def _number_or_none(node: Node) -> float | None:
    return None if node.value is None else node.number()


def _known(node: Node) -> Polygon | None:
    return None if node.value is None else _polygon(node)


def _polygon(node: Node) -> Polygon:
    points = []
    for item in node.items():
        x, y = item.items(2)
        points.append((x.number(), y.number()))
    return tuple(points)
