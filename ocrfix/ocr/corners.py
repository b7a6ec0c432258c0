"""Marks in the corner right under a character of a vertical line, which are easily taken for its strokes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box
from ocrfix.ocr.crops import STRIP_PX, find_ink
from ocrfix.ocr.engine import Pixels

_EDGE_PX, _HALF_PX = 2, 25
"""Rows of a line on its side: from the one to the other lies the half in which marks stand."""

_ENDS = (0.2, 0.75)
"""How far from a character's middle, in steps, its strokes may end."""

_ROOM = 1.15
"""How far, in steps, the next character is at least where a mark stands between."""

_WITH_MARK = 1.05
"""How long, in steps, a character and the mark under it are at least; one by itself is no longer than one."""

_SIZE = (0.1, 0.45)
"""How long and how wide a mark is, in steps."""

_BLANK_PX = 2
"""How much paper there is between a mark and the bracket after it."""

_LEFT_PX, _BASE_PX, _CELL_PX = 5, 42, 34
"""Where a mark stands in a horizontal line: from the left of its cell, its foot from the top; the cell."""


@dataclass(frozen=True, slots=True)
class Corner:
    """What may be a mark after character number `after`. `place` is its middle along the line on its side,
    `strip` shows the character and it as a horizontal line has them, STRIP_PX high."""

    after: int
    place: float
    strip: Pixels


def find_corners(sideways: Pixels, middles: Sequence[float], pitch: float) -> Iterator[Corner]:
    """Small ink in the corner under a character, where the other half of the line's width is blank.

    `sideways` is a vertical line on its side, (STRIP_PX, width, 3), its top at the left; `middles` are those
    of its characters and `pitch` is the step from one to the next, in pixels of it.
    """
    dark = find_ink(sideways)
    dark[:_EDGE_PX] = dark[-_EDGE_PX - 1 :] = False
    bounds = [0.0, *middles, float(sideways.shape[1])]
    for k, middle in enumerate(middles):
        before, after = bounds[k], bounds[k + 2]
        last = k + 1 == len(middles)
        if not last and after - middle < _ROOM * pitch:
            continue
        foot = _foot(dark, middle, pitch)
        end = after if last else _head(dark, max(foot, after - _ENDS[1] * pitch), after, pitch)
        mark = _small_ink(dark, foot, min(end, foot + 0.6 * pitch), pitch)
        top = _top(dark, max(middle - 0.65 * pitch, (before + middle) / 2 if k else 0.0), middle)
        if mark is not None and mark.right - top >= _WITH_MARK * pitch:
            yield Corner(k, mark.centre[0], _as_horizontal(sideways, mark, top - _EDGE_PX, foot))


def _foot(dark: NDArray[np.bool_], middle: float, pitch: float) -> float:
    """Where a character ends, by its strokes in the half of the line in which no mark stands."""
    start, end = int(middle + _ENDS[0] * pitch), int(middle + _ENDS[1] * pitch)
    inked = np.flatnonzero(dark[_HALF_PX + 2 :, start:end].any(axis=0))
    return float(start + inked[-1] + 1 if len(inked) else start)


def _head(dark: NDArray[np.bool_], start: float, middle: float, pitch: float) -> float:
    """Where the next character begins, by its strokes in that half."""
    end = int(middle - _ENDS[0] * pitch)
    inked = np.flatnonzero(dark[_HALF_PX + 2 :, int(start) : end].any(axis=0))
    return float(int(start) + inked[0] if len(inked) else end)


def _top(dark: NDArray[np.bool_], start: float, middle: float) -> float:
    """Where a character begins."""
    inked = np.flatnonzero(dark[:, int(start) : int(middle)].any(axis=0))
    return float(int(start) + (inked[0] if len(inked) else 0))


def _small_ink(dark: NDArray[np.bool_], start: float, end: float, pitch: float) -> Box | None:
    """The extent of the first ink in the half where marks stand, if it is as small as a mark."""
    part = dark[:_HALF_PX, int(start) : int(end)]
    along = np.flatnonzero(part.any(axis=0))
    if not len(along):
        return None
    along = along[: int(np.argmax(np.diff(along, append=end + _BLANK_PX) > _BLANK_PX)) + 1]
    across = np.flatnonzero(part[:, along].any(axis=1))
    box = Box(
        int(start) + int(along[0]), int(across[0]), int(start) + int(along[-1]) + 1, int(across[-1]) + 1
    )
    fits = all(_SIZE[0] * pitch < side < _SIZE[1] * pitch for side in (box.width, box.height))
    return box if fits and box.bottom < _HALF_PX else None


def _as_horizontal(sideways: Pixels, mark: Box, start: float, end: float) -> Pixels:
    """The character that stands from `start` to `end`, upright, and the mark on the line after it."""
    paper = int(np.percentile(sideways, 90))
    char = np.rot90(sideways[:, max(0, int(start)) : int(end)], -1)[:STRIP_PX]
    cell = np.full((STRIP_PX, STRIP_PX, 3), paper, np.uint8)
    above = (STRIP_PX - char.shape[0]) // 2
    cell[above : above + char.shape[0]] = char
    cut = np.rot90(sideways[int(mark.top) : int(mark.bottom), int(mark.left) : int(mark.right)], -1)
    beside = np.full((STRIP_PX, _CELL_PX, 3), paper, np.uint8)
    beside[_BASE_PX - cut.shape[0] : _BASE_PX, _LEFT_PX : _LEFT_PX + cut.shape[1]] = cut
    return np.ascontiguousarray(np.hstack([cell, beside]))
