"""What repair did to pages: their text before it, which is the reading, and after it, against a truth.

The truth is a page's full text, as in `ocrfix.evaluate.text`. Texts are compared as there, but the spaces
between words count. A change that this makes alike, such as the width of a comma, counts as none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocrfix.evaluate.folding import spaced
from ocrfix.evaluate.result import Story
from ocrfix.evaluate.text import Truth, matched
from ocrfix.model.article import Article
from ocrfix.model.edit import Edit
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

_PER = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScore:
    """The edits of one rule: how many there are, and how many characters they made right and wrong."""

    rule: str
    edits: int
    mended: int
    harmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """The matched articles of a page: characters of their truth, wrong ones before and after repair."""

    name: str
    characters: int
    before: int
    after: int
    rules: tuple[RuleScore, ...]

    @property
    def verdict(self) -> int:
        """1 where repair made the page better, -1 where it made it worse, 0 where neither."""
        return (self.before > self.after) - (self.before < self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairScore:
    """Pages taken together. Wrong characters are edit distances to the truth of articles that were found;
    one that was not found is no fault of repair and left out.

    `gain`: the share of the wrong characters that repair took away, (before - after) / before; None where
    nothing was wrong. It is the improvement of Chiron et al. 2017 (ICDAR competition on post-OCR text
    correction). Negative where repair did more harm than good.
    `harm`: characters made wrong, in 100,000 that were right before. An edit harms where the text is nearer
    to the truth without it, all others in place, by as many characters; so what is made wrong in one place
    is not made up for in another.
    `preference`: the share of pages made better minus the share of those made worse, -1 to 1; the sign of the
    change of each item, as the HIPE-OCRepair competition of ICDAR 2026 takes it, on average.
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
        return sum(page.after for page in self.pages)

    @property
    def rules(self) -> tuple[RuleScore, ...]:
        """Every rule of all pages, by name."""
        return _added(rule for page in self.pages for rule in page.rules)

    @property
    def harmed(self) -> int:
        return sum(rule.harmed for rule in self.rules)

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
    """Match the page's articles as they are after repair; judge each before repair and without each edit."""
    printed = [story.folded(spaced) for story in truth.stories]
    texts = Texts(page)
    stories = [_story(article, texts) for article in page.articles]
    judged = []
    for match in matched(printed, stories):
        if match.found is not None:
            number = next(i for i, story in enumerate(stories) if story is match.found)
            judged.append(_judged(match.truth.whole, page.articles[number], page))
    return PageScore(
        name=page.name,
        characters=sum(one.characters for one in judged),
        before=sum(one.before for one in judged),
        after=sum(one.after for one in judged),
        rules=_added(rule for one in judged for rule in one.rules),
    )


def _judged(truth: str, article: Article, page: Page) -> PageScore:
    """One article of a page against its truth."""
    own = _alone(page, article)

    def wrong(edits: Sequence[Edit]) -> int:
        story = _story(article, Texts(replace(own, edits=tuple(edits))))
        return Levenshtein.distance(truth, story.whole)

    after = wrong(own.edits)
    rules = []
    for edit in own.edits:
        mended = wrong([other for other in own.edits if other is not edit]) - after
        rules.append(RuleScore(rule=edit.rule, edits=1, mended=max(0, mended), harmed=max(0, -mended)))
    return PageScore(
        name=page.name, characters=len(truth), before=wrong(()), after=after, rules=_added(rules)
    )


def _story(article: Article, texts: Texts) -> Story:
    """An article's texts, made comparable."""
    return Story(
        kicker=texts.regions(article.kicker),
        headline=texts.regions(article.headline),
        subheadline=texts.regions(article.subheadline),
        byline=texts.regions(article.byline),
        paragraphs=tuple(texts.paragraph(paragraph) for paragraph in article.body),
    ).folded(spaced)


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
