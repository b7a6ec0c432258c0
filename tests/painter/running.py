"""Short articles set one after the other through the columns of a block, broken where a column ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from painter.describe import Description, Run, Story
from painter.heading import Heading, set_heading
from painter.story import Flowed, Slot, flow


@dataclass(frozen=True, slots=True)
class Item:
    """One article as set: its heading at (u, v) in the block's plane, and the lines of its body."""

    story: Story
    heading: Heading
    u: float
    v: float
    body: tuple[Flowed, ...]

    @property
    def end(self) -> tuple[int, float]:
        """Column and v at which the next article may begin."""
        last = max((flowed.slot for flowed in self.body), key=lambda slot: (slot.column, slot.v))
        return last.column, last.v


@dataclass(frozen=True, slots=True)
class Track:
    """The columns of a run: widths in px, `height` at which they end."""

    page: Description
    columns: int
    width: float
    gutter: float
    height: float

    @property
    def lead(self) -> float:
        return self.page.leading * self.page.body_px

    def left_of(self, column: int) -> float:
        return column * (self.width + self.gutter)

    def slots(self, column: int, v: float) -> list[Slot]:
        """Room for body lines from a place on, to the end of the last column."""
        found = []
        for at in range(column, self.columns):
            while v + self.page.body_px <= self.height + 1e-6:
                found.append(Slot(at, self.left_of(at), v, self.width))
                v += self.lead
            v = 0.0
        return found

    def set_item(self, story: Story, after: Item | None) -> Item | None:
        """Set an article after another one, or first; None where it does not fit."""
        heading = set_heading(story, self.page, self.width, vertical=self.page.vertical)
        column, v = (0, 0.0) if after is None else after.end
        v += self.lead * 2 if after else 0.0
        if v + heading.height + self.lead + self.page.body_px > self.height:
            column, v = column + 1, 0.0
        if column >= self.columns:
            return None
        slots = self.slots(column, v + heading.height)
        body = flow(story, self.page, slots) if slots else None
        return Item(story, heading, self.left_of(column), v, tuple(body)) if body else None


def set_run(stories: Sequence[Story], track: Track) -> list[Item] | None:
    """Set articles one after the other; None where they do not fit."""
    items: list[Item] = []
    for story in stories:
        item = track.set_item(story, items[-1] if items else None)
        if item is None:
            return None
        items.append(item)
    return items


def track_of(run: Run, page: Description, width: float, height: float) -> Track:
    """The columns of a run in a block of that size."""
    gutter = page.gutter_em * page.body_px
    return Track(page, run.columns, (width - (run.columns - 1) * gutter) / run.columns, gutter, height)


def lowest(run: Run, page: Description, width: float) -> float:
    """The least height in px at which a run fits a block `width` px wide."""
    lead = page.leading * page.body_px
    lines = sum(len(set_text) for story in run.stories if (set_text := _alone(story, run, page, width)))
    rows = max(3, ceil(lines / run.columns))
    while set_run(run.stories, track_of(run, page, width, rows * lead + page.body_px)) is None:
        rows += 1
    return rows * lead + page.body_px


def _alone(story: Story, run: Run, page: Description, width: float) -> tuple[Flowed, ...]:
    track = track_of(run, page, width, page.body_px * 2000)
    item = track.set_item(story, None)
    return item.body if item else ()
