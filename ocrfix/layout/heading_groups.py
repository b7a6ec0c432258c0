"""The pieces that may be of one deck, gathered heading by heading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations

from ocrfix.geometry import Box, union
from ocrfix.layout.piece import Piece
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The pieces found for one deck so far, in no order, and the box around them."""

    pieces: tuple[Piece, ...]
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", union(piece.block.box for piece in self.pieces))


def merged(head: Piece, groups: Sequence[Group]) -> Group:
    """A heading and the groups that it is stacked on as one."""
    return Group((head, *(piece for group in groups for piece in group.pieces)))


def groups_near(piece: Piece, groups: Sequence[Group], reach_em: float) -> list[Group]:
    """The groups, or what they enclose, that stand within reach of a piece: asked before their pieces are."""
    area = piece.block.box.grown(reach_em * piece.block.em + 1)
    return [group for group in groups if min(group.box.across(area), group.box.along(area)) >= 0]


def over_one_report(head: Piece, near: list[Group], bodies: Sequence[Piece]) -> list[Group]:
    """The groups that a heading is stacked on, without one on the other side of a report's first line: what
    stands lower heads an article set within the other."""
    parted = [
        lower if head.block.box.centre[1] < text.block.box.top else upper
        for upper, lower in permutations(near, 2)
        for text in bodies
        if _opens_between(text, upper, lower)
    ]
    alone = Group((head,))
    parted += [group for group in near if any(_opens_between(text, group, alone) for text in bodies)]
    return [group for group in near if group not in parted]


def nearest(groups: Sequence[Group], slight: Piece) -> Group:
    """The group whose heading shares most of a short line's extent."""
    box, crosswise = slight.block.box, slight.block.crosswise

    def shared(group: Group) -> float:
        others = [p.block.box for p in group.pieces if p is not slight]
        return max(box.along(other) if crosswise else box.across(other) for other in others)

    return max(groups, key=shared)


def is_between(slight: Piece, home: Group, other: Group, bodies: Sequence[Piece]) -> bool:
    """Whether a short line is a row between the rows of two groups: then they are one heading, where no text
    opens under the upper one, beside the lower. A byline ends a deck."""
    if slight.kind is RegionKind.BYLINE or slight.block.crosswise:
        return False
    middle = slight.block.box.centre[1]
    upper, lower = sorted((home, other), key=lambda group: group.box.top)
    over = all(p.block.box.bottom < middle for p in upper.pieces if p.kind is RegionKind.HEADING)
    under = all(p.block.box.top > middle for p in lower.pieces if p.kind is RegionKind.HEADING)
    return over and under and not any(_opens_between(body, upper, lower) for body in bodies)


def _opens_between(text: Piece, upper: Group, lower: Group) -> bool:
    """Whether a report opens under the upper of two headings before the lower one ends, beside that."""
    over, under, box = upper.box, lower.box, text.block.box
    level = over.bottom < box.centre[1] and box.top < under.bottom
    return level and box.across(over) > 0 >= box.across(under) and bool(DATELINE.match(text.block.text))
