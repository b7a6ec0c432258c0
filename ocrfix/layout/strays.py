"""What was read where no text is printed: strips drawn down over rows, and marks between the columns."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.lines import Line
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.piece import NearPieces, Piece
from ocrfix.model.page import RegionKind
from ocrfix.model.text import is_wide

_ROWS, _OVER = 3, 0.5
"""How many rows run over a strip that is none, and over how much of its width each does."""

_MARK_CHARS, _MARK_EM, _SPECK_EM = 2, 1.3, 0.5
"""What dirt is read as, and its long and its short side at most."""

_INSIDE = 0.8
"""How much of what a stroke of a headline was read as lies in that."""


def find_strays(lines: Sequence[Line], em_px: float) -> list[Line]:
    """The lines set crosswise, in letters, that rows of text run over; `em_px` is the size of the text.
    Characters as wide as high may be set so, and the boxes of rows beside them reach in."""
    strips = [line for line in lines if line.crosswise and not any(is_wide(char) for char in line.text)]
    if not strips:
        return []
    rows = [line.box for line in lines if not line.crosswise]
    near = Nearby(rows, 10 * em_px)
    return [
        strip
        for strip in strips
        if sum(_runs_over(rows[k], strip.box) for k in near.touching(strip.box)) >= _ROWS
    ]


def _runs_over(row: Box, strip: Box) -> bool:
    return row.along(strip) > 0 and row.across(strip) > _OVER * strip.width


def with_marks_aside(pieces: Sequence[Piece], em_px: float) -> tuple[Piece, ...]:
    """The pieces, a letter or two that stand by themselves labelled as unknown: dirt and what shines through
    are read so, and strokes of a headline's letters. Outside of headlines such a piece is smaller than a
    character and begins no row of the text over or under it; characters as wide as high are taken for text
    unless they are flat. `em_px` is the size of the text.
    """
    texts = [piece.block.box for piece in pieces if piece.kind is RegionKind.BODY]
    heads = NearPieces([piece for piece in pieces if piece.kind is RegionKind.HEADING], 10 * em_px)
    near = Nearby(texts, 10 * em_px)

    def is_mark(piece: Piece) -> bool:
        box = piece.block.box
        if piece.kind is not RegionKind.BODY or len(piece.block.text.strip()) > _MARK_CHARS:
            return False
        if any(box.share_in(head.block.box) > _INSIDE for head in heads.touching(box)):
            return True
        if not _is_small(piece, em_px):
            return False
        around = (texts[k] for k in near.touching(box.grown(em_px)))
        return not any(other != box and abs(other.left - box.left) < em_px for other in around)

    why = "a mark by itself, no text"
    return tuple(replace(p, kind=RegionKind.UNKNOWN, why=why) if is_mark(p) else p for p in pieces)


def _is_small(piece: Piece, em_px: float) -> bool:
    block, box = piece.block, piece.block.box
    if max(box.width, box.height) > _MARK_EM * em_px:
        return False
    flat = min(box.width, box.height) < _SPECK_EM * em_px
    return flat or not any(is_wide(char) for char in block.text)
