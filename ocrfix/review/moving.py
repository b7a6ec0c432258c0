"""Actions that put regions into other places. Every region keeps exactly one place."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from ocrfix.errors import ActionError
from ocrfix.model.article import PARTS, Advert, Article, Caption, Furniture, Paragraph, Unplaced
from ocrfix.model.page import FURNITURE_KINDS, Page, Region, RegionKind
from ocrfix.review.action import Label, MoveRegion, Order, Place

_KIND_OF_PART = {
    "kicker": RegionKind.KICKER,
    "headline": RegionKind.HEADING,
    "subheadline": RegionKind.SUBHEADING,
    "byline": RegionKind.BYLINE,
    "continuation": RegionKind.CONTINUATION,
}
_PART_OF_KIND = {kind: part for part, kind in _KIND_OF_PART.items()} | {
    RegionKind.BODY: "body",
    RegionKind.CROSSHEAD: "body",
}
_BY_EDITOR = "put there by the editor"


def move_region(page: Page, action: MoveRegion) -> Page:
    """The region with all its lines in the place that is named."""
    region = region_named(page, action.region)
    check_place(page, action.to)
    return without_empty(_put(_taken_out(page, region), region, action.to))


def check_place(page: Page, to: Place) -> None:
    """ActionError where the page does not have the article or caption that a place names."""
    if to.kind in ("article", "caption") and to.id is not None:
        named = page.articles if to.kind == "article" else page.captions
        if to.id not in {item.id for item in named}:
            raise ActionError(f"the page has no {to.kind} {to.id!r}", "load the page again")


def label(page: Page, action: Label) -> Page:
    """The region with another kind, in the place where its kind belongs: within its article where it has one,
    else among captions, adverts or furniture; a kind that belongs nowhere stays where it is."""
    region = region_named(page, action.region)
    if action.label not in {kind.value for kind in RegionKind}:
        raise ActionError(f"there is no label {action.label!r}", f"labels are: {', '.join(RegionKind)}")
    kind = RegionKind(action.label)
    place = _place_of(page, region)
    to = _place_for(kind, place)
    if to is not None and to != place:
        page = _put(_taken_out(page, region), region, to)
    return _crossheads(without_empty(_with_kind(page, region.id, kind)), region, kind)


def order(page: Page, action: Order) -> Page:
    """The regions in the order that is given, and with them the parts and paragraphs of the articles."""
    by_id = {region.id: region for region in page.regions}
    if sorted(action.regions) != sorted(by_id):
        raise ActionError("the order does not name every region of the page once", "load the page again")
    page = replace(page, regions=tuple(by_id[name] for name in action.regions))
    rank = {name: n for n, name in enumerate(action.regions)}
    home = homes(page)
    return replace(page, articles=tuple(_ordered(article, rank, home) for article in page.articles))


def region_named(page: Page, name: str) -> Region:
    region = next((region for region in page.regions if region.id == name), None)
    if region is None:
        raise ActionError(f"the page has no region {name!r}", "load the page again")
    return region


def homes(page: Page) -> dict[str, str]:
    """The region of every line."""
    return {line.id: region.id for region in page.regions for line in region.lines}


def free_id(taken: Iterable[str], letter: str) -> str:
    """The first number that no id has.

    >>> free_id(["a1", "a3", "x"], "a")
    'a4'
    """
    return f"{letter}{max((int(name[1:]) for name in taken if name[1:].isdecimal()), default=0) + 1}"


def without_empty(page: Page) -> Page:
    """Without articles, captions and adverts that hold nothing any more."""
    articles = tuple(a for a in page.articles if a.body or any(getattr(a, part) for part in PARTS))
    kept = {article.id for article in articles}
    return replace(
        page,
        articles=articles,
        captions=tuple(
            c if c.article is None or c.article in kept else replace(c, article=None)
            for c in page.captions
            if c.text or c.credit
        ),
        adverts=tuple(advert for advert in page.adverts if advert.regions),
    )


def _place_of(page: Page, region: Region) -> Place:
    lines = {line.id for line in region.lines}
    for article in page.articles:
        for part in PARTS:
            if region.id in getattr(article, part):
                return Place("article", article.id, part)
        if any(not lines.isdisjoint(paragraph.lines) for paragraph in article.body):
            return Place("article", article.id, "body")
    for caption in page.captions:
        if region.id in (*caption.text, *caption.credit):
            return Place("caption", caption.id)
    if any(region.id in advert.regions for advert in page.adverts):
        return Place("advert")
    if any(region.id == item.region for item in page.furniture):
        return Place("furniture")
    return Place("unplaced")


def _place_for(kind: RegionKind, now: Place) -> Place | None:
    if now.kind == "article" and kind in _PART_OF_KIND:
        return Place("article", now.id, _PART_OF_KIND[kind])
    if kind in (RegionKind.CAPTION, RegionKind.CREDIT):
        return now if now.kind == "caption" else Place("caption")
    if kind is RegionKind.ADVERT:
        return Place("advert")
    if kind in FURNITURE_KINDS:
        return Place("furniture")
    return None


def _taken_out(page: Page, region: Region) -> Page:
    """The page with the region in no place; what was empty then is still there."""
    lines = {line.id for line in region.lines}

    def less(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in ids if name != region.id)

    def parts_of(article: Article) -> dict[str, Any]:
        return {part: less(getattr(article, part)) for part in PARTS}

    def body_of(article: Article) -> tuple[Paragraph, ...]:
        kept = (
            replace(paragraph, lines=tuple(line for line in paragraph.lines if line not in lines))
            for paragraph in article.body
        )
        return tuple(paragraph for paragraph in kept if paragraph.lines)

    return replace(
        page,
        articles=tuple(
            replace(
                article,
                body=body_of(article),
                reconstructed=None if region.id in article.headline else article.reconstructed,
                **parts_of(article),
            )
            for article in page.articles
        ),
        captions=tuple(replace(c, text=less(c.text), credit=less(c.credit)) for c in page.captions),
        adverts=tuple(Advert(less(advert.regions)) for advert in page.adverts),
        furniture=tuple(item for item in page.furniture if item.region != region.id),
        unplaced=tuple(rest for rest in page.unplaced if rest.region != region.id),
    )


def _put(page: Page, region: Region, to: Place) -> Page:
    if to.kind == "article":
        return _put_in_article(page, region, to)
    if to.kind == "caption":
        return _put_in_caption(page, region, to.id)
    if to.kind == "advert":
        page = replace(page, adverts=(*page.adverts, Advert((region.id,))))
        return _with_kind(page, region.id, RegionKind.ADVERT)
    if to.kind == "furniture":
        kind = region.kind if region.kind in FURNITURE_KINDS else RegionKind.UNKNOWN
        page = replace(page, furniture=(*page.furniture, Furniture(kind.value, region.id)))
        return _with_kind(page, region.id, kind)
    return replace(page, unplaced=(*page.unplaced, Unplaced(region.id, _BY_EDITOR)))


def _put_in_article(page: Page, region: Region, to: Place) -> Page:
    name = to.id
    if name is None:
        name = free_id((article.id for article in page.articles), "a")
        page = replace(page, articles=(*page.articles, Article(id=name)))
    part = to.part or "body"
    rank = {other.id: n for n, other in enumerate(page.regions)}
    articles = []
    for article in page.articles:
        if article.id == name and part == "body":
            article = replace(article, body=_with_region(article.body, region, rank, homes(page)))
        elif article.id == name:
            ids = sorted((*getattr(article, part), region.id), key=rank.__getitem__)
            named: dict[str, Any] = {part: tuple(ids)}
            article = replace(article, **named)
        articles.append(article)
    inner = region.kind if region.kind in (RegionKind.CROSSHEAD, RegionKind.TABLE) else RegionKind.BODY
    return _with_kind(replace(page, articles=tuple(articles)), region.id, _KIND_OF_PART.get(part, inner))


def _with_region(
    body: tuple[Paragraph, ...], region: Region, rank: dict[str, int], home: dict[str, str]
) -> tuple[Paragraph, ...]:
    """The body with the region's lines as a paragraph of its own, before the first that comes after it."""
    if not region.lines:
        raise ActionError(f"region {region.id} has no lines", "move it to the unplaced")
    new = Paragraph(tuple(line.id for line in region.lines), region.kind is RegionKind.CROSSHEAD)
    return with_paragraph(body, new, rank, home)


