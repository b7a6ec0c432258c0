"""From text to a model: count the sequences of characters, and make the counts into probabilities."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.errors import FormatError
from ocrfix.language.ngram import BITS, END, LONGEST, START, Floats, Keys, NGrams, codes, find

LEAST = (2, 3, 4, 6)
"""How often a sequence of 1, 2, 3 and 4 characters must occur to be kept."""

MOST = 6_000_000
"""Sequences of one length that are counted side by side, however long the text: 100 MB each."""

_DISCOUNTS = (0.5, 0.8, 1.0, 1.0)
_UNSEEN = 20_000
_CHARACTERS_AT_ONCE = 2_000_000

Times = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often sequences of characters occur, by length: `keys[n - 1]`, ascending, of n characters each.

    Lines begin with ^ and end with $. With a sequence its beginning and its end are counted too.
    """

    keys: tuple[Keys, ...]
    times: tuple[Times, ...]


def train(lines: Iterable[str], least: Sequence[int] = LEAST) -> NGrams:
    """A model of these lines, each a paragraph or a sentence. Raises FormatError where there are too few.

    >>> model = train(["他走进人民大会堂。", "人民来到人民大会堂。"], least=(1, 1, 1, 1))
    >>> list("会民人")[int(model.next("人", "会民人").argmax())]
    '民'
    """
    return estimate(count(lines, least))


def count(lines: Iterable[str], least: Sequence[int] = LEAST, most: int = MOST) -> Counts:
    """Count sequences of 1 to 4 characters within lines, and keep those that occur at least so often.

    No sequence is kept from fewer than a shorter one. Characters outside the basic plane break a sequence; ^
    and $ of the text itself are left out. Where there come to be more than `most` of one length, the rarest
    so far are dropped (lossy counting, Manku & Motwani 2002), so that memory is bounded and what is frequent
    is counted nearly in full.
    """
    totals = [(np.zeros(0, np.uint64), np.zeros(0, np.int64)) for _ in range(LONGEST)]
    for text in _marked(lines):
        for shorter, keys in enumerate(_sequences(codes(text))):
            new, times = np.unique(keys, return_counts=True)
            totals[shorter] = _added(*totals[shorter], new, times)
        totals = _bounded(totals, most)
    kept = [times >= few for (_, times), few in zip(totals, np.maximum.accumulate(least), strict=True)]
    return Counts(
        tuple(keys[often] for (keys, _), often in zip(totals, kept, strict=True)),
        tuple(times[often] for (_, times), often in zip(totals, kept, strict=True)),
    )


def _marked(lines: Iterable[str]) -> Iterator[str]:
    """The lines, many at once, each between its marks."""
    marks = str.maketrans("", "", START + END)
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(f"{START}{line.translate(marks)}{END}")
        size += len(line)
        if size >= _CHARACTERS_AT_ONCE:
            yield "".join(batch)
            batch, size = [], 0
    if batch:
        yield "".join(batch)


def _sequences(text: Keys) -> Iterator[Keys]:
    """The keys of all sequences of 1, 2, 3, 4 characters that lie within a line."""
    keys, within = text, text != 0
    for n in range(1, LONGEST + 1):
        if n > 1:
            inner = keys & np.uint64(0xFFFF) != ord(END)
            within = within[:-1] & inner[:-1] & (text[n - 1 :] != 0)
            keys = (keys[:-1] << BITS) | text[n - 1 :]
        yield keys[within]


def _added(keys: Keys, times: Times, more: Keys, more_times: Times) -> tuple[Keys, Times]:
    """Two tables of counts in one."""
    if not len(keys) or not len(more):
        return (more, more_times) if len(more) else (keys, times)
    at, known = find(keys, more)
    total = times.copy()
    total[at[known]] += more_times[known]
    places = np.searchsorted(keys, more[~known])
    return np.insert(keys, places, more[~known]), np.insert(total, places, more_times[~known])


def _bounded(tables: list[tuple[Keys, Times]], most: int) -> list[tuple[Keys, Times]]:
    """The tables without their rarest sequences where one has grown beyond `most`.

    A longer sequence goes if a shorter one as frequent does: none is left without its beginning and its end.
    """
    floor = 0
    kept: list[tuple[Keys, Times]] = []
    for keys, times in tables:
        while len(times) > most and (times > floor).sum() > most // 2:
            floor += 1
        often = times > floor
        kept.append((keys[often], times[often]) if floor else (keys, times))
    return kept


def estimate(counts: Counts) -> NGrams:
    """Probabilities by interpolated Kneser-Ney smoothing, fitted to counts whose rare sequences were dropped.

    Kneser & Ney 1995 count for a shorter sequence only what its longer ones do not explain. Here that is its
    count less the discounted counts of all kept sequences that end in it, so what was dropped stays with the
    shorter ones (as in Siivola, Hirsimäki & Virpioja 2007). The discount grows with the root of the count,
    for text of other years and places shares less with the counts than text drawn from them would: against
    one discount for all counts this took perplexity on subtitles from 946 to 684 and on law from 176 to 148.
    """
    if not all(len(keys) for keys in counts.keys):
        raise FormatError("too little text for a language model", "give a corpus of some thousand lines")
    explained, totals = _explained(counts)
    shares: list[Weights] = []
    backoffs: list[Floats] = []
    rest = 1 - explained[0].sum() / totals[0][0]
    unknown = rest / (len(counts.keys[0]) + _UNSEEN)
    shares.append(explained[0] / totals[0][0] + unknown)
    for n in range(1, LONGEST):
        before, _ = find(counts.keys[n - 1], counts.keys[n] >> BITS)
        shorter, _ = find(counts.keys[n - 1], _without_first(counts.keys[n], n))
        here = np.bincount(before, explained[n], len(totals[n]))
        left = np.divide(totals[n] - here, totals[n], out=np.ones_like(here), where=here > 0)
        backoffs.append(np.log(left).astype(np.float32))
        shares.append(explained[n] / totals[n][before] + left[before] * shares[n - 1][shorter])
    values = tuple(np.log(share).astype(np.float32) for share in shares)
    return NGrams(counts.keys, values, tuple(backoffs), float(np.log(unknown)))


def _explained(counts: Counts) -> tuple[list[Weights], list[Weights]]:
    """What sequences of each length explain of the text, and what there is to explain after each context.

    The second list begins with the empty context. The longest sequences explain their counts less the
    discount, each shorter length the same of what is left.
    """
    left = [times.astype(np.float64) for times in counts.times]
    left[0][counts.keys[0] == ord(START)] = 0
    totals = [np.array([left[0].sum()]), *(times.astype(np.float64) for times in counts.times[:-1])]
    explained = [np.zeros(0)] * LONGEST
    for n in reversed(range(LONGEST)):
        explained[n] = left[n] - np.minimum(_DISCOUNTS[n] * np.sqrt(left[n]), left[n])
        if n:
            ends = _without_first(counts.keys[n], n)
            at, _ = find(counts.keys[n - 1], ends)
            left[n - 1] -= np.bincount(at, explained[n], len(left[n - 1]))
            context, _ = find(counts.keys[n - 2], ends >> BITS) if n > 1 else (np.zeros_like(at), None)
            totals[n - 1] -= np.bincount(context, explained[n], len(totals[n - 1]))
    return explained, totals


def _without_first(keys: Keys, n: int) -> Keys:
    """Sequences of n + 1 characters without their first one."""
    return keys & np.uint64((1 << 16 * n) - 1)
