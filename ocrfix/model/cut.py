"""Lines cut in two where one printed line holds two things; what was read stays the same, piece by piece."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from ocrfix.geometry import Polygon, between
from ocrfix.model.article import Paragraph
from ocrfix.model.edit import Edit
from ocrfix.model.page import Glyph, Page, TextLine, WritingMode


def can_cut(line: TextLine) -> bool:
    """Whether it is known where each character stands, or that no place is known at all."""
    return not line.polygon or len(line.glyphs) == len(line.reading)


def cut_line(line: TextLine, at: int, name: str) -> tuple[TextLine, TextLine]:
    """The line before character `at` and from it on; `name` is the id of the second part.

    >>> line = TextLine(id="l1", polygon=None, reading="满载启航。江予安摄", confidence=1.0)
    >>> [(part.id, part.reading) for part in cut_line(line, 5, "l1b")]
    [('l1', '满载启航。'), ('l1b', '江予安摄')]
    """
    if not line.polygon:
        later = replace(line, id=name, reading=line.reading[at:], glyphs=line.glyphs[at:], readings=())
        return replace(line, reading=line.reading[:at], glyphs=line.glyphs[:at], readings=()), later
    cut = line.glyphs[at].start
    a, b, c, d = line.polygon
    share = cut / max(1.0, line.length_px)
    if line.writing_mode is WritingMode.VERTICAL:
        e, f = between(b, c, share), between(a, d, share)
        first, second = (a, b, e, f), (f, e, c, d)
    else:
        e, f = between(a, b, share), between(d, c, share)
        first, second = (a, e, f, d), (e, b, c, f)
    moved = tuple(replace(glyph, start=glyph.start - cut, end=glyph.end - cut) for glyph in line.glyphs[at:])
    return _part(line, line.id, first, line.glyphs[:at]), _part(line, name, second, moved)


def _part(line: TextLine, name: str, polygon: Polygon, glyphs: tuple[Glyph, ...]) -> TextLine:
    return replace(
        line,
        id=name,
        polygon=polygon,
        reading="".join(glyph.char for glyph in glyphs),
        glyphs=glyphs,
        confidence=round(sum(glyph.confidence for glyph in glyphs) / len(glyphs), 4),
    )


def cut_page(page: Page, line: str, places: Iterable[int]) -> tuple[Page, tuple[str, ...]]:
    """The page with a line cut before each of `places`, and the ids of the parts, in order.

    The parts stand where the line stood, in its region and its paragraph. An edit goes with its characters;
    one that reaches over a cut keeps the cut from being made.
    """
    whole = next(other for other in page.lines() if other.id == line)
    own = [edit for edit in page.edits if edit.line == line]
    cuts = sorted(
        at
        for at in set(places)
        if 0 < at < len(whole.reading) and not any(edit.start < at < edit.end for edit in own)
    )
    if not cuts or not can_cut(whole):
        return page, (line,)
    names_left = _free_names(line, {other.id for other in page.lines()})
    parts, begins = [whole], [0]
    for at in cuts:
        parts[-1:] = cut_line(parts[-1], at - begins[-1], next(names_left))
        begins.append(at)
    names = tuple(part.id for part in parts)
    edits = tuple(_moved(edit, names, begins) if edit.line == line else edit for edit in page.edits)
    return replace(_with_parts(page, line, parts), edits=edits), names


def _free_names(line: str, taken: set[str]) -> Iterator[str]:
    """Names for the later parts of a line: l1b to l1z, then l1.2 and on."""
    letters = (f"{line}{chr(code)}" for code in range(ord("b"), ord("z") + 1))
    numbers = (f"{line}.{number}" for number in count(2))
    return (name for name in chain(letters, numbers) if name not in taken)


def _moved(edit: Edit, names: Sequence[str], begins: Sequence[int]) -> Edit:
    part = max(i for i, begin in enumerate(begins) if begin <= edit.start)
    return replace(edit, line=names[part], start=edit.start - begins[part])


def _with_parts(page: Page, line: str, parts: Sequence[TextLine]) -> Page:
    names = tuple(part.id for part in parts)
    regions = []
    for region in page.regions:
        lines = [part for old in region.lines for part in (parts if old.id == line else (old,))]
        regions.append(replace(region, lines=tuple(lines)) if len(lines) != len(region.lines) else region)
    articles = []
    for article in page.articles:
        body = tuple(
            Paragraph(
                tuple(name for old in paragraph.lines for name in (names if old == line else (old,))),
                paragraph.crosshead,
            )
            if line in paragraph.lines
            else paragraph
            for paragraph in article.body
        )
        articles.append(article if body == article.body else replace(article, body=body))
    return replace(page, regions=tuple(regions), articles=tuple(articles))
