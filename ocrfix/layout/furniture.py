"""The head and the foot of a page: nameplate, date line, folio, ears, imprint."""

from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATE, IMPRINT, ISSUE

_HEAD, _HEAD_VERTICAL, _FOOT = 0.22, 0.33, 0.06
"""Shares of the page's height in which head and imprint may stand; old vertical pages have adverts beside a
high nameplate."""

_NAMEPLATE = 5.0
"""How much larger than the text a nameplate is at least, where nothing else tells."""

_LARGE = 1.6
"""How much larger than the text a nameplate is at least, among what stands in the head."""

_EAR_ROWS, _EAR_GAP = 3, 1.0
"""How many rows an ear has at least, and how far apart they stand at most, in the height of one."""


def with_head(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The head of the page ends with the lowest line that gives a date, a number or a page."""
    limit = (_HEAD_VERTICAL if sheet.axes.vertical else _HEAD) * sheet.height_px
    bottom = _head_bottom(pieces, sheet, limit)
    if bottom is None:
        return pieces
    head = [piece for piece in pieces if _is_in_head(sheet.page_box(piece.block), bottom, limit, sheet.em)]
    ears = _framed_ears(head, sheet)
    taken = {piece for ear in ears for piece in ear}
    inside = set(head)
    result = [
        replace(piece, kind=_head_label(piece, sheet), frame=None) if piece in inside else piece
        for piece in pieces
        if piece not in taken
    ]
    return [*_with_ears(_with_nameplate(result, sheet), sheet), *map(_ear, ears)]


def _is_in_head(box: Box, bottom: float, limit: float, em_px: float) -> bool:
    inside = box.centre[1] <= bottom or (box.top < bottom and box.bottom < bottom + 2 * em_px)
    return inside and box.height <= limit


def _framed_ears(head: list[Piece], sheet: Sheet) -> list[list[Piece]]:
    """The pieces of each frame in the head that is an ear: several lines, set one way, none of them dated or
    as large as a nameplate."""
    held: dict[int, list[Piece]] = {}
    for piece in head:
        if piece.frame is not None:
            held.setdefault(piece.frame, []).append(piece)
    return [
        sorted(pieces, key=lambda piece: _place(piece, sheet))
        for pieces in held.values()
        if sum(len(piece.block.lines) for piece in pieces) > 1
        and len({piece.block.crosswise for piece in pieces}) == 1
        and not any(DATE.search(p.block.text) or p.block.em >= _LARGE * sheet.em for p in pieces)
    ]


def _place(piece: Piece, sheet: Sheet) -> tuple[float, float]:
    """Where a row stands among those set like it."""
    box = sheet.page_box(piece.block) if piece.block.crosswise else piece.block.box
    return (box.top, box.left)


def _ear(rows: list[Piece]) -> Piece:
    return Piece(Block(tuple(line for piece in rows for line in piece.block.lines)), RegionKind.EAR)


def _head_bottom(pieces: list[Piece], sheet: Sheet, limit: float) -> float | None:
    """The lower edge of the row that gives the date, else of the first row that gives issue or page."""
    rows = [
        (sheet.page_box(p.block), p.block.text)
        for p in pieces
        if p.block.em < 2 * sheet.em and len(p.block.lines) <= 3 and sheet.page_box(p.block).bottom < limit
    ]
    dated = sorted((box for box, text in rows if DATE.search(text)), key=lambda box: box.top)
    numbered = sorted(
        (box for box, text in rows if len(text) < 24 and ISSUE.search(text)), key=lambda box: box.top
    )
    if not dated:
        numbered = [box for box in numbered if box.bottom < limit / 2]
    if not dated and not numbered:
        return _nameplate_bottom(pieces, sheet, limit)
    first = (dated or numbered)[0]
    level = [box for box in (*dated, *numbered) if box.along(first) > -0.5 * sheet.em]
    return max(box.bottom for box in level)


def _nameplate_bottom(pieces: list[Piece], sheet: Sheet, limit: float) -> float | None:
    """The lower edge of a head in which no date can be read: that of the rule under letters so large and wide
    that they must be the paper's name, or of these letters."""
    boxes = [sheet.page_box(p.block) for p in pieces if p.block.em > _NAMEPLATE * sheet.em]
    large = [box for box in boxes if box.bottom < limit]
    if not large or sum(box.width for box in large) < 0.4 * sheet.width_px:
        return None
    bottom = max(box.bottom for box in large)
    rules = [
        rule.top
        for rule in sheet.furnishings.horizontal
        if rule.width > 0.6 * sheet.width_px and bottom - sheet.em < rule.top < limit
    ]
    return min(rules, default=bottom)


def _head_label(piece: Piece, sheet: Sheet) -> RegionKind:
    text = piece.block.text
    if piece.frame is not None and len(piece.block.lines) > 1 and not DATE.search(text):
        return RegionKind.EAR
    if len(text) <= 6 and any(c.isdigit() or c in "第版" for c in text):
        return RegionKind.FOLIO
    if piece.block.em >= _LARGE * sheet.em and len(text) <= 40:
        return RegionKind.NAMEPLATE
    return RegionKind.RUNNING_HEAD


def _with_nameplate(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """Of the candidates the largest is the nameplate, the others name sections."""
    names = [p for p in pieces if p.kind is RegionKind.NAMEPLATE]
    largest = max((p.block.em for p in names), default=0.0)
    return [
        replace(p, kind=RegionKind.SECTION) if p in names and p.block.em < 0.8 * largest else p
        for p in pieces
    ]


def _with_ears(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; undated rows under each other beside the nameplate, some as large as names of sections are,
    as one ear."""
    names = [sheet.page_box(p.block) for p in pieces if p.kind is RegionKind.NAMEPLATE]
    rows = [
        p
        for p in pieces
        if p.kind in (RegionKind.SECTION, RegionKind.RUNNING_HEAD)
        and not DATE.search(p.block.text)
        and any(_is_beside(sheet.page_box(p.block), name) for name in names)
    ]
    stacks: list[list[Piece]] = []
    for row in sorted(rows, key=lambda p: sheet.page_box(p.block).top):
        home = next((s for s in stacks if _is_under(row, s[-1], sheet)), None)
        if home is None:
            stacks.append([row])
        else:
            home.append(row)
    ears = [s for s in stacks if len(s) >= _EAR_ROWS and sum(p.kind is RegionKind.SECTION for p in s) > 1]
    taken = {row for ear in ears for row in ear}
    return [*(p for p in pieces if p not in taken), *map(_ear, ears)]


def _is_beside(box: Box, name: Box) -> bool:
    return box.across(name) <= 0 and box.top < name.bottom + name.height


def _is_under(row: Piece, other: Piece, sheet: Sheet) -> bool:
    """Whether a row stands right under another on the upright page."""
    box, over = sheet.page_box(row.block), sheet.page_box(other.block)
    apart = box.top - over.bottom
    near = -0.5 * box.height < apart < _EAR_GAP * max(box.height, over.height)
    return near and box.across(over) > 0.6 * min(box.width, over.width)


def with_foot(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The imprint: small lines at the foot of the page, under a rule that nothing else stands under."""
    limit = (1 - _FOOT) * sheet.height_px
    rules = [
        r.bottom
        for r in sheet.furnishings.horizontal
        if r.width > 0.5 * sheet.width_px and r.top > limit - 2 * sheet.em
    ]
    result = []
    for piece in pieces:
        box = sheet.page_box(piece.block)
        under = box.top > limit and any(box.centre[1] > rule for rule in rules)
        telling = box.top > 0.9 * sheet.height_px and len(IMPRINT.findall(piece.block.text)) >= 2
        small = len(piece.block.lines) <= 3 and piece.block.em < 1.3 * sheet.em
        result.append(
            replace(piece, kind=RegionKind.IMPRINT, frame=None) if small and (under or telling) else piece
        )
    return result