def with_paragraph(
    body: tuple[Paragraph, ...], new: Paragraph, rank: dict[str, int], home: dict[str, str]
) -> tuple[Paragraph, ...]:
    """The body with another paragraph, before the first that comes after it in the order of the regions."""
    own = rank[home[new.lines[0]]]
    at = next((n for n, p in enumerate(body) if rank[home[p.lines[0]]] > own), len(body))
    return (*body[:at], new, *body[at:])


def _put_in_caption(page: Page, region: Region, name: str | None) -> Page:
    kind = region.kind if region.kind is RegionKind.CREDIT else RegionKind.CAPTION
    credit = kind is RegionKind.CREDIT
    if name is None:
        name = free_id((caption.id for caption in page.captions), "c")
        page = replace(page, captions=(*page.captions, Caption(id=name, text=())))
    captions = tuple(
        caption
        if caption.id != name
        else replace(caption, credit=(*caption.credit, region.id))
        if credit
        else replace(caption, text=(*caption.text, region.id))
        for caption in page.captions
    )
    return _with_kind(replace(page, captions=captions), region.id, kind)


def _with_kind(page: Page, name: str, kind: RegionKind) -> Page:
    return replace(
        page,
        regions=tuple(replace(r, kind=kind) if r.id == name else r for r in page.regions),
        furniture=tuple(Furniture(kind.value, f.region) if f.region == name else f for f in page.furniture),
    )


