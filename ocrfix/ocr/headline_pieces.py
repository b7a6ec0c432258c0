"""Headlines that the detector saw in pieces: of large outlined letters it passes one over, or sees a part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocrfix.geometry import Blanks, Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, Read, Reading, runs_down

_LARGE_EM, _LEAST_EM = 2.4, 1.5
"""How high the box of a headline is at least, and that of a piece of it, in em of the text."""

_GAP, _OVER = 1.5, 0.5
"""How far apart, and how far over each other, two pieces lie at most, in heights of the lower one."""

_BLANK_EM, _AROUND = 0.5, 0.3
"""How wide a blank between two letters of a headline is at most, in em of the text: a gutter is wider; how
far into both pieces it is looked for, in heights of the lower one."""

_INSIDE, _NARROW = 0.8, 1.5
"""How much of a part of a piece lies in that, and how wide it is at most, in heights of that."""

_SURE = 0.8
"""How sure the reading of the whole is at least."""


@dataclass(frozen=True, slots=True)
class _Headline:
    """Places of lines: pieces next to each other, and boxes drawn around a part of one of them; `seams`
    is how many of the pieces overlap the one before."""

    pieces: tuple[int, ...]
    parts: tuple[int, ...]
    seams: int
    box: Box


def headlines_whole(
    lines: Sequence[LineBox], em_px: float, blanks: Blanks, read: Read
) -> tuple[LineBox, ...]:
    """The lines of a page of rows, pieces of a headline between which its letters run on joined where the
    whole reads as long as they do together; lines of a page set vertically as they are.

    `em_px` is the size of a character of text, `blanks` gives the stretches of x without ink.
    """
    if runs_down(lines):
        return tuple(lines)
    result, gone = list(lines), set[int]()
    for found in _headlines(lines, em_px, blanks):
        first, *others = found.pieces
        whole = replace(lines[first], polygon=found.box.polygon)
        seen, *pieces = read([whole, *(lines[i] for i in found.pieces)])
        if is_whole(seen, pieces, found.seams):
            result[first] = whole
            gone.update((*others, *found.parts))
    return tuple(line for i, line in enumerate(result) if i not in gone)


def is_whole(whole: Reading, pieces: Sequence[Reading], seams: int = 0) -> bool:
    """Whether a headline is read for sure, and as long as its pieces are together but for one letter at each
    seam where two of them overlap: both show a part of it."""
    return whole.confidence > _SURE and len(whole.text) >= sum(len(piece.text) for piece in pieces) - seams


def _headlines(lines: Sequence[LineBox], em_px: float, blanks: Blanks) -> list[_Headline]:
    boxes = [box_of(line.polygon) for line in lines]
    level = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.HORIZONTAL]
    rows = [i for i in level if boxes[i].height > _LEAST_EM * em_px]
    rows.sort(key=lambda i: boxes[i].left)
    found = []
    taken = {i for i in rows if any(_is_part(boxes[i], boxes[k]) for k in rows)}
    for i in rows:
        if i in taken:
            continue
        chain = [i]
        for k in rows:
            if k not in taken and _goes_on(union(boxes[c] for c in chain), boxes[k], em_px, blanks):
                chain.append(k)
        if len(chain) > 1 and max(boxes[k].height for k in chain) > _LARGE_EM * em_px:
            taken.update(chain)
            parts = (k for k in level if any(_is_part(boxes[k], boxes[j]) for j in chain))
            seams = sum(boxes[k].left < boxes[j].right for j, k in pairwise(chain))
            found.append(_Headline(tuple(chain), tuple(parts), seams, union(boxes[k] for k in chain)))
    return found


def _is_part(box: Box, piece: Box) -> bool:
    """Whether a box is drawn around a part of a piece."""
    narrow = box.area < piece.area and box.width < _NARROW * piece.height
    return narrow and box.share_in(piece) > _INSIDE


def _goes_on(piece: Box, box: Box, em_px: float, blanks: Blanks) -> bool:
    """Whether the letters of a piece run on into a box right of it."""
    low = min(piece.height, box.height)
    if not (piece.level_with(box) and -_OVER * low < box.left - piece.right < _GAP * low):
        return False
    left, right = sorted((piece.right, box.left))
    margin, top, bottom = _AROUND * low, max(piece.top, box.top), min(piece.bottom, box.bottom)
    seam = Box(left - margin, top, right + margin, bottom)
    return all(end - start < _BLANK_EM * em_px for start, end in blanks(seam))
