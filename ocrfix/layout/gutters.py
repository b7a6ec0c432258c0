"""Where a line that the detector drew across a gutter or a rule must be cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from ocrfix.geometry import Box
from ocrfix.layout.nearby import Nearby

Blanks = Callable[[Box], list[tuple[float, float]]]
"""Gives the stretches without ink in a box, as their starts and ends along the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GutterSettings:
    """In em: the blank that a line must show where it is cut. A `band` is a blank that stays so wide through
    so many rows on both its sides, within its reach; fewer where it is wide. `like`: how far away, and how
    many, rows with the same two columns must be."""

    blank_em: float = 0.45
    band_em: float = 0.3
    band_reach_em: float = 12.0
    band_lines: int = 5
    band_wide_em: float = 1.0
    band_lines_wide: int = 3
    like_reach_em: float = 60.0
    like_lines: int = 4


def find_cuts(
    boxes: Sequence[Box],
    fences: Sequence[Box],
    em_px: float,
    blanks: Blanks,
    settings: GutterSettings | None = None,
) -> dict[int, list[float]]:
    """Positions along each line at which it is two lines, by index; logical coordinates.

    `boxes` are lines of the main writing mode, `fences` the rules between columns, `em_px` the size of body
    text. A line is cut where a rule crosses it, and where its blank goes on through the rows above and
    below.

    >>> rows = [Box(x, y, x + 90, y + 10) for x in (0, 100) for y in (0, 24, 36, 48)]
    >>> wide = Box(0, 12, 190, 22)
    >>> find_cuts([*rows, wide], [], 10, lambda box: [(91.0, 99.0)] if box == wide else [])
    {8: [95.0]}
    """
    chosen = settings or GutterSettings()
    bands = _bands(boxes, em_px, blanks, chosen)
    cuts: dict[int, list[float]] = {}
    for i, box in enumerate(boxes):
        ruled = [
            rule.centre[0]
            for rule in fences
            if rule.along(box) > 0.7 * box.height and box.left + em_px < rule.centre[0] < box.right - em_px
        ]
        if places := _apart([*ruled, *bands.get(i, [])], 2 * em_px):
            cuts[i] = places
    cuts = _with_rows_between(boxes, cuts, em_px, blanks)
    return _with_like_columns(boxes, cuts, em_px, blanks, chosen)


def _apart(places: Sequence[float], least_px: float) -> list[float]:
    """The places in order, those left out that stand too near an earlier one of the sequence."""
    kept: list[float] = []
    for place in places:
        if all(abs(place - other) >= least_px for other in kept):
            kept.append(place)
    return sorted(kept)


def _bands(
    boxes: Sequence[Box], em_px: float, blanks: Blanks, settings: GutterSettings
) -> dict[int, list[float]]:
    """Cuts where the blank in a line goes on through its neighbours, whether they too were drawn across it
    or end and begin there: words and marks leave gaps as wide, but not one above the other."""
    nearby = Nearby(boxes, 4 * em_px)
    free = _Free(boxes, blanks)
    cuts: dict[int, list[float]] = {}
    for i, box in enumerate(boxes):
        if box.width < 8 * em_px or box.height > 2.2 * em_px:
            continue
        for start, end in free.runs(i):
            inside = box.left + 0.6 * em_px < start and end < box.right - 0.6 * em_px
            if inside and end - start >= settings.blank_em * em_px:
                gap = _Band(boxes, nearby, free, em_px, settings).followed(i, (start, end))
                if gap is not None:
                    cuts.setdefault(i, []).append((gap[0] + gap[1]) / 2)
    return cuts


class _Free:
    """The stretches without ink in each line, looked up once."""

    def __init__(self, boxes: Sequence[Box], blanks: Blanks) -> None:
        self._boxes, self._blanks = boxes, blanks
        self._runs: dict[int, list[tuple[float, float]]] = {}

    def runs(self, i: int) -> list[tuple[float, float]]:
        if i not in self._runs:
            self._runs[i] = self._blanks(self._boxes[i])
        return self._runs[i]

    def widest_in(self, i: int, gap: tuple[float, float]) -> tuple[float, float]:
        """The widest part of the gap that the line leaves free, on it or beyond its ends."""
        box, runs = self._boxes[i], self.runs(i)
        beyond = [(-inf, box.left), (box.right, inf)]
        for place, (start, end) in enumerate(runs):
            if start <= box.left + 1:
                beyond[0] = (-inf, end)
            if place == len(runs) - 1 and end >= box.right - 1:
                beyond[1] = (start, inf)
        parts = [(max(a, gap[0]), min(b, gap[1])) for a, b in (*runs, *beyond)]
        return max(parts, key=lambda part: part[1] - part[0])


