"""An article set inside another's columns with only blank paper round it."""

import pytest
from test_layout import NOTHING, SENTENCE, seen

from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.unframed_boxes import with_unframed_boxes
from ocrfix.model.page import RegionKind

SHEET = Sheet(Axes(False, 1000), 1000, 1400, 20.0, NOTHING, 0.2, 200.0)


def text(left, top, rows, *, last=SENTENCE[:10], length=10):
    lines = [SENTENCE[:length]] * (rows - 1) + [last[:length]]
    return Piece(
        Block(tuple(seen(f"{left}{top}{n}", left, top + 30 * n, row) for n, row in enumerate(lines))),
        RegionKind.BODY,
    )


def frames(inset, *, above=SENTENCE[:10], end="村民们忙着播种。"):
    """The frames found round an article `inset` pixels further in than the two columns over and under it."""
    over = [text(100, 100, 5, last=above), text(320, 100, 5, last=above)]
    under = [text(100, 560, 5), text(320, 560, 5)]
    head = Piece(
        Block((seen("h", 220, 300, SENTENCE[:6], 30.0),)),
        RegionKind.HEADING,
    )
    length = 10 - inset // 20
    inner = [text(100 + inset, 360, 5, length=length), text(320, 360, 5, last=end, length=length)]
    pieces, sheet = with_unframed_boxes([*over, head, *inner, *under], SHEET)
    boxed = [piece for piece in pieces if piece.frame == 0]
    assert [piece.block for piece in boxed] in ([], [piece.block for piece in (head, *inner)])
    return sheet.furnishings.frames if boxed else ()


@pytest.mark.parametrize("inset", [0, 20, 40])
def test_an_article_over_which_columns_break_off_in_a_sentence_that_goes_on_under_it_is_a_box(inset):
    (frame,) = frames(inset)
    assert (frame.top < 300, frame.bottom < 560) == (True, True)


def test_an_article_as_wide_as_the_columns_around_it_is_no_box_where_they_end_over_it_and_a_narrower_one_is():
    assert frames(0, above="村民们忙着播种。") == ()
    assert frames(20, above="村民们忙着播种。")


def test_an_article_as_wide_as_the_columns_around_it_that_itself_breaks_off_in_a_sentence_is_no_box():
    assert frames(0, end=SENTENCE[:10]) == ()
