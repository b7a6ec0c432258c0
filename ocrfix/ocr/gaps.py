"""What a reading lacks: how far its characters stand from each other, where one is missing, and what another
reading has there."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrfix.language.script import is_han
from ocrfix.ocr.engine import Reading

MARKS = frozenset("，、。；：？！「」『』（）《》【】°’,;:?!()")
ZEROS = frozenset("〇○")
"""What the engine takes the zero of Chinese numbers for."""

_NUMERALS = frozenset("〇○一二三四五六七八九十百千萬万點点")
_OPENING = frozenset("「『（《【(")

_PITCH = 0.8
"""Way from character to character over the width of the line, where there is but one."""

_EVEN = 1.25
"""How much longer than the shortest the longest step of an even line is at most."""

_APART = 0.55
"""How far, in usual steps, a mark must stand from all characters to be one of its own."""

_ROOM = (1.6, 2.6)
"""Steps from one character to the next between which a mark has room, and no more than a mark."""

_BESIDE = 1.3
"""How far, in usual steps, a character is from the empty square beside it at most."""

_TO_MARK = 0.85
"""Way from the last character of a horizontal line to a mark after it, in usual steps."""


def steps_of(reading: Reading) -> list[float]:
    """Distances from character to character, in pixels along the line."""
    middles = [(glyph.start + glyph.end) / 2 for glyph in reading.glyphs]
    return [b - a for a, b in pairwise(middles)]


def pitch_of(reading: Reading, across_px: float) -> float:
    """The usual distance from character to character, in pixels along a line so wide. Where it is none, as
    the engine saw all of them in one place, it is that of a line of such a width.

    >>> from ocrfix.model.page import Glyph
    >>> def read(*starts):
    ...     return Reading(tuple(Glyph("一", start, start + 10.0, 1.0) for start in starts))
    >>> pitch_of(read(0.0, 12.0), 20), pitch_of(read(0.0), 20), pitch_of(read(5.0, 5.0), 20)
    (12.0, 16.0, 16.0)
    """
    steps = steps_of(reading)
    usual = float(np.median(steps)) if steps else 0.0
    return usual if usual > 0 else _PITCH * across_px


def are_even(steps: Sequence[float]) -> bool:
    """Whether two steps or more are all about as long: no character stands between those that were read."""
    return len(steps) > 1 and max(steps) < _EVEN * min(steps)


def surer_by(reading: Reading, other: Reading) -> float:
    """How much more confident a reading is than another, on average and letter by letter of the longer one:
    what one of them leaves out it was not sure of. Marks are no letters.

    >>> from ocrfix.model.page import Glyph
    >>> def read(text, confidence):
    ...     return Reading(tuple(Glyph(char, 0.0, 1.0, confidence) for char in text))
    >>> round(surer_by(read("日、", 0.9), read("国府廿日令", 0.5)), 2)
    -0.32
    >>> round(surer_by(read("国府令", 0.9), read("国府命。", 0.5)), 2)
    0.4
    """
    sure, others = ([g.confidence for g in r.glyphs if g.char not in MARKS] for r in (reading, other))
    each = (sum(sure) - sum(others)) / max(1, len(sure), len(others))
    return min(each, reading.confidence - other.confidence)


def closed(reading: Reading, seen: Reading) -> Reading:
    """The reading without a bracket that would open at its end, if that was not among the glyphs seen first.

    >>> from ocrfix.model.page import Glyph
    >>> read = lambda text: Reading(tuple(Glyph(char, 0.0, 1.0, 1.0) for char in text))
    >>> closed(read("甜了「"), read("甜了")).text, closed(read("甜了「"), read("甜了「")).text
    ('甜了', '甜了「')
    """
    last = reading.glyphs[-1]
    added = last.char in _OPENING and last not in seen.glyphs
    return Reading(reading.glyphs[:-1]) if added else reading


def gaps(reading: Reading, pitch_px: float) -> list[float]:
    """Middles of the squares between characters in which nothing was read, in pixels along the line."""
    places: list[float] = []
    for a, b in pairwise((glyph.start + glyph.end) / 2 for glyph in reading.glyphs):
        count = round((b - a) / pitch_px - 0.1) - 1
        places += [a + (b - a) * k / (count + 1) for k in range(1, count + 1)]
    return places


def ends(reading: Reading, pitch_px: float, length_px: float) -> list[float]:
    """Middles of the squares before the first and after the last character, where the line is so long."""
    first, last = reading.glyphs[0], reading.glyphs[-1]
    around = ((first.start + first.end) / 2 - pitch_px, (last.start + last.end) / 2 + pitch_px)
    return [place for place in around if pitch_px / 4 < place < length_px - pitch_px / 4]


def beside_numerals(reading: Reading, pitch_px: float, length_px: float) -> list[float]:
    """Middles of the empty squares, at the ends of a line so long and between its characters, that have a
    Chinese numeral or decimal point on a side.

    >>> from ocrfix.model.page import Glyph
    >>> def read(text):
    ...     places = [(char, 10.0 * place) for place, char in enumerate(text) if char != " "]
    ...     return Reading(tuple(Glyph(char, start, start + 10, 1.0) for char, start in places))
    >>> beside_numerals(read("增長三點"), 10, 50), beside_numerals(read("二 二六年 的"), 10, 70)
    ([45.0], [15.0])
    """
    if not reading.glyphs:
        return []
    middles = [((glyph.start + glyph.end) / 2, glyph.char) for glyph in reading.glyphs]
    places = (*gaps(reading, pitch_px), *ends(reading, pitch_px, length_px))
    return [
        place
        for place in places
        if any(char in _NUMERALS and abs(middle - place) < _BESIDE * pitch_px for middle, char in middles)
    ]


def after_han(reading: Reading, pitch_px: float, length_px: float) -> list[float]:
    """Middles of the empty squares after Chinese characters of a horizontal line that is so long: those
    before another one, and the one at its end."""
    glyphs, places = reading.glyphs, []
    for a, b in pairwise(glyphs):
        start, end = (a.start + a.end) / 2, (b.start + b.end) / 2
        if is_han(a.char) and is_han(b.char) and _ROOM[0] < (end - start) / pitch_px < _ROOM[1]:
            places.append((start + end) / 2)
    if glyphs and is_han(glyphs[-1].char):
        places.append((glyphs[-1].start + glyphs[-1].end) / 2 + _TO_MARK * pitch_px)
    return [place for place in places if place < length_px]


def ink_at(dark: NDArray[np.bool_], place_px: float, pitch_px: float, length_px: float) -> float:
    """Share of dark pixels in the part of a square that a mark takes up, clear of the characters around it;
    `dark` is the ink of the line on its side."""
    scale = dark.shape[1] / length_px
    first, last = max(0.0, place_px - 0.35 * pitch_px) * scale, (place_px + 0.2 * pitch_px) * scale
    part = dark[4:-4, int(first) : int(last) + 1]
    return float(part.mean()) if part.size else 0.0


def with_marks(reading: Reading, other: Reading, pitch_px: float, marks: frozenset[str] = MARKS) -> Reading:
    """The reading with those marks of another one that stand where it has nothing.

    >>> from ocrfix.model.page import Glyph
    >>> def read(text):
    ...     places = [(char, 10.0 * place) for place, char in enumerate(text) if char != " "]
    ...     return Reading(tuple(Glyph(char, start, start + 10, 1.0) for char, start in places))
    >>> with_marks(read("稱道 戲 "), read("一道。戲人"), 10).text
    '稱道。戲'
    """
    glyphs = list(reading.glyphs)
    for mark in other.glyphs:
        middle = (mark.start + mark.end) / 2
        apart = all(abs((g.start + g.end) / 2 - middle) > _APART * pitch_px for g in glyphs)
        if mark.char in marks and apart:
            glyphs.append(mark)
    return Reading(tuple(sorted(glyphs, key=lambda glyph: glyph.start + glyph.end)))
