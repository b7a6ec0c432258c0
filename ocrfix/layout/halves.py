"""Headings side by side that are halves of one: the text under them tells it from two neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocrfix.layout.columns import Block
from ocrfix.layout.joints import begins_indented
from ocrfix.layout.piece import Piece
from ocrfix.model.patterns import DATELINE

_REACH_EM, _LEVEL_EM = 8.0, 1.5
"""How far under a headline its text begins, and how far from level its columns do."""


def over_one_text(a: Piece, b: Piece, bodies: Sequence[Piece], em_px: float) -> bool:
    """Whether two headings on one line have one text under them: a column of it stands under the blank
    between them, or the first column that begins under the right one goes on from another. Of neighbours,
    each ends over its own columns and has the beginning of its text under it."""
    left, right = sorted((a.block.box, b.block.box), key=lambda box: box.left)
    foot = max(left.bottom, right.bottom)
    under = [
        piece
        for piece in bodies
        if piece.frame == a.frame
        and len(piece.block.lines) > 2
        and left.left - em_px < piece.block.box.centre[0] < right.right + em_px
        and -em_px < piece.block.box.top - foot < _REACH_EM * em_px
    ]
    top = min((piece.block.box.top for piece in under), default=0.0)
    level = [piece for piece in under if piece.block.box.top < top + _LEVEL_EM * em_px]
    spans = any(
        piece.block.box.left < left.right - em_px and right.left + em_px < piece.block.box.right
        for piece in level
    )
    begun = [piece for piece in level if piece.block.box.left > left.right - _LEVEL_EM * em_px]
    first = min(begun, key=lambda piece: piece.block.box.left, default=None)
    return spans or (first is not None and not _opens(first, em_px))


def whole_rows(heading: Sequence[Piece]) -> Iterator[Piece]:
    """The rows of a heading that stand in halves, each as one piece: what is centred under the blank between
    two halves stands under neither."""
    for piece in heading:
        row = [other for other in heading if other.block.box.level_with(piece.block.box)]
        if row[0] is piece and len(row) > 1:
            yield replace(piece, block=Block(tuple(line for half in row for line in half.block.lines)))


def _opens(piece: Piece, em_px: float) -> bool:
    """Whether a text may be the beginning of an article."""
    return begins_indented(piece.block, em_px) or bool(DATELINE.match(piece.block.text))
