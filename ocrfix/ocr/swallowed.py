"""Kickers set down the page right before text of their own size, whose characters the detector takes for the
beginnings of the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ocrfix.geometry import Blanks, Box, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.cutting import with_ends
from ocrfix.ocr.engine import LineBox

_LONG, _LETTER, _STRIP = 4.0, 1.4, 1.8
"""In heights of a row: how long one is at least, and how wide a single character and a strip are at most."""

_FIRST, _BLANK = (0.5, 1.7), 0.2
"""In heights of a row: where the first character of one ends, and how wide the blank after it is at least."""

_LEVEL, _ENDS, _NEXT = 0.5, 0.25, 2.2
"""How exactly the characters begin under each other, and end; how far one follows the other at most: a row
between them may have been passed over."""

_LEAST = 3
"""How many pieces of a kicker were found at least."""

_AROUND, _ALONG = 1.5, 0.8
"""How near the rows stand that begin beside, over and under it, and its headline, and how much of it stands
beside that."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line that holds characters of a kicker; they end at `end`, where its text begins if it is a row."""

    index: int
    box: Box
    end: float
    is_row: bool


def kickers_apart(lines: Sequence[LineBox], blanks: Blanks) -> tuple[LineBox, ...]:
    """The lines of a page of rows; those that begin with one character of a vertical line cut behind it.

    Rows of a column, one under the other, begin a character before those over and under them and show a blank
    behind it; other characters of the kicker were found by themselves, beside their rows: all of them only
    next to a headline down the page.

    >>> text = [LineBox(Box(30, y, 300, y + 20).polygon) for y in (0, 24, 96, 120)]
    >>> long = [LineBox(Box(4, y, 300, y + 20).polygon) for y in (24, 48)]
    >>> alone = LineBox(Box(4, 72, 27, 92).polygon)
    >>> lines = [text[0], *long, alone, *text[2:]]
    >>> found = kickers_apart(lines, lambda box: [(24, 30)] if box.left < 9 else [])
    >>> [(line.writing_mode.value, box_of(line.polygon)) for line in found[-1:]]
    [('vertical-rtl', Box(left=4, top=24, right=27.0, bottom=92))]
    >>> box_of(found[1].polygon)
    Box(left=27.0, top=24.0, right=300.0, bottom=44.0)
    """
    if not lines:
        return ()
    boxes = [box_of(line.polygon) for line in lines]
    row = median(min(box.width, box.height) for box in boxes)
    down = [box for box, line in zip(boxes, lines, strict=True) if line.writing_mode is WritingMode.VERTICAL]
    result: dict[int, LineBox] = dict(enumerate(lines))
    strips = []
    for chain in _chains([*_pieces(lines, boxes, blanks, row)], row):
        in_rows = any(piece.is_row for piece in chain)
        if not _stands_before_text(chain, boxes, row) or not (
            in_rows or _is_under_headline(chain, down, row)
        ):
            continue
        for piece in chain:
            if piece.is_row:
                flat = _between_rows(piece.box, boxes, row)
                line = lines[piece.index] if flat == piece.box else LineBox(flat.polygon)
                result[piece.index] = with_ends(line, piece.end, piece.box.right)
            else:
                del result[piece.index]
        left, right = min(p.box.left for p in chain), median(p.end for p in chain)
        whole = Box(left, min(p.box.top for p in chain), right, max(p.box.bottom for p in chain))
        strips.append(LineBox(whole.polygon, WritingMode.VERTICAL))
    return (*result.values(), *strips)


def _between_rows(box: Box, boxes: Sequence[Box], row: float) -> Box:
    """What rows over and under a row leave of its box, where that was drawn higher for a character that
    stands before two rows."""
    if box.height < _LETTER * row:
        return box
    near = [other for other in boxes if other.across(box) > 0.5 * box.width]
    over = [other.bottom for other in near if other.centre[1] < box.centre[1] - 0.5 * row]
    under = [other.top for other in near if other.centre[1] > box.centre[1] + 0.5 * row]
    flat = Box(box.left, max([box.top, *over]), box.right, min([box.bottom, *under]))
    return flat if flat.height > 0.7 * row else box


def _pieces(lines: Sequence[LineBox], boxes: Sequence[Box], blanks: Blanks, row: float) -> Iterator[_Piece]:
    """The rows that show a blank behind their first character, single characters, and strips."""
    for i, box in enumerate(boxes):
        if lines[i].writing_mode is WritingMode.VERTICAL:
            if box.width < _STRIP * row:
                yield _Piece(i, box, box.right, is_row=False)
        elif max(box.width, box.height) < _LETTER * row:
            yield _Piece(i, box, box.right, is_row=False)
        elif box.width > _LONG * row:
            low, high = box.left + _FIRST[0] * row, box.left + _FIRST[1] * row
            gaps = [
                (end - start, (start + end) / 2)
                for start, end in blanks(box)
                if low < start and (start + end) / 2 < high
            ]
            if gaps and max(gaps)[0] > _BLANK * row:
                yield _Piece(i, box, max(gaps)[1], is_row=True)


def _chains(pieces: Sequence[_Piece], row: float) -> Iterator[list[_Piece]]:
    """Runs of pieces that stand one under the other, one of them at least found by itself: rows that begin
    alike may all show a blank behind their first characters by chance."""
    taken = set[int]()
    order = sorted(pieces, key=lambda piece: piece.box.top)
    for place, first in enumerate(order):
        if first.index in taken:
            continue
        chain = [first]
        for piece in order[place + 1 :]:
            last = chain[-1]
            if piece.box.top > max(p.box.bottom for p in chain) + _NEXT * row:
                break
            level = abs(piece.box.left - last.box.left) < _LEVEL * row
            if level and abs(piece.end - last.end) < _ENDS * row and piece.index not in taken:
                chain.append(piece)
        if len(chain) >= _LEAST and not all(piece.is_row for piece in chain):
            taken.update(piece.index for piece in chain)
            yield chain


def _stands_before_text(chain: Sequence[_Piece], boxes: Sequence[Box], row: float) -> bool:
    """Whether rows of a column begin where the characters end, right over them and under them or beside them,
    and none begins with them but those they were found in."""
    left, end = median(p.box.left for p in chain), median(p.end for p in chain)
    top, bottom = min(p.box.top for p in chain), max(p.box.bottom for p in chain)
    own = {piece.index for piece in chain}
    rows = [
        box
        for i, box in enumerate(boxes)
        if i not in own
        and box.width > _LONG * row
        and box.left < end + row < box.right
        and top - _AROUND * row < box.centre[1] < bottom + _AROUND * row
    ]
    after = [box for box in rows if abs(box.left - end) < _LEVEL * row]
    with_it = [box for box in rows if box.left < left + _LEVEL * row]
    return len(after) >= 2 and not with_it


def _is_under_headline(chain: Sequence[_Piece], down: Sequence[Box], row: float) -> bool:
    """Whether pieces stand between a headline set down the page and its text."""
    left, top = min(p.box.left for p in chain), min(p.box.top for p in chain)
    whole = Box(left, top, max(p.end for p in chain), max(p.box.bottom for p in chain))
    return any(
        box.width > _STRIP * row
        and abs(left - box.right) < _AROUND * row
        and box.along(whole) > _ALONG * whole.height
        for box in down
    )
