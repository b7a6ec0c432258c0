"""The heading of a story: kicker, headline, subheadline and byline, as lines one below the other."""

from dataclasses import dataclass

from painter.describe import Description, Story
from painter.lines import Type
from painter.setting import SetLine, widened


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the heading: `v` px below the heading's top, its text starting at 0."""

    kind: str
    line: SetLine
    size_px: float
    v: float


@dataclass(frozen=True, slots=True)
class Heading:
    lines: tuple[HeadLine, ...]
    height: float
    length: float
    """The longest line, px."""


def set_heading(story: Story, page: Description, width: float | None, vertical: bool) -> Heading:
    """Set the heading to `width` px; None lets every line run as long as it is (a strip)."""
    article, px = story.article, story.headline_px
    rows: list[tuple[str, SetLine, float]] = []
    minor = max(page.body_px * 1.25, min(px * 0.5, page.body_px * 2.1))

    def add(kind: str, text: str | None, face: str, size_px: float) -> None:
        if text:
            type_ = Type(page.script, face, size_px, vertical)
            wide = width is None or type_.width(text) <= width
            lines = [type_.one_line(text)] if wide else type_.wrapped(text, width or 0)
            rows.extend((kind, line, size_px) for line in lines)

    add("kicker", story.kicker, "kai" if page.script != "en" else "hei", minor)
    rows.extend(_headline(story, page, width, vertical))
    if story.kicker_below:
        add("subheading", article.kicker, "kai", minor)
    add("subheading", article.subheadline, "hei" if page.script != "en" else "kai", minor * 0.92)
    if story.byline_at == "head":
        add("byline", article.byline, "kai", page.body_px)
    return _stacked(rows, page)


def _headline(
    story: Story, page: Description, width: float | None, vertical: bool
) -> list[tuple[str, SetLine, float]]:
    headline = story.article.headline
    if not headline:
        return []
    size, stretch = story.headline_px, stretch_of(story)
    if page.script == "en":
        lines = Type("en", story.face, size).wrapped_ragged(headline, (width or 1e9) / stretch)
        return [("heading", widened(line, stretch), size) for line in lines]
    decks = decks_of(headline, story.decks)
    longest = max(Type(page.script, story.face, size, vertical).width(deck) for deck in decks) * stretch
    if width is not None and longest > width:
        size = float(int(size * width / longest))
    type_ = Type(page.script, story.face, size, vertical)
    return [("heading", widened(type_.one_line(deck), stretch), size) for deck in decks]


def stretch_of(story: Story) -> float:
    """How much wider than drawn the headline's letters are set."""
    return 1.4 if story.look == "wide" else 1.0


def decks_of(headline: str, count: int) -> list[str]:
    """The decks of a Chinese headline: divided at its spaces, else into even parts.

    >>> decks_of("春水初生 万物向荣", 2), decks_of("春水初生", 1)
    (['春水初生', '万物向荣'], ['春水初生'])
    """
    if count == 1:
        return [headline]
    if " " in headline:
        return headline.split(" ")
    step = -(-len(headline) // count)
    return [headline[i : i + step] for i in range(0, len(headline), step)]


def _stacked(rows: list[tuple[str, SetLine, float]], page: Description) -> Heading:
    v, previous, lines = page.body_px * 0.2, None, []
    for kind, line, size in rows:
        if previous is not None:
            v += max(page.body_px * 0.35, 0.18 * size) if (kind, size) == previous else page.body_px * 0.62
        lines.append(HeadLine(kind, line, size, v))
        v += size
        previous = (kind, size)
    height = v + page.body_px * 0.8 if rows else 0.0
    return Heading(tuple(lines), height, max((row[1].end for row in rows), default=0))
