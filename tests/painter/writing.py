"""Stories written to length: how each is set is left to chance, its text is cut where its block is full."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from painter.compose import Composer
from painter.describe import Article, Crosshead, Description, Photo, Run, Story
from painter.heading import decks_of
from painter.lines import Type
from painter.newsroom import Newsroom
from painter.running import Item, Track, track_of

_LOOKS = ("plain", "plain", "plain", "plain", "plain", "plain", "plain", "reverse", "outline", "wide")


@dataclass(frozen=True, slots=True)
class Room:
    """A block to fill: columns of the page's grid, width and height in px of the block's plane.

    `bare`: it stands in a frame already. `plain`: nothing is to stand in the story or beside its text.
    """

    columns: int
    width: float
    height: float
    bare: bool = False
    plain: bool = False


@dataclass(slots=True)
class Writer:
    """Writes stories for one page."""

    chance: Random
    page: Description
    composer: Composer
    news: Newsroom

    def lines_in(self, height: float) -> float:
        return height / (self.page.body_px * self.page.leading)

    def story(self, room: Room) -> Story | None:
        """A story that fills the room to within a few lines; None where none of several drafts does."""
        for attempt in range(6):
            draft = self.draft(replace(room, plain=room.plain or attempt > 2))
            area = room.width * room.height / (self.page.body_px**2 * self.page.leading)
            paragraphs = self.news.paragraphs(int(area * (2.4 if self.news.english else 1.05)))
            full = self.longest(draft, paragraphs, lambda story: self._height(story, room) <= room.height)
            if full and self.lines_in(room.height - self._height(full, room)) < (6 if room.bare else 3.5):
                return full
        return None

    def _height(self, story: Story, room: Room) -> float:
        return self.composer.height(story, room.width)

    def run(self, room: Room) -> Run | None:
        """Short articles that fill the room one after the other; None where they are fewer than three."""
        rules = self.page.column_rules or self.chance.random() < 0.5
        run = Run(stories=(), columns=room.columns, rules=rules)
        track = track_of(run, self.page, room.width, room.height)
        items: list[Item] = []
        full = False
        while not full:
            length = self.chance.choice((90, 140, 220)) * (2 if self.news.english else 1)
            draft, paragraphs = self.brief(track.width), self.news.paragraphs(length)
            whole = self.cut(draft, paragraphs, len(paragraphs) - 1, len(paragraphs[-1]))
            after = items[-1] if items else None
            full = track.set_item(whole, after) is None
            fits = partial(self._follows, track, after)
            last = self.longest(draft, paragraphs, fits) if full else whole
            item = track.set_item(last, after) if last else None
            items += [item] if item else []
        return replace(run, stories=tuple(item.story for item in items)) if len(items) > 2 else None

    def _follows(self, track: Track, after: Item | None, story: Story) -> bool:
        return track.set_item(story, after) is not None

    def brief(self, width: float) -> Story:
        """A short article without a body, its heading one column wide."""
        px = self.page.body_px
        article = self.news.heading(long=False)
        story = Story(
            article=article,
            columns=1,
            headline_px=float(round(px * self.chance.uniform(1.3, 1.7))),
            face=self.chance.choice(("song_bold", "hei_bold")),
            byline_at="foot",
        )
        return self.fitted(story, width)

    def draft(self, room: Room) -> Story:
        """A story without its body: chance decides how it is set."""
        chance, news, columns = self.chance, self.news, room.columns
        lines = self.lines_in(room.height)
        long = lines * columns > 40
        strip = long and not news.english and columns > 1 and lines > 20 and not room.plain
        strip = strip and chance.random() < 0.3
        large = min(4.6, 1.5 + columns * 0.5 + lines / 40) * chance.uniform(0.75, 1.0)
        face = chance.choice(("song_bold", "hei_bold") if news.english else ("song_bold", "hei_bold", "kai"))
        article = news.heading(long)
        story = Story(
            article=article,
            columns=columns,
            headline_px=float(round(self.page.body_px * (min(large, 3.0) if strip else large))),
            decks=2 if strip and chance.random() < 0.5 else 1,
            strip=self._side() if strip else None,
            face=face,
            look=chance.choice(_LOOKS),
            kicker_below=chance.random() < 0.15,
            byline_at=self._byline_at(article),
            align="left" if chance.random() < 0.15 and not strip else "centre",
            frame=chance.choice(("rule", "tint")) if chance.random() < 0.12 and not room.bare else None,
            label=news.label().text if chance.random() < 0.08 and not strip else None,
        )
        if long and not strip and not room.plain and not room.bare and chance.random() < 0.05:
            return replace(story, article=news.headless(), label=None, look="plain")
        story = self._columned(story, room, long)
        return self._trimmed(self.fitted(story, room.height if strip else self._span(story, room)), room)

    def _columned(self, story: Story, room: Room, long: bool) -> Story:
        """The story with columns and an inset by chance."""
        chance, columns = self.chance, room.columns
        if story.strip:
            inset = self._inset(story, room) if columns > 2 and chance.random() < 0.35 else None
            return (
                replace(story, set_in=max(1, columns - 1), inset=inset, inset_row=4)
                if inset
                else replace(story, set_in=max(1, columns - 1))
            )
        if columns >= 3 and self.lines_in(room.height) > 22 and not room.plain and chance.random() < 0.7:
            return self._with_inset(story, room)
        if long and columns >= 3 and chance.random() < 0.25:
            return replace(story, over=columns - 1)
        if columns >= 2 and not self.news.english and chance.random() < 0.12:
            return replace(story, set_in=columns - 1)
        return story

    def _with_inset(self, story: Story, room: Room) -> Story:
        chance, columns = self.chance, room.columns
        if chance.random() < 0.12 and not self.page.vertical:
            photo = replace(self.news.photo(), aspect=chance.uniform(0.28, 0.4))
            row = chance.choice((0, 6, 9))
            return replace(story, inset=photo, inset_row=row, set_in=columns - 1, below=columns)
        at = chance.choice(("left", "right", "right"))
        story = replace(story, inset_at=at, inset_row=chance.choice((0, 0, 3, 6)))
        if columns == 4 and chance.random() < 0.25:
            story = replace(story, inset_at="centre", inset_columns=chance.choice((1, 1.3)))
        else:
            wide = chance.choice((2, 2, 1.5, 1.5)) if columns > 3 else chance.choice((1, 1, 1.5, 2))
            story = replace(story, inset_columns=wide)
        return replace(story, inset=self._inset(story, room))

    def _inset(self, story: Story, room: Room) -> Photo | Story:
        """A photograph, cut out by chance, or a boxed article of its own."""
        chance, photo = self.chance, self.news.photo()
        roll = chance.random()
        whole = story.inset_columns == int(story.inset_columns)
        if roll < 0.22 and whole and story.inset_at != "centre" and not room.bare and not story.strip:
            return self._boxed(story, room)
        if roll < 0.6 and (not whole or story.strip):
            return replace(photo, cut_out=True, aspect=chance.uniform(0.8, 1.1))
        if roll > 0.85 and whole and story.inset_columns >= 2:
            return replace(photo, caption_at=chance.choice(("inside", "beside")))
        return photo

    def _boxed(self, story: Story, room: Room) -> Story:
        columns, gutter = int(story.inset_columns), self.composer.gutter
        width = (room.width - (room.columns - 1) * gutter) / room.columns * columns + (columns - 1) * gutter
        draft = Story(
            article=self.news.heading(long=False),
            columns=columns,
            headline_px=float(round(self.page.body_px * self.chance.uniform(1.4, 1.9))),
            face=self.chance.choice(("song_bold", "hei_bold")),
            frame=self.chance.choice(("rule", "tint")),
            byline_at="foot",
            rules=False,
        )
        draft = self.fitted(draft, width - 2 * self.composer.pad)
        paragraphs = self.news.paragraphs(400 if self.news.english else 150 * columns)
        height = room.height * 0.5
        boxed = self.longest(draft, paragraphs, lambda s: self.composer.height(s, width) <= height)
        return boxed or self.cut(draft, paragraphs, 0, len(paragraphs[0]))

    def _side(self) -> str:
        """Where a heading that crosses the text's direction stands: a horizontal one never under its text."""
        return "left" if self.page.vertical else self.chance.choice(("left", "right"))

    def _byline_at(self, article: Article) -> str:
        byline = article.byline or ""
        bare = len(byline) < 4 or "摘" in byline
        return "foot" if bare else self.chance.choice(("head", "foot"))

    def _span(self, story: Story, room: Room) -> float:
        """The width that the heading covers, px."""
        width = room.width - 2 * self.composer.frame_pad(story)
        columns = story.set_in or story.columns
        gutters = (columns - 1) * self.composer.gutter
        over = min(story.over or columns, columns)
        return (width - gutters) / columns * over + (over - 1) * self.composer.gutter

    def fitted(self, story: Story, span: float) -> Story:
        """The story with its headline in as many decks and so large that it fits with air at both ends."""
        headline, body = story.article.headline or "", self.page.body_px
        wide = 1.4 if story.look == "wide" else 1.1 if story.look == "reverse" else 1.0
        room = span * 0.94 / wide
        if self.page.vertical and story.look == "wide":
            story, room = replace(story, look="plain"), span * 0.94

        def limit(decks: int) -> float:
            parts = headline.split(" ") if self.news.english else decks_of(headline, decks)
            return room / max(Type(self.page.script, story.face, 100).width(part) / 100 for part in parts)

        decks = story.decks
        while decks < 3 and not self.news.english and limit(decks) < 1.5 * body:
            decks += 1
        size = min(story.headline_px, limit(decks))
        thin = story.face != "hei_bold" or size < 2.2 * body
        look = "plain" if story.look == "outline" and thin else story.look
        return replace(story, decks=decks, headline_px=float(int(size)), look=look)

    def _trimmed(self, story: Story, room: Room) -> Story:
        """The story without a kicker or subheadline too long for its heading."""
        span = room.height if story.strip else self._span(story, room)
        minor = max(self.page.body_px * 1.25, min(story.headline_px * 0.5, self.page.body_px * 2.1))
        type_, article = Type(self.page.script, "kai", minor), story.article
        kicker = article.kicker if article.kicker and type_.width(article.kicker) < span * 0.95 else None
        sub = article.subheadline
        sub = sub if sub and type_.width(sub) < span * 0.95 else None
        return replace(story, article=replace(article, kicker=kicker, subheadline=sub))

    def longest(self, draft: Story, paragraphs: list[str], fits: Callable[[Story], bool]) -> Story | None:
        """The draft with as much text as fits, ended at a full stop; None where no sentence fits."""
        stops = [
            (index, end)
            for index, text in enumerate(paragraphs)
            for end, char in enumerate(text, start=1)
            if char in "。."
            and (end == len(text) or text[end] in " " or not self.news.english)
            and text[end : end + 1] not in "”」"
        ] + [(index, len(text)) for index, text in enumerate(paragraphs) if text[-1] in "”」"]
        stops = sorted({stop for stop in stops if stop[1]})
        low, high, best = 0, len(stops) - 1, None
        while low <= high:
            middle = (low + high) // 2
            story = self.cut(draft, paragraphs, *stops[middle])
            if fits(story):
                best, low = story, middle + 1
            else:
                high = middle - 1
        return best

    def cut(self, draft: Story, paragraphs: list[str], last: int, end: int) -> Story:
        body: list[str | Crosshead] = [*paragraphs[:last], paragraphs[last][:end]]
        if len(body) > 5 and draft.headline_px % 2:
            crossheads = self.news.prose.CROSSHEADS
            for place in range(2, len(body) - 1, 4):
                text = crossheads[(len(paragraphs[0]) + place) % len(crossheads)]
                body.insert(place, Crosshead(self.news.written(text)))
        return replace(draft, article=replace(draft.article, body=tuple(body)))
