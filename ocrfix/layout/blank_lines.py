"""Lines and the stretches without ink in them, in which a gutter may be."""

from collections.abc import Iterator, Sequence
from math import inf

from ocrfix.geometry import Blanks, Box
from ocrfix.layout.nearby import Nearby

_WIDER, _SPREAD, _HIGH_EM = 1.6, 4, 1.8
"""How much wider a blank that parts a heading so high is than those in its letters, if these are many."""

LARGER_EM = 1.6
"""How high the box of a line larger than text is at least; that of text is about 1.4 em high."""

INDENTED_EM, FLUSH_EM = 2.6, 0.6
"""How far in the first row of a paragraph begins at most, and how exactly lines end with each other."""

_AS_HIGH, _LEAN = 1.4, 0.01
"""How many times as high as another a line about as high is at most, and how steep it may run."""


def as_high(a: Box, b: Box) -> bool:
    """Whether two lines are about as high. One that was drawn over several columns may lean, which makes its
    box higher."""
    short, long = sorted((a, b), key=lambda box: box.width)
    lean = _LEAN * max(0.0, long.width - 2 * short.width)
    return (long.height - lean) / _AS_HIGH < short.height < _AS_HIGH * long.height


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
            self._runs[i] = self.blanks(self.boxes[i])
        return self._runs[i]

    def alone(self, i: int, start: float, end: float) -> bool:
        """Whether no other line stands in the row of one, from a place to another."""
        box = self.boxes[i]
        row = Box(start, box.top, end, box.bottom)
        return not any(self.boxes[k].level_with(box) for k in self.nearby.touching(row) - {i})

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
