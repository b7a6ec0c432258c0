"""Photo credits that share a printed line with the end of their caption, and names with that of a text."""

import re
from collections.abc import Sequence

from ocrfix.model.cut import cut_line
from ocrfix.model.page import TextLine

_TAKEN = r"(?:摄影?|攝影?|供图|供圖|圖片|图片)"
_APART = (
    re.compile(rf"^(.*[。！？.!?」』”])\s*([^，。；]{{2,16}}{_TAKEN})\s*$"),
    re.compile(rf"^(.{{2,}}?)([（(][^（()），。]{{2,14}}{_TAKEN}[)）])\s*$"),
    re.compile(r"^(.*[.!?])\s*((?:Photograph|Photo|Picture)s?\s*(?:by|:)\s*[^.]{2,40})$"),
    re.compile(r"^(.*[.!?][”\"’']?)\s*(By\s*[A-Z][A-Z'’-]+(?:\s*[A-Z][A-Z'’.-]*)+)$"),
)
CREDIT_ALONE = re.compile(
    rf"^\s*[（(]?(?:[^，。；（()）]{{2,18}}{_TAKEN})[)）]?\s*$|^(?:Photograph|Photo|Picture)s?\s*(?:by|:)\s*[^.]{{2,40}}$"
)


def credits_apart(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those that end in a credit, or in a writer's name in capitals, parted before that; the part
    gets a letter to stay unique.

    >>> from ocrfix.geometry import Box
    >>> from ocrfix.model.page import Glyph
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
            parts += cut_line(line, found.start(2), f"{line.id}b")
    return tuple(parts)
