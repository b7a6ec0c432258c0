"""Lines as layout sees them: where they stand, how large they are set, how they begin and end."""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.model.page import Glyph, TextLine, WritingMode
from ocrfix.model.text import is_wide

_PITCH_OF_HEIGHT = 0.72
"""Size of a character over the height of its line's box, where the characters themselves do not tell."""

_EM_OF_LETTER = 2.0
"""Size of Latin type over the mean width of its letters and spaces."""

_SPACED = 1.2
"""How much larger than their height says letters may seem by their width: wide spaces fill out a line."""

_CAPITAL = 1.35
"""Width of a capital over that of a small letter."""

_FEWEST_STEPS, _EVEN = 8, 1.4
"""How many steps are enough for the middle one to be exact; how much longer than the shortest of fewer the
longest is at most where they are even."""

_MEAN_STEP = 1.1
"""How much wider than their usual step the letters of a line may be in the mean, spaces among them."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line in logical coordinates. `em` is the size of its characters; `step` is how far it is from one
    full-width character to the next, whatever the line's height, 0 where that is not known; `crosswise` says
    that it is set against the page's main writing mode, `backward` that it then runs from the last column to
    the first, as left to right on a vertical page; `weight` is how dark it is printed, 0 to 1."""

    id: str
    text: str
    box: Box
    em: float
    confidence: float
    crosswise: bool = False
    weight: float = 0.0
    backward: bool = False
    step: float = 0.0


def main_mode(lines: Iterable[TextLine]) -> WritingMode:
    """The writing mode of most characters; a line of less than three tells nothing."""
    votes = {WritingMode.HORIZONTAL: 0, WritingMode.VERTICAL: 0}
    for line in lines:
        if len(line.reading) >= 3:
            upright = line.writing_mode is WritingMode.VERTICAL
            votes[WritingMode.VERTICAL if upright else WritingMode.HORIZONTAL] += len(line.reading)
    return max(votes, key=lambda mode: votes[mode])


def as_seen(line: TextLine, axes: Axes, weight: float) -> Line:
    """A read line in logical coordinates."""
    box = axes.logical(_read_part(line))
    upright = line.writing_mode is WritingMode.VERTICAL
    crosswise = upright != axes.vertical and len(line.reading) > 1
    height = box.width if crosswise else box.height
    backward = crosswise and line.writing_mode is WritingMode.HORIZONTAL
    em, confidence = _em(line, height), line.confidence or 0.0
    step = _step(_steps(line.glyphs, is_wide))
    return Line(line.id, line.reading, box, em, confidence, crosswise, weight, backward, step)


def _read_part(line: TextLine) -> Box:
    """The line's box from its first character to its last: the detector's reaches into the gutters."""
    box = line.box
    if not line.glyphs:
        return box
    start = min(line.glyphs[0].start, line.glyphs[-1].start)
    end = max(line.glyphs[0].end, line.glyphs[-1].end)
    if line.writing_mode is WritingMode.VERTICAL:
        return Box(box.left, box.top + min(start, box.height / 2), box.right, min(box.bottom, box.top + end))
    return Box(box.left + min(start, box.width / 2), box.top, min(box.right, box.left + end), box.bottom)


def _em(line: TextLine, height: float) -> float:
    """The distance from one full-width character to the next, in a strip to a figure as well, never more than
    the line is high; in Latin script the mean of what the line's height and its letters' mean width say."""
    glyphs = line.glyphs
    steps = _steps(glyphs, is_wide)
    if len(steps) < 2 and line.writing_mode is WritingMode.VERTICAL:
        steps = _steps(glyphs, _is_upright)
    if len(steps) < 2:
        letters = [glyph for glyph in glyphs if not is_wide(glyph.char)]
        if len(letters) < 6:
            return _PITCH_OF_HEIGHT * height
        by_height = _PITCH_OF_HEIGHT * height
        return math.sqrt(by_height * min(_EM_OF_LETTER * _letter_width(glyphs), _SPACED * by_height))
    return min(median(steps), 0.95 * height)


def _step(steps: Sequence[float]) -> float:
    """The usual one of some steps. The engine tells places in strides of its own, by which each of a few is
    off, but not their sum: their mean is truer, unless one is so long that a space is in it."""
    if not steps:
        return 0.0
    few = len(steps) < _FEWEST_STEPS and max(steps) < _EVEN * min(steps)
    return sum(steps) / len(steps) if few else median(steps)


def _steps(glyphs: Sequence[Glyph], counts: Callable[[str], bool]) -> list[float]:
    """How far it is from each character to the next, where both of them count."""
    return [
        abs(b.start + b.end - a.start - a.end) / 2
        for a, b in itertools.pairwise(glyphs)
        if counts(a.char) and counts(b.char)
    ]


def _is_upright(char: str) -> bool:
    """Whether a character takes a square of a strip: figures stand in it one under the other."""
    return is_wide(char) or char.isdigit()


def _letter_width(glyphs: Sequence[Glyph]) -> float:
    """The mean width of a line's letters and spaces, each capital as wide as a small letter; no more than a
    little over the usual step from letter to letter, where wide spaces were read or passed over."""
    widths = [_CAPITAL if glyph.char.isupper() else 1.0 for glyph in glyphs]
    mean = (max(g.end for g in glyphs) - min(g.start for g in glyphs)) / sum(widths)
    steps = [
        abs(b.start + b.end - a.start - a.end) / (first + second)
        for (a, b), (first, second) in zip(
            itertools.pairwise(glyphs), itertools.pairwise(widths), strict=True
        )
        if not a.char.isspace() and not b.char.isspace()
    ]
    return min(mean, _MEAN_STEP * median(steps)) if len(steps) >= _FEWEST_STEPS else mean


def body_em(lines: Sequence[Line]) -> float:
    """Size of the running text: the median over all characters of lines that are long enough to be text.

    >>> body = Line("a", "x" * 20, Box(0, 0, 400, 24), 20.0, 1.0)
    >>> body_em([body, Line("b", "xx", Box(0, 0, 90, 60), 50.0, 1.0)])
    20.0
    """
    rows = sorted((line.em, len(line.text)) for line in lines if len(line.text) >= 6) or sorted(
        (line.em, len(line.text)) for line in lines
    )
    half = sum(count for _, count in rows) / 2
    for em, count in rows:
        half -= count
        if half <= 0:
            return em
    return 1.0
