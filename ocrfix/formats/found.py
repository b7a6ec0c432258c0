"""What a reader finds in a file, gathered into a Page: ids made unlike, outlines joined, places looked up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ocrfix.formats.places import Place, placed
from ocrfix.geometry import Point, Polygon, between, box_of, side_lengths
from ocrfix.model.page import (
    Alternative,
    Glyph,
    Page,
    Picture,
    Region,
    RegionKind,
    Separator,
    Source,
    Step,
    TextLine,
    WritingMode,
)
from ocrfix.model.text import is_wide

_TALL = 1.5


class Spaces(Enum):
    """What a file's spaces mean: ours stand in the text; those of engines part words, so that there are none
    between Chinese ones; or the file has none, and words of a script with spaces are parted."""

    TOLD = auto()
    BETWEEN_WORDS = auto()
    NOT_TOLD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGlyph:
    char: str
    polygon: Polygon | None
    confidence: float | None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(slots=True, kw_only=True)
class FoundLine:
    """`id` and `mode` are None where the file does not tell them; `glyphs` need not have the spaces."""

    id: str | None
    polygon: Polygon | None
    text: str
    confidence: float | None = None
    mode: WritingMode | None = None
    glyphs: tuple[FoundGlyph, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    starts: bool = False


@dataclass(slots=True, kw_only=True)
class FoundRegion:
    id: str | None
    kind: RegionKind
    polygon: Polygon | None
    lines: list[FoundLine]
    mode: WritingMode | None = None
    place: Place | None = None


@dataclass(slots=True, kw_only=True)
class FoundPage:
    """`order` names regions in the order of the articles, where that is another than that of `regions`."""

    name: str
    source: Source
    language: str
    regions: list[FoundRegion]
    order: Sequence[str] = ()
    separators: tuple[Separator, ...] = ()
    pictures: tuple[Picture, ...] = ()
    steps: tuple[Step, ...] = ()
    taken: set[str] = field(default_factory=set)

    def page(self) -> Page:
        """The page. Lines and regions without an id, or with one that is taken, get a new one."""
        places: dict[str, Place] = {}
        starts: set[str] = set()
        regions = tuple(
            self._region(number, found, places, starts) for number, found in enumerate(self.regions, 1)
        )
        rank = {name: at for at, name in enumerate(self.order)}
        ordered = sorted(places, key=lambda name: rank.get(name, len(rank)))
        page = Page(
            name=self.name,
            source=self.source,
            language=self.language,
            regions=regions,
            separators=self.separators,
            pictures=self.pictures,
            steps=self.steps,
        )
        return placed(page, {name: places[name] for name in ordered}, starts)

    def _region(self, number: int, found: FoundRegion, places: dict[str, Place], starts: set[str]) -> Region:
        name = self._fresh(found.id, f"r{number}")
        lines = []
        for count, line in enumerate(found.lines, 1):
            own = self._fresh(line.id, f"{name}-l{count}")
            lines.append(_line(own, line, found.mode))
            if line.starts:
                starts.add(own)
        if found.place is not None:
            places[name] = found.place
        mode = found.mode or _main_mode(lines)
        return Region(id=name, kind=found.kind, polygon=found.polygon, lines=tuple(lines), writing_mode=mode)

    def _fresh(self, own: str | None, new: str) -> str:
        name = own or new
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name


def _line(name: str, found: FoundLine, mode: WritingMode | None) -> TextLine:
    own_mode = found.mode or mode or seen_mode(found)
    return TextLine(
        id=name,
        polygon=found.polygon,
        reading=found.text,
        confidence=found.confidence,
        writing_mode=own_mode,
        glyphs=_lattice(found, own_mode),
        readings=found.readings,
    )


def _lattice(found: FoundLine, mode: WritingMode) -> tuple[Glyph, ...]:
    """A glyph for each character of the text, a space between its neighbours and no surer than they; none
    at all where a glyph's place or confidence is not told or the glyphs do not spell the text."""
    if not found.polygon or "".join(g.char for g in found.glyphs) != "".join(found.text.split(" ")):
        return ()
    glyphs: list[Glyph] = []
    for glyph in found.glyphs:
        if not glyph.polygon or glyph.confidence is None or len(glyph.char) != 1:
            return ()
        start, end = _stretch(found.polygon, mode, glyph.polygon)
        while found.text[len(glyphs)] == " ":
            last = glyphs[-1] if glyphs else Glyph(" ", start, start, glyph.confidence)
            glyphs.append(Glyph(" ", last.end, max(last.end, start), min(last.confidence, glyph.confidence)))
        glyphs.append(Glyph(glyph.char, start, end, glyph.confidence, glyph.alternatives))
    return tuple(glyphs) if len(glyphs) == len(found.text) else ()


