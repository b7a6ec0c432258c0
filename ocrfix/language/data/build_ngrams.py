"""Builds news.ngrams.npz beside this file, the character model of Chinese news, from a table of counts.

    python ocrfix/language/data/build_ngrams.py zh_news_ngrams.tsv.gz ocrfix/language/data/news.ngrams.npz

The table has one sequence and its count a line, with a tab between. It counts sequences of 1 to 4
characters, kept from 2, 3, 4 and 6 occurrences, over 13.6 million characters of broadcast and newspaper
Chinese, in NFKC, with ^ and $ at line ends. It was counted for this project and holds figures, no text. The
same table gives the same bytes; `ocrfix.language.training` says how counts become probabilities.
"""

import argparse
import gzip
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ocrfix.language.ngram import BITS, LONGEST, Keys, codes
from ocrfix.language.training import Counts, estimate


def counts_of(rows: Iterable[str]) -> Counts:
    """The counts of a table's rows, in any order."""
    sequences: list[list[str]] = [[] for _ in range(LONGEST)]
    times: list[list[int]] = [[] for _ in range(LONGEST)]
    for row in rows:
        sequence, number = row.rstrip("\n").rsplit("\t", 1)
        sequences[len(sequence) - 1].append(sequence)
        times[len(sequence) - 1].append(int(number))
    keys = [keys_of(group, n) for n, group in enumerate(sequences, 1)]
    order = [np.argsort(row) for row in keys]
    return Counts(
        tuple(row[by] for row, by in zip(keys, order, strict=True)),
        tuple(np.array(row, np.int64)[by] for row, by in zip(times, order, strict=True)),
    )


def keys_of(sequences: list[str], length: int) -> Keys:
    """The keys of sequences of one length."""
    letters = codes("".join(sequences)).reshape(-1, length)
    keys = letters[:, 0]
    for column in letters.T[1:]:
        keys = (keys << BITS) | column
    return keys


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with gzip.open(given.table, "rt", encoding="utf-8") as table:
        given.out.write_bytes(estimate(counts_of(table)).packed())
