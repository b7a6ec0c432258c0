"""A page: what was read, where it stands, what kind of thing it is and which article it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ocrfix.geometry import Box, Polygon, box_of, side_lengths
from ocrfix.model.article import Advert, Article, Caption, Furniture, Nameplate, Unplaced
from ocrfix.model.edit import Edit
from ocrfix.model.lookup import Lookup


class WritingMode(StrEnum):
    HORIZONTAL = "horizontal-ltr"
    VERTICAL = "vertical-rtl"
    HORIZONTAL_RTL = "horizontal-rtl"
    """Chinese set from right to left, as in old nameplates."""


class RegionKind(StrEnum):
    BODY = "body"
    HEADING = "heading"
    KICKER = "kicker"
    SUBHEADING = "subheading"
    CROSSHEAD = "crosshead"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    CONTINUATION = "continuation"
    NAMEPLATE = "nameplate"
    EAR = "ear"
    FOLIO = "folio"
    RUNNING_HEAD = "running_head"
    SECTION = "section"
    IMPRINT = "imprint"
    ADVERT = "advert"
    TABLE = "table"
    UNKNOWN = "unknown"


FURNITURE_KINDS = (
    RegionKind.NAMEPLATE,
    RegionKind.EAR,
    RegionKind.FOLIO,
    RegionKind.RUNNING_HEAD,
    RegionKind.SECTION,
    RegionKind.IMPRINT,
    RegionKind.TABLE,
)
"""Kinds of regions that belong to the paper, not to an article."""


def _known_box(name: str, polygon: Polygon | None) -> Box:
    if not polygon:
        raise ValueError(f"it is not known where {name} stands")
    return box_of(polygon)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A character the engine might have seen, and how likely it thought so (0 to 1)."""

    char: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character. `start` and `end` are pixels along its line from the line's beginning.

    `alternatives` are the engine's other candidates for the spot, most likely first, without `char` itself.
    """

    char: str
    start: float
    end: float
    confidence: float
    alternatives: tuple[Alternative, ...] = ()

    @property
    def likelihoods(self) -> dict[str, float]:
        """How likely the engine found each character that it considered, `char` first."""
        return {self.char: self.confidence} | {other.char: other.likelihood for other in self.alternatives}

    def weighed(self, likelihoods: Mapping[str, float]) -> "Glyph":
        """The same glyph with other likelihoods; one of them is that of `char`, which stays.

        >>> Glyph("人", 0, 9, 0.9).weighed({"人": 0.6, "入": 0.4}).likelihoods
        {'人': 0.6, '入': 0.4}
        """
        others = [Alternative(char, likely) for char, likely in likelihoods.items() if char != self.char]
        ranked = tuple(sorted(others, key=lambda other: -other.likelihood))
        return replace(self, confidence=likelihoods[self.char], alternatives=ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One printed line. `polygon` is its quadrilateral: the corners clockwise from the top left as printed;
    it is empty where the text came without a picture, and then `confidence` is 1: nobody measured it.

    `polygon` and `confidence` are None where the file that the line comes from does not tell them.
    `glyphs` is the lattice: as many glyphs as `reading` has code points, or none where the engine gave none.
    `readings` holds what other engines saw, as (engine, reading).
    """

    id: str
    polygon: Polygon | None
    reading: str
    confidence: float | None
    writing_mode: WritingMode = WritingMode.HORIZONTAL
    glyphs: tuple[Glyph, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def box(self) -> Box:
        """ValueError where it is not known where this stands."""
        return _known_box(self.id, self.polygon)

    @property
    def length_px(self) -> float:
        """How long it is in the direction in which it is read; 0 where it is not known where it stands."""
        width, height = side_lengths(self.polygon) if self.polygon else (0.0, 0.0)
        return height if self.writing_mode is WritingMode.VERTICAL else width


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines of one kind that stand together, in reading order; `polygon` is None where it is not known."""

    id: str
    kind: RegionKind
    polygon: Polygon | None
    lines: tuple[TextLine, ...]
    writing_mode: WritingMode = WritingMode.HORIZONTAL

    @property
    def box(self) -> Box:
        """ValueError where it is not known where this stands."""
        return _known_box(self.id, self.polygon)


@dataclass(frozen=True, slots=True)
class Separator:
    """A printed rule, as the polygon of its ink."""

    polygon: Polygon


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or drawing."""

    id: str
    polygon: Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The scan: `file` is its name, `page` its number in the file from 1, `sha256` that of the file.

    What is not known is None: a page read from ALTO or hOCR need not name its scan or its size.
    """

    file: str | None
    page: int
    sha256: str | None
    width_px: int | None
    height_px: int | None
    dpi: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that made this page, with its settings as (name, value) pairs."""

    name: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something an editor should look at: `line` or `region` is where, `alternative` the other choice."""

    kind: str
    text: str
    region: str | None = None
    line: str | None = None
    alternative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `regions` are in reading order; every region stands in exactly one place of the result:
    an article, a caption, an advert, furniture or `unplaced`."""

    name: str
    source: Source
    language: str
    regions: tuple[Region, ...] = ()
    separators: tuple[Separator, ...] = ()
    pictures: tuple[Picture, ...] = ()
    nameplate: Nameplate | None = None
    articles: tuple[Article, ...] = ()
    captions: tuple[Caption, ...] = ()
    adverts: tuple[Advert, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    steps: tuple[Step, ...] = ()

    def lines(self) -> Iterator[TextLine]:
        for region in self.regions:
            yield from region.lines

    @property
    def has_scan(self) -> bool:
        """Whether the page came from a picture: one that came from a text has neither size nor places."""
        return self.source.width_px is not None or any(line.polygon for line in self.lines())