def _crossheads(page: Page, region: Region, kind: RegionKind) -> Page:
    """Paragraphs that are this region are crossheads where it is one, and are none where it is not."""
    lines = tuple(line.id for line in region.lines)
    wanted = kind is RegionKind.CROSSHEAD
    return replace(
        page,
        articles=tuple(
            replace(
                article,
                body=tuple(
                    replace(paragraph, crosshead=wanted) if set(paragraph.lines) <= set(lines) else paragraph
                    for paragraph in article.body
                ),
            )
            for article in page.articles
        ),
    )


def _ordered(article: Article, rank: dict[str, int], home: dict[str, str]) -> Article:
    parts: dict[str, Any] = {
        part: tuple(sorted(getattr(article, part), key=rank.__getitem__)) for part in PARTS
    }
    lines = [line for paragraph in article.body for line in paragraph.lines]
    ranks = [rank[home[line]] for line in lines]
    body = article.body if ranks == sorted(ranks) else _body_in_order(article.body, rank, home)
    return replace(article, body=body, **parts)


def _body_in_order(
    body: tuple[Paragraph, ...], rank: dict[str, int], home: dict[str, str]
) -> tuple[Paragraph, ...]:
    """Paragraphs cut where regions end, sorted, and joined again where the pieces are still neighbours."""
    pieces = [
        (number, place, Paragraph(tuple(lines), paragraph.crosshead))
        for number, paragraph in enumerate(body)
        for place, (_, lines) in enumerate(groupby(paragraph.lines, key=home.__getitem__))
    ]
    result: list[Paragraph] = []
    last = (-1, -1)
    for number, place, piece in sorted(pieces, key=lambda item: rank[home[item[2].lines[0]]]):
        if (number, place) == (last[0], last[1] + 1):
            result[-1] = replace(piece, lines=(*result[-1].lines, *piece.lines))
        else:
            result.append(piece)
        last = (number, place)
    return tuple(result)
