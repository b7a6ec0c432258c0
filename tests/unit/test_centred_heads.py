"""Headings of a vertical page that are told by where their rows stand. In logical coordinates."""

from dataclasses import replace

import pytest
from test_layout import seen
from test_vertical import names, sheet

from ocrfix.layout.centred_heads import with_centred_heads
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind

BODY, HEADING = RegionKind.BODY, RegionKind.HEADING


def rows(first="雙橋工業園推進通信基站", second="六千八百戶居民受益", weight=0.3):
    """Two rows in letters smaller than text, in the middle under each other."""
    return [
        replace(seen(f"h{n}", 170 - 7 * len(row), 100 + 25 * n, row, 14.0), weight=shade)
        for n, (row, shade) in enumerate(((first, weight), (second, 0.18)))
    ]


def paragraph(indent=40):
    first = seen("t0", indent, 160, "由供銷社主辦的首屆水蜜桃文化節")
    return [first, *(seen(f"t{n}", 0, 160 + 30 * n, "在金沙灣新區開幕三十八名多客商和市") for n in (1, 2, 3))]


def labels(lines):
    return names(with_centred_heads([Piece(Block(tuple(lines)), BODY)], sheet()))


def test_small_rows_in_the_middle_over_a_paragraph_are_a_heading_in_one_block_with_it_or_by_themselves():
    parted = [(HEADING, "h"), (BODY, "t")]
    assert labels([*rows(), *paragraph()]) == parted
    for blocks in ([rows(), paragraph()], [rows()[:1], rows()[1:], paragraph()]):
        pieces = [Piece(Block(tuple(lines)), BODY) for lines in blocks]
        assert names(with_centred_heads(pieces, sheet())) == parted


def test_so_they_are_in_a_column_of_a_page_of_rows():
    pieces = with_centred_heads([Piece(Block((*rows(), *paragraph())), BODY)], sheet(vertical=False))
    assert names(pieces) == [(HEADING, "h"), (BODY, "t")]


def test_a_row_found_by_itself_over_the_second_of_its_heading_in_one_block_with_the_text_is_its_first():
    first, second = rows()
    pieces = [Piece(Block((first,)), BODY), Piece(Block((second, *paragraph())), BODY)]
    assert names(with_centred_heads(pieces, sheet())) == [(HEADING, "h"), (BODY, "t")]


@pytest.mark.parametrize(
    "lines",
    [
        [*rows(), *paragraph(indent=0)],
        [*rows(second="六千八百戶居民受益。"), *paragraph()],
        [*rows(weight=0.2), *paragraph()],
        [rows()[0], replace(rows()[1], box=rows()[1].box.moved(-40, 0)), *paragraph()],
        [*(replace(row, box=row.box.moved(12, 0)) for row in rows()), *paragraph()],
    ],
    ids=[
        "over the middle of a paragraph",
        "a sentence",
        "as dark as text",
        "flush with each other",
        "a crosshead beside the beginning of a text, set in",
    ],
)
def test_rows_that_may_be_text_are_none(lines):
    assert labels(lines) == [(BODY, "ht")]


@pytest.mark.parametrize(
    ("indent", "second", "kind"), [(40, "六千八百戶居民受益", HEADING), (0, "六千八百戶居民受益。", BODY)]
)
def test_a_light_row_in_the_middle_under_a_heading_and_over_a_paragraph_is_one_more_row_of_it(
    indent, second, kind
):
    first, row = rows(second=second, weight=0.4)
    pieces = [Piece(Block((first,)), HEADING), Piece(Block((row, *paragraph(indent))), BODY)]
    found = with_centred_heads(pieces, sheet())
    assert [p.kind for p in found for line in p.block.lines if line is row] == [kind]
