"""Lines and the stretches without ink in them, in which a gutter may be."""

from collections.abc import Callable, Iterator, Sequence
from math import inf

from ocrfix.geometry import Box
from ocrfix.layout.nearby import Nearby

Blanks = Callable[[Box], list[tuple[float, float]]]
"""Gives the stretches without ink in a box, as their starts and ends along the line."""

_WIDER, _SPREAD, _HIGH_EM = 1.6, 4, 1.8
"""How much wider a blank that parts a heading so high is than those in its letters, if these are many."""

_STROKE_EM, _CELL_EM = 0.25, 0.3
"""How thick a character that is one stroke is, as 一 on a vertical line, and the least blank beside it."""


class BlankLines:
    """All lines, what stands near a place, and the stretches without ink in each, looked up once."""

    def __init__(self, boxes: Sequence[Box], em_px: float, blanks: Blanks) -> None:
        self.boxes, self.em_px, self.blanks = boxes, em_px, blanks
        self.nearby = Nearby(boxes, 4 * em_px)
        self._runs: dict[int, list[tuple[float, float]]] = {}

    def of_text(self, least_em: float) -> Iterator[tuple[int, Box]]:
        """The lines of running text that are at least so long."""
        for i, box in enumerate(self.boxes):
            if box.width >= least_em * self.em_px and box.height <= 2.2 * self.em_px:
                yield i, box

    def runs(self, i: int) -> list[tuple[float, float]]:
        if i not in self._runs:
            self._runs[i] = _beside_strokes(self.blanks(self.boxes[i]), self.em_px)
        return self._runs[i]

    def spread(self, i: int, gap: tuple[float, float]) -> bool:
        """Whether a line is larger than text and its gap hardly wider than those between its letters."""
        least = (gap[1] - gap[0]) / _WIDER
        alike = sum(end - start > least for start, end in self.runs(i))
        return alike > _SPREAD and self.boxes[i].height > _HIGH_EM * self.em_px

    def widest_in(self, i: int, gap: tuple[float, float]) -> tuple[float, float]:
        """The widest part of the gap that the line leaves free, on it or beyond its ends."""
        box, runs = self.boxes[i], self.runs(i)
        beyond = [(-inf, box.left), (box.right, inf)]
        for place, (start, end) in enumerate(runs):
            if start <= box.left + 1:
                beyond[0] = (-inf, end)
            if place == len(runs) - 1 and end >= box.right - 1:
                beyond[1] = (start, inf)
        parts = [(max(a, gap[0]), min(b, gap[1])) for a, b in (*runs, *beyond)]
        return max(parts, key=lambda part: part[1] - part[0])


def _beside_strokes(runs: Sequence[tuple[float, float]], em_px: float) -> list[tuple[float, float]]:
    """The blanks without what belongs to the square of a character that is one stroke: on either side of it
    as much as there is on the other.

    >>> _beside_strokes([(100, 124), (128, 152), (190, 193)], 40)
    [(100, 100), (152, 152), (190, 193)]
    >>> _beside_strokes([(100, 164), (168, 192)], 40)
    [(100, 140), (192, 192)]
    """
    result = []
    for place, (start, end) in enumerate(runs):
        first, last = start, end
        if place and _parts_square(runs[place - 1], (start, end), em_px):
            first = min(end, start + runs[place - 1][1] - runs[place - 1][0])
        if place + 1 < len(runs) and _parts_square((start, end), runs[place + 1], em_px):
            last = max(first, end - (runs[place + 1][1] - runs[place + 1][0]))
        result.append((first, last))
    return result


def _parts_square(before: tuple[float, float], after: tuple[float, float], em_px: float) -> bool:
    """Whether the ink between two blanks is one stroke."""
    narrow = min(before[1] - before[0], after[1] - after[0])
    return after[0] - before[1] < _STROKE_EM * em_px and narrow > _CELL_EM * em_px
