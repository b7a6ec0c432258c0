"""ALTO: written as version 4.4, read from version 2 on. Schema: https://www.loc.gov/standards/alto/

A String is a word. Articles, captions and the kinds of regions are StructureTags that blocks refer to; the
ReadingOrder has a group an article.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ocrfix.formats.found import FoundLine, FoundPage, FoundRegion, Spaces, joined_words, mean
from ocrfix.formats.kinds import kind_named, mode_named
from ocrfix.formats.places import (
    ADVERT,
    ARTICLE,
    CAPTION,
    FURNITURE,
    UNPLACED,
    Place,
    paragraph_starts,
    places_of,
)
from ocrfix.formats.words import Word, words_of
from ocrfix.formats.xml import Build, Element, Names, number, shown
from ocrfix.geometry import Polygon, box_of
from ocrfix.model.page import Page, Picture, Region, Separator, Source, Step, TextLine, WritingMode
from ocrfix.model.text import SOFT_HYPHEN, Texts

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
NAMESPACES = tuple(f"http://www.loc.gov/standards/alto/ns-v{n}#" for n in (2, 3, 4))
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_PARAGRAPH = "paragraph"
_DIRECTIONS = {WritingMode.HORIZONTAL: "ltr", WritingMode.VERTICAL: "ttb", WritingMode.HORIZONTAL_RTL: "rtl"}
_STEP_PARTS = (
    ("processingStepDescription",),
    ("processingSoftware", "softwareName"),
    ("processingSoftware", "softwareVersion"),
    ("processingStepSettings",),
)
_POINT = re.compile(r"([^\s,]+)[\s,]+([^\s,]+)")
_make = Build(NAMESPACE)


def write_alto(page: Page) -> str:
    """The page as ALTO 4.4, in pixels of the scan."""
    return shown(_Writer(page).alto())


def names_of(page: Page) -> Names:
    """The IDs that the ALTO of a page has, for those who point into it: ask for "region" or "line"."""
    names = Names("page1", "order", _PARAGRAPH)
    for region in page.regions:
        names.of("region", region.id)
        for line in region.lines:
            names.of("line", line.id)
    return names


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts = Texts(page)
        self._places = places_of(page)
        self._starts = paragraph_starts(page)
        self._names = names_of(page)
        self._next = dict(_following(page))
        self._after = {after: line for line, after in self._next.items()}

    def alto(self) -> Any:
        root = _make("alto", {"SCHEMAVERSION": "4.4"}, prefixes={None: NAMESPACE, "xsi": _XSI})
        root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {_SCHEMA}")
        self._description(root)
        self._tags(root)
        self._order(root)
        self._layout(root)
        return root

    def _description(self, root: Any) -> None:
        description = _make("Description", into=root)
        _make("MeasurementUnit", text="pixel", into=description)
        image = _make("sourceImageInformation", into=description)
        source = self._page.source
        if source.file:
            _make("fileName", text=source.file, into=image)
        if source.sha256:
            _make("fileIdentifier", {"fileIdentifierLocation": "sha256"}, source.sha256, into=image)
        for count, step in enumerate(self._page.steps, 1):
            processing = _make("Processing", {"ID": self._names.of("step", f"step{count}")}, into=description)
            _make("processingCategory", text="contentGeneration", into=processing)
            _make("processingStepDescription", text=step.name, into=processing)
            settings = "\n".join(f"{name}={value}" for name, value in step.settings)
            _make("processingStepSettings", text=settings, into=processing)
            software = _make("processingSoftware", into=processing)
            _make("softwareCreator", text="ocrfix", into=software)
            _make(
                "softwareName",
                text="ocrfix" if step.name == "ocrfix" else f"ocrfix {step.name}",
                into=software,
            )
            _make("softwareVersion", text=step.version, into=software)

    def _tags(self, root: Any) -> None:
        tags = _make("Tags", into=root)
        label = "the first line of a paragraph"
        _make("StructureTag", {"ID": _PARAGRAPH, "TYPE": _PARAGRAPH, "LABEL": label}, into=tags)
        rows = dict.fromkeys(row for region in self._page.regions for row in self._tags_of(region))
        headlines = {a.id: self._texts.regions(a.headline) for a in self._page.articles}
        for kind, own, label in rows:
            shown_as = headlines.get(own) or label if kind == ARTICLE else label
            attributes = {"ID": self._tag(kind, own), "TYPE": kind, "LABEL": shown_as}
            _make("StructureTag", attributes, into=tags)

    def _tags_of(self, region: Region) -> list[tuple[str, str, str]]:
        """Type, own id and label of the tags that say what a region is and where it belongs."""
        rows = [("region", region.kind.value, region.kind.value)]
        place = self._places.get(region.id)
        if place is None:
            return rows
        if place.part:
            rows.append(("part", place.part, place.part))
        if place.within == CAPTION and place.article:
            rows.append((ARTICLE, place.article, "article"))
        label = {FURNITURE: place.kind, UNPLACED: place.why}.get(place.within, place.within)
        return [*rows, (place.within, place.owner or label, label)]

    def _tag(self, kind: str, own: str) -> str:
        return self._names.of(kind, own)

    def _order(self, root: Any) -> None:
        if not self._places:
            return
        order = _make("OrderedGroup", {"ID": "order"}, into=_make("ReadingOrder", into=root))
        groups: dict[str, Any] = {}
        for name, place in self._places.items():
            into = order
            if place.within == ARTICLE:
                tag = self._tag(ARTICLE, place.owner)
                if tag not in groups:
                    own = {"ID": self._names.of("order", f"order-{tag}"), "TAGREFS": tag}
                    groups[tag] = _make("OrderedGroup", own, into=order)
                into = groups[tag]
            block = self._names.of("region", name)
            _make("ElementRef", {"ID": self._names.of("ref", f"ref-{block}"), "REF": block}, into=into)

    def _layout(self, root: Any) -> None:
        page, source = self._page, self._page.source
        whole = {"WIDTH": source.width_px, "HEIGHT": source.height_px}
        own = {"ID": "page1", "PHYSICAL_IMG_NR": source.page, "LANG": page.language}
        printed = {"PRINTED_IMG_NR": page.nameplate.page if page.nameplate else None}
        sheet = _make("Page", own | printed | whole, into=_make("Layout", into=root))
        space = _make("PrintSpace", {"HPOS": 0, "VPOS": 0} | whole, into=sheet)
        for region in page.regions:
            self._block(region, space)
        for picture in page.pictures:
            tags = [
                self._tag(CAPTION, c.id)
                for c in page.captions
                if c.picture == picture.id and (c.text or c.credit)
            ]
            own = {"ID": self._names.of("picture", picture.id), "TAGREFS": " ".join(tags) or None}
            _shape(_make("Illustration", own | _box(picture.polygon), into=space), picture.polygon)
        for count, rule in enumerate(page.separators, 1):
            own = {"ID": self._names.of("rule", f"rule{count}")}
            _shape(_make("GraphicalElement", own | _box(rule.polygon), into=space), rule.polygon)

    def _block(self, region: Region, space: Any) -> None:
        own = {
            "ID": self._names.of("region", region.id),
            "TAGREFS": " ".join(self._tag(kind, own) for kind, own, _ in self._tags_of(region)),
            "BASEDIRECTION": _DIRECTIONS[region.writing_mode],
        }
        block = _make("TextBlock", own | _box(region.polygon), into=space)
        _shape(block, region.polygon)
        for line in region.lines:
            direction = None if line.writing_mode is region.writing_mode else _DIRECTIONS[line.writing_mode]
            start = _PARAGRAPH if line.id in self._starts else None
            told = {"ID": self._names.of("line", line.id), "TAGREFS": start, "BASEDIRECTION": direction}
            element = _make("TextLine", told | _box(line.polygon), into=block)
            _shape(element, line.polygon)
            self._strings(line, element)

    def _strings(self, line: TextLine, into: Any) -> None:
        words = words_of(line, self._page.edits, self._page.language)
        text = self._texts.line(line.id).rstrip()
        for place, word in enumerate(words):
            if word.spaced:
                _make("SP", into=into)
            hyphen = place == len(words) - 1 and text.endswith(SOFT_HYPHEN)
            parts = self._halves(line, word, first=place == 0, last=hyphen)
            _string(word, word.text.removesuffix(SOFT_HYPHEN) if hyphen else word.text, parts, into)
            if hyphen:
                _make("HYP", {"CONTENT": line.reading.rstrip()[-1:] or "-"}, into=into)
        if not words:
            _make("String", {"CONTENT": ""}, into=into)

    def _halves(self, line: TextLine, word: Word, *, first: bool, last: bool) -> dict[str, str]:
        """SUBS_TYPE and SUBS_CONTENT of a word that a line end has cut in two."""
        if last:
            rest = self._texts.line(self._next[line.id]).split() if line.id in self._next else []
            whole = word.text.removesuffix(SOFT_HYPHEN) + "".join(rest[:1])
            return {"SUBS_TYPE": "HypPart1", "SUBS_CONTENT": whole.removesuffix(SOFT_HYPHEN)}
        before = self._texts.line(self._after[line.id]).rstrip() if line.id in self._after else ""
        if first and before.endswith(SOFT_HYPHEN):
            whole = before.split()[-1].removesuffix(SOFT_HYPHEN) + word.text
            return {"SUBS_TYPE": "HypPart2", "SUBS_CONTENT": whole}
        return {}


def _following(page: Page) -> Iterator[tuple[str, str]]:
    """Each line with the one that text runs on to: the next of its region, or of its paragraph."""
    for region in page.regions:
        yield from pairwise(line.id for line in region.lines)
    for article in page.articles:
        for paragraph in article.body:
            yield from pairwise(paragraph.lines)


def _string(word: Word, content: str, parts: Mapping[str, str], into: Any) -> None:
    sure = word.confidence
    doubts = [
        round(9 * (1 - spot.confidence)) for spot in word.spots[: len(content)] if spot.confidence is not None
    ]
    own = {
        "CONTENT": content,
        **parts,
        "WC": None if sure is None else round(sure, 4),
        "CC": " ".join(map(str, doubts)) if doubts and len(doubts) == len(content) else None,
    }
    element = _make("String", own | _box(word.polygon), into=into)
    for other in word.alternatives:
        _make("ALTERNATIVE", text=other, into=element)


def _box(polygon: Polygon | None) -> dict[str, Any]:
    if not polygon:
        return {}
    box = box_of(polygon)
    values = (("HPOS", box.left), ("VPOS", box.top), ("WIDTH", box.width), ("HEIGHT", box.height))
    return {name: number(value) for name, value in values}


def _shape(element: Any, polygon: Polygon | None) -> None:
    """The outline, where it is more than the box."""
    if polygon and polygon != box_of(polygon).polygon:
        points = " ".join(f"{number(x)},{number(y)}" for x, y in polygon)
        _make("Polygon", {"POINTS": points}, into=_make("Shape", into=element))


def read_alto(root: Element, name: str) -> list[FoundPage]:
    """The pages of an ALTO file. Lengths in tenths of millimetres or 1/1200 inch cannot be told in pixels of
    the scan: such a page has texts and order, but no places."""
    if root.namespace not in NAMESPACES:
        root.wrong(f"{root.namespace or 'no namespace'!r} is not that of ALTO 2, 3 or 4")
    unit = root.first("Description", "MeasurementUnit")
    reader = _Reader(root, in_pixels=unit is None or unit.text.strip() == "pixel")
    layout = root.first("Layout")
    if layout is None:
        root.wrong("there is no <Layout>")
    return [reader.page(element, name) for element in layout.children("Page")]


class _Reader:
    def __init__(self, root: Element, *, in_pixels: bool) -> None:
        self._root = root
        self._in_pixels = in_pixels
        tags = root.first("Tags")
        self._tags = {tag.get("ID") or "": tag for tag in tags.children()} if tags else {}
        own = any(tag.get("TYPE") == "region" for tag in self._tags.values())
        told = next(root.inside("SP"), None) is not None
        told_by_engine = Spaces.BETWEEN_WORDS if told else Spaces.NOT_TOLD
        self._spaces = Spaces.TOLD if own and told else told_by_engine
        order = root.first("ReadingOrder")
        references = order.inside("ElementRef") if order else ()
        self._order = [name for reference in references for name in reference.words("REF")]

    def page(self, element: Element, name: str) -> FoundPage:
        blocks = list(element.inside("TextBlock"))
        pictures = {
            own: self._polygon(found) for own, found in _named(element.inside("Illustration"), "picture")
        }
        rules = (self._polygon(rule) for rule in element.inside("GraphicalElement"))
        return FoundPage(
            name=name,
            source=self._source(element),
            language=element.get("LANG") or next((tag for b in blocks if (tag := _language(b))), "und"),
            regions=[self._region(block, element) for block in blocks],
            order=self._order,
            separators=tuple(Separator(polygon) for polygon in rules if polygon),
            pictures=tuple(Picture(own, polygon) for own, polygon in pictures.items() if polygon),
            steps=tuple(self._steps()),
        )

    def _source(self, page: Element) -> Source:
        image = self._root.first("Description", "sourceImageInformation")
        file = image.first("fileName") if image else None
        marks = image.children("fileIdentifier") if image else ()
        width, height = (page.number(side) if self._in_pixels else None for side in ("WIDTH", "HEIGHT"))
        return Source(
            file=(file.text.strip() or None) if file else None,
            page=max(1, int(page.number("PHYSICAL_IMG_NR", most=1e9) or 1)),
            sha256=next((m.text for m in marks if m.get("fileIdentifierLocation") == "sha256"), None),
            width_px=round(width) if width else None,
            height_px=round(height) if height else None,
        )

    def _steps(self) -> Iterator[Step]:
        description = self._root.first("Description")
        for step in description.children("Processing") if description else ():
            parts = [step.first(*path) for path in _STEP_PARTS]
            what, software, version, settings = (part.text.strip() if part else "" for part in parts)
            pairs = (row.partition("=") for row in settings.splitlines() if "=" in row)
            yield Step(what or software, version, tuple((key, value) for key, _, value in pairs))

    def _region(self, block: Element, page: Element) -> FoundRegion:
        tags = [self._tags[name] for name in block.words("TAGREFS") if name in self._tags]
        told = {tag.get("TYPE"): tag for tag in tags}
        named = (kind_named(tag.get("LABEL")) for tag in tags if tag.get("TYPE") not in (ARTICLE, "part"))
        kind = kind_named(told["region"].get("LABEL")) if "region" in told else next(named, kind_named(None))
        return FoundRegion(
            id=block.get("ID"),
            kind=kind,
            polygon=self._polygon(block),
            lines=[self._line(line) for line in block.children("TextLine")],
            mode=mode_named(block.get("BASEDIRECTION")),
            place=_place(told, self._picture_of(told.get(CAPTION), page)),
        )

    def _picture_of(self, caption: Element | None, page: Element) -> str | None:
        own = caption.get("ID") if caption else None
        pictures = (p for p in page.inside("Illustration") if own and own in p.words("TAGREFS"))
        return next((picture.get("ID") for picture in pictures), None)

    def _line(self, line: Element) -> FoundLine:
        words: list[tuple[str, bool]] = []
        sure: list[float | None] = []
        spaced = hyphenated = False
        for element in line.children("String", "SP", "HYP"):
            if element.name == "SP":
                spaced = True
            elif element.name == "String":
                words.append((element.get("CONTENT") or "", spaced and bool(words)))
                sure.append(element.number("WC", most=1.0))
                spaced, hyphenated = False, element.get("SUBS_TYPE") == "HypPart1"
            else:
                words.append((SOFT_HYPHEN if hyphenated else element.get("CONTENT") or "-", False))
                sure.append(None)
        lengths = [
            len(word) if sure[at] is not None or word != SOFT_HYPHEN else 0
            for at, (word, _) in enumerate(words)
        ]
        return FoundLine(
            id=line.get("ID"),
            polygon=self._polygon(line),
            text=joined_words(words, spaces=self._spaces),
            confidence=mean(sure, lengths),
            mode=mode_named(line.get("BASEDIRECTION")),
            starts=_PARAGRAPH in line.words("TAGREFS"),
        )

    def _polygon(self, element: Element) -> Polygon | None:
        """The outline, or the box where there is none; of a box without a height or width nothing."""
        box = element.box("HPOS", "VPOS", "WIDTH", "HEIGHT")
        if not self._in_pixels:
            return None
        shape = element.first("Shape", "Polygon")
        points = _POINT.findall(shape.get("POINTS") or "") if shape else []
        if shape and len(points) > 2:
            return tuple((shape.number_in(x, "POINTS"), shape.number_in(y, "POINTS")) for x, y in points)
        return box.polygon if box else None


def _named(elements: Iterator[Element], what: str) -> Iterator[tuple[str, Element]]:
    return ((element.get("ID") or f"{what}{count}", element) for count, element in enumerate(elements, 1))


def _language(block: Element) -> str | None:
    return block.get("LANG") or block.get("language")


def _place(told: Mapping[str | None, Element], picture: str | None) -> Place | None:
    """The place that a block's tags tell, by their types."""
    ids = {kind: tag.get("ID") or "" for kind, tag in told.items()}
    part = told["part"].get("LABEL") or "" if "part" in told else ""
    if CAPTION in told:
        return Place(
            within=CAPTION, owner=ids[CAPTION], part=part or "text", article=ids.get(ARTICLE), picture=picture
        )
    if ARTICLE in told:
        return Place(within=ARTICLE, owner=ids[ARTICLE], part=part or "body")
    if ADVERT in told:
        return Place(within=ADVERT, owner=ids[ADVERT])
    if FURNITURE in told:
        return Place(within=FURNITURE, kind=told[FURNITURE].get("LABEL") or "")
    return Place(within=UNPLACED, why=told[UNPLACED].get("LABEL") or "") if UNPLACED in told else None
