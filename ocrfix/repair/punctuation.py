"""Punctuation of the right width, and no spaces inside Chinese."""

from collections.abc import Iterator, Sequence

from ocrfix.model.edit import Edit
from ocrfix.model.page import RegionKind, TextLine, WritingMode
from ocrfix.model.text import is_wide

_WIDTHS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", "°": "。"}
_QUOTES = {'"': "“”", "'": "‘’"}
_SPACED = (
    RegionKind.HEADING,
    RegionKind.KICKER,
    RegionKind.SUBHEADING,
    RegionKind.BYLINE,
    RegionKind.SECTION,
)


def repair_widths(line: TextLine) -> Iterator[Edit]:
    """Half-width marks between Chinese characters become full-width; between digits or Latin they stay.

    >>> from ocrfix.geometry import Box
    >>> line = TextLine(id="l1", polygon=Box(0, 0, 9, 9).polygon, reading="他说:3.5%,TFC(a)好", confidence=1)
    >>> [(e.start, e.after) for e in repair_widths(line)]
    [(2, '：')]
    """
    text = line.reading
    for i, char in enumerate(text):
        after = _WIDTHS.get(char)
        if after is None:
            continue
        left, right = text[:i].rstrip()[-1:], text[i + 1 :].lstrip()[:1]
        sides = [is_wide(side) for side in (left, right) if side]
        stop = char in ".°"
        chinese = bool(left) and is_wide(left) and (all(sides) if stop else True)
        chinese = chinese or (bool(right) and is_wide(right) and not stop and char != ")")
        closes = char == ")" and "（" in _opened(text[:i])
        if chinese or closes:
            yield _edit(line, i, char, after, "punctuation.width", "the same mark in another width")


def repair_quotes(lines: Sequence[TextLine]) -> Iterator[Edit]:
    """Straight quotes beside Chinese characters become those of the language, opening and closing in turn.

    `lines` follow each other in reading order; a quote that opens on one may close on the next.

    >>> from ocrfix.geometry import Box
    >>> box = Box(0, 0, 9, 9).polygon
    >>> two = [TextLine(id=f"l{n}", polygon=box, reading=text, confidence=1)
    ...     for n, text in enumerate(['他说:"好', '人"。5"管'])]
    >>> [(e.line, e.start, e.after) for e in repair_quotes(two)]
    [('l0', 3, '“'), ('l1', 1, '”')]
    """
    opened = dict.fromkeys(_QUOTES, False)
    for line in lines:
        text = line.reading
        for i, char in enumerate(text):
            if char not in _QUOTES or not _beside_chinese(text, i):
                continue
            after = _QUOTES[char][1 if opened[char] else 0]
            opened[char] = not opened[char]
            yield _edit(line, i, char, after, "punctuation.quote", "the same mark, straight")


def _beside_chinese(text: str, place: int) -> bool:
    left, right = text[:place][-1:], text[place + 1 :][:1]
    return (not left or is_wide(left) or left in _WIDTHS) and (
        not right or is_wide(right) or right in _WIDTHS
    )


def repair_stray_quotes(line: TextLine) -> Iterator[Edit]:
    """A closing quote between Chinese characters that nothing opened is the comma of vertical print, whose
    place in its square is the quote's.

    >>> from ocrfix.geometry import Box
    >>> line = TextLine(id="l1", polygon=Box(0, 0, 9, 9).polygon, reading="並行’兩旁", confidence=1,
    ...     writing_mode=WritingMode.VERTICAL)
    >>> [(e.start, e.after) for e in repair_stray_quotes(line)]
    [(2, '，')]
    """
    text = line.reading
    if line.writing_mode is not WritingMode.VERTICAL or "‘" in text:
        return
    for i, char in enumerate(text):
        if char == "’" and i > 0 and is_wide(text[i - 1]) and (i + 1 == len(text) or is_wide(text[i + 1])):
            yield _edit(line, i, char, "，", "punctuation.vertical", "the same mark at the same place")


def _opened(before: str) -> str:
    """The last opening bracket before, in the width it will have."""
    place = max(before.rfind("("), before.rfind("（"))
    if place < 0 or before[place] == "（":
        return before[place : place + 1]
    sides = before[:place].rstrip()[-1:], before[place + 1 :].lstrip()[:1]
    return "（" if any(side and is_wide(side) for side in sides) else "("


def repair_spaces(line: TextLine, kind: RegionKind) -> Iterator[Edit]:
    """Spaces between Chinese characters go, but in headings and bylines, where they part words.

    >>> from ocrfix.geometry import Box
    >>> line = TextLine(id="l1", polygon=Box(0, 0, 9, 9).polygon, reading="新 材料 TFC", confidence=1)
    >>> [e.start for e in repair_spaces(line, RegionKind.BODY)], [*repair_spaces(line, RegionKind.HEADING)]
    ([1], [])
    """
    if kind in _SPACED:
        return
    text = line.reading
    for i in range(1, len(text) - 1):
        if text[i] == " " and is_wide(text[i - 1]) and is_wide(text[i + 1]):
            yield _edit(line, i, " ", "", "space.chinese", "a gap, no character")


def _edit(line: TextLine, start: int, before: str, after: str, rule: str, visual: str) -> Edit:
    return Edit(
        id="",
        line=line.id,
        start=start,
        before=before,
        after=after,
        rule=rule,
        visual=visual,
        language="Chinese characters beside it",
    )
