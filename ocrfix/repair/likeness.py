"""Misreads without a picture: characters that make no sense where one that looks like them does.

The visual key is what the two characters look like, and how often engines read one for the other. It is the
weaker key by far, so the judge asks for more.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.language.glyphs import Glyphs
from ocrfix.language.ngram import LONGEST, Floats, Keys
from ocrfix.language.script import script_of
from ocrfix.language.variants import simplified_codes
from ocrfix.repair.evidence import Layout, Places, likelihood_of, strangeness
from ocrfix.repair.passage import Passage

_CANDIDATES = 24
_STRANGE = 13.0
_UNLIKELY = 4.0
_LIKENESS = 0.8
"""How much the weight of a confusion counts beside the language model when candidates are ranked."""

_LEAST_LIKENESS = -4.5
"""A confusion of less weight is no visual key."""

_AT_ONCE = 4096
_LEAST_GAIN = 3.0
"""A candidate that fits no better than by so many nats is none."""

_FIRST_HAN, _LAST_HAN = np.uint64(0x3400), np.uint64(0x9FFF)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Places of a layout and the character that fits best there, how weighty the confusion is, and how far
    the next best is behind, in nats."""

    at: Places
    chars: Keys
    likeness: Floats
    margin: Floats


def strange_places(passages: Sequence[Passage], layout: Layout, shut: Sequence[Container[int]]) -> Places:
    """Places of the layout, without a picture and not shut, whose characters hardly fit there."""
    chars = layout.simple
    strange = (chars >= _FIRST_HAN) & (chars <= _LAST_HAN)
    strange &= (layout.own < -_UNLIKELY) & (strangeness(layout) > _STRANGE)
    found: list[int] = []
    for passage, start, closed in zip(passages, layout.starts, shut, strict=True):
        here = np.flatnonzero(strange[start : start + len(passage.text)])
        for place in here.tolist():
            spot = passage.spots[place]
            if spot.free and spot.glyph is None and place not in closed:
                found.append(start + place)
    return np.array(found, np.intp)


def best_candidates(layout: Layout, at: Places, alike: Glyphs, foreign: str) -> Candidates:
    """For each place the character that fits best and looks like what was read, where one fits better.

    None of the script `foreign`, zh-Hans or zh-Hant.
    """
    parts = [_best(layout, at[i : i + _AT_ONCE], alike, foreign) for i in range(0, len(at), _AT_ONCE)]
    parts = parts or [_best(layout, at, alike, foreign)]
    return Candidates(*(np.concatenate(column) for column in zip(*map(_columns, parts), strict=True)))


def _best(layout: Layout, at: Places, alike: Glyphs, foreign: str) -> Candidates:
    others, weights = alike.candidates(layout.chars[at], _CANDIDATES)
    simple = simplified_codes(others)
    now = layout.own[at[:, None] + np.arange(LONGEST)].sum(axis=1)
    none = (others == 0) | (simple == layout.simple[at][:, None]) | _of_script(others, foreign)
    gain = np.where(none, -np.inf, -now[:, None]).astype(np.float32)
    still = np.arange(len(at))
    for step in range(LONGEST):
        gain[still] += likelihood_of(layout, at[still], simple[still], step)
        still = still[gain[still].max(axis=1) >= _LEAST_GAIN]
    score = np.where(none, -np.inf, gain + _LIKENESS * np.where(none, 0, weights)).astype(np.float32)
    rows = np.arange(len(at))
    best = score.argmax(axis=1)
    top = score[rows, best]
    score[simple == simple[rows, best][:, None]] = -np.inf
    kept = np.isfinite(top) & (gain[rows, best] >= _LEAST_GAIN) & (weights[rows, best] >= _LEAST_LIKENESS)
    margin = np.minimum(top[kept] - np.maximum(score[kept].max(axis=1), -50), 50)
    rows, best = rows[kept], best[kept]
    return Candidates(at[kept], others[rows, best], weights[rows, best], margin)


def _of_script(chars: Keys, script: str) -> npt.NDArray[np.bool_]:
    different, places = np.unique(chars, return_inverse=True)
    found = np.array([script_of(chr(code)) == script for code in different.tolist()], np.bool_)
    return found[places].reshape(chars.shape)


def _columns(found: Candidates) -> tuple[Places, Keys, Floats, Floats]:
    return found.at, found.chars, found.likeness, found.margin
