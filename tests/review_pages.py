"""Pages for the review: columns of painted bars for print, with edits and doubts in them, in any number."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from ocrfix.geometry import Box
from ocrfix.model.article import Article, Furniture, Paragraph
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit
from ocrfix.model.page import (
    Alternative,
    Doubt,
    Glyph,
    Page,
    Region,
    RegionKind,
    Source,
    TextLine,
    WritingMode,
)

EM_PX = 32
PITCH_PX = 44
LINES_IN_COLUMN = 25
_NUMBERS = "一二三四五六七八九十"
_PLAIN = "河水漫过石桥直到村口"
_EDITED = "冬天里种蔬架的人家也多"
_DOUBTED = "今年蔬莱卖出了好价钱来"


def page_of(lines: int = 40, doubts: int = 6, edits: int = 5, *, vertical: bool = False) -> Page:
    """A page of articles, one a column of up to 25 lines; the first lines have edits, those after them
    doubts, and the last one is read with little confidence."""
    mode = WritingMode.VERTICAL if vertical else WritingMode.HORIZONTAL
    columns = list(_columns(lines, edits, doubts, mode))
    regions = [region for pair in columns for region in pair]
    folio = _folio()
    everything = [line for region in regions for line in region.lines]
    edited = [line for line in everything if "架" in line.reading]
    doubted = [line for line in everything if "莱" in line.reading]
    right, bottom = max(r.box.right for r in regions) + EM_PX, max(r.box.bottom for r in regions) + EM_PX
    return Page(
        name="page",
        source=Source(file="page.png", page=1, sha256=None, width_px=int(right), height_px=int(bottom)),
        language="zh-Hans",
        regions=(folio, *regions),
        articles=tuple(_article(n, head, body) for n, (head, body) in enumerate(columns, 1)),
        furniture=(Furniture("folio", folio.id),),
        edits=tuple(
            Edit(
                id=f"e{n}",
                line=line.id,
                start=line.reading.index("架"),
                before="架",
                after="菜",
                rule="misread",
                visual="the engine saw 菜 there too (0.31)",
                language="蔬菜: in the lexicon (88 times)",
                confidence=0.9,
            )
            for n, line in enumerate(edited, 1)
        ),
        doubts=(
            *(
                Doubt(
                    kind="misread",
                    text="蔬莱 may be 蔬菜: the evidence is too weak (0.41)",
                    line=line.id,
                    alternative="蔬菜",
                )
                for line in doubted
            ),
            Doubt(kind="reading", text="read with confidence 0.41", line=everything[-1].id),
        ),
    )


def _columns(lines: int, edits: int, doubts: int, mode: WritingMode) -> Iterator[tuple[Region, Region]]:
    """The heading and the body of each column."""
    readings = [_EDITED] * edits + [_DOUBTED] * doubts
    readings += [_PLAIN] * (lines - len(readings))
    for number, first in enumerate(range(0, lines, LINES_IN_COLUMN)):
        across = number * (len(_DOUBTED) + 2) * EM_PX + EM_PX
        head = _line(f"h{number}", f"第{_NUMBERS[number % 10]}栏的标题", across, 60, mode)
        body = tuple(
            _line(f"l{first + n + 1}", reading, across, 120 + n * PITCH_PX, mode)
            for n, reading in enumerate(readings[first : first + LINES_IN_COLUMN])
        )
        yield (
            _region(f"rh{number}", RegionKind.HEADING, (head,), mode),
            _region(f"rb{number}", RegionKind.BODY, body, mode),
        )


def _line(name: str, reading: str, along: int, down: int, mode: WritingMode) -> TextLine:
    """A line of square characters; a vertical page is a horizontal one turned by a quarter."""
    length = len(reading) * EM_PX
    box = Box(along, down, along + length, down + EM_PX)
    if mode is WritingMode.VERTICAL:
        edge = 120 + LINES_IN_COLUMN * PITCH_PX
        box = Box(edge - down - EM_PX, along, edge - down, along + length)
    glyphs = tuple(
        Glyph(char, n * EM_PX, (n + 1) * EM_PX, 0.9, _others(char)) for n, char in enumerate(reading)
    )
    return TextLine(
        id=name, polygon=box.polygon, reading=reading, confidence=0.9, writing_mode=mode, glyphs=glyphs
    )


def _others(char: str) -> tuple[Alternative, ...]:
    if char == "莱":
        return (Alternative("菜", 0.31), Alternative("荣", 0.04))
    return (Alternative("菜", 0.31), Alternative("果", 0.05)) if char == "架" else ()


def _region(name: str, kind: RegionKind, lines: tuple[TextLine, ...], mode: WritingMode) -> Region:
    boxes = [line.box for line in lines]
    around = Box(
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )
    return Region(id=name, kind=kind, polygon=around.polygon, lines=lines, writing_mode=mode)


def _folio() -> Region:
    line = _line("f1", "第三版", EM_PX, 10, WritingMode.HORIZONTAL)
    return _region("rf", RegionKind.FOLIO, (line,), WritingMode.HORIZONTAL)


def _article(number: int, head: Region, body: Region) -> Article:
    names = [line.id for line in body.lines]
    paragraphs = tuple(Paragraph(tuple(names[at : at + 5])) for at in range(0, len(names), 5))
    return Article(id=f"a{number}", headline=(head.id,), body=paragraphs)


def write_page(folder: Path, page: Page, name: str = "page", *, with_scan: bool = True) -> Path:
    """Write a page, and a picture of it beside it; the path of its JSON."""
    if with_scan:
        _painted(page).save(folder / f"{name}.png")
    source = replace(page.source, file=f"{name}.png" if with_scan else None)
    path = folder / f"{name}.json"
    path.write_text(to_json(replace(page, name=name, source=source)), encoding="utf-8")
    return path


def _painted(page: Page) -> Image.Image:
    """A bar for each stroke that a character might have: no font is needed."""
    assert page.source.width_px
    assert page.source.height_px
    image = Image.new("L", (page.source.width_px, page.source.height_px), 244)
    pen = ImageDraw.Draw(image)
    for line in page.lines():
        box = line.box
        for n, char in enumerate(line.reading):
            along = n * EM_PX
            vertical = line.writing_mode is WritingMode.VERTICAL
            left, top = (box.left, box.top + along) if vertical else (box.left + along, box.top)
            for row in range(4):
                wide = 8 + (ord(char) >> (3 * row)) % 8 * 2
                pen.rectangle((left + 4, top + 4 + row * 7, left + 4 + wide, top + 7 + row * 7), fill=30)
    return image
