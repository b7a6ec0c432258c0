"""Headlines set down a page of rows that the detector saw in pieces: it passes one letter over, or takes it
for the beginning of a row beside the headline."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box, box_of, union
from ocrfix.model.page import WritingMode
from ocrfix.ocr.engine import LineBox, Read, runs_down
from ocrfix.ocr.headline_pieces import is_whole

_LEAST_EM = 1.5
"""How wide a piece is at least, in em of the text; one of figures may be narrower."""

_ALIKE, _SHARED, _APART = 1.35, 0.8, 1.0
"""How many times as wide as the other one piece is at most, how much of the narrower one stands over or under
the other, and how far apart they are at most, in its widths."""

_FIGURES, _CENTRED = 0.45, 0.15
"""How wide a piece of figures is at least, and how far from the middle of the piece over it, in widths of
that."""


def strips_whole(lines: Sequence[LineBox], em_px: float, read: Read) -> tuple[LineBox, ...]:
    """The lines of a page of rows, vertical ones right under each other and as wide joined where the whole
    reads as long as they do together; lines of a page set vertically as they are.

    `em_px` is the size of a character of text.
    """
    if runs_down(lines):
        return tuple(lines)
    result, gone = list(lines), set[int]()
    for chain in _chains(lines, em_px):
        whole = replace(lines[chain[0]], polygon=union(box_of(lines[i].polygon) for i in chain).polygon)
        seen, *pieces = read([whole, *(lines[i] for i in chain)])
        widest = max(box_of(lines[i].polygon).width for i in chain)
        narrow = [
            piece
            for i, piece in zip(chain, pieces, strict=True)
            if _ALIKE * box_of(lines[i].polygon).width < widest
        ]
        if is_whole(seen, pieces) and not any(char.isalpha() for piece in narrow for char in piece.text):
            result[chain[0]] = whole
            gone.update(chain[1:])
    return tuple(line for i, line in enumerate(result) if i not in gone)


def _chains(lines: Sequence[LineBox], em_px: float) -> list[list[int]]:
    """Places of the lines of each headline that stands in pieces, from the top."""
    boxes = [box_of(line.polygon) for line in lines]
    down = [
        i
        for i, line in enumerate(lines)
        if line.writing_mode is WritingMode.VERTICAL and boxes[i].width > _FIGURES * _LEAST_EM * em_px
    ]
    chains: list[list[int]] = []
    for i in sorted(down, key=lambda i: boxes[i].top):
        chain = next((c for c in chains if _goes_on(boxes[c[-1]], boxes[i])), None)
        if chain is None:
            if boxes[i].width > _LEAST_EM * em_px:
                chains.append([i])
        else:
            chain.append(i)
    return [chain for chain in chains if len(chain) > 1]


def _goes_on(upper: Box, lower: Box) -> bool:
    narrow, wide = sorted((upper.width, lower.width))
    alike = wide < _ALIKE * narrow and upper.across(lower) > _SHARED * narrow
    figures = _FIGURES * upper.width < lower.width < upper.width
    figures = figures and abs(lower.centre[0] - upper.centre[0]) < _CENTRED * upper.width
    return (alike or figures) and abs(lower.top - upper.bottom) < _APART * narrow
