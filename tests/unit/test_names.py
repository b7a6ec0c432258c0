"""A name that a page reads two ways is a doubt with its answer; other names are left in peace."""

from dataclasses import replace

import pytest
from lines import lattice, line_of, page_of

from ocrfix.model.page import Page, RegionKind
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.names import find_name_doubts
from ocrfix.repairing import repaired

OFTEN = ("市委书记金承涛带队赴上海", "金承涛说", "金承涛一行")
SHAPES = [set("涛诱"), set("承乘"), set("金全"), set("浦捕"), set("入人")]


def alike(one: str, other: str) -> bool:
    return any({one, other} <= shapes for shapes in SHAPES)


def answers(*lines: str, language: str = "zh-Hans", known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = find_name_doubts(page_of(lines, language=language), alike, known)
    return [(doubt.text.split()[0], doubt.alternative) for doubt in found]


def with_byline(byline: str, *body: str) -> Page:
    page = page_of([byline], body)
    return replace(page, regions=(replace(page.regions[0], kind=RegionKind.BYLINE), page.regions[1]))


@pytest.mark.parametrize("odd", ["金承诱", "金乘涛", "全承涛"])
def test_a_person_read_another_way_once_is_a_doubt_with_the_usual_way(odd):
    assert answers(*OFTEN, f"随后{odd}考察了企业") == [(odd, "金承涛")]


def test_the_doubt_says_where_and_how_often():
    (doubt,) = find_name_doubts(page_of([*OFTEN, "金承诱考察"]), alike)
    assert (doubt.kind, doubt.line) == ("name", "l4")
    assert doubt.text == "金承诱 stands once on the page, 金承涛 3 times"


def test_a_name_is_found_over_a_line_end():
    assert answers(*OFTEN, "随后金承", "诱考察") == [("金承诱", "金承涛")]


def test_a_place_read_another_way_once_is_a_doubt():
    assert answers("澜浦区今年", "在澜浦区举行", "到澜浦区去", "来自澜捕区的") == [("澜捕区", "澜浦区")]


def test_the_name_of_a_byline_counts():
    found = find_name_doubts(with_byline("本报记者 罗子衿", "罗子衿说，罗子衿在，而罗子衿"), alike)
    assert found == ()
    page = with_byline("本报记者 罗子涛", "罗子涛说，罗子涛在，而罗子诱")
    assert [doubt.alternative for doubt in find_name_doubts(page, alike)] == ["罗子涛"]


@pytest.mark.parametrize(
    "lines",
    [
        (*OFTEN, "金承伟考察"),
        (*OFTEN, "金承诱考察，金承诱说"),
        (*OFTEN[:2], "金承诱考察"),
        ("收入增长", "收入提高", "收入不低", "收人"),
        ("进入园区", "进入园区", "进入园区", "引进人才"),
        (),
    ],
    ids=["not alike", "twice too", "seen only twice", "no name", "no name, longer", "nothing"],
)
def test_what_is_no_name_read_two_ways_is_left_in_peace(lines):
    assert answers(*lines) == []


def test_a_name_that_is_known_is_right_however_rare():
    assert answers(*OFTEN, "金承诱考察", known=("金承诱",)) == []


def test_what_the_engine_saw_too_is_likeness_enough():
    page = page_of([*OFTEN, "金承焘考察"])
    seen = line_of("金承焘考察", "l4", glyphs=lattice("金承焘考察", at2="涛"))
    region = replace(page.regions[0], lines=(*page.regions[0].lines[:3], seen))
    assert [d.alternative for d in find_name_doubts(replace(page, regions=(region,)))] == ["金承涛"]
    assert find_name_doubts(page) == ()


def test_a_latin_name_read_another_way_once_is_a_doubt():
    lines = ("Agnes Barnes and Mr. Barnes", "said Barnes. But Bames’s reply", "and Farnes")
    assert answers(*lines, language="en") == [("Bames", "Barnes")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Barnes and Barnes", "and Bames"),
        ("Barnes, Barnes and Barnes", "Bames and Bames"),
        ("Smith, Smith and Smith", "and Smyth"),
        ("barnes, barnes and barnes", "bames"),
    ],
    ids=["seen twice", "twice too", "not alike", "no names"],
)
def test_other_latin_names_are_left_in_peace(lines):
    assert answers(*lines, language="en") == []


def test_names_are_never_edited():
    page = page_of(["said Barnes, Barnes and Barnes", "Bames"], language="en")
    found = repaired(page, UserLexicon())
    assert found.edits == ()
    assert {doubt.alternative for doubt in found.doubts} == {"Barnes"}
