"""Newspapers by chance: `random_page(seed)` describes a page whose stories fill it to the line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from painter import prose_en, prose_zh
from painter.compose import Composer
from painter.describe import (
    Advert,
    Article,
    Beside,
    Block,
    Crosshead,
    Description,
    Head,
    Label,
    Photo,
    Stack,
    Story,
)
from painter.paint import content_plane
from painter.prose_en import EnglishNews
from painter.prose_zh import ChineseNews
from painter.sheet import Sheet
from painter.traditional import figures_in_words, traditional


def random_page(seed: int, script: str | None = None) -> Description:
    """A page of a modern Chinese paper mostly, else of a vertical traditional or an English one.

    The same seed gives the same page; `script` asks for "zh-Hans", "zh-Hant" (vertical) or "en".
    """
    chance = Random(seed)
    script = script or chance.choices(("zh-Hans", "zh-Hant", "en"), (6, 3, 1))[0]
    frame = {"zh-Hans": _modern_frame, "zh-Hant": _vertical_frame, "en": _english_frame}[script](chance, seed)
    plane = content_plane(frame, Sheet(), Sheet())
    composer = Composer(frame, Sheet(), plane)
    editor = Editor(chance, frame, composer, Newsroom(chance, script, frame.vertical))
    return replace(frame, content=editor.fill(frame.columns, plane.width, plane.height, 0))


class Newsroom:
    """Text in the page's language and script."""

    def __init__(self, chance: Random, script: str, vertical: bool) -> None:
        self.english = script == "en"
        self.desk: ChineseNews | EnglishNews = EnglishNews(chance) if self.english else ChineseNews(chance)
        self.prose = prose_en if self.english else prose_zh
        self.written: Callable[[str], str] = str
        if script == "zh-Hant":
            self.written = lambda text: traditional(figures_in_words(text) if vertical else text)

    def one(self, templates: tuple[str, ...]) -> str:
        return self.written(self.desk.filled(templates))

    def lines(self, chance: Random) -> tuple[str, ...]:
        return tuple(self.written(self.desk.fill(line)) for line in chance.choice(self.prose.ADVERTS))

    def paragraphs(self, length: int) -> list[str]:
        return [self.written(text) for text in self.desk.paragraphs(length)]

    def name(self) -> str:
        return self.written(self.desk.name())


