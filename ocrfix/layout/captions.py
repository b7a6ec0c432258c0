"""Which pieces are captions, of which picture, and which credits end them."""

import re
from collections.abc import Callable
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import CAPTION_MARK, CREDIT, CREDIT_BEGUN, is_dated
from ocrfix.model.text import squares

_SMALLER, _TEXT_SIZE, _LONG = 0.93, 0.97, 8
"""How large against the text letters of a caption are that surely is one, and those of text at least; how
long a line is that is measured well."""

_FIRST_NAME = re.compile(r"\b(?:by|By|BY|:)\s*[A-Z][\w.'’-]*\s*$")
_LAST_NAME = re.compile(r"^\s*[A-Z][\w'’-]+\.?\s*$")
"""A credit that ends in one word of a name, and the other."""

_NEXT_EM = 0.8
"""How far the next row of a credit begins and stands from it at most."""

_ROW_EM = 16.0
"""How far from a single row beside a picture its credit may stand, at the end of the line."""

_INSIDE, _HUGE_EM, _INSIDE_HUGE = 0.9, 3.0, 0.7
"""How much of lettering inside a picture lies in it; how large, against the text, a letter, or two narrow
ones, are that a part of the picture was taken for, and how much of them lies in it."""


def with_captions(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces with captions and their credits told; text inside a picture is no part of the page's."""
    pieces = _with_whole_credits(pieces, sheet)
    credits = [sheet.page_box(piece.block) for piece in pieces if piece.kind is RegionKind.CREDIT]
    result: list[Piece] = []
    for piece in pieces:
        picture = _picture_of(piece, credits, sheet)
        if picture is None or piece.kind not in (RegionKind.BODY, RegionKind.BYLINE, RegionKind.HEADING):
            result.append(piece)
        elif isinstance(picture, str):
            kind = RegionKind.SECTION if piece.kind is RegionKind.HEADING else RegionKind.UNKNOWN
            result.append(replace(piece, kind=kind, why=picture))
        elif piece.kind is RegionKind.HEADING and len(piece.block.text) < 8:
            result.append(piece)
        else:
            result.append(replace(piece, kind=RegionKind.CAPTION, picture=picture))
    result = [
        old if _is_text(new, result, sheet.em) else new for old, new in zip(pieces, result, strict=True)
    ]
    captions = [piece for piece in result if piece.kind is RegionKind.CAPTION]
    return [_with_its_caption(p, captions, sheet) if p.kind is RegionKind.CREDIT else p for p in result]


def _with_whole_credits(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; under a credit that ends in one word of a name, a word by itself is the rest of that."""
    credits = [p for p in pieces if p.kind is RegionKind.CREDIT and _FIRST_NAME.search(p.block.text)]
    rests = {
        credit: row
        for credit in credits
        for row in pieces
        if row.kind is RegionKind.BODY and _LAST_NAME.match(row.block.text) and _is_next(row, credit, sheet)
    }
    whole = {
        credit: replace(credit, block=Block((*credit.block.lines, *row.block.lines)))
        for credit, row in rests.items()
    }
    return [whole.get(piece, piece) for piece in pieces if piece not in rests.values()]


def _is_next(row: Piece, above: Piece, sheet: Sheet) -> bool:
    """Whether a row stands flush right under another."""
    box, over, most = row.block.box, above.block.box, _NEXT_EM * sheet.em
    return row.frame == above.frame and max(abs(box.left - over.left), abs(box.top - over.bottom)) < most


def _is_text(piece: Piece, pieces: list[Piece], em: float) -> bool:
    """Whether what stands like a caption is text that runs past the picture: it is set in the size of text,
    and another caption of the picture, long enough to measure, is set smaller."""
    if piece.kind is not RegionKind.CAPTION or piece.block.em <= _TEXT_SIZE * em:
        return False
    return not CREDIT.search(piece.block.text) and any(
        other.block.em < _SMALLER * em and squares(other.block.text) >= _LONG
        for other in pieces
        if other.kind is RegionKind.CAPTION and other.picture == piece.picture
    )


def _with_its_caption(credit: Piece, captions: list[Piece], sheet: Sheet) -> Piece:
    """A credit belongs to the picture of the caption that it ends; without one it may be an author's name
    after all."""
    turned = _turn(credit, sheet)
    box = turned(sheet.page_box(credit.block))
    rows = [(caption, turned(sheet.page_box(caption.block))) for caption in captions]
    homes = [caption for caption, row in rows if _ends_in(row, [box], sheet.em)]
    homes += [caption for caption, row in rows if _ends_in(row, [box], sheet.em, _ROW_EM)]
    homes += [caption for caption in captions if _is_level_inside(credit, caption, sheet)]
    home = next(iter(homes), None)
    if home is not None:
        return replace(credit, picture=home.picture)
    picture = _picture_of(credit, [], sheet)
    return (
        replace(credit, picture=picture)
        if isinstance(picture, int)
        else replace(credit, kind=RegionKind.BYLINE)
    )


def _is_level_inside(credit: Piece, caption: Piece, sheet: Sheet) -> bool:
    """Whether a credit stands in the picture that a caption belongs to, in one row with that."""
    box, row = sheet.page_box(credit.block), sheet.page_box(caption.block)
    inside = (
        caption.picture is not None and box.share_in(sheet.furnishings.pictures[caption.picture]) > _INSIDE
    )
    return inside and box.along(row) > 0.6 * box.height


def _ends_in(text: Box, credits: list[Box], em: float, row_em: float = 2.0) -> bool:
    """Whether a credit stands on the last line of a text or right under it; after a single row as far as
    `row_em`."""
    reach = (row_em if text.height < 2 * em else 2.0) * em
    return any(
        (
            credit.across(text) > 0.5 * credit.width
            and text.bottom - 2 * em < credit.centre[1] < text.bottom + 1.5 * em
            and credit.top > text.top
        )
        or (credit.along(text) > 0.6 * credit.height and -2 * em < credit.left - text.right < reach)
        for credit in credits
    )


def _shares_row(text: Box, picture: Box, credits: list[Box], em: float) -> bool:
    """Whether a single row under a picture has the credit at the picture's other end."""
    return text.height < 2 * em and any(
        credit.along(text) > 0.6 * credit.height
        and text.right < credit.left + em
        and abs(credit.right - picture.right) < 2 * em
        for credit in credits
    )


def _turn(piece: Piece, sheet: Sheet) -> Callable[[Box], Box]:
    """How to turn boxes of the page so that the lines of a piece run to the right: a vertical caption stands
    to the left of its picture as a horizontal one stands below it."""
    upright = sheet.axes.vertical and not piece.block.crosswise
    return sheet.axes.logical if upright else lambda box: box


def _picture_of(piece: Piece, credits: list[Box], sheet: Sheet) -> int | str | None:
    """The picture whose caption the piece is; a reason where it is lettering inside a picture."""
    turned, text = _turn(piece, sheet), piece.block.text
    box, credits = turned(sheet.page_box(piece.block)), [turned(credit) for credit in credits]
    huge = squares(text) <= 1 and piece.block.em > _HUGE_EM * sheet.em
    sure = sum(line.confidence for line in piece.block.lines) / len(piece.block.lines)
    for i, picture in enumerate(map(turned, sheet.furnishings.pictures)):
        if box.share_in(picture) > (_INSIDE_HUGE if huge else _INSIDE):
            return i if len(text) >= 9 and sure > 0.8 else "lettering inside a picture"
        gap = box.top - picture.bottom
        below = -1.5 * sheet.em < gap < 1.6 * sheet.em and box.across(picture) > 0.7 * box.width
        credited = CREDIT.search(text) or any(CREDIT_BEGUN.match(line.text) for line in piece.block.lines)
        marked = bool(CAPTION_MARK.match(text) or credited) or _ends_in(box, credits, sheet.em)
        marked = marked or (below and _shares_row(box, picture, credits, sheet.em))
        telling = marked or piece.block.em < _SMALLER * sheet.em
        wide = box.width > 0.6 * picture.width and len(piece.block.lines) <= 3
        apart = max(box.left - picture.right, picture.left - box.right)
        aside = -sheet.em < apart < 1.6 * sheet.em and box.along(picture) > 0.9 * box.height
        beside = aside and (marked or _ends_in(box, credits, sheet.em, _ROW_EM))
        captioning = beside or (below and (telling or wide) and not is_dated(text))
        heads = piece.kind is RegionKind.HEADING and not (marked and piece.block.em < 1.1 * sheet.em)
        if captioning and not heads and len(text) <= 200:
            return i
    return None
