"""Which character comes next: a 4-gram model of characters, asked in whole arrays.

A character is its code, a number of 16 bits: its place in Unicode after NFKC. A *context* is the last three
codes packed into one number, the last one lowest; 0 stands for nothing known. So a sequence of up to four
characters is one key of 64 bits, and a table of sequences is a sorted array of keys.

`^` and `$` in a text stand for the start and the end of a line, as they do in the counts.
"""

import unicodedata
import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import zip_longest
from os import PathLike
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from ocrfix.errors import FormatError
from ocrfix.language.arrays import Arrays, packed_arrays

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

START, END = "^", "$"
LONGEST = 4
"""Characters in the longest sequence that is counted."""

BITS = np.uint64(16)
_LAST = [np.uint64((1 << 16 * n) - 1) for n in range(LONGEST)]
_SCHEMA = "ocrfix.ngrams/1"
_STEPS_A_NAT = 256
_NOT_A_MODEL = (EOFError, KeyError, RuntimeError, TypeError, ValueError, BadZipFile, zlib.error)
"""What reading anything else than a whole archive of the right arrays ends in."""


def codes(text: str) -> Keys:
    """The codes of a text, one a character, so that positions stay.

    A character that NFKC takes apart is taken as its first part; one outside the basic plane is 0, unknown.

    >>> codes("，Ａ㎡人𠀀").tolist() == [ord(","), ord("A"), ord("m"), ord("人"), 0]
    True
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _folded()[np.minimum(points, np.uint32(0x10000))]


@cache
def _folded() -> Keys:
    """The code of every character of the basic plane, and of what lies beyond it."""
    folded = [ord(unicodedata.normalize("NFKC", chr(point))[0]) for point in range(0x10000)]
    return np.array([*(point if point < 0x10000 else 0 for point in folded), 0], np.uint64)


@cache
def code_table() -> memoryview:
    """The codes of `codes` for one character at a time; the last is that of all beyond the basic plane."""
    return _folded().data


def extend(contexts: Keys, chars: Keys) -> Keys:
    """The contexts after one more character each; the two shapes are broadcast.

    >>> one = extend(codes("人"), codes("民"))
    >>> bool(one == context_of("人民")), bool(extend(one, codes("日")) == context_of("中华人民日"))
    (True, True)
    """
    return ((contexts << BITS) | chars) & _LAST[3]


def context_of(text: str) -> np.uint64:
    """The context after `text`: its last three characters, or fewer; of "" it is 0."""
    context = np.uint64(0)
    for code in codes(text[1 - LONGEST :]):
        context = (context << BITS) | code
    return context


def find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where in `keys`, ascending, each of `wanted` stands, and whether it is there at all."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted


class Model(ABC):
    """What can say how probable a character is after others."""

    __slots__ = ()

    @abstractmethod
    def log_probabilities(self, contexts: Keys, chars: Keys) -> Floats:
        """The natural logarithm of the probability of each of `chars` after each of `contexts`.

        The two shapes are broadcast: contexts (B, 1) with characters (B, K) answers for K candidates after
        each of B contexts, and looks each context up once.
        """

    @abstractmethod
    def has(self, sequences: Keys, length: int) -> npt.NDArray[np.bool_]:
        """Whether each of the sequences, all of so many characters, was counted."""

    def log_probability(self, text: str, context: str = "") -> float:
        """The natural logarithm of the probability of `text` after `context`; "" says nothing about it.

        >>> model = news()
        >>> model.log_probability("入", "全面进") > model.log_probability("人", "全面进") + 5
        True
        """
        return float(self._each(text, context).sum(dtype=np.float64))

    def next(self, context: str, candidates: Sequence[str]) -> Floats:
        """The natural logarithm of the probability of each candidate, a single character, after `context`.

        >>> "人入八"[int(news().next("即将进", "人入八").argmax())]
        '入'
        """
        return self.log_probabilities(np.array(context_of(context)), codes("".join(candidates)))

    def joint(self, before: str, after: str) -> float:
        """How much better `after` goes on from `before` than it stands by itself, in nats.

        That is log P(`after` | the end of `before`) - log P(`after`), the pointwise mutual information at the
        seam; only three characters either side matter. Positive means that they belong together.

        >>> news().joint("全国人民代表", "大会今天开幕") > 3 > 0 > news().joint("全国人民代表", "并对我说")
        True
        """
        first = after[: LONGEST - 1]
        return self.log_probability(first, before) - self.log_probability(first)

    def _each(self, text: str, context: str) -> Floats:
        """The logarithm for each character of `text` in its place."""
        before = codes(context[1 - LONGEST :])
        padded = np.concatenate([np.zeros(LONGEST - 1, np.uint64), before, codes(text)])
        one, two, three, chars = (padded[len(before) + i :] for i in range(LONGEST))
        here = len(chars)
        return self.log_probabilities(extend(extend(one[:here], two[:here]), three[:here]), chars)


@dataclass(frozen=True, slots=True, eq=False)
class NGrams(Model):
    """Probabilities of characters after up to three others, backing off to shorter contexts.

    `keys[n - 1]` holds the known sequences of n characters, ascending, each with its beginnings among the
    shorter ones, and `values[n - 1]` the natural logarithm of the probability of each one's last character
    after the others. `backoffs[n - 1]` is what a character costs that was never seen after that sequence,
    before it is asked for after a shorter one; there are none for the longest. `unknown` is the value of a
    character that is in no sequence.
    """

    keys: tuple[Keys, ...]
    values: tuple[Floats, ...]
    backoffs: tuple[Floats, ...]
    unknown: float
    _single: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        single = np.full(0x10000, self.unknown, np.float32)
        single[self.keys[0].astype(np.intp)] = self.values[0]
        object.__setattr__(self, "_single", single)

    def log_probabilities(self, contexts: Keys, chars: Keys) -> Floats:
        result = np.empty(np.broadcast_shapes(contexts.shape, chars.shape), np.float32)
        result[...] = self._single[chars.astype(np.intp)]
        for shorter in range(LONGEST - 1):
            seen = contexts & _LAST[shorter + 1]
            at, known = find(self.keys[shorter], seen)
            result += np.where(known, self.backoffs[shorter][at], np.float32(0))
            goes_on = np.broadcast_to(known, result.shape)
            at, known = find(self.keys[shorter + 1], ((seen << BITS) | chars)[goes_on])
            result[goes_on] = np.where(known, self.values[shorter + 1][at], result[goes_on])
        return result

    def has(self, sequences: Keys, length: int) -> npt.NDArray[np.bool_]:
        return find(self.keys[length - 1], sequences)[1]

    def packed(self) -> bytes:
        """The model as the bytes of a file that `load` reads: logarithms to 1/256, four bytes a sequence.

        A sequence is kept as its last character, in the order of the keys, and the number of those that go on
        from it. The same model gives the same bytes.
        """
        arrays: Arrays = {"schema": np.array(_SCHEMA), "unknown": _steps(np.array([self.unknown]))}
        for n, (keys, values) in enumerate(zip(self.keys, self.values, strict=True), 1):
            arrays[f"last{n}"] = keys.astype(np.uint16)
            arrays[f"value{n}"] = _steps(values)
            if n < LONGEST:
                at, _ = find(keys, self.keys[n] >> BITS)
                arrays[f"followers{n}"] = np.bincount(at, minlength=len(keys)).astype(np.uint16)
                arrays[f"backoff{n}"] = _steps(self.backoffs[n - 1])
        return packed_arrays(arrays)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "NGrams":
        """Read a model from a file. Raises FormatError for what cannot be read or is no model."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                return cls(*_unpacked({name: stored[name] for name in stored.files}))
        except OSError as error:
            raise _unreadable(path, error) from error
        except _NOT_A_MODEL as error:
            raise FormatError(
                f"{path}: not a language model of ocrfix", "make one with: ocrfix lexicon train CORPUS"
            ) from error


