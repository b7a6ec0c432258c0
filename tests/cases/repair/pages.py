"""Pages made of texts or of characters with the engine's candidates, for cases of repair."""

from collections.abc import Mapping, Sequence

from ocrfix.geometry import Box
from ocrfix.model.edit import apply_edits
from ocrfix.model.page import Alternative, Glyph, Page, Region, RegionKind, Source, TextLine
from ocrfix.repair.misreads import Misreads

Rivals = Mapping[int, tuple[str, float]]
"""By place, what else the engine considered there, and how likely; what it read has most of the rest."""


def line(name: str, text: str, rivals: Rivals | None = None) -> TextLine:
    """A line of type; without a lattice where no rivals are given."""
    glyphs = []
    for place, char in enumerate(text if rivals is not None else ""):
        other = (rivals or {}).get(place)
        alternatives = (Alternative(*other),) if other else ()
        sure = 0.95 - other[1] if other else 0.999
        glyphs.append(Glyph(char, 20.0 * place, 20.0 * (place + 1), sure, alternatives))
    polygon = Box(0, 0, 20.0 * max(1, len(text)), 24).polygon
    return TextLine(id=name, polygon=polygon, reading=text, confidence=0.9, glyphs=tuple(glyphs))


def page(
    *paragraphs: Sequence[TextLine], kind: RegionKind = RegionKind.BODY, language: str = "zh-Hans"
) -> Page:
    """A page of paragraphs, each a region."""
    regions = tuple(
        Region(id=f"r{n}", kind=kind, polygon=lines[0].polygon, lines=tuple(lines))
        for n, lines in enumerate(paragraphs, 1)
    )
    source = Source(file="page.png", page=1, sha256="0" * 64, width_px=900, height_px=900)
    return Page(name="page", source=source, language=language, regions=regions)


def page_of_texts(*texts: str, language: str = "zh-Hans") -> Page:
    """A page of plain text: a paragraph a line, no picture."""
    return page(*([line(f"l{n}", text)] for n, text in enumerate(texts, 1)), language=language)


def repaired(given: Page, found: Misreads) -> list[str]:
    """The lines with their edits."""
    return [
        apply_edits(item.reading, [edit for edit in found.edits if edit.line == item.id])
        for item in given.lines()
    ]
