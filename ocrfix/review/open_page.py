"""A page under review in memory: as it was read, as it is now, what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ocrfix.model.page import Page
from ocrfix.review.action import Accept, Action, Choose, MarkPage, Reject, TakeReading
from ocrfix.review.changes import applied, replayed
from ocrfix.review.items import State, states_of
from ocrfix.review.record import REDO, UNDO, Entry, Reading, Record, Standing, standing


@dataclass(frozen=True)
class OpenPage:
    """One version of a page's review. `reading` is what the review stands on, `filed` the hash of the page's
    file as it is now: another one where the page was read again."""

    id: int
    name: str
    version: int
    reading: Reading
    filed: str
    page: Page
    entries: tuple[Entry, ...]

    @cached_property
    def standing(self) -> Standing:
        return standing(self.entries)

    @property
    def read_again(self) -> bool:
        return self.filed != self.reading.sha256

    @property
    def mark(self) -> str | None:
        """What the last mark that counts says."""
        marks = (e.action.state for e in reversed(self.standing.done) if isinstance(e.action, MarkPage))
        return next(marks, None)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """The state of every item, by its id."""
        answers = {
            action.item: isinstance(action, Reject)
            for action in self.standing.actions
            if isinstance(action, Accept | Reject | Choose)
        }
        return states_of(self.reading.page, self.page, answers)

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """The region of every line."""
        return {line.id: region.id for region in self.page.regions for line in region.lines}

    @property
    def open_items(self) -> int:
        return sum(state is State.OPEN for state in self.states.values())


def opened(record: Record, page: int, name: str, filed: Reading) -> OpenPage:
    """The page as the record has it; `filed` is what its file holds now."""
    entries = tuple(record.entries(page))
    reading = filed
    if entries and entries[-1].reading != filed.sha256:
        reading = record.reading_named(entries[-1].reading)
    return OpenPage(
        id=page,
        name=name,
        version=len(entries),
        reading=reading,
        filed=filed.sha256,
        page=replayed(reading.page, standing(entries).actions),
        entries=entries,
    )


def done(record: Record, now: OpenPage, action: Action, author: str) -> OpenPage:
    """The page after an action, which is written down. ActionError where it does not fit, ConflictError
    where somebody else was quicker."""
    page = applied(now.page, action, now.reading.page)
    entry = record.append(now.id, now.version, action.kind, action, now.reading, author)
    return _next(now, entry, now.reading, page)


def taken(record: Record, now: OpenPage, filed: Reading, author: str) -> OpenPage:
    """The page as it was read last, from which the review goes on. ConflictError as above."""
    action = TakeReading()
    entry = record.append(now.id, now.version, action.kind, action, filed, author)
    return replace(_next(now, entry, filed, filed.page), filed=filed.sha256)


def undone(record: Record, now: OpenPage, author: str) -> OpenPage | None:
    """The page without its last action; None where there is none."""
    return _stepped(record, now, UNDO, author) if now.standing.done else None


def redone(record: Record, now: OpenPage, author: str) -> OpenPage | None:
    """The page with the action that was undone last; None where there is none."""
    return _stepped(record, now, REDO, author) if now.standing.undone else None


def _stepped(record: Record, now: OpenPage, kind: str, author: str) -> OpenPage:
    trial = Entry(
        id=0,
        page=now.id,
        version=now.version + 1,
        author=author,
        time="",
        kind=kind,
        action=None,
        reading=now.reading.sha256,
    )
    left = standing((*now.entries, trial))
    last = left.done[-1].reading if left.done else now.entries[0].reading
    reading = now.reading if last == now.reading.sha256 else record.reading_named(last)
    page = replayed(reading.page, left.actions)
    entry = record.append(now.id, now.version, kind, None, reading, author)
    return _next(now, entry, reading, page)


def _next(now: OpenPage, entry: Entry, reading: Reading, page: Page) -> OpenPage:
    return OpenPage(
        id=now.id,
        name=now.name,
        version=entry.version,
        reading=reading,
        filed=now.filed,
        page=page,
        entries=(*now.entries, entry),
    )
