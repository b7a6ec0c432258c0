"""Lines of type put on a plane of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from painter.describe import Description
from painter.fonts import advance
from painter.setting import Piece, SetLine, break_lines, cut, natural_width, place
from painter.sheet import Glyphs, Line, Plane


@dataclass(frozen=True, slots=True)
class Type:
    """What a text is set in: script, face and size; `vertical` cuts it for a vertical line."""

    script: str
    face: str
    size_px: float
    vertical: bool = False

    def pieces(self, text: str) -> tuple[Piece, ...]:
        return cut(text, self.script, self.face, self.size_px, self.vertical)

    def width(self, text: str) -> float:
        return natural_width(self.pieces(text))

    def one_line(self, text: str, start: float = 0) -> SetLine:
        return place(self.pieces(text), start, None)

    def wrapped(self, text: str, width: float, indent: float = 0) -> list[SetLine]:
        """The text broken into lines of at most `width` px, hyphenated where it is Latin."""
        lines = break_lines(self.pieces(text), indent, lambda _: width, self.hyphen)
        return lines or []

    def wrapped_ragged(self, text: str, width: float) -> list[SetLine]:
        """Latin text broken at its spaces into ragged lines of like length, not hyphenated."""
        words, count = text.split(" "), 1
        while True:
            lines = self._greedy(
                words, max(self.width(text) / count * 1.02, width * 0.4) if count > 1 else width
            )
            fits = all(self.width(line) <= width for line in lines)
            if (fits and len(lines) <= count) or count > len(words):
                return [self.one_line(line) for line in lines]
            lines = self._greedy(words, width)
            if len(lines) <= count:
                return [self.one_line(line) for line in lines]
            count += 1

    def _greedy(self, words: list[str], width: float) -> list[str]:
        lines = [words[0]]
        for word in words[1:]:
            if self.width(f"{lines[-1]} {word}") <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    @property
    def hyphen(self) -> Callable[[str], float] | None:
        if self.script != "en":
            return None
        return lambda word: advance("en", self.face, self.size_px, word)


def put(
    plane: Plane,
    line: SetLine,
    u: float,
    v: float,
    size_px: float,
    ink: int = 20,
    stretch: float = 1,
    outline: bool = False,
) -> Line:
    """The set line with its start at `u` and its near edge at `v`; `stretch`: its letters' width by drawn."""
    glyphs = []
    for index, (text, face, at) in enumerate(line.parts):
        following = line.parts[index + 1][2] if index + 1 < len(line.parts) else line.end
        extent = size_px * stretch if len(text) == 1 and not text.isascii() else following - at
        glyphs.append(Glyphs(text, face, plane.area(u + at, v, u + at + extent, v + size_px)))
    box = plane.area(u + line.start, v, u + line.end, v + size_px)
    return Line(line.text, plane.mode, size_px, tuple(glyphs), box, ink, stretch, outline)


def body_type(page: Description, face: str = "song") -> Type:
    return Type(page.script, face, page.body_px, page.vertical)


def joined(script: str, texts: list[str]) -> str:
    """The words of lines that follow each other, hyphens at line ends undone.

    >>> joined("en", ["the num-", "ber of ships"]), joined("zh-Hans", ["全区", "经济"])
    ('the number of ships', '全区经济')
    """
    if script != "en":
        return "".join(texts)
    text = ""
    for piece in texts:
        text = text[:-1] + piece if text.endswith("-") else f"{text} {piece}".strip()
    return text
