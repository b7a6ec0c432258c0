"""Pieces of printed rows that the detector left apart, in the block on whose rows they stand."""

from statistics import median

from ocrfix.geometry import Box, union
from ocrfix.layout.alike import SPACE_EM
from ocrfix.layout.lines import Line
from ocrfix.layout.nearby import Nearby
from ocrfix.model.text import is_wide

_NEAR_EM = 2.5
"""How far from the rest of its row a piece may stand at the edge of a block."""

_MANY = 6
"""How many pieces of rows, one under the other, may be left apart; more than three only inside the rows."""

_DASHES = frozenset("一—–―-")
"""What a dash that was found by itself is read as: its box does not tell the size of its row."""


def absorbed(blocks: list[list[Line]]) -> list[list[Line]]:
    """Pieces of a printed line that the detector left apart join the block whose row they stand on."""
    if not blocks:
        return []
    boxes = [union(line.box for line in lines) for lines in blocks]
    nearby = Nearby(boxes, 20 * median(line.em for lines in blocks for line in lines))
    order = sorted(range(len(blocks)), key=lambda i: -boxes[i].area)
    rank = {i: place for place, i in enumerate(order)}
    kept: set[int] = set()
    for i in order:
        small = len(blocks[i]) <= _MANY and not any(line.crosswise for line in blocks[i])
        around = sorted(nearby.touching(boxes[i]) & kept, key=lambda k: rank[k]) if small else []
        around = around if len(blocks[i]) <= 3 else [k for k in around if _between(blocks[i], blocks[k])]
        home = next((k for k in around if _on_rows(blocks[i], blocks[k], boxes[k])), None)
        if home is not None:
            blocks[home].extend(blocks[i])
        else:
            kept.add(i)
    rest = [blocks[i] for i in order if i in kept]
    return rest if len(rest) == len(blocks) else absorbed(rest)


def _between(pieces: list[Line], lines: list[Line]) -> bool:
    """Whether each of some pieces stands between two lines of its row: no column of text does."""
    rows = ((piece.box, [line.box for line in lines if line.box.level_with(piece.box)]) for piece in pieces)
    return all(
        any(other.right < box.centre[0] for other in row) and any(other.left > box.centre[0] for other in row)
        for box, row in rows
    )


def _on_rows(pieces: list[Line], lines: list[Line], box: Box) -> bool:
    """Whether pieces stand on the rows of a block, one after the other, but for the last of them, which may
    be the short end of the paragraph, right under the block."""
    *rest, last = sorted(pieces, key=lambda piece: piece.box.top)
    rows = rest if rest and last.box.centre[1] > box.bottom else pieces
    on = list(lines)
    while near := [piece for piece in rows if _on_a_row(piece, on, box)]:
        on += near
        rows = [piece for piece in rows if piece not in near]
    return not rows


def _on_a_row(piece: Line, lines: list[Line], box: Box) -> bool:
    em = piece.em
    inside = box.left - em < piece.box.left and piece.box.right < box.right + em
    if (len(lines) < 3 and piece.box.share_in(box) < 0.9) or not inside:
        return False
    inner = piece.box.right < box.right - em or not is_wide(piece.text[0])  # Latin words fill a row
    enclosed = box.left + em < piece.box.left and inner
    reach = SPACE_EM if enclosed else _NEAR_EM
    return any(
        line.box.level_with(piece.box)
        and -reach * em < line.box.across(piece.box) < 0.3 * em
        and (max(line.em, em) < 1.45 * min(line.em, em) or _DASHES.issuperset(piece.text))
        for line in lines
    )
