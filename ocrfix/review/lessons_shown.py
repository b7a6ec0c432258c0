"""The lessons of a collection, as its desk shows them and takes them back, and what was learned of late."""

from typing import Any

from ocrfix.lessons import Lesson, State, lessons_of, set_wanted
from ocrfix.review.teacher import Teacher


def lessons_shown(teacher: Teacher) -> dict[str, Any]:
    """What was learned so far, and whether more is being learned."""
    learning = teacher.learning
    return {"lessons": [_shown(lesson) for lesson in lessons_of(teacher.collection)], "learning": learning}


def learned_anew(teacher: Teacher) -> dict[str, Any]:
    """Learn from all that was reviewed, about a second a reviewed page: nobody waits for it."""
    teacher.ask()
    return lessons_shown(teacher)


def taken(teacher: Teacher, number: int, take: bool) -> dict[str, Any]:
    """The lessons after one was taken, which calls for a replay, or taken back; SettingsError where there is
    no such lesson."""
    set_wanted(teacher.collection, [number], take)
    if take:
        teacher.ask()
    return lessons_shown(teacher)


def news_of(teacher: Teacher, since: int) -> dict[str, Any]:
    """What was learned after the first `since` times; `times` is how often it was by now."""
    learning = teacher.learning
    times, news = teacher.news(since)
    return {
        "learning": learning,
        "times": times,
        "lessons": [_shown(lesson) for one in news for lesson in (*one.learned, *one.held_back)],
        "gone": sum(one.gone for one in news),
        "error": next((one.fault for one in reversed(news) if one.fault), None),
    }


def _shown(lesson: Lesson) -> dict[str, Any]:
    editors = ", ".join(filter(None, lesson.editors))
    pages = f"{', '.join(lesson.pages[:3])}{' …' * (len(lesson.pages) > 3)}"
    return {
        "id": lesson.id,
        "kind": lesson.kind.value,
        "words": str(lesson),
        "why": lesson.held_back or f"{lesson.witnesses} × {': '.join(filter(None, (editors, pages)))}",
        "taken": lesson.state is State.TAKEN,
        "state": lesson.state.value.replace(" ", "-"),
    }
