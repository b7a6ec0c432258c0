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
_MARKS = frozenset("，、。；：？！「」『』（）《》【】°’,;:?!()")
_APART = 0.55
"""How far, in usual steps, a mark must stand from all characters to be one of its own."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class RapidSettings:
    """`alternatives`: how many other characters a spot keeps, each at least `least` likely.
    `sure`: a vertical line that reads below it lying on its side, or shows a `gap` there (in usual steps), is
    also read re-laid from its cells, which has to be `better` by that much; else the marks that it shows in
    the gaps are put in: cells lose brackets and marks in corners, a line on its side loses marks in the
    middle. `steady`: so many steps give the line's pitch, by which it is cut into cells. `faint`:
    how likely a mark in a gap must be where the model prefers none."""

    alternatives: int = 5
    least: float = 0.002
    sure: float = 0.9
    better: float = 0.05
    gap: float = 1.4
    steady: int = 4
    faint: float = 0.03


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
        across, strip = _across_px(line), turned_strip(image, line)
        likely = _likely(strip)
        turned = self._reading(likely, strip, across)
        length, steps = side_lengths(line.polygon)[1], _steps(turned)
        pitch = float(np.median(steps)) if steps else 0.0
        lacks = self._has_gap(turned, length)
        if turned.confidence >= self._settings.sure and not lacks:
            return turned
        strip, cells = relaid_strip(image, line, pitch if len(steps) >= self._settings.steady else None)
        relaid = _down_the_line(self._strip(strip), cells, across)
        if relaid.confidence > turned.confidence + self._settings.better:
            return relaid
        if not lacks:
            return turned
        faint = self._faint(likely, length / len(likely), pitch)
        return _with_marks(_with_marks(turned, relaid, pitch), faint, pitch)

    def _has_gap(self, reading: Reading, length_px: float) -> bool:
        """Whether a character may be missing, within the line or at one of its ends."""
        steps = _steps(reading)
        if len(steps) < 2:
            return False
        usual, first, last = float(np.median(steps)), reading.glyphs[0], reading.glyphs[-1]
        before = (first.start + first.end) / 2
        after = length_px - (last.start + last.end) / 2
        return max(*steps, before + usual / 4, after + usual / 4) > self._settings.gap * usual

    def _strip(self, strip: Pixels, across_px: float = STRIP_PX) -> Reading:
        """The reading of a strip cut from a line that is `across_px` high, or wide where it is vertical."""
        return self._reading(_likely(strip), strip, across_px)

    def _reading(self, likely: NDArray[np.float32], strip: Pixels, across_px: float) -> Reading:
        glyphs = self._glyphs(likely, strip.shape[1] / len(likely))
        return Reading(tuple(_moved(g, g.start, g.end, across_px / STRIP_PX) for g in glyphs))

    def _faint(self, likely: NDArray[np.float32], step_px: float, pitch_px: float) -> Reading:
        """Marks that the model saw though nothing seemed likelier, the likeliest first."""
        rest = likely.copy()
        rest[:, _BLANK] = 0
        best, names, found = rest.argmax(axis=1), alphabet(), []
        for k, char in enumerate(best):
            seen, middle = float(rest[k, char]), (k + 0.5) * step_px
            if seen >= self._settings.faint and names[char] in _MARKS:
                start, end = max(0.0, middle - pitch_px / 4), middle + pitch_px / 4
                found.append(Glyph(names[char], start, end, round(seen, 4)))
        return Reading(tuple(sorted(found, key=lambda glyph: -glyph.confidence)))

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


def _likely(strip: Pixels) -> NDArray[np.float32]:
    """What the model makes of a strip: (steps, characters), each row adding up to 1.

    One strip a run: a batch costs padding, memory and the processor's cache, a third more time in all.
    """
    tensor = strip[np.newaxis, :, :, ::-1].transpose(0, 3, 1, 2) * np.float32(2 / 255) - 1
    result: NDArray[np.float32] = session(RECOGNISER, 1).run(None, {"x": np.ascontiguousarray(tensor)})[0][0]
    return result


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


def _steps(reading: Reading) -> list[float]:
    """Distances from character to character, in pixels along the line."""
    middles = [(glyph.start + glyph.end) / 2 for glyph in reading.glyphs]
    return [b - a for a, b in pairwise(middles)]


def _with_marks(reading: Reading, other: Reading, pitch_px: float) -> Reading:
    """The reading with those marks of another one that stand where it has nothing.

    >>> def read(text):
    ...     places = [(char, 10.0 * place) for place, char in enumerate(text) if char != " "]
    ...     return Reading(tuple(Glyph(char, start, start + 10, 1.0) for char, start in places))
    >>> _with_marks(read("稱道 戲 "), read("一道。戲人"), 10).text
    '稱道。戲'
    """
    glyphs = list(reading.glyphs)
    for mark in other.glyphs:
        middle = (mark.start + mark.end) / 2
        apart = all(abs((g.start + g.end) / 2 - middle) > _APART * pitch_px for g in glyphs)
        if mark.char in _MARKS and apart:
            glyphs.append(mark)
    return Reading(tuple(sorted(glyphs, key=lambda glyph: glyph.start + glyph.end)))