@dataclass(frozen=True, slots=True, eq=False)
class Beside(Model):
    """A model with a smaller one beside it, of an archive's own text, which is asked of sequences of three
    characters that it has counted: the likelier of the two answers holds. Of what it never saw a small model
    knows nothing, and what is odd in the large one stays odd.

    >>> both = Beside(news(), news())
    >>> both.log_probability("进入") == news().log_probability("进入")
    True
    """

    large: NGrams
    small: NGrams

    def log_probabilities(self, contexts: Keys, chars: Keys) -> Floats:
        likely = self.large.log_probabilities(contexts, chars)
        known = self.small.has(((contexts & _LAST[2]) << BITS) | chars, 3)
        pairs = (np.broadcast_to(each, likely.shape)[known] for each in (contexts, chars))
        likely[known] = np.maximum(likely[known], self.small.log_probabilities(*pairs))
        return likely

    def has(self, sequences: Keys, length: int) -> npt.NDArray[np.bool_]:
        return self.large.has(sequences, length) | self.small.has(sequences, length)


def _unreadable(path: str | PathLike[str], error: OSError) -> FormatError:
    return FormatError(f"{path}: {error.strerror or error}", "check the name of the language model")


def _steps(logarithms: npt.NDArray[np.floating]) -> npt.NDArray[np.uint16]:
    """Logarithms, none above 0, in whole steps below it."""
    steps: npt.NDArray[np.float64] = np.rint(logarithms.astype(np.float64) * -_STEPS_A_NAT)
    return np.minimum(steps, 0xFFFF).astype(np.uint16)


