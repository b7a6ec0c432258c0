"""Room that a body leaves free: a box, or the outline of a figure that was cut out of its background."""

from dataclasses import dataclass
from math import pi, sin

import numpy as np

from ocrfix.geometry import Box

DEPTH = 0.3
"""How far at most an outline withdraws from its box, as a share of the box's width."""


def edges(seed: int, side: str, share: float) -> tuple[float, float]:
    """Where a figure begins and ends, 0 to 1 of its width, `share` of the way down it.

    It is flush at the `side` at which it stands ("left", "right"), and free on both where it stands in the
    "centre".
    """
    chance = np.random.default_rng(seed)
    parts = [(chance.uniform(0.6, 1.4), chance.uniform(1.6, 3.0), chance.uniform(0, 2 * pi)) for _ in "lr"]
    near, far = (
        DEPTH * (0.5 + 0.32 * sin(2 * pi * slow * share + phase) + 0.18 * sin(2 * pi * quick * share - phase))
        for slow, quick, phase in parts
    )
    return (0.0 if side == "left" else near, 1.0 if side == "right" else 1 - far)


@dataclass(frozen=True, slots=True)
class Hole:
    """A box in a story's plane; `figure_px`: height of the cut-out figure at its top, 0 where it has none."""

    box: Box
    figure_px: float = 0.0
    seed: int = 0
    side: str = "right"

    def moved(self, by: float) -> "Hole":
        """The hole lower by so many px."""
        box = Box(self.box.left, self.box.top + by, self.box.right, self.box.bottom + by)
        return Hole(box, self.figure_px, self.seed, self.side)

    def between(self, start: float, end: float) -> tuple[float, float]:
        """Its leftmost and its rightmost point from `start` to `end`, px."""
        shares = [(start + (end - start) * k / 4 - self.box.top) / (self.figure_px or 1) for k in range(5)]
        if not self.figure_px or shares[-1] > 1:
            return self.box.left, self.box.right
        found = [edges(self.seed, self.side, max(0.0, share)) for share in shares]
        width = self.box.width
        return self.box.left + width * min(a for a, _ in found), self.box.left + width * max(
            b for _, b in found
        )
