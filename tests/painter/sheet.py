"""The set page before it is inked: lines, rules, tints and pictures at their places, in page pixels."""

from dataclasses import dataclass, field

from ocrfix.geometry import Box, union

HORIZONTAL = "horizontal-ltr"
VERTICAL = "vertical-rtl"
RTL = "horizontal-rtl"


@dataclass(frozen=True, slots=True)
class Plane:
    """A way of reading a box: `u` runs along a line of text, `v` from one line to the next."""

    mode: str
    box: Box

    @property
    def width(self) -> float:
        return self.box.height if self.mode == VERTICAL else self.box.width

    @property
    def height(self) -> float:
        return self.box.width if self.mode == VERTICAL else self.box.height

    def area(self, u0: float, v0: float, u1: float, v1: float) -> Box:
        """The page's box of a stretch of the plane."""
        if self.mode == VERTICAL:
            return Box(self.box.right - v1, self.box.top + u0, self.box.right - v0, self.box.top + u1)
        if self.mode == RTL:
            return Box(self.box.right - u1, self.box.top + v0, self.box.right - u0, self.box.top + v1)
        return Box(self.box.left + u0, self.box.top + v0, self.box.left + u1, self.box.top + v1)

    def crossed(self, area: Box) -> "Plane":
        """The plane of a text that crosses this one's direction, in the page's box `area`."""
        return Plane(VERTICAL if self.mode == HORIZONTAL else RTL, area)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A piece of a line: its text and the page's box of its cell."""

    text: str
    face: str
    cell: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `ink` is 0 for black, 255 for white. `stretch`: letters so much wider than drawn;
    `outline`: only their edges are inked."""

    text: str
    mode: str
    size_px: float
    glyphs: tuple[Glyphs, ...]
    box: Box
    ink: int = 20
    stretch: float = 1
    outline: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Room of a photograph; `cut_out` is the side at which a figure without background stands."""

    box: Box
    seed: int
    cut_out: str | None = None


@dataclass(slots=True)
class Region:
    """Lines of one kind that stand together; `text` is what they say, joined."""

    kind: str
    article: int | None
    text: str
    lines: list[Line] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return union(line.box for line in self.lines)


@dataclass(slots=True)
class Sheet:
    """Everything on the page. `articles`, `captions`, `adverts` and `masthead` are the words of the truth.

    Tints and bands are boxes with their grey; bands lie over pictures, tints beneath everything.
    """

    regions: list[Region] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    frames: list[tuple[Box, float]] = field(default_factory=list)
    tints: list[tuple[Box, int]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    bands: list[tuple[Box, int]] = field(default_factory=list)
    articles: list[dict[str, object]] = field(default_factory=list)
    captions: list[dict[str, str | None]] = field(default_factory=list)
    adverts: list[str] = field(default_factory=list)
    masthead: list[str] = field(default_factory=list)

    def add(self, kind: str, article: int | None, text: str, lines: list[Line]) -> None:
        if lines:
            self.regions.append(Region(kind, article, text, lines))
