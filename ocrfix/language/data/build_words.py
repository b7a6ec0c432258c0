"""Builds zh_words.npz beside this file: Chinese words and their frequencies, from jieba's dictionary.

    pip download jieba --no-deps --no-binary :all:      (and unpack it)
    python ocrfix/language/data/build_words.py jieba-0.42.1/jieba/dict.txt

jieba's dict.txt has one word, its frequency and its kind a line. Kept are words of one to four Chinese
characters, which is what a key of 64 bits holds. The same file gives the same bytes.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from ocrfix.language.ngram import LONGEST
from ocrfix.language.script import is_han
from ocrfix.language.words import Words

DATA = Path(__file__).parent


def entries_of(rows: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Words with their frequencies."""
    for row in rows:
        word, frequency, _ = row.split(" ")
        if len(word) <= LONGEST and all(is_han(char) and char <= "\uffff" for char in word):
            yield word, max(1, int(frequency))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dictionary", type=Path)
    given = parser.parse_args()
    with given.dictionary.open(encoding="utf-8") as rows:
        (DATA / "zh_words.npz").write_bytes(Words.of(entries_of(rows)).packed())
