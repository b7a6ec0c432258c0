"""ABBYY FineReader XML, versions 6 to 10, read only: https://support.abbyy.com (FineReader XML schema)."""

from collections.abc import Iterator
from dataclasses import replace

from ocrfix.formats.found import FoundGlyph, FoundLine, FoundPage, FoundRegion, mean
from ocrfix.formats.xml import Element
from ocrfix.geometry import Box, Polygon
from ocrfix.model.page import Alternative, Picture, RegionKind, Separator, Source
from ocrfix.model.text import SOFT_HYPHEN

_NAMESPACE = "http://www.abbyy.com/FineReader_xml/"
_HYPHEN = "¬"
"""What FineReader writes for a hyphen that only the line end calls for."""
_LANGUAGES = {
    "Chinese": "zh",
    "ChinesePRC": "zh-Hans",
    "ChineseTaiwan": "zh-Hant",
    "Japanese": "ja",
    "English": "en",
    "German": "de",
    "French": "fr",
    "Spanish": "es",
    "Italian": "it",
    "Dutch": "nl",
    "Portuguese": "pt",
}


def read_abbyy(root: Element, name: str) -> list[FoundPage]:
    """The pages of the file: a text block or a cell of a table is a region."""
    if not root.namespace.startswith(_NAMESPACE):
        root.wrong(f"{root.namespace or 'no namespace'!r} is not that of FineReader XML")
    return [_page(number, page, name) for number, page in enumerate(root.children("page"), 1)]


def _page(number: int, page: Element, name: str) -> FoundPage:
    blocks = list(page.children("block"))
    width, height = page.number("width"), page.number("height")
    pictures = ((f"picture{n}", _outline(b)) for n, b in enumerate(_of_type(blocks, "Picture"), 1))
    rules = (_outline(block) for block in _of_type(blocks, "Separator", "SeparatorsBox"))
    return FoundPage(
        name=name,
        source=Source(
            file=None,
            page=number,
            sha256=None,
            width_px=round(width) if width else None,
            height_px=round(height) if height else None,
            dpi=page.number("resolution") or None,
        ),
        language=_language(page),
        regions=[region for block in blocks for region in _regions(block)],
        separators=tuple(Separator(shape) for shape in rules if shape),
        pictures=tuple(Picture(own, shape) for own, shape in pictures if shape),
    )


def _of_type(blocks: list[Element], *types: str) -> Iterator[Element]:
    return (block for block in blocks if block.get("blockType") in types)


def _language(page: Element) -> str:
    """The language of most formatting; FineReader adds a country to some names."""
    names = [name for part in page.inside("formatting") if (name := part.get("lang"))]
    most = max(names, key=names.count, default="")
    return next((tag for start, tag in reversed(_LANGUAGES.items()) if most.startswith(start)), "und")


def _regions(block: Element) -> Iterator[FoundRegion]:
    if block.get("blockType") == "Table":
        for cell in block.inside("cell"):
            yield _region(cell, RegionKind.TABLE, None)
    elif block.first("text"):
        yield _region(block, RegionKind.UNKNOWN, _outline(block))


def _region(block: Element, kind: RegionKind, polygon: Polygon | None) -> FoundRegion:
    lines: list[FoundLine] = []
    for paragraph in block.inside("par"):
        rows = [_line(line) for line in paragraph.children("line")]
        for row in rows[:1]:
            row.starts = True
        lines += rows
    return FoundRegion(id=None, kind=kind, polygon=polygon, lines=lines)


def _line(line: Element) -> FoundLine:
    letters = list(line.inside("charParams"))
    text = "".join(map(_own_text, letters)) if letters else line.text.strip("\n\r\t")
    if text.endswith(_HYPHEN):
        text = text[: -len(_HYPHEN)] + SOFT_HYPHEN
    glyphs = tuple(glyph for letter in letters if (glyph := _glyph(letter)).char != " ")
    if glyphs and text.endswith(SOFT_HYPHEN):
        glyphs = (*glyphs[:-1], replace(glyphs[-1], char=SOFT_HYPHEN))
    return FoundLine(id=None, polygon=_outline(line), text=text, confidence=_mean(glyphs), glyphs=glyphs)


def _mean(glyphs: tuple[FoundGlyph, ...]) -> float | None:
    return mean((glyph.confidence for glyph in glyphs), (1 for _ in glyphs))


def _glyph(letter: Element) -> FoundGlyph:
    char = _own_text(letter)
    others = (
        (_own_text(v), v.number("charConfidence", least=-1, most=255))
        for v in letter.inside("charRecVariant")
    )
    alternatives = (
        Alternative(o, sure / 100)
        for o, sure in others
        if o != char and sure is not None and 0 <= sure <= 100
    )
    sure = letter.number("charConfidence", least=-1, most=255)
    return FoundGlyph(
        char=char,
        polygon=_outline(letter),
        confidence=sure / 100 if sure is not None and 0 <= sure <= 100 else None,
        alternatives=tuple(alternatives),
    )


def _own_text(element: Element) -> str:
    """The text right inside the element, not that of its children."""
    parts = [element.raw.text, *(child.tail for child in element.raw.iterchildren())]
    return "".join(part for part in parts if part).strip("\n\r\t")


def _outline(element: Element) -> Polygon | None:
    left, top, right, bottom = (element.number(side) for side in "ltrb")
    if left is None or top is None or right is None or bottom is None:
        return None
    if right < left or bottom < top:
        element.wrong("its box has a negative extent")
    return Box(left, top, right, bottom).polygon
