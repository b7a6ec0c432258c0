"""Composing the page: blocks to heights, heights to places, places to lines on the sheet."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from painter.describe import (
    Advert,
    Beside,
    Block,
    Boxed,
    Crosshead,
    Description,
    Label,
    Photo,
    Run,
    Stack,
    Story,
    Table,
)
from painter.heading import Heading, stretch_of
from painter.lines import joined, put
from painter.notices import label_height, put_advert, put_label, put_table, table_height
from painter.photos import photo_height, picture_height, put_photo
from painter.running import lowest, set_run, track_of
from painter.sheet import Line, Plane, Sheet
from painter.story import Flowed, Grid, Plan, plan_story, stretched


class Composer:
    """Puts the blocks of one page on its sheet. `plane` is the room for the page's content."""

    def __init__(self, page: Description, sheet: Sheet, plane: Plane) -> None:
        self.page, self.sheet, self.plane = page, sheet, plane
        self.gutter = page.gutter_em * page.body_px
        self.gap = page.body_px * 1.7
        self.pad = page.body_px * 0.9
        self._plans: dict[tuple[Story, float], Plan] = {}

    def compose(self) -> float:
        """Set the whole content; returns how many px it falls short of the plane (negative: runs over)."""
        spare = self.plane.height - self.height(self.page.content, self.plane.width)
        self.place(self.page.content, 0.0, 0.0, self.plane.width, self.plane.height)
        return spare

    # Heights

    def height(self, block: Block, width: float) -> float:
        """The least height in px of a block `width` px wide."""
        match block:
            case Stack():
                return sum(self.height(b, width) for b in block.blocks) + self.gap * (len(block.blocks) - 1)
            case Beside():
                spans = self.spans(block.blocks, width)
                return max(self.height(b, w) for b, (_, w) in zip(block.blocks, spans, strict=True))
            case Photo():
                return photo_height(self.page, block, width)
            case Advert():
                return block.height_px
            case Table():
                return table_height(self.page, block)
            case Label():
                return label_height(self.page)
            case Boxed():
                inner = self.height(block.block, width - 2 * self.pad)
                return inner + 2 * self.pad + self.label_px(block)
            case Run():
                return lowest(block, self.page, width)
            case Story():
                plan = self.plan(block, width)
                return plan.height + plan.label_px + 2 * self.frame_pad(block)

    def spans(self, blocks: Sequence[Block], width: float) -> list[tuple[float, float]]:
        """Start and width of blocks side by side, by their columns."""
        total = sum(block.columns for block in blocks)
        column = (width - (total - 1) * self.gutter) / total
        spans, at = [], 0.0
        for block in blocks:
            spans.append((at, block.columns * column + (block.columns - 1) * self.gutter))
            at += spans[-1][1] + self.gutter
        return spans

    def frame_pad(self, story: Story) -> float:
        return self.pad if story.frame else 0.0

    def label_px(self, boxed: Boxed) -> float:
        return label_height(self.page) + 0.8 * self.page.body_px if boxed.label else 0.0

    def plan(self, story: Story, width: float) -> Plan:
        inner = width - 2 * self.frame_pad(story)
        key = (story, round(inner, 3))
        if key not in self._plans:
            self._plans[key] = plan_story(story, self.page, inner, lambda wide: self.inset_sizes(story, wide))
        return self._plans[key]

    def inset_sizes(self, story: Story, width: float) -> tuple[float, float]:
        """Height of a story's inset, and of its picture."""
        inset = story.inset
        if inset is None:
            return 0.0, 0.0
        return self.height(inset, width), picture_height(inset, width) if isinstance(inset, Photo) else 0.0

    # Places

    def place(self, block: Block, u: float, v: float, width: float, height: float) -> None:
        match block:
            case Stack():
                self.place_stack(block, u, v, width, height)
            case Beside():
                self.place_beside(block, u, v, width, height)
            case Photo():
                put_photo(self.page, self.sheet, self.plane, block, Box(u, v, u + width, v + height), None)
            case Advert():
                put_advert(self.page, self.sheet, self.plane, block, Box(u, v, u + width, v + height))
            case Table():
                put_table(self.page, self.sheet, self.plane, block, Box(u, v, u + width, v + height))
            case Label():
                put_label(self.page, self.sheet, self.plane, block, Box(u, v, u + width, v + height))
            case Boxed():
                self.place_boxed(block, u, v, width, height)
            case Run():
                self.place_run(block, u, v, width, height)
            case Story():
                self.place_story(block, u, v, width, height)

    def place_stack(self, stack: Stack, u: float, v: float, width: float, height: float) -> None:
        heights = [self.height(block, width) for block in stack.blocks]
        spare = height - sum(heights) - self.gap * (len(heights) - 1)
        shares = [self.elastic(block) for block in stack.blocks]
        for index, block in enumerate(stack.blocks):
            tall = heights[index] + spare * shares[index] / (sum(shares) or 1)
            self.place(block, u, v, width, tall)
            v += tall + self.gap
            label = isinstance(block, Label)
            if stack.rules and index + 1 < len(heights) and not label:
                self.rule(u, v - self.gap / 2, u + width, v - self.gap / 2)

    def elastic(self, block: Block) -> float:
        """How readily a block takes up spare height: pictures and adverts first."""
        match block:
            case Photo():
                return 50.0 if block.stretch else 0.01
            case Advert():
                return 50.0
            case Label():
                return 0.0
            case Table():
                return 0.3
            case Run():
                return 1.0
            case Boxed():
                return self.elastic(block.block)
            case Stack():
                return max(self.elastic(part) for part in block.blocks)
            case Beside():
                return min(self.elastic(part) for part in block.blocks)
            case Story():
                return 1.0

    def place_beside(self, beside: Beside, u: float, v: float, width: float, height: float) -> None:
        for index, (block, (at, wide)) in enumerate(
            zip(beside.blocks, self.spans(beside.blocks, width), strict=True)
        ):
            self.place(block, u + at, v, wide, height)
            if beside.rules and index:
                middle = u + at - self.gutter / 2
                self.rule(middle, v, middle, v + height)

    def rule(self, u0: float, v0: float, u1: float, v1: float) -> None:
        thick = self.page.rule_px
        self.sheet.rules.append(self.plane.area(u0, v0, max(u1, u0 + thick), max(v1, v0 + thick)))

    def place_boxed(self, boxed: Boxed, u: float, v: float, width: float, height: float) -> None:
        if boxed.frame == "sides":
            self.rule(u, v, u, v + height)
            self.rule(u + width - self.page.rule_px, v, u + width, v + height)
        else:
            self.frame(boxed.frame, u, v, width, height)
        u, v, width, height = u + self.pad, v + self.pad, width - 2 * self.pad, height - 2 * self.pad
        down = self.label_px(boxed)
        if boxed.label:
            put_label(self.page, self.sheet, self.plane, boxed.label, Box(u, v, u + width, v + down))
        self.place(boxed.block, u, v + down, width, height - down)

    def frame(self, kind: str, u: float, v: float, width: float, height: float) -> None:
        area = self.plane.area(u, v, u + width, v + height)
        self.sheet.frames.append((area, 3.0)) if kind == "rule" else self.sheet.tints.append((area, 214))

    def place_run(self, run: Run, u: float, v: float, width: float, height: float) -> None:
        least = lowest(run, self.page, width)
        track = track_of(run, self.page, width, height)
        while (items := set_run(run.stories, track)) is None:
            track = replace(track, height=max(least, track.height - track.lead))
        for item in items:
            article = len(self.sheet.articles)
            self.sheet.articles.append(article_truth(item.story))
            span = (item.u + u, track.width)
            self.put_heading(item.story, item.heading, article, self.plane, *span, item.v + v)
            self.put_body(item.story, list(item.body), article, u, v)
            if item is not items[0] and item.v > 0:
                middle, half = v + item.v - track.lead * 0.45, track.width * 0.18
                self.rule(span[0] + track.width / 2 - half, middle, span[0] + track.width / 2 + half, middle)
        if run.rules:
            for column in range(1, run.columns):
                at = u + track.left_of(column) - track.gutter / 2
                self.rule(at, v, at, v + track.height)

    def place_story(self, story: Story, u: float, v: float, width: float, height: float) -> None:
        pad, plan = self.frame_pad(story), self.plan(story, width)
        if story.frame:
            self.frame(story.frame, u, v, width, height)
        u, v, width = u + pad, v + pad, width - 2 * pad
        if story.label:
            label = Label(text=story.label)
            put_label(self.page, self.sheet, self.plane, label, Box(u, v, u + width, v))
        v += plan.label_px
        extra = height - 2 * pad - plan.label_px - plan.height
        head_px = plan.grid.head_v
        plan = stretched(plan, story, self.page, extra) if extra > 0.5 else plan
        article = len(self.sheet.articles)
        self.sheet.articles.append(article_truth(story))
        air = plan.grid.head_v - head_px
        if story.strip:
            at = u if story.strip == "left" else u + width - plan.strip_px
            plane = self.plane.crossed(self.plane.area(at, v, at + plan.strip_px, v + plan.height))
            place = (0.0, plane.width, self.page.body_px * 0.1)
        else:
            plane = self.plane
            place = (u, plan.grid.left_of(plan.grid.over - 1) + plan.grid.column_width, v + air * 0.45)
        self.put_heading(story, plan.heading, article, plane, *place)
        self.put_body(story, list(plan.body), article, u, v)
        if story.rules if story.rules is not None else self.page.column_rules:
            for grid, end in plan.grid.parts(plan.height):
                self.put_column_rules(grid, end, u, v)
        self.put_inset(story, plan, article, u, v)

    def put_heading(
        self, story: Story, heading: Heading, article: int, plane: Plane, left: float, span: float, top: float
    ) -> None:
        """Set the heading's lines over `span` px of the plane, from (left, top) on."""
        texts = {
            "kicker": story.kicker,
            "heading": story.article.headline,
            "subheading": story.subheadline,
            "byline": story.article.byline,
        }
        by_kind: dict[str, list[Line]] = {}
        reach: list[Box] = []
        for row in heading.lines:
            share = {"centre": 0.5, "left": 0.0}[story.align]
            start, v = left + (span - row.line.end) * share, top + row.v
            line = put(plane, row.line, start, v, row.size_px)
            if row.kind == "heading":
                ink, outline = 255 if story.look == "reverse" else 20, story.look == "outline"
                line = put(plane, row.line, start, v, row.size_px, ink, stretch_of(story), outline)
                reach.append(Box(start, v, start + row.line.end, v + row.size_px))
            by_kind.setdefault(row.kind, []).append(line)
        if story.look == "reverse" and reach:
            pad = self.page.body_px * 0.3
            sides = (min(b.left for b in reach) - 2 * pad, max(b.right for b in reach) + 2 * pad)
            band = plane.area(sides[0], reach[0].top - pad, sides[1], reach[-1].bottom + pad)
            self.sheet.tints.append((band, 40))
        for kind, lines in by_kind.items():
            self.sheet.add(kind, article, texts[kind] or "", lines)

    def put_body(self, story: Story, body: Sequence[Flowed], article: int, u: float, v: float) -> None:
        """Regions of the body: a run of lines of one kind in one column."""
        run: list[Flowed] = []
        for flowed in [*body, None]:
            if run and (
                flowed is None or (flowed.kind, flowed.slot.column) != (run[0].kind, run[0].slot.column)
            ):
                lines = [
                    put(self.plane, item.line, u + item.slot.u, v + item.slot.v, self.page.body_px)
                    for item in run
                ]
                text = joined(self.page.script, [line.text for line in lines])
                self.sheet.add(run[0].kind, article, text, lines)
                run = []
            if flowed is not None:
                run.append(flowed)

    def put_column_rules(self, grid: Grid, end: float, u: float, v: float) -> None:
        for column in range(1, grid.columns):
            at = grid.left_of(column) - grid.gutter / 2
            top = grid.head_v if column < grid.over else 0.0
            pieces, hole = [(top, end)], grid.hole.box if grid.hole else None
            if hole and hole.left < at < hole.right:
                pieces = [(top, hole.top - self.pad), (hole.bottom + self.pad, end)]
            for start, stop in pieces:
                if stop - start > 2 * self.page.body_px:
                    self.rule(u + at, v + start, u + at, v + stop)

    def put_inset(self, story: Story, plan: Plan, article: int, u: float, v: float) -> None:
        hole, inset = plan.grid.hole, story.inset
        if hole is None or inset is None:
            return
        room = Box(u + hole.box.left, v + hole.box.top, u + hole.box.right, v + hole.box.bottom)
        if isinstance(inset, Photo):
            side = story.inset_at if inset.cut_out else None
            put_photo(self.page, self.sheet, self.plane, inset, room, article, side)
        else:
            self.place(inset, room.left, room.top, room.width, room.height)


def article_truth(story: Story) -> dict[str, object]:
    """The article as the scorer reads it: the dateline at the start of the first paragraph and by itself."""
    article = story.article
    body = [part.text if isinstance(part, Crosshead) else part for part in article.body]
    if article.dateline:
        body[0] = article.dateline + body[0]
    return {
        "kicker": story.kicker,
        "headline": article.headline,
        "subheadline": story.subheadline,
        "byline": article.byline,
        "dateline": article.dateline.rstrip("，,:：— ") if article.dateline else None,
        "body": body,
    }
