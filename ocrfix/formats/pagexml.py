"""PAGE XML: written as version 2019-07-15, read from 2013 on. Schema: https://ocr-d.de/en/gt-guidelines/trans/

A Word is what stands between spaces, in Chinese too: readers put a line together from its words with a space
between any two (https://ocr-d.de/en/spec/page). Both texts of a line are kept: TextEquiv 0 is the repaired
text, the next one what the engine read. The kinds of regions and their places stand in `custom`, in the
notation of Transkribus.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from ocrfix.formats.custom import custom_of, told_in
from ocrfix.formats.found import FoundGlyph, FoundLine, FoundPage, FoundRegion, Spaces, joined_words
from ocrfix.formats.kinds import kind_named, mode_named
from ocrfix.formats.page_names import (
    AROUND,
    DIRECTIONS,
    LANGUAGES,
    SCRIPTS,
    TYPES,
    language_of,
)
from ocrfix.formats.places import ARTICLE, Place, paragraph_starts, places_of
from ocrfix.formats.words import Spot, Word, slice_of, words_of
from ocrfix.formats.xml import Build, Element, Names, shown
from ocrfix.geometry import Polygon
from ocrfix.model.page import (
    Alternative,
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

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_NAMESPACES = re.compile(r"http://schema\.primaresearch\.org/PAGE/gts/pagecontent/20(13|1[6-9])-\d\d-\d\d")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_DATE = "1970-01-01T00:00:00Z"
"""The schema asks for a date, but the same page must give the same file whenever it is written."""

_POINT = re.compile(r"([^\s,]+)\s*,\s*([^\s,]+)")
_make = Build(NAMESPACE)


def write_pagexml(page: Page) -> str:
    """The page as PAGE XML 2019-07-15, in whole pixels of the scan."""
    return shown(_Writer(page).document())


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts = Texts(page)
        self._places = places_of(page)
        self._starts = paragraph_starts(page)
        self._names = Names("order")

    def document(self) -> Any:
        root = _make("PcGts", prefixes={None: NAMESPACE, "xsi": _XSI})
        root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {NAMESPACE}/pagecontent.xsd")
        self._metadata(root)
        page, source = self._page, self._page.source
        modes = [region.writing_mode for region in page.regions]
        direction, order = DIRECTIONS[max(modes, key=modes.count, default=WritingMode.HORIZONTAL)]
        own = {
            "imageFilename": source.file or "",
            "imageWidth": source.width_px or 0,
            "imageHeight": source.height_px or 0,
            "imageXResolution": source.dpi,
            "imageYResolution": source.dpi,
            "imageResolutionUnit": "PPI" if source.dpi else None,
            "custom": custom_of(
                {"page": {"number": source.page, "sha256": source.sha256, "language": page.language}}
            ),
            "primaryLanguage": LANGUAGES.get(page.language.split("-")[0]),
            "primaryScript": SCRIPTS.get(page.language),
            "readingDirection": direction,
            "textLineOrder": order,
        }
        sheet = _make("Page", own, into=root)
        self._order(sheet)
        for number, region in enumerate(page.regions):
            self._region(number, region, sheet)
        for picture in page.pictures:
            element = _make("ImageRegion", {"id": self._names.of("picture", picture.id)}, into=sheet)
            _coords(picture.polygon, element)
        for number, rule in enumerate(page.separators, 1):
            element = _make("SeparatorRegion", {"id": self._names.of("rule", f"rule{number}")}, into=sheet)
            _coords(rule.polygon, element)
        return root

    def _metadata(self, root: Any) -> None:
        metadata = _make("Metadata", into=root)
        _make("Creator", text="ocrfix", into=metadata)
        _make("Created", text=_NO_DATE, into=metadata)
        _make("LastChange", text=_NO_DATE, into=metadata)
        for step in self._page.steps:
            own = {"type": "processingStep", "name": step.name, "value": step.version}
            item = _make("MetadataItem", own, into=metadata)
            labels = _make("Labels", into=item) if step.settings else None
            for name, value in step.settings:
                _make("Label", {"type": name, "value": value}, into=labels)

    def _order(self, sheet: Any) -> None:
        if not self._places:
            return
        order = _make("OrderedGroup", {"id": "order"}, into=_make("ReadingOrder", into=sheet))
        headlines = {article.id: self._texts.regions(article.headline) for article in self._page.articles}
        numbers: Iterator[int] = count()
        groups: dict[str, tuple[Any, Iterator[int]]] = {}
        for name, place in self._places.items():
            into, places = order, numbers
            if place.within == ARTICLE:
                if place.owner not in groups:
                    own = {
                        "id": self._names.of(ARTICLE, place.owner),
                        "index": next(numbers),
                        "type": "article",
                        "caption": headlines.get(place.owner) or None,
                    }
                    groups[place.owner] = (_make("OrderedGroupIndexed", own, into=order), count())
                into, places = groups[place.owner]
            own = {"index": next(places), "regionRef": self._names.of("region", name)}
            _make("RegionRefIndexed", own, into=into)

    def _region(self, number: int, region: Region, sheet: Any) -> None:
        name = self._names.of("region", region.id)
        into = sheet
        if region.kind is RegionKind.TABLE:
            into = _make("TableRegion", {"id": self._names.of("around", f"around-{name}")}, into=sheet)
            _coords(region.polygon, into)
        direction, order = DIRECTIONS[region.writing_mode]
        own = {
            "id": name,
            "type": TYPES.get(region.kind, "other"),
            "custom": custom_of(
                {
                    "readingOrder": {"index": number},
                    "structure": {"type": region.kind.value},
                    "place": self._place(self._places.get(region.id)),
                }
            ),
            "readingDirection": direction,
            "textLineOrder": order,
        }
        element = _make("TextRegion", own, into=into)
        _coords(region.polygon, element)
        for place, line in enumerate(region.lines):
            self._line(place, line, region, element)
        if region.lines:
            text = "\n".join(self._texts.line(line.id) for line in region.lines)
            _equiv(0, text, None, element)

    def _place(self, place: Place | None) -> dict[str, Any]:
        if place is None:
            return {}
        owner = self._names.of(ARTICLE, place.owner) if place.within == ARTICLE else place.owner
        picture = self._names.of("picture", place.picture) if place.picture else None
        article = self._names.of(ARTICLE, place.article) if place.article else None
        return {
            "in": place.within,
            "id": owner,
            "part": place.part,
            "article": article,
            "picture": picture,
            "kind": place.kind,
            "why": place.why,
        }

    def _line(self, place: int, line: TextLine, region: Region, into: Any) -> None:
        name = self._names.of("line", line.id)
        first = {"first": "true"} if line.id in self._starts else {}
        other = DIRECTIONS[line.writing_mode][0] if line.writing_mode is not region.writing_mode else None
        own = {
            "id": name,
            "custom": custom_of({"readingOrder": {"index": place}, "paragraph": first}),
            "readingDirection": other,
        }
        element = _make("TextLine", own, into=into)
        _coords(line.polygon, element)
        text = self._texts.line(line.id)
        for number, word in enumerate(words_of(line, self._page.edits, None), 1):
            self._word(self._names.of("word", f"{name}-w{number}"), word, line, element)
        _equiv(0, text, line.confidence, element)
        others = [*([("reading", line.reading)] if line.reading != text else []), *line.readings]
        for number, (engine, reading) in enumerate(others, 1):
            _equiv(number, reading, None, element, engine)

    def _word(self, name: str, word: Word, line: TextLine, into: Any) -> None:
        element = _make("Word", {"id": name}, into=into)
        _coords(word.polygon, element)
        for number, spot in enumerate(word.spots, 1):
            if spot.start is not None and spot.end is not None and line.polygon:
                self._glyph(f"{name}-g{number}", spot, line, line.polygon, element)
        _equiv(0, word.text, word.confidence, element)
        for number, text in enumerate(word.alternatives, 1):
            _equiv(number, text, None, element)

    def _glyph(self, name: str, spot: Spot, line: TextLine, outline: Polygon, into: Any) -> None:
        element = _make("Glyph", {"id": self._names.of("glyph", name)}, into=into)
        start, end = ((place or 0.0) / (line.length_px or 1.0) for place in (spot.start, spot.end))
        _coords(slice_of(outline, line.writing_mode, start, end), element)
        _equiv(0, spot.char, spot.confidence, element)
        for number, other in enumerate(spot.alternatives, 1):
            _equiv(number, other.char, other.likelihood, element)


def _coords(polygon: Polygon | None, into: Any) -> None:
    """The schema asks for an outline of everything; one without extent says that it is not known."""
    points = polygon if polygon and len(polygon) > 1 else ((0.0, 0.0), (0.0, 0.0))
    shown_points = " ".join(f"{max(0, round(x))},{max(0, round(y))}" for x, y in points)
    _make("Coords", {"points": shown_points}, into=into)


def _equiv(index: int, text: str, confidence: float | None, into: Any, comments: str | None = None) -> None:
    sure = None if confidence is None else round(confidence, 4)
    equiv = _make("TextEquiv", {"index": index, "conf": sure, "comments": comments}, into=into)
    _make("Unicode", text=text, into=equiv)


def read_pagexml(root: Element, name: str) -> list[FoundPage]:
    """The page of a PAGE XML file. Regions inside regions stand on their own, one after the other."""
    if not _NAMESPACES.fullmatch(root.namespace):
        root.wrong(f"{root.namespace or 'no namespace'!r} is not that of PAGE 2013 to 2019")
    sheet = root.first("Page")
    if sheet is None:
        root.wrong("there is no <Page>")
    return [_page(root, sheet, name)]


def _page(root: Element, sheet: Element, name: str) -> FoundPage:
    told = told_in(sheet.get("custom")).get("page", {})
    order = _order_of(sheet)
    elements = list(sheet.inside("TextRegion"))
    if not all("index" in told_in(element.get("custom")).get("readingOrder", {}) for element in elements):
        rank = {name: at for at, name in enumerate(order)}
        elements.sort(key=lambda element: rank.get(element.get("id") or "", len(rank)))
    else:
        elements.sort(
            key=lambda e: e.number_in(told_in(e.get("custom"))["readingOrder"]["index"], "readingOrder")
        )
    pictures = enumerate(sheet.inside("ImageRegion"), 1)
    found = [Picture(p.get("id") or f"picture{n}", shape) for n, p in pictures if (shape := _outline(p))]
    rules = (_outline(rule) for rule in sheet.inside("SeparatorRegion"))
    return FoundPage(
        name=name,
        source=_source(sheet, told),
        language=told.get("language")
        or language_of(sheet.get("primaryLanguage"), sheet.get("primaryScript")),
        regions=[_region(element) for element in elements],
        order=order,
        separators=tuple(Separator(shape) for shape in rules if shape),
        pictures=tuple(found),
        steps=tuple(_steps(root)),
    )


def _source(sheet: Element, told: Mapping[str, str]) -> Source:
    width, height = sheet.number("imageWidth"), sheet.number("imageHeight")
    in_inches = sheet.get("imageResolutionUnit") == "PPI"
    return Source(
        file=sheet.get("imageFilename"),
        page=int(sheet.number_in(told.get("number", "1"), "custom", least=1, most=1e9)),
        sha256=told.get("sha256"),
        width_px=round(width) if width else None,
        height_px=round(height) if height else None,
        dpi=(sheet.number("imageXResolution") or None) if in_inches else None,
    )


def _steps(root: Element) -> Iterator[Step]:
    metadata = root.first("Metadata")
    for item in metadata.children("MetadataItem") if metadata else ():
        if item.get("type") == "processingStep":
            settings = ((label.get("type") or "", label.get("value") or "") for label in item.inside("Label"))
            yield Step(item.get("name") or "", item.get("value") or "", tuple(settings))


def _order_of(sheet: Element) -> list[str]:
    """The ids of regions in the order of the groups of ReadingOrder."""

    def refs(group: Element) -> Iterator[str]:
        rows = list(group.children())
        for row in sorted(rows, key=lambda row: row.number("index", most=1e9) or 0.0):
            if row.name.startswith("RegionRef"):
                yield row.get("regionRef") or ""
            else:
                yield from refs(row)

    order = sheet.first("ReadingOrder")
    return list(refs(order)) if order else []


def _region(element: Element) -> FoundRegion:
    custom = told_in(element.get("custom"))
    around = element.raw.getparent()
    outer = AROUND.get(Element(around, element.file).name)
    kind = outer or kind_named(custom.get("structure", {}).get("type") or element.get("type"))
    place = custom.get("place")
    lines = [_line(line) for line in element.children("TextLine")]
    if not lines:
        lines = [
            FoundLine(id=None, polygon=None, text=row) for row in _text(element).splitlines() if row.strip()
        ]
    return FoundRegion(
        id=element.get("id"),
        kind=kind,
        polygon=_outline(element),
        lines=lines,
        mode=mode_named(element.get("readingDirection")),
        place=_place(place) if place else None,
    )


def _place(told: Mapping[str, str]) -> Place:
    return Place(
        within=told.get("in", ""),
        owner=told.get("id", ""),
        part=told.get("part", ""),
        article=told.get("article"),
        picture=told.get("picture"),
        why=told.get("why", ""),
        kind=told.get("kind", ""),
    )


def _line(line: Element) -> FoundLine:
    equivs = _equivs(line)
    words = [(_text(word), False) for word in line.children("Word")]
    text = _unicode(equivs[0]) if equivs else joined_words(words, spaces=Spaces.NOT_TOLD)
    others = ((e.get("comments") or f"TextEquiv {e.get('index')}", _unicode(e)) for e in equivs[1:])
    return FoundLine(
        id=line.get("id"),
        polygon=_outline(line),
        text=text,
        confidence=equivs[0].number("conf", most=1.0) if equivs else None,
        mode=mode_named(line.get("readingDirection")),
        glyphs=tuple(_glyphs(line)),
        readings=tuple((engine, reading) for engine, reading in others if reading),
        starts="paragraph" in told_in(line.get("custom")),
    )


def _glyphs(line: Element) -> Iterator[FoundGlyph]:
    for element in line.inside("Glyph"):
        equivs = _equivs(element)
        others = ((_unicode(e), e.number("conf", most=1.0)) for e in equivs[1:])
        yield FoundGlyph(
            char=_text(element),
            polygon=_outline(element),
            confidence=equivs[0].number("conf", most=1.0) if equivs else None,
            alternatives=tuple(Alternative(char, sure) for char, sure in others if char and sure is not None),
        )


def _equivs(element: Element) -> list[Element]:
    """The texts of an element, the best first."""
    rows = list(element.children("TextEquiv"))
    return sorted(rows, key=lambda row: row.number("index", most=1e9) or 0.0)


def _unicode(equiv: Element) -> str:
    unicode = equiv.first("Unicode") or equiv.first("PlainText")
    return unicode.text if unicode else ""


def _text(element: Element) -> str:
    """The text of an element, or else of the words or glyphs in it."""
    equivs = _equivs(element)
    if equivs:
        return _unicode(equivs[0])
    return "".join(_text(glyph) for glyph in element.children("Glyph"))


def _outline(element: Element) -> Polygon | None:
    """The outline; None where there is none, or one without extent."""
    coords = element.first("Coords")
    points = _POINT.findall(coords.get("points") or "") if coords else []
    if coords is None or len(points) < 2:
        return None
    polygon = tuple((coords.number_in(x, "points"), coords.number_in(y, "points")) for x, y in points)
    return polygon if len(set(polygon)) > 1 else None