@dataclass(slots=True)
class Editor:
    """Divides the page among blocks and writes each to length."""

    chance: Random
    page: Description
    composer: Composer
    news: Newsroom

    def fill(self, columns: int, width: float, height: float, depth: int) -> Block:
        """A block of so many columns that fills the height."""
        lines = height / (self.page.body_px * self.page.leading)
        if depth == 0:
            across = self.chance.random() < 0.6
            return (
                self.beside(columns, width, height, 0) if across else self.stack(columns, width, height, 0, 2)
            )
        tall = 30 if self.page.vertical or self.news.english else 46
        if lines > tall or (columns <= 2 and lines > 30):
            return self.stack(
                columns, width, height, depth, max(2, round(lines / self.chance.uniform(16, 28)))
            )
        if columns >= 4 and (columns > 4 or self.chance.random() < 0.55):
            return self.beside(columns, width, height, depth)
        return self.leaf(columns, width, height)

    def stack(self, columns: int, width: float, height: float, depth: int, count: int) -> Block:
        room = height - self.composer.gap * (count - 1)
        weights = [self.chance.uniform(0.8, 1.3) for _ in range(count)]
        heights = [room * weight / sum(weights) for weight in weights]
        return Stack(tuple(self.fill(columns, width, h, depth + 1) for h in heights), columns)

    def beside(self, columns: int, width: float, height: float, depth: int) -> Block:
        left = self.chance.choice(list(range(2, columns - 1)) or [1])
        parts = [left, columns - left]
        spans = self.composer.spans([Label(text="", columns=n) for n in parts], width)
        blocks = tuple(self.fill(n, w, height, depth + 1) for n, (_, w) in zip(parts, spans, strict=True))
        return Beside(blocks, columns, rules=self.chance.random() < 0.75)

    def leaf(self, columns: int, width: float, height: float) -> Block:
        if columns <= 3 and height < self.page.body_px * 22 and self.chance.random() < 0.15:
            return Advert(lines=self.news.lines(self.chance), columns=columns, height_px=height)
        for attempt in range(6):
            story = self.written_to(self.draft(columns, height, plain=attempt > 2), width, height)
            if story:
                return story
        return Advert(lines=self.news.lines(self.chance), columns=columns, height_px=height)

    def draft(self, columns: int, height: float, plain: bool) -> Story:
        """A story without its body: chance decides how it is set."""
        chance, px, news = self.chance, self.page.body_px, self.news
        lines = height / (px * self.page.leading)
        large = min(4.6, 1.5 + columns * 0.5 + lines / 40) * chance.uniform(0.75, 1.0)
        long = lines * columns > 40
        strip = (
            long and not news.english and columns >= 2 and lines > 20 and chance.random() < 0.3 and not plain
        )
        pictured = columns >= 3 and lines > 26 and not strip and not plain and chance.random() < 0.6
        inset = self.photo() if pictured else None
        over = (
            columns - 1
            if long and columns >= 3 and not inset and not strip and chance.random() < 0.25
            else None
        )
        face = chance.choice(
            ("song_bold", "song_bold", "hei_bold", "kai") if not news.english else ("song_bold", "hei_bold")
        )
        return Story(
            article=self.heading(long),
            columns=columns,
            set_in=max(1, columns - 1) if strip else None,
            headline_px=float(round(px * (min(large, 3.0) if strip else large))),
            decks=2 if strip and chance.random() < 0.5 else 1,
            strip=self.side() if strip else None,
            over=over,
            face=face,
            inset=inset,
            inset_columns=chance.choice((2, 2, 1.5)) if columns > 3 else chance.choice((1, 2)),
            inset_at=chance.choice(("left", "right")),
            inset_row=chance.choice((0, 0, 3)),
            kicker_below=chance.random() < 0.15,
            byline_at=chance.choice(("head", "foot")),
            align="left" if chance.random() < 0.15 and not strip else "centre",
            frame=chance.choice(("rule", "tint")) if chance.random() < 0.15 else None,
            label=self.label() if chance.random() < 0.08 and not strip else None,
        )

    def side(self) -> str:
        """Where a heading that crosses the text's direction stands: a horizontal one never under its text."""
        return "left" if self.page.vertical else self.chance.choice(("left", "right"))

    def photo(self) -> Photo:
        chance, news = self.chance, self.news
        name = news.name()
        style = (
            "Photograph by {}" if news.english else news.written(chance.choice(("{} 摄", "{}/摄", "{} 摄影")))
        )
        return Photo(
            caption=news.one(news.prose.CAPTIONS),
            credit=style.format(name),
            aspect=chance.uniform(0.5, 0.75),
            seed=chance.randint(0, 9999),
        )

    def label(self) -> str:
        if self.news.english:
            return self.chance.choice(("COUNTY NEWS", "MARKETS", "ARTS", "LETTERS"))
        return self.news.written(self.chance.choice(prose_zh.SECTIONS))

    def heading(self, long: bool) -> Article:
        chance, news = self.chance, self.news
        headline, month, day = news.one(news.prose.HEADS), chance.randint(1, 12), chance.randint(1, 28)
        kicker = news.one(news.prose.KICKERS) if long and chance.random() < 0.4 else None
        if news.english:
            dateline = f"{news.desk.place().upper()}, March {day} — " if chance.random() < 0.5 else None
            byline = f"By {news.name().upper()}" if long and chance.random() < 0.5 else None
            return Article(headline=headline, kicker=kicker, byline=byline, dateline=dateline, body=())
        style = chance.random()
        byline, dateline = None, f"本报讯 {month}月{day}日，"
        if style < 0.3:
            dateline = f"本报讯（记者 {news.desk.name()}）"
        elif style < 0.7:
            byline = chance.choice(("■记者 {}", "记者 {}", "（{}）", "□本报记者 {}", "（通讯员 {}）")).format(
                news.desk.name()
            )
            dateline = None if style < 0.5 else dateline
        sub = news.one(prose_zh.SUBHEADS) if long and chance.random() < 0.3 else None
        written = news.written
        return Article(
            headline=headline,
            kicker=kicker,
            subheadline=sub,
            byline=written(byline) if byline else None,
            dateline=written(dateline) if dateline else None,
            continued_on=written("（下转第3版）") if long and chance.random() < 0.07 else None,
            continued_from=written("（上接第1版）") if chance.random() < 0.04 else None,
            body=(),
        )

    def written_to(self, draft: Story, width: float, height: float) -> Story | None:
        """The story with as much text as fits the height; None where it would stay far from full."""
        area = width * height / (self.page.body_px**2 * self.page.leading)
        paragraphs = self.news.paragraphs(int(area * (2.4 if self.news.english else 1.05)))
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
            if self.composer.height(story, width) <= height:
                best, low = story, middle + 1
            else:
                high = middle - 1
        lead = self.page.body_px * self.page.leading
        return best if best and height - self.composer.height(best, width) < 3.5 * lead else None

    def cut(self, draft: Story, paragraphs: list[str], last: int, end: int) -> Story:
        body: list[str | Crosshead] = [*paragraphs[:last], paragraphs[last][:end]]
        if len(body) > 5 and not self.news.english and draft.headline_px % 2:
            text = prose_zh.CROSSHEADS[len(paragraphs[0]) % len(prose_zh.CROSSHEADS)]
            body.insert(2, Crosshead(self.news.written(text)))
        return replace(draft, article=replace(draft.article, body=tuple(body)))


