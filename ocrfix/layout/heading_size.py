"""The size of headings' letters, measured so that those of one size compare whatever they are."""

from statistics import median

from ocrfix.layout.piece import Piece
from ocrfix.model.text import is_wide, squares

_SAME_SIZE = 0.86
_SAME_LETTERS = 0.72
_LEVEL, _LEAST, _LEAST_FEW = 0.93, 0.75, 0.65
"""How high against the largest heading one of its size is, however its letters measure, and they at least, or
where they are two, that may both be low, or all alike but in height."""

_CAPITALS = 8
"""How many letters are no abbreviation, if all of them are capitals."""

_LETTER_OF_HEIGHT = 0.72

_STRIP_OF_ROOM = 1.4
"""How wide a strip is at most, against the room that each letter takes."""


def size_of(piece: Piece) -> float:
    """The size of a heading's letters; that of Latin ones is told best by the height of their line."""
    if is_square(piece):
        return piece.block.em
    return _LETTER_OF_HEIGHT * height_of(piece)


def as_large(piece: Piece, largest: Piece) -> bool:
    """Whether a heading is set in the size of the largest: by its letters, or by its lines' height, where
    figures and marks leave few letters to measure, or by the room that each letter takes, where a face is
    wider than high. Figures are lower than letters, and alone say nothing but as the end of a row. A row in
    capitals is none of a headline in small letters unless it is as high."""
    if _is_capital(piece) and not _is_capital(largest) and height_of(piece) < _LEVEL * height_of(largest):
        return False
    share = size_of(piece) / size_of(largest)
    level = height_of(piece) > _LEVEL * height_of(largest) or _room(piece) > _LEVEL * _room(largest)
    level = level or not any(char.isalpha() for char in piece.block.text)
    least = _LEAST_FEW if len(piece.block.text) <= 2 or _is_alike(piece, largest) else _LEAST
    return share >= least_share(piece) or (share > least and level)


def _is_alike(piece: Piece, largest: Piece) -> bool:
    """Whether a row of small Latin letters is as dark as another and each takes as much room: where none of
    them hangs below the row, that is lower."""
    dark, other = (min(line.weight for line in p.block.lines) for p in (piece, largest))
    as_wide = _room(piece) > _LEVEL * _room(largest)
    return not is_square(piece) and not _is_capital(piece) and as_wide and dark >= other > 0


def _is_capital(piece: Piece) -> bool:
    return not is_square(piece) and piece.block.text.isupper() and len(piece.block.text) >= _CAPITALS


def _room(piece: Piece) -> float:
    """How much of its line a letter of a heading takes; a letter by itself does not tell."""
    lines = piece.block.lines
    rows = [line for line in lines if len(line.text) > 1] or lines
    return median(
        line.step or (line.box.height if line.crosswise else line.box.width) / max(1.0, squares(line.text))
        for line in rows
    )


def height_of(piece: Piece) -> float:
    """How high a heading's lines are; the box of a strip that leans is wider than the strip."""
    return median(
        min(line.box.width, _STRIP_OF_ROOM * line.box.height / max(1.0, squares(line.text)))
        if line.crosswise
        else line.box.height
        for line in piece.block.lines
    )


def least_share(piece: Piece) -> float:
    """How large against the largest a heading must be to be part of the headline: lines of letters are of
    unlike height, with and without strokes that go up and down."""
    return _SAME_SIZE if is_square(piece) else _SAME_LETTERS


def is_square(piece: Piece) -> bool:
    return any(is_wide(char) for char in piece.block.text)
