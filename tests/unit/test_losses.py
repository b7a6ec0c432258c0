"""What each format cannot hold; the table of the README says the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from format_pages import lattice
from test_formats import STORY

from ocrfix.formats import FORMATS
from ocrfix.formats.reading import read_page_file
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page, Picture, RegionKind, Separator, Source, TextLine
from ocrfix.model.text import Texts

BOX = ((10.0, 10.0), (90.0, 10.0), (90.0, 30.0), (10.0, 30.0))
LEANING = ((10.0, 10.0), (90.0, 14.0), (90.0, 34.0), (10.0, 30.0))

KEPT: dict[str, Callable[[Page], object]] = {
    "repaired text": lambda page: [Texts(page).line(line.id) for line in page.lines()],
    "outlines": lambda page: [line.polygon for line in page.lines()],
    "kinds": lambda page: [region.kind for region in page.regions],
    "articles, captions, adverts": lambda page: (
        [(a.id, a.headline, a.body) for a in page.articles],
        page.captions,
        page.adverts,
        page.furniture,
        page.unplaced,
    ),
    "steps": lambda page: page.steps,
    "resolution": lambda page: page.source.dpi,
    "line confidence": lambda page: [line.confidence for line in page.lines()],
    "reading before repair": lambda page: [
        (line.reading, *(r for _, r in line.readings)) for line in page.lines()
    ],
    "characters and candidates": lambda page: [[g.char for g in line.glyphs] for line in page.lines()],
    "nameplate": lambda page: page.nameplate,
    "dateline, continuation pages": lambda page: [(a.dateline, a.continues_on) for a in page.articles],
    "edits": lambda page: page.edits,
    "doubts": lambda page: page.doubts,
}
LOST = {
    "json": set(),
    "alto": {"resolution", "line confidence", "reading before repair", "characters and candidates"},
    "page": set(),
    "hocr": {"line confidence", "reading before repair", "characters and candidates"},
}
LOST_BY_ALL = {"nameplate", "dateline, continuation pages", "edits", "doubts"}


def full_page() -> Page:
    """A page that has everything."""
    edit = Edit(id="e", line="l30", start=0, before="泵", after="水", rule="r", visual="v", language="l")
    regions = tuple(
        replace(
            region,
            polygon=BOX,
            kind=RegionKind.CROSSHEAD if region.id == "r4" else region.kind,
            lines=tuple(_full_line(line) for line in region.lines),
        )
        for region in STORY.regions
    )
    return replace(
        STORY,
        name="page",
        source=Source(file="p.tif", page=1, sha256="ab" * 32, width_px=100, height_px=100, dpi=300.0),
        regions=regions,
        articles=tuple(replace(a, dateline="泵站", continues_on="3") for a in STORY.articles),
        separators=(Separator(BOX),),
        pictures=(Picture("picture1", BOX),),
        edits=(edit,),
        doubts=(Doubt(kind="reading", text="?"),),
    )


def _full_line(line: TextLine) -> TextLine:
    placed = replace(line, polygon=LEANING, confidence=0.777)
    return replace(placed, glyphs=lattice(placed))


@pytest.mark.parametrize("name", LOST)
def test_a_format_loses_what_the_table_says_and_nothing_else(name, tmp_path):
    page = full_page()
    path = tmp_path / f"page{FORMATS[name].suffix}"
    path.write_bytes(FORMATS[name].write(page))
    back = read_page_file(path)
    lost = {what for what, of in KEPT.items() if of(back) != of(page)}
    if name == "page":
        lost -= {"reading before repair", "characters and candidates"}
    assert lost == LOST[name] | (set() if name == "json" else LOST_BY_ALL)


@pytest.mark.parametrize(
    ("name", "text"), [("page", " a  b"), ("json", " a  b"), ("alto", "a b"), ("hocr", "a b")]
)
def test_spaces_at_the_ends_of_a_line_and_side_by_side_are_lost_where_lines_are_words(name, text, tmp_path):
    line = replace(next(STORY.lines()), reading=" a  b")
    region = replace(STORY.regions[0], lines=(line,))
    page = replace(STORY, regions=(region, *STORY.regions[1:]))
    path = tmp_path / f"page{FORMATS[name].suffix}"
    path.write_bytes(FORMATS[name].write(page))
    assert next(read_page_file(path).lines()).reading == text


def test_page_xml_keeps_the_reading_beside_the_text(tmp_path):
    path = tmp_path / "page.page.xml"
    path.write_bytes(FORMATS["page"].write(full_page()))
    line = next(line for line in read_page_file(Path(path)).lines() if line.id == "l30")
    assert (line.reading[0], line.readings) == ("水", (("reading", "泵站"),))
