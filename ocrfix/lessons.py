"""The lessons of a collection: what its review taught, from where, and whether it counts. One SQLite file.

A lesson is *taken* where it counts; *held back* where it made pages that are reviewed worse, with the reason;
*taken back* where somebody said that it shall not count, and then it stays so until somebody says otherwise.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from ocrfix.database import Kind, changing, named_faults, opened
from ocrfix.errors import SettingsError
from ocrfix.model.learned import Confusion, Learned, Refusal

FILE = "lessons.sqlite"

_KIND = Kind(
    schema="ocrfix.lessons/1",
    table="meta",
    tables=files("ocrfix").joinpath("lessons.sql"),
    words="file of lessons",
    hint="move it away and run `ocrfix lexicon learn`: lessons are learned anew from the review",
)

Key: TypeAlias = tuple["LessonKind", str, str]
"""Kind, text and other text: what tells one lesson from another."""


class LessonKind(StrEnum):
    CONFUSION = "confusion"
    """`other` is printed where `text` is read, likelier by `weight` nats than repair believes by itself."""
    WORD = "word"
    """`text` is a word; `other` is ""."""
    TEXT = "text"
    """What stands side by side in the reviewed text of page `text` is usual here; `other` is ""."""
    NEVER = "never"
    """`text` is never to become `other`."""


class State(StrEnum):
    TAKEN = "taken"
    HELD_BACK = "held back"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was learned. `witnesses` decisions speak for it and `against` so many against it; they were made
    on `pages` by `editors`, the `first` and the `last` at these times (UTC, ISO 8601).

    `content` is the reviewed text, paragraph by line, of a lesson of that kind. `held_back` is the reason,
    None where there is none; `wanted` is False where it was taken back. `id` is 0 until the collection keeps
    it, and stays the same from then on.
    """

    id: int = 0
    kind: LessonKind
    text: str
    other: str = ""
    weight: float = 0.0
    witnesses: int
    against: int = 0
    pages: tuple[str, ...]
    editors: tuple[str, ...]
    first: str
    last: str
    content: str = ""
    held_back: str | None = None
    wanted: bool = True

    @property
    def state(self) -> State:
        if not self.wanted:
            return State.TAKEN_BACK
        return State.TAKEN if self.held_back is None else State.HELD_BACK

    @property
    def key(self) -> Key:
        return self.kind, self.text, self.other

    def __str__(self) -> str:
        """What the lesson says.

        >>> more = {"witnesses": 3, "pages": ("p1",), "editors": ("li",), "first": "", "last": ""}
        >>> print(Lesson(kind=LessonKind.NEVER, text="销号", other="消号", **more))
        销号, never 消号
        """
        if self.kind is LessonKind.CONFUSION:
            return f"{self.text} → {self.other} ({self.weight:+.1f} nats)"
        if self.kind is LessonKind.NEVER:
            return f"{self.text}, never {self.other or 'left out'}"
        if self.kind is LessonKind.TEXT:
            return f"what stands side by side on page {self.text}"
        return self.text


def learned_from(lessons: Iterable[Lesson]) -> Learned:
    """What those of the lessons teach that are taken."""
    taken = [lesson for lesson in lessons if lesson.state is State.TAKEN]
    return Learned(
        confusions=frozenset(
            Confusion(lesson.text, lesson.other, lesson.weight)
            for lesson in taken
            if lesson.kind is LessonKind.CONFUSION
        ),
        words=frozenset(lesson.text for lesson in taken if lesson.kind is LessonKind.WORD),
        pairs=frozenset(pair for lesson in taken for pair in pairs_of(lesson)),
        refusals=frozenset(
            Refusal(lesson.text, lesson.other) for lesson in taken if lesson.kind is LessonKind.NEVER
        ),
    )


def pairs_of(lesson: Lesson) -> frozenset[str]:
    """The pairs of characters that stand side by side in the text of a lesson."""
    return frozenset(a + b for line in lesson.content.splitlines() for a, b in pairwise(line))


def lessons_of(collection: Path) -> tuple[Lesson, ...]:
    """The lessons of a collection by their ids; none where it has learned nothing yet.

    SettingsError where there is no such folder, FormatError where the file holds no lessons.
    """
    if not collection.is_dir():
        raise SettingsError(f"{collection}: no such folder", "give the folder of the collection")
    path = collection / FILE
    if not path.is_file() or not path.stat().st_size:
        return ()
    with closing(opened(path, _KIND, writing=False)) as db, named_faults(path, "read"):
        return tuple(map(_lesson, db.execute("SELECT * FROM lesson ORDER BY id")))


def keep(collection: Path, lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Put these lessons in the place of those that the collection has; all of them, with their ids.

    One that was there keeps its id, and stays taken back where it was. One that is not among these goes, but
    for those taken back: what nobody wants shall not come again.
    """
    path = collection / FILE
    with closing(opened(path, _KIND)) as db, changing(db, path):
        kept = {lesson.key for lesson in lessons}
        gone = [
            lesson.id
            for lesson in map(_lesson, db.execute("SELECT * FROM lesson"))
            if lesson.key not in kept and lesson.wanted
        ]
        db.executemany("DELETE FROM lesson WHERE id = ?", [(number,) for number in gone])
        db.executemany(_PUT, map(_row, lessons))
    return lessons_of(collection)


def set_wanted(collection: Path, ids: Iterable[int], wanted: bool) -> tuple[Lesson, ...]:
    """Take lessons back, or want them again; the lessons of the collection as they are then.

    One that is held back stays so; whether one that comes back is to be held back by now only a replay
    tells, see `ocrfix.review.learning.learn`. SettingsError for an id that no lesson has: nothing is changed
    then.
    """
    known = {lesson.id for lesson in lessons_of(collection)}
    numbers = sorted(set(ids))
    for number in numbers:
        if number not in known:
            hint = f"see `ocrfix lexicon list --learned --collection {collection}`"
            raise SettingsError(f"the collection has no lesson {number}", hint)
    if numbers:
        path = collection / FILE
        with closing(opened(path, _KIND)) as db, changing(db, path):
            rows = [(wanted, number) for number in numbers]
            db.executemany("UPDATE lesson SET wanted = ? WHERE id = ?", rows)
    return lessons_of(collection)


_PUT = """
    INSERT INTO lesson
        (kind, text, other, weight, witnesses, against, pages, editors, first, last, content, held_back)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, text, other) DO UPDATE SET
        weight = excluded.weight, witnesses = excluded.witnesses, against = excluded.against,
        pages = excluded.pages, editors = excluded.editors, first = excluded.first, last = excluded.last,
        content = excluded.content, held_back = excluded.held_back
"""


def _row(lesson: Lesson) -> tuple[object, ...]:
    return (
        lesson.kind,
        lesson.text,
        lesson.other,
        lesson.weight,
        lesson.witnesses,
        lesson.against,
        json.dumps(lesson.pages, ensure_ascii=False),
        json.dumps(lesson.editors, ensure_ascii=False),
        lesson.first,
        lesson.last,
        lesson.content,
        lesson.held_back,
    )


def _lesson(row: sqlite3.Row) -> Lesson:
    return Lesson(
        id=row["id"],
        kind=LessonKind(row["kind"]),
        text=row["text"],
        other=row["other"],
        weight=row["weight"],
        witnesses=row["witnesses"],
        against=row["against"],
        pages=tuple(json.loads(row["pages"])),
        editors=tuple(json.loads(row["editors"])),
        first=row["first"],
        last=row["last"],
        content=row["content"],
        held_back=row["held_back"],
        wanted=bool(row["wanted"]),
    )
