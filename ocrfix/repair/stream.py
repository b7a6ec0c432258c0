"""Lines that follow each other as one text, in which every place knows its line."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ocrfix.model.edit import Edit
from ocrfix.model.page import Page, RegionKind, TextLine
from ocrfix.repair.printed_lines import column_width


class Stream:
    """`text` is the readings with a line end after each but the last; places count its code points.

    >>> lines = [TextLine(id=text, polygon=None, reading=text, confidence=1) for text in "ab"]
    >>> stream = Stream(lines)
    >>> stream.text, stream.edit(2, "b", "B", "rule", "visual", "language").line, stream.at(2)
    ('a\\nb', 'b', (1, 0))
    """

    def __init__(
        self, lines: Sequence[TextLine], kind: RegionKind = RegionKind.BODY, column: float | None = None
    ) -> None:
        """`column` is the length of its printed lines in squares, where the spaces in it tell."""
        self.lines = tuple(lines)
        self.kind = kind
        self.column = column
        self.text = "\n".join(line.reading.replace("\n", " ") for line in self.lines)
        self.begins = [0, *accumulate(len(line.reading) + 1 for line in self.lines[:-1])]

    def at(self, place: int) -> tuple[int, int]:
        """The index of the line and the place in its reading."""
        index = bisect_right(self.begins, place) - 1
        return index, place - self.begins[index]

    def edit(self, place: int, before: str, after: str, rule: str, visual: str, language: str) -> Edit:
        """An edit of one line; the caller numbers it."""
        index, start = self.at(place)
        return Edit(
            id="",
            line=self.lines[index].id,
            start=start,
            before=before,
            after=after,
            rule=rule,
            visual=visual,
            language=language,
        )


def find_streams(page: Page) -> Iterator[Stream]:
    """Every paragraph of an article and every region outside the bodies; each line is in one of them."""
    lines = {line.id: line for line in page.lines()}
    kinds = {line.id: region.kind for region in page.regions for line in region.lines}
    seen: set[str] = set()
    for article in page.articles:
        own = [lines[name] for paragraph in article.body for name in paragraph.lines]
        column = column_width(line.reading for line in own if not line.polygon)
        for paragraph in article.body:
            seen.update(paragraph.lines)
            kind = RegionKind.CROSSHEAD if paragraph.crosshead else kinds[paragraph.lines[0]]
            yield Stream([lines[name] for name in paragraph.lines], kind, column)
    for region in page.regions:
        rest = [line for line in region.lines if line.id not in seen]
        if rest:
            yield Stream(rest, region.kind)
