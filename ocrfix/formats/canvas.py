"""A scan to draw on: tints that let the print through, outlines, hatching, curves and badges."""

import io
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ocrfix.geometry import Box, Point, box_of

Colour: TypeAlias = tuple[int, int, int]
Corners: TypeAlias = tuple[float, float, float, float]
Side: TypeAlias = Literal["left", "above", "right", "below"]

WHITE: Colour = (255, 255, 255)
_PAPER = 70
_FINE = 2
"""Lines are drawn at twice the size and reduced: Pillow does not smooth them itself."""


class Canvas:
    """The scan in pale grey, its long side at most `long_side_px`.

    `pixels` is (height, width, 3), RGB. Polygons, boxes and points are given in scan pixels, sizes and widths
    in pixels of the canvas.
    """

    def __init__(self, pixels: NDArray[np.uint8], long_side_px: int) -> None:
        height, width = pixels.shape[:2]
        self._scale: float = min(1.0, long_side_px / max(height, width))
        size = (max(1, round(width * self._scale)), max(1, round(height * self._scale)))
        grey = Image.fromarray(pixels).convert("L").resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        self._scan = grey.point([_PAPER + level * (255 - _PAPER) // 255 for level in range(256)])
        self._tint = Image.new("RGB", size, WHITE)
        self._layer = Image.new("RGBA", (size[0] * _FINE, size[1] * _FINE))
        self._pen = ImageDraw.Draw(self._layer)
        self._busy: NDArray[np.float64] = np.zeros((0, 4))

    @property
    def width_px(self) -> int:
        return self._scan.width

    def px(self, length: float) -> float:
        """A length of the scan in pixels of the canvas."""
        return length * self._scale

    def tint(self, polygon: Sequence[Point], colour: Colour, strength: float) -> None:
        """Colour the paper, not the print, as a marker pen does; `strength` is 0 to 1."""
        pale = tuple(round(255 - strength * (255 - level)) for level in colour)
        ImageDraw.Draw(self._tint).polygon([(x * self._scale, y * self._scale) for x, y in polygon], pale)

    def outline(self, polygon: Sequence[Point], colour: Colour, width: float, dash: float = 0) -> None:
        """A closed line; `dash` is the length of its dashes, 0 for an unbroken line."""
        corners = self._fine([*polygon, polygon[0]])
        pieces = _dashes(corners, dash * _FINE) if dash else [corners]
        for piece in pieces:
            self._pen.line(piece, fill=(*colour, 255), width=round(width * _FINE), joint="curve")

    def hatch(self, polygon: Sequence[Point], colour: Colour, gap: float) -> None:
        """Slanting lines inside the polygon, `gap` apart."""
        corners = self._fine(polygon)
        box = box_of(corners)
        left, top = math.floor(box.left), math.floor(box.top)
        size = (math.ceil(box.width) + 1, math.ceil(box.height) + 1)
        inside, lines = Image.new("L", size), Image.new("L", size)
        ImageDraw.Draw(inside).polygon([(x - left, y - top) for x, y in corners], 255)
        pen = ImageDraw.Draw(lines)
        for x in range(-size[1], size[0], round(gap * _FINE)):
            pen.line([(x, size[1]), (x + size[1], 0)], fill=130, width=_FINE)
        self._layer.paste((*colour, 255), (left, top), ImageChops.multiply(inside, lines))

    def arrow(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A curve through the four points of a cubic Bézier, with a head at its end and a white edge."""
        curve = _bezier(self._fine(points))
        head = _arrow_head(curve, width * _FINE * 3.2)
        for extra, ink in ((2, WHITE), (0, colour)):
            thick = round((width + extra) * _FINE)
            self._pen.line(curve[:-1], fill=(*ink, 235), width=thick, joint="curve")
            self._pen.polygon(head, fill=(*ink, 255), outline=(*ink, 255), width=max(1, extra * _FINE))

    def keep_clear(self, boxes: Iterable[Box]) -> None:
        """Boxes that badges should not cover."""
        corners = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        self._busy = np.array([*self._busy, *np.reshape(corners, (-1, 4)) * self._scale * _FINE])

    def badge(self, box: Box, text: str, colour: Colour, size: float, side: Side) -> None:
        """A pill beside the box: on the given side of it, or where it covers least."""
        font = ImageFont.load_default(round(size * _FINE))
        height = size * _FINE * 1.45
        width = max(height, font.getlength(text) + size * _FINE * 0.9)
        spot = self._free_spot(box, width, height, side)
        self._busy = np.vstack([self._busy, spot, spot, spot])
        edge = round(1.5 * _FINE)
        self._pen.rounded_rectangle(
            spot, height / 2 - edge, fill=(*colour, 255), outline=(*WHITE, 255), width=edge
        )
        centre = ((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2)
        self._pen.text(centre, text, fill=(*_readable_on(colour), 255), font=font, anchor="mm")

    def jpeg(self, legend: Image.Image) -> bytes:
        """The drawing over a legend of the same width, as a JPEG."""
        page = ImageChops.multiply(self._scan.convert("RGB"), self._tint).convert("RGBA")
        page.alpha_composite(self._layer.reduce(_FINE))
        whole = Image.new("RGB", (page.width, page.height + legend.height), WHITE)
        whole.paste(page.convert("RGB"), (0, 0))
        whole.paste(legend, (0, page.height))
        buffer = io.BytesIO()
        whole.save(buffer, "JPEG", quality=85)
        return buffer.getvalue()

    def _fine(self, points: Sequence[Point]) -> list[Point]:
        k = self._scale * _FINE
        return [(x * k, y * k) for x, y in points]

    def _free_spot(self, box: Box, width: float, height: float, side: Side) -> Corners:
        (left, top), (right, bottom) = self._fine([(box.left, box.top), (box.right, box.bottom)])
        middle = (top + bottom - height) / 2
        starts = {
            "left": [(left - width, middle), (left - width, top)],
            "above": [(left, top - height), (right - width, top - height)],
            "right": [(right, middle), (right, top)],
            "below": [(left, bottom), (right - width, bottom)],
        }
        ordered = [*starts.pop(side), *(start for rest in starts.values() for start in rest)]
        return min((self._on_page(x, y, width, height) for x, y in ordered), key=self._covered)

    def _on_page(self, x: float, y: float, width: float, height: float) -> Corners:
        x = min(max(x, 0.0), self._layer.width - width)
        y = min(max(y, 0.0), self._layer.height - height)
        return (x, y, x + width, y + height)

    def _covered(self, spot: Corners) -> float:
        """How much of what should stay clear lies under the spot."""
        across = np.minimum(self._busy[:, 2], spot[2]) - np.maximum(self._busy[:, 0], spot[0])
        along = np.minimum(self._busy[:, 3], spot[3]) - np.maximum(self._busy[:, 1], spot[1])
        return float(np.sum(across.clip(0) * along.clip(0)))


def _readable_on(colour: Colour) -> Colour:
    red, green, blue = colour
    return WHITE if 0.299 * red + 0.587 * green + 0.114 * blue < 165 else (30, 30, 30)


def _dashes(corners: Sequence[Point], dash: float) -> list[list[Point]]:
    """Every other piece of the line, each `dash` long."""
    pieces = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        length = math.hypot(x1 - x0, y1 - y0)
        for start in np.arange(0, length, 2 * dash):
            a, b = start / length, min(1.0, (start + dash) / length)
            pieces.append([(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in (a, b)])
    return pieces


def _bezier(points: Sequence[Point]) -> list[Point]:
    t = np.linspace(0, 1, 40)[:, None]
    p0, p1, p2, p3 = np.array(points)
    curve = (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3
    return [(float(x), float(y)) for x, y in curve]


def _arrow_head(curve: Sequence[Point], length: float) -> list[Point]:
    (x0, y0), (x1, y1) = curve[-4], curve[-1]
    way = math.atan2(y1 - y0, x1 - x0)
    back = [
        (x1 - length * math.cos(way + turn), y1 - length * math.sin(way + turn)) for turn in (-0.45, 0.45)
    ]
    return [(x1, y1), *back]
