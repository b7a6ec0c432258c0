"""A page and its JSON document say the same."""

import json
from copy import deepcopy

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.errors import FormatError
from ocrfix.model.article import Advert, Article, Caption, Furniture, Nameplate, Paragraph, Unplaced
from ocrfix.model.as_json import page_schema, to_dict, to_json
from ocrfix.model.edit import Edit
from ocrfix.model.from_json import from_dict, from_json
from ocrfix.model.lookup import Lookup, Verdict
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

SCHEMA = jsonschema.Draft202012Validator(json.loads(page_schema()))
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
MAYBE = st.none() | WORDS
PX = st.integers(-99, 99999).map(lambda tenths: tenths / 10)
SHARE = st.integers(0, 10000).map(lambda n: n / 10000)
POLYGON = st.lists(st.tuples(PX, PX), min_size=3, max_size=5).map(tuple)
CHAR = st.characters(codec="utf-8")


def few(items: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(items, max_size=most).map(tuple)


@st.composite
def lookups(draw: st.DrawFn) -> Lookup:
    return Lookup(
        line=draw(WORDS),
        start=draw(st.integers(0, 9)),
        word=draw(WORDS),
        found=draw(MAYBE),
        verdict=draw(st.sampled_from(Verdict)),
        why=draw(WORDS),
    )


@st.composite
def lines(draw: st.DrawFn, name: str) -> TextLine:
    reading = draw(st.text(CHAR, max_size=5))
    others = few(st.builds(Alternative, CHAR, SHARE))
    glyphs = tuple(Glyph(char, draw(PX), draw(PX), draw(SHARE), draw(others)) for char in reading)
    return TextLine(
        id=name,
        polygon=draw(POLYGON),
        reading=reading,
        confidence=draw(SHARE),
        writing_mode=draw(st.sampled_from(WritingMode)),
        glyphs=draw(st.sampled_from([glyphs, ()])),
        readings=draw(few(st.tuples(WORDS, st.text(CHAR, max_size=3)))),
    )


@st.composite
def regions(draw: st.DrawFn, name: str) -> Region:
    return Region(
        id=name,
        kind=draw(st.sampled_from(RegionKind)),
        polygon=draw(POLYGON),
        lines=tuple(draw(lines(f"{name}.{i}")) for i in range(draw(st.integers(0, 3)))),
        writing_mode=draw(st.sampled_from(WritingMode)),
    )


@st.composite
def articles(
    draw: st.DrawFn, name: str, region: st.SearchStrategy, line: st.SearchStrategy | None
) -> Article:
    return Article(
        id=name,
        kicker=draw(few(region)),
        headline=draw(few(region)),
        subheadline=draw(few(region)),
        byline=draw(few(region)),
        continuation=draw(few(region)),
        dateline=draw(MAYBE),
        body=draw(few(st.builds(Paragraph, few(line), st.booleans()))) if line is not None else (),
        continued_from=draw(MAYBE),
        continues_on=draw(MAYBE),
        confidence=draw(SHARE),
        doubts=draw(few(WORDS)),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Any page whose ids exist: the laws may be broken, the document must tell."""
    parts = tuple(draw(regions(f"r{i}")) for i in range(draw(st.integers(1, 3))))
    region = st.sampled_from([part.id for part in parts])
    all_lines = [line for part in parts for line in part.lines]
    line = st.sampled_from([line.id for line in all_lines]) if all_lines else None
    return Page(
        name=draw(WORDS),
        source=Source(
            file=draw(WORDS),
            page=draw(st.integers(1, 9)),
            sha256="f" * 64,
            width_px=draw(st.integers(1, 9999)),
            height_px=draw(st.integers(1, 9999)),
            dpi=draw(st.none() | st.just(299.72) | st.just(300.0)),
        ),
        language=draw(st.sampled_from(["zh-Hans", "en"])),
        regions=parts,
        separators=draw(few(st.builds(Separator, POLYGON))),
        pictures=draw(few(st.builds(Picture, WORDS, POLYGON))),
        nameplate=draw(st.none() | st.builds(Nameplate, **dict.fromkeys(["title", "date", "issue"], MAYBE))),
        articles=tuple(draw(articles(f"a{i}", region, line)) for i in range(draw(st.integers(0, 2)))),
        captions=draw(few(st.builds(Caption, id=WORDS, text=few(region), credit=few(region), article=MAYBE))),
        adverts=draw(few(st.builds(Advert, few(region)))),
        furniture=draw(few(st.builds(Furniture, WORDS, region))),
        unplaced=draw(few(st.builds(Unplaced, region, WORDS))),
        edits=draw(_edits(all_lines)),
        doubts=draw(few(st.builds(Doubt, kind=WORDS, text=WORDS, region=MAYBE, alternative=MAYBE))),
        lookups=draw(few(lookups())),
        steps=draw(few(st.builds(Step, WORDS, WORDS, st.dictionaries(WORDS, WORDS).map(_pairs)))),
    )


def _pairs(settings: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(settings.items())


def _edits(lines: list[TextLine]) -> st.SearchStrategy:
    """One edit of the first character of some lines."""
    made = [
        Edit(
            id=f"e{i}",
            line=line.id,
            start=0,
            before=line.reading[:1],
            after="入",
            rule="r",
            visual="v",
            language="l",
        )
        for i, line in enumerate(lines)
    ]
    return st.sampled_from([(), tuple(made)])


@given(pages())
@settings(max_examples=30, deadline=None)
def test_a_page_comes_back_from_its_document_unchanged_and_the_document_follows_the_schema(page):
    text = to_json(page)
    SCHEMA.validate(json.loads(text))
    assert json.loads(text) == to_dict(page)
    assert from_json(text) == page
    assert to_json(from_json(text)) == text


def small_page() -> Page:
    line = TextLine(
        id="l1",
        polygon=((0, 0.04), (9.96, 0), (10, 5), (0, 5)),
        reading="进人",
        confidence=0.98765,
        glyphs=(Glyph("进", 0, 5, 0.9), Glyph("人", 5, 10, 0.6, (Alternative("入", 0.39),))),
    )
    region = Region(id="r1", kind=RegionKind.BODY, polygon=line.polygon, lines=(line,))
    return Page(
        name="front",
        source=Source(file="front.png", page=1, sha256="0" * 64, width_px=100, height_px=100),
        language="zh-Hans",
        regions=(region,),
        articles=(Article(id="a1", body=(Paragraph(("l1",)),)),),
        edits=(
            Edit(id="e1", line="l1", start=1, before="人", after="入", rule="w", visual="v", language="l"),
        ),
    )


def test_the_article_tells_the_edited_text_and_the_region_keeps_the_reading():
    document = to_dict(small_page())
    assert document["articles"][0]["body"] == [
        {"kind": "paragraph", "text": "进入", "regions": ["r1"], "lines": ["l1"]}
    ]
    line = document["regions"][0]["lines"][0]
    assert (line["reading"], line["text"], line["alternatives"]) == ("进人", "进入", [[1, "入", 0.39]])


def test_coordinates_are_rounded_to_tenths_and_whole_ones_have_no_point():
    line = to_dict(small_page())["regions"][0]["lines"][0]
    assert json.dumps(line["polygon"]) == "[[0, 0], [10, 0], [10, 5], [0, 5]]"


def test_a_document_without_what_is_known_of_single_characters_is_read():
    line = TextLine(id="l1", polygon=None, reading="会议", confidence=None)
    region = Region(id="r1", kind=RegionKind.BODY, polygon=None, lines=(line,))
    source = Source(file=None, page=1, sha256=None, width_px=None, height_px=None)
    page = Page(
        name="p", source=source, language="zh-Hans", regions=(region,), unplaced=(Unplaced("r1", "?"),)
    )
    document = to_dict(page)
    for name in ("spans", "confidences", "alternatives", "readings"):
        del document["regions"][0]["lines"][0][name]
    assert from_dict(document) == page
    document["regions"][0]["lines"][0]["spans"] = [[0, 1], [1, 2]]
    with pytest.raises(FormatError, match="the field 'confidences' is missing"):
        from_dict(document)


def test_what_is_absent_is_null():
    document = to_dict(small_page())
    assert document["nameplate"] is None
    assert document["articles"][0]["headline"] is None
    assert '""' not in to_json(small_page())


def test_figures_stand_on_one_line_of_the_file():
    assert '"spans": [[0, 5], [5, 10]]' in to_json(small_page())


def test_a_lattice_that_does_not_spell_the_reading_is_refused():
    page = small_page()
    line = page.regions[0].lines[0]
    broken = TextLine(id="l1", polygon=line.polygon, reading="进", confidence=1, glyphs=line.glyphs)
    region = Region(id="r1", kind=RegionKind.BODY, polygon=line.polygon, lines=(broken,))
    with pytest.raises(ValueError, match="lattice of line l1"):
        to_dict(Page(name="p", source=page.source, language="en", regions=(region,)))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("schema",), "ocrfix.page/9", r"\$.schema: 'ocrfix.page/9' is not"),
        (("regions", 0, "kind"), "poem", r"\$.regions\[0\].kind: 'poem' is none of body"),
        (("regions", 0, "lines", 0, "polygon", 1), [1], r"polygon\[1\]: there are 1 items instead of 2"),
        (("regions", 0, "lines", 0, "spans"), [[0, 1]], r"spans: there are 1 items instead of 2"),
        (("regions", 0, "lines", 0, "alternatives", 0, 0), 7, r"no character 7"),
        (("source", "page"), 1.5, r"\$.source.page: 1.5 is not a whole number"),
        (("source", "dpi"), True, r"\$.source.dpi: True is not a number"),
        (("articles",), {}, r"\$.articles: {} is not a list"),
        (("articles", 0, "body", 0, "lines"), ["l9"], "names line l9, which does not exist"),
        (("edits", 0, "start"), 0, "edit e1 does not fit the reading of line l1"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(path, value, said):
    document = deepcopy(to_dict(small_page()))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(FormatError, match=said):
        from_dict(document)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": 1}', "[" * 100_000])
def test_a_file_that_holds_no_page_is_a_format_error(text):
    with pytest.raises(FormatError):
        from_json(text)
