"""Text is readings with their edits, joined as a reader would."""

import pytest

from ocrfix.model.article import Paragraph
from ocrfix.model.edit import Edit
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine
from ocrfix.model.text import SOFT_HYPHEN, Texts, join_lines, line_text

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 2.0), (0.0, 2.0))


def line(name: str, reading: str) -> TextLine:
    return TextLine(id=name, polygon=CORNERS, reading=reading, confidence=1.0)


def edit(name: str, start: int, before: str, after: str) -> Edit:
    return Edit(
        id="e", line=name, start=start, before=before, after=after, rule="r", visual="v", language="l"
    )


def page(*regions: tuple[str, ...], language: str = "zh-Hans", edits: tuple[Edit, ...] = ()) -> Page:
    return Page(
        name="p",
        source=Source(file="p.png", page=1, sha256="0", width_px=9, height_px=9),
        language=language,
        edits=edits,
        regions=tuple(
            Region(
                id=f"r{i}",
                kind=RegionKind.BODY,
                polygon=CORNERS,
                lines=tuple(line(f"l{i}{k}", text) for k, text in enumerate(texts)),
            )
            for i, texts in enumerate(regions)
        ),
    )


@pytest.mark.parametrize(
    ("language", "texts", "joined"),
    [
        ("zh-Hans", ["闭环销", "号机制。", "“进入”"], "闭环销号机制。“进入”"),
        ("zh-Hans", ["增长7.", "8%，达3", "98万元"], "增长7.8%，达398万元"),
        ("zh-Hans", ["TFC", "Group", "公司"], "TFC Group公司"),
        ("zh-Hans", ["他说“", "OK", "”"], "他说“OK”"),
        ("zh-Hans", ["iPhone", "15"], "iPhone 15"),
        ("ja", ["カタ", "カナ"], "カタカナ"),
        ("en", ["the old", "wall"], "the old wall"),
        ("en", ["in 1914", "1915"], "in 1914 1915"),
        ("en", [f"news{SOFT_HYPHEN}", "paper"], "newspaper"),
        ("en", ["well-", "known"], "well-known"),
        ("en", ["a dash -", "so"], "a dash - so"),
        ("en", ["March 27—", "The"], "March 27—The"),
        ("en", ["  spaced ", "", " out"], "spaced out"),
        ("en", [], ""),
    ],
)
def test_lines_join_as_their_language_is_set(language, texts, joined):
    assert join_lines(texts, language) == joined


def test_a_line_takes_only_its_own_edits():
    edits = [edit("a", 1, "人", "入"), edit("b", 0, "进", "退")]
    assert line_text(line("a", "进人园区"), edits) == "进入园区"


def test_an_edit_that_does_not_fit_its_line_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        line_text(line("a", "进人"), [edit("a", 0, "人", "入")])


def test_a_hyphen_that_an_edit_made_soft_vanishes_in_the_paragraph_and_stays_in_the_line():
    texts = Texts(page(("news-", "paper"), language="en", edits=(edit("l00", 4, "-", SOFT_HYPHEN),)))
    assert texts.paragraph(Paragraph(("l00", "l01"))) == "newspaper"
    assert texts.line("l00") == f"news{SOFT_HYPHEN}"


def test_a_paragraph_runs_on_from_one_region_to_the_next():
    assert Texts(page(("上海", "开"), ("展",))).paragraph(Paragraph(("l01", "l10"))) == "开展"


def test_decks_of_a_headline_are_kept_apart_and_lines_of_a_deck_are_not():
    texts = Texts(page(("织密城市", "安全网"), ("隐患清零",)))
    assert texts.regions(["r0", "r1"]) == "织密城市安全网 隐患清零"


def test_an_advert_keeps_its_printed_lines():
    assert Texts(page(("听潮书局", "地址：滨江路"))).printed(["r0"]) == "听潮书局\n地址：滨江路"
