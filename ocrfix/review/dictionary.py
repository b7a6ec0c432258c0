"""Words of the dictionary that hold a stretch of Chinese text."""

from collections.abc import Iterator

from ocrfix.language.ngram import LONGEST
from ocrfix.language.variants import simplified
from ocrfix.language.words import chinese


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
