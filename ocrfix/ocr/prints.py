"""Commas, full stops and enumeration commas weighed anew by how the others of their page are printed: on a
worn page the engine takes blurred commas for stops, but they still look like the page's commas."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import side_lengths
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.crops import horizontal_strip
from ocrfix.ocr.engine import LineBox, Pixels, Reading

Floats = NDArray[np.float64]

_KINDS = "。，、"
_SURE = 2.9
"""Log-odds between two kinds from which the engine is believed, and its mark shows how the page prints it."""

_FEWEST, _MOST = 20, 150
"""Sure marks of a kind that a page must show, and that are looked at."""

_SIMILAR = 0.25
"""How far the height of a line may be from that of most, as a share of it."""

_UNSEEN, _CERTAIN = 1e-3, 12.0
_TRUST = 0.5
"""What a nat of the page's own prints is worth beside one of the engine's: they share the blur."""

_LOW = 22
"""Row of a strip below which these marks stand."""

_BESIDE, _BEFORE, _AFTER = 0.45, 0.6, 0.7
"""Around a mark's middle, in steps from character to character: how near its neighbours' ink reaches it, and
how far it may stand from where it was read."""

_SPREAD, _REACH, _SIDE, _GRAIN = 4, 9, 20, 10
_SHRINK = 0.3
"""How much of all the variance is taken for noise that every direction has."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Glyph number `glyph` of line number `line`, after the engine of the first of two `kinds`, the likeliest
    ones, with `odds` in nats against the second."""

    line: int
    glyph: int
    kinds: tuple[str, str]
    odds: float

    @property
    def sure(self) -> bool:
        return abs(self.odds) > _SURE

    @property
    def likelier(self) -> str:
        return self.kinds[self.odds < 0]


def with_prints(image: Pixels, lines: Sequence[LineBox], readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a page's lines, the likelihoods of unsure marks weighed anew.

    What was read stays: the likelier mark is among the alternatives where it is another. Only horizontal
    lines of the size of most are looked at, and only where the page shows enough sure marks of both kinds to
    tell them apart (Fisher's discriminant with a shrunken covariance).
    """
    result = list(readings)
    marks = _marks(lines, readings)
    sure = {kind: _some([m for m in marks if m.sure and m.likelier == kind]) for kind in _KINDS}
    pairs = [p for p in combinations(_KINDS, 2) if min(len(sure[kind]) for kind in p) >= _FEWEST]
    unsure = [mark for mark in marks if not mark.sure and mark.kinds in pairs]
    if not unsure:
        return result
    looks = _looks(image, lines, readings, [*unsure, *(mark for kind in _KINDS for mark in sure[kind])])
    told = {pair: _Told(*(np.array([looks[mark] for mark in sure[kind]]) for kind in pair)) for pair in pairs}
    for mark in unsure:
        odds = mark.odds + _TRUST * told[mark.kinds].odds(looks[mark])
        glyphs = list(result[mark.line].glyphs)
        glyphs[mark.glyph] = _weighed(glyphs[mark.glyph], mark.kinds, odds)
        result[mark.line] = replace(result[mark.line], glyphs=tuple(glyphs))
    return result


def _marks(lines: Sequence[LineBox], readings: Sequence[Reading]) -> list[_Mark]:
    """The marks in horizontal lines that are as high as most."""
    level = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    heights = {i: side_lengths(lines[i].polygon)[1] for i in level if len(readings[i].glyphs) > 1}
    if not heights:
        return []
    usual = float(np.median(list(heights.values())))
    return [
        _mark(i, k, glyph)
        for i, height in heights.items()
        if abs(height - usual) < _SIMILAR * usual
        for k, glyph in enumerate(readings[i].glyphs)
        if glyph.char in _KINDS
    ]


def _mark(line: int, place: int, glyph: Glyph) -> _Mark:
    likely = glyph.likelihoods
    by_kind = {kind: max(_UNSEEN, likely.get(kind, 0.0)) for kind in _KINDS}
    first, second = sorted(sorted(_KINDS, key=lambda kind: -by_kind[kind])[:2], key=_KINDS.index)
    return _Mark(line, place, (first, second), float(np.log(by_kind[first] / by_kind[second])))


