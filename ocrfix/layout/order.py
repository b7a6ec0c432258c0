"""Which text follows which: one optimisation over the page, by place and by how pieces begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box
from ocrfix.layout.assign import cheapest
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import Deck
from ocrfix.layout.labels import Piece, Sheet, signs_off
from ocrfix.layout.patterns import DATELINE, FULL_STOP, SENTENCE_END
from ocrfix.model.page import RegionKind

_NEVER = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSettings:
    """Costs, in arbitrary but common units. `headless`: text that begins under no heading. `bodiless`: a
    heading without text. `torn`: a piece that stops in mid sentence and one that does not go on from there,
    or the reverse. `rule`: text that jumps over a rule across its column. `other_deck`: text that leaves
    its own heading for another's text. `signed`: text that goes on after its author's name."""

    headless: float = 4.0
    bodiless: float = 3.0
    torn: float = 2.0
    rule: float = 3.5
    other_deck: float = 4.0
    signed: float = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A deck, or none, and the text under it in reading order. `margin` is how much dearer the best other
    choice for one of its pieces was: small means uncertain."""

    deck: Deck | None
    bodies: tuple[Piece, ...]
    margin: float


def find_stories(
    pieces: Sequence[Piece], decks: Sequence[Deck], sheet: Sheet, settings: OrderSettings | None = None
) -> tuple[Story, ...]:
    """Chains of text, each under its deck.

    Every piece of text takes one predecessor, a deck or another piece, and gives way to one successor at
    most; of all such pairings the one with the least sum of costs is taken.
    """
    chosen = settings or OrderSettings()
    taken = {id(p) for deck in decks for p in deck.pieces}
    kinds = (RegionKind.BODY, RegionKind.CROSSHEAD)
    bodies = [p for p in pieces if p.kind in kinds and id(p) not in taken]
    if not bodies:
        return tuple(Story(deck, (), 0.0) for deck in decks)
    signatures = [p.block.box for p in pieces if p.kind is RegionKind.BYLINE and id(p) not in taken]
    view = _View(bodies, decks, signatures, sheet, chosen)
    size, heads = len(bodies), len(decks)
    cost = np.full((size, size + heads + size), _NEVER)
    for b in range(size):
        for a in range(size):
            cost[b, a] = view.after_text(a, b)
        for h in range(heads):
            cost[b, size + h] = view.after_deck(h, b)
        cost[b, size + heads + b] = chosen.headless + view.begins_torn(b)
    before = cheapest(cost)
    _break_circles(before, cost, size, heads)
    margins = [_margin(cost[b], before[b]) for b in range(size)]
    return _chains(bodies, decks, before, margins)


def _margin(row: NDArray[np.float64], chosen: int) -> float:
    others = np.delete(row, chosen)
    return float(others.min() - row[chosen]) if len(others) else 0.0


def _break_circles(before: list[int], cost: NDArray[np.float64], size: int, heads: int) -> None:
    for start in range(size):
        seen = [start]
        while before[seen[-1]] < size and before[seen[-1]] not in seen:
            seen.append(before[seen[-1]])
        if before[seen[-1]] < size:
            circle = seen[seen.index(before[seen[-1]]) :]
            worst = max(circle, key=lambda b: cost[b, before[b]])
            before[worst] = size + heads + worst


def _chains(
    bodies: Sequence[Piece], decks: Sequence[Deck], before: list[int], margins: list[float]
) -> tuple[Story, ...]:
    size = len(bodies)
    after = {a: b for b, a in enumerate(before)}
    stories = []
    starts: list[tuple[Deck | None, int | None]] = [
        (deck, after.get(size + h)) for h, deck in enumerate(decks)
    ]
    starts += [(None, b) for b in range(size) if before[b] >= size + len(decks)]
    for deck, first in starts:
        chain = []
        step = first
        while step is not None:
            chain.append(step)
            step = after.get(step)
        margin = min((margins[b] for b in chain), default=0.0)
        stories.append(Story(deck, tuple(bodies[b] for b in chain), margin))
    return tuple(stories)


