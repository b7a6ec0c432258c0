"""Finds out whether a page lies on its side or stands on its head, by reading a few lines in several ways.

The recogniser reads ideographs that lie on their back (turned a quarter counter-clockwise) as surely as
upright ones, but not those turned clockwise or standing on their head. Together, readings of the whole
strip, of the strip upside down, and of its single characters turned tell all eight cases apart.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ocrfix.geometry import box_of, side_lengths
from ocrfix.model.page import WritingMode
from ocrfix.model.text import is_wide
from ocrfix.ocr.crops import STRIP_PX, horizontal_strip, relaid, turned_strip
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.rapid import Rapid

_SAMPLE = 8
_SAMPLE_PX = 12 * STRIP_PX
"""A dozen ideographs of a line tell its turn as well as all of them."""

_LEAST_CHARACTERS = 4
_BETTER = 1.25
_SURE, _HALF_SURE = 0.7, 0.5


def find_turn(image: Pixels, lines: Sequence[LineBox]) -> int:
    """Clockwise quarter turns, 0 to 3, that make the page upright.

    Looks at the longest lines of the more common direction, or at those with the largest characters where
    they are easier to read, as on a scan whose body text is small and blurred.
    """
    flat = [line for line in lines if line.writing_mode is not WritingMode.VERTICAL]
    tall = [line for line in lines if line.writing_mode is WritingMode.VERTICAL]
    chosen = max(flat, tall, key=lambda group: sum(box_of(line.polygon).area for line in group))
    if not chosen:
        return 0
    cut = horizontal_strip if chosen is flat else turned_strip
    sample = _Sample([_middle(cut(image, line)) for line in _longest(chosen)])
    if _sure(sample.upright) < _SURE:
        largest = _Sample([_middle(cut(image, line)) for line in _largest(chosen)])
        sample = max(sample, largest, key=lambda one: one.legibility)
    return _turn_of_wide(sample) if chosen is flat else _turn_of_tall(sample)


class _Sample:
    """Strips of some lines, and how they read either way up."""

    def __init__(self, strips: list[Pixels]) -> None:
        self.strips = strips

    @cached_property
    def upright(self) -> list[Reading]:
        return _read(self.strips)

    @cached_property
    def half_turned(self) -> list[Reading]:
        return _read([np.ascontiguousarray(strip[::-1, ::-1]) for strip in self.strips])

    @property
    def legibility(self) -> float:
        """How surely they are read, whichever way is surer."""
        return max(_sure(self.upright), _sure(self.half_turned))

    @property
    def on_head(self) -> bool:
        """Whether they are read clearly more surely upside down, which strips that read well as they are
        never are."""
        at_least = _BETTER * _sure(self.upright)
        return at_least < 1 and _sure(self.half_turned) > at_least

    def on_back(self, clockwise: int) -> bool:
        """Whether the characters stand upright or lie on their back when each is turned a quarter: they are
        read surely then, or, on a scan that is hard to read, nearly as surely as the strips, and better than
        turned the other way."""

        def turned(quarter: int) -> float:
            return _sure(_read([relaid(_quarter_turn(strip, quarter))[0] for strip in self.strips]))

        sure = turned(clockwise)
        at_best = _sure(self.half_turned if self.on_head else self.upright)
        return sure > _SURE or (sure > _HALF_SURE * at_best and sure > turned(-clockwise))


def _longest(lines: Sequence[LineBox]) -> Sequence[LineBox]:
    """Long lines, but for the two longest, which may be more than one line."""
    return sorted(lines, key=lambda line: -_sides(line)[1])[2 : 2 + _SAMPLE] or lines[:_SAMPLE]


def _largest(lines: Sequence[LineBox]) -> Sequence[LineBox]:
    """Lines of a few characters and more, the thickest first."""

    def of_some_length(line: LineBox) -> bool:
        across, along = _sides(line)
        return along > _LEAST_CHARACTERS * across

    chosen = [line for line in lines if of_some_length(line)] or lines
    return sorted(chosen, key=lambda line: -_sides(line)[0])[:_SAMPLE]


def _sides(line: LineBox) -> tuple[float, float]:
    """Its shorter and its longer side, in pixels."""
    first, second = side_lengths(line.polygon)
    return min(first, second), max(first, second)


def _middle(strip: Pixels) -> Pixels:
    start = max(0, strip.shape[1] - _SAMPLE_PX) // 2
    return strip[:, start : start + _SAMPLE_PX]


def _turn_of_wide(sample: _Sample) -> int:
    """Wide lines are horizontal text, upright or on its head, or vertical text of a page on its side, which
    letters never are."""
    if _alphabetic(sample.half_turned if sample.on_head else sample.upright):
        return 2 if sample.on_head else 0
    return 2 + sample.on_back(-1) if sample.on_head else int(sample.on_back(1))


def _turn_of_tall(sample: _Sample) -> int:
    """Tall lines, given as strips whose left end is their top, are vertical text, upright or on its head,
    or horizontal text of a page on its side."""
    if sample.on_head:
        return 1 if _alphabetic(sample.half_turned) or sample.on_back(1) else 2
    clearly_upright = _sure(sample.upright) > _BETTER * _sure(sample.half_turned)
    return 3 if not sample.on_back(1) and clearly_upright else 0


def _read(strips: list[Pixels]) -> list[Reading]:
    return Rapid().read_strips(strips)


def _alphabetic(readings: list[Reading]) -> bool:
    """Whether letters are read, not ideographs: letters are set in lines that run across the page."""
    text = "".join(reading.text for reading in readings)
    return sum(is_wide(char) for char in text) < 0.3 * len(text)


def _sure(readings: list[Reading]) -> float:
    """Mean confidence of the strips; one in which hardly anything is seen counts nothing."""
    return float(np.mean([reading.confidence if len(reading.text) > 1 else 0.0 for reading in readings]))


def _quarter_turn(strip: Pixels, clockwise: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(strip, -clockwise))