@dataclass(frozen=True, slots=True)
class _Band:
    """Follows a blank up and down from a line."""

    boxes: Sequence[Box]
    nearby: Nearby
    free: _Free
    em_px: float
    settings: GutterSettings

    def followed(self, i: int, gap: tuple[float, float]) -> tuple[float, float] | None:
        """What remains of the gap where enough rows on both its sides leave it free, else None."""
        em, box = self.em_px, self.boxes[i]
        reach = self.settings.band_reach_em * em
        area = Box(gap[0] - 2 * em, box.top - reach, gap[1] + 2 * em, box.bottom + reach)
        near = sorted(self.nearby.touching(area) - {i}, key=lambda k: abs(self.boxes[k].top - box.top))
        left, right, heights = [box.left], [box.right], [box.height]
        for above in (True, False):
            for k in near:
                other = self.boxes[k]
                if (other.top < box.top) is not above:
                    continue
                narrower = self.free.widest_in(k, gap)
                alike = 0.75 < other.height / max(1.0, box.height) < 1.35
                if narrower[1] - narrower[0] < self.settings.band_em * em or not alike:
                    break
                gap = narrower
                left += [other.left] if other.left < gap[0] - 0.5 * em else []
                right += [other.right] if other.right > gap[1] + 0.5 * em else []
                heights.append(other.height)
        wide = gap[1] - gap[0] > self.settings.band_wide_em * em
        least = self.settings.band_lines_wide if wide else self.settings.band_lines
        heading = self._centred(box, left, right, larger=box.height > 1.1 * median(heights))
        return gap if min(len(left), len(right)) >= least and not heading else None

    def _centred(self, box: Box, left: list[float], right: list[float], *, larger: bool) -> bool:
        """Whether a line stands in the middle over the columns, as a heading whose halves a space parts; one
        of the text's size must stand further in than an indent."""
        em = self.em_px
        flush = max(
            sum(abs(place - box.left) < 0.8 * em for place in left[1:]),
            sum(abs(place - box.right) < 0.8 * em for place in right[1:]),
        )
        before, after = box.left - min(left), max(right) - box.right
        inset = (1.4 if larger else 2.6) * em
        return flush < 2 and min(before, after) > inset and abs(before - after) < 0.8 * em


def _with_rows_between(
    boxes: Sequence[Box], cuts: dict[int, list[float]], em_px: float, blanks: Blanks
) -> dict[int, list[float]]:
    """The cuts, and those of single lines that run across a gutter at which the rows above and below break:
    there the blank may be narrow, or filled by a mark that hangs over."""
    nearby = Nearby(boxes, 4 * em_px)
    known = {i: list(places) for i, places in cuts.items()}
    for i, box in enumerate(boxes):
        if box.width < 8 * em_px or box.height > 2.2 * em_px:
            continue
        for x in _breaks_above(i, boxes, nearby, known, em_px):
            inside = box.left + 2 * em_px < x < box.right - 2 * em_px
            if not inside or any(abs(x - place) < em_px for place in known.get(i, [])):
                continue
            if _between_broken_rows(i, x, boxes, nearby, known, em_px):
                window = Box(x - 0.7 * em_px, box.top, x + 0.7 * em_px, box.bottom)
                gap = max(blanks(window), key=lambda run: run[1] - run[0], default=(x, x))
                known.setdefault(i, []).append((gap[0] + gap[1]) / 2)
    return {i: sorted(places) for i, places in known.items()}


def _breaks_above(
    i: int, boxes: Sequence[Box], nearby: Nearby, cuts: dict[int, list[float]], em_px: float
) -> list[float]:
    """Places at which the row right above a line breaks, by a cut or by one line's end and another's
    beginning."""
    box = boxes[i]
    area = Box(box.left, box.top - 0.8 * box.height, box.right, box.top)
    rows = [k for k in nearby.touching(area) if k != i and boxes[k].centre[1] < box.centre[1]]
    places = [x for k in rows for x in cuts.get(k, [])]
    for k in rows:
        begins = [boxes[n].left for n in rows if -0.3 * em_px < boxes[n].left - boxes[k].right < 1.6 * em_px]
        places += [(boxes[k].right + begin) / 2 for begin in begins]
    return places


