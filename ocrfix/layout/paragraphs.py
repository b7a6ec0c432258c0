"""Printed paragraphs: by the indent of their first line, else by the short last line before."""

from collections.abc import Sequence

from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Piece
from ocrfix.model.article import Paragraph
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import FULL_STOP, PLACE_AND_DAY


def find_paragraphs(pieces: Sequence[Piece], em: float) -> tuple[Paragraph, ...]:
    """Paragraphs of a story whose pieces are in reading order; `em` is the size of body text in pixels.

    A line of another piece continues the paragraph unless it is indented or the one before has ended.
    """
    indents = _uses_indents(pieces, em)
    paragraphs: list[Paragraph] = []
    current: list[str] = []
    last: tuple[Line, float] | None = None

    def close() -> None:
        if current:
            paragraphs.append(Paragraph(tuple(current)))
            current.clear()

    for piece in pieces:
        lines = piece.block.lines
        if piece.kind is RegionKind.CROSSHEAD:
            close()
            paragraphs.append(Paragraph(tuple(line.id for line in lines), crosshead=True))
            last = None
            continue
        for place, line in enumerate(lines):
            if (last is not None and _begins(lines, place, last, indents, em)) or last is None:
                close()
            current.append(line.id)
            last = (line, piece.block.box.right)
    close()
    return tuple(paragraphs)


def _uses_indents(pieces: Sequence[Piece], em: float) -> bool:
    count = sum(_indented(p.block.lines, i, em) for p in pieces for i in range(len(p.block.lines)))
    return count > 0


def _begins(lines: Sequence[Line], place: int, last: tuple[Line, float], indents: bool, em: float) -> bool:
    line = lines[place]
    before, right_edge = last
    same_row = place > 0 and line.box.along(before.box) > 0.55 * min(line.box.height, before.box.height)
    if same_row and line.box.left > before.box.left:
        return False
    if PLACE_AND_DAY.fullmatch(before.text.strip()):
        return False
    if _indented(lines, place, em):
        return True
    room = right_edge - before.box.right
    ended = bool(FULL_STOP.search(before.text))
    if indents:
        return ended and room > 4 * em and len(lines) == 1
    return ended and room > 2 * em


def _indented(lines: Sequence[Line], place: int, em: float) -> bool:
    """Whether a line begins further in than both its neighbours (than the one, at a column's end)."""
    left = lines[place].box.left
    around = [
        lines[k].box.left
        for k in (place - 1, place + 1)
        if 0 <= k < len(lines)
        and lines[k].box.along(lines[place].box) < 0.55 * min(lines[k].box.height, lines[place].box.height)
    ]
    further = [left - other for other in around]
    if not further:
        return False
    if len(further) == 2 and place + 2 < len(lines):
        second = _indented_by(lines, place + 1, em)
        if second and further[0] > 0.7 * em:
            return True
    deep = max(further) < 6 * em
    return deep and all(step > 0.7 * em for step in further)


def _indented_by(lines: Sequence[Line], place: int, em: float) -> bool:
    """Whether the line is a paragraph of one line between indented ones."""
    left = lines[place].box.left
    return left - min(line.box.left for line in lines) > 0.7 * em