def _some(marks: Sequence[_Mark]) -> Sequence[_Mark]:
    """At most so many of them as are looked at, evenly from all over the page."""
    return marks[:: len(marks) // _MOST + 1]


def _looks(
    image: Pixels, lines: Sequence[LineBox], readings: Sequence[Reading], marks: Sequence[_Mark]
) -> dict[_Mark, Floats]:
    """How each mark is printed: its ink around its middle, of one length, and how high it stands."""
    found = {}
    for i, group in groupby(sorted(marks, key=lambda mark: mark.line), key=lambda mark: mark.line):
        strip = horizontal_strip(image, lines[i])
        scale = strip.shape[1] / side_lengths(lines[i].polygon)[0]
        middles = np.array([(g.start + g.end) / 2 * scale for g in readings[i].glyphs])
        ink = _ink(strip)
        for mark in group:
            found[mark] = _look(ink, middles, mark.glyph)
    return found


def _ink(strip: Pixels) -> Floats:
    """How dark the lower part of a strip is against its paper."""
    dark = 255.0 - strip[:, :, 1]
    return np.asarray(np.clip(dark - np.percentile(dark, 20), 0, None)[_LOW:])


def _look(ink: Floats, middles: Floats, glyph: int) -> Floats:
    step, here = float(np.median(np.diff(middles))), middles[glyph]
    left, right = here - _BEFORE * step, here + _AFTER * step
    if glyph:
        left = max(left, middles[glyph - 1] + _BESIDE * step)
    if glyph + 1 < len(middles):
        right = min(right, middles[glyph + 1] - _BESIDE * step)
    rows, columns = np.mgrid[: ink.shape[0], : ink.shape[1]]
    own = np.where((columns >= left) & (columns <= right), ink, 0)
    row, column = np.unravel_index(cv2.GaussianBlur(own, (0, 0), _SPREAD).argmax(), own.shape)
    near = np.where(np.hypot(rows - row, columns - column) < _REACH, own, 0)
    total = near.sum() + 1e-6
    x, y = (near * columns).sum() / total, (near * rows).sum() / total
    half = _SIDE / 2
    moved = cv2.warpAffine(own, np.array([[1, 0, half - x], [0, 1, half - y]]), (_SIDE, _SIDE))
    small = cv2.resize(moved, (_GRAIN, _GRAIN), interpolation=cv2.INTER_AREA).ravel()
    length = float(np.linalg.norm(moved)) + 1e-6
    return np.append(small * (_SIDE / _GRAIN) / length, y / half)


class _Told:
    """Tells two kinds of marks apart as a page prints them."""

    def __init__(self, first: Floats, second: Floats) -> None:
        """Learn from marks of each kind, (n, features)."""
        means = first.mean(axis=0), second.mean(axis=0)
        inner = np.vstack([first - means[0], second - means[1]])
        spread = inner.T @ inner / len(inner)
        noise = _SHRINK * np.trace(spread) / len(spread) * np.eye(len(spread))
        apart = means[0] - means[1]
        way = np.linalg.solve(spread + noise, apart)
        self._weights = way * (apart @ way) / (inner @ way).var()
        self._middle = (means[0] + means[1]) / 2

    def odds(self, look: Floats) -> float:
        """Log-odds that a mark is of the first kind, both taken for as frequent and as spread."""
        return float((look - self._middle) @ self._weights)


def _weighed(glyph: Glyph, kinds: tuple[str, str], odds: float) -> Glyph:
    """The glyph, what the engine gave its two kinds shared out anew."""
    likely = glyph.likelihoods
    first, second = kinds
    both = likely.get(first, 0.0) + likely.get(second, 0.0)
    likely[first] = round(float(both / (1 + np.exp(-np.clip(odds, -_CERTAIN, _CERTAIN)))), 4)
    likely[second] = round(both - likely[first], 4)
    return glyph.weighed(likely)