def _around(box: Box, x: float, em_px: float) -> Box:
    """The rows right above and below a line, a little to both sides of a place along it."""
    return Box(x - em_px, box.top - 0.8 * box.height, x + em_px, box.bottom + 0.8 * box.height)


def _between_broken_rows(
    i: int, x: float, boxes: Sequence[Box], nearby: Nearby, cuts: dict[int, list[float]], em_px: float
) -> bool:
    """Whether the rows on both sides of a line break at a place."""
    box, broken = boxes[i], []
    near = [k for k in nearby.touching(_around(box, x, em_px)) if k != i]
    for above in (True, False):
        rows = [k for k in near if (boxes[k].centre[1] < box.centre[1]) is above]
        cut = any(abs(x - place) < em_px for k in rows for place in cuts.get(k, []))
        ends = any(abs(boxes[k].right - x) < em_px for k in rows)
        begins = any(abs(boxes[k].left - x) < em_px for k in rows)
        broken.append(cut or (ends and begins))
    return all(broken)


def _with_like_columns(
    boxes: Sequence[Box],
    cuts: dict[int, list[float]],
    em_px: float,
    blanks: Blanks,
    settings: GutterSettings,
) -> dict[int, list[float]]:
    """The cuts, and those of lines that are blank where many rows further up or down break, if the columns
    there have the same outer edges: the two rows above a picture are too few to show a gutter."""
    breaks = _breaks(boxes, cuts, em_px)
    nearby = Nearby([Box(x, row.top, x, row.bottom) for x, row in breaks], 10 * em_px)
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in enumerate(boxes):
        if box.width < 16 * em_px or box.height > 2.2 * em_px:
            continue
        for start, end in blanks(box):
            inside = box.left + 2 * em_px < start and end < box.right - 2 * em_px
            if not inside or end - start < settings.blank_em * em_px:
                continue
            reach = settings.like_reach_em * em_px
            like = [
                row
                for _, row in (
                    breaks[k] for k in nearby.touching(Box(start, box.top - reach, end, box.bottom + reach))
                )
                if _same_ends(box, row, em_px)
            ]
            if len(like) >= settings.like_lines:
                found[i] = _apart([*found.get(i, []), (start + end) / 2], 2 * em_px)
    return found


def _same_ends(box: Box, row: Box, em_px: float) -> bool:
    """Whether a line begins and ends as a row of two columns does, or runs on over another column."""
    begins, ends = (box.left - row.left) / em_px, (row.right - box.right) / em_px
    return (-0.6 < begins < 2.6 or begins < -8) and (-0.9 < ends < 0.9 or ends < -8)


def _breaks(boxes: Sequence[Box], cuts: dict[int, list[float]], em_px: float) -> list[tuple[float, Box]]:
    """Places at which a row breaks, each with the extent of the two columns that it parts."""
    nearby = Nearby(boxes, 4 * em_px)
    found = [(places[0], boxes[i]) for i, places in cuts.items() if len(places) == 1]
    for i, box in enumerate(boxes):
        beside = Box(box.right - 0.3 * em_px, box.top, box.right + 1.6 * em_px, box.bottom)
        for k in nearby.touching(beside):
            other = boxes[k]
            same_row = box.along(other) > 0.6 * min(box.height, other.height)
            if k != i and same_row and other.left > box.right - 0.3 * em_px:
                row = Box(box.left, box.top, other.right, box.bottom)
                found.append(((box.right + other.left) / 2, row))
    return found


def find_ends(box: Box, others: Sequence[Box], fences: Sequence[Box], em_px: float) -> tuple[float, float]:
    """Where a line should begin and end: half a character further than the detector saw, where there is
    room, so that a small mark at its end is not lost; never on or beyond a rule.

    >>> find_ends(Box(10, 0, 80, 10), [Box(84, 0, 99, 10)], [Box(8, 0, 9, 50)], 10)
    (10, 82.0)
    """
    start, end = box.left, box.right + 0.5 * em_px
    for other in others:
        if other.along(box) > 0.3 * min(box.height, other.height) and box.right <= other.left < end + em_px:
            end = min(end, (box.right + other.left) / 2)
    for rule in fences:
        if rule.along(box) < 0.7 * box.height:
            continue
        if box.right - em_px < rule.centre[0] < end + 1:
            end = min(end, rule.left - 1)
        elif box.left - 1 < rule.centre[0] < box.left + em_px:
            start = max(start, rule.right + 1)
    return start, end
