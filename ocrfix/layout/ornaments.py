"""Rows of arrows, stars or flowers that fill a blank beside a heading and are read as text."""

_SIGNS = frozenset("→←↑↓↔☆★※◆◇○●◎△▽▲▼□■＊*·•—─━═~～")
_FEWEST = 4


def is_ornament(text: str) -> bool:
    """Whether a line is nothing but signs, of which some may have been read as one and the same character.

    >>> [is_ornament(text) for text in ("→→→→→", "个个个个↑☆", "★★★", "哈哈哈哈", "——他說——", "大大↑")]
    [True, True, False, False, False, False]
    """
    letters = [char for char in text if char not in _SIGNS and not char.isspace()]
    signs = len(text) - len(letters)
    return len(text) >= _FEWEST and signs > 0 and len(set(letters)) <= 1
