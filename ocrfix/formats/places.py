"""Where each region of a page belongs, as formats without articles of their own can carry it.

A region has one place (the first law); from the places, and from the lines that begin paragraphs, the
articles, captions, adverts and furniture follow again.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from ocrfix.model.article import PARTS, Advert, Article, Caption, Furniture, Paragraph, Unplaced
from ocrfix.model.page import FURNITURE_KINDS, Page, Region, RegionKind
from ocrfix.model.text import Texts

ARTICLE, CAPTION, ADVERT, FURNITURE, UNPLACED = "article", "caption", "advert", "furniture", "unplaced"

NOT_TOLD = "the file does not say which article it belongs to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`within` is one of the five words above. `owner` is the id of the article or caption, or the number of
    the advert; `part` one of an article's parts or "body", or a caption's "text" or "credit"; `article` and
    `picture` are a caption's; `why` is that of an unplaced region, `kind` that of furniture."""

    within: str
    owner: str = ""
    part: str = ""
    article: str | None = None
    picture: str | None = None
    why: str = ""
    kind: str = ""


def places_of(page: Page) -> dict[str, Place]:
    """The place of every region, by its id; in the order of the articles, then the rest."""
    return dict(_places(page))


def _places(page: Page) -> Iterator[tuple[str, Place]]:
    texts = Texts(page)
    for article in page.articles:
        parts = {region: part for part in PARTS for region in getattr(article, part)}
        for region in texts.regions_of(article):
            yield region, Place(within=ARTICLE, owner=article.id, part=parts.get(region, "body"))
    for caption in page.captions:
        for part in ("text", "credit"):
            for region in getattr(caption, part):
                yield (
                    region,
                    Place(
                        within=CAPTION,
                        owner=caption.id,
                        part=part,
                        article=caption.article,
                        picture=caption.picture,
                    ),
                )
    for number, advert in enumerate(page.adverts, 1):
        yield from ((region, Place(within=ADVERT, owner=str(number))) for region in advert.regions)
    for item in page.furniture:
        yield item.region, Place(within=FURNITURE, kind=item.kind)
    for rest in page.unplaced:
        yield rest.region, Place(within=UNPLACED, why=rest.why)


def paragraph_starts(page: Page) -> frozenset[str]:
    """The lines that begin a paragraph of an article."""
    return frozenset(p.lines[0] for article in page.articles for p in article.body if p.lines)


def likely_place(region: Region) -> Place:
    """The place of a region of which a file tells the kind and nothing else."""
    if region.kind in FURNITURE_KINDS:
        return Place(within=FURNITURE, kind=region.kind.value)
    if region.kind is RegionKind.ADVERT:
        return Place(within=ADVERT, owner=region.id)
    if region.kind in (RegionKind.CAPTION, RegionKind.CREDIT):
        part = "text" if region.kind is RegionKind.CAPTION else "credit"
        return Place(within=CAPTION, owner=f"caption-{region.id}", part=part)
    return Place(within=UNPLACED, why=NOT_TOLD)


def placed(page: Page, places: Mapping[str, Place], starts: Set[str]) -> Page:
    """The page with the articles, captions, adverts and furniture that the places tell.

    `places` are in the order of the articles and of the regions in them; a region that has none gets the
    likely one. `starts` are the lines that begin paragraphs.
    """
    regions = {region.id: region for region in page.regions}
    told = {name: place for name, place in places.items() if name in regions}
    told |= {name: likely_place(region) for name, region in regions.items() if name not in told}
    groups: dict[tuple[str, str], list[str]] = {}
    for name, place in told.items():
        groups.setdefault((place.within, place.owner), []).append(name)

    def of(within: str) -> Iterator[tuple[str, list[str]]]:
        return ((owner, names) for (kind, owner), names in groups.items() if kind == within)

    return replace(
        page,
        articles=tuple(_article(owner, names, told, regions, starts) for owner, names in of(ARTICLE)),
        captions=tuple(_caption(owner, names, told) for owner, names in of(CAPTION)),
        adverts=tuple(Advert(tuple(names)) for _, names in of(ADVERT)),
        furniture=tuple(Furniture(told[name].kind, name) for _, names in of(FURNITURE) for name in names),
        unplaced=tuple(Unplaced(name, told[name].why) for _, names in of(UNPLACED) for name in names),
    )


def _article(
    owner: str,
    names: Sequence[str],
    places: Mapping[str, Place],
    regions: Mapping[str, Region],
    starts: Set[str],
) -> Article:
    parts: dict[str, Any] = {
        part: tuple(name for name in names if places[name].part == part) for part in PARTS
    }
    body = [regions[name] for name in names if places[name].part not in PARTS]
    bare = Article(id=owner, body=tuple(_paragraphs(body, starts)), confidence=None)
    return replace(bare, **parts)


def _paragraphs(body: Sequence[Region], starts: Set[str]) -> Iterator[Paragraph]:
    """A paragraph begins at a line that is known to begin one, and where a crosshead begins or ends."""
    lines: list[str] = []
    heading = False
    for region in body:
        crosshead = region.kind is RegionKind.CROSSHEAD
        for line in region.lines:
            if lines and (line.id in starts or crosshead is not heading):
                yield Paragraph(tuple(lines), crosshead=heading)
                lines = []
            heading = crosshead
            lines.append(line.id)
    if lines:
        yield Paragraph(tuple(lines), crosshead=heading)


def _caption(owner: str, names: Sequence[str], places: Mapping[str, Place]) -> Caption:
    first = places[names[0]]
    return Caption(
        id=owner,
        text=tuple(name for name in names if places[name].part == "text"),
        credit=tuple(name for name in names if places[name].part == "credit"),
        article=first.article,
        picture=first.picture,
    )
