"""In which order one reads what stands on a page: it is cut across and from head to foot, in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Generic, TypeVar

from ocrfix.geometry import Box, union
from ocrfix.layout.piece import Sheet

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Placed(Generic[_Thing]):
    """What is read together; its box and the one its reading starts in, in pixels of the upright page."""

    box: Box
    start: Box
    thing: _Thing


@dataclass(frozen=True, slots=True)
class _Way:
    """How things may be parted: by cuts across the page or from its head to its foot, with that much blank
    between them, or overlapping by a share of the smaller one."""

    across: bool
    blank_em: float = 0.0
    overlap: float = 0.0


_CUTS = (_Way(True, blank_em=0.5), _Way(False), _Way(True, overlap=0.15), _Way(False, overlap=0.15))
_STARTS = (_Way(False, overlap=0.15), _Way(True, overlap=0.15))


def in_order(things: Sequence[Placed[_Thing]], sheet: Sheet) -> list[_Thing]:
    """Things in the order in which one reads the page: recursive cuts (Nagy & Seth 1984) that cross no rule,
    across first. Of things that no cut parts, for they run on beside each other from column to column, the
    one that starts in the first column is read first; on a vertical page, in the first tier.
    """
    return [placed.thing for placed in _Reader(sheet).order([_as_read(thing, sheet) for thing in things])]


def _as_read(placed: Placed[_Thing], sheet: Sheet) -> Placed[_Thing]:
    return replace(
        placed, box=_from_first_side(placed.box, sheet), start=_from_first_side(placed.start, sheet)
    )


def _from_first_side(box: Box, sheet: Sheet) -> Box:
    """A box of the page with its abscissae from the side that reading begins at: a vertical page's right."""
    return Box(-box.right, box.top, -box.left, box.bottom) if sheet.axes.vertical else box


def _span(box: Box, *, down: bool) -> tuple[float, float]:
    """From where to where a box reaches down the page, or across it."""
    return (box.top, box.bottom) if down else (box.left, box.right)


class _Reader:
    def __init__(self, sheet: Sheet) -> None:
        self._em = sheet.em
        drawn = sheet.furnishings
        self._across = [_from_first_side(rule, sheet) for rule in drawn.horizontal]
        self._down = [_from_first_side(rule, sheet) for rule in drawn.vertical]
        self._starts = _STARTS[::-1] if sheet.axes.vertical else _STARTS

    def order(self, things: list[Placed[_Thing]]) -> list[Placed[_Thing]]:
        for way in _CUTS:
            if len(parts := self._parted(things, way)) > 1:
                return [thing for part in parts for thing in self.order(part)]
        return self._by_start([replace(thing, box=thing.start) for thing in things])

    def _by_start(self, things: list[Placed[_Thing]]) -> list[Placed[_Thing]]:
        for way in self._starts:
            if len(parts := self._parted(things, way, may_cross=True)) > 1:
                return [thing for part in parts for thing in self._by_start(part)]
        return sorted(things, key=lambda thing: (thing.box.top, thing.box.left))

    def _parted(
        self, things: list[Placed[_Thing]], way: _Way, may_cross: bool = False
    ) -> list[list[Placed[_Thing]]]:
        spans = sorted(((_span(thing.box, down=way.across), thing) for thing in things), key=itemgetter(0))
        rules = [] if may_cross else self._rules_between(things, way)
        parts: list[list[Placed[_Thing]]] = []
        reach = before = 0.0
        for (start, end), thing in spans:
            slack = way.overlap * min(end - start, reach - before)
            blank, cut = start - reach + slack >= way.blank_em * self._em, (start + reach) / 2
            if not parts or (blank and not any(head < cut < foot for head, foot in rules)):
                parts.append([])
                reach = end
            parts[-1].append(thing)
            reach, before = max(reach, end), start
        return parts

    def _rules_between(self, things: Sequence[Placed[_Thing]], way: _Way) -> list[tuple[float, float]]:
        """From where to where cuts would run through rules that stand between things."""
        if not things:
            return []
        em = self._em
        left, right = _span(union([thing.box for thing in things]), down=not way.across)
        return [
            (start + em, end - em)
            for rule in (self._down if way.across else self._across)
            for start, end in [_span(rule, down=way.across)]
            if left + em < sum(_span(rule, down=not way.across)) / 2 < right - em
        ]
