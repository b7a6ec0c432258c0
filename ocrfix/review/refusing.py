"""Lessons of what editors refused: a change that is not to be proposed again where the same word stands."""

from collections.abc import Iterable, Iterator
from itertools import chain, takewhile

from ocrfix.language.script import is_han
from ocrfix.lessons import Lesson, LessonKind
from ocrfix.model.learned import smallest_change
from ocrfix.review.decisions import Decision
from ocrfix.review.dictionary import words_around
from ocrfix.review.witnesses import lesson_of

_AROUND = 2
"""Characters either side that go with a change which stands in no word."""


def refusals_in(decisions: Iterable[Decision]) -> Iterator[Lesson]:
    """A lesson for each refused change; held back where an editor accepted the same one elsewhere."""
    refused: dict[tuple[str, str], list[Decision]] = {}
    accepted: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        if decision.accepted:
            accepted.setdefault(_parted(decision)[1], []).append(decision)
        else:
            refused.setdefault(refused_change(decision), []).append(decision)
    for (text, other), witnesses in sorted(refused.items()):
        start, before, after = smallest_change(text, other)
        head, tail = text[:start], text[start + len(before) :]
        against = [one for one in accepted.get((before, after), ()) if _stands_in(one, head, tail)]
        why = f"accepted on page {against[0].page} by {against[0].author}" if against else None
        yield lesson_of(LessonKind.NEVER, text, other, witnesses, against=len(against), held_back=why)


def _stands_in(decision: Decision, head: str, tail: str) -> bool:
    """Whether a decision's change stands between two texts."""
    left, _, right = _parted(decision)
    return left.endswith(head) and right.startswith(tail)


def _parted(decision: Decision) -> tuple[str, tuple[str, str], str]:
    """What stands before a decision's change, the change, no more than differs, and what stands after it."""
    start, before, after = smallest_change(decision.before, decision.after)
    rest = decision.before[start + len(before) :]
    return decision.context_left + decision.before[:start], (before, after), rest + decision.context_right


def refused_change(decision: Decision) -> tuple[str, str]:
    """The word in which a decision's change stands, and what the change makes of it.

    The shortest word of the dictionary that holds it as it stands, or that the change would make; in Latin
    letters all of the word; else the characters beside it.

    >>> def change(left, before, after, right):
    ...     return refused_change(Decision(page="p1", line="l1", start=len(left), before=before, after=after,
    ...         context_left=left, context_right=right, accepted=False, author="li", time="", rule="misread"))
    >>> change("闭环", "销", "消", "号机制"), change("in Port H", "ow", "al", " he")
    (('销号', '消号'), ('How', 'Hal'))
    """
    left, (before, after), right = _parted(decision)
    first, last = _word_around(left, before, after, right)
    head, tail = left[len(left) - first :], right[:last]
    return head + before + tail, head + after + tail


def _word_around(left: str, before: str, after: str, right: str) -> tuple[int, int]:
    """How many characters before a change and after it belong to its word."""
    if before and all(map(is_han, before)):
        beside = (int(is_han(left[-1:] or " ")), int(is_han(right[:1] or " ")))
        made = words_around(left, after, right) if after else iter(())
        return next(chain(words_around(left, before, right), made), beside)
    if any(map(_is_letter, before)):
        return (
            sum(1 for _ in takewhile(_is_letter, reversed(left))),
            sum(1 for _ in takewhile(_is_letter, right)),
        )
    return min(_AROUND, len(left)), min(_AROUND, len(right))


def _is_letter(char: str) -> bool:
    return char.isalnum() and not is_han(char)
