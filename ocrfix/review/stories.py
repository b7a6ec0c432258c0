"""Actions on articles and their paragraphs."""

from dataclasses import dataclass, replace
from typing import Any

from ocrfix.errors import ActionError
from ocrfix.geometry import union
from ocrfix.model.article import PARTS, Article, Paragraph
from ocrfix.model.page import Page, Region, RegionKind
from ocrfix.review.action import (
    JoinParagraphs,
    MergeArticles,
    MoveParagraph,
    MoveRegion,
    SplitArticle,
    SplitParagraph,
)
from ocrfix.review.moving import check_place, free_id, homes, move_region, with_paragraph, without_empty

_ORDER = ("kicker", "headline", "subheadline", "byline", "body", "continuation")
"""The parts of an article as they stand in it."""


def split_paragraph(page: Page, action: SplitParagraph) -> Page:
    article = article_named(page, action.article)
    number, place = _paragraph_with(article, action.line)
    paragraph = article.body[number]
    if place == 0:
        raise ActionError("a paragraph begins there already", "choose another line")
    parts = (
        replace(paragraph, lines=paragraph.lines[:place]),
        replace(paragraph, lines=paragraph.lines[place:]),
    )
    return _with_body(page, article, (*article.body[:number], *parts, *article.body[number + 1 :]))


def join_paragraphs(page: Page, action: JoinParagraphs) -> Page:
    article = article_named(page, action.article)
    number, place = _paragraph_with(article, action.line)
    if place:
        raise ActionError("no paragraph begins there", "give its first line")
    if number == 0:
        raise ActionError("there is no paragraph before it", "join the one after it")
    first, second = article.body[number - 1 : number + 1]
    joined = Paragraph((*first.lines, *second.lines), first.crosshead and second.crosshead)
    return _with_body(page, article, (*article.body[: number - 1], joined, *article.body[number + 1 :]))


def move_paragraph(page: Page, action: MoveParagraph) -> Page:
    """The paragraph in the body of another article, else its regions in the place that is named. Regions that
    would then stand in two places are cut."""
    article, to = article_named(page, action.article), action.to
    check_place(page, to)
    number, _ = _paragraph_with(article, action.line)
    paragraph = article.body[number]
    page = _regions_apart(page, article.body[:number], (paragraph,), article.body[number + 1 :])
    home = homes(page)
    if to.kind == "article" and to.id is None:
        to = replace(to, id=free_id((a.id for a in page.articles), "a"))
        page = replace(page, articles=(*page.articles, Article(id=to.id or "")))
    if to.kind != "article" or to.part not in (None, "body"):
        for name in dict.fromkeys(home[line] for line in paragraph.lines):
            page = move_region(page, MoveRegion(name, to))
        return page
    rank = {region.id: n for n, region in enumerate(page.regions)}
    page = _with_body(page, article, (*article.body[:number], *article.body[number + 1 :]))
    goal = article_named(page, to.id or "")
    return without_empty(_with_body(page, goal, with_paragraph(goal.body, paragraph, rank, home)))


def merge_articles(page: Page, action: MergeArticles) -> Page:
    """The second article at the end of the first. Its headline is a crosshead there, or the headline of both
    where the first has none."""
    if action.first == action.second:
        raise ActionError("these are one article", "choose two articles")
    first, second = article_named(page, action.first), article_named(page, action.second)
    parts: dict[str, Any] = {part: (*getattr(first, part), *getattr(second, part)) for part in PARTS}
    body = (*first.body, *second.body)
    if first.body and first.headline and second.headline:
        lines = {region.id: tuple(line.id for line in region.lines) for region in page.regions}
        heads = [name for part in ("kicker", "headline", "subheadline") for name in getattr(second, part)]
        inner = tuple(Paragraph(lines[name], crosshead=True) for name in heads if lines[name])
        empty = tuple(name for name in heads if not lines[name])
        parts |= {part: getattr(first, part) for part in ("kicker", "headline", "subheadline")}
        parts["headline"] = (*parts["headline"], *empty)
        body = (*first.body, *inner, *second.body)
        page = _with_kinds(page, heads, RegionKind.CROSSHEAD)
    merged = replace(
        first,
        **parts,
        body=body,
        doubts=tuple(dict.fromkeys((*first.doubts, *second.doubts))),
        reconstructed=first.reconstructed or (None if first.headline else second.reconstructed),
    )
    return replace(
        page,
        articles=tuple(
            merged if article is first else article for article in page.articles if article is not second
        ),
        captions=tuple(replace(c, article=first.id) if c.article == second.id else c for c in page.captions),
    )


