"""The lessons of a collection, as its desk shows them and takes them back."""

from pathlib import Path
from typing import Any

from ocrfix.lessons import Lesson, State, lessons_of
from ocrfix.review.learning import learn, set_taken


def lessons_shown(collection: Path) -> dict[str, Any]:
    """What was learned so far."""
    return _answer(lessons_of(collection))


def learned_anew(collection: Path) -> dict[str, Any]:
    """What there is to learn from all that was reviewed, about a second a reviewed page."""
    return _answer(learn(collection))


def taken(collection: Path, number: int, take: bool) -> dict[str, Any]:
    """The lessons after one was taken, or taken back; SettingsError where there is no such lesson."""
    return _answer(set_taken(collection, number, take))


def _answer(lessons: tuple[Lesson, ...]) -> dict[str, Any]:
    return {"lessons": [_shown(lesson) for lesson in lessons]}


def _shown(lesson: Lesson) -> dict[str, Any]:
    where = f"{', '.join(lesson.editors)}: {', '.join(lesson.pages[:3])}{' …' * (len(lesson.pages) > 3)}"
    return {
        "id": lesson.id,
        "words": str(lesson),
        "why": lesson.held_back or f"{lesson.witnesses} × {where}",
        "taken": lesson.state is State.TAKEN,
        "state": lesson.state.value.replace(" ", "-"),
    }