def _stretch(line: Polygon, mode: WritingMode, part: Polygon) -> tuple[float, float]:
    """Where along a line a part of it begins and ends, in pixels.

    A part is a quadrilateral as printed, like its line, or an upright box though the line may be turned.

    >>> turned = ((9, 0), (9, 30), (0, 30), (0, 0))
    >>> _stretch(turned, WritingMode.HORIZONTAL, ((9, 5), (9, 12), (0, 12), (0, 5)))
    (5.0, 12.0)
    >>> _stretch(turned, WritingMode.HORIZONTAL, ((0, 5), (9, 5), (9, 12), (0, 12)))
    (5.0, 12.0)
    """
    (x, y), (right, down) = _ends(line, mode)
    across, along = right - x, down - y
    span = across**2 + along**2 or 1.0
    upright = len(part) != 4 or part == box_of(part).polygon
    points = box_of(part).polygon if upright else _ends(part, mode)
    shares = [((px - x) * across + (py - y) * along) / span for px, py in points]
    length = side_lengths(line)[mode is WritingMode.VERTICAL]
    first, last = (min(shares), max(shares)) if upright else (shares[0], shares[1])
    return first * length, last * length


def _ends(polygon: Polygon, mode: WritingMode) -> tuple[Point, Point]:
    """The middles of the sides at which a quadrilateral begins and ends."""
    a, b, c, d = polygon if len(polygon) == 4 else box_of(polygon).polygon
    if mode is WritingMode.VERTICAL:
        return between(a, b, 0.5), between(d, c, 0.5)
    return between(a, d, 0.5), between(b, c, 0.5)


def seen_mode(found: FoundLine) -> WritingMode:
    """How a line is set, by its shape, where the file does not say: Chinese in a tall box runs down."""
    if found.polygon and sum(map(is_wide, found.text)) > 1:
        box = box_of(found.polygon)
        if box.height > _TALL * box.width:
            return WritingMode.VERTICAL
    return WritingMode.HORIZONTAL


def _main_mode(lines: Sequence[TextLine]) -> WritingMode:
    modes = [line.writing_mode for line in lines]
    return max(modes, key=modes.count, default=WritingMode.HORIZONTAL)


def joined_words(words: Iterable[tuple[str, bool]], *, spaces: Spaces) -> str:
    """A line from its words, each with whether a space is told before it.

    >>> joined_words([("增长", False), ("3.5%", True)], spaces=Spaces.TOLD)
    '增长 3.5%'
    >>> joined_words([("稳步", False), ("增长", True), ("3.5%", True)], spaces=Spaces.BETWEEN_WORDS)
    '稳步增长 3.5%'
    >>> joined_words([("the", False), ("wall", False)], spaces=Spaces.NOT_TOLD)
    'the wall'
    """
    text = ""
    for word, spaced in words:
        wide = [is_wide(char) for char in (text[-1:], word[:1]) if char]
        parted = {
            Spaces.TOLD: spaced,
            Spaces.BETWEEN_WORDS: spaced and not all(wide),
            Spaces.NOT_TOLD: not any(wide) and len(wide) == 2,
        }[spaces]
        text += (" " if parted else "") + word
    return text


def mean(values: Iterable[float | None], weights: Iterable[int]) -> float | None:
    """The weighted mean; None where a value is not known."""
    rows = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight]
    if not rows or any(value is None for value, _ in rows):
        return None
    total = sum(weight for _, weight in rows)
    return round(sum((value or 0.0) * weight for value, weight in rows) / total, 4)
