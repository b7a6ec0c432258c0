"""Lessons of words: what editors wrote or kept, and what the reviewed text has again and again.

Which characters are a word is told by their company: those that stay together while what stands before and
after them changes (Harris 1955), no longer than needed. What the model of the news knows is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ocrfix.language.lexicon import english
from ocrfix.language.ngram import LONGEST
from ocrfix.language.script import is_han
from ocrfix.lessons import Lesson, LessonKind
from ocrfix.model.learned import smallest_change
from ocrfix.review.decisions import Decision
from ocrfix.review.dictionary import is_known, parts_a_word, words_around
from ocrfix.review.witnesses import lesson_of

_OFTEN = 3


@dataclass(slots=True)
class _Uses:
    """How often a stretch of text stands in the reviewed lines, no word going on over its ends, and what
    stands on either side, "" for nothing."""

    times: int = 0
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


def words_in(decisions: Iterable[Decision], reviewed: Sequence[str]) -> Iterator[Lesson]:
    """The words that decisions made or kept, and that the reviewed lines have three times or more."""
    decided: dict[str, list[Decision]] = {}
    for decision in decisions:
        for text in _stretches(decision):
            decided.setdefault(text, []).append(decision)
    uses = _counted(decided, reviewed)
    words = {text for text, use in uses.items() if use.times >= _OFTEN and _stands_alone(text, use)}
    for text in sorted(words):
        if not any(text[start:end] in words for start, end in _inner(len(text))):
            yield lesson_of(LessonKind.WORD, text, "", decided[text])


def _inner(length: int) -> Iterator[tuple[int, int]]:
    """The shorter stretches of one."""
    for start in range(length):
        for end in range(start + 1, length + 1):
            if end - start < length:
                yield start, end


def _counted(wanted: Iterable[str], lines: Sequence[str]) -> dict[str, _Uses]:
    """The uses of texts in lines; of one in Latin letters as a whole word."""
    uses = {text: _Uses() for text in wanted}
    lengths = sorted({len(text) for text in uses})
    for line in lines:
        for start in range(len(line)):
            for length in lengths:
                text, end = line[start : start + length], start + length
                use = uses.get(text)
                if use is None:
                    continue
                if not (_goes_on(line, start) or _goes_on(line, end)):
                    use.times += 1
                    use.before.add(line[start - 1 : start] if start else "")
                    use.after.add(line[end : end + 1])
    return uses


def _stretches(decision: Decision) -> Iterator[str]:
    """What may be a word around a decision: of Chinese characters any stretch where the dictionary knows
    none, of others the whole word."""
    start, before, after = smallest_change(decision.before, decision.after)
    rest = decision.before[start + len(before) :]
    left, right = decision.context_left + decision.before[:start], rest + decision.context_right
    middle = after if decision.accepted else before
    text, first, last = left + middle + right, len(left), len(left) + len(middle)
    if not middle:
        return
    if not all(map(is_han, middle)):
        yield from _latin(text, first, last)
        return
    if any(words_around(left, middle, right)):
        return
    for begin in range(max(0, last - LONGEST), first + 1):
        for end in range(max(last, begin + 2), min(begin + LONGEST, len(text)) + 1):
            if all(map(is_han, text[begin:end])):
                yield text[begin:end]


def _latin(text: str, first: int, last: int) -> Iterator[str]:
    if not any(map(_is_letter, text[first:last])):
        return
    while first and _is_letter(text[first - 1]):
        first -= 1
    while last < len(text) and _is_letter(text[last]):
        last += 1
    if text[first:last].isalpha() and text[first:last] not in english():
        yield text[first:last]


def _stands_alone(text: str, use: _Uses) -> bool:
    if not is_han(text[0]):
        return True
    return len(use.before) > 1 and len(use.after) > 1 and not is_known(text)


def _goes_on(line: str, place: int) -> bool:
    """Whether a word goes on over a place between two characters."""
    if not 0 < place < len(line):
        return False
    before, after = line[place - 1], line[place]
    return (_is_letter(before) and _is_letter(after)) or parts_a_word(line, place)


def _is_letter(char: str) -> bool:
    return char.isalpha() and not is_han(char)
