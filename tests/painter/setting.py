"""Setting type: text to pieces, pieces to justified lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from painter.fonts import advance

CLOSING = "，。、；：！？）》」』】〉”’…·％,.;:!?)]%〕"
OPENING = "（《「『【〈“‘([〔"
_DRAWN_OTHERWISE = "鎮啟內戶為說"
"""Characters that the free Kai draws as 鎭啓内户爲説: what it prints is not what the truth would say."""

_LATIN_RUN = re.compile(r"[0-9A-Za-z@./:\-%+,]*[0-9A-Za-z@/%]|——|……|.", re.S)
_FULL_WIDTH = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line never divides. `squeeze` px of it may go, the share `before` of that ahead of the ink."""

    text: str
    face: str
    width: float
    squeeze: float = 0
    before: float = 0
    shift: float = 0
    space: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line as set: its text, and each piece's text, face and distance from the line's start, in px."""

    text: str
    parts: tuple[tuple[str, str, float], ...]
    start: float
    end: float


def widened(line: SetLine, factor: float) -> SetLine:
    """The line with everything `factor` times as far from its start."""
    if factor == 1:
        return line
    parts = tuple((text, face, line.start + (at - line.start) * factor) for text, face, at in line.parts)
    return SetLine(line.text, parts, line.start, line.start + (line.end - line.start) * factor)


@lru_cache(maxsize=16384)
def cut(text: str, script: str, face: str, size_px: float, vertical: bool = False) -> tuple[Piece, ...]:
    """The pieces of a text in order."""
    if script == "en":
        return tuple(_latin(word, face, size_px) for word in re.findall(r"\s+|[^\s—]+—?|—", text))
    runs = _LATIN_RUN.findall(text)
    if vertical:
        runs = [part for run in runs for part in (run if len(run) > 2 and run.isascii() else [run])]
    pieces = []
    for run, following in zip(runs, [*runs[1:], ""], strict=True):
        pieces.append(_chinese(run, following, script, face, size_px, vertical))
    return tuple(pieces)


def _latin(word: str, face: str, size_px: float) -> Piece:
    text = " " if word.isspace() else word
    return Piece(text, face, advance("en", face, size_px, text), space=word.isspace())


def _chinese(run: str, following: str, script: str, face: str, size_px: float, vertical: bool) -> Piece:
    if run.isspace():
        return Piece(" ", face, size_px * 0.5, squeeze=size_px * 0.2, space=True)
    if run in ("——", "……") or (vertical and run.isascii()):
        return Piece(run, face, size_px * (1 if run.isascii() else 2))
    if not _FULL_WIDTH.match(run):
        return Piece(run, face, advance(script, face, size_px, run) + size_px * 0.1)
    if run in CLOSING + OPENING + _DRAWN_OTHERWISE and face == "kai":
        face = "song"
    if run not in CLOSING and run not in OPENING:
        return Piece(run, face, size_px)
    before = 1.0 if run in OPENING else 0.5 if script == "zh-Hant" and run in "，。、；：！？" else 0.0
    if following and following in CLOSING + OPENING:
        return Piece(run, face, size_px * 0.5, shift=-size_px * 0.5 * before)
    return Piece(run, face, size_px, squeeze=size_px * 0.45, before=before)


def natural_width(pieces: Sequence[Piece]) -> float:
    return sum(piece.width for piece in pieces)


def place(pieces: Sequence[Piece], start: float, width: float | None) -> SetLine:
    """Lay pieces out from `start`; over `width` px where given (justified), else at their natural widths."""
    extra = 0.0 if width is None else width - natural_width(pieces)
    squeeze = sum(piece.squeeze for piece in pieces)
    shrink = min(1.0, -extra / squeeze) if extra < 0 and squeeze else 0.0
    gaps = _gaps(pieces)
    open_up = extra / sum(gaps) if extra > 0 and sum(gaps) else 0.0
    at, parts = start, []
    for piece, gap in zip(pieces, [*gaps, 0], strict=False):
        lost = piece.squeeze * shrink
        if not piece.space:
            parts.append((piece.text, piece.face, at + piece.shift - lost * piece.before))
        at += piece.width - lost + gap * open_up
    return SetLine("".join(piece.text for piece in pieces).strip(), tuple(parts), start, at)


def _gaps(pieces: Sequence[Piece]) -> list[float]:
    """The share of the white that each gap takes: every gap in Chinese, the spaces in Latin."""
    if any(piece.space for piece in pieces) and all(len(p.text) != 1 or p.text.isascii() for p in pieces):
        return [1.0 if piece.space else 0.0 for piece in pieces[:-1]]
    return [1.0] * (len(pieces) - 1)


def break_lines(
    pieces: Sequence[Piece],
    indent: float,
    width_of: Callable[[int], float],
    hyphen: Callable[[str], float] | None,
) -> list[SetLine] | None:
    """Break one paragraph into lines; `width_of(i)` is the i-th line's width, 0 or less where there is none.

    None where the paragraph does not fit. `hyphen` measures a word and switches hyphenation on.
    """
    left, lines = list(pieces), []
    while left:
        width = width_of(len(lines)) - indent
        if width <= 0:
            return None
        count = _fitting(left, width)
        if count == len(left):
            tight = natural_width(left) > width
            lines.append(place(left, indent, width if tight else None))
            break
        line, left = left[:count], left[count:]
        if hyphen:
            line, left = _hyphenated(line, left, width, hyphen)
        while line and line[-1].space:
            line.pop()
        while left and left[0].space:
            left.pop(0)
        lines.append(place(line, indent, width))
        indent = 0.0
    return lines


def _fitting(pieces: Sequence[Piece], width: float) -> int:
    """How many pieces the next line takes: no closing mark begins a line, no opening one ends it."""
    total, count = 0.0, 0
    while count < len(pieces) and (total + pieces[count].width <= width or pieces[count].space):
        total += pieces[count].width
        count += 1
    if count == len(pieces):
        return count
    room = sum(piece.squeeze for piece in pieces[:count])
    while count < len(pieces) and pieces[count].text in CLOSING:
        total += pieces[count].width
        room += pieces[count].squeeze
        if total - room > width:
            break
        count += 1
    closing_next = count < len(pieces) and pieces[count].text in CLOSING
    while count > 1 and (closing_next or pieces[count - 1].text in OPENING):
        count -= 1
        closing_next = pieces[count].text in CLOSING
    return max(1, count)


_BREAKS = re.compile(r"(?<=[aeiouy])([bcdfglmnprst])(?=[bcdfgklmnpqrstvwxz][aeiouy])", re.I)
_TOGETHER = (
    "ch",
    "sh",
    "th",
    "ph",
    "wh",
    "gh",
    "ck",
    "qu",
    "bl",
    "cl",
    "fl",
    "gl",
    "pl",
    "br",
    "cr",
    "dr",
    "fr",
)
_SUFFIXES = ("tion", "sion", "ment", "ness", "ship", "less", "ful")


def hyphen_places(word: str) -> list[int]:
    """Where a word may be divided, from its start: between two consonants, and before a few endings.

    >>> hyphen_places("carpenter"), hyphen_places("mother"), hyphen_places("movement")
    ([3, 6], [], [4])
    """
    core = word.rstrip(".,;:!?)'\"”’")
    if not core.isalpha() or len(core) < 6:
        return []
    places = {
        m.end() for m in _BREAKS.finditer(core) if core[m.start() : m.end() + 1].lower() not in _TOGETHER
    }
    places |= {len(core) - len(s) for s in _SUFFIXES if core.endswith(s)}
    return sorted(p for p in places if 3 <= p <= len(core) - 3)


def _hyphenated(
    line: list[Piece], left: list[Piece], width: float, measure: Callable[[str], float]
) -> tuple[list[Piece], list[Piece]]:
    room, word = width - natural_width(line), left[0]
    for place_ in reversed(hyphen_places(word.text)):
        part = word.text[:place_] + "-"
        if measure(part) <= room:
            head = Piece(part, word.face, measure(part))
            tail = Piece(word.text[place_:], word.face, measure(word.text[place_:]))
            return [*line, head], [tail, *left[1:]]
    return line, left
