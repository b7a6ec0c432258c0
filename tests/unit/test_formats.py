"""Every format shows every text of the page once."""

import io
from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from lxml import etree
from test_misplaced import WHOLE
from test_text import page

from ocrfix.errors import SetupError
from ocrfix.formats import FORMATS
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.markdown import write_markdown
from ocrfix.formats.text import write_text
from ocrfix.model.article import Advert, Article, Caption, Furniture, Nameplate, Paragraph, Unplaced
from ocrfix.model.page import Page

STORY = replace(
    page(
        ("春耕一线",), ("三万亩秧苗", "喝上放心水"), ("记者 温如许",), ("泵站", "开机。"), ("再生稻",),
        ("* 水来了。",), ("图为泵站",), ("温如许 摄",), ("听潮书局", "滨江路66号"), ("澜浦日报",), ("碎片",),
    ),
    nameplate=Nameplate(title="澜浦日报", date="2024年3月28日", page="第1版"),
    articles=(
        Article(
            id="a1",
            kicker=("r0",),
            headline=("r1",),
            byline=("r2",),
            body=(Paragraph(("l30", "l31")), Paragraph(("l40",), crosshead=True), Paragraph(("l50",))),
        ),
    ),
    captions=(Caption(id="c1", text=("r6",), credit=("r7",), article="a1"),),
    adverts=(Advert(("r8",)),),
    furniture=(Furniture("nameplate", "r9"),),
    unplaced=(Unplaced("r10", "no neighbour"),),
)  # fmt: skip

MARKDOWN = """\
# 澜浦日报

第1版 · 2024年3月28日

*春耕一线*

## 三万亩秧苗喝上放心水

*记者 温如许*

泵站开机。

### 再生稻

\\* 水来了。

> 图为泵站 *温如许 摄*

## Adverts

听潮书局\\
滨江路66号

## Furniture

澜浦日报

## Unplaced

碎片
"""


def test_markdown_sets_an_article_under_its_headline_and_the_rest_at_the_end():
    assert write_markdown(STORY) == MARKDOWN


def test_a_caption_of_no_article_stands_under_captions():
    loose = replace(STORY, captions=(replace(STORY.captions[0], article=None),))
    assert "## Captions\n\n> 图为泵站 *温如许 摄*" in write_markdown(loose)


def test_an_article_without_headline_is_set_off_from_the_one_before():
    bare = replace(STORY, articles=(*STORY.articles, Article(id="a2", body=(Paragraph(("l50",)),))))
    assert "\n\n---\n\n\\* 水来了。" in write_markdown(bare)


def test_plain_text_has_a_paragraph_a_line():
    assert write_text(STORY).startswith("春耕一线\n三万亩秧苗喝上放心水\n记者 温如许\n泵站开机。\n再生稻\n")


TEXTS = ("md", "txt", "json", "page", "iiif")
"""Formats that have whole lines or paragraphs; in the others a line is in words."""


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("whole", [STORY, WHOLE], ids=["story", "whole"])
def test_no_format_loses_a_text(name, whole):
    written = content(name, whole)
    for line in whole.lines():
        assert line.reading.lstrip("* ") in written


@pytest.mark.parametrize("name", ["alto", "hocr", "tei"])
@pytest.mark.parametrize("whole", [STORY, WHOLE], ids=["story", "whole"])
def test_no_format_loses_a_character(name, whole):
    written = content(name, whole)
    words = etree.fromstring(written.encode()).xpath("//@CONTENT | //text()")
    found = Counter("".join(words))
    wanted = Counter("".join("".join(line.reading.split()) for line in whole.lines()))
    assert wanted - found == Counter()


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("pdf", "parquet")])
def test_an_empty_page_can_be_written_in_every_format(name):
    assert content(name, page()).strip() != "None"


def test_parquet_has_the_rows_or_says_what_to_install():
    with suppress(ImportError):
        from pyarrow import parquet

        table = parquet.read_table(io.BytesIO(FORMATS["parquet"].write_issue(alone(STORY))))
        assert table["kicker"].to_pylist() == ["春耕一线"]
        return
    with pytest.raises(SetupError, match="pyarrow"):
        FORMATS["parquet"].write_issue(alone(STORY))


def content(name: str, whole: Page) -> str:
    chosen = FORMATS[name]
    return (chosen.write_issue(alone(whole)) if chosen.of_issue else chosen.write(whole)).decode()


def alone(whole: Page) -> Issue:
    return Issue(whole.name, (Leaf(whole, whole.name),))
