"""Which Chinese characters look alike, and how often an engine reads one for another.

A *confusion* is a pair of what was read and what may have been printed. Its `weight` is the natural logarithm
of how often the pair is expected among the sentences it was learned from: more for a pair that was seen
there, less for one that only looks alike, by how alike it looks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ocrfix.language.arrays import packed_arrays, stored_arrays
from ocrfix.language.ngram import BITS, Floats, Keys, codes, find

_SCHEMA = "ocrfix.glyphs/1"
_STEPS = 255
_GRADES = 24
_FIRST_GRADE = 0.52
"""Likenesses below it are one grade; above it there are grades of equal width up to 1."""

_TRUST = 0.3
"""How many sightings the likeness of a pair is worth."""

_LEAST_EXPECTED = 0.002
_SLOPE, _START = 0.2, -6.0
"""What a likeness promises before anything was seen."""


@dataclass(frozen=True)
class Glyphs:
    """`keys`, ascending, are confusions: what was read, what may stand there, 16 bits each.

    `likeness` is 0 to 1, 0 for pairs that do not look alike; `times` is how often each was seen.
    """

    keys: Keys
    likeness: Floats
    times: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, read: Keys, printed: Keys, likeness: Floats) -> "Glyphs":
        """From pairs that look alike, none of them seen yet."""
        keys, first = np.unique((read << BITS) | printed, return_index=True)
        kept = np.clip(likeness[first], 0, 1)
        return cls(keys, kept, np.zeros(len(keys), np.uint16))

    def learn(self, pairs: Iterable[tuple[str, str]]) -> "Glyphs":
        """With what an engine read beside what it should have read, in place of what was learned before.

        `pairs` are single characters; right readings among them do not matter.
        """
        seen = Counter((a, b) for a, b in pairs if a != b)
        read, printed = (codes("".join(side)) for side in zip(*seen, strict=True)) if seen else ((), ())
        wanted = (np.array(read, np.uint64) << BITS) | np.array(printed, np.uint64)
        alike = self.keys[self.likeness > 0]
        keys = np.union1d(alike, wanted)
        likeness, times = np.zeros(len(keys), np.float32), np.zeros(len(keys), np.uint16)
        likeness[find(keys, alike)[0]] = self.likeness[self.likeness > 0]
        times[find(keys, wanted)[0]] = np.array([*seen.values()], np.uint16)
        return Glyphs(keys, likeness, times)

    @cached_property
    def weights(self) -> Floats:
        """The weight of each confusion. A pair's likeness counts as _TRUST sightings beside the real ones.

        How many sightings a likeness promises is a straight line in its logarithm, fitted to what was seen.
        """
        alike = self.likeness > 0
        grade = np.clip((self.likeness - _FIRST_GRADE) / (1 - _FIRST_GRADE) * _GRADES, 0, _GRADES - 1)
        grade = grade.astype(np.intp)
        pairs = np.bincount(grade[alike], minlength=_GRADES)
        seen = np.bincount(grade[alike], weights=self.times[alike], minlength=_GRADES)
        slope, start = _SLOPE, _START
        if (seen > 0).sum() > 2:
            rate = np.log((seen + _LEAST_EXPECTED) / (pairs + 1))
            slope, start = np.polyfit(np.arange(_GRADES), rate, 1, w=np.sqrt(seen))
        promised = np.where(alike, np.exp(start + slope * grade), _LEAST_EXPECTED)
        expected = (self.times + _TRUST) / (1 + _TRUST / promised)
        return np.log(expected).astype(np.float32)

    def candidates(self, chars: Keys, most: int) -> tuple[Keys, Floats]:
        """What may have been printed where each of `chars` was read, and the weights, both (n, most).

        The weightiest come first; 0 fills the rows that have fewer.
        """
        table, weights = self._table
        row, known = find(self._chars, chars)
        row = np.where(known, row, len(table) - 1)
        return table[row, :most], weights[row, :most]

    def weight(self, read: str, printed: str) -> float | None:
        """The weight of a confusion; None where the two are not known to look alike."""
        at, known = find(self.keys, (codes(read) << BITS) | codes(printed))
        return float(self.weights[at[0]]) if known[0] else None

    def look_alike(self, char: str, most: int = 10) -> list[str]:
        """The characters that may have been printed where `char` was read, likeliest first.

        >>> glyphs().look_alike("已")[:2], "入" in glyphs().look_alike("人", 3), glyphs().look_alike("A")
        (['己', '巳'], True, [])
        """
        chars, _ = self.candidates(codes(char), most)
        return [chr(int(code)) for code in chars[0] if code]

    @cached_property
    def _chars(self) -> Keys:
        return np.unique(self.keys >> BITS)

    @cached_property
    def _table(self) -> tuple[Keys, Floats]:
        """A row of candidates for each of `_chars` by weight, and an empty one."""
        read = self.keys >> BITS
        order = np.lexsort((-self.weights, read))
        row = np.searchsorted(self._chars, read[order])
        place = np.arange(len(order)) - np.searchsorted(row, row)
        shape = (len(self._chars) + 1, int(place.max()) + 1)
        table, weights = np.zeros(shape, np.uint64), np.full(shape, -np.inf, np.float32)
        table[row, place] = self.keys[order] & np.uint64(0xFFFF)
        weights[row, place] = self.weights[order]
        return table, weights

    def packed(self) -> bytes:
        """The bytes of a file: what `glyphs` reads."""
        return packed_arrays(
            {
                "schema": np.array(_SCHEMA),
                "steps": np.diff(self.keys, prepend=np.uint64(0)).astype(np.uint32),
                "likeness": np.rint(self.likeness * _STEPS).astype(np.uint8),
                "times": self.times.astype(np.uint8),
            }
        )


@cache
def glyphs() -> Glyphs:
    """The confusions that come with ocrfix, read when first asked for.

    Simplified and traditional characters, each with those of its script that look alike;
    data/build_glyphs.py says what they were learned from and makes the file.

    >>> round(glyphs().weight("人", "入") - glyphs().weight("人", "火")) > 1, glyphs().weight("人", "国")
    (True, None)
    """
    stored = stored_arrays("zh_glyphs.npz")
    keys = np.cumsum(stored["steps"].astype(np.uint64), dtype=np.uint64)
    likeness = stored["likeness"].astype(np.float32) / np.float32(_STEPS)
    return Glyphs(keys, likeness, stored["times"].astype(np.uint16))
