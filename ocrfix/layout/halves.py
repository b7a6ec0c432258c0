"""Headings side by side that are halves of one: the text under them tells it from two neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.columns import Block
from ocrfix.layout.heading_size import as_large, is_square, size_of
from ocrfix.layout.joints import begins_indented
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE

_REACH_EM, _PICTURED_EM, _LEVEL_EM = 8.0, 45.0, 1.5
"""How far under a headline its text begins, under a picture that stands between, and how far from level its
columns do."""

_HALVES_EM = 1.25
_TWINS, _TWIN_HALVES_EM = 0.95, 1.45
_WORDS_EM = 0.8
_CUT = 0.6
"""How close the parts of rows stand that were cut, against words."""

_ROW_SIZE = 1.25
"""How much larger than the other one of two rows of a heading measures at most."""

_AS_DARK = 1.4
"""How much more of its box is dark than of the other's, at most, where both rows are printed black."""

_TWIN_ENDS = 0.4
"""How far from each other two rows of a heading begin, and end, that are as long, in their letters."""

_LEVEL_LETTERS = 0.14
"""By how much of their height words of one printed line may stand higher or lower than each other."""

_LEVEL_STRIPS = 0.6
"""How much of their width two pieces of one strip share, and how much of their length two strips."""

_HALF_LENGTH = 8

_MIDDLE_EM, _OVER_EM = 0.5, 1.0
"""How far the middle of a line over two halves is from theirs, and how far from them the line is, at most."""

_UNDER_EM, _FLUSH_EM = 14.0, 0.5
"""How far under a headline its columns stand, where a box stands between, and how exactly one begins with its
columns that does not stand in their middle."""

_LARGER, _DARKER = 1.06, 1.2
"""How much larger than the text two halves of a subheading are at least, or how much darker."""


def in_one_strip(a: Box, b: Box) -> bool:
    """Whether two boxes set crosswise are pieces of one strip: one stands under the other, not beside it as
    a strip whose letters lean."""
    beside = a.along(b) > _LEVEL_STRIPS * min(a.height, b.height)
    return not beside and a.across(b) > _LEVEL_STRIPS * min(a.width, b.width)


def are_halves(a: Piece, b: Piece, apart_em: float) -> bool:
    """Whether two pieces of one row, so far apart, are one headline with a space in it."""
    small, large = sorted((a, b), key=size_of)
    letters = max(len(a.block.text), len(b.block.text))
    squares = is_square(a) or is_square(b)
    twins = letters <= 5 and size_of(small) > _TWINS * size_of(large)
    halves = _TWIN_HALVES_EM if twins else _HALVES_EM
    return as_large(small, large) and apart_em < (halves if squares else _WORDS_EM)


