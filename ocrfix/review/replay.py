"""Replay: reviewed pages are repaired once more with the lessons, and no line of them may get worse.

A line is worse where more of its characters are wrong against the reviewed text than without lessons, or
where a character is wrong that is right without them. A lesson that has a part in that is held back, and the
rest is tried again, until no line is worse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from ocrfix.lessons import Lesson, LessonKind, State, learned_from
from ocrfix.model.edit import Edit
from ocrfix.model.learned import smallest_change
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repairing import repaired, reverted

_SHOWN = 6
"""Characters of a line shown either side of what got worse."""

Change: TypeAlias = tuple[int, str, str]
"""A place in a reading, what stands there, and what an edit puts in its place."""


@dataclass(frozen=True, slots=True)
class ReviewedPage:
    """A page as repair makes it without lessons and, by its id, what each line reads that was reviewed.

    `author` and `time` are those of the last step of the review.
    """

    page: Page
    truth: Mapping[str, str]
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as repaired, and the changes that made it so."""

    text: str
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True)
class _Worse:
    """A line that got worse: its text without lessons and with them, what is right, and the changes that
    only one of both has."""

    page: str
    before: str
    after: str
    right: str
    changes: frozenset[Change]


def repaired_anew(page: Page, lexicon: UserLexicon) -> Page:
    """The page as repair alone makes it from its readings, whatever was edited before."""
    return repaired(reverted(replace(page, lookups=()), rules=(), edits=()), lexicon)


def with_verdicts(
    lessons: Sequence[Lesson], pages: Sequence[ReviewedPage], lexicon: UserLexicon
) -> tuple[Lesson, ...]:
    """The lessons, those held back that make a page worse. What is not taken has no part in it.

    `lexicon` is what the user knows beside the lessons.
    """
    before = [_lines(reviewed.page, reviewed.truth) for reviewed in pages]
    judged, every = list(lessons), list(range(len(pages)))
    asked = every
    while asked and any(lesson.state is State.TAKEN for lesson in judged):
        taught = replace(lexicon, learned=learned_from(judged))
        worse = {number: _worse_lines(pages[number], before[number], taught) for number in asked}
        for line in (line for lines in worse.values() for line in lines):
            judged = _without_suspects(judged, line)
        again = [number for number, lines in worse.items() if lines]
        asked = again or ([] if asked == every else every)
    return tuple(judged)


def _lines(page: Page, truth: Mapping[str, str]) -> dict[str, _Line]:
    """The reviewed lines of a page, as it has them."""
    changes: dict[str, set[Change]] = {}
    for edit in page.edits:
        changes.setdefault(edit.line, set()).add(_change(edit))
    return {
        line.id: _Line(line_text(line, page.edits), frozenset(changes.get(line.id, ())))
        for line in page.lines()
        if line.id in truth
    }


def _change(edit: Edit) -> Change:
    start, before, after = smallest_change(edit.before, edit.after)
    return edit.start + start, before, after


def _worse_lines(reviewed: ReviewedPage, before: Mapping[str, _Line], lexicon: UserLexicon) -> list[_Worse]:
    found = []
    for name, now in _lines(repaired_anew(reviewed.page, lexicon), reviewed.truth).items():
        old, right = before[name], reviewed.truth[name]
        if now.text != old.text and _is_worse(old.text, now.text, right):
            changes = old.changes ^ now.changes
            found.append(_Worse(reviewed.page.name, old.text, now.text, right, changes))
    return found


def _is_worse(before: str, after: str, right: str) -> bool:
    lost = right_places(before, right) - right_places(after, right)
    return bool(lost) or Levenshtein.distance(after, right) > Levenshtein.distance(before, right)


def right_places(text: str, right: str) -> frozenset[int]:
    """The characters of the right text that stand in another one, by their places.

    >>> sorted(right_places("进人区", "进入园区"))
    [0, 3]
    """
    return frozenset(
        place
        for block in Levenshtein.opcodes(text, right)
        if block.tag == "equal"
        for place in range(block.dest_start, block.dest_end)
    )


def _without_suspects(lessons: Sequence[Lesson], line: _Worse) -> list[Lesson]:
    """The lessons, those held back that have a part in a line that got worse; all where none has."""
    taken = [lesson for lesson in lessons if lesson.state is State.TAKEN]
    suspects = [lesson.key for lesson in taken if _has_part(lesson, line)] or [lesson.key for lesson in taken]
    why = f"makes page {line.page} worse: {_shown(line)}"
    return [replace(lesson, held_back=why) if lesson.key in suspects else lesson for lesson in lessons]


def _has_part(lesson: Lesson, line: _Worse) -> bool:
    if lesson.kind is LessonKind.WORD:
        return lesson.text in line.before or lesson.text in line.after
    _, text, other = smallest_change(lesson.text, lesson.other)
    return any((text, other) == (before, after) for _, before, after in line.changes)


def _shown(line: _Worse) -> str:
    """What the line became, and what is right.

    >>> _shown(_Worse("p1", "闭环销号机制", "闭环消号机制", "闭环销号机制", frozenset()))
    '闭环消号机制 for 闭环销号机制'
    """
    start, before, after = smallest_change(line.right, line.after)
    first = max(0, start - _SHOWN)
    right = line.right[first : start + len(before) + _SHOWN]
    return f"{line.after[first : start + len(after) + _SHOWN]} for {right}"
