"""Replay: reviewed pages are repaired once more with the lessons, and they may not get worse by any of them.

What counts is, over all the lines that a lesson changes, how many characters are wrong against the reviewed
text and how many were read right and are made wrong by repair. Neither may be more than without lessons. A
lesson that fails is held back, and the rest is tried again until none fails.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from ocrfix.lessons import Key, Lesson, LessonKind, State, learned_from, pairs_of
from ocrfix.model.edit import Edit
from ocrfix.model.learned import smallest_change
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.decode import WIDE
from ocrfix.repairing import repaired, reverted

_SHOWN = 6
"""Characters of a line shown either side of what got worse."""

Change: TypeAlias = tuple[int, str, str]
"""A place in a reading, what stands there, and what an edit puts in its place."""


@dataclass(frozen=True, slots=True)
class ReviewedPage:
    """A page as repair makes it without lessons and, by its id, what each line reads that was reviewed.

    `text` is all of its text, paragraph by line, where the page was marked good, else "". `author` and `time`
    are those of the last step of the review.
    """

    page: Page
    truth: Mapping[str, str]
    text: str
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as repaired, and the changes that made it so."""

    text: str
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True)
class _Changed:
    """A line that lessons change: its text without them and with them, what is right, the changes that only
    one of both has, the pairs of characters there, and by how many characters more are wrong, and made wrong
    by repair."""

    page: int
    name: str
    before: str
    after: str
    right: str
    changes: frozenset[Change]
    near: frozenset[str]
    wrong: int
    harmed: int


def repaired_anew(page: Page, lexicon: UserLexicon) -> Page:
    """The page as repair alone makes it from its readings, whatever was edited before."""
    return repaired(reverted(replace(page, lookups=()), rules=(), edits=()), lexicon)


def with_verdicts(
    lessons: Sequence[Lesson], pages: Sequence[ReviewedPage], lexicon: UserLexicon
) -> tuple[Lesson, ...]:
    """The lessons, those held back that make pages worse. What is not taken has no part in it.

    `lexicon` is what the user knows beside the lessons.
    """
    judged = list(lessons)
    changed: dict[int, list[_Changed]] = {}
    asked = set(range(len(pages)))
    while any(lesson.state is State.TAKEN for lesson in judged):
        changed |= {
            number: list(_changed_lines(number, pages[number], taught))
            for number, taught in _taught(judged, asked, pages, lexicon)
        }
        parts = _parts(judged, [line for lines in changed.values() for line in lines])
        failing = _failing(parts)
        if not failing:
            break
        asked = {line.page for key in failing for line in parts[key]}
        why = {key: _why(parts[key], pages) for key in failing}
        judged = [replace(item, held_back=why.get(item.key, item.held_back)) for item in judged]
    return tuple(judged)


def _taught(
    lessons: Sequence[Lesson], asked: Iterable[int], pages: Sequence[ReviewedPage], lexicon: UserLexicon
) -> Iterator[tuple[int, UserLexicon]]:
    """The lexicon with the lessons, for each page without what its own text teaches."""
    learned = learned_from(lessons)
    texts = {lesson.text: pairs_of(lesson) for lesson in lessons if _is_text(lesson)}
    times = Counter(pair for pairs in texts.values() for pair in pairs)
    for number in asked:
        own = texts.get(pages[number].page.name, frozenset())
        pairs = frozenset(pair for pair, count in times.items() if count > (pair in own))
        yield number, replace(lexicon, learned=replace(learned, pairs=pairs))


def _is_text(lesson: Lesson) -> bool:
    return lesson.kind is LessonKind.TEXT and lesson.state is State.TAKEN


def _changed_lines(number: int, reviewed: ReviewedPage, lexicon: UserLexicon) -> Iterator[_Changed]:
    """The reviewed lines of a page that lessons change."""
    before = _lines(reviewed.page, reviewed.truth)
    after = _lines(repaired_anew(reviewed.page, lexicon), reviewed.truth)
    readings = {line.id: line.reading for line in reviewed.page.lines()}
    for name, new in after.items():
        old, right = before[name], reviewed.truth[name]
        if new.text != old.text:
            yield _Changed(
                number,
                name,
                old.text,
                new.text,
                right,
                old.changes ^ new.changes,
                _near(old.text, new.text) | _near(new.text, old.text),
                Levenshtein.distance(new.text, right) - Levenshtein.distance(old.text, right),
                _harm(readings[name], new.text, right) - _harm(readings[name], old.text, right),
            )


def _near(text: str, other: str) -> frozenset[str]:
    """The pairs of characters of a text where it is not as the other."""
    start, changed, _ = smallest_change(text, other)
    stretch = text[max(0, start - 1) : start + len(changed) + 1].translate(WIDE)
    return frozenset(a + b for a, b in pairwise(stretch))


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


def _harm(reading: str, text: str, right: str) -> int:
    """How many characters were read right and are not right in a text."""
    return len(right_places(reading, right) - right_places(text, right))


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


def _parts(lessons: Sequence[Lesson], lines: Iterable[_Changed]) -> dict[Key, list[_Changed]]:
    """For each lesson that is taken the lines that it has a part in; where none has, all have one."""
    taken = [lesson for lesson in lessons if lesson.state is State.TAKEN]
    parts: dict[Key, list[_Changed]] = {lesson.key: [] for lesson in taken}
    for line in lines:
        for key in [lesson.key for lesson in taken if _has_part(lesson, line)] or parts:
            parts[key].append(line)
    return parts


def _has_part(lesson: Lesson, line: _Changed) -> bool:
    if lesson.kind is LessonKind.WORD:
        return lesson.text in line.before or lesson.text in line.after
    if lesson.kind is LessonKind.TEXT:
        return any(pair in lesson.content for pair in line.near)
    _, text, other = smallest_change(lesson.text, lesson.other)
    return any((text, other) == (before, after) for _, before, after in line.changes)


def _failing(parts: Mapping[Key, Sequence[_Changed]]) -> set[Key]:
    """The lessons by which pages get worse; where only all together do so, those with a part in it."""
    failing = {key for key, lines in parts.items() if _worse(lines)}
    if not failing and _worse({line for lines in parts.values() for line in lines}):
        failing = {key for key, lines in parts.items() if any(_worse([line]) for line in lines)}
    return failing


def _worse(lines: Collection[_Changed]) -> bool:
    return sum(line.wrong for line in lines) > 0 or sum(line.harmed for line in lines) > 0


def _why(lines: Sequence[_Changed], pages: Sequence[ReviewedPage]) -> str:
    """The line that got worst, and what is right there."""
    line = max(lines, key=lambda line: (line.harmed, line.wrong))
    start, before, after = smallest_change(line.right, line.after)
    first = max(0, start - _SHOWN)
    right = line.right[first : start + len(before) + _SHOWN]
    became = line.after[first : start + len(after) + _SHOWN]
    return f"makes page {pages[line.page].page.name} worse: {became} for {right}"
