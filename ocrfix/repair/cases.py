"""Cases: places where another character may have been printed, with the evidence and the judge's odds."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ocrfix.language.glyphs import Glyphs, glyphs
from ocrfix.language.ngram import Floats, Keys
from ocrfix.language.script import is_han
from ocrfix.language.variants import simplified_codes
from ocrfix.repair.decode import Choices, Lattice, decode, lattice_of
from ocrfix.repair.evidence import Layout, Places, evidence, lay_out, replaced
from ocrfix.repair.judge import Matrix, judge_named
from ocrfix.repair.likeness import best_candidates, strange_places
from ocrfix.repair.passage import Passage

Wanted: TypeAlias = Callable[[Passage, int, str], bool]
"""Whether a candidate of the engine for a place of a passage is to be judged though it is not on the best
path."""

_STRANGER = -8.0
"""The likeness of two characters that are not known to look alike."""


@dataclass(frozen=True, slots=True)
class Case:
    """Place `place` of passage number `passage` reads `now`; `then` may have been printed there.

    `odds` are those of the judge named `judge`, and `gain` how much likelier the language model finds the
    passage with `then`, both in nats. `seen` is how likely the engine found `then`; without a picture, where
    likeness is the visual key, it is None. `chosen` is False where the language model would have left what
    was read, or put another character; `taught` is what lessons of the collection say of it.
    """

    passage: int
    place: int
    now: str
    then: str
    judge: str
    odds: float
    gain: float
    seen: float | None
    chosen: bool = True
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Cases as arrays: places in a layout, characters, the judge's columns, and how likely the engine
    found the other character, NaN without a picture; and whether it was chosen for the best path."""

    at: Places
    now: Keys
    then: Keys
    columns: Matrix
    seen: Floats
    chosen: npt.NDArray[np.bool_]

    def some(self, which: npt.NDArray[np.bool_]) -> "Evidence":
        """Those of the cases."""
        return Evidence(
            self.at[which],
            self.now[which],
            self.then[which],
            self.columns[which],
            self.seen[which],
            self.chosen[which],
        )


def cases_in(
    passages: Sequence[Passage], shut: Sequence[Container[int]], foreign: str, wanted: Wanted | None = None
) -> list[Case]:
    """The cases in passages, those of the lattice and those of likeness. `shut` places have none.

    `foreign` is the script, zh-Hans or zh-Hant, that the text is not in. Without `wanted` no place has more
    than one case.
    """
    if not passages:
        return []
    layout = lay_out([passage.text for passage in passages])
    seen = in_the_picture(passages, layout, shut, foreign, wanted)
    marks = np.array([not is_han(chr(code)) for code in seen.now.tolist()], np.bool_)
    found = [
        *_judged(seen.some(~marks), "with_picture", layout, passages),
        *_judged(seen.some(marks), "marks", layout, passages),
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
    """Where the best path through the engine's candidates leaves what was read; and what is `wanted`."""
    lattice = lattice_of(passages, layout, shut, foreign)
    choices = decode(layout, lattice)
    rows = np.flatnonzero(choices)
    path = replaced(layout, lattice.at[rows], lattice.chars[rows, choices[rows]])
    picks = choices[rows]
    if wanted is not None:
        more = list(_more(lattice, choices, passages, layout, wanted))
        rows = np.concatenate([rows, np.array([row for row, _ in more], np.intp)])
        picks = np.concatenate([picks, np.array([pick for _, pick in more], np.intp)])
    at, now, then = lattice.at[rows], lattice.chars[rows, 0], lattice.chars[rows, picks]
    seen = lattice.seen[rows, picks]
    columns = evidence(path, at, simplified_codes(now), simplified_codes(then))
    first = lattice.seen[rows, 0]
    unsure = np.log(np.clip(1 - np.exp(first), 1e-3, 1))
    likeness = [_likeness(int(a), int(b)) for a, b in zip(now, then, strict=True)]
    whole = np.column_stack([columns, likeness, seen - first, unsure])
    return Evidence(at, now, then, whole, seen, picks == choices[rows])


def _more(
    lattice: Lattice, choices: Choices, passages: Sequence[Passage], layout: Layout, wanted: Wanted
) -> Iterator[tuple[int, int]]:
    """Spots of the lattice and candidates there that are wanted and are not on the best path."""
    owners = np.searchsorted(np.array(layout.starts), lattice.at, side="right") - 1
    for row, (place, owner) in enumerate(zip(lattice.at.tolist(), owners.tolist(), strict=True)):
        inside = place - layout.starts[owner]
        for pick in range(1, lattice.chars.shape[1]):
            there = np.isfinite(lattice.seen[row, pick]) and pick != choices[row]
            if there and wanted(passages[owner], inside, chr(int(lattice.chars[row, pick]))):
                yield row, pick


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
    chosen = np.ones(len(found.at), np.bool_)
    return Evidence(found.at, layout.chars[found.at], found.chars, whole, unseen, chosen)


def _likeness(now: int, then: int) -> float:
    weight = glyphs().weight(chr(now), chr(then))
    return _STRANGER if weight is None else weight


def _judged(found: Evidence, judge: str, layout: Layout, passages: Sequence[Passage]) -> Iterator[Case]:
    odds = judge_named(judge).odds(found.columns)
    owners = np.searchsorted(np.array(layout.starts), found.at, side="right") - 1
    for i, (place, owner) in enumerate(zip(found.at.tolist(), owners.tolist(), strict=True)):
        inside = place - layout.starts[owner]
        yield Case(
            owner,
            inside,
            passages[owner].text[inside],
            chr(int(found.then[i])),
            judge,
            float(odds[i]),
            float(found.columns[i, 0]),
            None if np.isnan(found.seen[i]) else float(np.exp(found.seen[i])),
            bool(found.chosen[i]),
        )
