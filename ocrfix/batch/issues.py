"""Pages put together to issues of a newspaper, articles joined across them, and what does not agree."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ocrfix.batch.dates import weekday_name, weekday_of

Key: TypeAlias = tuple[str, str | None, str]
"""An issue: title, day, and the folder where the day is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of the ledger: where it lies, and what is said about it by a manifest or a name (`given_`) and
    by its own print (`printed_`)."""

    id: int
    name: str
    folder: str
    order: tuple[str, int, str]
    given_title: str | None = None
    given_date: str | None = None
    given_number: str | None = None
    printed_title: str | None = None
    printed_date: str | None = None
    printed_weekday: int | None = None
    printed_number: str | None = None

    @property
    def date(self) -> str | None:
        return self.given_date or self.printed_date

    @property
    def title(self) -> str | None:
        return self.given_title or self.printed_title

    @property
    def number(self) -> str | None:
        return self.given_number or self.printed_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The pages of one day's paper, by their numbers."""

    title: str | None
    date: str | None
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that cannot be as it is said; `sheet` is None where a page is missing."""

    kind: str
    words: str
    sheet: Sheet | None = None


def gather(sheets: Iterable[Sheet]) -> list[Issue]:
    """The issues, by title and day. A page without a day goes with the page before it in its folder; one
    without a title with the pages of its day in its folder. Pages of no known day are one issue a folder
    where they have numbers, else none."""
    by_folder: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_folder[sheet.folder].append(sheet)
    found: dict[Key, list[Sheet]] = defaultdict(list)
    for folder, inside in by_folder.items():
        dated = list(_with_dates(sorted(inside, key=lambda sheet: sheet.order)))
        titles = _titles(dated)
        for sheet, date in dated:
            if date is None and sheet.number is None:
                continue
            title = sheet.given_title or titles.get(date) or ""
            found[_plain(title), date, "" if date else folder].append(sheet)
    return [_issue(key, inside) for key, inside in sorted(found.items(), key=lambda item: str(item[0]))]


def contradictions_of(issue: Issue) -> Iterator[Contradiction]:
    """Days that are another weekday, pages that are there twice, pages that are not there."""
    for sheet in issue.sheets:
        yield from _wrong_days(sheet, issue.date)
    numbers: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in issue.sheets:
        if sheet.number is not None:
            numbers[sheet.number].append(sheet)
    for number, same in numbers.items():
        for sheet in same[1:]:
            yield Contradiction("page twice", f"page {number} is also {same[0].name}", sheet)
    for number in _missing(numbers):
        yield Contradiction("page missing", f"page {number} is missing")


def _with_dates(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, str | None]]:
    last: str | None = None
    for sheet in sheets:
        last = sheet.date or last
        yield sheet, last


def _titles(dated: Sequence[tuple[Sheet, str | None]]) -> dict[str | None, str]:
    """The title most often read for each day: inner pages have none, and it may be misread."""
    read: dict[str | None, Counter[str]] = defaultdict(Counter)
    for sheet, date in dated:
        if sheet.title:
            read[date][sheet.title] += 1
    return {date: counted.most_common(1)[0][0] for date, counted in read.items()}


def _plain(title: str) -> str:
    return " ".join(title.split())


def _issue(key: Key, sheets: Sequence[Sheet]) -> Issue:
    ordered = sorted(sheets, key=lambda sheet: (*_rank(sheet.number), sheet.order))
    return Issue(title=key[0] or None, date=key[1], sheets=tuple(ordered))


def _rank(number: str | None) -> tuple[str, int]:
    """Sections by letter, pages by number, pages without one last.

    >>> sorted(["B1", "10", "A2", "9"], key=_rank)
    ['9', '10', 'A2', 'B1']
    """
    section, page = _split(number)
    return (section if number else "\U0010ffff", page)


def _split(number: str | None) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Z]*)(\d+)", number or "")
    return (found[1], int(found[2])) if found else (number or "", 0)


def _wrong_days(sheet: Sheet, date: str | None) -> Iterator[Contradiction]:
    if sheet.given_date and sheet.printed_date and sheet.given_date != sheet.printed_date:
        words = f"prints {sheet.printed_date}, but its name or the manifest says {sheet.given_date}"
        yield Contradiction("another date", words, sheet)
    day = sheet.printed_date or date
    if day is not None and sheet.printed_weekday is not None and weekday_of(day) != sheet.printed_weekday:
        is_day, says = weekday_name(weekday_of(day)), weekday_name(sheet.printed_weekday)
        yield Contradiction("wrong weekday", f"{day} is a {is_day}, the page says {says}", sheet)


def _missing(numbers: Iterable[str]) -> Iterator[str]:
    """Numbers that are passed over; every section begins with 1."""
    sections: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        section, page = _split(number)
        if page:
            sections[section].add(page)
    for section, pages in sorted(sections.items()):
        yield from (f"{section}{page}" for page in range(1, max(pages)) if page not in pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An article that goes on on another page, or comes from one. Numbers are plain."""

    passage: int
    sheet: int
    number: str | None
    headline: str
    continues_on: str | None = None
    continued_from: str | None = None


def join(ends: Sequence[End], candidates: Sequence[End]) -> dict[int, int]:
    """Which passage goes on in which, within one issue.

    Of the articles on the page that a jump line names those count that say where they come from; of several
    the one with the likest headline. An article without such a line counts where its headline is alike.
    """
    joined: dict[int, int] = {}
    pairs = sorted(
        (-_likeness(start, other), start.passage, other.passage) for start in ends for other in candidates
    )
    for likeness, start, other in pairs:
        if likeness < 0 and start not in joined and other not in joined.values():
            joined[start] = other
    return joined


_ALIKE = 70.0


def _likeness(start: End, other: End) -> float:
    """How well one goes on in the other, 0 where it cannot."""
    from rapidfuzz.fuzz import partial_ratio

    if start.passage == other.passage or start.continues_on is None or other.number != start.continues_on:
        return 0.0
    if other.continued_from is not None and start.number not in (None, other.continued_from):
        return 0.0
    alike = partial_ratio(start.headline, other.headline) if start.headline and other.headline else 0.0
    if other.continued_from is not None:
        return 100.0 + alike
    return alike if alike >= _ALIKE else 0.0


def named(sheet: Sheet, title: str | None, date: str | None, number: str | None) -> Sheet:
    """The sheet with what its name says, where a manifest says nothing."""
    return replace(
        sheet,
        given_title=sheet.given_title or title,
        given_date=sheet.given_date or date,
        given_number=sheet.given_number or number,
    )
