"""Misreads by lattice and language: of what the engine considered, the path that makes a sentence.

Where the engine was unsure, its candidates and the language model are decoded together, with a beam, over a
whole passage. Two spots more than three sure characters apart do not see each other in a model of four
characters, so only the stretches between sure characters are decoded, all at the same time.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from ocrfix.language.ngram import LONGEST, Floats, Keys, extend
from ocrfix.language.script import is_han, script_of
from ocrfix.language.variants import simplified, simplified_codes
from ocrfix.repair.evidence import Layout, Places
from ocrfix.repair.passage import Passage, Spot

_BEAM = 10
_LONGEST_STRETCH = 48
_LANGUAGE = 1.0
"""How much the language model counts beside the picture: what it proposes is judged afterwards."""

_AGREED = 1.0
"""What a second engine's seeing the same is worth, in nats."""

_LEAST = 1e-4
_MARKS = "，。、；：！？·—…,.;:!?"
"""Marks that compete with each other; quotes and brackets go by their partners, out of the model's sight."""

WIDE = str.maketrans(",.;:!?", "，。；：！？")
_LIKE_A_DASH = ("一—", "—一")
_DOTS_APART = 5
_LIKE_A_DOT = "，、。,."
"""What the dot between the parts of a name, which stands alone, may be a misread of."""

