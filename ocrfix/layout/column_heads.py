"""Crossheads at the head of a column of a horizontal page, where the column before goes on past them."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.bold import is_set_bold
from ocrfix.layout.halves import are_halves, over_one_text
from ocrfix.layout.heading_size import is_square, size_of
from ocrfix.layout.joints import begins_indented
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE, JUMP_FROM, SENTENCE_END

_TEXT_SIZE, _LARGER = 1.1, 1.28
"""How much larger than the text such a crosshead is at most, and the article's own heading at least."""

_DARK_LETTERS, _LETTERS = 1.4, 1.25
"""How dark against the text one in Latin letters is at least, and how much larger at most."""

_APART_EM, _MIDDLE_EM, _UNDER_EM, _GUTTER_EM = 0.5, 1.0, 1.2, 3.0
"""How far the crosshead stands from the edges of its column at least, its middle from that of the column, the
text under it and the column beside it at most."""

_BEGINS_EM, _ENDS_EM, _DECK_EM, _KICKER_EM = 0.6, 2.0, 6.0, 3.0
"""How far columns that begin, and that end, level are out of level at most; how far over its text the
article's heading ends, and how far over that a kicker begins."""

_WIDE, _BESIDE = 1.5, 0.7
"""How wide a heading over several columns is at least, in columns; how much of one that runs down beside a
column stands beside its text at least."""

_SIDE_EM, _CROSSHEAD_EM = 1.0, 3.0
"""How far texts of one column are out of line at most, and how high a crosshead between two stands."""


