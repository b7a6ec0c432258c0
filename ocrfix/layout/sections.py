"""The names of a page's sections, over the headings that they stand by."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.columns import Block
from ocrfix.layout.halves import are_halves
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.text import is_wide, squares

SECTION_LETTERS = 8
"""Characters that the name of a section has at most; longer lines printed white on black are headlines."""

_NAME_ROW = 2
"""How many letters each row has at most where a name is set in rows: those of a headline have more."""

_SECTION_APART_EM = 25.0
"""How far to the left of the heading below it the name of a section may end."""

_LARGER, _APART_EM, _ASIDE = 1.28, 0.3, 0.35
"""How much larger than text a heading is over which the name of a section stands, how far over it, and how
far into the heading's width that name reaches at most."""


def is_short_name(block: Block) -> bool:
    """Whether a block has no more letters than the name of a section, in one row or one word a row."""
    text = block.text
    few = len(text) <= SECTION_LETTERS or (text.isupper() and squares(text) <= SECTION_LETTERS)
    return few and (len(block.lines) == 1 or all(len(line.text) <= _NAME_ROW for line in block.lines))


def opens_section(block: Block, em: float) -> bool:
    """Whether the first line of a block is the name of a section: a word or two over the left end of a
    heading, further from it than the rows of one are from each other. `em` is the size of the text."""
    if len(block.lines) < 2 or block.crosswise:
        return False
    name, head = block.lines[:2]
    few = squares(name.text) <= SECTION_LETTERS and (name.text.isupper() or is_wide(name.text[0]))
    apart = head.box.top - name.box.bottom > _APART_EM * min(name.em, head.em)
    return few and apart and over_left_end(name.box, head.box, em) and head.em > _LARGER * em


def over_left_end(name: Box, head: Box, em: float) -> bool:
    """Whether a box stands over the left end of a much longer one: rows of a headline balance each other, or
    stand in the middle of each other. `em` is the size of the text."""
    aside = name.left < head.left + em and name.right < head.left + _ASIDE * head.width
    return aside and name.centre[1] < head.top


def with_section_names(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a few words over the left end of a larger heading, no text between, name a section."""
    em, reach = sheet.em, _SECTION_APART_EM * sheet.em
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and not p.block.crosswise]
    near = Nearby([head.block.box for head in heads], reach)
    bodies = NearPieces([p for p in pieces if p.kind is RegionKind.BODY], 10 * em)
    return [
        replace(p, kind=RegionKind.SECTION)
        if _may_name_section(p, em)
        and not any(_is_over(p.block, heads[h], heads) for h in near.touching(p.block.box.grown(2 * em)))
        and any(_names_section(p, heads[h], bodies, em) for h in near.touching(p.block.box.grown(reach)))
        else p
        for p in pieces
    ]


def _may_name_section(piece: Piece, em: float) -> bool:
    block = piece.block
    few = len(block.lines) == 1 and not block.crosswise and squares(block.text) <= SECTION_LETTERS
    return piece.kind in (RegionKind.HEADING, RegionKind.BODY) and few and 1.1 * em < block.em < 1.6 * em


def _is_over(block: Block, head: Piece, heads: Sequence[Piece]) -> bool:
    """Whether a block stands right over a larger heading, or that and its other half, and in the middle: then
    it is that one's kicker."""
    box = union([head.block.box, *(other.block.box for other in heads if _is_half_of(other, head))])
    larger = head.block.em > 1.3 * block.em and -0.5 * block.em < box.top - block.box.bottom < 2 * block.em
    inside = box.left < block.box.left and block.box.right < box.right
    return larger and inside and abs(box.centre[0] - block.box.centre[0]) < 1.5 * block.em


def _is_half_of(other: Piece, head: Piece) -> bool:
    box = other.block.box
    apart_em = -head.block.box.across(box) / head.block.em
    return head.block.box.level_with(box) and apart_em > 0 and are_halves(head, other, apart_em)


def _names_section(piece: Piece, head: Piece, bodies: NearPieces, em: float) -> bool:
    box, other = piece.block.box, head.block.box
    larger = head.block.em > 1.3 * piece.block.em
    over = -0.3 * em < other.top - box.bottom < 3 * em and box.across(other) < 0.6 * box.width
    left = -_SECTION_APART_EM * em < box.across(other) and box.left < other.left - em
    if not (larger and over and left and piece.frame == head.frame):
        return False
    until = Box(box.left, box.top, max(box.right, other.left), other.bottom - 0.5 * em)
    return not any(text is not piece and text.block.box.common(until) > 0 for text in bodies.touching(until))
