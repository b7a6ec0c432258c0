"""A job: one file that was sent in, and what is known of its pages."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ocrfix import __version__
from ocrfix.batch.task import Order, Result


class State(StrEnum):
    """Of a job and of a page. A job has failed where one of its pages has."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNENDED = (State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a client wants of a scan: `name` is what the scan is called in its results."""

    order: Order
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a file: `part` is "left" or "right" of two facing pages, else "". `figures` is what
    `figures_of` gives, for pages that were read."""

    number: int
    part: str
    state: State
    error: str | None
    hint: str | None
    figures: dict[str, Any] | None

    @property
    def key(self) -> str:
        """What the page is called in addresses: "1", or "1-left" of two that face each other."""
        return page_key(self.number, self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`number` is the store's own, `id` the one that clients know."""

    number: int
    id: str
    name: str
    sha256: str
    bytes: int
    language: str
    engine: str
    formats: tuple[str, ...]
    state: State
    accepted: str
    ended: str | None
    error: str | None
    hint: str | None


def job_id(sha256: str, wish: Wish) -> str:
    """The same for the same bytes, name and settings read by the same version."""
    told = "\n".join((sha256, wish.order.hash, __version__, wish.name))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def page_key(number: int, part: str) -> str:
    """The page's name in addresses.

    >>> page_key(2, ""), page_key(2, "left")
    ('2', '2-left')
    """
    return f"{number}-{part}" if part else str(number)


def figures_of(result: Result, seconds: float) -> dict[str, Any]:
    """What is told of a page that was read, beside its results."""
    grades = result.grades
    return {
        "language": result.language,
        "articles": result.articles,
        "characters": result.characters,
        "doubts": result.doubts,
        "edits": result.edits,
        "seconds": seconds,
        "verdict": grades.verdict.value,
        "grades": {
            name: {"mean": grade.mean, "p5": grade.p5}
            for name, grade in (
                ("reading", grades.reading),
                ("structure", grades.structure),
                ("repair", grades.repair),
            )
        },
    }