def split_article(page: Page, action: SplitArticle) -> Page:
    """From the paragraph or heading with the line on, everything is another article. A crosshead that is a
    whole region becomes its headline; a region that would stand in both is cut in two."""
    article = article_named(page, action.article)
    cut = _cut_at(page, article, action.line)
    head = {part: getattr(article, part) for part in PARTS if _ORDER.index(part) < cut.part}
    tail = {part: getattr(article, part) for part in PARTS if _ORDER.index(part) > cut.part}
    if _ORDER[cut.part] == "body":
        first, second = article.body[: cut.place], article.body[cut.place :]
        page = _regions_apart(page, first, second)
        second, heading = _headed(page, second)
        tail["headline"] = heading
        page = _with_kinds(page, heading, RegionKind.HEADING)
    else:
        name = _ORDER[cut.part]
        head[name] = getattr(article, name)[: cut.place]
        tail[name] = getattr(article, name)[cut.place :]
        first, second = ((), article.body) if cut.part < _ORDER.index("body") else (article.body, ())
    if not first and not any(head.values()):
        raise ActionError("the article begins there", "choose a later line")
    new = Article(
        id=free_id((a.id for a in page.articles), "a"), body=second, confidence=article.confidence, **tail
    )
    kept = {part: head.get(part, ()) for part in PARTS}
    old = replace(article, body=first, **kept)
    if not old.headline:
        old = replace(old, reconstructed=None)
    articles: list[Article] = []
    for other in page.articles:
        articles += (old, new) if other.id == article.id else (other,)
    return without_empty(replace(page, articles=tuple(articles)))


def article_named(page: Page, name: str) -> Article:
    article = next((article for article in page.articles if article.id == name), None)
    if article is None:
        raise ActionError(f"the page has no article {name!r}", "load the page again")
    return article


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where an article is cut: the part, and what comes first of it in the new article."""

    part: int
    place: int


def _cut_at(page: Page, article: Article, line: str) -> _Cut:
    region = homes(page).get(line)
    for part in PARTS:
        if region in getattr(article, part):
            return _Cut(_ORDER.index(part), getattr(article, part).index(region))
    return _Cut(_ORDER.index("body"), _paragraph_with(article, line)[0])


def _paragraph_with(article: Article, line: str) -> tuple[int, int]:
    """The number of the paragraph that holds the line, and the line's place in it."""
    for number, paragraph in enumerate(article.body):
        if line in paragraph.lines:
            return number, paragraph.lines.index(line)
    raise ActionError(f"the body of article {article.id} has no line {line!r}", "load the page again")


def _with_body(page: Page, article: Article, body: tuple[Paragraph, ...]) -> Page:
    new = replace(article, body=body)
    return replace(page, articles=tuple(new if a is article else a for a in page.articles))


def _with_kinds(page: Page, names: tuple[str, ...] | list[str], kind: RegionKind) -> Page:
    return replace(page, regions=tuple(replace(r, kind=kind) if r.id in names else r for r in page.regions))


def _headed(page: Page, body: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """The body without the crosshead that it begins with, and the regions of that."""
    if not body or not body[0].crosshead:
        return body, ()
    lines = set(body[0].lines)
    names = tuple(r.id for r in page.regions if not lines.isdisjoint(line.id for line in r.lines))
    whole = {line.id for region in page.regions if region.id in names for line in region.lines}
    return (body[1:], names) if whole == lines else (body, ())


def _regions_apart(page: Page, *bodies: tuple[Paragraph, ...]) -> Page:
    """The page with every region that has lines in several of these bodies cut into one for each."""
    groups = [{line for paragraph in body for line in paragraph.lines} for body in bodies]
    regions: list[Region] = []
    taken = {region.id for region in page.regions}
    for region in page.regions:
        lines = {line.id for line in region.lines}
        own = [group for group in groups if not group.isdisjoint(lines)]
        if len(own) < 2:
            regions.append(region)
            continue
        regions.append(_part(region, region.id, own[0]))
        for group in own[1:]:
            name = free_id(taken, "r")
            taken.add(name)
            regions.append(_part(region, name, group))
    return replace(page, regions=tuple(regions))


def _part(region: Region, name: str, lines: set[str]) -> Region:
    kept = tuple(line for line in region.lines if line.id in lines)
    known = all(line.polygon for line in kept)
    polygon = union(line.box for line in kept).polygon if known and region.polygon else region.polygon
    return replace(region, id=name, lines=kept, polygon=polygon)
