"""Evidence for a character in its place: what the language model and the word list say, in whole arrays.

Passages are laid out one after the other as codes of simplified characters, with guards between them that no
sequence of the model crosses. A *case* is a place and a character that might stand there instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.language.ngram import BITS, END, LONGEST, START, Floats, Keys, Model, codes, extend, news
from ocrfix.language.variants import simplified_codes
from ocrfix.language.words import chinese

Places = npt.NDArray[np.intp]
Words = npt.NDArray[np.float32]

GUARD = LONGEST - 1
FEATURES = (
    "gain",
    "here",
    "word_now",
    "word_then",
    "grams_now_2",
    "grams_now_3",
    "grams_now_4",
    "grams_then_2",
    "grams_then_3",
    "grams_then_4",
    "own_now",
    "next_now",
    "own_then",
    "next_then",
    "words",
    "common_now",
    "common_then",
)
"""The columns of `evidence`.

`gain` is how much likelier the passage is with the other character, `here` how likely the four sequences are
that hold the place as it stands, `own_` and `next_` the first two of them, now and with the other character
(all in nats, at least -_FLOOR). `word_` is how common the commonest word is that covers the place, `grams_`
how many sequences of so many characters that cover it the model knows, `common_` how common the character is
by itself. `words` is how much likelier the words are that the place and its neighbours can be cut into.
"""

_FLOOR = 40.0
_REACH = 3
"""Characters either side that are cut into words with a place; the guards are as wide."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Passages as codes: passage `i` begins at `starts[i]`. `chars` are as printed, `simple` simplified.

    `own` is the log probability of each character after those before it by `model`, 0 in the guards.
    """

    chars: Keys
    simple: Keys
    starts: tuple[int, ...]
    own: Floats
    model: Model


def lay_out(texts: Sequence[str], model: Model | None = None) -> Layout:
    """One layout of several texts, each with the signs for a line's start and end; `model` is that of the
    news where none is given."""
    model = model or news()
    guard = np.zeros(GUARD, np.uint64)
    parts, starts, length = [guard], [], GUARD
    for text in texts:
        part = np.concatenate([codes(START), codes(text), codes(END), guard])
        parts.append(part)
        starts.append(length + 1)
        length += len(part)
    chars = np.concatenate(parts)
    simple = simplified_codes(chars)
    return Layout(chars, simple, tuple(starts), _own(simple, model), model)


def replaced(layout: Layout, at: Places, chars: Keys) -> Layout:
    """The layout with other characters at some places."""
    new = layout.chars.copy()
    new[at] = chars
    simple = layout.simple.copy()
    simple[at] = simplified_codes(chars)
    return Layout(new, simple, layout.starts, _own(simple, layout.model), layout.model)


def _own(simple: Keys, model: Model) -> Floats:
    own = np.zeros(len(simple), np.float32)
    contexts = extend(extend(simple[:-3], simple[1:-2]), simple[2:-1])
    own[GUARD:] = model.log_probabilities(contexts, simple[GUARD:])
    own[simple == 0] = 0
    return own


def strangeness(layout: Layout) -> Floats:
    """For each place, how unlikely the characters are that hang on it: it and the next three; nats."""
    sums = np.concatenate([[0.0], np.cumsum(layout.own, dtype=np.float64)])
    ends = np.minimum(np.arange(len(layout.own)) + LONGEST, len(layout.own))
    unlikely: Floats = (sums[:-1] - sums[ends]).astype(np.float32)
    return unlikely


def likelihoods(layout: Layout, at: Places, chars: Keys) -> Floats:
    """Log probabilities of places, (n,), and the next three, with `chars`, (n, k), there: (n, k, LONGEST)."""
    return np.stack([likelihood_of(layout, at, chars, step) for step in range(LONGEST)], axis=-1)


def likelihood_of(layout: Layout, at: Places, chars: Keys, step: int) -> Floats:
    """Log probabilities of what stands `step` after each place, (n,), with `chars`, (n, k), there: (n, k)."""
    place = at + step
    window = [layout.simple[place - GUARD + k][:, None] for k in range(LONGEST)]
    window[GUARD - step] = chars
    likely = layout.model.log_probabilities(extend(extend(window[0], window[1]), window[2]), window[3])
    found: Floats = np.where((layout.simple[place] != 0)[:, None], likely, np.float32(0))
    return found


def evidence(layout: Layout, at: Places, now: Keys, then: Keys) -> npt.NDArray[np.float64]:
    """(n, FEATURES) for n cases: simplified characters `now` and `then` at places `at`, all (n,)."""
    likely = likelihoods(layout, at, np.stack([now, then], axis=1))
    columns = [
        likely[:, 1].sum(axis=1) - likely[:, 0].sum(axis=1),
        likely[:, 0].sum(axis=1),
        commonest_word(layout, at, now),
        commonest_word(layout, at, then),
        *_known(layout, at, now),
        *_known(layout, at, then),
        *(likely[:, side, step] for side in (0, 1) for step in (0, 1)),
        _cut_into_words(layout, at, then) - _cut_into_words(layout, at, now),
        layout.model.log_probabilities(np.zeros(len(at), np.uint64), now),
        layout.model.log_probabilities(np.zeros(len(at), np.uint64), then),
    ]
    table: npt.NDArray[np.float64] = np.stack(columns, axis=1).astype(np.float64)
    return np.maximum(table, -_FLOOR)


def commonest_word(layout: Layout, at: Places, chars: Keys) -> Words:
    """How common the commonest word is that covers each place with `chars` there: log(1 + frequency).

    A word of three characters counts half as much again, one of four twice.
    """
    best = np.zeros(len(at), np.float32)
    for length in range(2, LONGEST + 1):
        for before in range(length):
            known = np.log1p(chinese().frequencies_of(_keys(layout, at, chars, before, length)))
            best = np.maximum(best, known * (length / 2))
    return best


def _cut_into_words(layout: Layout, at: Places, chars: Keys) -> npt.NDArray[np.float64]:
    """How likely the likeliest words are that _REACH characters either side and `chars` in the middle make.

    Each word by itself (a unigram model of words), in nats; a character that is no word counts half a time.
    """
    width = 2 * _REACH + 1
    window = layout.simple[at[:, None] + np.arange(-_REACH, _REACH + 1)]
    window[:, _REACH] = chars
    best = np.full((len(at), width + 1), -np.inf)
    best[:, 0] = 0
    for end in range(1, width + 1):
        keys = np.zeros(len(at), np.uint64)
        for length in range(1, min(LONGEST, end) + 1):
            keys = keys | (window[:, end - length] << (BITS * np.uint64(length - 1)))
            times = chinese().frequencies_of(keys)
            times = np.maximum(times, 0.5) if length == 1 else times
            with np.errstate(divide="ignore"):
                likely = np.log(times / chinese().total)
            best[:, end] = np.maximum(best[:, end], best[:, end - length] + likely)
    return best[:, -1]


def _known(layout: Layout, at: Places, chars: Keys) -> list[npt.NDArray[np.intp]]:
    counts = []
    for length in range(2, LONGEST + 1):
        found = [
            layout.model.has(_keys(layout, at, chars, before, length), length).astype(np.intp)
            for before in range(length)
        ]
        counts.append(sum(found[1:], found[0]))
    return counts


def _keys(layout: Layout, at: Places, chars: Keys, before: int, length: int) -> Keys:
    """The sequences of `length` characters with each of `chars` as number `before`."""
    keys = np.zeros(len(at), np.uint64)
    for k in range(length):
        keys = (keys << BITS) | (chars if k == before else layout.simple[at - before + k])
    return keys
