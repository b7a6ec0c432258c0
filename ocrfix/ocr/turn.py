"""Finds out whether a page lies on its side or stands on its head, by reading a few lines in several ways.

The recogniser reads ideographs that lie on their back (turned a quarter counter-clockwise) as surely as
upright ones, but not those turned clockwise or standing on their head. Together, readings of the whole
strip, of the strip upside down, and of its single characters turned tell all eight cases apart.
"""

from collections.abc import Sequence

import numpy as np

from ocrfix.geometry import box_of
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
    strips = [_middle(cut(image, line)) for line in _longest(chosen)]
    readings = _read(strips)
    if _sure(readings) < _SURE:
        strips = max(strips, [_middle(cut(image, line)) for line in _largest(chosen)], key=_legibility)
        readings = _read(strips)
    return _turn_of_wide(strips, readings) if chosen is flat else _turn_of_tall(strips, _sure(readings))


def _longest(lines: Sequence[LineBox]) -> Sequence[LineBox]:
    """Long lines, but for the two longest, which may be more than one line."""
    return sorted(lines, key=lambda line: -_length(line))[2 : 2 + _SAMPLE] or lines[:_SAMPLE]


def _largest(lines: Sequence[LineBox]) -> Sequence[LineBox]:
    """Lines of a few characters and more, the thickest first."""
    of_some_length = [line for line in lines if _length(line) > _LEAST_CHARACTERS * _thickness(line)]
    return sorted(of_some_length or lines, key=lambda line: -_thickness(line))[:_SAMPLE]


def _middle(strip: Pixels) -> Pixels:
    start = max(0, strip.shape[1] - _SAMPLE_PX) // 2
    return strip[:, start : start + _SAMPLE_PX]


def _length(line: LineBox) -> float:
    box = box_of(line.polygon)
    return max(box.width, box.height)


def _thickness(line: LineBox) -> float:
    box = box_of(line.polygon)
    return min(box.width, box.height)


def _legibility(strips: list[Pixels]) -> float:
    """How surely they are read upright or upside down, whichever is surer."""
    return max(_sure(_read(strips)), _sure(_read([_half_turn(strip) for strip in strips])))


def _turn_of_wide(strips: list[Pixels], as_it_is: list[Reading]) -> int:
    """Wide lines are horizontal text, upright or on its head, or vertical text of a page on its side, which
    letters never are."""
    on_head = _read_on_head(strips, _sure(as_it_is))
    if _alphabetic(on_head or as_it_is):
        return 2 if on_head else 0
    on_side = _lie_on_back(strips, -1 if on_head else 1, _sure(on_head or as_it_is))
    return 2 * bool(on_head) + on_side


def _turn_of_tall(strips: list[Pixels], as_it_is: float) -> int:
    """Tall lines, given as strips whose left end is their top, are vertical text, upright or on its head,
    or horizontal text of a page on its side."""
    if on_head := _read_on_head(strips, as_it_is):
        return 1 if _alphabetic(on_head) or _lie_on_back(strips, 1, _sure(on_head)) else 2
    half = [_half_turn(strip) for strip in strips]
    return 3 if not _lie_on_back(strips, 1, as_it_is) and as_it_is > _BETTER * _sure(_read(half)) else 0


def _lie_on_back(strips: list[Pixels], clockwise: int, at_best: float) -> bool:
    """Whether the characters of strips stand upright or lie on their back when each is turned a quarter:
    they are read surely then, or, on a scan that is hard to read, nearly as surely as the strips were
    `at_best`, and better than turned the other way."""

    def turned(quarter: int) -> float:
        return _sure(_read([relaid(_quarter_turn(strip, quarter))[0] for strip in strips]))

    sure = turned(clockwise)
    return sure > _SURE or (sure > _HALF_SURE * at_best and sure > turned(-clockwise))


def _read_on_head(strips: list[Pixels], as_it_is: float) -> list[Reading] | None:
    """The readings upside down, where they are clearly surer, which they never are of strips that read well
    as they are."""
    if _BETTER * as_it_is >= 1:
        return None
    readings = _read([_half_turn(strip) for strip in strips])
    return readings if _sure(readings) > _BETTER * as_it_is else None


def _read(strips: list[Pixels]) -> list[Reading]:
    return Rapid().read_strips(strips)


def _alphabetic(readings: list[Reading]) -> bool:
    """Whether letters are read, not ideographs: letters are set in lines that run across the page."""
    text = "".join(reading.text for reading in readings)
    return sum(is_wide(char) for char in text) < 0.3 * len(text)


def _sure(readings: list[Reading]) -> float:
    """Mean confidence of the strips; one in which hardly anything is seen counts nothing."""
    return float(np.mean([reading.confidence if len(reading.text) > 1 else 0.0 for reading in readings]))


def _half_turn(strip: Pixels) -> Pixels:
    return np.ascontiguousarray(strip[::-1, ::-1])


def _quarter_turn(strip: Pixels, clockwise: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(strip, -clockwise))
