"""Photo credits that share a printed line with the end of their caption."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Polygon, between
from ocrfix.model.page import Glyph, TextLine, WritingMode

_TAKEN = r"(?:摄影?|攝影?|供图|供圖|圖片|图片)"
_APART = (
    re.compile(rf"^(.*[。！？.!?」』”])\s*([^，。；]{{2,16}}{_TAKEN})\s*$"),
    re.compile(rf"^(.{{2,}}?)([（(][^（()），。]{{2,14}}{_TAKEN}[)）])\s*$"),
    re.compile(r"^(.*[.!?])\s*((?:Photograph|Photo|Picture)s?\s*(?:by|:)\s*[^.]{2,40})$"),
)
CREDIT_ALONE = re.compile(
    rf"^\s*[（(]?(?:[^，。；（()）]{{2,18}}{_TAKEN})[)）]?\s*$|^(?:Photograph|Photo|Picture)s?\s*(?:by|:)\s*[^.]{{2,40}}$"
)


def credits_apart(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those that end in a credit parted before it; a name gets a letter to stay unique.

    >>> from ocrfix.geometry import Box
    >>> glyphs = tuple(Glyph(c, i * 10.0, i * 10.0 + 10, 1.0) for i, c in enumerate("满载启航。江予安摄"))
    >>> box = Box(0, 0, 90, 9).polygon
    >>> line = TextLine(id="l1", polygon=box, reading="满载启航。江予安摄", confidence=1.0, glyphs=glyphs)
    >>> [(part.id, part.reading, round(part.box.left)) for part in credits_apart([line])]
    [('l1', '满载启航。', 0), ('l1b', '江予安摄', 50)]
    """
    parts: list[TextLine] = []
    for line in lines:
        found = next((match for pattern in _APART if (match := pattern.match(line.reading))), None)
        if found is None or line.polygon is None or len(line.glyphs) != len(line.reading):
            parts.append(line)
        else:
            parts += _parted(line, line.polygon, found.start(2))
    return tuple(parts)


def _parted(line: TextLine, polygon: Polygon, at: int) -> tuple[TextLine, TextLine]:
    cut = line.glyphs[at].start
    a, b, c, d = polygon
    if line.writing_mode is WritingMode.VERTICAL:
        share = cut / max(1.0, line.box.height)
        e, f = between(b, c, share), between(a, d, share)
        first, second = (a, b, e, f), (f, e, c, d)
    else:
        share = cut / max(1.0, line.box.width)
        e, f = between(a, b, share), between(d, c, share)
        first, second = (a, e, f, d), (e, b, c, f)
    later = tuple(replace(glyph, start=glyph.start - cut, end=glyph.end - cut) for glyph in line.glyphs[at:])
    return (
        _part(line, line.id, first, line.glyphs[:at]),
        _part(line, f"{line.id}b", second, later),
    )


def _part(line: TextLine, name: str, polygon: Polygon, glyphs: tuple[Glyph, ...]) -> TextLine:
    return replace(
        line,
        id=name,
        polygon=polygon,
        reading="".join(glyph.char for glyph in glyphs),
        glyphs=glyphs,
        confidence=round(sum(glyph.confidence for glyph in glyphs) / len(glyphs), 4),
    )
