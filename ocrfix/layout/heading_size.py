"""The size of headings' letters, measured so that those of one size compare whatever they are."""

from statistics import median

from ocrfix.layout.piece import Piece
from ocrfix.model.text import is_wide, squares

_SAME_SIZE = 0.86
_SAME_LETTERS = 0.72
_LEVEL, _LEAST, _LEAST_FEW = 0.93, 0.75, 0.65
"""How high against the largest heading one of its size is, however its letters measure, and they at least, or
where they are two, that may both be low."""

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
    wider than high. Figures are lower than letters, and alone say nothing but as the end of a row."""
    share = size_of(piece) / size_of(largest)
    level = height_of(piece) > _LEVEL * height_of(largest) or _room(piece) > _LEVEL * _room(largest)
    level = level or not any(char.isalpha() for char in piece.block.text)
    least = _LEAST_FEW if len(piece.block.text) <= 2 else _LEAST
    return share >= least_share(piece) or (share > least and level)


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
