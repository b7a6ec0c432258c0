"""Cases: places where another character may have been printed, with the evidence and the judge's odds."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ocrfix.language.glyphs import Glyphs, glyphs
from ocrfix.language.ngram import Floats, Keys, Model
from ocrfix.language.script import is_han
from ocrfix.language.variants import simplified_codes
from ocrfix.repair.decode import decode, lattice_of
from ocrfix.repair.evidence import FEATURES, Layout, Places, evidence, lay_out, replaced
from ocrfix.repair.judge import Matrix, judge_named
from ocrfix.repair.likeness import best_candidates, strange_places
from ocrfix.repair.passage import Passage
from ocrfix.repair.sentence_place import sentence_places

Wanted: TypeAlias = Callable[[Passage, int, str], bool]
"""Whether a candidate of the engine for a place of a passage is to be judged though the language does not
speak for it."""

_STRANGER = -8.0
"""The likeness of two characters that are not known to look alike."""

_FAR = 15.0
"""Nats from which it does not matter how far a candidate is before its rivals."""

_GAIN, _WORDS, _WORD_NOW, _WORD_THEN = map(FEATURES.index, ("gain", "words", "word_now", "word_then"))


@dataclass(frozen=True, slots=True)
class Case:
    """Place `place` of passage number `passage` reads `now`; `then` may have been printed there.

    `odds` are those of the judge named `judge`, `gain` how much likelier the language model finds the passage
    with `then`, and `words` how much likelier the words there are, all in nats. `seen` is how likely the
    engine found `then`; without a picture, where likeness is the visual key, it is None. `spoken` is False
    where neither language model nor word list speaks for the change; `taught` is what lessons of the
    collection and other places of the page say of it, and `witnessed` is True where these settle it.
    """

    passage: int
    place: int
    now: str
    then: str
    judge: str
    odds: float
    gain: float
    words: float
    seen: float | None
    spoken: bool = True
    taught: tuple[str, ...] = ()
    witnessed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Cases as arrays: places in a layout, characters, the judge's columns, and how likely the engine
    found the other character, NaN without a picture; and whether the language speaks for it."""

    at: Places
    now: Keys
    then: Keys
    columns: Matrix
    seen: Floats
    spoken: npt.NDArray[np.bool_]

    def some(self, which: npt.NDArray[np.bool_]) -> "Evidence":
        """Those of the cases."""
        return Evidence(
            self.at[which],
            self.now[which],
            self.then[which],
            self.columns[which],
            self.seen[which],
            self.spoken[which],
        )


def cases_in(
    passages: Sequence[Passage],
    shut: Sequence[Container[int]],
    foreign: str,
    wanted: Wanted | None = None,
    model: Model | None = None,
) -> list[Case]:
    """The cases in passages, those of the lattice and those of likeness. `shut` places have none.

    `foreign` is the script, zh-Hans or zh-Hant, that the text is not in; `model` is asked for
    the language, that of the news where none is given. A place may have more than one case.
    """
    if not passages:
        return []
    layout = lay_out([passage.text for passage in passages], model)
    seen = in_the_picture(passages, layout, shut, foreign, wanted)
    han = _are_han(seen.now)
    found = [
        *_judged(seen.some(han), "with_picture", layout, passages),
        *_judged(in_sentences(seen.some(~han), layout, passages), "marks", layout, passages),
        *_judged(in_the_text(passages, layout, shut, foreign, glyphs()), "without_picture", layout, passages),
    ]
    return sorted(found, key=lambda case: (case.passage, case.place))


