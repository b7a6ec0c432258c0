"""Horizontal lines that run from right to left, as on the head of an old vertical page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ocrfix.model.page import TextLine, WritingMode

_TELLING = re.compile(
    r"中華民國|民國[一二三四五六七八九十]+|年[一二三四五六七八九十廿]+月|月[一二三四五六七八九十廿]+日|星期[一二三四五六日]"
    r"|第[\d一二三四五六七八九十百千]+[號期版]|電話|地址|社址|零售|定價|每份|出版|公司|日報|商報|時報|今日|發行人|印刷"
)


Likelihood = Callable[[str], float]
"""Natural log of the probability of a text in the page's language."""

_CLEAR = 4.0
"""How many times, as a natural log, one direction must be the likelier to decide by itself."""

_HEAD = 0.2
"""How much of a page its head takes up at most."""

_AS_HIGH, _ROWS_APART, _HALVES_APART = 0.8, 0.6, 1.5
"""How high a row of a heading is against the next, and how many heights away that, or its other half, is."""


def with_directions(lines: Sequence[TextLine], likelihood: Likelihood | None = None) -> tuple[TextLine, ...]:
    """The lines of a vertical page, its horizontal Chinese lines turned round where they run to the left.

    Set phrases tell, and which way a line is likelier as language; the rows of one heading tell together.
    What does not tell runs as most do, in the head of the page, down to the set phrases, as most do there.

    >>> from ocrfix.geometry import Box
    >>> corners = Box(0, 0, 90, 20).polygon
    >>> head = TextLine(id="l1", polygon=corners, reading="日五月三年七十三國民", confidence=1.0)
    >>> with_directions([head])[0].reading
    '民國三十七年三月五日'
    """
    flat = [line for line in lines if line.writing_mode is WritingMode.HORIZONTAL and _chinese(line.reading)]
    headings = [heading for heading in _headings(flat) if any(map(_may_run_left, heading))]
    tells = [sum(_leftward(row, likelihood) for row in _rows(heading)) for heading in headings]
    foot_px = _foot_of_head(lines) if lines else 0.0
    head = [_stands_above(heading, foot_px) for heading in headings]
    of_head = sum(telling for telling, above in zip(tells, head, strict=True) if above)
    leftward = {
        line.id
        for heading, telling, above in zip(headings, tells, head, strict=True)
        if _runs_left(telling, (of_head if above and of_head else sum(tells)) > 0)
        for line in heading
        if _may_run_left(line)
    }
    return tuple(_turned(line) if line.id in leftward else line for line in lines)


def _foot_of_head(lines: Sequence[TextLine]) -> float:
    """How far down the head of a page reaches: to the lowest of the set phrases, as a date, at its top."""
    top = min(line.box.top for line in lines)
    reach = top + _HEAD * (max(line.box.bottom for line in lines) - top)
    phrases = [line for line in lines if _TELLING.search(line.reading) or _TELLING.search(line.reading[::-1])]
    return max((line.box.bottom for line in phrases if line.box.bottom < reach), default=top)


def _stands_above(heading: Sequence[TextLine], foot_px: float) -> bool:
    return all(line.box.bottom <= foot_px for line in heading)


def _headings(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines, those together that are rows of one heading or pieces of a row."""
    groups: list[list[TextLine]] = []
    for line in lines:
        near = [group for group in groups if any(_of_one_heading(line, other) for other in group)]
        merged = [line, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near] + [merged]
    return groups


def _of_one_heading(a: TextLine, b: TextLine) -> bool:
    """Whether two lines as high stand right over or beside each other."""
    first, second = a.box, b.box
    low, high = sorted((first.height, second.height))
    across, along = first.across(second), first.along(second)
    rows = across > 0.5 * min(first.width, second.width) and -along < _ROWS_APART * low
    halves = first.level_with(second) and -across < _HALVES_APART * low
    return low > _AS_HIGH * high and (rows or halves)


def _rows(heading: Sequence[TextLine]) -> list[str]:
    """What was read in each row of a heading, from left to right."""
    rows: list[list[TextLine]] = []
    for line in heading:
        row = next((row for row in rows if row[0].box.level_with(line.box)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return ["".join(line.reading for line in sorted(row, key=lambda line: line.box.left)) for row in rows]


def _leftward(text: str, likelihood: Likelihood | None) -> float:
    """How much speaks for reading a text backwards; below 0 what speaks against it."""
    phrases = len(_TELLING.findall(text[::-1])) - len(_TELLING.findall(text))
    if likelihood is None or len(text) < 3:
        return 2 * _CLEAR * phrases
    return 2 * _CLEAR * phrases + likelihood(text[::-1]) - likelihood(text)


def _may_run_left(line: TextLine) -> bool:
    chinese = _chinese(line.reading)
    return chinese >= 2 and chinese > 0.6 * len(line.reading)


def _chinese(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _runs_left(tells: float, usual: bool) -> bool:
    return tells > 0 if abs(tells) > _CLEAR else usual


def _turned(line: TextLine) -> TextLine:
    glyphs = tuple(reversed(line.glyphs))
    return replace(line, reading=line.reading[::-1], glyphs=glyphs, writing_mode=WritingMode.HORIZONTAL_RTL)
