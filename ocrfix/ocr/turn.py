"""Finds out whether a page lies on its side or stands on its head, by reading a few lines each way."""

from collections.abc import Callable, Sequence

import numpy as np

from ocrfix.geometry import box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.crops import horizontal_strip, relaid_strip, turned_strip
from ocrfix.ocr.engine import LineBox, Pixels
from ocrfix.ocr.rapid import Rapid

_SAMPLE = 8
_BETTER = 1.25


def find_turn(image: Pixels, lines: Sequence[LineBox]) -> int:
    """Clockwise quarter turns, 0 to 3, that make the page upright.

    The longest lines of the more common direction are read in every way that they could be printed; a turn
    wins where its mean confidence beats that of the page as it lies by a quarter.
    """
    flat = [line for line in lines if line.writing_mode is not WritingMode.VERTICAL]
    tall = [line for line in lines if line.writing_mode is WritingMode.VERTICAL]
    chosen = max(flat, tall, key=lambda group: sum(box_of(line.polygon).area for line in group))
    sample = sorted(chosen, key=lambda line: -_length(line))[2 : 2 + _SAMPLE] or list(chosen[:_SAMPLE])
    if not sample:
        return 0
    scores = _lying(image, sample) if chosen is flat else _standing(image, sample)
    best = max(scores, key=lambda turn: scores[turn])
    return best if scores[best] > _BETTER * scores[0] else 0


def _length(line: LineBox) -> float:
    box = box_of(line.polygon)
    return max(box.width, box.height)


def _lying(image: Pixels, sample: list[LineBox]) -> dict[int, float]:
    """Wide lines: horizontal text, upright or on its head, or vertical text of a page on its side."""
    strips = [horizontal_strip(image, line) for line in sample]
    scores = {0: _sure(strips), 2: _sure([_half_turn(strip) for strip in strips])}
    if max(scores.values()) > 0.85:
        return scores
    clockwise, size = _rotated(image, sample, 1)
    scores[1] = _sure([relaid_strip(clockwise, line)[0] for line in size])
    counter, size = _rotated(image, sample, 3)
    scores[3] = _sure([relaid_strip(counter, line)[0] for line in size])
    return scores


def _standing(image: Pixels, sample: list[LineBox]) -> dict[int, float]:
    """Tall lines: vertical text, upright or on its head, or horizontal text of a page on its side."""
    as_it_is = [relaid_strip(image, line)[0] for line in sample]
    counter = [turned_strip(image, line) for line in sample]
    scores = {0: _sure(as_it_is), 3: _sure(counter), 1: _sure([_half_turn(strip) for strip in counter])}
    if max(scores.values()) > 0.85:
        return scores
    over, size = _rotated(image, sample, 2)
    scores[2] = _sure([relaid_strip(over, line)[0] for line in size])
    return scores


def _half_turn(strip: Pixels) -> Pixels:
    return np.ascontiguousarray(strip[::-1, ::-1])


def _rotated(image: Pixels, sample: list[LineBox], quarters: int) -> tuple[Pixels, list[LineBox]]:
    """The image turned clockwise, and the lines on it as vertical ones."""
    height, width = image.shape[:2]
    turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
        1: lambda x, y: (height - y, x),
        2: lambda x, y: (width - x, height - y),
        3: lambda x, y: (y, width - x),
    }
    lines = []
    for line in sample:
        box = box_of([turns[quarters](x, y) for x, y in line.polygon])
        lines.append(LineBox(box.polygon, WritingMode.VERTICAL))
    return np.ascontiguousarray(np.rot90(image, -quarters)), lines


def _sure(strips: list[Pixels]) -> float:
    """Mean confidence of the strips, weighted by how many characters are read."""
    readings = Rapid().read_strips(strips)
    return float(np.mean([reading.confidence if len(reading.text) > 1 else 0.0 for reading in readings]))
