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

_BESIDE_EM = 1.0
"""How far from a heading set crosswise a strip of single characters stands at most, in its own letters."""

_AS_WIDE, _MIDDLE_EM, _FOLLOWS_EM = 1.5, 0.4, 1.5
"""How much larger one part of a strip measures than the other, how far their middles are apart, and how far
the one follows the other, at most: a point that was not found may stand between."""

_STEP = 1.6
"""How far from each other the middles of such characters stand at most, in widths of one."""


def with_strips_of_letters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; a heading in rows of one character each is a strip set crosswise, and so is what was taken
    for text right beside such a strip in larger letters, within its ends, a row of that heading's deck, or
    right over or under one as wide: its beginning or end."""
    strips = [_as_strip(p) if p.kind is RegionKind.HEADING and _is_strip(p) else p for p in pieces]
    heads = [p for p in strips if p.kind in (RegionKind.HEADING, RegionKind.SECTION) and p.block.crosswise]
    return [
        _as_strip(p)
        if p.kind is RegionKind.BODY
        and _is_strip(p)
        and any(_is_beside(p, h) or _goes_on(p, h) for h in heads)
        else p
        for p in strips
    ]


def _as_strip(piece: Piece) -> Piece:
    lines = tuple(replace(line, crosswise=True) for line in piece.block.lines)
    return replace(piece, block=Block(lines), kind=RegionKind.HEADING)


def _is_strip(piece: Piece) -> bool:
    lines = piece.block.lines
    if piece.block.crosswise or len(lines) < _LEAST:
        return False
    single = all(len(line.text) == 1 and line.text.isalnum() for line in lines)
    letters = single and any(is_wide(line.text) for line in lines)
    return letters and all(
        0 < b.box.centre[1] - a.box.centre[1] < _STEP * max(a.box.width, b.box.width)
        for a, b in pairwise(lines)
    )


def _is_beside(piece: Piece, head: Piece) -> bool:
    box, beside, em = piece.block.box, head.block.box, piece.block.em
    within = beside.top < box.top and box.bottom < beside.bottom
    near = -box.across(beside) < _BESIDE_EM * em and head.block.em > em
    return piece.frame == head.frame and within and near


def _goes_on(piece: Piece, head: Piece) -> bool:
    box, strip, em = piece.block.box, head.block.box, min(piece.block.em, head.block.em)
    as_wide = max(piece.block.em, head.block.em) < _AS_WIDE * em
    centred = abs(box.centre[0] - strip.centre[0]) < _MIDDLE_EM * em
    return piece.frame == head.frame and as_wide and centred and -em < -box.along(strip) < _FOLLOWS_EM * em
