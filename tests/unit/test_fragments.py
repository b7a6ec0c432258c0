"""The orphan solver on pages with a picture, and what evidence it asks for."""

import pytest

from ocrfix.geometry import Box
from ocrfix.model.article import Article, Paragraph, Unplaced
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine
from ocrfix.model.text import Texts
from ocrfix.repair.edges import widened
from ocrfix.repair.fragments import align, solve_fragments
from ocrfix.repairing import with_edits

BODY = "本报讯 区委书记周明远带队赴广州推介港口合作项目，与多家航运企业座谈。"


def same(read: str, printed: str) -> float:
    return float(read == printed)


def page_with(pieces: list[tuple[str, Box]], body: str = BODY) -> Page:
    """A page of one article without a headline, its text 20 px high, and pieces that have no place."""
    source = Source(file="p.png", page=1, sha256="0" * 64, width_px=1000, height_px=1000)
    box = Box(300, 500, 300 + 20 * len(body), 520).polygon
    text = Region(
        id="r0",
        kind=RegionKind.BODY,
        polygon=box,
        lines=(TextLine(id="l0", polygon=box, reading=body, confidence=1),),
    )
    orphans = [
        Region(
            id=f"r{n}",
            kind=RegionKind.UNKNOWN,
            polygon=place.polygon,
            lines=(TextLine(id=f"l{n}", polygon=place.polygon, reading=piece, confidence=0.5),),
        )
        for n, (piece, place) in enumerate(pieces, 1)
    ]
    return Page(
        name="p",
        source=source,
        language="zh-Hans",
        regions=(text, *orphans),
        articles=(Article(id="a1", body=(Paragraph(("l0",)),)),),
        unplaced=tuple(Unplaced(region.id, "no article is near") for region in orphans),
    )


def column(text: str, size: float, shuffle: bool = False) -> list[tuple[str, Box]]:
    """The characters of a text, one below the other, from the top down or in another order."""
    placed = [(char, Box(100, 60 * n, 100 + size, 60 * n + size)) for n, char in enumerate(text)]
    return placed[::-1] if shuffle else placed


def solved(page: Page) -> Page:
    page, fills = solve_fragments(page, same)
    return with_edits(page, fills)


def test_large_characters_in_a_column_are_the_headline_in_the_order_they_stand_in():
    page = solved(page_with(column("明远赴广州", 50, shuffle=True)))
    assert Texts(page).regions(page.articles[0].headline) == "周明远带队赴广州"
    assert page.articles[0].reconstructed.pieces == ("明", "远", "赴", "广", "州")
    assert misplaced(page) == []
    assert not page.unplaced


def test_characters_of_the_size_of_the_text_are_no_headline():
    page = solved(page_with(column("明远赴广州", 20)))
    assert not page.articles[0].headline
    assert len(page.unplaced) == 5


def test_a_piece_of_another_size_is_not_taken_along():
    pieces = [*column("明远赴广州", 50), ("港", Box(800, 100, 890, 190))]
    page = solved(page_with(pieces))
    assert [Texts(page).region(rest.region) for rest in page.unplaced] == ["港"]


def test_common_characters_are_no_evidence():
    page = page_with(column("的是在了", 50), body="本报讯 他的任务是在港口了解情况，并在会上作了发言。")
    assert not solved(page).articles[0].headline


def test_what_the_pieces_lack_is_filled_in_by_edits_that_name_the_evidence():
    page = solved(page_with(column("明远赴广州", 50)))
    assert [(edit.line, edit.start, edit.before, edit.after) for edit in page.edits] == [
        ("l1", 0, "", "周"),
        ("l3", 0, "", "带队"),
    ]
    assert {edit.rule for edit in page.edits} == {"reconstruct"}
    assert all("周明远带队赴广州推介" in edit.language for edit in page.edits)


@pytest.mark.parametrize("pieces", [["州", "广", "赴", "远", "明"], ["江", "河"]])
def test_pieces_out_of_order_or_of_another_text_have_no_place(pieces):
    score, placed = align(pieces, BODY, same)
    assert score < 12
    assert len(placed) < 2


def test_a_name_is_taken_whole():
    start, end = widened(BODY, BODY.index("明远"), BODY.index("广州") + 2, BODY)
    assert BODY[start:end] == "周明远带队赴广州"
