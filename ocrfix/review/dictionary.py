"""What the dictionary and the model of the news know of a stretch of Chinese text."""

from collections.abc import Iterator

import numpy as np

from ocrfix.language.ngram import LONGEST, news
from ocrfix.language.variants import simplified
from ocrfix.language.words import chinese, key_of


def words_around(left: str, middle: str, right: str) -> Iterator[tuple[int, int]]:
    """The words that hold all of the middle: how many characters of each stand before it and after it.

    The shortest come first, and of those the commonest.

    >>> list(words_around("加大引进", "人", "才力度"))
    [(0, 1), (2, 1)]
    """
    found = []
    for first in range(min(len(left), LONGEST) + 1):
        for last in range(min(len(right), LONGEST) + 1):
            word = left[len(left) - first :] + middle + right[:last]
            common = chinese().frequency(simplified(word)) if 1 < len(word) <= LONGEST else 0
            if common:
                found.append((len(word), -common, first, last))
    yield from ((first, last) for _, _, first, last in sorted(found))


def is_known(text: str) -> bool:
    """Whether the model of the news has counted a text of at most four characters.

    >>> is_known("就能"), is_known("澜浦")
    (True, False)
    """
    key = np.array([key_of(simplified(text))], np.uint64)
    return bool(news().has(key, len(text))[0])


def parts_a_word(line: str, place: int) -> bool:
    """Whether a place, between two characters, lies inside a word of the dictionary.

    >>> parts_a_word("去咖啡馆里", 2), parts_a_word("去咖啡馆里", 1)
    (True, False)
    """
    return any(
        simplified(line[start:end]) in chinese()
        for start in range(max(0, place - LONGEST + 1), place)
        for end in range(place + 1, min(start + LONGEST, len(line)) + 1)
    )
