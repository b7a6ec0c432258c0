"""Pages by chance for the tests of formats: every kind of place, lines with and without a lattice."""

from dataclasses import replace

from hypothesis import strategies as st

from ocrfix.geometry import Polygon
from ocrfix.model.article import Advert, Article, Caption, Furniture, Paragraph, Unplaced
from ocrfix.model.edit import Edit
from ocrfix.model.page import (
    Alternative,
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
from ocrfix.model.text import SOFT_HYPHEN

LETTERS = "三万亩秧苗喝上放心水本报讯，。“”（）—3.5%TFCab-"
PART_KINDS = {
    "kicker": RegionKind.KICKER,
    "headline": RegionKind.HEADING,
    "subheadline": RegionKind.SUBHEADING,
    "byline": RegionKind.BYLINE,
    "continuation": RegionKind.CONTINUATION,
}
words = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
modes = st.sampled_from(WritingMode)
numbers = st.integers(0, 900).map(float)


@st.composite
def quads(draw: st.DrawFn) -> Polygon:
    """Four corners, a little askew."""
    left, top = draw(numbers), draw(numbers)
    width, height, lean = draw(st.integers(8, 90)), draw(st.integers(8, 90)), draw(st.integers(0, 3))
    return (
        (left, top),
        (left + width, top + lean),
        (left + width, top + height + lean),
        (left, top + height),
    )


@st.composite
def lines(draw: st.DrawFn, name: str, mode: WritingMode) -> TextLine:
    polygon = draw(st.none() | quads())
    reading = draw(words)
    line = TextLine(
        id=name,
        polygon=polygon,
        reading=reading,
        confidence=draw(st.none() | st.integers(0, 100).map(lambda n: n / 100)),
        writing_mode=mode,
        readings=draw(st.sampled_from(((), (("tesseract", "喝上"),)))),
    )
    return replace(line, glyphs=draw(st.sampled_from(((), lattice(line))))) if polygon else line


def lattice(line: TextLine) -> tuple[Glyph, ...]:
    """Evenly spaced glyphs, each with another candidate."""
    assert line.polygon is not None
    box = line.box
    length = box.height if line.writing_mode is WritingMode.VERTICAL else box.width
    pitch = length / len(line.reading)
    glyphs = (
        Glyph(char, n * pitch, (n + 1) * pitch, 0.9, (Alternative("田", 0.1),))
        for n, char in enumerate(line.reading)
    )
    return tuple(glyphs)


class _Maker:
    """Draws regions one after the other, so that their ids follow each other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.regions: list[Region] = []

    def region(self, kind: RegionKind) -> Region:
        number = len(self.regions) + 1
        mode = self._draw(modes)
        count = self._draw(st.integers(1, 3))
        region = Region(
            id=f"r{number}",
            kind=kind,
            polygon=self._draw(st.none() | quads()),
            lines=tuple(self._draw(lines(f"l{number}-{n}", mode)) for n in range(count)),
            writing_mode=mode,
        )
        self.regions.append(region)
        return region

    def article(self, name: str) -> Article:
        parts = {
            part: tuple(self.region(kind).id for _ in range(self._draw(st.integers(0, 1))))
            for part, kind in PART_KINDS.items()
        }
        body: list[Paragraph] = []
        for _ in range(self._draw(st.integers(1, 3))):
            crosshead = self._draw(st.booleans())
            region = self.region(RegionKind.CROSSHEAD if crosshead else RegionKind.BODY)
            names = tuple(line.id for line in region.lines)
            goes_on = body and not crosshead and not body[-1].crosshead and self._draw(st.booleans())
            if goes_on:
                body[-1] = Paragraph(body[-1].lines + names[:1])
                names = names[1:]
            body += [Paragraph(names, crosshead=crosshead)] if names else []
        return Article(id=name, body=tuple(body), confidence=None, **parts)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    maker = _Maker(draw)
    articles = tuple(maker.article(f"a{n}") for n in range(draw(st.integers(0, 2))))
    captions = tuple(
        Caption(
            id=f"c{n}",
            text=(maker.region(RegionKind.CAPTION).id,),
            credit=(maker.region(RegionKind.CREDIT).id,),
            article=articles[0].id if articles else None,
            picture="picture1",
        )
        for n in range(draw(st.integers(0, 2)))
    )
    adverts = tuple(Advert((maker.region(RegionKind.ADVERT).id,)) for _ in range(draw(st.integers(0, 2))))
    furniture = tuple(
        Furniture(kind.value, maker.region(kind).id)
        for kind in draw(st.lists(st.sampled_from((RegionKind.FOLIO, RegionKind.NAMEPLATE)), max_size=2))
    )
    unplaced = tuple(
        Unplaced(maker.region(RegionKind.UNKNOWN).id, why)
        for why in draw(st.lists(st.sampled_from(('no {article}; "is" near', "why")), max_size=2))
    )
    return Page(
        name="page",
        source=draw(sources()),
        language=draw(st.sampled_from(("zh-Hans", "zh-Hant", "ja", "en"))),
        regions=tuple(maker.regions),
        separators=(Separator(draw(quads())),),
        pictures=(Picture("picture1", draw(quads())),),
        articles=articles,
        captions=captions,
        adverts=adverts,
        furniture=furniture,
        unplaced=unplaced,
        edits=tuple(edits(maker.regions)),
        steps=(Step("ocrfix", "0.1", (("engine", "rapid"), ("language", "auto"))),),
    )


@st.composite
def sources(draw: st.DrawFn) -> Source:
    known = draw(st.booleans())
    return Source(
        file="p1 (copy); “x”.tif" if known else None,
        page=draw(st.integers(1, 3)),
        sha256="ab" * 32 if known else None,
        width_px=1000 if known else None,
        height_px=1000 if known else None,
    )


def edits(regions: list[Region]) -> list[Edit]:
    """Some readings get their first character exchanged, some their last one made a soft hyphen."""
    found = []
    for number, line in enumerate(line for region in regions for line in region.lines):
        hyphen = line.reading.endswith("-")
        if number % 3 == 0 or hyphen:
            start = len(line.reading) - 1 if hyphen else 0
            found.append(
                Edit(
                    id=f"e{number}",
                    line=line.id,
                    start=start,
                    before=line.reading[start : start + 1],
                    after=SOFT_HYPHEN if hyphen else "书",
                    rule="test",
                    visual="v",
                    language="l",
                )
            )
    return found
