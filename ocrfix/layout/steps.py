"""What it costs to go from one piece of text to the next, or from a deck to its first piece, by place."""

from dataclasses import dataclass

from ocrfix.geometry import Box
from ocrfix.layout.decks import Deck
from ocrfix.layout.plan import Plan

NEVER = 1e6

_ABOVE_EM = 30.0
"""How far above a heading set across a vertical page its text may end: further up stand other tiers."""

_REACH_EM = 14.0
"""How far beside a headline the first column of its text may stand that it does not stand over."""

_STRIP_EM = 4.0
"""How far before its text a headline set down the page ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSettings:
    """Costs, in arbitrary but common units. `bodiless`: a heading without text. `rule`: text that jumps over
    a rule across its column. `other_deck`: text that leaves its own heading for another's text. `adjoining`:
    gain of text right under text, nothing between. `in_step`, `out_of_step`: gain and cost of columns whose
    rows stand on one grid or do not. `level`: gain of columns that begin level; `uneven`: cost of one that
    begins higher than the last, though no heading explains it. `rises`: text that goes on above where it
    began, away from its heading; `turns`: from the foot of a whole column to the head of the next.
    `stays`: from text that other text stands under to the head of a column without a heading; `closed`: the
    same where the next heading in its column stands over that alone. `inset`: from text that goes on under a
    picture to another column; `passes`: text that goes on beside, past a heading under it; `under_other`:
    text before a crosswise heading that stands under another heading; `fenced`: on the other side of a
    rule."""

    bodiless: float = 3.0
    rule: float = 3.5
    other_deck: float = 4.0
    adjoining: float = 1.5
    in_step: float = 0.6
    out_of_step: float = 0.8
    level: float = 0.5
    uneven: float = 1.0
    rises: float = 2.5
    turns: float = 0.4
    stays: float = 0.8
    closed: float = 1.8
    inset: float = 0.8
    passes: float = 1.5
    under_other: float = 1.5
    fenced: float = 2.5


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps on one page."""

    plan: Plan
    settings: StepSettings

    def after_text(self, a: int, b: int) -> float:
        """What it costs piece `b` to follow piece `a`; NEVER where it cannot."""
        plan = self.plan
        if a == b or plan.bodies[a].frame != plan.bodies[b].frame:
            return NEVER
        if (beside := plan.beside_inset[a]) is not None:
            return -self.settings.adjoining if b == beside else NEVER
        if plan.below_inset.get(b) == a:
            return -self.settings.adjoining
        below = plan.below(plan.boxes[a], plan.boxes[b])
        place = self._down(a, b) if below else self._aside(a, b)
        return place if place >= NEVER else place + self._leaves_deck(a, b)

    def _leaves_deck(self, a: int, b: int) -> float:
        from_deck, to_deck = self.plan.deck_above[a], self.plan.deck_above[b]
        if to_deck is None or to_deck == from_deck:
            return -0.5 if to_deck is not None else 0.0
        other, own = self.plan.decks[to_deck].box, self.plan.boxes[a]
        if from_deck is None and self._beside_or_level(a, b, other):
            return 0.4
        above = self.plan.boxes[b].bottom < own.top and self._stands_by_strip(a)
        reaches = other.bottom > own.top - self.plan.em or from_deck is not None or above
        return self.settings.other_deck if reaches else 1.0

    def _stands_by_strip(self, a: int) -> bool:
        """Whether a headline set down the page stands right before the column of a text."""
        plan, column, em = self.plan, self.plan.columns[a].box, self.plan.em
        before = Box(column.left - _STRIP_EM * em, column.top, column.left, column.bottom)
        strips = (plan.decks[h] for h in plan.deck_near.touching(before))
        return any(
            deck.crosswise
            and deck.box.along(column) > 0.5 * deck.box.height
            and deck.box.right < column.left + em
            for deck in strips
        )

    def _beside_or_level(self, a: int, b: int, deck: Box) -> bool:
        """Whether text with no deck over it stands beside the other's deck, or begins level with the column
        under it: the first column of an article whose headline does not reach so far."""
        own, other, em = self.plan.boxes[a], self.plan.boxes[b], self.plan.em
        beside = own.along(deck) > 0 and own.top < deck.bottom - em
        level = abs(own.top - other.top) < 3 * em and other.left - own.right < 4 * em
        return beside or level

    def _down(self, a: int, b: int) -> float:
        plan, em = self.plan, self.plan.em
        upper, lower = plan.boxes[a], plan.boxes[b]
        between = Box(lower.left, upper.bottom - em, lower.right, lower.top)
        for k in plan.near.touching(between):
            box = plan.boxes[k]
            shares = box.across(lower) > 0.4 * min(box.width, lower.width)
            boxed = plan.bodies[k].frame != plan.bodies[a].frame
            stands = shares and not boxed and not box.level_with(upper)
            if k not in (a, b) and stands and upper.bottom - em < box.centre[1] < lower.top:
                return NEVER
        resumes = plan.resumes[a] == b
        gap = 0.0 if resumes else max(0.0, lower.top - upper.bottom) / em
        shift = plan.shift(upper, lower)
        adjoining = self.settings.adjoining if plan.adjoin(upper, lower) else 0.0
        blocked = self._ruled_off(upper, lower)
        if not resumes and plan.boxed_off(upper, lower):
            blocked = self.settings.rule
        return 0.3 + min(2.0, gap * 0.06) + min(1.5, shift * 0.08) + blocked - adjoining

    def _aside(self, a: int, b: int) -> float:
        """To the top of a column further on; also from the last column of a band back to the first of the
        next."""
        plan, em = self.plan, self.plan.em
        upper, lower = plan.boxes[a], plan.boxes[b]
        gap = (lower.left - upper.right) / em
        if gap < -1.0:
            return self._wrap(a, b)
        turns = plan.ends_column[a] and plan.heads_column[b] and plan.one_band(a, b)
        if lower.top > upper.bottom + 4 * em or (lower.bottom < upper.top - 60 * em and not turns):
            return NEVER
        cost = 0.6 + min(3.0, max(0.0, gap - 2) * 0.12) + 2.0 * self._skipped(a, b)
        cost += 1.5 if self._goes_on_below(a) else self.settings.inset if plan.resumes[a] is not None else 0.0
        cost += self.settings.passes if plan.passes_heading(a, b) else 0.0
        if self._runs_on(b) and (plan.tiers or not plan.ends_column[a]):
            stays = 0.0 if plan.ends_column[a] else self.settings.stays
            cost += self.settings.closed if self._closed_off(a, b) else stays
        cost += 0.0 if plan.first[b] else 1.2
        if plan.columns[a].box.along(plan.columns[b].box) <= 0:
            cost += self.settings.turns if turns else 1.0
            rises = lower.bottom < upper.top and not turns and self._stands_out(a, b)
            cost += self.settings.rises if rises else 0.0
        first, last = sorted((upper, lower), key=lambda box: box.top)
        crossed = plan.tiers and first.bottom < last.top and plan.dividers.ruled(first, last)
        cost += self.settings.rule if crossed else 0.0
        fenced = plan.dividers.fenced(upper.centre[0], lower.centre[0], lower)
        return cost + (0.3 if fenced else 0.0) + self._in_step(a, b, turns)

    def _in_step(self, a: int, b: int, turns: bool) -> float:
        """Columns of one article have their rows on one grid, and begin level unless something stands over
        them; what turns to the head of the next column began where it likes. The heads of columns that run
        on are level whatever they belong to."""
        if self._runs_on(b) and self._runs_on(a) and not self.plan.ends_column[a]:
            return 0.0
        away = self.plan.off_grid(a, b)
        cost = 0.0
        if away is not None:
            cost = max(-self.settings.in_step, min(self.settings.out_of_step, 10 * (away - 0.1)))
        rise = (self.plan.columns[a].box.top - self.plan.columns[b].box.top) / self.plan.em
        if abs(rise) < 0.5:
            return cost - self.settings.level
        uneven = 0.6 < rise < 12 and not turns and self._stands_out(a, b)
        return cost + (self.settings.uneven if uneven else 0.0)

    def _runs_on(self, b: int) -> bool:
        """Whether a text stands at the head of its column under no heading."""
        return self.plan.heads_column[b] and self.plan.deck_above[b] is None

    def _stands_out(self, a: int, b: int) -> bool:
        """Whether a column begins above the one before it, but not level with the heading over that one."""
        above = self.plan.deck_above[a]
        if above is None or self.plan.deck_above[b] == above:
            return False
        return abs(self.plan.decks[above].box.top - self.plan.boxes[b].top) > 1.5 * self.plan.em

    def _skipped(self, a: int, b: int) -> int:
        """How many columns stand between the two; what the second goes on in right below is none, where
        a picture that it runs round makes it narrower."""
        em, (upper, lower) = self.plan.em, (self.plan.boxes[a], self.plan.boxes[b])
        area = Box(upper.right - em, upper.top, lower.left + em, upper.bottom)
        boxes = [self.plan.boxes[k] for k in self.plan.near.touching(area) if k not in (a, b)]
        between = [
            box
            for box in boxes
            if area.left < box.centre[0] < area.right
            and box.along(upper) > 0.3 * min(box.height, upper.height)
        ]
        if between and self._goes_on_below(b, reach_em=1.0):
            between = [box for box in between if not self.plan.below(lower, box)]
        return len(between)

    def _goes_on_below(self, a: int, reach_em: float = 2.5) -> bool:
        """Whether other text of its frame stands right under the piece."""
        plan, em, upper = self.plan, self.plan.em, self.plan.boxes[a]
        area = Box(upper.left, upper.bottom - 1.2 * em, upper.right, upper.bottom + reach_em * em)
        return any(
            k != a
            and plan.below(upper, plan.boxes[k])
            and plan.boxes[k].top - upper.bottom < reach_em * em
            and plan.bodies[k].frame == plan.bodies[a].frame
            and not plan.dividers.ruled(upper, plan.boxes[k])
            for k in plan.near.touching(area)
        )

    def _closed_off(self, a: int, b: int) -> bool:
        """Whether the next heading under a text stands over its column alone, not over that of `b`."""
        plan, upper = self.plan, self.plan.boxes[a]
        area = Box(upper.left, upper.bottom, upper.right, upper.bottom + 12 * plan.em)
        under = [plan.decks[h].box for h in plan.deck_near.touching(area) if not plan.decks[h].crosswise]
        heads = [box for box in under if box.across(upper) > 0.3 * min(box.width, upper.width)]
        return bool(heads) and min(heads, key=lambda box: box.top).right < plan.boxes[b].left + plan.em

    def _wrap(self, a: int, b: int) -> float:
        upper, lower, em = self.plan.boxes[a], self.plan.boxes[b], self.plan.em
        if lower.top < upper.bottom - em or lower.left > upper.left or self._crossed(upper, lower):
            return NEVER
        gap = 0.0 if self.plan.pictured(upper, lower) else (lower.top - upper.bottom) / em
        return 2.5 + min(3.0, gap * 0.1) + self._ruled_off(upper, lower)

    def _ruled_off(self, upper: Box, lower: Box) -> float:
        """What it costs that a rule runs between two boxes, one under the other."""
        return self.settings.rule if self.plan.dividers.ruled(upper, lower) else 0.0

    def _crossed(self, upper: Box, lower: Box) -> bool:
        """Whether a column between two texts, or beside them, runs on from the band of the one to that of the
        other: then they are no bands."""
        em = self.plan.em
        between = Box(lower.left, upper.bottom - 2 * em, upper.right, lower.top + 2 * em)
        head = Box(between.left, between.top, between.right, between.top)
        boxes = [self.plan.boxes[k] for k in self.plan.near.touching(head)]
        return any(
            between.left < box.centre[0] < between.right
            and box.top < between.top
            and box.bottom > between.bottom
            for box in boxes
        )

    def after_deck(self, h: int, b: int) -> float:
        """What it costs piece `b` to be the first under deck `h`; NEVER where it cannot."""
        deck, piece = self.plan.decks[h], self.plan.bodies[b]
        if deck.frame != piece.frame or b in self.plan.below_inset:
            return NEVER
        box = piece.block.box
        place = self._beside_deck(deck, box, b) if deck.crosswise else self._under_deck(h, deck, box, b)
        return place if place >= NEVER else place - self.settings.bodiless

    def _under_deck(self, h: int, deck: Deck, box: Box, b: int) -> float:
        plan, em = self.plan, self.plan.em
        gap = (box.top - deck.box.bottom) / em
        if gap < -2:
            left_of = deck.box.left - box.right
            if left_of < -2 * em or box.bottom < deck.box.top:
                return NEVER
            return 3.0 + max(0.0, left_of / em) * 0.2
        shared = box.across(deck.box)
        if shared < 0.25 * min(box.width, deck.box.width):
            reach, centres = -shared / em, self._centres(h, b)
            over = plan.deck_above[b]
            nearer = over is None or self._is_nearer(h, over, box, centres=centres)
            if deck.continuation or (over != h and (reach > _REACH_EM or not nearer)):
                return NEVER
            aside = 0.6 if centres or over == h else 2.0
            return aside + 0.1 * max(0.0, reach) + 0.1 * max(0.0, gap)
        if plan.deck_above[b] not in (None, h):
            return NEVER
        blocked = self._ruled_off(deck.box, box)
        inset = max(0.0, box.left - deck.box.left) / em
        first = 0.0 if plan.first[b] else 1.5
        first += 0.0 if self._is_leftmost(h, box) else 0.8
        return 0.2 + min(3.0, 0.06 * max(0.0, gap)) + min(2.5, 0.08 * inset) + blocked + first

    def _is_nearer(self, h: int, over: int, box: Box, *, centres: bool) -> bool:
        """Whether the deck over a text ends above another, that stands in the middle of columns of which this
        is one (`centres`) or over columns that begin level with it."""
        if self.plan.decks[over].box.bottom >= self.plan.decks[h].box.top:
            return False
        return centres or any(abs(other.top - box.top) < self.plan.em for other in self.plan.under[h])

    def _is_leftmost(self, h: int, box: Box) -> bool:
        """Whether no other column under the deck stands to the left."""
        return not any(other.right < box.left + self.plan.em for other in self.plan.under[h])

    def _centres(self, h: int, b: int) -> bool:
        """Whether the headline stands over the middle of its columns only if this one is among them."""
        deck, box = self.plan.decks[h], self.plan.bodies[b].block.box
        under, em = self.plan.under[h], self.plan.em
        if not under:
            return False
        left, right = min(b.left for b in under), max(b.right for b in under)
        if box.right > left + em or left - box.right > 4 * em:
            return False
        middle = deck.box.centre[0]
        without = abs((left + right) / 2 - middle)
        ends = [right, *self._right_beside(b, right)]
        together = min(abs((box.left + end) / 2 - middle) for end in ends)
        return together < 0.06 * (right - box.left) and without > 2 * together + em

    def _right_beside(self, b: int, right: float) -> list[float]:
        """Right edges of the columns just right of a place that begin level with a column, under its deck."""
        plan, em, box = self.plan, self.plan.em, self.plan.boxes[b]
        area = Box(right, box.top - em, right + 4 * em, box.top + em)
        return [
            plan.boxes[k].right
            for k in plan.near.touching(area)
            if abs(plan.boxes[k].top - box.top) < em
            and plan.boxes[k].left > right - em
            and plan.deck_above[k] == plan.deck_above[b]
        ]

    def _beside_deck(self, deck: Deck, box: Box, b: int) -> float:
        """A heading set crosswise: its text begins beside it, near its top; on a vertical page not far above
        it."""
        em, column = self.plan.em, self.plan.columns[b].box
        over = -column.along(deck.box) / em
        slight = over <= 0 and column.along(deck.box) < 0.25 * min(column.height, deck.box.height)
        if over > 12 or (slight and box.top > deck.box.top):
            return NEVER
        aside = box.top > deck.box.top or box.right < deck.box.left - 3 * em
        if over > 0 and (aside or not self.plan.tiers):
            return NEVER
        late = min(1.5, 0.05 * max(0.0, box.top - deck.box.top) / em) + 0.08 * max(0.0, over)
        late += 0.5 if slight else 0.0
        before = (deck.box.left - box.right) / em
        if before > -3:
            if self.plan.tiers and before > _ABOVE_EM:
                return NEVER
            fenced = self.plan.dividers.fenced(box.right, deck.box.left, deck.box)
            crossed = fenced and not self.plan.rules_within
            late += self.settings.under_other if self.plan.deck_above[b] is not None else 0.0
            late += self.settings.fenced if crossed else 0.0
            return NEVER if before > 70 else 0.3 + 0.02 * max(0.0, before) + late
        gap = (box.left - deck.box.right) / em
        return 0.1 + 0.2 * max(0.0, gap) + late if -3 <= gap <= 6 else NEVER
