"""Law 1: whoever loses a region or places it twice is told so."""

from dataclasses import replace

import pytest
from test_text import page

from ocrfix.model.article import Advert, Article, Caption, Furniture, Paragraph, Unplaced
from ocrfix.model.laws import misplaced

WHOLE = replace(
    page(("标题",), ("一", "二"), ("三",), ("摄",), ("报",)),
    articles=(
        Article(id="a1", headline=("r0",), body=(Paragraph(("l10",)), Paragraph(("l11", "l20")))),
        Article(id="a2"),
    ),
    captions=(Caption(id="c1", text=("r3",)),),
    furniture=(Furniture("nameplate", "r4"),),
)


def broken(**changes: object) -> list[str]:
    return misplaced(replace(WHOLE, **changes))


def test_a_page_with_everything_in_one_place_has_no_problem():
    assert misplaced(WHOLE) == []


def test_a_paragraph_may_run_over_two_regions_and_a_region_hold_two_paragraphs():
    body = (Paragraph(("l10", "l11", "l20")),)
    assert broken(articles=(replace(WHOLE.articles[0], body=body),)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"furniture": ()}, "region r4 stands nowhere"),
        ({"adverts": (Advert(("r3",)),)}, "region r3 stands in caption c1 and in advert 1"),
        (
            {"unplaced": (Unplaced("r1", "?"),)},
            "region r1 stands in the unplaced and in the body of article a1",
        ),
        ({"unplaced": (Unplaced("r9", "?"),)}, "the unplaced names region r9, which does not exist"),
        ({"captions": WHOLE.captions * 2}, "caption c1 exists 2 times"),
        ({"regions": WHOLE.regions + WHOLE.regions[:1]}, "region r0 exists 2 times"),
        (
            {"articles": (replace(WHOLE.articles[0], byline=("r0",)),)},
            "region r0 stands in the headline of article a1 and in the byline of article a1",
        ),
    ],
)
def test_a_region_in_no_place_or_in_two_is_named(changes, problem):
    assert problem in broken(**changes)


@pytest.mark.parametrize(
    ("paragraphs", "problem"),
    [
        ([("l10", "l20")], "line l11 of region r1 stands in no paragraph"),
        ([("l10", "l11"), ("l11", "l20")], "line l11 of region r1 stands in 2 paragraphs"),
        ([("l10", "l11", "l20", "l99")], "the body of article a1 names line l99, which does not exist"),
    ],
)
def test_a_line_in_no_paragraph_or_in_two_is_named(paragraphs, problem):
    body = tuple(Paragraph(lines) for lines in paragraphs)
    assert broken(articles=(replace(WHOLE.articles[0], body=body),)) == [problem]


def test_a_region_split_between_two_articles_is_named():
    one, two = WHOLE.articles
    articles = (
        replace(one, body=(Paragraph(("l10",)),)),
        replace(two, body=(Paragraph(("l11", "l20")),)),
    )
    assert broken(articles=articles) == [
        "region r1 stands in the body of article a1 and in the body of article a2"
    ]
