"""What each block is: heading, body, caption, furniture … by size, place and words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.patterns import (
    BYLINE,
    CAPTION_MARK,
    CREDIT,
    DATE,
    FOOT_BYLINE,
    FULL_STOP,
    IMPRINT,
    ISSUE,
    JUMP_FROM,
    JUMP_TO,
)
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSettings:
    """`heading`: how much larger than the body a heading is set. `head`, `foot`: shares of the page's height
    in which nameplate and imprint may stand. `dark`: ink share of a label printed white on black."""

    heading: float = 1.28
    head: float = 0.22
    foot: float = 0.06
    dark: float = 0.42


@dataclass(frozen=True, slots=True)
class Sheet:
    """What labelling looks at. `height_px` and `width_px` are the upright page's; `frames`, `pictures` and
    rules of `furnishings` are in page pixels, blocks in logical coordinates."""

    axes: Axes
    width_px: float
    height_px: float
    em: float
    furnishings: Furnishings

    def page_box(self, block: Block) -> Box:
        return self.axes.page(block.box)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A block with its label; `frame` is the index of the smallest frame around it, `picture` that of the
    picture a caption belongs to."""

    block: Block
    kind: RegionKind
    frame: int | None = None
    picture: int | None = None
    why: str = ""


def label_blocks(
    blocks: Sequence[Block], sheet: Sheet, settings: LabelSettings | None = None
) -> tuple[Piece, ...]:
    """The blocks with their labels, some of them parted where two kinds stand in one."""
    chosen = settings or LabelSettings()
    pieces = [Piece(part, _first_label(part, sheet, chosen)) for b in blocks for part in _parts(b)]
    pieces = [replace(piece, frame=_frame_of(sheet.page_box(piece.block), sheet)) for piece in pieces]
    pieces = _with_head(pieces, sheet, chosen)
    pieces = _with_foot(pieces, sheet, chosen)
    pieces = _with_adverts(pieces, sheet)
    pieces = _with_captions(pieces, sheet)
    return tuple(_with_crossheads(pieces, sheet))


def _parts(block: Block) -> list[Block]:
    """The block, cut before a line with a caption's mark, after one that ends in a credit, and around
    bylines and jump lines."""
    parts: list[list[Line]] = [[]]
    for line in block.lines:
        alone = _is_byline(line) or _is_jump(line.text)
        if parts[-1] and (alone or CAPTION_MARK.match(line.text)):
            parts.append([])
        parts[-1].append(line)
        if alone or (CREDIT.search(line.text) and len(block.lines) > 1):
            parts.append([])
    return [Block(tuple(part)) for part in parts if part]


def _is_jump(text: str) -> bool:
    return bool(JUMP_TO.match(text) or JUMP_FROM.match(text))


def _is_byline(line: Line) -> bool:
    return bool(BYLINE.match(line.text)) and len(line.text) <= 40 and not FULL_STOP.search(line.text)


def _first_label(block: Block, sheet: Sheet, settings: LabelSettings) -> RegionKind:
    text, first = block.text, block.lines[0]
    if _is_jump(text):
        return RegionKind.CONTINUATION
    if len(block.lines) == 1 and _is_byline(first) and block.em < 1.6 * sheet.em:
        return RegionKind.BYLINE
    large = block.em >= settings.heading * sheet.em
    if first.crosswise:
        return RegionKind.HEADING if large or len(text) >= 4 else RegionKind.BODY
    if large and len(block.lines) <= 4:
        dark = max(line.weight for line in block.lines) > settings.dark
        return (
            RegionKind.SECTION
            if dark and len(text) <= 12 and block.em < 2.6 * sheet.em
            else RegionKind.HEADING
        )
    return RegionKind.BODY


def _frame_of(box: Box, sheet: Sheet) -> int | None:
    around = [i for i, frame in enumerate(sheet.furnishings.frames) if box.share_in(frame) > 0.85]
    return min(around, key=lambda i: sheet.furnishings.frames[i].area, default=None)


def _with_head(pieces: list[Piece], sheet: Sheet, settings: LabelSettings) -> list[Piece]:
    """The head of the page ends with the lowest line that gives a date, a number or a page."""
    limit = settings.head * sheet.height_px
    dated = [
        sheet.page_box(p.block)
        for p in pieces
        if sheet.page_box(p.block).bottom < limit
        and p.block.em < 3 * sheet.em
        and (DATE.search(p.block.text) or (len(p.block.text) < 24 and ISSUE.search(p.block.text)))
    ]
    if not dated:
        return pieces
    bottom = max(box.bottom for box in dated)
    result = []
    for piece in pieces:
        box = sheet.page_box(piece.block)
        inside = box.centre[1] <= bottom or (box.top < bottom and box.bottom < bottom + 2 * sheet.em)
        if not inside or box.height > limit:
            result.append(piece)
            continue
        result.append(replace(piece, kind=_head_label(piece, sheet), frame=None))
    return _with_nameplate(result, sheet)


