"""Headlines of several rows set across a vertical page: the detector may draw one box around all of them."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox

_ROW_EM = 0.6
"""How high the ink of a row is at least, in letters of the text: a stroke is no row."""

_LONG = 2.5
"""How long a row is at least, in its heights."""

_PAIRS, _PAIRS_APART = 3, 2
"""How many boxes of two letters side by side are two rows at least, and how many with letters of both rows
between them."""

_REACH, _FILLED = 4.0, 0.7
"""How many times as wide as such a box the letters between two of them may stand, and how much of that they
fill in either row at least."""

_BESIDE = 1.5
"""How far beyond a single box of two letters both their rows go on at least where it holds rows, in their
heights."""

_NARROWEST = 3.5
"""How many times as high as wide a box of two letters is at most between others."""

_AS_HIGH, _APART = (0.7, 1.5), 0.4
"""How high a letter at an end of a row is against it, and how far away it is at most, in its heights."""

_INSIDE = 0.6
"""Share of a box that lies in the area of two rows at least where it is part of them."""

_LETTER = 0.6
"""How long what is left of a row is that holds a letter, in heights of the row."""

_COVERED = 0.6
"""Share of a row's length over which other boxes show that it was found by itself."""


def rows_apart(lines: Sequence[LineBox], across: Blanks, down: Blanks, em_px: float) -> tuple[LineBox, ...]:
    """The lines of a vertical page, a horizontal one that holds several rows left as those of them that were
    not found by themselves.

    `across` gives the stretches of x without ink in a box, `down` those of y, in a dark band those without
    white letters; `em_px` is the size of the text.

    >>> both = LineBox(Box(0, 0, 300, 100).polygon)
    >>> rows = rows_apart([both], lambda box: [(0, 20)], lambda box: [(0, 4), (45, 55), (97, 100)], 20)
    >>> [box_of(row.polygon) for row in rows]
    [Box(left=20, top=4, right=300, bottom=45), Box(left=20, top=55, right=300, bottom=97)]
    """
    result: list[LineBox] = []
    parted: list[Box] = []
    for line in lines:
        box = box_of(line.polygon)
        rows: list[Box] = []
        if line.writing_mode is WritingMode.HORIZONTAL and box.height > 2 * em_px:
            bands = [_trimmed(band, across) for band in _rows(box, down, em_px)]
            rows = [row for band in bands for row in _rows(band, down, em_px)]
        if len(rows) < 2 or any(row.width < _LONG * row.height for row in rows):
            result.append(line)
            continue
        others = [box_of(other.polygon) for other in lines if other is not line]
        rows = [row for row in rows if not _begins_lines(row, others, em_px)]
        whole = [row for row in rows if not _cut_through(row, box, max(r.height for r in rows))]
        parted += [row for row in whole if not _found(row, others)]
    return (*result, *(LineBox(row.polygon) for row in _joined(parted)))


