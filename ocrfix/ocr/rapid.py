"""The default engine: PP-OCRv6's recogniser, run so that nothing it considered is thrown away."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from itertools import pairwise
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import side_lengths
from ocrfix.model.page import Alternative, Glyph, WritingMode
from ocrfix.ocr.corners import find_corners
from ocrfix.ocr.crops import STRIP_PX, find_ink, horizontal_strip, relaid_strip, turned_strip
from ocrfix.ocr.deblur import read_sharply
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.gaps import (
    MARKS,
    ZEROS,
    after_han,
    are_even,
    beside_numerals,
    closed,
    ends,
    gaps,
    ink_at,
    pitch_of,
    steps_of,
    surer_by,
    with_marks,
)
from ocrfix.ocr.models import RECOGNISER, cores, session

_BLANK = 0
_IN_CORNERS = frozenset("，、。；：？！")
_STOPS = _IN_CORNERS | frozenset("°’,;:?!.")
_PAUSES = frozenset("，。")
_LEAST_INK, _MOST_INK = 0.012, 0.3
"""Share of its square that a mark covers."""

_SMOOTH_PX, _MOST_SMOOTH_PX = 0.7, 1.1
"""Spread of the smoothing of a horizontal line: in pixels of the page, and at most in those of its strip."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class RapidSettings:
    """`alternatives`: how many other characters a spot keeps, each at least `least` likely.
    `sure`: a vertical line that reads below it lying on its side, or shows a `gap` there (in usual steps), is
    also read re-laid from its cells, which has to be `better` by that much; else the marks that it shows in
    the gaps are put in: cells lose brackets and marks in corners, a line on its side loses marks in the
    middle. `steady`: so many steps give the line's pitch, by which it is cut into cells, and so do even ones.
    `faint`: how likely a mark at an end must be where the model prefers none; between characters ink tells.
    `zero`: how likely the zero must be beside a numeral where the model prefers nothing: its circle is thin.
    `other`: so many times likelier than a mark, what a gap shows is another character. `corner`: how likely a
    mark must be that stands in the corner under a character."""

    alternatives: int = 5
    least: float = 0.002
    sure: float = 0.9
    better: float = 0.05
    gap: float = 1.4
    steady: int = 4
    faint: float = 0.03
    zero: float = 0.1
    other: float = 3.0
    corner: float = 0.5


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

        def reading(image: Pixels, line: LineBox) -> Reading:
            if line.writing_mode is WritingMode.VERTICAL:
                return self._vertical(image, line)
            return self._horizontal(image, line)

        return _each(lambda line: read_sharply(image, line, reading), lines)

    def read_strips(self, strips: Sequence[Pixels]) -> list[Reading]:
        """Readings of strips STRIP_PX high; glyph positions are pixels of the strip."""
        return _each(self._strip, strips)

    def _horizontal(self, image: Pixels, line: LineBox) -> Reading:
        """The reading with the commas, stops and zeros that the model saw faintly where they have room."""
        across, length = _across_px(line), side_lengths(line.polygon)[0]
        strip = _smoothed(horizontal_strip(image, line), STRIP_PX / max(1.0, across))
        likely = _likely(strip)
        reading = self._reading(likely, strip, across)
        pitch = pitch_of(reading, across)
        places = [(place, self._settings.faint) for place in after_han(reading, pitch, length)]
        if places:
            reading = with_marks(reading, self._marks(likely, places, pitch, length, _PAUSES), pitch)
        return self._with_zeros(reading, likely, pitch, length)

    def _vertical(self, image: Pixels, line: LineBox) -> Reading:
        sideways, length = turned_strip(image, line), side_lengths(line.polygon)[1]
        likely = _likely(sideways)
        reading = self._on_its_side(image, line, sideways, likely)
        pitch = pitch_of(reading, _across_px(line))
        reading = self._with_zeros(reading, likely, pitch, length)
        return self._with_corners(reading, sideways, pitch, length)

    def _with_zeros(
        self, reading: Reading, likely: NDArray[np.float32], pitch_px: float, length_px: float
    ) -> Reading:
        """The reading with the zeros that the model saw faintly beside its numerals."""
        places = [(place, self._settings.zero) for place in beside_numerals(reading, pitch_px, length_px)]
        if not places:
            return reading
        return with_marks(reading, self._marks(likely, places, pitch_px, length_px, ZEROS), pitch_px, ZEROS)

    def _with_corners(self, reading: Reading, sideways: Pixels, pitch_px: float, length_px: float) -> Reading:
        """The reading with the marks that stand close under a character, in the corner: drawn after it as a
        horizontal line has them, the model must see the same character and a mark."""
        scale, found = sideways.shape[1] / length_px, []
        middles = [(glyph.start + glyph.end) / 2 * scale for glyph in reading.glyphs]
        for corner in find_corners(sideways, middles, pitch_px * scale):
            around = reading.glyphs[corner.after : corner.after + 2]
            if any(glyph.char in _STOPS for glyph in around):
                continue
            seen = self._strip(corner.strip).glyphs
            alike = len(seen) == 2 and seen[0].char == around[0].char and seen[1].char in _IN_CORNERS
            if alike and seen[1].confidence >= self._settings.corner:
                middle, half = corner.place / scale, pitch_px / 4
                found.append(replace(seen[1], start=middle - half, end=middle + half))
        if not found:
            return reading
        return Reading(tuple(sorted([*reading.glyphs, *found], key=lambda glyph: glyph.start + glyph.end)))

    def _on_its_side(
        self, image: Pixels, line: LineBox, sideways: Pixels, likely: NDArray[np.float32]
    ) -> Reading:
        """The reading of a vertical line laid on its side, or of its characters side by side."""
        across = _across_px(line)
        turned = self._reading(likely, sideways, across)
        length, steps = side_lengths(line.polygon)[1], steps_of(turned)
        pitch = pitch_of(turned, across)
        lacks = self._has_gap(turned, pitch, length)
        if turned.confidence >= self._settings.sure and not lacks:
            return turned
        known = len(steps) >= self._settings.steady or are_even(steps)
        strip, cells = relaid_strip(image, line, pitch if known else None)
        relaid = _down_the_line(self._strip(strip), cells, across)
        if surer_by(relaid, turned) > self._settings.better:
            return relaid
        if not lacks:
            return turned

        dark = find_ink(sideways)

        def ink(place: float) -> float:
            return ink_at(dark, place, pitch, length)

        printed = tuple(g for g in relaid.glyphs if ink((g.start + g.end) / 2) > _LEAST_INK)
        fuller = with_marks(turned, Reading(printed), pitch)
        inner = [place for place in gaps(fuller, pitch) if _LEAST_INK < ink(place) < _MOST_INK]
        places = [(place, 0.0) for place in inner]
        places += [(place, self._settings.faint) for place in ends(fuller, pitch, length)]
        return closed(with_marks(fuller, self._marks(likely, places, pitch, length), pitch), turned)

    def _has_gap(self, reading: Reading, pitch_px: float, length_px: float) -> bool:
        """Whether a character may be missing, within the line or at one of its ends."""
        if not reading.glyphs:
            return False
        first, last = reading.glyphs[0], reading.glyphs[-1]
        before = (first.start + first.end) / 2 + pitch_px / 4
        after = length_px - (last.start + last.end) / 2 + pitch_px / 4
        return max(*steps_of(reading), before, after) > self._settings.gap * pitch_px

    def _strip(self, strip: Pixels, across_px: float = STRIP_PX) -> Reading:
        """The reading of a strip cut from a line that is `across_px` high, or wide where it is vertical."""
        return self._reading(_likely(strip), strip, across_px)

    def _reading(self, likely: NDArray[np.float32], strip: Pixels, across_px: float) -> Reading:
        glyphs = _without_edges(self._glyphs(likely, strip.shape[1] / len(likely)))
        return Reading(tuple(_moved(g, g.start, g.end, across_px / STRIP_PX) for g in glyphs))

    def _marks(
        self,
        likely: NDArray[np.float32],
        places: Sequence[tuple[float, float]],
        pitch_px: float,
        length_px: float,
        marks: frozenset[str] = MARKS,
    ) -> Reading:
        """The likeliest mark at each place where the model preferred to see nothing, if it is as likely as
        asked there, and another character is not much likelier."""
        step, wanted, found = length_px / len(likely), _wanted(marks), []
        for place, least in places:
            first, last = int((place - 0.35 * pitch_px) / step), int((place + 0.35 * pitch_px) / step) + 1
            seen = likely[max(0, first) : last].max(axis=0)
            best = int(np.where(wanted, seen, 0).argmax())
            others = np.where(wanted, 0, seen)[1:-1].max()
            if seen[best] >= least and seen[best] * self._settings.other > others:
                start, end = max(0.0, place - pitch_px / 4), place + pitch_px / 4
                likelihood = round(float(seen[best]), 4)
                found.append(Glyph(alphabet()[best], start, end, likelihood, self._others(seen, best)))
        return Reading(tuple(found))

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


def _smoothed(strip: Pixels, scale: float) -> Pixels:
    """A strip without the noise of the page, which is `scale` times as large in it: of a worn page the model
    reads more so, and of a clean one no less."""
    spread = min(_MOST_SMOOTH_PX, _SMOOTH_PX * scale)
    return np.asarray(cv2.GaussianBlur(strip, (0, 0), spread), dtype=np.uint8)


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


@cache
def _wanted(marks: frozenset[str]) -> NDArray[np.bool_]:
    """Which of the recogniser's characters are among the marks."""
    return np.array([char in marks for char in alphabet()], np.bool_)


def _each(read: Callable[[_Item], Reading], items: Iterable[_Item]) -> list[Reading]:
    """The readings in order, as many at a time as there are cores: lines share less than parts of a line."""
    alphabet()  # loads the model once, before there are threads
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(read, items))


def _without_edges(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without spaces at both ends: there is paper, no gap of the print.

    >>> "".join(g.char for g in _without_edges([Glyph(char, 0.0, 1.0, 0.9) for char in "  a b "]))
    'a b'
    """
    printed = [n for n, glyph in enumerate(glyphs) if glyph.char != " "]
    return list(glyphs[printed[0] : printed[-1] + 1]) if printed else []


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
