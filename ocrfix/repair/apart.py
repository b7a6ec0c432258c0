"""Lines taken out of a body: they get a region of their own, so that they still have exactly one place."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ocrfix.geometry import box_of
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.cut import can_cut, cut_page
from ocrfix.model.page import Page, Region, RegionKind
from ocrfix.repair.stream import Stream


def cut_out(page: Page, stream: Stream, start: int, end: int) -> tuple[Page, tuple[str, ...]]:
    """The page with a stream's lines cut so that whole lines hold `start` to `end`, and the ids of those.

    None where a line cannot be cut: nobody knows where on the scan its characters stand.
    """
    first, begin = stream.at(start)
    last, stop = stream.at(end - 1)
    names: list[str] = []
    for index in range(first, last + 1):
        line = stream.lines[index]
        places = [begin] if index == first else []
        places += [stop + 1] if index == last else []
        places = [place for place in places if 0 < place < len(line.reading)]
        if places and not can_cut(line):
            return page, ()
        page, parts = cut_page(page, line.id, places)
        if len(parts) != len(places) + 1:
            return page, ()
        inside = parts[1:] if index == first and begin > 0 else parts
        if index == last and stop + 1 < len(line.reading):
            inside = inside[:-1]
        names += inside
    return page, tuple(names)


def set_apart(page: Page, names: Sequence[str], kind: RegionKind) -> tuple[Page, str]:
    """The page with these lines, in this order, in a region of their own and no paragraph; its id."""
    number = max((int(r.id[1:]) for r in page.regions if r.id[1:].isdecimal()), default=0)
    name = f"r{number + 1}"
    by_id = {line.id: line for line in page.lines()}
    lines = tuple(by_id[name] for name in names)
    points = [point for line in lines for point in line.polygon or ()]
    own = Region(
        id=name,
        kind=kind,
        polygon=box_of(points).polygon if points else None,
        lines=lines,
        writing_mode=lines[0].writing_mode,
    )
    regions: list[Region] = []
    for region in page.regions:
        rest = tuple(line for line in region.lines if line.id not in names)
        if rest:
            regions.append(region if len(rest) == len(region.lines) else replace(region, lines=rest))
        if lines[0] in region.lines:
            regions.append(own)
    gone = {region.id for region in page.regions} - {region.id for region in regions}
    articles = tuple(_without(article, names, gone) for article in page.articles)
    return replace(page, regions=tuple(regions), articles=articles), name


def _without(article: Article, names: Collection[str], gone: Collection[str]) -> Article:
    body = tuple(
        Paragraph(rest, paragraph.crosshead)
        for paragraph in article.body
        if (rest := tuple(name for name in paragraph.lines if name not in names))
    )

    def kept(part: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in part if name not in gone)

    return replace(
        article,
        body=body,
        kicker=kept(article.kicker),
        headline=kept(article.headline),
        subheadline=kept(article.subheadline),
        byline=kept(article.byline),
        continuation=kept(article.continuation),
    )
