"""The page as the costs of reading order see it: columns of text, headings over them, rules between."""

from collections.abc import Sequence
from statistics import median

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.decks import Deck
from ocrfix.layout.dividers import find_dividers
from ocrfix.layout.insets import find_resumed, runs_along_edge
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.text_boxes import side_by_side, stands_in, text_boxes
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE

_UNDER_EM = 120.0
"""How far under a deck its columns stand."""

_INSIDE = 0.9
"""How much of a heading lies on a tint that it stands on."""

_SAME = 0.9
"""How much of the width of two texts that stand in one column both share."""

_WIDE, _HIGH = 0.9, 0.5
"""How much of the width, and of the height, between two texts a picture fills that both stand around."""


class Plan:
    """Text `bodies`, `decks` and `captions` in logical coordinates, with quick answers to what stands where.

    `deck_above[b]` is the deck that stands over body `b` in its column with no rule between, or None;
    `under[h]` are the columns that stand under deck `h` in its width;
    `columns[b]` is the column that body `b` is part of, with all text that stands close above and below it.
    `resumes[b]` is the body in which its column goes on under a picture or box that stands in the article's
    columns, or None. `beside_inset[a]` is the text right beside a crosshead that is no longer than a part of
    its tier, or None; `below_inset[b]` is that text where `b` goes on right under it.
    `rules_within` says that rules stand between columns under one headline: they end no article.
    `tiers` says that the page is vertical, its text running on from tier to tier past headings.
    `first[b]` says that no other text stands right above it; `heads_column[b]` and `ends_column[b]` that it
    is the first, or the last text, of its column between two rules; on a vertical page of the
    column's part around it.
    """

    def __init__(
        self, bodies: Sequence[Piece], decks: Sequence[Deck], sheet: Sheet, captions: Sequence[Box] = ()
    ) -> None:
        self.bodies, self.decks, self.em = bodies, decks, sheet.em
        self.tiers = sheet.axes.vertical
        cell = 10 * sheet.em
        self.boxes = text_boxes(bodies, sheet.em)
        self.near = Nearby(self.boxes, cell)
        drawn = (*sheet.furnishings.frames, *sheet.furnishings.pictures)
        self._frames = [sheet.axes.logical(frame) for frame in sheet.furnishings.frames]
        self._drawn = [sheet.axes.logical(frame) for frame in drawn]
        self._captions = captions
        self.dividers = find_dividers(sheet, self.boxes, [d.box for d in decks if not d.crosswise])
        self.deck_near = Nearby([deck.box for deck in decks], cell)
        self.deck_above = [self._deck_above(piece) for piece in bodies]
        self.columns = self._columns()
        self._widen_decks()
        self._lengthen_decks()
        self.under = self._under()
        self.rules_within = self._rules_within()
        self.resumes = self._resumes()
        self.beside_inset = [self._beside_inset(a) for a in range(len(bodies))]
        inset = {k for k in self.beside_inset if k is not None}
        self.below_inset = {
            b: a
            for a in inset
            for b in self.near.touching(self.boxes[a].grown(self.em))
            if self.boxes[b].bottom >= self.boxes[a].bottom
            and self._right_under(self.boxes[a], self.boxes[b])
        }
        self.first = [not self._text_above(b) for b in range(len(bodies))]
        reach = 3 * sheet.em if self.tiers else 1e9
        foot = max((box.bottom for box in self.boxes), default=0.0)
        slack = 0.25 * sheet.em  # a rule that rises along the page reaches a little into the text under it
        self._band = [
            0.0 if self.tiers else self.dividers.above(box.moved(0, slack), 0.0) for box in self.boxes
        ]
        self.heads_column = [
            self._alone(Box(box.left, self.dividers.above(box, box.top - reach), box.right, box.top), b)
            for b, box in enumerate(self.boxes)
        ]
        self.ends_column = [
            self._free(
                Box(box.left, box.bottom, box.right, self.dividers.below(box, min(foot, box.bottom + reach))),
                b,
            )
            for b, box in enumerate(self.boxes)
        ]

    def _resumes(self) -> list[int | None]:
        """For each body the one that goes on with its column under a picture or box, or None."""
        homes = [(piece.frame, deck) for piece, deck in zip(self.bodies, self.deck_above, strict=True)]
        rules = [
            rule
            for rule in self.dividers.across
            if not any(runs_along_edge(rule, d, self.em) for d in self._drawn)
        ]
        return find_resumed(self.boxes, homes, self._drawn, rules, self.near, self.em)

    def below(self, upper: Box, lower: Box) -> bool:
        """Whether the second box stands under the first, in its column."""
        return lower.top > upper.bottom - 1.5 * self.em and upper.across(lower) > 0.4 * min(
            upper.width, lower.width
        )

    def off_grid(self, a: int, b: int) -> float | None:
        """How far the rows of two columns side by side are out of step, in line pitches from 0 to 0.5; None
        where less than three rows stand beside each other."""
        left, right = self.columns[a], self.columns[b]
        top, bottom = max(left.box.top, right.box.top) - 1, min(left.box.bottom, right.box.bottom) + 1
        rows = [line.box.centre[1] for line in left.lines if top <= line.box.centre[1] <= bottom]
        others = [line.box.centre[1] for line in right.lines if top <= line.box.centre[1] <= bottom]
        if min(len(rows), len(others)) < 3:
            return None
        pitch = (rows[-1] - rows[0]) / max(1, len(rows) - 1)
        if pitch <= 0:
            return None
        steps = [min(abs(row - other) for row in rows) / pitch for other in others]
        return min(0.5, median(steps))

    def adjoin(self, upper: Box, lower: Box) -> bool:
        """Whether the second box goes on right under the first, in the same column, nothing between."""
        close = lower.top - upper.bottom < self.em and self.shift(upper, lower) < 3
        return close and self.below(upper, lower) and not self.dividers.ruled(upper, lower)

    def passes_heading(self, a: int, b: int) -> bool:
        """Whether text of a vertical page, beside which `b` begins the next tier, ends over another heading,
        and `b` runs on past it: then `b` goes on from the foot of the tier."""
        upper, beside = self.boxes[a], self.boxes[b]
        if not self.tiers or beside.bottom < upper.bottom + 3 * self.em:
            return False
        under = Box(upper.left, upper.bottom - self.em, upper.right, beside.bottom - 3 * self.em)
        return any(self._heads_next(self.decks[h], upper, under) for h in self.deck_near.touching(under))

    def _heads_next(self, deck: Deck, upper: Box, under: Box) -> bool:
        """Whether a deck stands under a text in its tier alone."""
        alone = deck.box.left > upper.left - 2 * self.em and deck.box.right < upper.right + 2 * self.em
        inside = under.top < deck.box.top and deck.box.bottom < under.bottom
        return alone and inside and not deck.crosswise

    def _beside_inset(self, a: int) -> int | None:
        """The lines beside a crosshead that is set over a part of its tier."""
        if self.bodies[a].kind is not RegionKind.CROSSHEAD:
            return None
        box, em = self.boxes[a], self.em
        for k in self.near.touching(Box(box.right, box.top, box.right + 3 * em, box.bottom)):
            other = self.boxes[k]
            level = other.top > box.top - em and other.bottom < box.bottom + em
            if k != a and level and other.left > box.right - em:
                return k
        return None

    def _right_under(self, upper: Box, lower: Box) -> bool:
        near = abs(lower.top - upper.bottom) < self.em
        return near and self.below(upper, lower) and not self.dividers.ruled(upper, lower)

    def one_band(self, a: int, b: int) -> bool:
        """Whether the rules over the columns of two pieces stand level."""
        return abs(self._band[a] - self._band[b]) < self.em

    def boxed_off(self, upper: Box, lower: Box) -> bool:
        """Whether a box as wide as the column stands between two texts of it."""
        return any(
            box.top > upper.bottom - self.em
            and box.bottom < lower.top + self.em
            and box.across(upper) > 0.9 * upper.width
            for box in self._frames
        )

    def pictured(self, upper: Box, lower: Box) -> bool:
        """Whether a picture or box stands between a text and one under it and to its left, over all columns
        from the one to the other."""
        between = Box(lower.left, upper.bottom, upper.right, lower.top)
        return any(
            box.across(between) > _WIDE * between.width and box.along(between) > _HIGH * between.height
            for box in self._drawn
        )

    def shift(self, upper: Box, lower: Box) -> float:
        """How far, in em, the second box stands to the side of the first, by its edge or its middle."""
        return min(abs(upper.left - lower.left), abs(upper.centre[0] - lower.centre[0])) / self.em

    def _columns(self) -> list[Block]:
        """For each body the block of all lines of its column."""
        order = sorted(range(len(self.boxes)), key=lambda b: self.boxes[b].top)
        members: dict[int, list[int]] = {}
        home: dict[int, int] = {}
        for b in order:
            box = self.boxes[b]
            reach = Box(box.left, box.top - 1.5 * self.em, box.right, box.top + 1.5 * self.em)
            above = [
                a
                for a in self.near.touching(reach)
                if a in home
                and self.bodies[a].frame == self.bodies[b].frame
                and self.adjoin(self.boxes[a], box)
            ]
            home[b] = home[max(above, key=lambda a: self.boxes[a].bottom)] if above else b
            members.setdefault(home[b], []).append(b)
        blocks = {
            root: Block(tuple(line for b in group for line in self.bodies[b].block.lines))
            for root, group in members.items()
        }
        return [blocks[home[b]] for b in range(len(self.boxes))]

    def _deck_above(self, piece: Piece) -> int | None:
        box = piece.block.box
        over: list[tuple[float, int]] = []
        column = Box(box.left, box.top - _UNDER_EM * self.em, box.right, box.top + self.em)
        for h in self.deck_near.touching(column):
            deck = self.decks[h]
            foot = max((part.bottom for part in _parts_over(deck, box)), default=deck.box.bottom)
            if (
                not deck.crosswise
                and deck.frame == piece.frame
                and foot < box.top + self.em
                and deck.box.across(box) > 0.3 * min(box.width, deck.box.width)
                and not self.dividers.ruled(deck.box, box)
            ):
                over.append((foot, h))
        return max(over, default=(0.0, None))[1]

    def _widen_decks(self) -> None:
        """A headline shorter than its columns stands over those beside it, too, that begin level with the
        ones under it and are blank at its height, though text of another article may stand further up."""
        over: dict[int, list[int]] = {}
        for b, h in enumerate(self.deck_above):
            if h is not None and not self.decks[h].continuation:
                over.setdefault(h, []).append(b)
        for h in sorted(over, key=lambda h: (self.decks[h].box.top, h)):
            under = [b for b in over[h] if self.deck_above[b] == h]
            while under:
                under = [b for b in self._beside_all(under) if self._blank_beside(h, b)]
                for k in (k for b in under for k in self._rest_of_column(b)):
                    self.deck_above[k] = h

    def _rest_of_column(self, b: int) -> list[int]:
        """A body and those under it in its column."""
        own, top = self.columns[b], self.boxes[b].top
        return [k for k, column in enumerate(self.columns) if column is own and self.boxes[k].top >= top]

    def _lengthen_decks(self) -> None:
        """A headline that does not reach over a column stands over the text there that goes on under a box,
        too, where it stands over what comes above that."""
        for b in sorted(range(len(self.boxes)), key=lambda b: self.boxes[b].top):
            box = self.boxes[b]
            column = Box(box.left, box.top - _UNDER_EM * self.em, box.right, box.top)
            over = [
                a
                for a in self.near.touching(column)
                if self.bodies[a].frame == self.bodies[b].frame
                and self.boxes[a].bottom <= box.top
                and self.boxes[a].across(box) > _SAME * max(self.boxes[a].width, box.width)
            ]
            last = max(over, key=lambda a: self.boxes[a].bottom, default=None)
            if self.deck_above[b] is not None or last is None or self.dividers.ruled(self.boxes[last], box):
                continue
            between = Box(box.left, self.boxes[last].bottom, box.right, box.top)
            if any(stands_in(drawn, between) for drawn in self._drawn):
                self.deck_above[b] = self.deck_above[last]

    def _under(self) -> list[list[Box]]:
        under: list[list[Box]] = [[] for _ in self.decks]
        for box, h in zip(self.boxes, self.deck_above, strict=True):
            if h is not None:
                deck = self.decks[h].box
                area = Box(deck.left, deck.bottom - self.em, deck.right, deck.bottom + _UNDER_EM * self.em)
                if min(box.across(area), box.along(area)) >= 0:
                    under[h].append(box)
        return under

    def _rules_within(self) -> bool:
        """Whether rules stand between most columns that begin level beside each other under one headline, of
        a page of rows: those between tiers part what runs on in them."""
        pairs = [
            self._fenced_off(b, k)
            for b, h in enumerate(self.deck_above)
            for k in self._beside_all([b])
            if h is not None and k > b and self.deck_above[k] == h
        ]
        return not self.tiers and sum(pairs) > len(pairs) / 2

    def _beside_all(self, under: Sequence[int]) -> list[int]:
        """The columns that begin level beside one of these."""
        beside: set[int] = set()
        for box in map(self._level, under):
            row = Box(
                box.left - box.width, box.top - 3 * self.em, box.right + box.width, box.top + 3 * self.em
            )
            beside.update(k for k in self.near.touching(row) if side_by_side(self._level(k), box, self.em))
        return sorted(beside)

    def _level(self, b: int) -> Box:
        """The box of a text, or of the column that a crosshead heads."""
        return self.columns[b].box if self.bodies[b].kind is RegionKind.CROSSHEAD else self.boxes[b]

    def _blank_beside(self, h: int, b: int) -> bool:
        """Whether nothing stands over text `b` at the height of deck `h`: text of another deck does above
        that, or `b` stands under none, as do the columns beside it that `h` does not stand over, and no rule
        parts it from the height of `h`."""
        deck, box, above = self.decks[h], self.boxes[b], self.deck_above[b]
        if above == h or deck.crosswise or deck.frame != self.bodies[b].frame or self._opens_beside(h, b):
            return False
        blank = Box(box.left, deck.box.top, box.right, self._top_of_inset(h, b))
        decks = (other.box for k, other in enumerate(self.decks) if k not in (h, above))
        drawn = (other for other in self._drawn if deck.box.share_in(other) < _INSIDE)
        others = [*drawn, *self._captions, *decks]
        if deck.box.bottom > box.top + self.em or any(stands_in(other, blank) for other in others):
            return False
        if above is None:
            alone = all(self._may_share(h, b, k) for k in self._beside_all([b]))
            reached = self.dividers.above(box, 0.0) < deck.box.top + self.em
            return alone and reached and self._no_text(blank, b)
        text = Box(box.left, self.decks[above].box.bottom, box.right, deck.box.top)
        return self._no_text(blank, b) and not self._no_text(text, b)

    def _top_of_inset(self, h: int, b: int) -> float:
        """Where the box or picture under deck `h` begins that text `b` goes on under; else the text."""
        box, deck, em = self.boxes[b], self.decks[h].box, self.em
        insets = (
            drawn.top
            for drawn in self._drawn
            if deck.bottom - em < drawn.top < drawn.bottom < box.top + em
            and drawn.across(box) > _SAME * box.width
            and drawn.across(deck) > em
        )
        return min(insets, default=box.top)

    def _may_share(self, h: int, b: int, k: int) -> bool:
        """Whether a column under deck `h`, or under none, stands beside text `b`; or one under another that a
        rule parts from `b`, but no rule those under `h`."""
        if self.deck_above[k] in (None, h):
            return True
        own = [c for c in self._beside_all([b]) if self.deck_above[c] == h]
        return self._fenced_off(b, k) and not any(self._fenced_off(b, c) for c in own)

    def _fenced_off(self, a: int, b: int) -> bool:
        left, right = sorted((self.boxes[a], self.boxes[b]), key=lambda box: box.left)
        return self.dividers.fenced(left.right - self.em, right.left + self.em, right)

    def _opens_beside(self, h: int, b: int) -> bool:
        """Whether a text opens a report, right of another that stands under a deck: the report is not its."""
        return bool(DATELINE.match(self.bodies[b].block.text)) and any(
            over == h and other.right < self.boxes[b].left + self.em
            for other, over in zip(self.boxes, self.deck_above, strict=True)
        )

    def _no_text(self, area: Box, b: int) -> bool:
        """Whether no other text stands in an area, but for slight overlaps."""
        return not any(stands_in(self.boxes[k], area) for k in self.near.touching(area) if k != b)

    def _free(self, area: Box, b: int) -> bool:
        """Whether no text of what a text stands in, the page or one of its boxes, stands in an area."""
        near, frame = self.near.touching(area) - {b}, self.bodies[b].frame
        return not any(stands_in(self.boxes[k], area) for k in near if self.bodies[k].frame == frame)

    def _alone(self, area: Box, b: int) -> bool:
        """Whether neither text nor heading of what a text stands in stands in an area."""
        decks = (self.decks[h] for h in self.deck_near.touching(area))
        own = (deck.box for deck in decks if deck.frame == self.bodies[b].frame)
        return self._free(area, b) and not any(stands_in(box, area) for box in own)

    def _text_above(self, b: int) -> bool:
        box = self.boxes[b]
        reach = Box(box.left, box.top - 2.5 * self.em, box.right, box.top + 1.2 * self.em)
        return any(
            self.below(self.boxes[k], box) and box.top - self.boxes[k].bottom < 2.5 * self.em
            for k in self.near.touching(reach)
            if k != b
        )


def _parts_over(deck: Deck, text: Box) -> list[Box]:
    """The parts of a deck that stand in the column of a text; a short one may reach lower beside it."""
    return [piece.block.box for piece in deck.pieces if piece.block.box.across(text) > 0]
