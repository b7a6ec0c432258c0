"""A sample's truth as the page that a faultless run would give."""

import re
from typing import Any

from ocrfix.geometry import Polygon
from ocrfix.model.article import Advert, Article, Caption, Furniture, Paragraph
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine, WritingMode

FURNITURE = ("nameplate", "ear", "folio", "running_head", "section", "imprint")
PART_KINDS = {
    "kicker": RegionKind.KICKER,
    "headline": RegionKind.HEADING,
    "subheadline": RegionKind.SUBHEADING,
    "byline": RegionKind.BYLINE,
    "continuation": RegionKind.CONTINUATION,
}


def page_of_truth(truth: dict[str, Any], name: str, width_px: int, height_px: int, language: str) -> Page:
    regions = tuple(_region(number, row) for number, row in enumerate(truth["regions"], 1))
    rows = list(zip(regions, truth["regions"], strict=True))
    articles = tuple(
        _article(f"a{number + 1}", article, [region for region, row in rows if row["article"] == number])
        for number, article in enumerate(truth["articles"])
    )
    captions = [region for region in regions if region.kind is RegionKind.CAPTION]
    credits = [region for region in regions if region.kind is RegionKind.CREDIT]
    owner = {region.id: f"a{row['article'] + 1}" for region, row in rows if row["article"] is not None}
    return Page(
        name=name,
        source=Source(file=f"{name}.jpg", page=1, sha256="0" * 64, width_px=width_px, height_px=height_px),
        language=language,
        regions=regions,
        articles=articles,
        captions=tuple(
            Caption(
                id=f"c{number}",
                text=(caption.id,),
                credit=tuple(credit.id for credit in credits[number - 1 : number]),
                article=owner.get(caption.id),
            )
            for number, caption in enumerate(captions, 1)
        ),
        adverts=tuple(Advert((region.id,)) for region in regions if region.kind is RegionKind.ADVERT),
        furniture=tuple(
            Furniture(region.kind, region.id)
            for region, row in rows
            if region.kind in FURNITURE or (region.kind is RegionKind.TABLE and row["article"] is None)
        ),
    )


def _region(number: int, row: dict[str, Any]) -> Region:
    mode = WritingMode(row["writing_mode"])
    lines = tuple(
        TextLine(
            id=f"l{number}-{place}",
            polygon=_polygon(line["polygon"]),
            reading=line["text"],
            confidence=1.0,
            writing_mode=mode,
        )
        for place, line in enumerate(row["lines"], 1)
    )
    kind = RegionKind(row["kind"])
    return Region(
        id=f"r{number}", kind=kind, polygon=_polygon(row["polygon"]), lines=lines, writing_mode=mode
    )


def _article(name: str, truth: dict[str, Any], regions: list[Region]) -> Article:
    parts = {
        part: tuple(region.id for region in regions if region.kind is kind)
        for part, kind in PART_KINDS.items()
    }
    lines = [
        (line, region.kind is RegionKind.CROSSHEAD)
        for region in regions
        if region.kind in (RegionKind.BODY, RegionKind.CROSSHEAD, RegionKind.TABLE)
        for line in region.lines
    ]
    body = []
    for text in truth["body"]:
        taken: list[tuple[TextLine, bool]] = []
        while lines and sum(_letters(line.reading) for line, _ in taken) < _letters(text):
            taken.append(lines.pop(0))
        body.append(Paragraph(tuple(line.id for line, _ in taken), crosshead=all(head for _, head in taken)))
    return Article(id=name, body=tuple(body), **parts)


def _letters(text: str) -> int:
    return len(re.sub(r"[\s\-\u00ad]", "", text))


def _polygon(points: list[list[float]]) -> Polygon:
    return tuple((x, y) for x, y in points)