def _modern_frame(chance: Random, seed: int) -> Description:
    wide = chance.choice((1700, 2000, 2300, 2600))
    body = wide / chance.uniform(88, 106)
    town = chance.choice(prose_zh.PLACES)
    title = town + chance.choice(("日报", "晚报", "时报", "晨报", "新闻", "商报"))
    month, day, number = chance.randint(1, 12), chance.randint(1, 28), chance.randint(1, 8)
    date = f"20{chance.randint(10, 24)}年{month}月{day}日 星期{chance.choice('一二三四五六日')}"
    editors = f"责任编辑 {chance.choice(prose_zh.SURNAMES)}{chance.choice(prose_zh.GIVEN)}"
    phone = f"电话：{chance.randint(82000000, 88999999)}"
    if chance.random() < 0.4:
        ear = (
            "今日导读",
            f"{town}春耕一线见闻 2版",
            "老街改造听民声 3版",
            f"天气：多云 {chance.randint(8, 14)}℃至{chance.randint(15, 28)}℃",
        )
        head = Head(
            nameplate=title,
            nameplate_px=body * 8.5,
            ears=(ear,),
            folio=(date, f"第{chance.randint(1000, 9000)}期", "今日8版", "第1版"),
            face=chance.choice(("song_bold", "kai", "hei_bold")),
        )
    else:
        section = chance.choice(["要闻", "综合", "民生", "县域", "经济", "文化", "副刊"])
        head = Head(running=(f"第{number}版", section, title, date, editors))
    return Description(
        script="zh-Hans",
        content=Stack(()),
        head=head,
        imprint=(f"社址：{town}人民路{chance.randint(2, 300)}号", phone, "定价：1.50元", editors)
        if chance.random() < 0.7
        else (),
        size_px=(wide, int(wide * chance.uniform(1.38, 1.5))),
        margin_px=int(wide * 0.045),
        columns=chance.choice((5, 6, 6, 7)),
        body_px=round(body * 2) / 2,
        leading=chance.uniform(1.26, 1.5),
        gutter_em=chance.uniform(1.0, 2.0),
        column_rules=chance.random() < 0.2,
        seed=seed,
    )


def _vertical_frame(chance: Random, seed: int) -> Description:
    wide = chance.choice((1900, 2200, 2500))
    body = wide / chance.uniform(66, 82)
    town = traditional(chance.choice(prose_zh.PLACES))
    year, month, day = chance.randint(18, 48), chance.randint(1, 12), chance.randint(1, 28)
    date = figures_in_words(f"中華民國{year}年{month}月{day}日")
    ears = (("本報啟事", "來稿請用稿紙", "恕不退還"), ("廣告價目", "每行每日五角", "長期另議"))
    front = chance.random() < 0.6
    return Description(
        script="zh-Hant",
        vertical=True,
        content=Stack(()),
        head=Head(
            nameplate=town + chance.choice(("日報", "商報", "晚報", "新報")) if front else None,
            nameplate_px=body * 6.5,
            place="centre",
            rtl=chance.random() < 0.8,
            ears=ears,
            folio=(date, f"星期{chance.choice('一二三四五六')}", "今日出紙一大張"),
            running=(date, town + "日報", f"第{chance.choice('二三四')}版"),
        ),
        imprint=("社址" + town + "大街", "零售每份一角") if chance.random() < 0.5 else (),
        size_px=(wide, int(wide * chance.uniform(1.3, 1.45))),
        margin_px=int(wide * 0.045),
        columns=chance.choice((6, 7, 8)),
        body_px=round(body),
        leading=chance.uniform(1.32, 1.5),
        gutter_em=chance.uniform(0.7, 1.1),
        indent_em=chance.choice((1, 2, 2)),
        column_rules=chance.random() < 0.6,
        seed=seed,
    )


def _english_frame(chance: Random, seed: int) -> Description:
    wide = chance.choice((2000, 2400, 2800))
    body = wide / chance.uniform(78, 90)
    town = chance.choice(prose_en.TOWNS)
    title = f"The {town} {chance.choice(('Courier', 'Gazette', 'Herald', 'Times'))}"
    day = f"{chance.choice(('MONDAY', 'FRIDAY', 'SATURDAY'))}, MARCH {chance.randint(1, 28)}"
    front = chance.random() < 0.6
    return Description(
        script="en",
        content=Stack(()),
        head=Head(
            nameplate=title if front else None,
            nameplate_px=wide / len(title) * 1.7,
            place="centre",
            folio=(f"No. {chance.randint(900, 9999)}", town.upper(), day, "PRICE ONE PENNY"),
            running=(str(chance.randint(2, 12)), title.upper(), day),
        ),
        size_px=(wide, int(wide * chance.uniform(1.35, 1.45))),
        margin_px=int(wide * 0.045),
        columns=chance.choice((5, 6)),
        body_px=round(body),
        leading=chance.uniform(1.1, 1.22),
        gutter_em=chance.uniform(0.9, 1.3),
        indent_em=1,
        column_rules=chance.random() < 0.6,
        seed=seed,
    )
