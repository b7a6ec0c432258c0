"""Short last lines of vertical text, and last characters of vertical headlines: about as high as wide, the
detector takes them for horizontal lines."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from ocrfix.geometry import Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_LEAST_HEIGHT = 0.9
"""How high over its width a box of a character and the mark under it is at least."""

_LIKE = (0.7, 1.3)
"""How wide it is against the line beside it."""

_LEVEL, _BESIDE = 0.5, 0.6
"""How far from that line it may begin, and stand, in widths of it."""

_LARGE = 1.3
"""How wide, in lines of text, the line of a headline is at least."""

_OF_LINE = (0.45, 1.15)
_FIGURE = (0.28, 0.5, 0.8)
"""How wide a figure, or the point between two, is at least in widths of the line, and how high at least and
at most: it is narrower than the characters."""

_CENTRED, _OVERLAP, _APART = 0.15, 0.7, 0.6
"""How wide a character of it is against the line; how far from the middle of that it may stand, how much of
the character the line may hold, and how far apart the two may be, in widths or heights of one."""


def with_last_characters(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a vertical page, those of headlines with the characters under them that were found by
    themselves.

    >>> headline = LineBox(Box(0, 0, 60, 300).polygon, WritingMode.VERTICAL)
    >>> text = [LineBox(Box(x, 0, x + 30, 300).polygon, WritingMode.VERTICAL) for x in (100, 140, 180)]
    >>> last = [LineBox(Box(5, y, 55, y + 50).polygon) for y in (280, 340)]
    >>> [box_of(line.polygon).bottom for line in with_last_characters([headline, *text, *last])]
    [390, 300, 300, 300]
    """
    upright = [box_of(line.polygon).width for line in lines if line.writing_mode is WritingMode.VERTICAL]
    return _with_characters(lines, median(upright), _follows) if upright else tuple(lines)


def with_outer_characters(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a page of rows, its headlines set down the page with the characters over and under them
    that were found by themselves.

    >>> headline = LineBox(Box(0, 100, 50, 400).polygon, WritingMode.VERTICAL)
    >>> rows = [LineBox(Box(60, y, 500, y + 30).polygon) for y in range(0, 400, 40)]
    >>> alone = [LineBox(Box(2, y, 48, y + 50).polygon) for y in (0, 52, 390)]
    >>> box_of(with_outer_characters([*alone, headline, *rows])[0].polygon)
    Box(left=0, top=0, right=50, bottom=440)
    """
    rows = [box_of(line.polygon).height for line in lines if line.writing_mode is WritingMode.HORIZONTAL]
    if not rows:
        return tuple(lines)
    usual = median(rows)
    return _with_characters(_with_characters(lines, usual, _follows), usual, _precedes)


def _with_characters(
    lines: Sequence[LineBox], usual: float, joins: Callable[[Box, Box], bool]
) -> tuple[LineBox, ...]:
    """The lines, those of headlines with the characters that join them; `usual` is the width of text."""
    boxes = [box_of(line.polygon) for line in lines]
    upright = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    gone: set[int] = set()
    result = list(lines)
    for i in upright:
        whole = boxes[i]
        if whole.width < _LARGE * usual or whole.height < 2 * whole.width:
            continue
        for k in sorted(range(len(boxes)), key=lambda k: abs(boxes[k].centre[1] - boxes[i].centre[1])):
            if k != i and k not in gone and joins(whole, boxes[k]):
                gone.add(k)
                whole = union([whole, boxes[k]])
        if whole != boxes[i]:
            result[i] = replace(lines[i], polygon=whole.polygon)
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _follows(line: Box, box: Box) -> bool:
    """Whether a box holds the character that comes next under a line."""
    return _as_large(line, box) and _near(box.top - line.bottom, box)


def _precedes(line: Box, box: Box) -> bool:
    """Whether a box holds the character that comes right before a line, over it."""
    return _as_large(line, box) and _near(line.top - box.bottom, box)


def _as_large(line: Box, box: Box) -> bool:
    """Whether a box holds a character as large as those of a line, or a figure, in the middle of it."""
    as_wide = _OF_LINE[0] * line.width < box.width < _OF_LINE[1] * line.width
    square = as_wide and 0.7 * box.width < box.height < 1.5 * box.width
    least, low, high = (share * line.width for share in _FIGURE)
    figure = least < box.width < box.height and low < box.height < high
    return (square or figure) and abs(box.centre[0] - line.centre[0]) < _CENTRED * line.width


def _near(gap: float, box: Box) -> bool:
    return -_OVERLAP * box.height < gap < _APART * max(box.width, box.height)


def stubs_upright(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines of a vertical page, those of a character or so vertical that begin level with a vertical line
    right before them: the last ones of paragraphs.

    >>> text = LineBox(Box(50, 0, 90, 300).polygon, WritingMode.VERTICAL)
    >>> end, alone = LineBox(Box(0, 3, 40, 52).polygon), LineBox(Box(0, 103, 40, 152).polygon)
    >>> [line.writing_mode.name for line in stubs_upright([text, end, alone])]
    ['VERTICAL', 'VERTICAL', 'HORIZONTAL']
    """
    upright = [box_of(line.polygon) for line in lines if line.writing_mode is WritingMode.VERTICAL]
    if not upright:
        return tuple(lines)
    usual = median(box.width for box in upright)
    return tuple(
        replace(line, writing_mode=WritingMode.VERTICAL)
        if line.writing_mode is WritingMode.HORIZONTAL and _ends_text(box_of(line.polygon), upright, usual)
        else line
        for line in lines
    )


def _ends_text(box: Box, upright: Sequence[Box], usual_px: float) -> bool:
    alike = _LIKE[0] * usual_px < box.width < _LIKE[1] * usual_px
    return (
        alike
        and box.height > _LEAST_HEIGHT * box.width
        and any(
            abs(other.top - box.top) < _LEVEL * other.width
            and abs(other.left - box.right) < _BESIDE * other.width
            and _LIKE[0] < box.width / other.width < _LIKE[1]
            and other.height > 2 * box.height
            for other in upright
        )
    )
