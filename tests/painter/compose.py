"""Composing the page: blocks to heights, heights to places, places to lines on the sheet."""

from collections.abc import Sequence

from painter.describe import Advert, Beside, Block, Crosshead, Description, Label, Photo, Stack, Story
from painter.lines import Type, joined, put
from painter.sheet import Line, Plane, Sheet
from painter.story import Flowed, Plan, inset_width, plan_story, stretched


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
                return width * block.aspect + self.caption_height(block, width)
            case Advert():
                return block.height_px
            case Label():
                return self.page.body_px * 1.9
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

    def plan(self, story: Story, width: float) -> Plan:
        inner = width - 2 * self.frame_pad(story)
        key = (story, round(inner, 3))
        if key not in self._plans:
            inset_height = self.height(story.inset, self.inset_width(story, inner)) if story.inset else 0.0
            self._plans[key] = plan_story(story, self.page, inner, inset_height)
        return self._plans[key]

    def inset_width(self, story: Story, inner: float) -> float:
        columns = story.set_in or story.columns
        if story.strip and story.inset:
            raise ValueError("a story with a strip takes no inset")
        return inset_width(story, (inner - (columns - 1) * self.gutter) / columns, self.gutter)

    def caption_height(self, photo: Photo, width: float) -> float:
        return self.page.body_px * (0.6 + 1.3 * len(self.caption_lines(photo, width)))

    def caption_lines(self, photo: Photo, width: float) -> list[tuple[str, float, str]]:
        """Lines of caption and credit: (kind, start px, text); the credit ends at the right edge."""
        type_ = self.caption_type()
        lines = [("caption", line.start, line) for line in type_.wrapped(photo.caption, width)]
        out = [(kind, start, line.text) for kind, start, line in lines]
        if photo.credit:
            start = width - type_.width(photo.credit)
            if not lines or lines[-1][2].end + self.page.body_px > start:
                out.append(("credit", start, photo.credit))
            else:
                out.append(("credit beside", start, photo.credit))
        return out

    def caption_type(self) -> Type:
        return Type(self.page.script, "kai", self.page.body_px * 0.96, self.page.vertical)

    # Places

    def place(self, block: Block, u: float, v: float, width: float, height: float) -> None:
        match block:
            case Stack():
                self.place_stack(block, u, v, width, height)
            case Beside():
                self.place_beside(block, u, v, width, height)
            case Photo():
                self.place_photo(block, u, v, width, height, None)
            case Advert():
                self.place_advert(block, u, v, width, height)
            case Label():
                self.place_label(block.text, u, v)
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

    def rule(self, u0: float, v0: float, u1: float, v1: float, thick: float = 2.0) -> None:
        self.sheet.rules.append(self.plane.area(u0, v0, max(u1, u0 + thick), max(v1, v0 + thick)))

    def place_label(self, text: str, u: float, v: float) -> None:
        size = self.page.body_px * 1.3
        type_ = Type(self.page.script, "hei_bold", size, self.page.vertical)
        line = type_.one_line(text)
        pad = size * 0.6
        self.sheet.tints.append((self.plane.area(u, v, u + line.end + 2 * pad, v + size * 1.5), 60))
        placed = put(self.plane, line, u + pad, v + size * 0.25, size, ink=255)
        self.sheet.add("section", None, text, [placed])
        self.sheet.masthead.append(text)

    def place_advert(self, advert: Advert, u: float, v: float, width: float, height: float) -> None:
        area = self.plane.area(u, v, u + width, v + height)
        self.sheet.tints.append((area, 40)) if advert.reverse else self.sheet.frames.append((area, 5.0))
        weights = [2.2] + [1.0] * (len(advert.lines) - 1)
        unit = height * 0.86 / sum(weight * 1.45 for weight in weights)
        sizes = []
        for text, weight in zip(advert.lines, weights, strict=True):
            one = Type(self.page.script, "hei_bold", 100, self.page.vertical).width(text) / 100
            sizes.append(float(int(min(unit * weight, width * 0.9 / one))))
        at, lines = v + (height - sum(size * 1.45 for size in sizes)) / 2, []
        for text, size in zip(advert.lines, sizes, strict=True):
            type_ = Type(self.page.script, "hei_bold" if not lines else "hei", size, self.page.vertical)
            line = type_.one_line(text)
            start = u + (width - line.end) / 2
            lines.append(put(self.plane, line, start, at + size * 0.2, size, 255 if advert.reverse else 20))
            at += size * 1.45
        text = joined(self.page.script, list(advert.lines))
        self.sheet.add("advert", None, text, lines)
        self.sheet.adverts.append(text)

    def place_photo(
        self, photo: Photo, u: float, v: float, width: float, height: float, article: int | None
    ) -> None:
        size = self.page.body_px
        bottom = v + height - self.caption_height(photo, width)
        self.sheet.pictures.append((self.plane.area(u, v, u + width, bottom), photo.seed))
        type_, caption, credit, at = self.caption_type(), [], [], bottom + size * 0.5
        for kind, start, text in self.caption_lines(photo, width):
            at -= size * 1.3 if kind == "credit beside" else 0.0
            line = put(self.plane, type_.one_line(text), u + start, at, type_.size_px)
            (caption if kind == "caption" else credit).append(line)
            at += size * 1.3
        self.sheet.add("caption", article, photo.caption, caption)
        self.sheet.add("credit", article, photo.credit or "", credit)
        self.sheet.captions.append({"text": photo.caption, "credit": photo.credit})

    def place_story(self, story: Story, u: float, v: float, width: float, height: float) -> None:
        pad, plan = self.frame_pad(story), self.plan(story, width)
        if story.frame:
            area = self.plane.area(u, v, u + width, v + height)
            self.sheet.frames.append((area, 3.0)) if story.frame == "rule" else self.sheet.tints.append(
                (area, 214)
            )
        u, v, width = u + pad, v + pad, width - 2 * pad
        if story.label:
            self.place_label(story.label, u, v)
        v += plan.label_px
        extra = height - 2 * pad - plan.label_px - plan.height
        head_px = plan.grid.head_v
        plan = stretched(plan, story, self.page, extra) if extra > 0.5 else plan
        article = len(self.sheet.articles)
        self.sheet.articles.append(article_truth(story))
        self.put_heading(story, plan, article, u, v, width, plan.grid.head_v - head_px)
        self.put_body(story, plan, article, u, v)
        if story.rules if story.rules is not None else self.page.column_rules:
            self.put_column_rules(plan, u, v)
        self.put_inset(story, plan, article, u, v)

    def put_heading(
        self, story: Story, plan: Plan, article: int, u: float, v: float, width: float, air: float
    ) -> None:
        heading = plan.heading
        if story.strip:
            at = u if story.strip == "left" else u + width - plan.strip_px
            plane = self.plane.crossed(self.plane.area(at, v, at + plan.strip_px, v + plan.height))
            origin, span = (0.0, self.page.body_px * 0.1), plane.width
        else:
            plane, origin = self.plane, (u, v + air * 0.45)
            span = plan.grid.left_of(plan.grid.over - 1) + plan.grid.column_width
        texts = {
            "kicker": story.article.kicker,
            "heading": story.article.headline,
            "subheading": story.article.subheadline,
            "byline": story.article.byline,
        }
        by_kind: dict[str, list[Line]] = {}
        for row in heading.lines:
            share = {"centre": 0.5, "left": 0.0}[story.align]
            start = origin[0] + (span - row.line.end) * share
            by_kind.setdefault(row.kind, []).append(
                put(plane, row.line, start, origin[1] + row.v, row.size_px)
            )
        for kind, lines in by_kind.items():
            self.sheet.add(kind, article, texts[kind] or "", lines)

    def put_body(self, story: Story, plan: Plan, article: int, u: float, v: float) -> None:
        """Regions of the body: a run of lines of one kind in one column."""
        run: list[Flowed] = []
        for flowed in [*plan.body, None]:
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

    def put_column_rules(self, plan: Plan, u: float, v: float) -> None:
        grid = plan.grid
        for column in range(1, grid.columns):
            at = grid.left_of(column) - grid.gutter / 2
            top = grid.head_v if column < grid.over else 0.0
            pieces = [(top, plan.height)]
            if grid.inset and grid.inset.left < at < grid.inset.right:
                pieces = [(top, grid.inset.top - self.pad), (grid.inset.bottom + self.pad, plan.height)]
            for start, end in pieces:
                if end - start > 2 * self.page.body_px:
                    self.rule(u + at, v + start, u + at, v + end)

    def put_inset(self, story: Story, plan: Plan, article: int, u: float, v: float) -> None:
        box, inset = plan.grid.inset, story.inset
        if box is None or inset is None:
            return
        if isinstance(inset, Photo):
            self.place_photo(inset, u + box.left, v + box.top, box.width, box.height, article)
        else:
            self.place(inset, u + box.left, v + box.top, box.width, box.height)


def article_truth(story: Story) -> dict[str, object]:
    """The article as the scorer reads it: the dateline at the start of the first paragraph and by itself."""
    article = story.article
    body = [part.text if isinstance(part, Crosshead) else part for part in article.body]
    if article.dateline:
        body[0] = article.dateline + body[0]
    return {
        "kicker": article.kicker,
        "headline": article.headline,
        "subheadline": article.subheadline,
        "byline": article.byline,
        "dateline": article.dateline.rstrip("，,:：— ") if article.dateline else None,
        "body": body,
    }