def _head_label(piece: Piece, sheet: Sheet) -> RegionKind:
    text = piece.block.text
    if piece.frame is not None and len(piece.block.lines) > 1:
        return RegionKind.EAR
    if len(text) <= 6 and any(c.isdigit() or c in "第版" for c in text):
        return RegionKind.FOLIO
    if piece.block.em >= 1.28 * sheet.em and len(text) <= 12:
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


def _with_foot(pieces: list[Piece], sheet: Sheet, settings: LabelSettings) -> list[Piece]:
    """The imprint: small lines at the foot of the page, under a rule that nothing else stands under."""
    limit = (1 - settings.foot) * sheet.height_px
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


def _with_adverts(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """A frame with large letters and no running text holds an advert."""
    adverts = set()
    for i in range(len(sheet.furnishings.frames)):
        inside = [p for p in pieces if p.frame == i]
        running = sum(
            len(p.block.text) for p in inside if p.kind is RegionKind.BODY and len(p.block.lines) >= 3
        )
        large = sum(len(p.block.text) for p in inside if p.kind in (RegionKind.HEADING, RegionKind.SECTION))
        if inside and running == 0 and large > 0:
            adverts.add(i)
    return [replace(p, kind=RegionKind.ADVERT) if p.frame in adverts else p for p in pieces]


def _with_captions(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    result = []
    for piece in pieces:
        picture = _picture_of(piece, sheet)
        if picture is None or piece.kind not in (RegionKind.BODY, RegionKind.BYLINE, RegionKind.HEADING):
            result.append(piece)
        elif isinstance(picture, str):
            kind = RegionKind.SECTION if piece.kind is RegionKind.HEADING else RegionKind.UNKNOWN
            result.append(replace(piece, kind=kind, why=picture))
        elif piece.kind is RegionKind.HEADING and len(piece.block.text) < 8:
            result.append(piece)
        else:
            result.append(replace(piece, kind=RegionKind.CAPTION, picture=picture))
    return result


def _picture_of(piece: Piece, sheet: Sheet) -> int | str | None:
    """The picture whose caption the piece is; a reason where it is lettering inside a picture."""
    box, text = sheet.page_box(piece.block), piece.block.text
    sure = sum(line.confidence for line in piece.block.lines) / len(piece.block.lines)
    for i, picture in enumerate(sheet.furnishings.pictures):
        if box.share_in(picture) > 0.9:
            return i if len(text) >= 9 and sure > 0.8 else "lettering inside a picture"
        gap = box.top - picture.bottom
        below = -1.5 * sheet.em < gap < 1.6 * sheet.em and box.across(picture) > 0.7 * box.width
        telling = bool(CAPTION_MARK.match(text) or CREDIT.search(text)) or piece.block.em < 0.93 * sheet.em
        wide = box.width > 0.6 * picture.width and len(piece.block.lines) <= 3
        if below and piece.kind is not RegionKind.HEADING and len(text) <= 200 and (telling or wide):
            return i
    return None


def _with_crossheads(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """A small heading in one column, with text of that column right above and below it, and bylines at the
    foot of a column."""
    bodies = [p.block for p in pieces if p.kind is RegionKind.BODY]
    result = []
    for piece in pieces:
        block = piece.block
        if piece.kind is RegionKind.HEADING and block.em < 1.75 * sheet.em and not block.lines[0].crosswise:
            above = _touching(block, bodies, sheet.em, above=True)
            below = _touching(block, bodies, sheet.em, above=False)
            if above and below and not FULL_STOP.search(block.text) and len(block.lines) <= 2:
                piece = replace(piece, kind=RegionKind.CROSSHEAD)
        elif (
            piece.kind is RegionKind.BODY and len(block.lines) == 1 and _foot_byline(block, bodies, sheet.em)
        ):
            piece = replace(piece, kind=RegionKind.BYLINE)
        result.append(piece)
    return result


def _touching(block: Block, bodies: list[Block], em: float, *, above: bool) -> bool:
    for other in bodies:
        gap = block.box.top - other.box.bottom if above else other.box.top - block.box.bottom
        as_wide = other.box.left - em < block.box.left and block.box.right < other.box.right + em
        if -0.8 * em < gap < 2.5 * em and as_wide and len(other.lines) >= 1:
            return True
    return False


def _foot_byline(block: Block, bodies: list[Block], em: float) -> bool:
    """A name set to the right, under the text it signs or on its last line."""
    if not FOOT_BYLINE.match(block.text) or FULL_STOP.search(block.text):
        return False
    for other in bodies:
        if other is block or len(other.lines) < 2:
            continue
        right = abs(other.box.right - block.box.right) < 2.5 * em
        inset = block.box.left - other.box.left > 0.35 * other.box.width
        last = other.box.bottom - 1.6 * other.lines[-1].box.height < block.box.top < other.box.bottom + 2 * em
        if right and inset and last:
            return True
    return False
