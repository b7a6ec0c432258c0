"""Which frames hold adverts, and which short articles."""

from dataclasses import replace

import pytest

from ocrfix.geometry import Box
from ocrfix.layout.adverts import with_adverts
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind

FRAME = Box(90, 90, 610, 300)


def piece(kind, left, *rows, em=20.0):
    lines = [
        Line(f"l{left}{n}", text, Box(left, 180 + 30 * n, left + 240, 208 + 30 * n), em, 0.9)
        for n, text in enumerate(rows)
    ]
    return Piece(Block(tuple(lines)), kind, frame=0)


@pytest.mark.parametrize(
    ("left", "right", "holds_advert"),
    [
        (
            ("The work is expected to", "take 19 months and will"),
            ("give employment to about", "893 men."),
            False,
        ),
        (("FOXLEY, March 2 — Visitors", "are asked to leave"), ("their vehicles outside.",), False),
        (("Fresh fish every morning", "at the Harbour Stores"), ("Telephone 4127", "Market Street"), True),
        (("Open from nine to five.", "Closed on Mondays."), ("Telephone 4127", "Ask for Miss Marsh."), True),
    ],
)
def test_rows_with_place_and_day_or_that_go_on_in_the_column_beside_them_are_an_article_in_its_frame(
    left, right, holds_advert
):
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, Furnishings((), (), (FRAME,), ()))
    head = piece(RegionKind.HEADING, 100, "Schools Reopen", em=40.0)
    found = with_adverts(
        [head, piece(RegionKind.BODY, 100, *left), piece(RegionKind.BODY, 350, *right)], sheet
    )
    assert all((p.kind is RegionKind.ADVERT) is holds_advert for p in found)


@pytest.mark.parametrize(
    ("first", "rows", "holds_advert"),
    [(0.0, 3, True), (40.0, 3, False), (0.0, 6, False)],
    ids=["flush", "indented", "many rows"],
)
def test_a_few_rows_of_small_print_that_begin_flush_are_an_advert(first, rows, holds_advert):
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, Furnishings((), (), (FRAME,), ()))
    head = piece(RegionKind.HEADING, 100, "眼科诊所", em=40.0)
    small = piece(RegionKind.BODY, 100, *["本店现招聘十八人要求身体"] * rows)
    top, *others = small.block.lines
    moved = replace(top, box=replace(top.box, left=top.box.left + first))
    found = with_adverts([head, replace(small, block=Block((moved, *others)))], sheet)
    assert (found[0].kind is RegionKind.ADVERT) is holds_advert
