"""Setting a story: its heading, and its body flowed into columns round whatever stands in them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import TypeAlias

from ocrfix.geometry import Box
from painter.describe import Crosshead, Description, Photo, Story
from painter.heading import Heading, set_heading
from painter.hole import Hole
from painter.lines import Type, body_type
from painter.setting import SetLine, break_lines, natural_width, place

Sizes: TypeAlias = Callable[[float], tuple[float, float]]
"""From an inset's width to its height and the height of its picture, px."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for one body line."""

    column: int
    u: float
    v: float
    width: float


@dataclass(frozen=True, slots=True)
class Flowed:
    """A body line at its slot; `paragraph` is the index in the article's body, -1 for lines outside it."""

    kind: str
    slot: Slot
    line: SetLine
    paragraph: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a story's body goes. Lengths px, frame: the story's own plane inside its frame.

    `head_v` is where the heading ends; `hole` what the body runs round. With `below` the body stops above the
    hole and goes on beneath it in so many columns.
    """

    left: float
    width: float
    columns: int
    gutter: float
    over: int
    head_v: float
    lead: float
    size: float
    least_em: float
    hole: Hole | None = None
    below: int | None = None

    @property
    def column_width(self) -> float:
        return (self.width - (self.columns - 1) * self.gutter) / self.columns

    def left_of(self, column: int) -> float:
        return self.left + column * (self.column_width + self.gutter)

    def parts(self, height: float) -> list[tuple["Grid", float]]:
        """The grids of one column count each, from the top down, with the heights at which they end."""
        if self.hole is None or self.below is None:
            return [(self, height)]
        box = self.hole.box
        upper = replace(self, hole=None, below=None)
        lower = replace(upper, columns=self.below, over=self.below, head_v=box.bottom + 0.8 * self.size)
        return [(upper, box.top - 0.9 * self.size), (lower, height)]

    def slots(self, height: float) -> list[Slot]:
        """The slots of a block `height` px high, in reading order; the columns end level."""
        slots: list[Slot] = []
        for grid, end in self.parts(height):
            before = slots[-1].column + 1 if slots else 0
            for column in range(grid.columns):
                slots += grid._column(column, end, before)
        return slots

    def _column(self, column: int, height: float, before: int) -> list[Slot]:
        top = self.head_v if column < self.over else 0.0
        rows = floor((height - top + self.lead - self.size) / self.lead + 1e-6)
        places = [height - self.size - (rows - 1 - row) * self.lead for row in range(rows)]
        slots = [replace(self._slot(column, v), column=column + before) for v in places]
        return [slot for slot in slots if slot.width > self.least_em * self.size]

    def _slot(self, column: int, v: float) -> Slot:
        u, width = self.left_of(column), self.column_width
        hole = self.hole
        if hole and v + self.size * 1.4 > hole.box.top and v < hole.box.bottom + self.size * 0.6:
            left, right = hole.between(v - self.size * 0.4, v + self.size * 1.4)
            gap = max(self.gutter, self.size) if hole.figure_px else self.gutter
            before, after = left - gap - u, u + width - right - gap
            if before < width and after < width and left < u + width and right > u:
                return (
                    Slot(column, u, v, before)
                    if before >= after
                    else Slot(column, u + width - after, v, after)
                )
        return Slot(column, u, v, width)


@dataclass(frozen=True, slots=True)
class Plan:
    """A story set: its heading, the strip's thickness and side, the grid, and the body's lines."""

    heading: Heading
    strip_px: float
    label_px: float
    grid: Grid
    height: float
    body: tuple[Flowed, ...]


def plan_story(story: Story, page: Description, width: float, inset_sizes: Sizes) -> Plan:
    """Set a story in a block `width` px wide, as low as its text allows, its columns balanced."""
    gutter, lead, size = page.gutter_em * page.body_px, page.leading * page.body_px, page.body_px
    columns = story.set_in or story.columns
    label_px = size * 2.6 if story.label else 0.0
    cut_out = isinstance(story.inset, Photo) and story.inset.cut_out
    least_em = 7 if page.script == "en" else 6 if cut_out else 4
    if story.strip:
        heading = set_heading(story, page, None, vertical=not page.vertical)
        strip = heading.height + size * 0.4
        left = strip if story.strip == "left" else 0.0
        grid = Grid(left, width - strip, columns, gutter, columns, 0.0, lead, size, least_em)
    else:
        over = min(story.over or columns, columns)
        span = (width - (columns - 1) * gutter) / columns * over + (over - 1) * gutter
        heading, strip = set_heading(story, page, span, vertical=page.vertical), 0.0
        grid = Grid(0.0, width, columns, gutter, over, heading.height, lead, size, least_em)
    grid = replace(grid, hole=_hole(story, grid, inset_sizes), below=story.below)
    least = heading.length + size if story.strip else 0.0
    height, body = _lowest(story, page, grid, max(least, grid.hole.box.bottom if grid.hole else 0.0))
    return Plan(heading, strip, label_px, grid, height, tuple(body))


def stretched(plan: Plan, story: Story, page: Description, extra: float) -> Plan:
    """The plan made `extra` px higher: a little more lead, and air round the heading."""
    rows = max(1, round((plan.height - plan.grid.head_v) / plan.grid.lead))
    for share in (0.06, 0.03, 0.0):
        more = min(extra / rows, plan.grid.lead * share)
        head = plan.grid.head_v + (extra - more * (rows - 1) if plan.grid.head_v and not story.strip else 0.0)
        hole = plan.grid.hole.moved(head - plan.grid.head_v) if plan.grid.hole else None
        grid = replace(plan.grid, lead=plan.grid.lead + more, head_v=head, hole=hole)
        body = flow(story, page, grid.slots(plan.height + extra))
        if body is not None:
            return replace(plan, grid=grid, height=plan.height + extra, body=tuple(body))
    return plan


def _hole(story: Story, grid: Grid, sizes: Sizes) -> Hole | None:
    if story.inset is None:
        return None
    span = grid.width if story.below else _inset_width(story, grid.column_width, grid.gutter)
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[story.inset_at]
    left = grid.left + (grid.width - span) * share
    top = grid.head_v + story.inset_row * grid.lead
    height, picture = sizes(span)
    box = Box(left, top, left + span, top + height)
    if isinstance(story.inset, Photo) and story.inset.cut_out:
        return Hole(box, picture, story.inset.seed, story.inset_at)
    return Hole(box)


def _inset_width(story: Story, column_width: float, gutter: float) -> float:
    whole = floor(story.inset_columns)
    return story.inset_columns * column_width + max(0, ceil(story.inset_columns) - 1 if whole else 0) * gutter


def _lowest(story: Story, page: Description, grid: Grid, least: float) -> tuple[float, list[Flowed]]:
    height = max(
        grid.head_v + grid.size,
        grid.head_v + grid.size + ceil((least - grid.head_v - grid.size) / grid.lead) * grid.lead,
    )
    step = 8
    while flow(story, page, grid.slots(height)) is None:
        height += step * grid.lead
    floor_height = max(height - step * grid.lead, grid.head_v + grid.size)
    if least <= floor_height:
        best = height
        while best - grid.lead >= max(least, grid.head_v + grid.size):
            if flow(story, page, grid.slots(best - grid.lead)) is None:
                break
            best -= grid.lead
        height = best
    return height, flow(story, page, grid.slots(height)) or []


def flow(story: Story, page: Description, slots: list[Slot]) -> list[Flowed] | None:
    """Run the article's body into the slots; None where they do not suffice."""
    article, type_ = story.article, body_type(page)
    out: list[Flowed] = []
    taken = 0
    if article.continued_from:
        line = body_type(page, "hei").one_line(article.continued_from)
        out.append(Flowed("continuation", slots[0], line, -1))
        taken = 1
    for index, part in enumerate(article.body):
        if isinstance(part, Crosshead):
            taken = _crosshead(part, index, page, slots, taken, out)
            continue
        pieces = type_.pieces(part)
        if index == 0 and article.dateline:
            pieces = (
                body_type(page, "hei" if page.script != "en" else "song_bold").pieces(article.dateline)
                + pieces
            )
        after = taken
        widths = [slot.width for slot in slots[after:]]
        lines = break_lines(
            pieces,
            page.indent_em * page.body_px,
            lambda i, widths=widths: widths[i] if i < len(widths) else 0.0,
            type_.hyphen,
        )
        if lines is None:
            return None
        out.extend(Flowed("body", slots[after + i], line, index) for i, line in enumerate(lines))
        taken += len(lines)
    return _foot(story, page, slots, taken, out)


