"""What the review of a collection says of a case: how likely the confusion is, the words, the refusals."""

from collections.abc import Iterator

from ocrfix.model.learned import Learned
from ocrfix.repair.cases import Case
from ocrfix.repair.decode import WIDE
from ocrfix.repair.passage import Passage
from ocrfix.repair.refused import Refusals

_WORD = 1.5
"""What it is worth, in nats, that a change makes a word of the collection where none stood."""

_PAIR = 2.0
"""What it is worth, in nats, that reviewed text has the other character beside a neighbour, and not the one
that was read."""


class Taught:
    """The lessons of a collection, asked about single places."""

    def __init__(self, learned: Learned) -> None:
        self._weights = {(item.read, item.printed): item.weight for item in learned.confusions}
        self._words = learned.words
        self._pairs = learned.pairs
        self._lengths = sorted({len(word) for word in learned.words})
        self._refusals = Refusals(learned.refusals)

    def wants(self, passage: Passage, place: int, then: str) -> bool:
        """Whether a candidate is to be judged even where the language model would not have chosen it."""
        known = self._weights.get((passage.text[place], then), 0.0) > 0
        return known or self._makes_usual(passage.text, place, then)

    def worth(self, passage: Passage, case: Case) -> float:
        """What the lessons add to the odds of a case, in nats.

        A confusion speaks for a change only where the language does so too: it is no key of its own.
        """
        weight = self._weights.get((case.now, case.then), 0.0)
        if not self.has_language(passage, case):
            weight = min(weight, 0.0)
        if self._makes_a_word(passage.text, case.place, case.then):
            weight += _WORD
        return weight + _PAIR * self._company(passage.text, case.place, case.then)

    def has_language(self, passage: Passage, case: Case) -> bool:
        """Whether the language speaks for a change: the model, or the reviewed text of the collection."""
        return case.gain > 0 or self._makes_usual(passage.text, case.place, case.then)

    def said(self, passage: Passage, case: Case) -> Iterator[str]:
        """The lessons that count for a case, in words."""
        weight = self._weights.get((case.now, case.then))
        if weight is not None:
            yield f"reviewed pages: {case.now} for {case.then} ({weight:+.1f} nats)"
        if word := self._makes_a_word(passage.text, case.place, case.then):
            yield f"reviewed pages: {word} is a word"
        elif self._company(passage.text, case.place, case.then) > 0:
            yield f"reviewed pages: {case.then} stands beside the same characters"

    def keeps(self, passage: Passage, case: Case) -> str | None:
        """A word of the collection that stands at the place, and would not with the change; else None."""
        changed = _changed(passage.text, case.place, case.then)
        return None if self._word_at(changed, case.place) else self._word_at(passage.text, case.place)

    def refused(self, passage: Passage, case: Case) -> str | None:
        """What stands around the place where editors refused this very change; else None."""
        return self._refusals.refused(passage.text, case.place, case.now, case.then)

    def _makes_usual(self, text: str, place: int, then: str) -> bool:
        """Whether a change makes what is usual in the collection where none of it stands."""
        return self._makes_a_word(text, place, then) is not None or self._company(text, place, then) > 0

    def _company(self, text: str, place: int, then: str) -> int:
        """Beside how many of its two neighbours more the other character is usual than what is there."""
        if not self._pairs:
            return 0
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        return self._usual(before, then, after) - self._usual(before, text[place], after)

    def _usual(self, before: str, char: str, after: str) -> int:
        pairs = (before + char).translate(WIDE), (char + after).translate(WIDE)
        return sum(pair in self._pairs for pair in pairs)

    def _makes_a_word(self, text: str, place: int, then: str) -> str | None:
        """The word of the collection that a change makes where none stands; else None."""
        if not self._words or self._word_at(text, place):
            return None
        return self._word_at(_changed(text, place, then), place)

    def _word_at(self, text: str, place: int) -> str | None:
        """The longest word of the collection that covers a place."""
        return max(self._words_at(text, place), key=len, default=None)

    def _words_at(self, text: str, place: int) -> Iterator[str]:
        for length in self._lengths:
            for start in range(max(0, place - length + 1), place + 1):
                if (word := text[start : start + length]) in self._words:
                    yield word


def _changed(text: str, place: int, then: str) -> str:
    return text[:place] + then + text[place + 1 :]
