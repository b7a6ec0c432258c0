"""What the review of a collection says of a case: how likely the confusion is, the words, the refusals."""

from collections.abc import Iterator

from ocrfix.model.learned import Learned
from ocrfix.repair.cases import Case
from ocrfix.repair.passage import Passage
from ocrfix.repair.refused import Refusals

_WORD = 1.5
"""What it is worth, in nats, that a change makes a word of the collection where none stood."""


class Taught:
    """The lessons of a collection, asked about single cases."""

    def __init__(self, learned: Learned) -> None:
        self._weights = {(item.read, item.printed): item.weight for item in learned.confusions}
        self._words = learned.words
        self._lengths = sorted({len(word) for word in learned.words})
        self._refusals = Refusals(learned.refusals)

    def worth(self, passage: Passage, case: Case) -> float:
        """What the lessons add to the odds of a case, in nats.

        They speak for a change only where the language model does so too: a lesson is no key by itself.
        """
        weight = self._weights.get((case.now, case.then), 0.0)
        if self._word_at(_changed(passage.text, case), case.place) and not self._stands(passage, case):
            weight += _WORD
        return weight if case.gain > 0 else min(weight, 0.0)

    def said(self, case: Case) -> str:
        """The lesson of a confusion in words, to go on with; "" where there is none."""
        weight = self._weights.get((case.now, case.then))
        return "" if weight is None else f"; lessons of the collection: {weight:+.1f} nats"

    def keeps(self, passage: Passage, case: Case) -> str | None:
        """A word of the collection that stands at the place, and would not with the change; else None."""
        word = self._stands(passage, case)
        return word if word and not self._word_at(_changed(passage.text, case), case.place) else None

    def refused(self, passage: Passage, case: Case) -> str | None:
        """What stands around the place where editors refused this very change; else None."""
        return self._refusals.refused(passage.text, case.place, case.now, case.then)

    def _stands(self, passage: Passage, case: Case) -> str | None:
        return self._word_at(passage.text, case.place)

    def _word_at(self, text: str, place: int) -> str | None:
        """The longest word of the collection that covers a place."""
        return max(self._words_at(text, place), key=len, default=None)

    def _words_at(self, text: str, place: int) -> Iterator[str]:
        for length in self._lengths:
            for start in range(max(0, place - length + 1), place + 1):
                if (word := text[start : start + length]) in self._words:
                    yield word


def _changed(text: str, case: Case) -> str:
    return text[: case.place] + case.then + text[case.place + 1 :]