def pairs_across(lines: Sequence[LineBox], down: Blanks, em_px: float) -> tuple[LineBox, ...]:
    """The lines of a vertical page, boxes side by side of two large letters each, one over the other, as two
    rows where these stand further apart than the letters of a row; with letters between and beside them that
    were found by themselves.

    >>> pairs = [LineBox(Box(x, 0, x + 90, 200).polygon, WritingMode.VERTICAL) for x in (0, 90, 180)]
    >>> rows = pairs_across(pairs, lambda box: [(85, 115)], 30)
    >>> [box_of(row.polygon) for row in rows]
    [Box(left=0, top=0, right=270, bottom=85), Box(left=0, top=115, right=270, bottom=200)]
    """
    boxes = [box_of(line.polygon) for line in lines]
    large = _pairs(boxes, em_px)
    groups: list[list[int]] = []
    for i in sorted(large, key=lambda i: boxes[i].left):
        group = next((g for g in groups if _goes_on(boxes[g[-1]], boxes[i], boxes)), None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    gone: set[int] = set()
    rows: list[Box] = []
    for group in groups:
        whole = union(boxes[i] for i in group)
        found = _rows(whole, down, em_px)
        if len(found) != 2:
            continue
        if len(group) == 1:
            beside, ends = _beside_one(whole, found, boxes, {*gone, *group})
            gone.update([*group, *ends] if beside else [])
            rows += beside
            continue
        alone = [box for i, box in enumerate(boxes) if i not in large and box.share_in(whole) > _INSIDE]
        adjoin = all(_adjoins(boxes[i], boxes[k]) for i, k in pairwise(group))
        if len(group) < (_PAIRS if adjoin else _PAIRS_APART):
            continue
        step = found[1].centre[1] - found[0].centre[1]
        pairs = [boxes[i] for i in group]
        letters = len(group) + max(_letters_between(pairs, alone, row) for row in found)
        if step > whole.width / letters:
            reach = _reach(whole, [boxes[i] for i in large], boxes, step)
            gone.update(group)
            gone.update(i for i, box in enumerate(boxes) if box.share_in(reach) > _INSIDE)
            for row in found:
                longer, ends = _with_ends(replace(row, left=reach.left, right=reach.right), boxes, gone)
                gone.update(ends)
                rows.append(longer)
    kept = [line for i, line in enumerate(lines) if i not in gone]
    return (*kept, *(LineBox(row.polygon) for row in rows))


def _pairs(boxes: Sequence[Box], em_px: float) -> list[int]:
    """The places of the boxes of two letters, one over the other; where narrow letters stand between two such
    boxes, theirs is narrow too."""
    found = [i for i, box in enumerate(boxes) if _holds_two(box, em_px)]
    beside = [boxes[i] for i in found]
    narrow = [
        i
        for i, box in enumerate(boxes)
        if i not in found
        and 1.3 * box.width < box.height < _NARROWEST * box.width
        and any(_adjoins(pair, box) for pair in beside)
        and any(_adjoins(box, pair) for pair in beside)
    ]
    return [*found, *narrow]


def _goes_on(left: Box, right: Box, boxes: Sequence[Box]) -> bool:
    """Whether the second of two boxes of two letters each stands next to the first, or after letters of both
    rows that were found by themselves."""
    if _adjoins(left, right):
        return True
    between = Box(left.right, left.top, right.left, left.bottom)
    if not _is_level(left, right) or between.width <= 0 or between.width > _REACH * left.width:
        return False
    alone = [box for box in boxes if box.share_in(between.grown(0.2 * left.width)) > _INSIDE]
    upper = sum(box.width for box in alone if box.centre[1] < between.centre[1])
    lower = sum(box.width for box in alone) - upper
    return min(upper, lower) > _FILLED * between.width


def _letters_between(pairs: Sequence[Box], alone: Sequence[Box], row: Box) -> int:
    """How many letters of a row were found by themselves; a box that reaches into the pairs beside it holds
    those of the room between."""
    level = [box for box in alone if box.level_with(row)]
    rooms = [box.width - sum(max(0.0, box.across(pair)) for pair in pairs) for box in level]
    return sum(max(1, round(room / row.height)) for room in rooms)


def _with_ends(row: Box, boxes: Sequence[Box], gone: Set[int]) -> tuple[Box, list[int]]:
    """The row, as long as the letters next to it reach that were found by themselves, and which boxes these
    are, but for those that are `gone`."""
    ends = []
    for i in sorted(set(range(len(boxes))) - gone, key=lambda i: abs(boxes[i].centre[0] - row.centre[0])):
        box = boxes[i]
        alike = _AS_HIGH[0] < box.height / row.height < _AS_HIGH[1] and box.level_with(row)
        beyond = not row.left < box.centre[0] < row.right
        if alike and beyond and -box.across(row) < _APART * row.height:
            ends.append(i)
            row = replace(row, left=min(row.left, box.left), right=max(row.right, box.right))
    return row, ends


def _beside_one(
    pair: Box, found: Sequence[Box], boxes: Sequence[Box], gone: Set[int]
) -> tuple[list[Box], list[int]]:
    """The rows found in a single box of two letters with the letters beside it, and which boxes those are;
    none where one of them does not go on."""
    both = [_with_ends(row, boxes, gone) for row in found]
    if any(row.width - pair.width < _BESIDE * row.height for row, _ in both):
        return [], []
    return [row for row, _ in both], [i for _, ends in both for i in ends]


def _holds_two(box: Box, em_px: float) -> bool:
    return box.height > 3 * em_px and 1.3 * box.width < box.height < 2.7 * box.width


def _adjoins(left: Box, right: Box) -> bool:
    """Whether two boxes as high stand level, side by side."""
    return _is_level(left, right) and -0.6 * left.width < right.left - left.right < 0.3 * left.height


def _is_level(box: Box, other: Box) -> bool:
    return max(abs(box.top - other.top), abs(box.bottom - other.bottom)) < 0.15 * box.height


def _reach(whole: Box, pairs: Sequence[Box], boxes: Sequence[Box], step_px: float) -> Box:
    """The area of some pairs and of those level with them, if letters stand all along it."""
    reach = union([whole, *(pair for pair in pairs if _is_level(pair, whole))])
    edge = reach.left
    for box in sorted((box for box in boxes if box.share_in(reach) > _INSIDE), key=lambda box: box.left):
        if box.left > edge + 0.5 * step_px:
            return whole
        edge = max(edge, box.right)
    return reach


def _rows(box: Box, down: Blanks, em_px: float) -> list[Box]:
    """The bands of ink in a box that are high enough to be rows of letters."""
    blanks = [(box.top, box.top), *down(box), (box.bottom, box.bottom)]
    bands = [(above[1], below[0]) for above, below in pairwise(blanks)]
    return [Box(box.left, top, box.right, bottom) for top, bottom in bands if bottom - top > _ROW_EM * em_px]


def _cut_through(row: Box, box: Box, highest_px: float) -> bool:
    """Whether a row at the edge of its box is no more than the ends of other lines."""
    at_edge = row.top < box.top + 1 or row.bottom > box.bottom - 1
    return at_edge and row.height < 0.5 * highest_px


def _begins_lines(row: Box, others: Sequence[Box], em_px: float) -> bool:
    """Whether a row is no more than characters of lines of text that run down the page."""
    lines = [other for other in others if other.height > _LONG * max(row.height, other.width)]
    covered = sum(row.common(line) for line in lines)
    return row.height < 1.3 * em_px and covered > _COVERED * row.area


def _joined(rows: Sequence[Box]) -> list[Box]:
    """The rows, those that two boxes showed in part as one each."""
    joined: list[Box] = []
    for row in sorted(rows, key=lambda row: row.left):
        same = next((k for k, other in enumerate(joined) if _is_same(row, other)), None)
        if same is None:
            joined.append(row)
        else:
            joined[same] = union([joined[same], row])
    return joined


def _is_same(row: Box, other: Box) -> bool:
    return row.across(other) > 0 and row.along(other) > 0.7 * min(row.height, other.height)


def _trimmed(row: Box, across: Blanks) -> Box:
    left, right = row.left, row.right
    for start, end in across(row):
        if start <= row.left + 1:
            left = end
        elif end >= row.right - 1:
            right = start
    return Box(left, row.top, right, row.bottom)


def _found(row: Box, others: Sequence[Box]) -> bool:
    """Whether boxes no higher than the row cover most of it, and leave no letter at an end of it."""
    inside = [
        other
        for other in others
        if row.top < other.centre[1] < row.bottom and other.height < 2 * row.height and row.across(other) > 0
    ]
    if not inside:
        return False
    whole = union(inside)
    if max(whole.left - row.left, row.right - whole.right) > _LETTER * row.height:
        return False
    reach, covered = row.left, 0.0
    for other in sorted(inside, key=lambda other: other.left):
        covered += max(0.0, min(other.right, row.right) - max(other.left, reach))
        reach = max(reach, other.right)
    return covered > _COVERED * row.width
