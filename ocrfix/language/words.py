"""Chinese words and how often they occur, asked one by one or in whole arrays.

A word is one key of 64 bits, as a sequence of the language model is: 16 bits a character, the last one
lowest. So all words that stand anywhere in a text are found in a few array operations.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ocrfix.language.arrays import packed_arrays, stored_arrays
from ocrfix.language.ngram import BITS, LONGEST, Keys, code_table, find

_SCHEMA = "ocrfix.words/1"
_STEPS_A_DOUBLING = 10
Frequencies = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Words:
    """`keys`, ascending, are the words; `frequencies` how often each occurs in some large corpus.

    >>> words = Words.of([("人民", 50), ("闭环", 38)])
    >>> words.frequency("人民"), words.frequency("人们"), "闭环" in words, len(words)
    (50, 0, True, 2)
    """

    keys: Keys
    frequencies: Frequencies

    @classmethod
    def of(cls, entries: Iterable[tuple[str, float]]) -> "Words":
        """The words of (word, frequency) pairs; of more than four characters none is kept."""
        kept = {key_of(word): frequency for word, frequency in entries if 0 < len(word) <= LONGEST}
        order = sorted(kept)
        return cls(np.array(order, np.uint64), np.array([kept[key] for key in order], np.float32))

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.frequency(word) > 0

    def frequency(self, word: str) -> int:
        """How often the word occurs, rounded; 0 for no word."""
        if not 0 < len(word) <= LONGEST:
            return 0
        key = key_of(word)
        at = bisect_left(self._keys, key)
        return round(float(self.frequencies[at])) if at < len(self) and self._keys[at] == key else 0

    def frequencies_of(self, keys: Keys) -> Frequencies:
        """How often the word of each key occurs; 0 for what is no word. The shape stays."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.float32)
        at, known = find(self.keys, keys)
        return np.where(known, self.frequencies[at], np.float32(0))

    def like(self, word: str, place: int) -> str | None:
        """A word of the list that differs from this one, of full length, in the character at `place` only."""
        if len(word) != LONGEST:
            return None
        step = np.uint64(int(BITS) * (LONGEST - 1 - place))
        own = np.uint64(0xFFFF) << step
        key = np.uint64(key_of(word))
        found = self.keys[((self.keys | own) == (key | own)) & (self.keys & own != 0) & (self.keys != key)]
        return word_of(int(found[0])) if len(found) else None

    @cached_property
    def _keys(self) -> memoryview:
        """The keys once more, for looking up one word: many times as fast as asking an array for one."""
        return np.ascontiguousarray(self.keys).data

    @cached_property
    def total(self) -> float:
        """The frequencies of all words together."""
        return float(self.frequencies.sum(dtype=np.float64))

    def packed(self) -> bytes:
        """The bytes of a file that `load` reads: frequencies to a tenth of a doubling."""
        return packed_arrays(
            {
                "schema": np.array(_SCHEMA),
                "steps": np.diff(self.keys, prepend=np.uint64(0)),
                "frequencies": np.rint(np.log2(self.frequencies) * _STEPS_A_DOUBLING).astype(np.uint8),
            }
        )


def key_of(word: str) -> int:
    """The word's characters packed into one number, 16 bits each; it has at most four.

    >>> key_of("AB") == 0x00410042
    True
    """
    key, table = 0, code_table()
    for char in word:
        key = (key << int(BITS)) | table[min(ord(char), len(table) - 1)]
    return key


def word_of(key: int) -> str:
    """The word that a key stands for.

    >>> word_of(key_of("投其所好"))
    '投其所好'
    """
    codes = [(key >> (int(BITS) * step)) & 0xFFFF for step in reversed(range(LONGEST))]
    return "".join(chr(code) for code in codes if code)


@cache
def chinese() -> Words:
    """334,000 simplified words of one to four characters, read when first asked for.

    From the dictionary of jieba by Sun Junyi (MIT); its notice is data/zh_words.LICENSE.txt, and
    data/build_words.py makes the file. Traditional words are asked for through `variants.simplified`.

    >>> [word in chinese() for word in ("销号", "闭环", "进入", "进人")]
    [True, True, True, False]
    """
    stored = stored_arrays("zh_words.npz")
    frequencies = np.exp2(stored["frequencies"].astype(np.float32) / _STEPS_A_DOUBLING)
    return Words(np.cumsum(stored["steps"], dtype=np.uint64), frequencies)
