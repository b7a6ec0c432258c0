"""Horizontal lines that run from right to left, as on the head of an old vertical page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocrfix.model.page import TextLine, WritingMode

_TELLING = re.compile(
    r"中華民國|民國[一二三四五六七八九十]+|年[一二三四五六七八九十廿]+月|月[一二三四五六七八九十廿]+日|星期[一二三四五六日]"
    r"|第[\d一二三四五六七八九十百千]+[號期版]|電話|地址|社址|零售|定價|每份|出版|公司|日報|商報|時報|今日|發行人|印刷"
)


def with_directions(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines of a vertical page, its horizontal Chinese lines turned round where they run to the left.

    Set phrases tell; where one line runs to the left, those without any are taken to do so too.
    """
    flat = [line for line in lines if _may_run_left(line)]
    left = sum(len(_TELLING.findall(line.reading[::-1])) for line in flat)
    right = sum(len(_TELLING.findall(line.reading)) for line in flat)
    usual = left > right
    return tuple(_turned(line) if _may_run_left(line) and _runs_left(line, usual) else line for line in lines)


def _may_run_left(line: TextLine) -> bool:
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in line.reading)
    return line.writing_mode is WritingMode.HORIZONTAL and chinese >= 2 and chinese > 0.6 * len(line.reading)


def _runs_left(line: TextLine, usual: bool) -> bool:
    left, right = len(_TELLING.findall(line.reading[::-1])), len(_TELLING.findall(line.reading))
    return left > right or (usual and left == right)


def _turned(line: TextLine) -> TextLine:
    glyphs = tuple(reversed(line.glyphs))
    return replace(line, reading=line.reading[::-1], glyphs=glyphs, writing_mode=WritingMode.HORIZONTAL_RTL)
