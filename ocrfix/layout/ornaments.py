"""Rows of arrows, stars or flowers that fill a blank beside a heading, and short rules, read as text."""

from ocrfix.model.page import TextLine, WritingMode

_SIGNS = frozenset("→←↑↓↔☆★※◆◇○●◎△▽▲▼□■＊*·•—─━═~～")
_FEWEST = 4

_STROKES = frozenset("一_-—丨|｜1lI")
_LONGER = 2.2
"""How much longer than a line down the page is wide a stroke is that is no character."""


def is_ornament(text: str) -> bool:
    """Whether a line is nothing but signs, of which some may have been read as one and the same character.

    >>> [is_ornament(text) for text in ("→→→→→", "个个个个↑☆", "★★★", "哈哈哈哈", "——他說——", "大大↑")]
    [True, True, False, False, False, False]
    """
    letters = [char for char in text if char not in _SIGNS and not char.isspace()]
    signs = len(text) - len(letters)
    return len(text) >= _FEWEST and signs > 0 and len(set(letters)) <= 1


def is_short_rule(line: TextLine) -> bool:
    """Whether a line down the page is the short rule between two reports: one stroke, much longer than a
    character, whose single strokes lie across."""
    down = line.writing_mode is WritingMode.VERTICAL
    return down and line.reading in _STROKES and line.box.height > _LONGER * line.box.width
