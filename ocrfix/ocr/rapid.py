"""The default engine: PP-OCRv6's recogniser, run so that nothing it considered is thrown away."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ocrfix.model.page import Alternative, Glyph, WritingMode
from ocrfix.ocr.crops import STRIP_PX, horizontal_strip, relaid_strip, side_lengths, turned_strip
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.models import RECOGNISER, cores, session

_BLANK = 0
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class RapidSettings:
    """`alternatives`: how many other characters a spot keeps, each at least `least` likely.
    `sure`: a vertical line that reads below it lying on its side, or shows a `gap` there (in usual steps), is
    also read re-laid from its cells, which has to be `better` by that much or to fill the gap: cells lose
    brackets and marks in corners, a line on its side loses marks in the middle."""

    alternatives: int = 5
    least: float = 0.002
    sure: float = 0.9
    better: float = 0.05
    gap: float = 1.6


class Rapid:
    """Reads lines with the model that ships in the rapidocr wheel; nothing is fetched."""

    name = "rapid"

    def __init__(self, settings: RapidSettings | None = None) -> None:
        self._settings = settings or RapidSettings()

    @cached_property
    def version(self) -> str:
        return f"rapidocr {version('rapidocr')}, {RECOGNISER}"

    def read(self, image: Pixels, lines: Sequence[LineBox], language: str) -> list[Reading]:
        """See `engine.Engine`. The model reads all its languages at once: `language` does not matter."""

        def reading(line: LineBox) -> Reading:
            if line.writing_mode is WritingMode.VERTICAL:
                return self._vertical(image, line)
            return self._strip(horizontal_strip(image, line), _across_px(line))

        return _each(reading, lines)

    def read_strips(self, strips: Sequence[Pixels]) -> list[Reading]:
        """Readings of strips STRIP_PX high; glyph positions are pixels of the strip."""
        return _each(self._strip, strips)

    def _vertical(self, image: Pixels, line: LineBox) -> Reading:
        turned = self._strip(turned_strip(image, line), _across_px(line))
        lacks = self._has_gap(turned, side_lengths(line.polygon)[1])
        if turned.confidence >= self._settings.sure and not lacks:
            return turned
        strip, cells = relaid_strip(image, line)
        relaid = _down_the_line(self._strip(strip), cells, _across_px(line))
        better = relaid.confidence > turned.confidence + self._settings.better
        return relaid if better or (lacks and _adds_marks(turned.text, relaid.text)) else turned

    def _has_gap(self, reading: Reading, length_px: float) -> bool:
        """Whether a character may be missing, within the line or at its end."""
        middles = [(glyph.start + glyph.end) / 2 for glyph in reading.glyphs]
        if len(middles) < 3:
            return False
        steps = np.diff([*middles, length_px + np.median(np.diff(middles)) / 4])
        return bool(steps.max() > self._settings.gap * np.median(steps))

    def _strip(self, strip: Pixels, across_px: float = STRIP_PX) -> Reading:
        """The reading of a strip cut from a line that is `across_px` high, or wide where it is vertical.

        One strip a run: a batch costs padding, memory and the processor's cache, a third more time in all.
        """
        tensor = strip[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2) * np.float32(2 / 255) - 1
        likely = session(RECOGNISER, 1).run(None, {"x": np.ascontiguousarray(tensor)})[0][0]
        glyphs = self._glyphs(likely, strip.shape[1] / len(likely))
        return Reading(tuple(_moved(g, g.start, g.end, across_px / STRIP_PX) for g in glyphs))

    def _glyphs(self, likely: NDArray[np.float32], step: float) -> list[Glyph]:
        """Best path of the connectionist output (steps, characters), with the other candidates at a peak."""
        best = likely.argmax(axis=1)
        changes = np.flatnonzero(np.diff(best)) + 1
        runs = np.split(np.arange(len(best)), changes)
        spots = [
            (int(run[likely[run, best[run[0]]].argmax()]), run) for run in runs if best[run[0]] != _BLANK
        ]
        middles = [(float(run[0] + run[-1]) / 2 + 0.5) * step for _, run in spots]
        steps = sorted(b - a for a, b in pairwise(middles))
        reach = min(steps[len(steps) // 2], STRIP_PX) / 2 if steps else STRIP_PX / 2
        glyphs = []
        for k, (peak, _) in enumerate(spots):
            before = middles[k] - middles[k - 1] if k else 2 * reach
            after = middles[k + 1] - middles[k] if k + 1 < len(spots) else 2 * reach
            row = likely[peak]
            glyphs.append(
                Glyph(
                    alphabet()[best[peak]],
                    middles[k] - min(before / 2, 1.2 * reach),
                    middles[k] + min(after / 2, 1.2 * reach),
                    round(float(row[best[peak]]), 4),
                    self._others(row, int(best[peak])),
                )
            )
        return glyphs

    def _others(self, row: NDArray[np.float32], chosen: int) -> tuple[Alternative, ...]:
        if row[chosen] > 1 - self._settings.least:
            return ()
        count = self._settings.alternatives + 2
        top = np.argpartition(row, -count)[-count:]
        ranked = sorted((int(i) for i in top), key=lambda i: -row[i])
        kept = [i for i in ranked if i not in (chosen, _BLANK) and row[i] >= self._settings.least]
        names = alphabet()
        return tuple(
            Alternative(names[i], round(float(row[i]), 4)) for i in kept[: self._settings.alternatives]
        )


@cache
def alphabet() -> tuple[str, ...]:
    """The recogniser's characters by index: the blank, those of the model's metadata, the space."""
    listed = session(RECOGNISER, 1).get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *listed, " ")


def _each(read: Callable[[_Item], Reading], items: Iterable[_Item]) -> list[Reading]:
    """The readings in order, as many at a time as there are cores: lines share less than parts of a line."""
    alphabet()  # loads the model once, before there are threads
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(read, items))


def _across_px(line: LineBox) -> float:
    """The side that becomes STRIP_PX: a vertical line's width, another's height."""
    width, height = side_lengths(line.polygon)
    return width if line.writing_mode is WritingMode.VERTICAL else height


def _moved(glyph: Glyph, start: float, end: float, scale: float) -> Glyph:
    return replace(glyph, start=max(0.0, start * scale), end=end * scale)


def _down_the_line(reading: Reading, cells: Sequence[tuple[int, int]], across_px: float) -> Reading:
    """Glyphs of a re-laid strip, moved back to their cells of the vertical line. Spaces are gaps of the
    cutting, not of the print, and go."""
    moved = []
    for glyph in reading.glyphs:
        if glyph.char != " ":
            place = int((glyph.start + glyph.end) / 2 / STRIP_PX)
            top, bottom = cells[min(len(cells) - 1, max(0, place))]
            moved.append(_moved(glyph, top, bottom, across_px / STRIP_PX))
    return Reading(tuple(moved))


def _adds_marks(text: str, fuller: str) -> bool:
    """Whether `fuller` is the text with punctuation put in, and nothing else.

    >>> _adds_marks("稱道戲", "稱道。戲"), _adds_marks("稱道戲", "一稱道。戲"), _adds_marks("道。", "道")
    (True, False, False)
    """
    place = 0
    for char in fuller:
        if place < len(text) and char == text[place]:
            place += 1
        elif char.isalnum() or char.isspace():
            return False
    return place == len(text) < len(fuller)
