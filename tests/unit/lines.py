"""Pages of lines for tests of repairs."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.model.edit import Edit, apply_edits
from ocrfix.model.page import Alternative, Glyph, Page, Region, RegionKind, Source, TextLine

PLACE = Box(0, 0, 9, 9).polygon
NO_SCAN = Source(file="t.png", page=1, sha256="0" * 64, width_px=9, height_px=9)


def line_of(reading: str, name: str = "l1", **more: object) -> TextLine:
    return TextLine(id=name, polygon=PLACE, reading=reading, confidence=1.0, **more)


def page_of(*regions: Sequence[str], language: str = "zh-Hans", kind: RegionKind = RegionKind.BODY) -> Page:
    """A page of regions, each of lines; the lines are l1, l2 … from the first to the last."""
    names = iter(range(1, 10**6))
    return Page(
        name="t",
        source=NO_SCAN,
        language=language,
        regions=tuple(
            Region(
                id=f"r{number}",
                kind=kind,
                polygon=PLACE,
                lines=tuple(line_of(reading, f"l{next(names)}") for reading in readings),
            )
            for number, readings in enumerate(regions, 1)
        ),
    )


def lattice(reading: str, step: float = 10.0, gaps: Sequence[int] = (), **doubtful: str) -> tuple[Glyph, ...]:
    """A lattice of even steps, with a gap of two more before each of the places in `gaps`.

    `doubtful` names places (`at3="mn"`) and what else the engine saw there.
    """
    found = []
    at = 0.0
    for place, char in enumerate(reading):
        at += 2 * step if place in gaps else 0
        others = tuple(Alternative(other, 0.2) for other in doubtful.get(f"at{place}", ""))
        found.append(Glyph(char, at, at + step, 0.7 if others else 0.999, others))
        at += step
    return tuple(found)


def texts(page: Page, edits: Sequence[Edit]) -> list[str]:
    """The lines with their edits."""
    return [apply_edits(line.reading, [e for e in edits if e.line == line.id]) for line in page.lines()]
