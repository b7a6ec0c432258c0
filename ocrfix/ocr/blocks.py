"""Lines stacked into one picture, so that an engine that reads pages reads many lines at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box, side_lengths
from ocrfix.ocr.crops import cut, find_ink
from ocrfix.ocr.engine import LineBox, Pixels

_LONGEST_PX = 24_000


@dataclass(frozen=True, slots=True)
class Strip:
    """A line as grey pixels, black on white; `scale` is pixels of the strip for one of the page."""

    pixels: NDArray[np.uint8]
    scale: float


@dataclass(frozen=True, slots=True)
class Block:
    """`pixels` is (height, width), grey. `slots` says where each strip lies in it, in the strips' order."""

    pixels: NDArray[np.uint8]
    slots: tuple[Box, ...]
    vertical: bool

    def slot_at(self, box: Box) -> int:
        """The strip that the box belongs to: the one whose middle is nearest, across the lines."""
        axis = 0 if self.vertical else 1
        middle = box.centre[axis]
        return min(range(len(self.slots)), key=lambda i: abs(self.slots[i].centre[axis] - middle))


def cut_strip(image: Pixels, line: LineBox, across_px: int, vertical: bool, turned: bool = False) -> Strip:
    """The line's quadrilateral straightened, `across_px` wide if `vertical`, else as high.

    A line that is `turned` runs down the page and is laid on its side.
    """
    width, height = side_lengths(line.polygon)
    down = vertical or turned
    along, across = (height, width) if down else (width, height)
    scale = min(across_px / max(1.0, across), _LONGEST_PX / max(1.0, along))
    long_px, short_px = max(8, round(along * scale)), max(8, round(across * scale))
    pixels = cut(image, line.polygon, *((short_px, long_px) if down else (long_px, short_px)))
    return Strip(_levelled(np.rot90(pixels) if turned else pixels), scale)


def _levelled(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey with white paper; a line set white on black is turned to black on white."""
    grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    if find_ink(np.asarray(grey, dtype=np.uint8)).mean() > 0.6:
        grey = 255 - grey
    paper = max(1.0, float(np.percentile(grey, 90)))
    return np.asarray(np.clip(grey * (255 / paper), 0, 255), dtype=np.uint8)


def stack(strips: Sequence[Strip], vertical: bool, gap_px: int) -> Block:
    """The strips one below the other; vertical ones from right to left."""
    turned = [strip.pixels.T if vertical else strip.pixels for strip in strips]
    width = max(strip.shape[1] for strip in turned) + 2 * gap_px
    height = sum(strip.shape[0] + gap_px for strip in turned) + gap_px
    sheet = np.full((height, width), 255, np.uint8)
    slots = []
    top = gap_px
    for strip in turned:
        bottom, right = top + strip.shape[0], gap_px + strip.shape[1]
        if vertical:
            sheet[height - bottom : height - top, gap_px:right] = strip
            slots.append(Box(height - bottom, gap_px, height - top, right))
        else:
            sheet[top:bottom, gap_px:right] = strip
            slots.append(Box(gap_px, top, right, bottom))
        top = bottom + gap_px
    return Block(np.ascontiguousarray(sheet.T if vertical else sheet), tuple(slots), vertical)
