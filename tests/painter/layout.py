"""Dividing a page among blocks, by chance."""

from dataclasses import replace

from painter.describe import Advert, Beside, Block, Boxed, Label, Run, Stack, Story, Table
from painter.writing import Room, Writer


class Layout:
    """Divides one page; `writer` fills the blocks."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.chance, self.composer = writer, writer.chance, writer.composer
        self.vertical, self.english = writer.page.vertical, writer.news.english
        self.divided = self.chance.random() < 0.85
        self.close = writer.page.gutter_em < 1.0 and not self.vertical

    def page(self, columns: int, width: float, height: float) -> Block:
        """The whole page: cut into bands or columns, or short articles run through all its columns."""
        room = Room(columns, width, height)
        if columns > 6 and self.chance.random() < (0.3 if self.vertical else 0.5 if self.english else 0.0):
            return self.running(room)
        across = self.chance.random() < 0.6
        return self.beside(room, 0) if across else self.stack(room, 0, 2)

    def running(self, room: Room) -> Block:
        """A story over part of the page, and the rest run through the columns."""
        lead = room.height * self.chance.uniform(0.2, 0.4)
        rest = replace(room, height=room.height - lead - self.composer.gap)
        run = self.writer.run(rest)
        if run is None:
            return self.stack(room, 0, 2)
        return Stack((self.fill(replace(room, height=lead), 1), run), room.columns, rules=True)

    def fill(self, room: Room, depth: int) -> Block:
        """A block that fills the room."""
        lines = self.writer.lines_in(room.height)
        tall = 30 if self.vertical or self.english else 46
        if lines > tall or (room.columns <= 2 and lines > 30):
            return self.stack(room, depth, max(2, round(lines / self.chance.uniform(16, 28))))
        if room.columns >= 4 and (room.columns > 4 or self.chance.random() < 0.55):
            return self.beside(room, depth)
        return self.leaf(room)

    def stack(self, room: Room, depth: int, count: int) -> Block:
        free = room.height - self.composer.gap * (count - 1)
        weights = [self.chance.uniform(0.8, 1.3) for _ in range(count)]
        heights = [free * weight / sum(weights) for weight in weights]
        blocks = tuple(self.fill(replace(room, height=height), depth + 1) for height in heights)
        return Stack(blocks, room.columns, rules=self.divided or not all(map(_opens, blocks[1:])))

    def beside(self, room: Room, depth: int) -> Block:
        left = self.chance.choice(list(range(2, room.columns - 1)) or [1])
        parts = [left, room.columns - left]
        spans = self.composer.spans([Label(text="", columns=n) for n in parts], room.width)
        blocks = tuple(
            self.fill(replace(room, columns=n, width=wide), depth + 1)
            for n, (_, wide) in zip(parts, spans, strict=True)
        )
        ruled = self.close or self.chance.random() < 0.75
        return Beside(blocks, room.columns, rules=ruled and not any(map(_framed, blocks)))

    def leaf(self, room: Room) -> Block:
        special = None if room.bare else self.special(room)
        if special is not None:
            return special
        return self.writer.story(room) or self.advert(room)

    def special(self, room: Room) -> Block | None:
        """An advert, a table, short articles in a frame or run together; None where chance wants a story."""
        lines, roll = self.writer.lines_in(room.height), self.chance.random()
        if room.columns <= 3 and lines < 16 and roll < 0.16:
            return self.advert(room)
        if room.columns <= 2 and lines < 20 and roll > 0.92 and not self.vertical:
            return self.table(room)
        if lines > 14 and roll < 0.08:
            return self.writer.run(room)
        if lines > 20 and room.columns >= 2 and roll < 0.2:
            return self.group(room)
        return None

    def advert(self, room: Room) -> Advert:
        chance, news = self.chance, self.writer.news
        small = news.written(news.desk.fill(chance.choice(news.prose.SMALL_PRINT)))
        return Advert(
            lines=news.lines(),
            columns=room.columns,
            height_px=room.height,
            reverse=chance.random() < 0.15,
            small=small if room.columns > 1 and chance.random() < 0.5 else None,
            direction=chance.choice((None, "ltr", "rtl")) if self.vertical else None,
        )

    def table(self, room: Room) -> Block | None:
        """A table, under a story or an advert where there is room; None where there is none for itself."""
        table = replace(self.writer.news.table(), columns=room.columns)
        rest = room.height - self.composer.height(table, room.width) - self.composer.gap
        if self.writer.lines_in(rest) < 7:
            return table if rest > -self.composer.gap else None
        other = self.writer.story(replace(room, height=rest, plain=True))
        return Stack((other or self.advert(replace(room, height=rest)), table), room.columns, self.divided)

    def group(self, room: Room) -> Block | None:
        """Two or three articles in one frame, under a section's label by chance."""
        chance, pad = self.chance, self.composer.pad
        label = self.writer.news.label() if chance.random() < 0.75 else None
        frame = chance.choice(("rule", "tint", "sides"))
        boxed = Boxed(block=Stack(()), columns=room.columns, label=label, frame=frame)
        height = room.height - 2 * pad - self.composer.label_px(boxed)
        inner = Room(room.columns, room.width - 2 * pad, height, bare=True, plain=True)
        if room.columns == 2 and chance.random() < 0.4:
            block: Block | None = self.writer.run(inner)
        elif room.columns >= 4:
            block = self.beside(inner, 1)
        else:
            block = self.stack(inner, 1, 2 if self.writer.lines_in(height) < 30 else 3)
        return replace(boxed, block=block) if block else None


def _framed(block: Block) -> bool:
    """Whether the block's whole edge is a frame: no rule stands beside it."""
    if isinstance(block, Story):
        return block.frame is not None
    return isinstance(block, Advert | Table | Boxed)


def _opens(block: Block) -> bool:
    """Whether the block's first edge is all heading or frame, so that nobody reads on into it."""
    match block:
        case Story():
            bare = block.strip or block.over or block.article.headline is None
            return bool(block.frame or block.label) or not bare
        case Stack():
            return _opens(block.blocks[0])
        case Beside():
            return all(map(_opens, block.blocks))
        case Run():
            return False
        case _:
            return True
