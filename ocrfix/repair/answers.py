"""Answers: which word a suspicious character stands in, and what the word list says of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ocrfix.language.glyphs import glyphs
from ocrfix.language.ngram import LONGEST
from ocrfix.language.script import is_han
from ocrfix.language.variants import simplified
from ocrfix.language.words import chinese
from ocrfix.repair.cases import Case
from ocrfix.repair.passage import Passage

_OWN = 4
"""How often a page must write a word one way, and never the other, for it to be the page's own word."""

_RARE = 20
"""How often a word may occur in the list and still be one that a reader would look up."""

_OFTEN = -2.0
"""The least weight of a confusion that engines often make."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The word `now` at `start` of a passage, `then` that may stand there, and how common they are."""

    start: int
    now: str
    then: str
    common_now: int
    common_then: int

    @property
    def why(self) -> str:
        """What the word list says, in words."""
        return f"{_said(self.now, self.common_now)}; {_said(self.then, self.common_then)}"


def _said(word: str, common: int) -> str:
    return f"{word}: in the lexicon ({common} times)" if common else f"{word}: not in the lexicon"


def answer_of(passage: Passage, case: Case) -> Answer:
    """The commonest word that the other character makes with its neighbours, else the one that stands there.

    Where there is neither, the word is the character with the one before it, or after it at a start.
    """
    spans = _spans(passage.text, case.place)
    best = max(spans, key=lambda span: _rank(passage.text, span, case), default=(case.place, case.place + 1))
    return _answer(passage.text, best, case)


def _answer(text: str, span: tuple[int, int], case: Case) -> Answer:
    now, then = text[span[0] : span[1]], _with(text, span, case)
    return Answer(span[0], now, then, _common(now), _common(then))


def _rank(text: str, span: tuple[int, int], case: Case) -> tuple[float, float, int, int]:
    answer = _answer(text, span, case)
    long = len(answer.now) - 1
    before = case.place - span[0]
    return (answer.common_then * long, answer.common_now * long, -len(answer.now), before)


def _spans(text: str, place: int) -> Iterable[tuple[int, int]]:
    for length in range(2, LONGEST + 1):
        for start in range(max(0, place - length + 1), place + 1):
            if start + length <= len(text) and all(map(is_han, text[start : start + length])):
                yield start, start + length


def _with(text: str, span: tuple[int, int], case: Case) -> str:
    return text[span[0] : case.place] + case.then + text[case.place + 1 : span[1]]


@lru_cache(maxsize=1 << 16)
def _common(word: str) -> int:
    return chinese().frequency(simplified(word))


def rare_words(passage: Passage, odd: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    """Where in a passage a word stands that its list hardly knows, the word, and what is said of it.

    `odd` are places, ascending, that the language model finds odd; a word is told once.
    """
    done = 0
    for place in odd:
        spans = [span for span in _spans(passage.text, place) if _common(passage.text[slice(*span)])]
        start, end = max(spans, key=lambda span: span[1] - span[0], default=(place, place + 1))
        word = passage.text[start:end]
        if start >= done and spans and _common(word) <= _RARE:
            done = end
            yield start, word, f"{word}: in the lexicon, kept ({_common(word)} times)"


def set_phrase(passage: Passage, case: Case) -> str | None:
    """The set phrase of four characters of which the text has another form: all but the place of the case are
    its own, and neither character makes a word of the list. None where there is none.

    Writers vary set phrases (投其所好: 投人所好), and a word list holds one form of them.
    """
    text, place = passage.text, case.place
    for start in range(max(0, place - LONGEST + 1), place + 1):
        span = (start, start + LONGEST)
        here, then = simplified(text[slice(*span)]), simplified(_with(text, span, case))
        if len(here) < LONGEST or _common(here) or _common(then):
            continue
        if found := chinese().like(here, place - start):
            return found
    return None


class OwnWords:
    """How often a page writes each pair of Chinese characters."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._times: Counter[str] = Counter()
        for passage in passages:
            self._times.update(map("".join, pairwise(passage.text)))

    def supports(self, passage: Passage, case: Case) -> bool:
        """Whether the other character, often read so, makes a word here that the page writes elsewhere too,
        and what stands here is none."""
        weight = glyphs().weight(case.now, case.then)
        if weight is None or weight < _OFTEN:
            return False
        for pair, other in _pairs(passage.text, case):
            if self._times[other] and _common(other) and not _common(pair):
                return True
        return False

    def keeps(self, passage: Passage, case: Case) -> str | None:
        """The pair that the page writes again and again as it stands, and never the other way; else None."""
        for pair, other in _pairs(passage.text, case):
            if self._times[pair] >= _OWN and not self._times[other]:
                return pair
        return None


def _pairs(text: str, case: Case) -> Iterator[tuple[str, str]]:
    """The place with the character before it, and with the one after it, as read and as it may be."""
    for start in range(max(0, case.place - 1), min(case.place, len(text) - 2) + 1):
        pair = text[start : start + 2]
        if all(map(is_han, pair)):
            yield pair, _with(text, (start, start + 2), case)
