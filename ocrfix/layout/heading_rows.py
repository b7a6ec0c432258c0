"""Rows of headings found by themselves, and lines that look like no heading, beside what they are part of."""

from dataclasses import replace

from ocrfix.layout.bold import is_row_of, is_set_bold, may_be_bold_row
from ocrfix.layout.halves import as_dark, is_half_with, is_row_of_figures, is_row_with, is_twin_row
from ocrfix.layout.heading_size import is_square, size_of
from ocrfix.layout.new_kinds import LARGER, ends_sentence
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.layout.sections import SECTION_LETTERS, over_left_end
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import is_dated

_REACH = 2.0
"""How far from a row, in its letters, the headings stand that are asked."""


_WHITER = 1.25
"""How much more of its box the name of a section covers, white on black, than a headline in black letters."""


def with_rows_of_headings(pieces: list[Piece], sheet: Sheet, dark: float) -> list[Piece]:
    """The pieces; a short row right under or over another as large is part of a heading with it, where both
    are white on black (their ink share above `dark`) or about as dark, or the other is set bold or larger
    than text, but black, and it is darker than text; so is a dark one that stands in one row with a heading
    as large."""
    heads = NearPieces([p for p in pieces if p.kind is RegionKind.HEADING], 10 * sheet.em)
    whites = (RegionKind.HEADING, RegionKind.SECTION)
    white = NearPieces([p for p in pieces if p.kind in whites and p.darker_than(dark)], 10 * sheet.em)

    def heads_with(p: Piece) -> bool:
        area = p.block.box.grown(_REACH * max(p.block.em, size_of(p)))
        if p.kind is RegionKind.SECTION:
            near = heads.touching(area)
            rows = [*white.touching(area), *(as_dark(p, near) if p.darker_than(dark) else [])]
            rows = [row for row in rows if not _names_section_of(p, row, sheet)]
            others = [other for other in white.touching(area) if _is_too_long_with(p, other)]
            return is_row_with(p, rows) or is_half_with(p, [*near, *others]) or is_twin_row(p, near)
        if p.kind is not RegionKind.BODY or len(p.block.lines) > 1 or is_dated(p.block.text):
            return False
        black = [head for head in heads.touching(area) if not head.darker_than(dark)]
        bold = [h for h in black if is_set_bold(h.block.lines, sheet) or h.block.em > LARGER * sheet.em]
        if any(_is_row_of(p, h, sheet) and is_row_with(p, [h]) for h in bold):
            return True
        if is_row_of_figures(p, black):
            return True
        light = may_be_bold_row(p.block, sheet, light=True) and is_twin_row(p, black)
        return light or (may_be_bold_row(p.block, sheet) and is_row_with(p, bold))

    return [replace(p, kind=RegionKind.HEADING) if heads_with(p) else p for p in pieces]


def _is_too_long_with(name: Piece, other: Piece) -> bool:
    """Whether two white lines would be too long together for the name of a section."""
    return other is not name and len(name.block.text) + len(other.block.text) > SECTION_LETTERS


def _names_section_of(name: Piece, head: Piece, sheet: Sheet) -> bool:
    """Whether a word or two in squares stand over the left end of a heading, as names of sections do."""
    whiter = name.block.lines[0].weight > _WHITER * head.block.lines[0].weight
    level = not (name.block.crosswise or head.block.crosswise)
    return whiter and level and is_square(name) and over_left_end(name.block.box, head.block.box, sheet.em)


def _is_row_of(piece: Piece, head: Piece, sheet: Sheet) -> bool:
    """Whether a line found by itself is a row of a bold heading, however dark it is."""
    row, rows = piece.block.lines[0], head.block.lines
    along = not (piece.block.crosswise or head.block.crosswise or ends_sentence(row.text))
    return along and is_set_bold(rows, sheet) and is_row_of(row, rows[-1], sheet.em)