def with_heads_of_columns(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces; a bold row in the size of the text in the middle over a column that opens no report is a
    crosshead, where the column to its left is of the same article: it begins level with the row, under a
    heading over both, or with a dateline and a heading down the side; or ends level with the row's column,
    under a heading beside which, or beside whose text, the row stands, or under a line, level with the row,
    that says from which page it goes on; or it begins level with a row under a heading, as does the column
    to its right."""
    if sheet.axes.vertical:
        return tuple(pieces)
    texts = [p for p in pieces if p.kind is RegionKind.BODY]
    return tuple(
        replace(p, kind=RegionKind.CROSSHEAD) if _heads_column(p, texts, pieces, sheet) else p for p in pieces
    )


def _heads_column(row: Piece, texts: Sequence[Piece], pieces: Sequence[Piece], sheet: Sheet) -> bool:
    if row.kind not in (RegionKind.HEADING, RegionKind.BODY) or len(row.block.lines) > 1:
        return False
    if not _is_bold(row, sheet) or row.block.crosswise or SENTENCE_END.search(row.block.text):
        return False
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and p.block.em > _LARGER * sheet.em]
    boxes = [_whole(head, heads, texts, sheet.em) for head in heads]
    along = [head.block.box for head in heads if head.block.crosswise]
    jumps = [
        p.block.box for p in pieces if p.kind is RegionKind.CONTINUATION and JUMP_FROM.match(p.block.text)
    ]
    own = [text for text in texts if text.frame == row.frame and len(text.block.lines) > 1]
    columns = [text.block.box for text in own if _is_headed(text, row.block.box, sheet)]
    return any(
        (
            not _is_parted(left.block.box, column, row.block.box, boxes, sheet)
            and _is_of_article(_to_foot(left, own, sheet.em), column, row.block.box, boxes, sheet.em)
        )
        or _is_of_report(left, column, row.block.box, boxes, along, sheet.em)
        or _stands_among(row.block.box, left.block.box, column, boxes, own, sheet.em)
        or _is_continued(_to_foot(left, own, sheet.em), column, row.block.box, jumps, sheet.em)
        for column in columns
        for left in own
        if _is_beside(left.block.box, column, sheet.em)
    )


def _is_bold(row: Piece, sheet: Sheet) -> bool:
    """Whether a row is set bold in the size of the text, which the box of a few Latin letters tells less."""
    if is_square(row):
        return is_set_bold(row.block.lines, sheet) and row.block.em < _TEXT_SIZE * sheet.em
    return sheet.darkness(row.block.lines[0].weight) > _DARK_LETTERS and row.block.em < _LETTERS * sheet.em


def _is_headed(text: Piece, row: Box, sheet: Sheet) -> bool:
    """Whether a row stands in the middle right over a text, no report, that begins a paragraph."""
    box, em = text.block.box, sheet.em
    clear = min(row.left - box.left, box.right - row.right) > _APART_EM * em
    middle = abs(row.centre[0] - box.centre[0]) < _MIDDLE_EM * em
    under = -_APART_EM * em < box.top - row.bottom < _UNDER_EM * em
    opens = begins_indented(text.block, em) and not DATELINE.match(text.block.text)
    return clear and middle and under and opens


def _is_beside(left: Box, column: Box, em: float) -> bool:
    """Whether a column as wide ends right to the left of another."""
    alike = 0.8 < left.width / column.width < 1.25 and left.along(column) > 0
    return alike and -_APART_EM * em < column.left - left.right < _GUTTER_EM * em


def _whole(head: Piece, heads: Sequence[Piece], texts: Sequence[Piece], em: float) -> Box:
    """The box of a heading with the other half of its row that has one text with it."""
    return union([head.block.box, *(other.block.box for other in heads if _are_one(head, other, texts, em))])


def _are_one(head: Piece, other: Piece, texts: Sequence[Piece], em: float) -> bool:
    box, beside = head.block.box, other.block.box
    along = not (head.block.crosswise or other.block.crosswise) and box.level_with(beside)
    if other is head or other.frame != head.frame or not along:
        return False
    return are_halves(head, other, -box.across(beside) / size_of(head)) and over_one_text(
        head, other, texts, em
    )


def _is_parted(left: Box, column: Box, row: Box, heads: Sequence[Box], sheet: Sheet) -> bool:
    """Whether a rule runs between two columns that no heading stands over together: rules run between columns
    of one article as well."""
    ruled = any(
        left.right - sheet.em < rule.centre[0] < column.left + sheet.em and rule.along(column) > 0
        for rule in sheet.furnishings.down(sheet.axes)
    )
    return ruled and not any(
        _is_over(head, left, sheet.em) and _is_over(head, row, sheet.em) for head in heads
    )


def _to_foot(text: Piece, texts: Sequence[Piece], em: float) -> Box:
    """The box of a text and of those that go on under it in its column, past crossheads."""
    box = text.block.box
    for other in sorted((t.block.box for t in texts), key=lambda other: other.top):
        level = abs(other.left - box.left) < _SIDE_EM * em and abs(other.right - box.right) < _SIDE_EM * em
        if level and -_APART_EM * em < other.top - box.bottom < _CROSSHEAD_EM * em:
            box = union([box, other])
    return box


def _is_of_article(left: Box, column: Box, row: Box, heads: Sequence[Box], em: float) -> bool:
    """Whether a row over a column stands level with the head of the column beside it, under a heading over
    several columns; or where no heading reaches, level with that head or with the heading over it, and both
    columns end level."""
    level = abs(left.top - row.top) < _BEGINS_EM * em
    over = [head for head in heads if _is_over(head, row, em)]
    if level and over:
        return all(head.width > _WIDE * column.width for head in over)
    reached = any(
        _is_over(head, left, em) and (level or head.top - _KICKER_EM * em < row.top < head.bottom)
        for head in heads
    )
    return reached and abs(left.bottom - column.bottom) < _ENDS_EM * em


def _is_of_report(
    left: Piece, column: Box, row: Box, heads: Sequence[Box], along: Sequence[Box], em: float
) -> bool:
    """Whether the column to the left begins a report under no heading, level with the row, and a heading runs
    down the other side of the row's column: it is that of both, though a rule may stand between them."""
    box = left.block.box
    begins = abs(box.top - row.top) < _BEGINS_EM * em and DATELINE.match(left.block.text)
    if not begins or any(_is_over(head, box, em) for head in heads):
        return False
    return any(
        -_APART_EM * em < head.left - column.right < _DECK_EM * em
        and head.along(column) > _BESIDE * head.height
        for head in along
    )


def _is_continued(left: Box, column: Box, row: Box, jumps: Sequence[Box], em: float) -> bool:
    """Whether a column that ends level with a row's goes on from another page, as a line over it says that
    stands level with the row."""
    level = abs(left.bottom - column.bottom) < _ENDS_EM * em
    return level and any(
        abs(jump.top - row.top) < _BEGINS_EM * em
        and jump.across(left) > 0
        and abs(left.top - jump.bottom) < _UNDER_EM * em
        for jump in jumps
    )


def _stands_among(
    row: Box, left: Box, column: Box, heads: Sequence[Box], texts: Sequence[Piece], em: float
) -> bool:
    """Whether a row over a column stands under a heading, level with the first rows of the columns on both
    its sides: were it part of the heading, it would stand above them."""
    rights = [text.block.box for text in texts if _is_beside(column, text.block.box, em)]
    level = any(max(abs(left.top - row.top), abs(right.top - row.top)) < _BEGINS_EM * em for right in rights)
    return level and any(_is_over(head, row, em) for head in heads)


def _is_over(head: Box, text: Box, em: float) -> bool:
    """Whether a heading stands over a text, or over a row, not far above it."""
    return head.across(text) > 0.5 * text.width and -em < text.top - head.bottom < _DECK_EM * em
