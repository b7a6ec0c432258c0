"""Headings set crosswise whose characters the detector found one by one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind
from ocrfix.model.text import is_wide

_LEAST = 3
"""How many rows of a single character tell that they are read down, not across."""

_STEP = 1.6
"""How far from each other the middles of such characters stand at most, in widths of one."""


def with_strips_of_letters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; a heading in rows of one character each is a strip set crosswise."""
    return [
        replace(piece, block=Block(tuple(replace(line, crosswise=True) for line in piece.block.lines)))
        if _is_strip(piece)
        else piece
        for piece in pieces
    ]


def _is_strip(piece: Piece) -> bool:
    lines = piece.block.lines
    if piece.kind is not RegionKind.HEADING or len(lines) < _LEAST:
        return False
    letters = all(len(line.text) == 1 and is_wide(line.text) for line in lines)
    return letters and all(
        0 < b.box.centre[1] - a.box.centre[1] < _STEP * max(a.box.width, b.box.width)
        for a, b in pairwise(lines)
    )
