"""Builds the page's articles from its outline. Every region gets exactly one place."""

import itertools
import math
from dataclasses import replace

from ocrfix.articles.patterns import dateline_of, jump_of, nameplate_of
from ocrfix.model.article import PARTS, Advert, Article, Caption, Furniture, Unplaced
from ocrfix.model.outline import Outline, Story
from ocrfix.model.page import FURNITURE_KINDS, Page, RegionKind
from ocrfix.model.text import Texts

_SURE = 0.9
"""An article that is less sure is told with its other order: of 1,537 articles of painted pages these were
56, and 9 of the 20 that were wrong."""


def build_articles(page: Page, outline: Outline) -> Page:
    """The page with articles, captions, adverts, furniture and what could not be placed."""
    articles = tuple(_article(f"a{n}", story) for n, story in enumerate(outline.stories, 1))
    captions = _captions(outline)
    furniture = tuple(Furniture(r.kind.value, r.id) for r in page.regions if r.kind in FURNITURE_KINDS)
    placed = _places(outline) | {item.region for item in furniture}
    unplaced = tuple(
        Unplaced(region.id, outline.reasons.get(region.id, "no article is near"))
        for region in page.regions
        if region.id not in placed
    )
    return with_facts(
        replace(
            page,
            articles=articles,
            captions=captions,
            adverts=tuple(Advert(ids) for ids in outline.adverts),
            furniture=tuple(f for f in furniture if f.region not in _places(outline)),
            unplaced=unplaced,
        )
    )


def with_facts(page: Page) -> Page:
    """The page with what its text says in set phrases read anew: datelines, jump lines, the nameplate."""
    texts = Texts(page)
    articles = tuple(_with_phrases(article, texts) for article in page.articles)
    heads = [
        (region.kind.value, texts.region(region.id))
        for region in page.regions
        if region.kind in FURNITURE_KINDS
    ]
    return replace(page, nameplate=nameplate_of(heads), articles=articles)


def _with_phrases(article: Article, texts: Texts) -> Article:
    jumps = [jump_of(texts.region(region)) for region in article.continuation]
    opening = next((paragraph for paragraph in article.body if not paragraph.crosshead), None)
    return replace(
        article,
        dateline=dateline_of(texts.paragraph(opening)) if opening else None,
        continued_from=next((page for way, page in jumps if way == "from"), None),
        continues_on=next((page for way, page in jumps if way == "to"), None),
    )


def _places(outline: Outline) -> set[str]:
    """Ids of the regions that stand in a story, a caption or an advert."""
    line_home = {line.id: region.id for region in outline.regions for line in region.lines}
    placed: set[str] = set()
    for story in outline.stories:
        placed.update(region for part in PARTS for region in getattr(story, part))
        placed.update(line_home[line] for paragraph in story.body for line in paragraph.lines)
    placed.update(caption.region for caption in outline.captions)
    placed.update(region for advert in outline.adverts for region in advert)
    return placed


def _article(name: str, story: Story) -> Article:
    sure = 1 / (1 + math.exp(-story.margin))
    doubtful = story.other and sure < _SURE
    doubts = (f"another order is nearly as likely: {story.other}",) if doubtful else ()
    return Article(
        id=name,
        body=story.body,
        confidence=round(sure, 2),
        doubts=doubts,
        **{part: getattr(story, part) for part in PARTS},
    )


def _captions(outline: Outline) -> tuple[Caption, ...]:
    """Captions; a credit belongs to the caption before it of the same picture, else it stands alone.

    Where no picture is known, the caption must be the region right before it.
    """
    kinds = {region.id: region.kind for region in outline.regions}
    before = {b.id: a.id for a, b in itertools.pairwise(outline.regions)}
    captions: list[Caption] = []
    for found in outline.captions:
        last = captions[-1] if captions else None
        credit = kinds[found.region] is RegionKind.CREDIT
        near = last and (found.picture is not None or before.get(found.region) in last.text)
        if credit and last and near and last.picture == found.picture:
            captions[-1] = replace(last, credit=(*last.credit, found.region))
            continue
        captions.append(
            Caption(
                id=f"c{len(captions) + 1}",
                text=() if credit else (found.region,),
                credit=(found.region,) if credit else (),
                article=None if found.story is None else f"a{found.story + 1}",
                picture=found.picture,
            )
        )
    return tuple(captions)
