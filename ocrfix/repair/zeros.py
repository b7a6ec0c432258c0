"""The zero of Chinese numbers, which the engine takes for a circle: 〇 and ○ have one shape."""

import re
from collections.abc import Iterator

from ocrfix.model.edit import Edit
from ocrfix.model.page import Page
from ocrfix.repair.stream import find_streams

_CIRCLE = re.compile("[○◯]")
_CIRCLES = re.compile(r"(?<=[〇一二三四五六七八九十百千萬万點点])\n?[○◯](?:\n?[○◯])*")
"""Circles after a numeral or a decimal point. A name left out (王○○) and a bullet stand after none."""

_VISUAL, _LANGUAGE = "the zero has the shape of the circle", "it follows a numeral"


def repair_zeros(page: Page) -> Iterator[Edit]:
    """A circle that an engine saw after a Chinese numeral is the zero; a text may write its zeros so.

    >>> from ocrfix.model.page import Glyph, Region, RegionKind, Source, TextLine
    >>> def line(text):
    ...     seen = tuple(Glyph(char, 9.0 * n, 9.0 * n + 9, 0.9) for n, char in enumerate(text))
    ...     return TextLine(id=text, polygon=None, reading=text, confidence=0.9, glyphs=seen)
    >>> def changed(*texts):
    ...     lines = tuple(map(line, texts))
    ...     region = Region(id="r1", kind=RegionKind.BODY, polygon=None, lines=lines)
    ...     source = Source(file=None, page=1, sha256=None, width_px=None, height_px=None)
    ...     page = Page(name="a", source=source, language="zh-Hant", regions=(region,))
    ...     return [(edit.line, edit.start, edit.after) for edit in repair_zeros(page)]
    >>> changed("電話三七○○一", "九百", "○三萬元")
    [('電話三七○○一', 4, '〇'), ('電話三七○○一', 5, '〇'), ('○三萬元', 0, '〇')]
    >>> changed("○三人到會", "警員王○○", "第○○師")
    []
    """
    for stream in find_streams(page):
        for run in _CIRCLES.finditer(stream.text):
            for circle in _CIRCLE.finditer(stream.text, *run.span()):
                if stream.lines[stream.at(circle.start())[0]].glyphs:
                    yield stream.edit(circle.start(), circle[0], "〇", "numeral.zero", _VISUAL, _LANGUAGE)
