"""Points that the engine took for commas or full stops: decimal points, and the dots of an ellipsis.

The marks of a worn page are small and low on the line, all alike; the engine names the likeliest. What stands
around them says more, and the picture must allow it: the engine saw points there too.
"""

import re
from collections.abc import Iterator

from ocrfix.model.edit import Edit
from ocrfix.model.page import Glyph, Page, WritingMode
from ocrfix.repair.stream import Stream, find_streams

_POINTS = frozenset(".．…")
_LEAST = 0.02
"""The least likelihood at which the engine saw a point."""

_LEAST_RAISED = 0.005
"""The same where it read a raised one, which is as round and as large."""

_POINT = re.compile(r"(?<=\d)[.．](?=\d)")
_RAISED = re.compile(r"(?<=\d)·(?=\d)")
_OFTEN = 6
"""So many points, and so many times as many as raised ones, are a page's habit."""

_MEASURE = "[%％‰万亿萬億千百元角分米公吨噸克里厘毫平立倍度级級人个個户戶亩畝斤台辆吋英美]"
_DECIMAL = re.compile(
    rf"(?<![\d.,，。·]\n)(?<![\d.,，。·])\d{{1,4}}\n?([，。,·])\n?\d{{1,2}}(?=\n?{_MEASURE})"
)
_DOTS = re.compile(r"(?<![\dA-Za-z…—.．,，。、·])[.．,，。、·]{3,}(?![\dA-Za-z…—])")


def repair_points(page: Page) -> Iterator[Edit]:
    """A point between the figures of a number that a measure follows, and two squares of dots for three marks
    and more in a row, where the engine saw points at least at half of them but did not read only points.

    Nothing is done without a picture. A number with a group of three figures may have its comma, and a raised
    point is one on a page that sets most of its numbers so; those down the page tell nothing of that.

    >>> from ocrfix.model.page import Alternative, Region, RegionKind, Source, TextLine
    >>> def changed(text, seen="，。"):
    ...     others = (Alternative(".", 0.2),)
    ...     glyphs = tuple(Glyph(char, 0, 9, 0.7, others if char in seen else ()) for char in text)
    ...     line = TextLine(id="l1", polygon=None, reading=text, confidence=0.9, glyphs=glyphs)
    ...     region = Region(id="r1", kind=RegionKind.BODY, polygon=None, lines=(line,))
    ...     source = Source(file=None, page=1, sha256=None, width_px=None, height_px=None)
    ...     page = Page(name="a", source=source, language="zh-Hans", regions=(region,))
    ...     return [(edit.start, edit.before, edit.after) for edit in repair_points(page)]
    >>> changed("增长3，4%，产值35。52亿元。"), changed("他说，，，。，，走吧")
    ([(3, '，', '.'), (11, '。', '.')], [(2, '，，，。，，', '……')])
    >>> changed("增长3，4%", seen=""), changed("有3，500元，8，9两月，1997。17日")
    ([], [])
    >>> changed("投资33·9亿元，占4.1%，" + "增0.2%，" * 5, "·"), changed("占4.1%，投资33·9亿元", "·")
    ([(4, '·', '.')], [])
    >>> changed("漫长....", seen=".")
    []
    """
    streams = list(find_streams(page))
    points = sum(len(_POINT.findall(each.text)) for each in streams)
    raised = sum(not _runs_down(each, at.start()) for each in streams for at in _RAISED.finditer(each.text))
    low = points >= _OFTEN * max(1, raised)
    for stream in streams:
        for found in _DECIMAL.finditer(stream.text):
            place = found.start(1)
            if found[1] == "·" and not low:
                continue
            if (visual := _shows_point(stream, place)) is not None:
                language = "figures on both sides, and what they count after them"
                yield stream.edit(place, found[1], ".", "misread.point", visual, language)
        for found in _DOTS.finditer(stream.text):
            if _mostly_points(stream, found.start(), found.end()):
                yield stream.edit(
                    found.start(),
                    found[0],
                    "……",
                    "misread.point",
                    "the engine saw points there too",
                    f"{len(found[0])} marks in a row",
                )


def _mostly_points(stream: Stream, start: int, end: int) -> bool:
    if _POINTS.issuperset(stream.text[start:end]):
        return False
    seen = sum(_point_at(stream, place) is not None for place in range(start, end))
    return 2 * seen >= end - start


def _runs_down(stream: Stream, place: int) -> bool:
    return stream.lines[stream.at(place)[0]].writing_mode is WritingMode.VERTICAL


def _shows_point(stream: Stream, place: int) -> str | None:
    """What of the picture allows a point at a place; None where nothing does. In a strip set down the page
    every figure takes a square, and a point stands in the middle of its own."""
    index, start = stream.at(place)
    glyphs = stream.lines[index].glyphs
    if _runs_down(stream, place) and glyphs and glyphs[start].char == "·":
        return "down the page a point stands in the middle of its square"
    seen = _point_at(stream, place)
    return None if seen is None else f"the engine saw . there too ({seen:.2f})"


def _point_at(stream: Stream, place: int) -> float | None:
    """How likely the engine found a point at a place; None where it saw none or there is no lattice."""
    index, start = stream.at(place)
    glyphs = stream.lines[index].glyphs
    return _likelihood(glyphs[start]) if glyphs else None


def _likelihood(glyph: Glyph) -> float | None:
    shares = [
        (glyph.char, glyph.confidence),
        *((other.char, other.likelihood) for other in glyph.alternatives),
    ]
    seen = sum(share for char, share in shares if char in _POINTS)
    return seen if seen >= (_LEAST_RAISED if glyph.char == "·" else _LEAST) else None
