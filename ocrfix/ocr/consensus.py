"""Two engines side by side: the second is asked about lines in doubt, and its characters join the lattice."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocrfix.model.page import Glyph
from ocrfix.ocr.engine import Engine, LineBox, Pixels, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusSettings:
    """When a line is in doubt: a glyph with a confidence below `sure`, or with an alternative at least
    `rival` likely."""

    sure: float = 0.9
    rival: float = 0.05


class Consensus:
    """Reads with `first` and asks `second` about lines in doubt; the text stays the first's."""

    name = "both"

    def __init__(self, first: Engine, second: Engine, settings: ConsensusSettings | None = None) -> None:
        self._first = first
        self._second = second
        self._settings = settings or ConsensusSettings()

    @property
    def version(self) -> str:
        return f"{self._first.name} {self._first.version}; {self._second.name} {self._second.version}"

    def read(self, image: Pixels, lines: Sequence[LineBox], language: str) -> list[Reading]:
        """See `engine.Engine`. Lines that both engines read hold both texts in `readings`."""
        readings = self._first.read(image, lines, language)
        asked = [i for i, reading in enumerate(readings) if in_doubt(reading, self._settings)]
        if not asked:
            return readings
        answers = self._second.read(image, [lines[i] for i in asked], language)
        for i, answer in zip(asked, answers, strict=True):
            both = side_by_side((self._first.name, readings[i]), (self._second.name, answer))
            readings[i] = replace(add_reading(readings[i], answer), readings=both)
        return readings


def in_doubt(reading: Reading, settings: ConsensusSettings) -> bool:
    """Whether a second engine should look; a line in which nothing was seen is in doubt.

    >>> in_doubt(Reading((Glyph("人", 0, 9, 0.99),)), ConsensusSettings())
    False
    >>> unsure = Glyph("人", 0, 9, 0.93).weighed({"人": 0.93, "入": 0.06})
    >>> in_doubt(Reading((unsure,)), ConsensusSettings())
    True
    """
    return not reading.glyphs or any(
        glyph.confidence < settings.sure
        or any(other.likelihood >= settings.rival for other in glyph.alternatives)
        for glyph in reading.glyphs
    )


def side_by_side(*named: tuple[str, Reading]) -> tuple[tuple[str, str], ...]:
    """What each engine saw, as `TextLine.readings` holds it.

    >>> side_by_side(("rapid", Reading(())), ("tesseract", Reading((Glyph("日", 0, 9, 0.8),))))
    (('rapid', ''), ('tesseract', '日'))
    """
    return tuple((name, reading.text) for name, reading in named)


def add_reading(first: Reading, second: Reading) -> Reading:
    """`first` with the second's differing characters as alternatives at their spots; its text is unchanged.

    The texts are aligned by Levenshtein distance; the width of punctuation is no difference. Where the two
    stretches between agreements are of unlike length, a character joins the spot that its middle falls on.
    A character that only one of the two saw has no spot to join: it is left to `readings`.

    >>> first = Reading((Glyph("进", 0, 9, 0.99), Glyph("人", 9, 18, 0.6)))
    >>> second = Reading((Glyph("进", 0, 9, 0.99), Glyph("入", 9, 18, 0.97), Glyph(",", 18, 20, 0.9)))
    >>> [(glyph.char, glyph.alternatives) for glyph in add_reading(first, second).glyphs]
    [('进', ()), ('人', (Alternative(char='入', likelihood=0.97),))]
    """
    glyphs = list(first.glyphs)
    for mine, theirs in _differences(first, second):
        for i, seen in _pairs(first, mine, second, theirs):
            if seen.char not in (" ", glyphs[i].char) and glyphs[i].char != " ":
                glyphs[i] = _with(glyphs[i], seen.char, seen.confidence)
    return replace(first, glyphs=tuple(glyphs))


def _differences(first: Reading, second: Reading) -> Iterator[tuple[range, range]]:
    """The stretches, of both readings, between what they agree on."""
    left, right = ([_folded(glyph.char) for glyph in reading.glyphs] for reading in (first, second))
    i = j = 0
    for block in Levenshtein.opcodes(left, right):
        if block.tag == "equal":
            yield range(i, block.src_start), range(j, block.dest_start)
            i, j = block.src_end, block.dest_end
    yield range(i, len(left)), range(j, len(right))


def _pairs(first: Reading, mine: range, second: Reading, theirs: range) -> Iterator[tuple[int, Glyph]]:
    if len(mine) == len(theirs):
        yield from zip(mine, (second.glyphs[j] for j in theirs), strict=True)
        return
    for j in theirs:
        seen = second.glyphs[j]
        middle = (seen.start + seen.end) / 2
        yield from ((i, seen) for i in mine if first.glyphs[i].start <= middle < first.glyphs[i].end)


def _folded(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _with(glyph: Glyph, char: str, likelihood: float) -> Glyph:
    """The glyph with one alternative more; one that it had keeps the higher likelihood."""
    known = glyph.likelihoods
    return glyph.weighed(known | {char: max(likelihood, known.get(char, 0.0))})
