"""Lines as one running text, and the way back from its places to the lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.model.page import TextLine
from ocrfix.model.text import is_wide


@dataclass(frozen=True, slots=True)
class Running:
    """`text` and, for each of its characters, `places`: (number of the line, place in its reading).

    A space that only stands for a line end has no place.
    """

    text: str
    places: tuple[tuple[int, int] | None, ...]

    def piece(self, start: int, end: int) -> tuple[int, int] | None:
        """(line, start) of a stretch that stands in one line as it does here; None for any other.

        >>> from ocrfix.geometry import Box
        >>> lines = [TextLine(id=name, polygon=Box(0, 0, 9, 9).polygon, reading=text, confidence=1)
        ...     for name, text in (("l1", "进人"), ("l2", "园区"))]
        >>> running(lines).text, running(lines).piece(2, 4), running(lines).piece(1, 3)
        ('进人园区', (1, 0), None)
        """
        stretch = self.places[start:end]
        first = stretch[0] if stretch else None
        if first is None:
            return None
        wanted = tuple((first[0], first[1] + step) for step in range(end - start))
        return first if stretch == wanted else None


def running(lines: Sequence[TextLine]) -> Running:
    """The readings of lines that follow each other: without a break where either side is Chinese, with a
    space between words."""
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    for number, line in enumerate(lines):
        if text and line.reading and not is_wide(text[-1]) and not is_wide(line.reading[0]):
            text.append(" ")
            places.append(None)
        text += line.reading
        places += [(number, place) for place in range(len(line.reading))]
    return Running("".join(text), tuple(places))
