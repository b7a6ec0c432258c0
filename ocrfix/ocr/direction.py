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


def with_directions(lines: Sequence[TextLine], likelihood: Likelihood | None = None) -> tuple[TextLine, ...]:
    """The lines of a vertical page, its horizontal Chinese lines turned round where they run to the left.

    Set phrases tell, and which way a line is likelier as language; a line that does not tell runs as most do.

    >>> from ocrfix.geometry import Box
    >>> corners = Box(0, 0, 90, 20).polygon
    >>> head = TextLine(id="l1", polygon=corners, reading="日五月三年七十三國民", confidence=1.0)
    >>> with_directions([head])[0].reading
    '民國三十七年三月五日'
    """
    flat = [line for line in lines if _may_run_left(line)]
    tells = {line.id: _leftward(line.reading, likelihood) for line in flat}
    usual = sum(tells.values()) > 0
    return tuple(
        _turned(line) if line.id in tells and _runs_left(tells[line.id], usual) else line for line in lines
    )


def _leftward(text: str, likelihood: Likelihood | None) -> float:
    """How much speaks for reading a text backwards; below 0 what speaks against it."""
    phrases = len(_TELLING.findall(text[::-1])) - len(_TELLING.findall(text))
    if likelihood is None or len(text) < 3:
        return 2 * _CLEAR * phrases
    return 2 * _CLEAR * phrases + likelihood(text[::-1]) - likelihood(text)


def _may_run_left(line: TextLine) -> bool:
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in line.reading)
    return line.writing_mode is WritingMode.HORIZONTAL and chinese >= 2 and chinese > 0.6 * len(line.reading)


def _runs_left(tells: float, usual: bool) -> bool:
    return tells > 0 if abs(tells) > _CLEAR else usual


def _turned(line: TextLine) -> TextLine:
    glyphs = tuple(reversed(line.glyphs))
    return replace(line, reading=line.reading[::-1], glyphs=glyphs, writing_mode=WritingMode.HORIZONTAL_RTL)
