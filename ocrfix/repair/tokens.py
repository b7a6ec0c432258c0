"""The words of lines in Latin letters, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocrfix.model.page import Glyph, TextLine

OUTSIDE = "\"'“”‘’„‚«»‹›()[]{}.,;:!?*…"
_NO_WORD = re.compile(r"[@/\\_~#<>=+&|$€£%^`§©®™]|\.\w|\w:\w|\d\d")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:\w|[A-Z]\w{0,3})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What stands between two spaces of a line, without the marks around it.

    `plain`: neither an address, nor a number, nor the half of a broken word. `half`: its word begins on the
    line before or ends on the next one. `opens`: it begins a sentence.
    """

    line: TextLine
    start: int
    text: str
    plain: bool
    half: bool
    opens: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def glyphs(self) -> Sequence[Glyph]:
        """The lattice under it; none where the engine gave none."""
        return self.line.glyphs[self.start : self.end]


def tokens_of(lines: Sequence[TextLine]) -> Iterator[Token]:
    """The tokens of lines that follow each other.

    >>> from ocrfix.geometry import Box
    >>> line = TextLine(id="l1", polygon=Box(0, 0, 9, 9).polygon, reading="(See it.) At a@b.org: Port-",
    ...     confidence=1)
    >>> [(t.text, t.start, t.plain, t.opens) for t in tokens_of([line])]
    [('See', 1, True, True), ('it', 5, True, False), ('At', 10, True, True), ('a@b.org', 13, False, False), \
('Port-', 22, False, True)]
    """
    before, broken = ".", False
    for line in lines:
        for match in re.finditer(r"\S+", line.reading):
            whole = match[0]
            text = whole.strip(OUTSIDE)
            last = match.end() == len(line.reading.rstrip())
            halved = last and whole[-1] in "-‐\u00ad¬"
            opens = _ENDS_SENTENCE.search(before) is not None and not _ABBREVIATION.search(before)
            if text:
                yield Token(
                    line=line,
                    start=match.start() + whole.index(text),
                    text=text,
                    plain=not (broken or halved or _NO_WORD.search(whole)),
                    half=broken or halved,
                    opens=opens or before == ".",
                )
            before, broken = whole, halved
