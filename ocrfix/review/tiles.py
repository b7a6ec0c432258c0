"""Pictures of a scan for the screen: tiles of a pyramid, crops of lines, thumbnails. Made when asked for."""

import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import RLock

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.errors import ScanError
from ocrfix.geometry import Point, between
from ocrfix.image.scan import open_page
from ocrfix.model.page import TextLine, WritingMode

TILE_PX = 512
THUMBNAIL_PX = 440
_SMALLEST_PX = 32
"""A line's crop is at least so thick: smaller print is enlarged."""
_AROUND_EM = 1.5
_BESIDE_EM = 0.2
_LONGEST_PX = 4096

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A page in a file: its number from 1, the hash of the file as it was when it was read, and which half of
    two facing pages it is, "left", "right" or ""."""

    path: Path
    number: int
    sha256: str
    part: str = ""


class Pyramid:
    """A scan at all sizes, each half as large as the one before: level 0 is the scan. RGB."""

    def __init__(self, pixels: Pixels) -> None:
        self._levels = [pixels]
        while max(self._levels[-1].shape[:2]) > TILE_PX:
            last = self._levels[-1]
            size = (math.ceil(last.shape[1] / 2), math.ceil(last.shape[0] / 2))
            self._levels.append(np.asarray(cv2.resize(last, size, interpolation=cv2.INTER_AREA), np.uint8))

    @cached_property
    def size_bytes(self) -> int:
        return sum(level.nbytes for level in self._levels)

    @property
    def pixels(self) -> Pixels:
        return self._levels[0]

    def tile(self, level: int, column: int, row: int) -> bytes | None:
        """A JPEG of at most 512 x 512 pixels; None where the scan has no such tile."""
        if not 0 <= level < len(self._levels):
            return None
        image = self._levels[level]
        top, left = row * TILE_PX, column * TILE_PX
        if not (0 <= top < image.shape[0] and 0 <= left < image.shape[1]):
            return None
        return _jpeg(image[top : top + TILE_PX, left : left + TILE_PX], 85)


def thumbnail(scan: ScanFile) -> bytes:
    """A small JPEG of a page; of two facing pages about the half. ScanError where it cannot be read."""
    pixels = open_page(scan.path, scan.number, scan.sha256).pixels
    middle = pixels.shape[1] // 2
    pixels = {"left": pixels[:, :middle], "right": pixels[:, middle:]}.get(scan.part, pixels)
    height = round(pixels.shape[0] * THUMBNAIL_PX / pixels.shape[1])
    size = (THUMBNAIL_PX, min(max(1, height), 4 * THUMBNAIL_PX))
    return _jpeg(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8), 72)


def levels_of(width_px: int, height_px: int) -> list[dict[str, float]]:
    """The levels of a scan's pyramid.

    >>> [level["columns"] for level in levels_of(1500, 400)]
    [3, 2, 1]
    """
    levels: list[dict[str, float]] = []
    width, height = width_px, height_px
    while True:
        levels.append(
            {
                "level": len(levels),
                "scale": 1 / 2 ** len(levels),
                "columns": math.ceil(width / TILE_PX),
                "rows": math.ceil(height / TILE_PX),
            }
        )
        if max(width, height) <= TILE_PX:
            return levels
        width, height = math.ceil(width / 2), math.ceil(height / 2)


def crop(pixels: Pixels, line: TextLine, start_px: float | None, end_px: float | None) -> bytes | None:
    """The print of a line from `start_px` to `end_px` along it, with some print around, straight, as a JPEG.

    A vertical line's crop is upright. The whole line where no place is given; None where it is not known
    where the line stands.
    """
    if not line.polygon or len(line.polygon) != 4:
        return None
    a, b, c, d = line.polygon
    vertical = line.writing_mode is WritingMode.VERTICAL
    length = line.length_px
    em = math.dist(a, b) if vertical else math.dist(a, d)
    if length < 1 or em < 1:
        return None
    first = -_BESIDE_EM * em if start_px is None else max(-_BESIDE_EM * em, start_px - _AROUND_EM * em)
    last = length + _BESIDE_EM * em if end_px is None else min(length + 0.2 * em, end_px + _AROUND_EM * em)
    if last - first < 1:
        return None
    first_share, last_share = first / length, last / length
    if vertical:
        corners = _widened((a, d), (b, c), first_share, last_share)
    else:
        corners = _widened((a, b), (d, c), first_share, last_share)
    scale = min(max(1.0, _SMALLEST_PX / em), _LONGEST_PX / (last - first))
    along, across = round((last - first) * scale), round(em * (1 + 2 * _BESIDE_EM) * scale)
    return _jpeg(_flattened(pixels, corners, max(1, along), max(1, across), vertical), 88)


def _widened(one: tuple[Point, Point], other: tuple[Point, Point], first: float, last: float) -> list[Point]:
    """The corners of the stretch between two long edges of a line, moved apart a little: the beginning on
    the one and on the other edge, then the end on the one and on the other."""
    corners: list[Point] = []
    for share in (first, last):
        p, q = between(*one, share), between(*other, share)
        corners += (between(p, q, -_BESIDE_EM), between(p, q, 1 + _BESIDE_EM))
    return corners


def _flattened(pixels: Pixels, corners: list[Point], along: int, across: int, vertical: bool) -> Pixels:
    size = (across, along) if vertical else (along, across)
    begin_one, begin_other, end_one, end_other = corners
    if vertical:
        source = (begin_one, begin_other, end_other, end_one)
    else:
        source = (begin_one, end_one, end_other, begin_other)
    width, height = size
    target = ((0, 0), (width, 0), (width, height), (0, height))
    matrix = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    flags = cv2.INTER_CUBIC
    white = (255, 255, 255)
    flat = cv2.warpPerspective(pixels, matrix, size, flags=flags, borderValue=white)
    return np.asarray(flat, np.uint8)


def _jpeg(pixels: Pixels, quality: int) -> bytes:
    bgr = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ScanError("the picture cannot be encoded", "scan the page again")
    return bytes(data)


class Pyramids:
    """The pyramids of the scans that were asked for last, within a bound of memory; the last one always."""

    def __init__(self, most_bytes: int = 600_000_000) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[ScanFile, Pyramid] = OrderedDict()
        self._lock = RLock()

    def of(self, scan: ScanFile) -> Pyramid:
        """The pyramid of a scan, decoded where it is not at hand. ScanError where it cannot be read."""
        scan = replace(scan, part="")
        with self._lock:
            if scan not in self._kept:
                pixels = open_page(scan.path, scan.number, scan.sha256).pixels
                self._kept[scan] = Pyramid(pixels)
            self._kept.move_to_end(scan)
            while len(self._kept) > 1 and sum(p.size_bytes for p in self._kept.values()) > self._most_bytes:
                self._kept.popitem(last=False)
            return self._kept[scan]
