"""Tints: rectangles of an even grey that text is printed on."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box
from ocrfix.image.ink import Grey, within
from ocrfix.layout.bold import is_bolder, is_set_bold
from ocrfix.layout.lines import Line
from ocrfix.layout.piece import Sheet
from ocrfix.model.patterns import FULL_STOP, JUMP_FROM

_LONG_SIDE_PX = 2048
"""The size at which the page is looked at."""

_LEAST, _MOST = 0.72, 0.94
"""How bright a tint is, against the paper."""

_SIDE_EM = 6.0
_SOLID, _OF_PAGE, _TINTED, _SHOWN = 0.9, 0.6, 0.5, 0.8
"""How much of its box a tint fills with what stands on it, the greatest share of the page, how much of its
box is the tint itself, and how much of what is a part of a picture lies on that."""

_LETTERS_EM = 1.2
_BESIDE_EM = 0.6
"""How much of the tint beside a picture, whose sky is as bright as paper, a narrow margin may lose."""

_EDGE_EM = 1.0
_STEP = 0.03
"""A tint ends at an edge: so near it the paper is brighter by this share. A shadow fades."""

_HEADS = 1.28
"""How much larger than the text a line is that heads the text of a tint."""


def find_tints(grey: Grey, pictures: Sequence[Box], em_px: float) -> tuple[Box, ...]:
    """Rectangles evenly darker than the paper, in pixels of the upright page.

    `grey` is (height, width), as it was scanned: where light was evened out, tints were as well. `em_px` is
    the size of a body character. What lies on `pictures` is none.
    """
    scale = min(1.0, _LONG_SIDE_PX / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    em = em_px * scale
    letters = np.ones((int(_LETTERS_EM * em) | 1,) * 2, np.uint8)
    ground: Grey = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, letters), dtype=np.uint8)
    paper = np.percentile(ground, 90)
    mask: Grey = ((ground > _LEAST * paper) & (ground < _MOST * paper)).astype(np.uint8)
    apart = np.where(_steps(ground, paper), 0, mask).astype(np.uint8)
    shown = [picture.scaled(scale) for picture in pictures]
    filled = _filled(mask, [picture.grown(_BESIDE_EM * em) for picture in shown])
    tints = [box for box in _rectangles(filled, ground, em) if _is_tinted(mask, box, shown)]
    for box in (*_rectangles(mask, ground, em), *_rectangles(apart, ground, em)):
        if not any(box.share_in(other) > _SOLID for other in tints):
            tints.append(box)
    found = [box.scaled(1 / scale) for box in tints]
    return tuple(box for box in found if not any(box.share_in(other) > _SHOWN for other in pictures))


def _steps(ground: Grey, paper: float) -> NDArray[np.bool_]:
    """Where the ground brightens at once, which tells a tint from a shadow that falls on it."""
    step = cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray(step > _STEP * paper)


def _rectangles(mask: Grey, ground: Grey, em: float) -> list[Box]:
    """The large rectangles of a mask, at whose edges the ground brightens."""
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((int(2 * em) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid)
    found = []
    for x, y, w, h, area in stats[1:count].tolist():
        large = min(w, h) > _SIDE_EM * em and w * h < _OF_PAGE * mask.size
        box = Box(x, y, x + w, y + h)
        if large and area > _SOLID * w * h and _has_edges(ground, box, em):
            found.append(box)
    return found


def _filled(mask: Grey, pictures: Sequence[Box]) -> Grey:
    """The mask, pictures that may stand on it, and what these enclose."""
    filled = mask.copy()
    for box in pictures:
        filled[max(0, int(box.top)) : int(box.bottom), max(0, int(box.left)) : int(box.right)] = 1
    outlines, _ = cv2.findContours(filled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.asarray(cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED), dtype=np.uint8)


def _is_tinted(mask: Grey, box: Box, pictures: Sequence[Box]) -> bool:
    """Whether most of a rectangle, but for the pictures in it, is a tint: a headline may stand in it, white
    on black."""
    ground = box.area - sum(box.common(picture) for picture in pictures)
    return bool(within(mask, box).sum() > _TINTED * ground)


def _has_edges(ground: Grey, box: Box, em: float) -> bool:
    """Whether the ground brightens at once on all four sides of a box."""
    reach = round(_EDGE_EM * em)
    return all(
        _brightens(np.rot90(ground, turns), _turned(box, ground.shape, turns), reach) for turns in range(4)
    )


def _turned(box: Box, shape: tuple[int, ...], turns: int) -> Box:
    """Where a box lies after so many quarter turns to the left."""
    height, width = shape[:2]
    for _ in range(turns):
        box = Box(box.top, width - box.right, box.bottom, width - box.left)
        height, width = width, height
    return box


def _brightens(ground: Grey, box: Box, reach: int) -> bool:
    """Whether the ground is brighter right above a box than right under its upper edge."""
    left, top, right = int(box.left), int(box.top), int(box.right)
    outside, inside = ground[max(0, top - reach) : top, left:right], ground[top : top + reach, left:right]
    return bool(outside.size) and float(np.median(outside)) > (1 + _STEP) * float(np.median(inside))


def with_headed_tints(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    """The sheet; a tint that a heading stands on is the frame of an article, others only adorn text."""
    drawn = sheet.furnishings
    headed = [
        tint
        for tint in drawn.tints
        if _is_headed([line for line in lines if sheet.axes.page(line.box).share_in(tint) > 0.9], sheet)
        and not any(tint.share_in(frame) > 0.8 < frame.share_in(tint) for frame in drawn.frames)
    ]
    return replace(sheet, furnishings=replace(drawn, frames=(*drawn.frames, *headed)))


def _is_headed(lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether one of a tint's lines is larger than text, or says from which page a text goes on, or the first
    of several is bold and no sentence."""
    words = [line for line in lines if len(line.text) >= 4]
    first = min(words, key=lambda line: line.box.top, default=None)
    opens = first is not None and _is_bold(first, sheet) and not FULL_STOP.search(first.text)
    begins = any(line.em > _HEADS * sheet.em or JUMP_FROM.match(line.text) for line in words)
    return begins or (opens and len(words) > 3)


def _is_bold(line: Line, sheet: Sheet) -> bool:
    return is_set_bold([line], sheet) or is_bolder(line.em / sheet.em, sheet.darkness(line.weight))
