"""A page under review in memory: as it was read, as it is now, what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ocrfix.batch.rows import now as time_now
from ocrfix.model.page import Page
from ocrfix.review.action import Accept, Action, Choose, MarkPage, Reject, TakeReading
from ocrfix.review.changes import applied, steps
from ocrfix.review.items import State, states_of
from ocrfix.review.record import REDO, UNDO, Entry, Reading, Record, Standing, filed_of, standing


@dataclass(frozen=True)
class OpenPage:
    """One version of a page's review. `reading` is what the review stands on, `filed` the hash of the page's
    file as it is now: another one where the page was read again. `steps` are the page as it was read and
    after each action that counts; the last one is the page as it is now."""

    id: int
    name: str
    version: int
    reading: Reading
    filed: str
    steps: tuple[Page, ...]
    entries: tuple[Entry, ...]

    @property
    def page(self) -> Page:
        return self.steps[-1]

    @cached_property
    def standing(self) -> Standing:
        return standing(self.entries)

    @property
    def read_again(self) -> bool:
        return self.filed != self.reading.filed

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
        steps=steps(reading.page, standing(entries).actions),
        entries=entries,
    )


def done(record: Record, now: OpenPage, action: Action, author: str) -> OpenPage:
    """The page after an action, which is written down. ActionError where it does not fit, ConflictError
    where somebody else was quicker."""
    pages = (*now.steps, applied(now.page, action, now.reading.page))
    return _written(record, now, _step(now, action.kind, author, action), now.reading, pages)


def taken(
    record: Record, now: OpenPage, reading: Reading, author: str, action: TakeReading | None = None
) -> OpenPage:
    """The page as it was read last, or repaired with lessons, from which the review goes on. ConflictError as
    above."""
    action = action or TakeReading()
    step = replace(_step(now, action.kind, author, action), reading=reading.sha256)
    record.keep_reading(now.reading)
    return _written(record, replace(now, filed=reading.filed), step, reading, (reading.page,))


def undone(record: Record, now: OpenPage, author: str) -> OpenPage | None:
    """The page without its last action; None where there is none."""
    if not now.standing.done:
        return None
    step = _step(now, UNDO, author)
    if not isinstance(now.standing.done[-1].action, TakeReading):
        return _written(record, now, step, now.reading, now.steps[:-1])
    left = standing((*now.entries, step))
    before = left.done[-1].reading if left.done else filed_of(now.entries[0].reading)
    reading = record.reading_named(before)
    pages = steps(reading.page, left.actions)
    return _written(record, now, replace(step, reading=before), reading, pages)


def redone(record: Record, now: OpenPage, author: str) -> OpenPage | None:
    """The page with the action that was undone last; None where there is none."""
    if not now.standing.undone:
        return None
    again = now.standing.undone[-1]
    step = _step(now, REDO, author)
    if isinstance(again.action, TakeReading):
        reading = record.reading_named(again.reading)
        return _written(record, now, replace(step, reading=again.reading), reading, (reading.page,))
    pages = now.steps
    if again.action is not None:
        pages = (*pages, applied(now.page, again.action, now.reading.page))
    return _written(record, now, step, now.reading, pages)


def _step(now: OpenPage, kind: str, author: str, action: Action | None = None) -> Entry:
    return Entry(
        page=now.id,
        version=now.version + 1,
        author=author,
        time=time_now(),
        kind=kind,
        action=action,
        reading=now.reading.sha256,
    )


def _written(
    record: Record, now: OpenPage, step: Entry, reading: Reading, pages: tuple[Page, ...]
) -> OpenPage:
    new = OpenPage(
        id=now.id,
        name=now.name,
        version=step.version,
        reading=reading,
        filed=now.filed,
        steps=pages,
        entries=(*now.entries, step),
    )
    record.append(step, reading, new.mark, new.open_items)
    return new
