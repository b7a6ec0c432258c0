"""Rows of text that measure larger than they are, because not all of their letters were read, or one word of
which was found with the heading over it."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind

_DARKER = 1.1
"""How much darker than text a row is at most that may be one of it."""

_FLUSH_EM, _TOUCHING_EM = 0.5, 0.3
"""How far from those of the text under it the ends of such a row stand, and how far over it the row."""

_ROW_PIECES = 6
"""In how many pieces the first row of a text is found at most."""

_HIGHER, _INSIDE = 1.3, 0.8
"""How much higher than the rest of its row a word of it is at most, and how much of it lies in the column."""


def with_misread_rows(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a single row no darker than text, no higher than the rows right under it and as long as
    they are, is the first of them and no heading; and a word at the end of a heading, no darker than text,
    that stands in one row with others of the text under it and is no higher, is one of that text."""
    texts = NearPieces([p for p in pieces if p.kind is RegionKind.BODY], 10 * sheet.em)

    def is_text(row: Piece) -> bool:
        if row.kind is not RegionKind.HEADING or len(row.block.lines) > 1 or row.block.crosswise:
            return False
        light = 0 < sheet.darkness(row.block.lines[0].weight) < _DARKER
        return light and any(
            _is_row_of(row, text, sheet.em) for text in texts.touching(row.block.box.grown(sheet.em))
        )

    found = [replace(p, kind=RegionKind.BODY) if is_text(p) else p for p in pieces]
    near = NearPieces([p for p in found if p.kind is RegionKind.BODY], 10 * sheet.em)
    changed: dict[Piece, Piece] = {}
    for head in found:
        *rows, word = head.block.lines
        if head.kind is not RegionKind.HEADING or not rows or head.block.crosswise:
            continue
        text = next((t for t in near.touching(word.box) if _has_word(t, word, head, sheet)), None)
        if text is not None:
            changed[head] = replace(head, block=Block(tuple(rows)))
            changed[text] = replace(text, block=_with_word(changed.get(text, text).block, word))
    return [changed.get(piece, piece) for piece in found]


def _has_word(text: Piece, word: Line, head: Piece, sheet: Sheet) -> bool:
    """Whether a word found with the heading over a text is one of the text's first row."""
    row = [line for line in text.block.lines[:_ROW_PIECES] if line.box.level_with(word.box)]
    light = 0 < sheet.darkness(word.weight) < _DARKER
    inside = word.box.across(text.block.box) > _INSIDE * word.box.width
    low = word.box.height < _HIGHER * max((line.box.height for line in row), default=0.0)
    return text.frame == head.frame and light and inside and low


def _with_word(text: Block, word: Line) -> Block:
    """A text with a word in its first row, from left to right."""
    row = [line for line in text.lines if line.box.level_with(word.box)]
    rest = [line for line in text.lines if line not in row]
    return Block((*sorted([*row, word], key=lambda line: line.box.left), *rest))


def _is_row_of(row: Piece, text: Piece, em_px: float) -> bool:
    box, under, lines = row.block.box, text.block.box, text.block.lines
    ends = max(abs(box.left - under.left), abs(box.right - under.right))
    right_under = abs(under.top - box.bottom) < _TOUCHING_EM * em_px
    high = max(line.box.height for line in lines)
    return (
        len(lines) > 1
        and right_under
        and ends < _FLUSH_EM * em_px
        and box.height <= high
        and row.frame == text.frame
    )
