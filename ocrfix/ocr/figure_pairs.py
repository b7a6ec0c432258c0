"""Figures side by side in one square of a line set down the page: laid on its side, the model sees one of
them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocrfix.geometry import between, side_lengths
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.ocr.engine import LineBox, Read, Reading

_SQUARE = 1.1
"""How high the square of a figure is cut, in widths of the line."""

_SURE = 0.8
"""How sure the reading of the square is at least."""


def with_figure_pairs(lines: Sequence[LineBox], readings: Sequence[Reading], read: Read) -> list[Reading]:
    """The readings; of a vertical line in which a figure stands alone between other characters, with both
    figures where its square reads as two, and that one of them."""
    found = [list(reading.glyphs) for reading in readings]
    places = [(i, k) for i, line in enumerate(lines) for k in _alone(line, readings[i])]
    squares = read([_square(lines[i], readings[i].glyphs[k]) for i, k in places])
    for (i, k), square in reversed([*zip(places, squares, strict=True)]):
        if _is_pair(square, readings[i].glyphs[k].char):
            found[i][k : k + 1] = _side_by_side(readings[i].glyphs[k], square)
    return [replace(reading, glyphs=tuple(glyphs)) for reading, glyphs in zip(readings, found, strict=True)]


def _alone(line: LineBox, reading: Reading) -> Iterator[int]:
    """Places of figures before and after which there is none."""
    if line.writing_mode is not WritingMode.VERTICAL or len(reading.glyphs) < 2:
        return
    figures = [False, *(_is_figure(glyph.char) for glyph in reading.glyphs), False]
    for k in range(len(reading.glyphs)):
        if figures[k : k + 3] == [False, True, False]:
            yield k


def _is_figure(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _is_pair(square: Reading, figure: str) -> bool:
    text = square.text
    both = len(text) == 2 and all(map(_is_figure, text)) and figure in text
    return both and square.confidence > _SURE


def _side_by_side(glyph: Glyph, square: Reading) -> list[Glyph]:
    """Both figures of a square; each takes half of it along the line, as figures under each other do."""
    middle = (glyph.start + glyph.end) / 2
    ends = ((glyph.start, middle), (middle, glyph.end))
    return [
        replace(seen, start=start, end=end) for seen, (start, end) in zip(square.glyphs, ends, strict=True)
    ]


def _square(line: LineBox, glyph: Glyph) -> LineBox:
    """The square around a figure, as a row."""
    width, length = side_lengths(line.polygon)
    middle, half = (glyph.start + glyph.end) / 2, _SQUARE * width / 2
    top, bottom = max(0.0, middle - half) / length, min(length, middle + half) / length
    a, b, c, d = line.polygon
    return LineBox((between(a, d, top), between(b, c, top), between(b, c, bottom), between(a, d, bottom)))