class _View:
    """The page as the costs see it."""

    def __init__(
        self,
        bodies: Sequence[Piece],
        decks: Sequence[Deck],
        signatures: Sequence[Box],
        sheet: Sheet,
        settings: OrderSettings,
    ) -> None:
        self.bodies, self.decks, self.sheet, self.settings = bodies, decks, sheet, settings
        self.em = sheet.em
        axes, rules = sheet.axes, sheet.furnishings
        across = rules.vertical if axes.vertical else rules.horizontal
        down = rules.horizontal if axes.vertical else rules.vertical
        self.across = [axes.logical(rule) for rule in across]
        self.down = [axes.logical(rule) for rule in down]
        self.indented = [begins_indented(piece.block, self.em) for piece in bodies]
        usual = sum(self.indented) >= 0.3 * len(bodies)
        self.indents_tell = usual
        self.signed = [
            any(signs_off(box, piece.block.box, self.em) for box in signatures) for piece in bodies
        ]
        self.deck_above = [self._deck_above(piece) for piece in bodies]
        self.first = [min(_others_above(piece, bodies, self.em), default=None) is None for piece in bodies]

    def _deck_above(self, piece: Piece) -> int | None:
        """The deck that stands over this piece in its column, with no rule between."""
        box = piece.block.box
        over = [
            (h, deck.box)
            for h, deck in enumerate(self.decks)
            if not deck.crosswise
            and deck.frame == piece.frame
            and deck.box.bottom < box.top + self.em
            and deck.box.across(box) > 0.3 * min(box.width, deck.box.width)
            and not self._ruled(deck.box, box)
        ]
        return max(over, key=lambda row: row[1].bottom, default=(None, None))[0]

    def _ruled(self, upper: Box, lower: Box) -> bool:
        return any(
            upper.bottom - self.em < rule.centre[1] < lower.top + self.em
            and rule.across(lower) > 0.6 * lower.width
            and rule.across(upper) > 0.3 * min(upper.width, lower.width)
            for rule in self.across
        )

    def begins_torn(self, b: int) -> float:
        """What it costs this piece to begin a text."""
        block = self.bodies[b].block
        if self.bodies[b].kind is RegionKind.CROSSHEAD:
            return self.settings.torn
        if DATELINE.match(block.text):
            return -1.0
        return 0.0 if self.indented[b] or not self.indents_tell else self.settings.torn

    def _joint(self, a: int, b: int) -> float:
        """How badly the end of `a` and the beginning of `b` fit: from −1, one sentence, to twice `torn`."""
        if self.bodies[b].kind is RegionKind.CROSSHEAD or self.bodies[a].kind is RegionKind.CROSSHEAD:
            return 0.0
        ends = ends_paragraph(self.bodies[a].block, self.em)
        torn = self.settings.torn
        if DATELINE.match(self.bodies[b].block.text):
            return 2 * torn
        if not self.indents_tell:
            return 0.0 if ends else -0.3
        starts = self.indented[b]
        if not starts and not ends:
            return -1.0
        if starts and ends:
            return 0.0
        stops = bool(SENTENCE_END.search(self.bodies[a].block.text))
        return torn * (0.4 if stops and starts else 1.0)

    def after_text(self, a: int, b: int) -> float:
        """What it costs piece `b` to follow piece `a`."""
        if a == b or self.bodies[a].frame != self.bodies[b].frame:
            return _NEVER
        upper, lower = self.bodies[a].block.box, self.bodies[b].block.box
        place = self._down(a, b) if _is_below(upper, lower, self.em) else self._aside(a, b)
        if place >= _NEVER:
            return _NEVER
        signed = self.settings.signed if self.signed[a] else 0.0
        return place + self._joint(a, b) + self._leaves_deck(a, b) + signed

    def _leaves_deck(self, a: int, b: int) -> float:
        from_deck, to_deck = self.deck_above[a], self.deck_above[b]
        if to_deck is None or to_deck == from_deck:
            return -0.5 if to_deck is not None else 0.0
        other = self.decks[to_deck].box
        own = self.bodies[a].block.box
        if from_deck is None and self._beside_or_level(a, b, other):
            return 0.4
        return self.settings.other_deck if other.bottom > own.top - self.em or from_deck is not None else 1.0

    def _beside_or_level(self, a: int, b: int, deck: Box) -> bool:
        """Whether text with no deck over it stands beside the other's deck, or begins level with the column
        under it: the first column of an article whose headline does not reach so far."""
        own, other = self.bodies[a].block.box, self.bodies[b].block.box
        beside = own.along(deck) > 0 and own.top < deck.bottom - self.em
        level = abs(own.top - other.top) < 3 * self.em and other.left - own.right < 4 * self.em
        return beside or level

    def _down(self, a: int, b: int) -> float:
        upper, lower = self.bodies[a].block.box, self.bodies[b].block.box
        between = [
            piece
            for k, piece in enumerate(self.bodies)
            if k not in (a, b)
            and piece.block.box.across(lower) > 0.4 * min(piece.block.box.width, lower.width)
            and upper.bottom - self.em < piece.block.box.centre[1] < lower.top
        ]
        if between:
            return _NEVER
        gap = max(0.0, lower.top - upper.bottom) / self.em
        blocked = self.settings.rule if self._ruled(upper, lower) else 0.0
        shift = abs(upper.left - lower.left) / self.em
        return 0.3 + min(2.0, gap * 0.06) + min(1.5, shift * 0.08) + blocked

    def _aside(self, a: int, b: int) -> float:
        """To the top of a column further on; also from the last column of a band back to the first of the
        next."""
        upper, lower = self.bodies[a].block.box, self.bodies[b].block.box
        gap = (lower.left - upper.right) / self.em
        if gap < -1.0:
            return self._wrap(a, b)
        if lower.top > upper.bottom + 4 * self.em or lower.bottom < upper.top - 60 * self.em:
            return _NEVER
        skipped = sum(
            1
            for k, piece in enumerate(self.bodies)
            if k not in (a, b)
            and upper.right - self.em < piece.block.box.centre[0] < lower.left + self.em
            and piece.block.box.along(upper) > 0.3 * min(piece.block.box.height, upper.height)
        )
        not_last = any(
            _is_below(upper, piece.block.box, self.em)
            and piece.block.box.top - upper.bottom < 2.5 * self.em
            and piece.frame == self.bodies[a].frame
            and not self._ruled(upper, piece.block.box)
            for k, piece in enumerate(self.bodies)
            if k != a
        )
        cost = 0.6 + min(3.0, max(0.0, gap - 2) * 0.12) + 2.0 * skipped + (1.5 if not_last else 0.0)
        cost += 0.0 if self.first[b] else 1.2
        crossed = any(
            upper.centre[0] < rule.centre[0] < lower.centre[0] and rule.along(lower) > 0.7 * lower.height
            for rule in self.down
        )
        uneven = 0.0 if lower.along(upper) > 0 else 1.0
        return cost + uneven + (0.3 if crossed else 0.0)

    def _wrap(self, a: int, b: int) -> float:
        upper, lower = self.bodies[a].block.box, self.bodies[b].block.box
        if lower.top < upper.bottom - self.em or lower.left > upper.left:
            return _NEVER
        gap = (lower.top - upper.bottom) / self.em
        return 2.5 + min(3.0, gap * 0.1) + (self.settings.rule if self._ruled(upper, lower) else 0.0)

    def after_deck(self, h: int, b: int) -> float:
        """What it costs piece `b` to be the first under deck `h`."""
        deck, piece = self.decks[h], self.bodies[b]
        if deck.frame != piece.frame:
            return _NEVER
        box = piece.block.box
        place = self._beside_deck(deck, box) if deck.crosswise else self._under_deck(h, deck, box, b)
        if place >= _NEVER:
            return _NEVER
        return place + self.begins_torn(b) - self.settings.bodiless

    def _under_deck(self, h: int, deck: Deck, box: Box, b: int) -> float:
        gap = (box.top - deck.box.bottom) / self.em
        if gap < -2:
            left_of = deck.box.left - box.right
            if left_of < -2 * self.em or box.bottom < deck.box.top:
                return _NEVER
            return 3.0 + max(0.0, left_of / self.em) * 0.2
        shared = box.across(deck.box)
        if shared < 0.25 * min(box.width, deck.box.width):
            reach = -shared / self.em
            if reach > 14 or self.deck_above[b] is not None:
                return _NEVER
            aside = 0.6 if self._centres(h, deck, box) else 2.0
            return aside + 0.1 * max(0.0, reach) + 0.1 * max(0.0, gap)
        if self.deck_above[b] not in (None, h):
            return _NEVER
        blocked = self.settings.rule if self._ruled(deck.box, box) else 0.0
        inset = max(0.0, box.left - deck.box.left) / self.em
        first = 0.0 if self.first[b] else 1.5
        first += 0.0 if self._is_leftmost(h, box) else 0.8
        return 0.2 + min(3.0, 0.06 * max(0.0, gap)) + min(2.5, 0.08 * inset) + blocked + first

    def _is_leftmost(self, h: int, box: Box) -> bool:
        """Whether no other column under the deck stands to the left."""
        return not any(
            above == h and piece.block.box.right < box.left + self.em
            for piece, above in zip(self.bodies, self.deck_above, strict=True)
        )

    def _centres(self, h: int, deck: Deck, box: Box) -> bool:
        """Whether the headline stands over the middle of its columns only if this one is among them."""
        under = [p.block.box for p, above in zip(self.bodies, self.deck_above, strict=True) if above == h]
        if not under:
            return False
        left, right = min(b.left for b in under), max(b.right for b in under)
        if box.right > left + self.em or left - box.right > 4 * self.em:
            return False
        middle = deck.box.centre[0]
        without, together = abs((left + right) / 2 - middle), abs((box.left + right) / 2 - middle)
        return together < 0.06 * (right - box.left) and without > 2 * together + self.em

    def _beside_deck(self, deck: Deck, box: Box) -> float:
        """A heading set crosswise: its text begins beside it, near its top."""
        over = -box.along(deck.box) / self.em
        if over > 4 or (over <= 0 and box.along(deck.box) < 0.25 * min(box.height, deck.box.height)):
            return _NEVER
        if over > 0 and (box.top > deck.box.top or box.right < deck.box.left - 3 * self.em):
            return _NEVER
        late = min(1.5, 0.05 * max(0.0, box.top - deck.box.top) / self.em)
        before = (deck.box.left - box.right) / self.em
        if before > -3:
            crossed = any(box.right < rule.centre[0] < deck.box.left for rule in self.down)
            return _NEVER if before > 45 or crossed else 0.3 + 0.03 * max(0.0, before) + late
        gap = (box.left - deck.box.right) / self.em
        return 0.1 + 0.2 * max(0.0, gap) + late if -3 <= gap <= 6 else _NEVER


def _is_below(upper: Box, lower: Box, em: float) -> bool:
    return lower.top > upper.bottom - 1.2 * em and upper.across(lower) > 0.4 * min(upper.width, lower.width)


def _others_above(piece: Piece, bodies: Sequence[Piece], em: float) -> list[float]:
    """Gaps to the texts right above in the same column."""
    box = piece.block.box
    return [
        box.top - other.block.box.bottom
        for other in bodies
        if other is not piece
        and _is_below(other.block.box, box, em)
        and box.top - other.block.box.bottom < 2.5 * em
    ]


def begins_indented(block: Block, em: float) -> bool:
    """Whether the first line begins further in than those that follow it."""
    if len(block.lines) < 2:
        return block.text.startswith(("　", "【"))
    first = block.lines[0].box.left
    rest = sorted(line.box.left for line in block.lines[1:4])
    return first - rest[0] > 0.7 * em and first - rest[len(rest) // 2] > 0.5 * em


def ends_paragraph(block: Block, em: float) -> bool:
    """Whether the last line ends a sentence, or stops well short of the column's edge."""
    last = block.lines[-1]
    short = block.box.right - last.box.right > 1.6 * em
    return bool(FULL_STOP.search(last.text)) or (short and len(block.lines) > 1)
