"""What labelling works on: the sheet as a whole, and its pieces of text with their labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.columns import Block
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind

ON_BLACK = 0.42
"""The least ink share of a line printed white on black."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What labelling looks at. `height_px` and `width_px` are the upright page's; `frames`, `pictures` and
    rules of `furnishings` are in page pixels, blocks in logical coordinates. `em`, `weight` and
    `column_px` are the size, darkness and usual line length of the running text."""

    axes: Axes
    width_px: float
    height_px: float
    em: float
    furnishings: Furnishings
    weight: float = 0.0
    column_px: float = 0.0

    def page_box(self, block: Block) -> Box:
        return self.axes.page(block.box)

    def darkness(self, weight: float) -> float:
        """How dark letters of a weight are against the running text; 0 where its weight is not known."""
        return weight / self.weight if self.weight else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A block with its label; `frame` is the index of the smallest frame around it, `picture` that of the
    picture a caption belongs to."""

    block: Block
    kind: RegionKind
    frame: int | None = None
    picture: int | None = None
    why: str = ""

    def darker_than(self, share: float) -> bool:
        """Whether more than a share of the box of each line is ink."""
        return min(line.weight for line in self.block.lines) > share


class NearPieces:
    """Some pieces on a grid in squares of `cell_px`: which of them stand in an area, in the order given."""

    def __init__(self, pieces: Sequence[Piece], cell_px: float) -> None:
        self._pieces = pieces
        self._near = Nearby([piece.block.box for piece in pieces], cell_px)

    def touching(self, area: Box) -> list[Piece]:
        """The pieces whose boxes share some of an area in logical coordinates, edges included."""
        return [self._pieces[k] for k in sorted(self._near.touching(area))]
