"""Headings set down the page beside rows of text: the detector draws boxes over both, or over two strips."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.cutting import with_ends
from ocrfix.ocr.engine import LineBox, runs_down
from ocrfix.ocr.overlapping import strips_by_ink
from ocrfix.ocr.pairs import pairs_stacked
from ocrfix.ocr.strip_feet import with_feet
from ocrfix.ocr.stubs import with_outer_characters
from ocrfix.ocr.swallowed import kickers_apart

_HIGHER, _ROWS_HIGH = 1.2, 5.0
"""How many times as high as wide a box is that holds no row, and how many rows of text high."""

_WITHIN, _BESIDE = 0.7, 0.6
_ROWS, _COVERED, _STRIP = 3, 0.4, 0.2
_MIDDLE, _GAP, _LONGEST = 0.3, 0.045, 7.0

_OUTSIDE = 0.5
"""How much of a row that a strip was drawn over stands beside it, where the strip is wider."""

_INSIDE, _AS_WIDE = 0.8, 0.5
"""How much of a part of a strip lies in the whole of it, and how wide it is against that, at least."""

_COLUMN, _AS_WIDE_PIECE, _SHARED = 0.8, 0.65, 0.25
"""How much of the narrower of two pieces of one strip lies over or under the other, how wide it is against
that, and how much of a character both show, in widths."""


def strips_apart(lines: Sequence[LineBox], blanks: Blanks) -> tuple[LineBox, ...]:
    """The lines of a page of rows, its vertical headings each in a box of its own; those of a page set
    vertically as they are."""
    if runs_down(lines):
        return tuple(lines)
    upright = uprighted(pairs_stacked(kickers_apart(with_feet(lines), blanks), blanks))
    strips = halved(beside_rows(parted(upright)), blanks)
    return with_outer_characters(without_inner(strips_joined(strips_by_ink(strips, blanks))))


def uprighted(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines, one that is several rows high and higher than wide taken for vertical: two short strips.

    >>> both = LineBox(Box(0, 0, 140, 210).polygon)
    >>> rows = [LineBox(Box(150, y, 500, y + 20).polygon) for y in range(0, 200, 24)]
    >>> [line.writing_mode.value for line in uprighted([both, *rows])][:2]
    ['vertical-rtl', 'horizontal-ltr']
    """
    if not lines:
        return ()
    boxes = [box_of(line.polygon) for line in lines]
    row = median(min(box.width, box.height) for box in boxes)
    return tuple(
        replace(line, writing_mode=WritingMode.VERTICAL)
        if box.height > max(_HIGHER * box.width, _ROWS_HIGH * row)
        else line
        for line, box in zip(lines, boxes, strict=True)
    )


