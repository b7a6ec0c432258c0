"""Headings hardly larger or darker than the text, or smaller and bold, told by the report that they head."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from ocrfix.layout.bold import is_set_bold
from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.layout.new_kinds import heads_text
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import BYLINE, DATELINE

_ROWS = 3
"""How many rows such a heading has at most."""

_DARKER = 1.2
"""How much darker than the text its rows are in the mean: letters of few strokes are light."""

_MIDDLE_EM, _UNDER_EM = 0.4, 1.2
"""How far apart the middles of its rows are at most, and how far under it the report begins."""

_MAY_HEAD, _ROW_APART_EM = (RegionKind.BODY, RegionKind.CROSSHEAD), 0.7
"""What a row of a heading on a page of rows was taken for, and how far a row found by itself stands over
what is under it."""

_MARKS = frozenset("。，、；：！？“”‘’「」『』（）,.;:!?()°")


def with_report_headings(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces; on a vertical page two or three rows in the middle over each other, no mark among them and
    darker than text, right over the opening of a report are its heading; on a page of rows, up to three
    found by themselves in the middle over it, if one of them is set bold, or larger and darker than text."""
    texts = [piece for piece in pieces if piece.kind is RegionKind.BODY]
    if not sheet.axes.vertical:
        rows = [
            p for p in pieces if p.kind in _MAY_HEAD and len(p.block.lines) == 1 and not p.block.crosswise
        ]
        heads = {row for text in texts for row in _rows_over(text, rows, sheet)}
        return tuple(replace(p, kind=RegionKind.HEADING) if p in heads else p for p in pieces)
    return tuple(part for piece in pieces for part in _parted(piece, texts, sheet))


def _parted(piece: Piece, texts: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    lines = piece.block.lines
    if piece.kind is not RegionKind.BODY or piece.block.crosswise:
        return [piece]
    count = next((n for n, line in enumerate(lines[: _ROWS + 1]) if DATELINE.match(line.text)), len(lines))
    rows = lines[:count]
    if not 2 <= count <= _ROWS or not _is_heading(rows, sheet):
        return [piece]
    if count < len(lines):
        heading, report = Block(rows), Block(lines[count:])
        return [replace(piece, block=heading, kind=RegionKind.HEADING), replace(piece, block=report)]
    over = any(_opens_under(text, piece, sheet.em) for text in texts)
    return [replace(piece, kind=RegionKind.HEADING)] if over else [piece]


def _rows_over(report: Piece, rows: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """Those of some rows that are the heading in the middle over the opening of a report."""
    found, under = list[Piece](), report
    if not DATELINE.match(report.block.text):
        return []
    while len(found) < _ROWS:
        row = next((row for row in rows if row is not under and _stands_over(row, under, sheet)), None)
        if row is None:
            break
        found.append(row)
        under = row
    return found if any(_heads(row, sheet) for row in found) else []


def _heads(row: Piece, sheet: Sheet) -> bool:
    line = row.block.lines[0]
    return is_set_bold([line], sheet) or heads_text(line.em / sheet.em, sheet.darkness(line.weight))


def _stands_over(row: Piece, lower: Piece, sheet: Sheet) -> bool:
    box, under = row.block.box, lower.block.box
    near = row.frame == lower.frame and abs(under.top - box.bottom) < _ROW_APART_EM * sheet.em
    centred = abs(box.centre[0] - under.centre[0]) < _MIDDLE_EM * sheet.em
    wider = lower.kind is RegionKind.BODY and len(lower.block.lines) > 1
    within = not wider or (under.left < box.left and box.right < under.right)
    return (
        near and centred and within and box.bottom < under.centre[1] and _is_heading(row.block.lines, sheet)
    )


def _is_heading(rows: Sequence[Line], sheet: Sheet) -> bool:
    centred = all(abs(a.box.centre[0] - b.box.centre[0]) < _MIDDLE_EM * sheet.em for a, b in pairwise(rows))
    plain = not any(_MARKS & set(line.text) or BYLINE.match(line.text) for line in rows)
    return centred and plain and mean(sheet.darkness(line.weight) for line in rows) > _DARKER


def _opens_under(text: Piece, head: Piece, em: float) -> bool:
    """Whether a report begins right under a heading."""
    box, over = text.block.box, head.block.box
    under = abs(box.top - over.bottom) < _UNDER_EM * em and box.across(over) > 0.5 * over.width
    return text.frame == head.frame and under and bool(DATELINE.match(text.block.text))
