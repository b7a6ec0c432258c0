"""The words of a random page: headings, paragraphs, captions, adverts, tables, in its script."""

from collections.abc import Callable
from random import Random

from painter import prose_en, prose_zh
from painter.describe import Article, Label, Photo, Table
from painter.prose_en import EnglishNews
from painter.prose_zh import ChineseNews
from painter.traditional import figures_in_words, traditional


class Newsroom:
    """Text in the page's language and script."""

    def __init__(self, chance: Random, script: str, vertical: bool) -> None:
        self.chance, self.english = chance, script == "en"
        self.desk: ChineseNews | EnglishNews = EnglishNews(chance) if self.english else ChineseNews(chance)
        self.prose = prose_en if self.english else prose_zh
        self.written: Callable[[str], str] = str
        if script == "zh-Hant":
            self.written = lambda text: traditional(figures_in_words(text) if vertical else text)

    def one(self, templates: tuple[str, ...]) -> str:
        return self.written(self.desk.filled(templates))

    def lines(self) -> tuple[str, ...]:
        """An advert's."""
        return tuple(self.written(self.desk.fill(line)) for line in self.chance.choice(self.prose.ADVERTS))

    def paragraphs(self, length: int) -> list[str]:
        return [self.written(text) for text in self.desk.paragraphs(length)]

    def crosshead(self) -> str:
        return self.written(self.chance.choice(self.prose.CROSSHEADS))

    def photo(self) -> Photo:
        chance = self.chance
        style = "Photograph by {}"
        if not self.english:
            style = self.written(chance.choice(("{} 摄", "{}/摄", "{} 摄影", "（{} 摄）")))
        return Photo(
            caption=self.one(self.prose.CAPTIONS),
            credit=style.format(self.written(self.desk.name())),
            aspect=chance.uniform(0.5, 0.75),
            seed=chance.randint(0, 9999),
        )

    def label(self) -> Label:
        text = self.written(self.chance.choice(self.prose.SECTIONS))
        return Label(text=text, look=self.chance.choice(("dark", "light", "band")))

    def table(self) -> Table:
        chance = self.chance
        title, made = chance.choice(self.prose.TABLES)
        rows = {
            tuple(self.written(self.desk.fill(cell)) for cell in made) for _ in range(chance.randint(5, 9))
        }
        return Table(title=self.written(title), rows=tuple(sorted(rows)), ruled=chance.random() < 0.5)

    def heading(self, long: bool) -> Article:
        """An article without a body; only long ones have kicker, subheadline and jump lines."""
        return self._english(long) if self.english else self._chinese(long)

    def headless(self) -> Article:
        """The rest of an article that began on another page."""
        begun = self.chance.choice(self.prose.CONTINUED_FROM)
        return Article(headline=None, continued_from=self.written(begun), body=())

    def _english(self, long: bool) -> Article:
        chance = self.chance
        day, jumps = chance.randint(1, 28), long and chance.random() < 0.08
        return Article(
            headline=self.one(prose_en.HEADS),
            kicker=self.one(prose_en.KICKERS) if long and chance.random() < 0.4 else None,
            byline=f"By {self.desk.name().upper()}" if long and chance.random() < 0.5 else None,
            dateline=f"{self.desk.place().upper()}, March {day} — " if chance.random() < 0.5 else None,
            continued_on=chance.choice(prose_en.CONTINUED_ON) if jumps else None,
            body=(),
        )

    def _chinese(self, long: bool) -> Article:
        chance, written = self.chance, self.written
        month, day, style = chance.randint(1, 12), chance.randint(1, 28), chance.random()
        byline, dateline = None, f"本报讯 {month}月{day}日，"
        if style < 0.3:
            dateline = f"本报讯（记者 {self.desk.name()}）"
        elif style < 0.7:
            byline = chance.choice(prose_zh.BYLINES).format(self.desk.name())
            dateline = None if style < 0.5 else dateline
        kicker = self.one(prose_zh.KICKERS) if long and chance.random() < 0.4 else None
        sub = self.one(prose_zh.SUBHEADS) if long and chance.random() < 0.3 else None
        jumps = long and chance.random() < 0.08
        return Article(
            headline=self.one(prose_zh.HEADS),
            kicker=kicker,
            subheadline=sub,
            byline=written(byline) if byline else None,
            dateline=written(dateline) if dateline else None,
            continued_on=written(chance.choice(prose_zh.CONTINUED_ON)) if jumps else None,
            body=(),
        )
