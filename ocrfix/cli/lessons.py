"""`ocrfix lexicon` on lessons: what the review of a collection taught."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.errors import SettingsError

if TYPE_CHECKING:
    from ocrfix.lessons import Lesson

_EVERY = "all"
_PAGES_SHOWN = 3


def learn(
    collection: Annotated[Path, typer.Argument(metavar="COLLECTION", help="A folder that was reviewed.")],
) -> None:
    """Learn from what editors accepted, rejected and wrote, as far as no reviewed page gets worse by it."""
    from ocrfix.review.learning import learn as learn_from

    print(_counted(learn_from(_folder(collection))))


def list_lessons(collection: Path | None, as_json: bool) -> None:
    """Print a lesson a line, with where it comes from."""
    from ocrfix.lessons import lessons_of

    lessons = lessons_of(_folder(collection))
    if as_json:
        for lesson in lessons:
            fields = {name: value for name, value in asdict(lesson).items() if name != "content"}
            print(json.dumps({**fields, "state": lesson.state}, ensure_ascii=False))
        return
    print(_counted(lessons))
    for lesson in lessons:
        print("\n".join(_lines(lesson)))


def set_taken(collection: Path | None, entries: Sequence[str], *, taken: bool) -> None:
    """Take lessons back by their numbers, or take them again where no reviewed page gets worse by it."""
    from ocrfix.lessons import lessons_of, set_wanted
    from ocrfix.review.learning import learn as learn_from

    folder = _folder(collection)
    numbers = [lesson.id for lesson in lessons_of(folder)] if _EVERY in entries else _numbers(entries)
    lessons = set_wanted(folder, numbers, taken)
    print(_counted(learn_from(folder) if taken else lessons))


def _folder(collection: Path | None) -> Path:
    if collection is None:
        raise SettingsError("lessons are those of a collection", "say which: --collection DIR")
    if not collection.is_dir():
        raise SettingsError(f"{collection}: no such folder", "give the folder of the collection")
    return collection


def _numbers(entries: Sequence[str]) -> list[int]:
    for entry in entries:
        if not entry.isdecimal():
            hint = f"give numbers as `ocrfix lexicon list --learned` shows them, or {_EVERY}"
            raise SettingsError(f"{entry} is no number of a lesson", hint)
    return [int(entry) for entry in entries]


def _counted(lessons: "Sequence[Lesson]") -> str:
    """How many lessons there are in each state."""
    from ocrfix.lessons import State

    counts = Counter(lesson.state for lesson in lessons)
    return f"lessons: {', '.join(f'{counts[state]:,} {state}' for state in State)}"


def _lines(lesson: "Lesson") -> Iterator[str]:
    """The lesson, and below it why it is held back."""
    from ocrfix.lessons import State

    counts = f"{lesson.witnesses} for" + (f", {lesson.against} against" if lesson.against else "")
    pages = ", ".join(lesson.pages[:_PAGES_SHOWN]) + (" …" if len(lesson.pages) > _PAGES_SHOWN else "")
    editors = ", ".join(filter(None, lesson.editors)) or "no name"
    days = " to ".join(dict.fromkeys((lesson.first[:10], lesson.last[:10])))
    said = "" if lesson.state is State.TAKEN else f" ({lesson.state})"
    yield f"  {lesson.id}  {lesson.kind}  {lesson}{said}: {counts}; {pages}; {editors}; {days}"
    if lesson.state is State.HELD_BACK:
        yield f"      {lesson.held_back}"
