"""A page that is written in a format and read again is the same page, as far as the format can say."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from format_pages import pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import page_of
from lxml import etree

from ocrfix.formats.alto import write_alto
from ocrfix.formats.hocr import write_hocr
from ocrfix.formats.pagexml import write_pagexml
from ocrfix.formats.reading import read_page_file
from ocrfix.geometry import Box, Polygon, box_of, union
from ocrfix.model.as_json import to_json
from ocrfix.model.from_json import from_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

Write = Callable[[Page], str]
SCHEMAS = Path(os.environ.get("OCRFIX_SCHEMAS", "schemas"))
WRITERS = {"alto": write_alto, "page": write_pagexml, "hocr": write_hocr}
XSD = {"alto": "alto-4-4.xsd", "page": "pagecontent-2019-07-15.xsd"}
slow = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
formats = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


@pytest.fixture(scope="module")
def read_again(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page, Write], Page]:
    folder = tmp_path_factory.mktemp("formats")

    def read(page: Page, write: Write) -> Page:
        path = folder / f"{page.name}.xml"
        path.write_text(write(page), encoding="utf-8")
        return read_page_file(path)

    return read


def near(one: Polygon | None, two: Polygon | None) -> bool:
    """Whether two outlines have the same box, within a pixel."""
    if one is None or two is None:
        return one is two
    a, b = box_of(one), box_of(two)
    sides = ((a.left, b.left), (a.top, b.top), (a.right, b.right), (a.bottom, b.bottom))
    return all(abs(x - y) <= 1 for x, y in sides)


@formats
@slow
@given(page=pages())
def test_texts_boxes_order_and_labels_come_back(page, write, read_again):
    back = read_again(page, write)
    texts, again = Texts(page), Texts(back)
    assert [(region.id, region.kind) for region in back.regions] == [(r.id, r.kind) for r in page.regions]
    assert [line.id for line in back.lines()] == [line.id for line in page.lines()]
    assert [again.line(line.id) for line in back.lines()] == [texts.line(line.id) for line in page.lines()]
    assert [line.writing_mode for line in back.lines()] == [line.writing_mode for line in page.lines()]
    assert all(near(a.polygon, b.polygon) for a, b in zip(page.lines(), back.lines(), strict=True))
    assert all(near(a.polygon, b.polygon) for a, b in zip(page.regions, back.regions, strict=True))


@formats
@slow
@given(page=pages())
def test_articles_captions_adverts_and_furniture_come_back(page, write, read_again):
    back = read_again(page, write)
    assert misplaced(back) == []
    assert back.articles == page.articles
    assert back.captions == page.captions
    assert back.adverts == page.adverts
    assert back.furniture == page.furniture
    assert back.unplaced == page.unplaced


@formats
@slow
@given(page=pages())
def test_the_scan_the_language_the_rules_and_the_steps_come_back(page, write, read_again):
    back = read_again(page, write)
    assert back.source == page.source
    assert back.language == page.language
    assert back.steps == page.steps
    assert near(page.separators[0].polygon, back.separators[0].polygon)
    assert near(page.pictures[0].polygon, back.pictures[0].polygon)
    assert (len(back.separators), len(back.pictures)) == (1, 1)


@slow
@given(page=pages())
def test_alto_that_was_read_from_alto_of_ours_is_the_same_page(page, read_again):
    once = read_again(page, write_alto)
    assert read_again(once, write_alto) == once


@slow
@given(page=pages())
def test_page_xml_keeps_what_was_read_beside_the_repaired_text(page, read_again):
    back = read_again(page, write_pagexml)
    texts = Texts(page)
    for line, again in zip(page.lines(), back.lines(), strict=True):
        changed = texts.line(line.id) != line.reading
        assert again.readings == (*([("reading", line.reading)] if changed else []), *line.readings)


@slow
@given(page=pages())
def test_in_page_xml_a_line_is_its_words_with_a_space_between_and_a_region_its_lines(page):
    """OCR-D's rule, which its validator checks and its converters rely on; in Chinese as well."""
    root = etree.fromstring(write_pagexml(page).encode())
    for kind, parts, between in (
        ("TextRegion", "TextLine", "\n"),
        ("TextLine", "Word", " "),
        ("Word", "Glyph", ""),
    ):
        for element in root.iterfind(f".//{{*}}{kind}"):
            texts = [text_in(part) for part in element.iterfind(f"{{*}}{parts}")]
            assert not texts or between.join(texts) == text_in(element)


def text_in(element: etree._Element) -> str:
    return element.findtext("{*}TextEquiv[@index='0']/{*}Unicode")


@slow
@given(page=pages())
def test_page_xml_keeps_the_lattice(page, read_again):
    back = read_again(page, write_pagexml)
    for line, again in zip(page.lines(), back.lines(), strict=True):
        if line.glyphs and not any(edit.line == line.id for edit in page.edits):
            assert [(g.char, g.alternatives) for g in again.glyphs if g.char != " "] == [
                (g.char, g.alternatives) for g in line.glyphs if g.char != " "
            ]
            assert all(abs(a.start - b.start) < 4 for a, b in zip(line.glyphs, again.glyphs, strict=True))


@pytest.mark.skipif(not SCHEMAS.exists(), reason="set OCRFIX_SCHEMAS to the folder of the schemas")
@pytest.mark.parametrize("name", XSD)
@slow
@given(data=st.data())
def test_every_page_is_valid(data, name):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / XSD[name]))
    schema.assertValid(etree.fromstring(WRITERS[name](data.draw(pages())).encode()))


@slow
@given(page=pages())
def test_unknown_places_and_confidences_are_null_in_json_and_come_back(page):
    back = from_json(to_json(page))
    assert to_json(back) == to_json(page)
    assert [line.polygon for line in back.lines()] == [line.polygon for line in page.lines()]


def test_hocr_has_rectangles_where_text_runs_round_a_box(read_again):
    page = page_of(("上面一行", "窄些", "也窄", "下面一行"), ("框里", "的字"))
    places = {"l1": (0, 0, 80, 20), "l2": (0, 30, 40, 50), "l3": (0, 60, 40, 80), "l4": (0, 90, 80, 110)}
    places |= {"l5": (50, 30, 80, 50), "l6": (50, 60, 80, 80)}
    regions = tuple(
        replace(
            region,
            polygon=union([Box(*places[line.id]) for line in region.lines]).polygon,
            lines=tuple(replace(line, polygon=Box(*places[line.id]).polygon) for line in region.lines),
        )
        for region in page.regions
    )
    page = replace(page, regions=regions)
    root = etree.fromstring(write_hocr(page).encode(), etree.XMLParser(no_network=True))
    areas = root.findall(".//{*}div[@class='ocr_carea']")
    assert ["".join(area.itertext()).split() for area in areas] == [
        ["上面一行"],
        ["窄些", "也窄"],
        ["下面一行"],
        ["框里", "的字"],
    ]
    back = read_again(page, write_hocr)
    assert [region.polygon for region in back.regions] == [region.polygon for region in page.regions]
    assert [[line.id for line in region.lines] for region in back.regions] == [
        ["l1", "l2", "l3", "l4"],
        ["l5", "l6"],
    ]