def in_the_picture(
    passages: Sequence[Passage],
    layout: Layout,
    shut: Sequence[Container[int]],
    foreign: str,
    wanted: Wanted | None = None,
) -> Evidence:
    """What the engine's candidates come to that the language speaks for: the best path through them, the
    words that they make, for marks the language model; and those that are `wanted`.

    The evidence of each is what it is with all the others of the best path.
    """
    lattice = lattice_of(passages, layout, shut, foreign)
    choices = decode(layout, lattice)
    changed = np.flatnonzero(choices)
    path = replaced(layout, lattice.at[changed], lattice.chars[changed, choices[changed]])
    rows, picks = np.nonzero(np.isfinite(lattice.seen[:, 1:]))
    picks = picks + 1
    at, now, then = lattice.at[rows], lattice.chars[rows, 0], lattice.chars[rows, picks]
    columns = evidence(path, at, simplified_codes(now), simplified_codes(then))
    first, seen = lattice.seen[rows, 0], lattice.seen[rows, picks]
    chosen = picks == choices[rows]
    better = columns[:, _GAIN] + seen - first
    spoken = chosen | np.where(
        _are_han(now), columns[:, _WORD_THEN] > columns[:, _WORD_NOW], columns[:, _GAIN] > 0
    )
    kept = spoken.copy()
    if wanted is not None:
        owners = _owners(layout, at)
        for i in np.flatnonzero(~kept).tolist():
            place = int(at[i]) - layout.starts[owners[i]]
            kept[i] = wanted(passages[owners[i]], place, chr(int(then[i])))
    unsure = np.log(np.clip(1 - np.exp(first), 1e-3, 1))
    likeness = np.zeros(len(at))
    likeness[kept] = [_likeness(int(a), int(b)) for a, b in zip(now[kept], then[kept], strict=True)]
    whole = np.column_stack([columns, likeness, seen - first, unsure, chosen, _margins(rows, better)])
    return Evidence(at, now, then, whole, seen, spoken).some(kept)


def _margins(rows: Places, better: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far each candidate is before the best rival of its spot, which may be what was read, with 0.

    `rows`, ascending, says which candidates stand at one spot.
    """
    margins = np.zeros(len(rows))
    for row in np.unique(rows):
        spot = slice(*np.searchsorted(rows, [row, row + 1]))
        ranked = np.sort(np.append(better[spot], [0.0, -np.inf]))[::-1]
        best = better[spot] == ranked[0]
        margins[spot] = better[spot] - np.where(best, ranked[1], ranked[0])
    return np.clip(margins, -_FAR, _FAR)


def in_the_text(
    passages: Sequence[Passage],
    layout: Layout,
    shut: Sequence[Container[int]],
    foreign: str,
    alike: Glyphs,
) -> Evidence:
    """Where a character that looks like what was read fits better, on spots without a picture."""
    found = best_candidates(layout, strange_places(passages, layout, shut), alike, foreign)
    now, then = layout.simple[found.at], simplified_codes(found.chars)
    columns = evidence(layout, found.at, now, then)
    whole = np.column_stack([columns, found.likeness, found.margin])
    unseen = np.full(len(found.at), np.nan, np.float32)
    spoken = np.ones(len(found.at), np.bool_)
    return Evidence(found.at, layout.chars[found.at], found.chars, whole, unseen, spoken)


def in_sentences(found: Evidence, layout: Layout, passages: Sequence[Passage]) -> Evidence:
    """The cases of marks with the columns that tell where in its sentence each stands."""
    cases = [
        (passages[owner].text, place - layout.starts[owner], chr(now), chr(then))
        for owner, place, now, then in zip(
            _owners(layout, found.at), found.at.tolist(), found.now.tolist(), found.then.tolist(), strict=True
        )
    ]
    return replace(found, columns=np.column_stack([found.columns, sentence_places(cases)]))


def _owners(layout: Layout, at: Places) -> list[int]:
    """Numbers of the passages that places of a layout stand in."""
    owners: list[int] = (np.searchsorted(np.array(layout.starts), at, side="right") - 1).tolist()
    return owners


def _are_han(chars: Keys) -> npt.NDArray[np.bool_]:
    return np.array([is_han(chr(code)) for code in chars.tolist()], np.bool_)


def _likeness(now: int, then: int) -> float:
    weight = glyphs().weight(chr(now), chr(then))
    return _STRANGER if weight is None else weight


def _judged(found: Evidence, judge: str, layout: Layout, passages: Sequence[Passage]) -> Iterator[Case]:
    odds = judge_named(judge).odds(found.columns)
    for i, (place, owner) in enumerate(zip(found.at.tolist(), _owners(layout, found.at), strict=True)):
        inside = place - layout.starts[owner]
        yield Case(
            owner,
            inside,
            passages[owner].text[inside],
            chr(int(found.then[i])),
            judge,
            float(odds[i]),
            float(found.columns[i, _GAIN]),
            float(found.columns[i, _WORDS]),
            None if np.isnan(found.seen[i]) else float(np.exp(found.seen[i])),
            bool(found.spoken[i]),
        )
