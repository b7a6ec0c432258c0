"""Law 1 as a check: nothing is lost and nothing stands twice."""

from collections import Counter
from collections.abc import Iterator

from ocrfix.model.page import Page


def misplaced(page: Page) -> list[str]:
    """What breaks the first law, in words; empty where every character stands in exactly one place.

    A region's place is a part of an article, a caption, an advert, furniture or `unplaced`. A region of
    a body stands there through its lines: each in one paragraph, all of one article.
    """
    return [*_repeated_ids(page), *dangling(page), *_lost_or_twice(page)]


def dangling(page: Page) -> Iterator[str]:
    """Ids that name a region, line or picture which the page does not have, in words."""
    regions = {region.id for region in page.regions}
    lines = {line.id for line in page.lines()}
    for region, place in _region_places(page):
        if region not in regions:
            yield f"{place} names region {region}, which does not exist"
    for line, place in _line_places(page):
        if line not in lines:
            yield f"{place} names line {line}, which does not exist"
    yield from (
        f"edit {edit.id} names line {edit.line}, which does not exist"
        for edit in page.edits
        if edit.line not in lines
    )


def _region_places(page: Page) -> Iterator[tuple[str, str]]:
    for article in page.articles:
        for part in ("kicker", "headline", "subheadline", "byline", "continuation"):
            yield from ((region, f"the {part} of article {article.id}") for region in getattr(article, part))
    for caption in page.captions:
        yield from ((region, f"caption {caption.id}") for region in caption.text)
        yield from ((region, f"the credit of caption {caption.id}") for region in caption.credit)
    for number, advert in enumerate(page.adverts, 1):
        yield from ((region, f"advert {number}") for region in advert.regions)
    yield from ((item.region, "the furniture") for item in page.furniture)
    yield from ((rest.region, "the unplaced") for rest in page.unplaced)


def _line_places(page: Page) -> Iterator[tuple[str, str]]:
    for article in page.articles:
        for paragraph in article.body:
            yield from ((line, f"the body of article {article.id}") for line in paragraph.lines)


def _repeated_ids(page: Page) -> Iterator[str]:
    for what, ids in (
        ("region", [region.id for region in page.regions]),
        ("line", [line.id for line in page.lines()]),
        ("article", [article.id for article in page.articles]),
        ("caption", [caption.id for caption in page.captions]),
    ):
        yield from (f"{what} {name} exists {n} times" for name, n in Counter(ids).items() if n > 1)


def _lost_or_twice(page: Page) -> Iterator[str]:
    in_lines: dict[str, list[str]] = {}
    for line, place in _line_places(page):
        in_lines.setdefault(line, []).append(place)
    outside: dict[str, list[str]] = {}
    for name, place in _region_places(page):
        outside.setdefault(name, []).append(place)
    for region in page.regions:
        bodies = sorted({place for line in region.lines for place in in_lines.get(line.id, ())})
        places = outside.get(region.id, []) + bodies
        if len(places) > 1:
            yield f"region {region.id} stands in {' and in '.join(places)}"
        elif not places:
            yield f"region {region.id} stands nowhere"
        for line_id in (line.id for line in region.lines) if bodies else ():
            count = len(in_lines.get(line_id, ()))
            if count != 1:
                where = f"{count} paragraphs" if count else "no paragraph"
                yield f"line {line_id} of region {region.id} stands in {where}"