def parted(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines, a vertical one that was drawn over another and over the one beside it left with the latter:
    two strips of a headline that the detector saw as one, and one of them by itself.

    The one that was seen by itself reaches as far up and down as both together.

    >>> both, one = Box(0, 0, 90, 300), Box(50, 10, 88, 260)
    >>> strips = parted([LineBox(box.polygon, WritingMode.VERTICAL) for box in (both, one)])
    >>> [box_of(line.polygon) for line in strips]
    [Box(left=0, top=0, right=50, bottom=300), Box(left=50, top=0, right=88, bottom=300)]
    """
    boxes = [box_of(line.polygon) for line in lines]
    upright = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    result = list(lines)
    for i in upright:
        for k in upright:
            rest = None if i == k else _rest(boxes[i], boxes[k])
            if rest is not None:
                one, both = boxes[k], boxes[i]
                reach = Box(one.left, min(one.top, both.top), one.right, max(one.bottom, both.bottom))
                result[i] = replace(lines[i], polygon=rest.polygon)
                result[k] = replace(lines[k], polygon=reach.polygon)
    return tuple(result)


def _rest(both: Box, one: Box) -> Box | None:
    """What a box leaves beside one that stands in it, nearly as high: a strip about as wide, or None."""
    if one.common(both) < _WITHIN * one.area or one.height < _WITHIN * both.height:
        return None
    if both.height - one.height > 1.5 * one.width:
        return None
    left, right = one.left - both.left, both.right - one.right
    if max(left, right) < _BESIDE * one.width:
        return None
    sides = (both.left, one.left) if left > right else (one.right, both.right)
    return Box(sides[0], both.top, sides[1], both.bottom)


def halved(lines: Sequence[LineBox], blanks: Blanks) -> tuple[LineBox, ...]:
    """The lines, a vertical one parted where a blank runs down its middle: two strips seen as one.

    >>> wide = LineBox(Box(0, 0, 90, 300).polygon, WritingMode.VERTICAL)
    >>> [box_of(half.polygon) for half in halved([wide], lambda box: [(40, 50)])]
    [Box(left=0, top=0, right=45.0, bottom=300), Box(left=45.0, top=0, right=90, bottom=300)]
    """
    result: list[LineBox] = []
    for line in lines:
        place = _middle(box_of(line.polygon), blanks) if line.writing_mode is WritingMode.VERTICAL else None
        if place is None:
            result.append(line)
            continue
        box = box_of(line.polygon)
        result.append(replace(line, polygon=Box(box.left, box.top, place, box.bottom).polygon))
        result.append(replace(line, polygon=Box(place, box.top, box.right, box.bottom).polygon))
    return tuple(result)


def _middle(box: Box, blanks: Blanks) -> float | None:
    """Where a blank runs down the middle of a box that is not too long to hold two strips, or None."""
    if box.height > _LONGEST * box.width:
        return None
    low, high = box.left + _MIDDLE * box.width, box.right - _MIDDLE * box.width
    gaps = [(end - start, (start + end) / 2) for start, end in blanks(box)]
    inside = [gap for gap in gaps if low < gap[1] < high and gap[0] > _GAP * box.width]
    return max(inside)[1] if inside else None


def without_inner(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines without what stands in a vertical one that is hardly wider: a part of it, or one of its
    characters, seen once more.

    >>> whole, part, last = Box(0, 0, 90, 300), Box(20, 80, 88, 290), Box(15, 220, 85, 290)
    >>> strips = [LineBox(box.polygon, WritingMode.VERTICAL) for box in (whole, part)]
    >>> [box_of(line.polygon) for line in without_inner([*strips, LineBox(last.polygon)])]
    [Box(left=0, top=0, right=90, bottom=300)]
    """
    strips = [box_of(line.polygon) for line in lines if line.writing_mode is WritingMode.VERTICAL]
    return tuple(line for line in lines if not any(_holds(strip, box_of(line.polygon)) for strip in strips))


def _holds(strip: Box, part: Box) -> bool:
    inside = part.common(strip) > _INSIDE * part.area and part.area < strip.area
    return inside and part.width > _AS_WIDE * strip.width and part.width < 1.5 * part.height


def beside_rows(lines: Sequence[LineBox]) -> tuple[LineBox, ...]:
    """The lines, a vertical one that was drawn over the beginnings of the rows on its right, or the ends of
    those on its left, cut back to where most of them begin or end, and those of them that reach into it.

    >>> strip = LineBox(Box(0, 0, 60, 200).polygon, WritingMode.VERTICAL)
    >>> rows = [LineBox(Box(30, y, 300, y + 20).polygon) for y in range(0, 180, 24)]
    >>> reaching = LineBox(Box(4, 180, 300, 200).polygon)
    >>> cut = beside_rows([strip, *rows, reaching])
    >>> box_of(cut[0].polygon), box_of(cut[-1].polygon)
    (Box(left=0, top=0, right=30, bottom=200), Box(left=30.0, top=180.0, right=300.0, bottom=200.0))
    >>> before = [LineBox(Box(-300, y, 15, y + 20).polygon) for y in range(0, 180, 24)]
    >>> box_of(beside_rows([strip, *before])[0].polygon)
    Box(left=15.0, top=0, right=60, bottom=200)
    """
    return _cut_back(_cut_back(lines, after=True), after=False)


def _cut_back(lines: Sequence[LineBox], *, after: bool) -> tuple[LineBox, ...]:
    """The lines, the vertical ones cut back from the rows that were found to reach into them: those that
    stand `after` them, or before."""
    boxes = [box_of(line.polygon) for line in lines]
    level = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    beside = _begins_in if after else _ends_in
    result = list(lines)
    for i, line in enumerate(lines):
        if line.writing_mode is not WritingMode.VERTICAL:
            continue
        strip = boxes[i]
        rows = [k for k in level if _at_height_of(strip, boxes[k]) and beside(strip, boxes[k])]
        if len(rows) < _ROWS or sum(boxes[k].height for k in rows) < _COVERED * strip.height:
            continue
        edge = median(boxes[k].left if after else boxes[k].right for k in rows)
        rest = replace(strip, right=edge) if after else replace(strip, left=edge)
        if not _STRIP * strip.width < rest.width < strip.width:
            continue
        result[i] = replace(line, polygon=rest.polygon)
        for k in rows:
            if rest.across(boxes[k]) > 0.3 * boxes[k].height:
                ends = (edge, boxes[k].right) if after else (boxes[k].left, edge)
                result[k] = with_ends(lines[k], *ends)
    return tuple(result)


def _at_height_of(strip: Box, row: Box) -> bool:
    return strip.top - row.height < row.top and row.bottom < strip.bottom + row.height


def _begins_in(strip: Box, row: Box) -> bool:
    """Whether a row begins in a strip and runs out over its right side."""
    begins = strip.left - row.height < row.left < strip.right
    return begins and row.right - strip.right > min(strip.width, _OUTSIDE * row.width)


def _ends_in(strip: Box, row: Box) -> bool:
    """Whether a row runs into a strip over its left side and ends in it."""
    ends = strip.left < row.right < strip.right + row.height
    return ends and strip.left - row.left > min(strip.width, _OUTSIDE * row.width)


def strips_joined(lines: Sequence[LineBox], least_px: float = 0.0) -> tuple[LineBox, ...]:
    """The lines, two vertical ones that stand one over the other and both show the same character as one;
    only those at least `least_px` wide.

    >>> upper, lower = Box(0, 0, 60, 300), Box(4, 260, 58, 500)
    >>> strips = [LineBox(box.polygon, WritingMode.VERTICAL) for box in (upper, lower)]
    >>> [box_of(line.polygon) for line in strips_joined(strips)]
    [Box(left=0, top=0, right=60, bottom=500)]
    >>> len(strips_joined(strips, least_px=70))
    2
    """
    boxes = [box_of(line.polygon) for line in lines]
    upright = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
    upright = [i for i in upright if boxes[i].width >= least_px]
    upright.sort(key=lambda i: boxes[i].top)
    result, gone = list(lines), set[int]()
    for place, i in enumerate(upright):
        for k in upright[place + 1 :]:
            if i not in gone and _share_character(boxes[i], boxes[k]):
                boxes[k] = union([boxes[i], boxes[k]])
                result[k] = replace(lines[k], polygon=boxes[k].polygon)
                gone.add(i)
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _share_character(upper: Box, lower: Box) -> bool:
    """Whether the foot of a strip stands in the head of another as wide, of the same column."""
    narrow, wide = sorted((upper.width, lower.width))
    in_column = upper.across(lower) > _COLUMN * narrow and narrow > _AS_WIDE_PIECE * wide
    return in_column and lower.bottom > upper.bottom and upper.bottom - lower.top > _SHARED * narrow
