"""How much a page needs a proofreader."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from ocrfix.model.page import Page

_OWN_KINDS = ("reading", "structure", "blank")


class Verdict(StrEnum):
    """A page in a proofreader's words; `failed` is one that could not be read."""

    GOOD = "good"
    LOOK_AT = "look at"
    PROBLEMATIC = "problematic"
    BLANK = "blank"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Grade:
    """0 to 1: the mean, and what 95 % of it reaches (the 5th percentile)."""

    mean: float
    p5: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """`reading`: confidence of the characters. `structure`: that of the articles, where what found no place
    counts 0. `repair`: that of the edits; a character with none counts 1, one in a line with a doubt of the
    repair 0.5. All are weighted by characters."""

    reading: Grade
    structure: Grade
    repair: Grade
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A page below a limit of `look` should be looked at, below one of `bad` it is problematic; each is for
    the means of reading, structure and repair and then for the 5th percentile of reading."""

    look: tuple[float, float, float, float] = (0.95, 0.6, 0.97, 0.8)
    bad: tuple[float, float, float, float] = (0.8, 0.4, 0.85, 0.4)


def grades_of(page: Page, limits: Limits | None = None) -> Grades:
    """The grades of a page."""
    limits = limits or Limits()
    reading = grade([(line.confidence or 0.0, len(line.reading)) for line in page.lines()])
    structure = grade(_structure(page))
    repair = grade(_repair(page))
    figures = (reading.mean, structure.mean, repair.mean, reading.p5)
    if not any(line.reading.strip() for line in page.lines()):
        verdict = Verdict.BLANK
    elif _below(figures, limits.bad):
        verdict = Verdict.PROBLEMATIC
    elif _below(figures, limits.look):
        verdict = Verdict.LOOK_AT
    else:
        verdict = Verdict.GOOD
    return Grades(reading=reading, structure=structure, repair=repair, verdict=verdict)


def grade(weighted: Sequence[tuple[float, int]]) -> Grade:
    """Mean and 5th percentile of (value, weight) pairs; 1 where there is nothing to be graded.

    >>> grade([(0.5, 10), (1.0, 90)]), grade([(0.5, 4), (1.0, 96)]), grade([])
    (Grade(mean=0.95, p5=0.5), Grade(mean=0.98, p5=1.0), Grade(mean=1.0, p5=1.0))
    """
    total = sum(weight for _, weight in weighted)
    if not total:
        return Grade(1.0, 1.0)
    mean = sum(value * weight for value, weight in weighted) / total
    rising = sorted(weighted)
    reached = accumulate(weight for _, weight in rising)
    p5 = next(value for (value, _), sofar in zip(rising, reached, strict=True) if sofar >= 0.05 * total)
    return Grade(round(mean, 4), round(p5, 4))


def _below(figures: Sequence[float], limits: Sequence[float]) -> bool:
    return any(figure < limit for figure, limit in zip(figures, limits, strict=True))


def _structure(page: Page) -> list[tuple[float, int]]:
    lengths = {line.id: len(line.reading) for line in page.lines()}
    regions = {region.id: sum(len(line.reading) for line in region.lines) for region in page.regions}
    graded = [
        (article.confidence or 0.0, sum(lengths.get(line, 0) for para in article.body for line in para.lines))
        for article in page.articles
    ]
    return [*graded, *((0.0, regions.get(rest.region, 0)) for rest in page.unplaced)]


def _repair(page: Page) -> list[tuple[float, int]]:
    doubted = {doubt.line for doubt in page.doubts if doubt.kind not in _OWN_KINDS}
    edited = [(edit.confidence, max(1, len(edit.before))) for edit in page.edits]
    doubtful = sum(len(line.reading) for line in page.lines() if line.id in doubted)
    total = sum(len(line.reading) for line in page.lines())
    rest = total - doubtful - sum(weight for _, weight in edited)
    return [*edited, (0.5, doubtful), (1.0, max(0, rest))]
