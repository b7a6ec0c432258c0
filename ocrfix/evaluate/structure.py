"""The structure of a page, apart from how well it was read: kinds of regions, reading order, articles.

All measures lie between 0 and 1, higher is better; they are 1 where there was nothing to find and nothing was
found. A line of the truth is found in that line of the result on which most of its characters lie
(`matching.line_on`); what was read there does not matter.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np
from rapidfuzz.distance import Levenshtein

from ocrfix.evaluate.lines import Line, Place
from ocrfix.evaluate.matching import NOWHERE, Numbers, characters_on, line_on
from ocrfix.model.page import RegionKind

_APART = (RegionKind.CAPTION, RegionKind.CREDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`precision` is the share of what was found that is right, `recall` the share of what there is."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> Agreement(precision=0.5, recall=1).f1, Agreement(precision=0, recall=0).f1
        (0.6666666666666666, 0.0)
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class KindScore:
    """How far one kind was found; `characters` are those that the truth has of it."""

    kind: RegionKind
    agreement: Agreement
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureScore:
    """Defined at `score_labels` (`labels`, `kinds`), `score_blocks`, `score_lines` and `score_grouping`."""

    labels: Agreement
    kinds: tuple[KindScore, ...]
    block_order: float
    line_order: float
    grouping: Agreement


def score_structure(truth: Sequence[Line], found: Sequence[Line]) -> StructureScore:
    """Both in reading order."""
    characters = characters_on(truth, found)
    matches = [None if (number := line_on(under)) == NOWHERE else number for under in characters]
    labels, kinds = score_labels(truth, found, characters)
    return StructureScore(
        labels=labels,
        kinds=kinds,
        block_order=score_blocks(truth, matches),
        line_order=score_lines(truth, [None if n is None else found[n].place for n in matches]),
        grouping=score_grouping(
            [line.article for line in truth], [None if n is None else found[n].article for n in matches]
        ),
    )


def score_labels(
    truth: Sequence[Line], found: Sequence[Line], characters: Sequence[Numbers]
) -> tuple[Agreement, tuple[KindScore, ...]]:
    """How far regions got the right kind, over all kinds and kind by kind.

    A character of the truth has the kind that its line has in the truth, and is given that of the found line
    on which its centre lies. Recall is the share of a kind's characters that are given it, precision the
    share of the characters that are given a kind which have it; over all kinds, the characters are pooled
    (micro average). DocBank measures so, with tokens by their area (Li et al. 2020); characters make a large
    heading weigh no more than its words. Text that was found where none is printed does not count here.
    """
    names = [line.kind for line in found]
    printed, given, right = Counter[RegionKind](), Counter[RegionKind](), Counter[RegionKind]()
    for line, under in zip(truth, characters, strict=True):
        numbers, counts = np.unique(under[under != NOWHERE], return_counts=True)
        printed[line.kind] += len(under)
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            given[names[number]] += count
            right[line.kind] += count if names[number] == line.kind else 0
    kinds = tuple(
        KindScore(kind, _agreement(right[kind], given[kind], printed[kind]), printed[kind])
        for kind in RegionKind
        if printed[kind] or given[kind]
    )
    return _agreement(right.total(), given.total(), printed.total()), kinds


def score_blocks(truth: Sequence[Line], matches: Sequence[int | None]) -> float:
    """How far the regions of articles are read in the order in which they are printed.

    1 − edit distance / number of regions, between the truth's regions in their order and in that of the
    result; a region that was not found is an omission. The edit distance of reading orders is that of
    OmniDocBench (Ouyang et al. 2024), turned round so that higher is better. A region's place in the result
    is the median place of its lines. Captions and credits, furniture and adverts are left out: they stand
    beside the text and may be read before or after it.
    """
    places: dict[Place, list[int]] = {}
    for line, match in zip(truth, matches, strict=True):
        if line.article is not None and line.kind not in _APART:
            places.setdefault(line.region, []).extend([] if match is None else [match])
    seen = sorted((median_low(numbers), region) for region, numbers in places.items() if numbers)
    wrong = Levenshtein.distance(list(places), [region for _, region in seen])
    return 1 - wrong / len(places) if places else 1.0


def score_lines(truth: Sequence[Line], places: Sequence[Place | None]) -> float:
    """How far the lines inside each article's body are read in the order in which they are printed.

    As `score_blocks`, but article by article over the lines of its body, in the order of the result's bodies:
    1 − sum of the edit distances / number of lines. `places` are those of the found lines. Articles that
    follow each other in another order cost nothing; columns that are mixed up cost the lines out of order.
    """
    printed: dict[Place, list[int]] = {}
    read: dict[Place, list[tuple[Place, int]]] = {}
    for number, (line, place) in enumerate(zip(truth, places, strict=True)):
        if line.article is not None and line.place is not None:
            printed.setdefault(line.article, []).append(number)
            read.setdefault(line.article, []).extend([] if place is None else [(place, number)])
    wrong = sum(
        Levenshtein.distance(numbers, [number for _, number in sorted(read[article])])
        for article, numbers in printed.items()
    )
    total = sum(len(numbers) for numbers in printed.values())
    return 1 - wrong / total if total else 1.0


def score_grouping(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """How far lines of one article are kept together, and lines of two articles apart.

    `truth` and `found` say for each line which article it is in, None for none. Of all pairs of lines that
    are in one article of the result, precision is the share that are in one article of the truth: merging
    articles lowers it. Recall is the share of the truth's pairs that are together in the result: splitting
    lowers it. That is the pairwise F measure of clustering (Manning, Raghavan & Schütze 2008, 16.3); articles
    as clusters of a graph are judged so by Beretta & Laura (ICDAR 2011). Pairs are counted from the sizes of
    groups, in linear time.

    >>> score_grouping("aabb", "xxxx")
    Agreement(precision=0.3333333333333333, recall=1.0)
    >>> score_grouping("aabb", ["x", None, "y", "y"])
    Agreement(precision=1.0, recall=0.5)
    """
    both = [pair for pair in zip(truth, found, strict=True) if None not in pair]
    return _agreement(
        _pairs(both),
        _pairs([article for article in found if article is not None]),
        _pairs([article for article in truth if article is not None]),
    )


def _agreement(right: int, found: int, printed: int) -> Agreement:
    if not found and not printed:
        return Agreement(precision=1, recall=1)
    return Agreement(precision=right / max(1, found), recall=right / max(1, printed))


def _pairs(groups: Sequence[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())
