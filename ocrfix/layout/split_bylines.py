"""Bylines centred under a headline that were cut where a gutter runs under them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import BYLINE, NAME, ROLE

_APART_EM = 2.0
"""How far apart, in letters, the two parts of a byline stand at most."""

_OPEN, _CLOSE = "(（", ")）"


def with_split_bylines(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; the first lines of two columns, level with each other, are a byline where a bracket that
    the one opens is closed in the other, or where the one says who writes and the other is a name."""
    halves = dict(_halves(pieces))
    cut = {*halves, *halves.values()}
    rest = [part for piece in pieces for part in (_without_first(piece) if piece in cut else [piece])]
    bylines = [(Block((a.block.lines[0], b.block.lines[0])), a.frame) for a, b in halves.items()]
    return [*rest, *(Piece(block, RegionKind.BYLINE, frame) for block, frame in bylines)]


def _halves(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    texts = [piece for piece in pieces if not piece.block.crosswise]
    for begins, ends in ((_opens, _closes), (ROLE.match, NAME.match)):
        second = [piece for piece in texts if ends(piece.block.lines[0].text)]
        for left in (piece for piece in texts if begins(piece.block.lines[0].text)):
            for right in second:
                if left.frame == right.frame and _is_byline(left.block.lines[0], right.block.lines[0]):
                    second.remove(right)
                    yield left, right
                    break


def _opens(text: str) -> bool:
    return text[:1] in _OPEN and not any(bracket in text for bracket in _CLOSE)


def _closes(text: str) -> bool:
    return text[-1:] in _CLOSE and not any(bracket in text for bracket in _OPEN)


def _is_byline(left: Line, right: Line) -> bool:
    beside = -0.5 * left.em < right.box.left - left.box.right < _APART_EM * left.em
    return beside and left.box.level_with(right.box) and bool(BYLINE.match(f"{left.text} {right.text}"))


def _without_first(piece: Piece) -> list[Piece]:
    rest = piece.block.lines[1:]
    return [replace(piece, block=Block(rest))] if rest else []
