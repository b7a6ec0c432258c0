"""Captions that ran into a body: they get their own place, and a doubt that says so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ocrfix.model.article import Caption
from ocrfix.model.cut import cut_page
from ocrfix.model.page import Doubt, Page, RegionKind
from ocrfix.repair.apart import cut_out, set_apart
from ocrfix.repair.stream import Stream, find_streams

_WHO = r"(?:(?:本报)?(?:记者|記者|通讯员|通訊員)\s*)?[一-鿿]{2,4}(?:\s[一-鿿]{2,4})?\s*(?:[/／]\s*)?"
_CREDIT = rf"{_WHO}(?:摄影?|攝影?|供图|供圖)"
_RUN_IN = re.compile(
    rf"(?:(?<=[\s。！？”])|^)[▲▼■●]?\s*[上下左右]?[图圖][为為：:][^。\n]{{2,60}}(?:。|\s)\s*{_CREDIT}(?=\s|$|。)。?"
)


def take_out_captions(page: Page) -> Page:
    """The page with captions that stand inside a paragraph among its captions.

    One begins with 图为 or the like and ends with who took the picture; a sentence about a picture, without a
    credit, stays in the text.
    """
    while (found := next(_run_in(page), None)) is not None:
        stream, start, end = found
        page, names = cut_out(page, stream, start, end)
        if not names:
            break
        page, region = set_apart(page, names, RegionKind.CAPTION)
        page, credit = _credit_apart(page, names[-1])
        number = max((int(c.id[1:]) for c in page.captions if c.id[1:].isdecimal()), default=0) + 1
        article = _article_of(page, stream)
        caption = Caption(id=f"c{number}", text=(region,), credit=credit, article=article)
        said = "a caption ran into the text here and was taken out"
        page = replace(
            page,
            captions=(*page.captions, caption),
            doubts=(*page.doubts, Doubt(kind="caption", text=said, region=region)),
        )
    return page


def _run_in(page: Page) -> Iterator[tuple[Stream, int, int]]:
    for stream in find_streams(page):
        if stream.kind is RegionKind.BODY:
            for found in _RUN_IN.finditer(stream.text):
                if cut_out(page, stream, *found.span())[1]:
                    yield stream, *found.span()


def _credit_apart(page: Page, line: str) -> tuple[Page, tuple[str, ...]]:
    """The page with the credit at the end of a caption's line in a region of its own, and that region."""
    reading = next(other.reading for other in page.lines() if other.id == line)
    credit = re.search(rf"(?<=[\s。]){_CREDIT}。?\s*$", reading)
    if credit is None or credit.start() == 0:
        return page, ()
    page, parts = cut_page(page, line, [credit.start()])
    if len(parts) != 2:
        return page, ()
    page, region = set_apart(page, parts[1:], RegionKind.CREDIT)
    return page, (region,)


def _article_of(page: Page, stream: Stream) -> str | None:
    """The article in which the rest of the stream stands."""
    names = {line.id for line in stream.lines}
    return next(
        (a.id for a in page.articles if any(names & set(paragraph.lines) for paragraph in a.body)), None
    )