def is_half_with(piece: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a piece stands in one row with one of some headings and is the other half of that."""
    box = piece.block.box
    return any(
        not (piece.block.crosswise or head.block.crosswise)
        and piece.frame == head.frame
        and box.level_with(head.block.box)
        and min(size_of(piece), size_of(head)) > _TWINS * max(size_of(piece), size_of(head))
        and are_halves(piece, head, -box.across(head.block.box) / size_of(head))
        for head in heads
    )


def is_row_with(row: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a row stands right over or under another of some headings, as large as that."""
    return any(head is not row and _are_rows(row, head) for head in heads)


def is_row_of_figures(row: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a row that says no more than a number, as 66.5%, stands right over or under another of some
    headings: by itself it would tell nothing."""
    text = row.block.text
    number = any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)
    return number and len(row.block.lines) == 1 and is_row_with(row, heads)


def is_twin_row(row: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a row stands right over or under another of some headings, as large and as long as that, with
    as many letters: the two parts of a headline that balance each other."""
    return any(head is not row and _are_rows(row, head) and _are_twins(row, head) for head in heads)


def _are_twins(a: Piece, b: Piece) -> bool:
    box, other = a.block.box, b.block.box
    if a.block.crosswise:
        box, other = box.transposed, other.transposed
    off = max(abs(box.left - other.left), abs(box.right - other.right))
    return len(a.block.text) == len(b.block.text) and off < _TWIN_ENDS * a.block.em


def _are_rows(row: Piece, head: Piece) -> bool:
    small, large = sorted((row, head), key=lambda piece: piece.block.em)
    em, box, other = small.block.em, row.block.box, head.block.box
    if row.block.crosswise and head.block.crosswise:
        shared, apart = box.along(other) / min(box.height, other.height), -box.across(other)
    else:
        shared, apart = box.across(other) / min(box.width, other.width), -box.along(other)
    alike = large.block.em < _ROW_SIZE * em or as_large(small, large)
    return shared > 0.6 and apart < 0.6 * em and alike


def as_dark(row: Piece, heads: Sequence[Piece]) -> list[Piece]:
    """The headings about as dark as a row: bold letters of many strokes fill a box that is drawn close around
    them as a black ground does."""
    dark = row.block.lines[0].weight
    return [head for head in heads if dark < _AS_DARK * head.block.lines[0].weight]


def are_short(a: Piece, b: Piece) -> bool:
    """Whether two pieces of one row are so short that a headline would have a space between them."""
    squares = is_square(a) or is_square(b)
    return not squares or max(len(a.block.text), len(b.block.text)) <= _HALF_LENGTH


def meet_in_rows(a: Piece, b: Piece, em_px: float) -> bool:
    """Whether two blocks side by side are one printed: in every row that both have they stand on one line and
    no more than a space apart. The rows of two headlines stand and end each where it likes."""
    left, right = sorted((a.block, b.block), key=lambda block: block.box.left)
    rows = [
        (line.box, other.box)
        for line in left.lines
        for other in right.lines
        if line.box.level_with(other.box)
    ]
    apart = any(-line.across(other) > _WORDS_EM * em_px for line, other in rows)
    return bool(rows) and not apart and all(_on_one_line(line, other) for line, other in rows)


def are_cut_rows(a: Piece, b: Piece, em_px: float) -> bool:
    """Whether two headings of several rows each meet in all of them, closer than words do: the gutter under
    them cut the rows of one."""
    several = min(len(a.block.lines), len(b.block.lines)) > 1
    return several and meet_in_rows(a, b, _CUT * em_px)


def _on_one_line(left: Box, right: Box) -> bool:
    """Whether heads, feet or middles of two boxes are level, whatever strokes their letters have."""
    off = min(
        abs(left.top - right.top), abs(left.bottom - right.bottom), abs(left.centre[1] - right.centre[1])
    )
    return off < _LEVEL_LETTERS * min(left.height, right.height)


def _row_of(piece: Piece, group: Sequence[Piece]) -> list[Piece]:
    return [other for other in group if other.block.box.level_with(piece.block.box)]


def row_box(head: Piece, group: Sequence[Piece]) -> Box:
    """The box of a heading and of those that stand in one row with it."""
    level = (piece for piece in _row_of(head, group) if piece.kind is RegionKind.HEADING)
    return union(piece.block.box for piece in (head, *level))


def over_one_text(a: Piece, b: Piece, bodies: Sequence[Piece], em_px: float) -> bool:
    """Whether two headings on one line have one text under them: a column of it stands under the blank
    between them, or the first column that begins under the right one, under a picture or not, goes on from
    another. Of neighbours, each ends over its own columns and has the beginning of its text under it."""
    left, right = sorted((a.block.box, b.block.box), key=lambda box: box.left)
    foot = max(left.bottom, right.bottom)
    below = [
        piece
        for piece in _texts_below(a, foot, bodies, _PICTURED_EM * em_px, em_px)
        if left.left - em_px < piece.block.box.centre[0] and piece.block.box.left < right.right - em_px
    ]
    under = [piece for piece in below if piece.block.box.top - foot < _REACH_EM * em_px]
    spans = any(
        piece.block.box.left < left.right - em_px and right.left + em_px < piece.block.box.right
        for piece in _level(under, em_px)
    )
    start = min(left.right, right.left) - _LEVEL_EM * em_px
    begun = [piece for piece in under if piece.block.box.left > start]
    begun = begun or [piece for piece in below if piece.block.box.left > start]
    first = min(_level(begun, em_px), key=lambda piece: piece.block.box.left, default=None)
    return spans or (first is not None and not _opens(first, em_px))


def _texts_below(
    head: Piece, foot: float, bodies: Sequence[Piece], reach_px: float, em_px: float
) -> list[Piece]:
    """The texts in the frame of a heading that begin so far below its foot, and are columns."""
    return [
        piece
        for piece in bodies
        if piece.frame == head.frame
        and len(piece.block.lines) > 2
        and -em_px < piece.block.box.top - foot < reach_px
    ]


def _level(pieces: Sequence[Piece], em_px: float) -> list[Piece]:
    """Those of some pieces that begin level with the first of them."""
    top = min((piece.block.box.top for piece in pieces), default=0.0)
    return [piece for piece in pieces if piece.block.box.top < top + _LEVEL_EM * em_px]


def centred_together(a: Piece, b: Piece, bodies: Sequence[Piece], em_px: float) -> bool:
    """Whether two headings on one line stand in the middle over all columns under them, as one, while neither
    stands in the middle over those under it, nor begins with them, as a headline of its own."""
    left, right = sorted((a.block.box, b.block.box), key=lambda box: box.left)
    whole = union([left, right])
    under = [
        piece.block.box
        for piece in _texts_below(a, whole.bottom, bodies, _UNDER_EM * em_px, em_px)
        if whole.across(piece.block.box) > 0
    ]
    parts = [[box for box in under if (box.centre[0] < right.left) is before] for before in (True, False)]
    if not all(parts):
        return False
    own = list(zip((left, right), map(union, parts), strict=True))
    alone = any(
        abs(head.left - text.left) < _FLUSH_EM * em_px or abs(head.centre[0] - text.centre[0]) < em_px
        for head, text in own
    )
    return not alone and abs(whole.centre[0] - union(under).centre[0]) < _MIDDLE_EM * em_px


def whole_rows(heading: Sequence[Piece]) -> Iterator[Piece]:
    """The rows of a heading that stand in halves, each as one piece: what is centred under the blank between
    two halves stands under neither."""
    for piece in heading:
        row = _row_of(piece, heading)
        if row[0] is piece and len(row) > 1:
            yield replace(piece, block=Block(tuple(line for half in row for line in half.block.lines)))


def with_other_half(piece: Piece, lines: Sequence[Piece], sheet: Sheet) -> Piece:
    """A short line in letters larger or darker than the text as one piece with another as large, level with
    it and a space apart: what is centred as a whole is centred in neither half."""
    if not _stands_out(piece, sheet):
        return piece
    for other in lines:
        box, beside = piece.block.box, other.block.box
        if other is piece or other.frame != piece.frame or not box.level_with(beside):
            continue
        if _stands_out(other, sheet) and are_halves(piece, other, -box.across(beside) / piece.block.em):
            left, right = sorted((piece, other), key=lambda half: half.block.box.left)
            return replace(piece, block=Block((left.block.lines[0], right.block.lines[0])))
    return piece


def _stands_out(piece: Piece, sheet: Sheet) -> bool:
    larger = piece.block.em > _LARGER * sheet.em or sheet.darkness(piece.block.lines[0].weight) > _DARKER
    return len(piece.block.lines) == 1 and not piece.block.crosswise and larger


def under_one_line(a: Piece, b: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a line right over two headings on one line stands in the middle of both together: a kicker of
    one of two neighbours stands over that."""
    both = union([a.block.box, b.block.box])
    return any(
        len(line.lines) == 1
        and not line.crosswise
        and line.box.width < both.width
        and abs(line.box.centre[0] - both.centre[0]) < _MIDDLE_EM * line.em
        and -_OVER_EM * line.em < both.top - line.box.bottom < _OVER_EM * line.em
        for line in (piece.block for piece in pieces if piece.frame == a.frame)
    )


def _opens(piece: Piece, em_px: float) -> bool:
    """Whether a text may be the beginning of an article."""
    return begins_indented(piece.block, em_px) or bool(DATELINE.match(piece.block.text))
