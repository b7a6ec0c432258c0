"""Lessons of words: what editors wrote or kept again and again, and no dictionary knows.

Which characters are a word is told by their company: those that stay together while what stands before and
after them changes (Harris 1955), no longer than needed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocrfix.language.lexicon import english
from ocrfix.language.script import is_han
from ocrfix.lessons import Lesson, LessonKind
from ocrfix.model.learned import smallest_change
from ocrfix.review.decisions import Decision
from ocrfix.review.dictionary import words_around
from ocrfix.review.witnesses import lesson_of

_OFTEN = 3
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class _Seen:
    """A stretch of right text that holds what was decided, and what stands on either side, "" for nothing."""

    text: str
    before: str
    after: str


def words_in(decisions: Iterable[Decision]) -> Iterator[Lesson]:
    """The words that three decisions or more made or kept."""
    found: dict[str, list[tuple[_Seen, Decision]]] = {}
    for decision in _once_a_place(decisions):
        for seen in _stretches(decision):
            found.setdefault(seen.text, []).append((seen, decision))
    words = {text for text, uses in found.items() if len(uses) >= _OFTEN and _stands_alone(text, uses)}
    for text in sorted(words):
        if not any(other in text for other in words if other != text):
            yield lesson_of(LessonKind.WORD, text, "", [decision for _, decision in found[text]])


def _once_a_place(decisions: Iterable[Decision]) -> Iterable[Decision]:
    """The last decision on each place."""
    return {(item.page, item.line, item.start): item for item in decisions}.values()


def _stretches(decision: Decision) -> Iterator[_Seen]:
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
    for begin in range(max(0, last - _LONGEST), first + 1):
        for end in range(max(last, begin + 2), min(begin + _LONGEST, len(text)) + 1):
            if all(map(is_han, text[begin:end])):
                yield _Seen(text[begin:end], text[begin - 1 : begin] if begin else "", text[end : end + 1])


def _latin(text: str, first: int, last: int) -> Iterator[_Seen]:
    if not any(map(_is_letter, text[first:last])):
        return
    while first and _is_letter(text[first - 1]):
        first -= 1
    while last < len(text) and _is_letter(text[last]):
        last += 1
    if text[first:last].isalpha():
        yield _Seen(text[first:last], "", "")


def _stands_alone(text: str, uses: Iterable[tuple[_Seen, Decision]]) -> bool:
    """Whether a stretch is a word of its own that no dictionary knows."""
    if not is_han(text[0]):
        return text not in english()
    befores = {seen.before for seen, _ in uses}
    afters = {seen.after for seen, _ in uses}
    return len(befores) > 1 and len(afters) > 1


def _is_letter(char: str) -> bool:
    return char.isalpha() and not is_han(char)
