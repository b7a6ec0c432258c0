"""Cuts lines in two where layout says so."""

from collections.abc import Mapping, Sequence

from ocrfix.geometry import between, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox


def cut_lines(lines: Sequence[LineBox], cuts: Mapping[int, Sequence[float]]) -> tuple[LineBox, ...]:
    """The lines, those named in `cuts` parted at the given x (y, for vertical lines) in pixels, not where
    less than a pixel would be left of a part.

    >>> from ocrfix.geometry import Box
    >>> [box_of(line.polygon) for line in cut_lines([LineBox(Box(0, 0, 90, 10).polygon)], {0: [40]})]
    [Box(left=0, top=0, right=40.0, bottom=10.0), Box(left=40.0, top=0.0, right=90, bottom=10)]
    >>> len(cut_lines([LineBox(Box(0, 0, 90, 10).polygon)], {0: [40, 40.5, 89.5]}))
    2
    """
    parts: list[LineBox] = []
    for i, line in enumerate(lines):
        rest = line
        for place in sorted(cuts.get(i, ())):
            box = box_of(rest.polygon)
            down = rest.writing_mode is WritingMode.VERTICAL
            start, end = (box.top, box.bottom) if down else (box.left, box.right)
            if start + 1 <= place <= end - 1:
                first, rest = _cut(rest, place)
                parts.append(first)
        parts.append(rest)
    return tuple(parts)


def with_ends(line: LineBox, start: float, end: float) -> LineBox:
    """The line, beginning and ending at the given x (y, for a vertical line) in pixels.

    >>> from ocrfix.geometry import Box
    >>> box_of(with_ends(LineBox(Box(0, 0, 90, 10).polygon), 4, 95).polygon)
    Box(left=4.0, top=0.0, right=95.0, bottom=10.0)
    """
    a, b, c, d = line.polygon
    box = box_of(line.polygon)
    if line.writing_mode is WritingMode.VERTICAL:
        first, last = ((p - box.top) / max(1.0, box.height) for p in (start, end))
        corners = (between(a, d, first), between(b, c, first), between(b, c, last), between(a, d, last))
    else:
        first, last = ((p - box.left) / max(1.0, box.width) for p in (start, end))
        corners = (between(a, b, first), between(a, b, last), between(d, c, last), between(d, c, first))
    return LineBox(corners, line.writing_mode)


def _cut(line: LineBox, place: float) -> tuple[LineBox, LineBox]:
    a, b, c, d = line.polygon
    box = box_of(line.polygon)
    if line.writing_mode is WritingMode.VERTICAL:
        share = (place - box.top) / max(1.0, box.height)
        left, right = between(a, d, share), between(b, c, share)
        return LineBox((a, b, right, left), line.writing_mode), LineBox(
            (left, right, c, d), line.writing_mode
        )
    share = (place - box.left) / max(1.0, box.width)
    upper, lower = between(a, b, share), between(d, c, share)
    return LineBox((a, upper, lower, d), line.writing_mode), LineBox((upper, b, c, lower), line.writing_mode)
