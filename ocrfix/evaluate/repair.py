"""What repair did to pages: their text before it, which is the reading, and after it, against a truth.

The truth is a page's full text, as in `ocrfix.evaluate.text`. Texts are compared as there, but the spaces
between words count. A change that this makes alike, such as the width of a comma, counts as none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ocrfix.evaluate.folding import spaced
from ocrfix.evaluate.result import Story
from ocrfix.evaluate.text import Truth
from ocrfix.model.article import Article
from ocrfix.model.edit import Edit
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

Points: TypeAlias = NDArray[np.int64]
"""The code points of a text."""

_PER = 100_000
_AROUND = 24
_PIECE = 60
_MOST_WRONG = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScore:
    """The edits of one rule: how many there are, and how many characters they made right and wrong."""

    rule: str
    edits: int
    mended: int
    harmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """A page's articles: characters of their reading that stand in the truth, and wrong ones among them."""

    name: str
    characters: int
    before: int
    rules: tuple[RuleScore, ...]

    @property
    def mended(self) -> int:
        return sum(rule.mended for rule in self.rules)

    @property
    def harmed(self) -> int:
        return sum(rule.harmed for rule in self.rules)

    @property
    def verdict(self) -> int:
        """1 where repair made the page better, -1 where it made it worse, 0 where neither."""
        return (self.mended > self.harmed) - (self.mended < self.harmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairScore:
    """Pages taken together.

    `before`: wrong characters of the reading. It is cut into pieces of 60 characters, and each one's edit
    distance to the nearest passage of the truth is taken; a piece that is nearer to nothing than by half is
    not in the truth and is left out. So errors of order and of dealing text out to articles, of which repair
    knows nothing, hardly count; what was not read at all does not.
    `mended` and `harmed`: an edit mends where its surroundings, 24 characters either side, are nearer to a
    passage of the truth with it than without it, all other edits in place, by as many characters; it harms
    where they are farther. So what is made wrong in one place is not made up for in another.

    `after`: before - mended + harmed.
    `gain`: the share of the wrong characters that repair took away, (before - after) / before; None where
    nothing was wrong. It is the improvement of Chiron et al. 2017 (ICDAR competition on post-OCR text
    correction). Negative where repair did more harm than good.
    `harm`: characters made wrong, in 100,000 that were right before.
    `preference`: the share of pages made better minus the share of those made worse, -1 to 1: the mean of the
    signs by which the HIPE-OCRepair competition of ICDAR 2026 judges items.
    """

    pages: tuple[PageScore, ...]

    @property
    def characters(self) -> int:
        return sum(page.characters for page in self.pages)

    @property
    def before(self) -> int:
        return sum(page.before for page in self.pages)

    @property
    def after(self) -> int:
        return self.before - sum(page.mended for page in self.pages) + self.harmed

    @property
    def rules(self) -> tuple[RuleScore, ...]:
        """Every rule of all pages, by name."""
        return _added(rule for page in self.pages for rule in page.rules)

    @property
    def harmed(self) -> int:
        return sum(page.harmed for page in self.pages)

    @property
    def gain(self) -> float | None:
        return (self.before - self.after) / self.before if self.before else None

    @property
    def harm(self) -> float | None:
        right = self.characters - self.before
        return _PER * self.harmed / right if right > 0 else None

    @property
    def preference(self) -> float | None:
        return sum(page.verdict for page in self.pages) / len(self.pages) if self.pages else None


def score_repair(truth: Truth, page: Page) -> PageScore:
    """Judge the reading of a page's articles, and each of its edits, by the truth's articles."""
    printed = "\n".join(text for story in truth.stories for text in _texts_of(story.folded(spaced)))
    passages = _points(printed)
    characters = before = 0
    rules: list[RuleScore] = []
    for article in page.articles:
        own = _alone(page, article)
        reading = _text(own, article, ())
        for start in range(0, len(reading), _PIECE):
            piece = reading[start : start + _PIECE]
            wrong = _farness(piece, passages)
            if wrong <= _MOST_WRONG * len(piece):
                characters += len(piece)
                before += wrong
        rules += _judged(own, article, passages)
    return PageScore(name=page.name, characters=characters, before=before, rules=_added(rules))


def _judged(page: Page, article: Article, passages: Points) -> Iterator[RuleScore]:
    """A score for each edit of an article."""
    whole = _text(page, article, page.edits)
    for edit in page.edits:
        rest = [other for other in page.edits if other is not edit]
        with_it, without = _surroundings(whole, _text(page, article, rest))
        mended = _farness(without, passages) - _farness(with_it, passages)
        yield RuleScore(rule=edit.rule, edits=1, mended=max(0, mended), harmed=max(0, -mended))


def _surroundings(one: str, other: str) -> tuple[str, str]:
    """Where two texts differ, with what stands around it."""
    shorter = min(len(one), len(other))
    first = next((k for k in range(shorter) if one[k] != other[k]), shorter)
    same = next((k for k in range(shorter - first) if one[-1 - k] != other[-1 - k]), shorter - first)
    start = max(0, first - _AROUND)
    return one[start : len(one) - same + _AROUND], other[start : len(other) - same + _AROUND]


def _farness(text: str, passages: Points) -> int:
    """The edit distance between a text and the stretch of the passages that is nearest to it.

    Sellers 1980, a row a character; the least way along a row is a running minimum.
    """
    along = np.arange(len(passages) + 1)
    row = np.zeros(len(passages) + 1, np.int64)
    for char in _points(text):
        least = row + 1
        least[1:] = np.minimum(least[1:], row[:-1] + (passages != char))
        row = np.minimum.accumulate(least - along) + along
    return int(row.min())


def _points(text: str) -> Points:
    return np.array([ord(char) for char in text], np.int64)


def _texts_of(story: Story) -> tuple[str, ...]:
    return (story.kicker, story.headline, story.subheadline, story.byline, *story.paragraphs)


def _text(page: Page, article: Article, edits: Iterable[Edit]) -> str:
    """An article's text with some edits, made comparable."""
    texts = Texts(replace(page, edits=tuple(edits)))
    heads = (article.kicker, article.headline, article.subheadline, article.byline)
    parts = (*map(texts.regions, heads), *map(texts.paragraph, article.body))
    return "\n".join(spaced(part) for part in parts if part)


def _alone(page: Page, article: Article) -> Page:
    """The page with this article's regions and the edits of its own lines: what is asked often is small."""
    heads = {*article.kicker, *article.headline, *article.subheadline, *article.byline}
    bodies = {line for paragraph in article.body for line in paragraph.lines}
    regions = [r for r in page.regions if r.id in heads or not bodies.isdisjoint(line.id for line in r.lines)]
    lines = bodies | {line.id for region in regions if region.id in heads for line in region.lines}
    edits = tuple(edit for edit in page.edits if edit.line in lines)
    return replace(page, regions=tuple(regions), edits=edits)


def _added(scores: Iterable[RuleScore]) -> tuple[RuleScore, ...]:
    """One score a rule, by name."""
    found: dict[str, RuleScore] = {}
    for score in scores:
        had = found.get(score.rule, RuleScore(rule=score.rule, edits=0, mended=0, harmed=0))
        found[score.rule] = RuleScore(
            rule=score.rule,
            edits=had.edits + score.edits,
            mended=had.mended + score.mended,
            harmed=had.harmed + score.harmed,
        )
    return tuple(found[rule] for rule in sorted(found))
