"""Lessons with those who speak for them."""

from collections.abc import Sequence
from typing import Protocol

from ocrfix.lessons import Lesson, LessonKind


class Witness(Protocol):
    """Where something was decided, by whom and when."""

    @property
    def page(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def time(self) -> str: ...


def lesson_of(
    kind: LessonKind,
    text: str,
    other: str,
    witnesses: Sequence[Witness],
    *,
    weight: float = 0.0,
    against: int = 0,
    held_back: str | None = None,
) -> Lesson:
    """A lesson that the witnesses, one at least, speak for."""
    times = sorted(witness.time for witness in witnesses)
    return Lesson(
        kind=kind,
        text=text,
        other=other,
        weight=weight,
        witnesses=len(witnesses),
        against=against,
        pages=tuple(sorted({witness.page for witness in witnesses})),
        editors=tuple(sorted({witness.author for witness in witnesses})),
        first=times[0],
        last=times[-1],
        held_back=held_back,
    )