Choices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Spots with more than one candidate: places in a layout, ascending, (n,); `chars` and `seen` (n, k).

    The first candidate of a spot is what was read; `seen` is the logarithm of how likely the picture makes
    each, -inf where a row is not full.
    """

    at: Places
    chars: Keys
    seen: Floats


def lattice_of(
    passages: Sequence[Passage], layout: Layout, shut: Sequence[Container[int]], foreign: str
) -> Lattice:
    """The spots of the passages where the engine saw more than one character that could stand there.

    Chinese characters compete with their like, marks of punctuation with theirs, whatever their width; digits
    and letters have no rivals, for there the picture alone decides; nor has a character one of the script
    `foreign`. `shut` are the places of each passage that stay as they are.
    """
    at: list[int] = []
    rows: list[dict[str, float]] = []
    for passage, start, closed in zip(passages, layout.starts, shut, strict=True):
        for place, (char, spot) in enumerate(zip(passage.text, passage.spots, strict=True)):
            if not spot.free or spot.glyph is None or place in closed:
                continue
            rivals = _rivals(char, spot, foreign)
            fixed = _in_a_figure(passage.text, place) or _is_one_of_dots(passage.text, place)
            if len(rivals) > 1 and not fixed:
                at.append(start + place)
                rows.append(rivals)
    width = max((len(row) for row in rows), default=2)
    chars, seen = np.zeros((len(rows), width), np.uint64), np.full((len(rows), width), -np.inf, np.float32)
    for i, row in enumerate(rows):
        chars[i, : len(row)] = [ord(char) for char in row]
        seen[i, : len(row)] = [*row.values()]
    return Lattice(np.array(at, np.intp), chars, seen)


def _rivals(char: str, spot: Spot, foreign: str) -> dict[str, float]:
    """What may stand at a spot, first the character read, with the log of its likelihood in the picture."""
    glyph = spot.glyph
    if glyph is None or not (glyph.alternatives or spot.second) or not (is_han(char) or char in _MARKS):
        return {}
    likely = {char.translate(WIDE): glyph.confidence}
    for other in glyph.alternatives:
        if _may_stand_for(char, other.char) and script_of(other.char) != foreign:
            wide = other.char.translate(WIDE)
            likely[wide] = likely.get(wide, 0.0) + other.likelihood
    second = (spot.second or "").translate(WIDE)
    return {
        name: log(max(share, _LEAST)) + (_AGREED if name == second else 0.0) for name, share in likely.items()
    }


def _may_stand_for(char: str, other: str) -> bool:
    """Whether the two are of one kind, and not one character in two scripts."""
    if char + other in _LIKE_A_DASH:
        return True
    if is_han(char):
        return is_han(other) and other <= "\uffff" and simplified(char) != simplified(other)
    return other in (_LIKE_A_DOT if char == "·" else _MARKS)


def _in_a_figure(text: str, place: int) -> bool:
    """A mark between figures or letters, as in 10：20 and A·B; a half-width one beside any, as in 1."""
    sides = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    figures = [side.isascii() and side.isalnum() for side in sides]
    return text[place] in _MARKS and (any(figures) if text[place].isascii() else all(figures))


def _is_one_of_dots(text: str, place: int) -> bool:
    """A dot with another one near, as between the parts of one name.

    >>> [_is_one_of_dots(text, 2) for text in ("生活·读书·新知", "来了·天气好，我们走·")]
    [True, False]
    """
    before, after = text[max(0, place - _DOTS_APART) : place], text[place + 1 : place + 1 + _DOTS_APART]
    return text[place] == "·" and any(_ends_at_a_dot(side) for side in (before[::-1], after))


def _ends_at_a_dot(side: str) -> bool:
    part, dot, _ = side.partition("·")
    return bool(part and dot) and all(map(is_han, part))


def decode(layout: Layout, lattice: Lattice) -> Choices:
    """Which candidate of each spot stands on the best path."""
    chosen = np.zeros(len(lattice.at), np.intp)
    if not len(lattice.at):
        return chosen
    firsts, ends = _stretches(lattice.at)
    beam = _Beam(layout, lattice, firsts, ends)
    for step in range(int((ends - firsts).max())):
        beam.advance(step)
    for spot, choice in beam.best():
        chosen[spot] = choice
    return chosen


def _stretches(at: Places) -> tuple[Places, Places]:
    """First place and end of each stretch, longest first: up to where no spot is left to see its last."""
    parts: list[tuple[int, int]] = []
    for place in at.tolist():
        if parts and place < parts[-1][1] and place - parts[-1][0] < _LONGEST_STRETCH:
            parts[-1] = (parts[-1][0], place + LONGEST)
        else:
            parts.append((place, place + LONGEST))
    parts.sort(key=lambda part: part[0] - part[1])
    return np.array([first for first, _ in parts]), np.array([end for _, end in parts])


class _Beam:
    """The best paths of all stretches, longest stretch first, one place further with each `advance`."""

    def __init__(self, layout: Layout, lattice: Lattice, firsts: Places, ends: Places) -> None:
        self._layout, self._lattice = layout, lattice
        self._firsts, self._ends = firsts, ends
        before = [layout.simple[firsts - back] for back in (3, 2, 1)]
        self._contexts = np.zeros((len(firsts), _BEAM), np.uint64)
        self._contexts[:, 0] = extend(extend(before[0], before[1]), before[2])
        self._scores = np.full((len(firsts), _BEAM), -np.inf)
        self._scores[:, 0] = 0
        self._simple = simplified_codes(lattice.chars)
        self._spot_at = np.full(len(layout.simple), -1, np.intp)
        self._spot_at[lattice.at] = np.arange(len(lattice.at))
        self._steps: list[tuple[Choices, Choices, Choices]] = []

    def advance(self, step: int) -> None:
        """Go on by the candidates of the `step`-th place of every stretch that is so long."""
        active = int((self._ends - self._firsts > step).sum())
        places = self._firsts[:active] + step
        spots = self._spot_at[places]
        single = spots < 0
        chars = self._simple[spots]
        seen = self._lattice.seen[spots].astype(np.float64)
        chars[single, 0] = self._layout.simple[places[single]]
        seen[single, 0], seen[single, 1:] = 0, -np.inf
        total = self._scores[:active, :, None] + seen[:, None, :]
        stretch, path, choice = np.nonzero(np.isfinite(total))
        contexts, following = self._contexts[stretch, path], chars[stretch, choice]
        likely = self._layout.model.log_probabilities(contexts, following)
        counted = self._layout.simple[places] != 0
        total[stretch, path, choice] += _LANGUAGE * likely * counted[stretch]
        self._keep(active, total, chars, spots)

    def _keep(self, active: int, total: npt.NDArray[np.float64], chars: Keys, spots: Places) -> None:
        width = total.shape[2]
        flat = total.reshape(active, -1)
        best = np.argsort(-flat, axis=1, kind="stable")[:, :_BEAM]
        parents, choices = best // width, best % width
        rows = np.arange(active)[:, None]
        self._scores[:active] = flat[rows, best]
        self._contexts[:active] = extend(self._contexts[rows, parents], chars[rows, choices])
        self._steps.append((parents, choices, spots))

    def best(self) -> Sequence[tuple[int, int]]:
        """The spots of the best path of every stretch, with the candidate that stands on it."""
        path = np.zeros(len(self._firsts), np.intp)
        found: list[tuple[int, int]] = []
        for parents, choices, spots in reversed(self._steps):
            rows = np.arange(len(parents))
            here = choices[rows, path[rows]]
            path[rows] = parents[rows, path[rows]]
            found += [(spot, k) for spot, k in zip(spots.tolist(), here.tolist(), strict=True) if spot >= 0]
        return found
