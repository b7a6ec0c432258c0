"""hOCR 1.2: https://kba.github.io/hocr-spec/1.2/

Written as XHTML in the order of the regions: an ocr_carea is a region, an ocr_par a paragraph or its part. An
ocr_carea is a rectangle, so a region that runs round another one is several.
What hOCR has no word for stands in properties of our own: x_kind, x_place, x_continues, x_joins, x_outline.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from ocrfix import __version__
from ocrfix.errors import FormatError
from ocrfix.formats.found import FoundGlyph, FoundLine, FoundPage, FoundRegion, Spaces, joined_words, mean
from ocrfix.formats.kinds import kind_named
from ocrfix.formats.languages import tag_of
from ocrfix.formats.places import Place, paragraph_starts, places_of
from ocrfix.formats.rectangles import corners_of, rectangles
from ocrfix.formats.words import Word, words_of
from ocrfix.formats.xml import Build, Element, Names, checked, parse_xml, shown
from ocrfix.geometry import Box, Polygon, box_of
from ocrfix.model.page import (
    Page,
    Picture,
    Region,
    Separator,
    Source,
    Step,
    TextLine,
    WritingMode,
)
from ocrfix.model.text import Texts

NAMESPACE = "http://www.w3.org/1999/xhtml"
_CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_photo ocr_separator ocrp_lang ocrp_wconf"
_LINES = ("ocr_line", "ocrx_line", "ocr_textfloat", "ocr_header", "ocr_caption", "ocr_footer")
_MODES = {
    WritingMode.HORIZONTAL: "writing-mode: horizontal-tb",
    WritingMode.VERTICAL: "writing-mode: vertical-rl",
    WritingMode.HORIZONTAL_RTL: "direction: rtl",
}
_PROPERTY = re.compile(r"""\s*([a-z_][a-z_0-9]*)((?:\s+(?:"(?:[^"\\]|\\.)*"|[^\s;"]+))*)\s*(?:;|$)""")
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_make = Build(NAMESPACE)


def write_hocr(page: Page) -> str:
    """The page as hOCR, in whole pixels of the scan."""
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
    return shown(_Writer(page).document(), doctype, indented=False)


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts = Texts(page)
        self._places = places_of(page)
        self._starts = paragraph_starts(page)
        self._names = Names("page_1")
        self._rectangles = rectangles(page)

    def document(self) -> Any:
        page, source = self._page, self._page.source
        language = {"lang": page.language, "{http://www.w3.org/XML/1998/namespace}lang": page.language}
        root = _make("html", language, prefixes={None: NAMESPACE})
        self._head(_make("head", into=root))
        size = f"bbox 0 0 {source.width_px or 0} {source.height_px or 0}"
        parts = [f"image {_quoted(source.file or 'unknown')}", size, f"ppageno {source.page - 1}"]
        parts += [f"scan_res {source.dpi:g} {source.dpi:g}"] if source.dpi else []
        parts += [f"x_sha256 {source.sha256}"] if source.sha256 else []
        own = {"class": "ocr_page", "id": "page_1", "title": "; ".join(parts)}
        sheet = _make("div", own, into=_make("body", into=root))
        for region in page.regions:
            self._region(region, sheet)
        for picture in page.pictures:
            own = {"class": "ocr_photo", "id": self._names.of("picture", picture.id)}
            _make("div", own | {"title": _bbox(picture.polygon)}, into=sheet)
        for rule in page.separators:
            _make("div", {"class": "ocr_separator", "title": _bbox(rule.polygon)}, into=sheet)
        for element in root.iter("{*}div", "{*}p"):
            element.text, element.tail = "\n", "\n"
        return root

    def _head(self, head: Any) -> None:
        _make("title", text=self._page.name, into=head)
        _make("meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"}, into=head)
        rows = {
            "ocr-system": f"ocrfix {__version__}",
            "ocr-capabilities": _CAPABILITIES,
            "ocr-number-of-pages": "1",
            "ocr-langs": self._page.language,
        }
        for name, content in rows.items():
            _make("meta", {"name": name, "content": content}, into=head)
        for step in self._page.steps:
            settings = "; ".join(f"{name}={value}" for name, value in step.settings)
            _make(
                "meta", {"name": f"ocrfix-{step.name}", "content": f"{step.version}; {settings}"}, into=head
            )

    def _region(self, region: Region, sheet: Any) -> None:
        runs = self._rectangles[region.id]
        whole = [_bbox(region.polygon)]
        if len(runs) > 1:
            whole = [_bbox(corners_of(runs[0])), f"x_outline {_numbers(region.polygon or ())}"]
        told = [*whole, f"x_kind {region.kind.value}", *self._place(region)]
        self._area(region, region.id, told, runs[0], sheet)
        for number, lines in enumerate(runs[1:], 2):
            self._area(region, f"{region.id}-{number}", [_bbox(corners_of(lines)), "x_joins 1"], lines, sheet)

    def _area(
        self, region: Region, name: str, told: Sequence[str], lines: Sequence[TextLine], sheet: Any
    ) -> None:
        own = {
            "class": "ocr_carea",
            "id": self._names.of("region", name),
            "title": "; ".join(part for part in told if part),
            "style": _MODES[region.writing_mode],
        }
        area = _make("div", own, into=sheet)
        numbers = dict(self._paragraphs(region))
        for _, group in groupby(lines, key=lambda line: numbers[line.id]):
            rows = list(group)
            continues = "" if rows[0].id in self._starts else "x_continues 1"
            title = "; ".join(filter(None, (_bbox(corners_of(rows)), continues)))
            paragraph = _make("p", {"class": "ocr_par", "title": title or None}, into=area)
            for line in rows:
                self._line(line, region, paragraph)

    def _place(self, region: Region) -> Iterator[str]:
        """The place in a property of our own: within, owner, part, article, picture; and why it has none."""
        place = self._places.get(region.id)
        if place is not None:
            words = (place.within, place.owner, place.part, place.article, place.picture, place.kind)
            yield "x_place " + " ".join(_quoted(word or "") for word in words)
            if place.why:
                yield f"x_why {_quoted(place.why)}"

    def _paragraphs(self, region: Region) -> Iterator[tuple[str, int]]:
        """Each line with the number of its paragraph in the region, from 0 where that goes on from before."""
        number = 0
        for line in region.lines:
            number += line.id in self._starts
            yield line.id, number

    def _line(self, line: TextLine, region: Region, into: Any) -> None:
        own = {
            "class": "ocr_line",
            "id": self._names.of("line", line.id),
            "title": "; ".join(filter(None, (_bbox(line.polygon), _sure(line.confidence)))) or None,
            "style": _MODES[line.writing_mode] if line.writing_mode is not region.writing_mode else None,
        }
        element = _make("span", own, into=into)
        words = words_of(line, self._page.edits, self._page.language)
        for number, word in enumerate(words, 1):
            self._word(f"{own['id']}-w{number}", word, element)
            element[-1].tail = " " if number < len(words) and words[number].spaced else None
        element.tail = "\n"

    def _word(self, name: str, word: Word, into: Any) -> None:
        title = "; ".join(filter(None, (_bbox(word.polygon), _sure(word.confidence))))
        own = {"class": "ocrx_word", "id": self._names.of("word", name), "title": title or None}
        _make("span", own, word.text, into=into)


def _numbers(polygon: Polygon) -> str:
    return " ".join(f"{max(0, round(x))} {max(0, round(y))}" for x, y in polygon)


def _bbox(polygon: Polygon | None) -> str:
    """The box in whole pixels, and the outline where it is more than the box."""
    if not polygon:
        return ""
    box = box_of(polygon)
    corners = " ".join(str(max(0, round(value))) for value in (box.left, box.top, box.right, box.bottom))
    return f"bbox {corners}" + (f"; poly {_numbers(polygon)}" if polygon != box.polygon else "")


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"x_wconf {round(100 * confidence)}"


def _quoted(text: str) -> str:
    """A value in quotes; readers cut titles at every semicolon, so there must be none in it."""
    return '"' + re.sub(r'[\\"]', r"\\\g<0>", text).replace(";", r"\x3b") + '"'


def parse_hocr(data: bytes, file: str) -> Element:
    """The root of an hOCR file: as XML where it says that it is, else as HTML."""
    data = checked(data, file)
    if data.startswith(b"<?xml") or NAMESPACE.encode() in data[:2000]:
        return parse_xml(data, file)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise FormatError(
            f"{file}: line 1: <html>: there is nothing in it", "give hOCR as its program wrote it"
        )
    return Element(root, file)


def read_hocr(root: Element, name: str) -> list[FoundPage]:
    """The pages of an hOCR file. A block (ocr_carea) is a region; without blocks a paragraph is."""
    metas = {meta.get("name"): meta.get("content") or "" for meta in root.inside("meta")}
    own = metas.get("ocr-system", "").startswith("ocrfix")
    named = [tag for par in _of_class(root, "ocr_par") if (tag := par.get("lang"))]
    most = max(named, key=named.count, default=root.get("lang") or metas.get("ocr-langs", "").split(" ")[0])
    language = most if own else tag_of(most)
    steps = [_step(key, content) for key, content in metas.items() if key and key.startswith("ocrfix-")]
    pages = list(_of_class(root, "ocr_page"))
    if not pages:
        root.wrong("there is no ocr_page in it")
    return [_page(page, name, language, tuple(steps), own=own) for page in pages]


def _page(element: Element, name: str, language: str, steps: tuple[Step, ...], *, own: bool) -> FoundPage:
    told = properties(element)
    areas = list(_of_class(element, "ocr_carea", "ocrx_block")) or list(_of_class(element, "ocr_par"))
    if not areas and next(_of_class(element, *_LINES), None):
        areas = [element]
    photos = enumerate(_of_class(element, "ocr_photo", "ocr_image"), 1)
    pictures = [Picture(p.get("id") or f"picture{n}", shape) for n, p in photos if (shape := _outline(p))]
    rules = (_outline(rule) for rule in _of_class(element, "ocr_separator"))
    return FoundPage(
        name=name,
        source=_source(element, told),
        language=language,
        regions=_joined([(area, _region(area, own=own)) for area in areas]),
        separators=tuple(Separator(shape) for shape in rules if shape),
        pictures=tuple(pictures),
        steps=steps,
    )


def _source(element: Element, told: dict[str, list[str]]) -> Source:
    box, image = _box(element, told), " ".join(told.get("image", []))
    dpi = told.get("scan_res", ["0"])[0]
    return Source(
        file=re.split(r"[/\\]", image)[-1] or None if image != "unknown" else None,
        page=1 + int(element.number_in(told.get("ppageno", ["0"])[0], "ppageno", most=1e9)),
        sha256=" ".join(told.get("x_sha256", [])) or None,
        width_px=round(box.right) or None if box else None,
        height_px=round(box.bottom) or None if box else None,
        dpi=element.number_in(dpi, "scan_res") or None,
    )


def _step(name: str, content: str) -> Step:
    version, *settings = content.split("; ")
    pairs = (row.partition("=") for row in settings if "=" in row)
    return Step(name.removeprefix("ocrfix-"), version, tuple((key, value) for key, _, value in pairs))


def _joined(areas: Iterable[tuple[Element, FoundRegion]]) -> list[FoundRegion]:
    """The regions, each with the lines of the areas after it that go on with it."""
    found: list[FoundRegion] = []
    for area, region in areas:
        if found and "x_joins" in properties(area):
            found[-1].lines += region.lines
        else:
            found.append(region)
    return found


def _region(area: Element, *, own: bool) -> FoundRegion:
    told = properties(area)
    lines: list[FoundLine] = []
    for paragraph in list(_of_class(area, "ocr_par")) or [area]:
        rows = [_line(line, own=own) for line in _of_class(paragraph, *_LINES)]
        for row in rows[:1]:
            row.starts = "x_continues" not in properties(paragraph)
        lines += rows
    return FoundRegion(
        id=area.get("id"),
        kind=kind_named(" ".join(told.get("x_kind", []))),
        polygon=_outline(area) if area.get("class") != "ocr_page" else None,
        lines=lines,
        mode=_mode(area),
        place=_place(told["x_place"], " ".join(told.get("x_why", []))) if "x_place" in told else None,
    )


def _place(values: list[str], why: str) -> Place:
    within, owner, part, article, picture, kind, *_ = [*values, *[""] * 6]
    return Place(
        within=within,
        owner=owner,
        part=part,
        article=article or None,
        picture=picture or None,
        why=why,
        kind=kind,
    )


def _line(line: Element, *, own: bool) -> FoundLine:
    words = list(_of_class(line, "ocrx_word", "ocr_word"))
    rows = [(" ".join(word.text.split()), _spaced(word)) for word in words]
    sure = [_confidence(word) for word in words]
    text = (
        joined_words(rows, spaces=Spaces.TOLD if own else Spaces.BETWEEN_WORDS)
        if rows
        else " ".join(line.text.split())
    )
    return FoundLine(
        id=line.get("id"),
        polygon=_outline(line),
        text=text,
        confidence=_confidence(line) or mean(sure, [len(word) for word, _ in rows]),
        mode=_mode(line),
        glyphs=tuple(
            FoundGlyph(char=c.text.strip(), polygon=_outline(c), confidence=_confidence(c))
            for c in _of_class(line, "ocrx_cinfo")
        ),
    )


def _spaced(word: Element) -> bool:
    """Whether white space stands between a word and the one before it."""
    before = word.raw.getprevious()
    return before is not None and bool(before.tail) and not (before.tail or "").strip()


def _confidence(element: Element) -> float | None:
    told = properties(element)
    values = told.get("x_wconf") or told.get("x_conf")
    return element.number_in(values[0], "x_wconf", most=100.0) / 100 if values else None


def _mode(element: Element) -> WritingMode | None:
    style = element.get("style") or ""
    if "vertical-rl" in style:
        return WritingMode.VERTICAL
    if "horizontal-tb" in style:
        return WritingMode.HORIZONTAL
    return WritingMode.HORIZONTAL_RTL if re.search(r"direction:\s*rtl", style) else None


def _outline(element: Element) -> Polygon | None:
    told = properties(element)
    points = [element.number_in(value, "poly") for value in told.get("x_outline") or told.get("poly", [])]
    if len(points) > 4 and len(points) % 2 == 0:
        return tuple(zip(points[::2], points[1::2], strict=True))
    box = _box(element, told)
    return box.polygon if box else None


def _box(element: Element, told: dict[str, list[str]]) -> Box | None:
    values = told.get("bbox") or told.get("x_bboxes")
    if values is None:
        return None
    if len(values) < 4:
        element.wrong("bbox has fewer than four numbers")
    left, top, right, bottom = (element.number_in(value, "bbox") for value in values[:4])
    if right < left or bottom < top:
        element.wrong(f"bbox {' '.join(values[:4])} has a negative extent")
    return Box(left, top, right, bottom)


def properties(element: Element) -> dict[str, list[str]]:
    """The properties in an element's title, each with its values."""
    found = {}
    for name, values in _PROPERTY.findall(element.get("title") or ""):
        found[name] = [_unquoted(quoted, bare) for quoted, bare in _VALUE.findall(values)]
    return found


def _unquoted(quoted: str, bare: str) -> str:
    return bare or re.sub(r"\\(.)", r"\1", quoted.replace(r"\x3b", ";"))


def _of_class(element: Element, *names: str) -> Iterator[Element]:
    for child in element.raw.iterdescendants():
        if isinstance(child.tag, str) and not {*names}.isdisjoint((child.get("class") or "").split()):
            yield Element(child, element.file)
