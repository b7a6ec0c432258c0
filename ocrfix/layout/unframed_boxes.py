"""Articles set inside the columns of another with nothing drawn around them but blank paper."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, union
from ocrfix.layout.joints import begins_indented
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import FULL_STOP, SENTENCE_END

_NEAR_EM, _ASIDE_EM = 4.0, 6.0
"""How far from a heading, and from the foot of its text, the columns around it stand at most, and how far its
text reaches beside it."""

_LEAST_EM, _MOST_EM, _SAME_EM = 0.5, 3.5, 0.4
"""How much further in a box begins and ends than the columns, and how exactly these go on under it."""

_FLOWS_EM, _IN = 1.0, 0.85
"""How far apart the parts of one text stand at most, and how much of what is part of a box lies in it."""

_TEXT = (RegionKind.BODY, RegionKind.CROSSHEAD, RegionKind.BYLINE)


def with_unframed_boxes(pieces: Sequence[Piece], sheet: Sheet) -> tuple[list[Piece], Sheet]:
    """The pieces and the sheet, with a frame around each article that stands between columns that go on under
    it: it is set narrower than they are on either side, or they all go on in the middle of a sentence. Tiers
    of a vertical page run on past headings anyway."""
    if sheet.axes.vertical:
        return list(pieces), sheet
    near = NearPieces(pieces, 10 * sheet.em)
    heads = [p for p in pieces if p.kind is RegionKind.HEADING and not p.block.crosswise]
    found = [box for head in heads if (box := _box_under(head, near, sheet.em)) is not None]
    frames = sheet.furnishings.frames
    boxed = list(pieces)
    for place, piece in enumerate(pieces):
        around = [k for k, box in enumerate(found) if piece.block.box.share_in(box) > _IN]
        if around:
            boxed[place] = replace(piece, frame=len(frames) + around[0])
    drawn = replace(sheet.furnishings, frames=(*frames, *map(sheet.axes.page, found)))
    return boxed, replace(sheet, furnishings=drawn)


def _box_under(head: Piece, near: NearPieces, em: float) -> Box | None:
    """What a heading and the text under it fill, if that stands inside other columns."""
    inner = _text_under(head, near, em)
    if max((len(piece.block.lines) for piece in inner), default=0) < 2:
        return None
    box = union([head.block.box, *(piece.block.box for piece in inner)])
    reach = Box(box.left - _MOST_EM * em, box.top, box.right + _MOST_EM * em, box.bottom)
    over = _columns(near, head, Box(reach.left, box.top - _NEAR_EM * em, reach.right, box.top), inner)
    under = _columns(near, head, Box(reach.left, box.bottom, reach.right, box.bottom + _NEAR_EM * em), inner)
    over = [piece for piece in over if piece.block.box.bottom < box.top + 0.5 * em]
    under = [piece for piece in under if piece.block.box.top > box.bottom]
    pairs = [(a, b) for a in over for b in under if _one_column(a.block.box, b.block.box, em)]
    if not pairs or len(pairs) != len(under):
        return None
    columns = union(piece.block.box for pair in pairs for piece in pair)
    insets = (box.left - columns.left, columns.right - box.right)
    narrower = min(insets) > _LEAST_EM * em
    parted = narrower or (all(_runs_on(a, b, em) for a, b in pairs) and _ends_there(inner))
    inside = -_SAME_EM * em < min(insets) <= max(insets) < _MOST_EM * em
    return box.grown(0.2 * em) if parted and inside else None


def _text_under(head: Piece, near: NearPieces, em: float) -> list[Piece]:
    """The pieces of text under a heading, each right under another or at the head of a column."""
    box, found = head.block.box, list[Piece]()
    fronts = [
        Box(box.left - _ASIDE_EM * em, box.bottom, box.right + _ASIDE_EM * em, box.bottom + _NEAR_EM * em)
    ]
    while fronts:
        front = fronts.pop()
        for piece in near.touching(front):
            own = piece.kind in _TEXT and piece.frame == head.frame and piece not in found
            if own and piece.block.box.top > front.top - 0.5 * em:
                found.append(piece)
                foot = piece.block.box
                fronts.append(Box(foot.left, foot.bottom, foot.right, foot.bottom + _FLOWS_EM * em))
    return found


def _ends_there(inner: Sequence[Piece]) -> bool:
    """Whether the last column of a text ends a sentence."""
    last = max(inner, key=lambda piece: (piece.block.box.left, piece.block.box.bottom))
    return bool(FULL_STOP.search(last.block.text))


def _columns(near: NearPieces, head: Piece, area: Box, inner: Sequence[Piece]) -> list[Piece]:
    return [
        piece
        for piece in near.touching(area)
        if piece.kind is RegionKind.BODY and piece.frame == head.frame and piece not in inner
    ]


def _one_column(upper: Box, lower: Box, em: float) -> bool:
    return max(abs(upper.left - lower.left), abs(upper.right - lower.right)) < _SAME_EM * em


def _runs_on(upper: Piece, lower: Piece, em: float) -> bool:
    """Whether a text breaks off in a sentence, and the other does not begin a paragraph."""
    return not SENTENCE_END.search(upper.block.text) and not begins_indented(lower.block, em)