def _crosshead(
    part: Crosshead, index: int, page: Description, slots: list[Slot], taken: int, out: list[Flowed]
) -> int:
    """Set a crosshead; one that would end a column moves to the next."""
    if taken + 1 >= len(slots):
        return len(slots)
    if slots[taken].column != slots[taken + 1].column:
        taken += 1
    type_ = Type(page.script, "hei_bold", page.body_px, page.vertical)
    start = max(0.0, (slots[taken].width - type_.width(part.text)) / 2)
    out.append(Flowed("crosshead", slots[taken], type_.one_line(part.text, start), index))
    return taken + 1


def _foot(
    story: Story, page: Description, slots: list[Slot], taken: int, out: list[Flowed]
) -> list[Flowed] | None:
    """Byline and jump line at the body's end, right-aligned, on the last line where it leaves room."""
    feet = [("byline", story.article.byline, "kai")] if story.byline_at == "foot" else []
    feet.append(("continuation", story.article.continued_on, "hei"))
    for kind, text, face in feet:
        if not text:
            continue
        pieces = body_type(page, face).pieces(text)
        need, last = natural_width(pieces) + page.body_px * 0.5, out[-1]
        if last.kind != "body" or last.slot.width - last.line.end < need + page.body_px:
            if taken >= len(slots):
                return None
            slot, taken = slots[taken], taken + 1
        else:
            slot = last.slot
        out.append(Flowed(kind, slot, place(pieces, max(0.0, slot.width - need), None), -1))
    return out if taken <= len(slots) else None
