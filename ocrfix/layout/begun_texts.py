"""First rows of text that were found too high: by their size alone they would be headings."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import union
from ocrfix.layout.bold import SET_BOLD
from ocrfix.layout.columns import Block
from ocrfix.layout.heading_size import is_square
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind

_INDENT_EM, _FLUSH_EM, _NEAR_EM = (0.5, 3.0), 0.6, 0.8
"""How far in the first row of a paragraph begins, how exactly it ends with those under it, and how far from
them it stands at most."""

_LARGEST, _DARKEST = 1.4, 1.2
"""How much larger, and how much darker, than text a row is at most that ends with its text; one of Latin
letters may begin with a place set bold."""

_LIGHT, _AS_PRINTED = 0.8, 1.1
"""How dark a row is at most that was found too high, for its ink fills less of its box, and how large it is
then by its ink."""

_LARGER = 1.15
"""How much larger than such a row the heading over it is at least."""


def with_begun_texts(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; a row by itself under a larger heading that begins indented right over text is the first of
    that text, where it ends with its column and is hardly darker, or is lighter than text and only therefore
    larger: a heading stands in the middle."""
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and not p.block.crosswise]
    texts = [p for p in pieces if p.kind is RegionKind.BODY and len(p.block.lines) > 1]
    near_heads, near_texts = NearPieces(heads, 10 * sheet.em), NearPieces(texts, 10 * sheet.em)
    begun: dict[Piece, Piece] = {}
    for row in (p for p in heads if len(p.block.lines) == 1):
        area = row.block.box.grown(sheet.em)
        if any(_is_under(row, head, sheet) for head in near_heads.touching(area)):
            begun.update((row, text) for text in near_texts.touching(area) if _begins(row, text, sheet))
    whole = {text: Block((*row.block.lines, *text.block.lines)) for row, text in begun.items()}
    return [replace(p, block=whole.get(p, p.block)) for p in pieces if p not in begun]


def _is_under(row: Piece, head: Piece, sheet: Sheet) -> bool:
    box, over = row.block.box, head.block.box
    near = abs(box.top - over.bottom) < _NEAR_EM * sheet.em and box.across(over) > 0
    return near and row.frame == head.frame and head.block.em > _LARGER * row.block.em


def _begins(row: Piece, text: Piece, sheet: Sheet) -> bool:
    box, em = row.block.box, sheet.em
    under = [line.box for line in text.block.lines if not line.box.level_with(box)]
    if not under or row.frame != text.frame:
        return False
    column = union(under)
    indent, short = (box.left - column.left) / em, (column.right - box.right) / em
    near = abs(column.top - box.bottom) < _NEAR_EM * em
    if not near or not _INDENT_EM[0] < indent < _INDENT_EM[1]:
        return False
    size, dark = row.block.em / em, sheet.darkness(row.block.lines[0].weight)
    darkest = _DARKEST if is_square(row) else SET_BOLD
    flush = abs(short) < min(_FLUSH_EM, indent / 2) and size < _LARGEST and dark < darkest
    return flush or (dark < _LIGHT and size * dark < _AS_PRINTED)