def _unpacked(arrays: Arrays) -> tuple[tuple[Keys, ...], tuple[Floats, ...], tuple[Floats, ...], float]:
    """The fields of a model; KeyError, TypeError or ValueError where the arrays are none or disagree."""
    if str(arrays["schema"]) != _SCHEMA:
        raise ValueError("another schema")
    keys: list[Keys] = []
    for n in range(1, LONGEST + 1):
        last = arrays[f"last{n}"]
        parents = np.repeat(keys[-1], arrays[f"followers{n - 1}"]) if keys else np.zeros(len(last), np.uint64)
        keys.append((parents << BITS) | last)
    values = tuple(_logarithms(arrays[f"value{n}"]) for n in range(1, LONGEST + 1))
    backoffs = tuple(_logarithms(arrays[f"backoff{n}"]) for n in range(1, LONGEST))
    for row, value, backoff in zip_longest(keys, values, backoffs, fillvalue=values[-1]):
        if not len(row) == len(value) == len(backoff) or not len(row) or (row[1:] <= row[:-1]).any():
            raise ValueError("tables that disagree")
    return tuple(keys), values, backoffs, _logarithms(arrays["unknown"]).item()


def _logarithms(steps: npt.NDArray[np.generic]) -> Floats:
    if steps.dtype != np.uint16:
        raise TypeError("steps are whole numbers")
    return steps.astype(np.float32) / np.float32(-_STEPS_A_NAT)


@cache
def news() -> NGrams:
    """The model that comes with ocrfix: Chinese of broadcasts and newspapers, simplified, read at need.

    From counts over 13.6 million characters; data/build_ngrams.py says where they come from and makes the
    file.
    Traditional text is asked about through `ocrfix.language.variants.simplified`.

    >>> len(news().keys[3])
    289323
    """
    with as_file(files("ocrfix.language").joinpath("data", "news.ngrams.npz")) as path:
        return NGrams.load(path)


def model_with(own: Path | None) -> Model:
    """The model that comes with ocrfix, and beside it one of `ocrfix lexicon train` where its file is given.
    FormatError where that holds no model."""
    if own is None:
        return news()
    try:
        told = own.stat()
    except OSError as error:
        raise _unreadable(own, error) from error
    return _with_own(own.absolute(), told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=1)
def _with_own(own: Path, *_version: int) -> Model:
    """The size and time of the file say which of its versions it is."""
    return Beside(news(), NGrams.load(own))
