"""Short lines in the middle of a column: crossheads, and what is none."""

from dataclasses import replace

import pytest
from test_layout import SENTENCE, column, printed, seen

from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.labels import label_blocks
from ocrfix.layout.piece import Sheet
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind


def crossheads_of(first, weight):
    """Kinds of the first line of the second column of an article."""
    lines = [
        printed("h", "三万亩秧苗喝上放心水啦", 100, 60, em=40),
        *column("a", 100, 140, 8, "indent"),
        printed("x", first, 390, 140),
        *column("b", 330, 170, 7, "indent"),
    ]
    weights = [weight if line.id == "x" else 0.2 for line in lines]
    outline = find_structure(lines, weights, Furnishings((), (), (), ()), (640, 700))
    return {region.kind.value for region in outline.regions if any(n.id == "x" for n in region.lines)}


def test_a_bold_line_in_the_middle_at_the_head_of_a_column_is_a_crosshead():
    assert crossheads_of("路通人心也", 0.4) == {"crosshead"}


def test_a_bold_line_in_the_middle_over_the_last_two_rows_of_a_column_is_a_crosshead():
    def kind(weight):
        lines = [
            printed("h", "三万亩秧苗喝上放心水啦", 100, 60, em=40),
            *column("a", 100, 140, 8, "indent"),
            printed("x", "路通人心也", 160, 380),
            *column("c", 100, 410, 2, "indent", last=""),
            *column("b", 330, 140, 10),
        ]
        weights = [weight if line.id == "x" else 0.2 for line in lines]
        outline = find_structure(lines, weights, Furnishings((), (), (), ()), (640, 700))
        return next(r.kind.value for r in outline.regions if any(n.id == "x" for n in r.lines))

    assert (kind(0.4), kind(0.2)) == ("crosshead", "body")


def test_a_short_line_of_text_at_the_head_of_a_column_is_none():
    assert crossheads_of(SENTENCE[:4] + "。", 0.2) == {"body"}
    assert crossheads_of("路通人心。", 0.4) == {"body"}


@pytest.mark.parametrize(
    ("left", "text", "weight", "before", "kind"),
    [
        (150, "路通人心也", 0.3, "。", RegionKind.CROSSHEAD),
        (150, "路通人心也", 0.2, "。", RegionKind.BODY),
        (150, "路通人心。", 0.3, "。", RegionKind.BODY),
        (150, "路通人心也", 0.3, "值", RegionKind.BODY),
        (100, "路通人心也", 0.3, "。", RegionKind.BODY),
    ],
    ids=["darker", "as light as text", "a sentence", "inside a sentence", "at the left edge"],
)
def test_a_line_in_the_middle_that_was_found_as_the_last_of_a_text_is_a_crosshead(
    left, text, weight, before, kind
):
    """The text under it is another block."""
    rows = [seen(f"a{n}", 100, 100 + 30 * n) for n in range(4)]
    end, last = seen("e", 100, 220, "一二三四五" + before), seen("x", left, 250, text)
    sheet = Sheet(Axes(False, 1000), 1000, 1400, 20.0, Furnishings((), (), (), ()), 0.2, 200.0)
    lines = [replace(line, weight=weight if line is last else 0.2) for line in (*rows, end, last)]
    (piece,) = [p for p in label_blocks([Block(tuple(lines))], sheet) if p.block.lines[-1].id == "x"]
    assert piece.kind is kind
