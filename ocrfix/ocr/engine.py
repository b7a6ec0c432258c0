"""What every engine offers: quadrilaterals go in, readings with their lattice come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, Polygon, box_of, side_lengths, tilt_deg
from ocrfix.model.page import Glyph, WritingMode

Pixels: TypeAlias = NDArray[np.uint8]
"""(height, width, 3), RGB."""


_LARGE_EM, _ASKEW_DEG = 3.0, 8.0

_LEANS = 1.2
"""How much higher than itself the box of a line is that leans."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a line stands, before it is read: a quadrilateral in pixels of the image that is read,
    the corners clockwise from the top left of the upright page, and the way its characters follow."""

    polygon: Polygon
    writing_mode: WritingMode = WritingMode.HORIZONTAL


def runs_down(lines: Sequence[LineBox]) -> bool:
    """Whether most of a page is set vertically, by the area of its lines."""
    areas = dict.fromkeys(WritingMode, 0.0)
    for line in lines:
        areas[line.writing_mode] += box_of(line.polygon).area
    return areas[WritingMode.VERTICAL] > areas[WritingMode.HORIZONTAL]


def level_box(line: LineBox) -> Box:
    """The box of a line, in pixels; as high as the line itself where it leans: the detector draws one line
    over rows of several columns that are out of step.

    >>> leaning = LineBox(((0, 0), (400, 16), (400, 56), (0, 40)))
    >>> level = LineBox(((0, 0), (400, 4), (400, 44), (0, 40)))
    >>> level_box(leaning), level_box(level)
    (Box(left=0, top=8.0, right=400, bottom=48.0), Box(left=0, top=0.0, right=400, bottom=44.0))
    """
    box, (width, height) = box_of(line.polygon), side_lengths(line.polygon)
    upright = line.writing_mode is WritingMode.VERTICAL
    across, high = (width, box.width) if upright else (height, box.height)
    inset = (high - across) / 2 if high > _LEANS * across else 0.0
    if upright:
        return Box(box.left + inset, box.top, box.right - inset, box.bottom)
    return Box(box.left, box.top + inset, box.right, box.bottom - inset)


def is_askew(line: LineBox, em_px: float) -> bool:
    """Whether a box of a straightened page is large and tilted: the detector sees letters in pictures.

    `em_px` is the size of a character of text, whose boxes may be tilted where they are short.

    >>> tilted = LineBox(((0, 60), (230, 0), (290, 230), (60, 290)))
    >>> level = LineBox(((0, 0), (230, 9), (230, 239), (0, 230)))
    >>> is_askew(tilted, 30), is_askew(tilted, 90), is_askew(level, 30)
    (True, False, False)
    """
    return min(side_lengths(line.polygon)) > _LARGE_EM * em_px and tilt_deg(line.polygon) > _ASKEW_DEG


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine saw in one line. Glyph positions are pixels along the line from its beginning.

    `readings` holds what each engine saw, as (engine, text), where more than one was asked."""

    glyphs: tuple[Glyph, ...]
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def confidence(self) -> float:
        """Mean over the glyphs; 0 where nothing was read."""
        return sum(g.confidence for g in self.glyphs) / len(self.glyphs) if self.glyphs else 0.0


Read: TypeAlias = Callable[[Sequence[LineBox]], Sequence[Reading]]
"""Reads lines of a page, to see whether they are any."""


class Engine(Protocol):
    """Reads lines. An engine may keep a model in memory but no state of a page."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, image: Pixels, lines: Sequence[LineBox], language: str) -> list[Reading]:
        """One reading a line, in the order of `lines`; an empty reading where nothing is seen.

        `language` is a BCP 47 tag (zh-Hans, zh-Hant, ja, en, …) or "auto".
        """
        ...
