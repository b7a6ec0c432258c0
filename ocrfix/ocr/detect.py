"""Finds text lines with PP-OCRv6's detector, which every engine shares."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Polygon, box_of
from ocrfix.model.page import WritingMode
from ocrfix.ocr.branches import Outline, find_branches
from ocrfix.ocr.engine import LineBox, Pixels
from ocrfix.ocr.models import DETECTOR, cores, session
from ocrfix.ocr.trim import trimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectSettings:
    """`long_side_px`: size the page is brought to, `enlarged` so many times at most. `ink`: what counts as
    text in the detector's map, 0 to 1. `line`: mean that a line must reach. `grow`: how far a line reaches
    beyond the detector's shrunk core (Liao et al. 2020, Differentiable Binarization, unclip ratio)."""

    long_side_px: int = 2048
    enlarged: float = 2.0
    ink: float = 0.3
    line: float = 0.45
    grow: float = 1.6


def find_lines(image: Pixels, settings: DetectSettings | None = None) -> tuple[LineBox, ...]:
    """Quadrilaterals of the lines on an upright page, in pixels of `image`, in no particular order.

    A line at least 1.5 times as tall as it is wide is taken for a vertical one.
    """
    chosen = settings or DetectSettings()
    height, width = image.shape[:2]
    scale = min(chosen.enlarged, chosen.long_side_px / max(height, width))
    size = (max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    tensor = np.empty((1, 3, size[1], size[0]), np.float32)
    np.multiply(small[:, :, ::-1].transpose(2, 0, 1), 2 / 255, out=tensor[0])
    tensor -= 1
    likely = session(DETECTOR, cores()).run(None, {"x": tensor})[0][0, 0]
    stretch = np.array([width / size[0], height / size[1]])
    return trimmed([_line_box(quad * stretch) for quad in _quads(likely, chosen)])


def _quads(likely: NDArray[np.float32], settings: DetectSettings) -> list[NDArray[np.float64]]:
    """Rotated rectangles around the islands of the map, grown to the full line."""
    mask = cv2.dilate((likely > settings.ink).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    islands = [np.asarray(outline, dtype=np.int32) for outline in contours]
    down = _runs_down(islands)
    quads = []
    for contour in (part for island in islands for part in find_branches(island, runs_down=down)):
        (cx, cy), (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < 2.5 or _mean_inside(likely, contour) < settings.line:
            continue
        distance = w * h * settings.grow / (2 * (w + h))
        quad = cv2.boxPoints(((cx, cy), (w + 2 * distance, h + 2 * distance), angle))
        quads.append(np.asarray(quad, dtype=np.float64))
    return quads


def _runs_down(islands: list[Outline]) -> bool:
    """Whether more of the text stands in islands higher than wide."""
    sides = [cv2.boundingRect(island)[2:] for island in islands]
    return sum(w * h if h > w else -w * h for w, h in sides) > 0


def _mean_inside(likely: NDArray[np.float32], contour: Outline) -> float:
    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [contour - np.array([[x, y]], dtype=contour.dtype)], 1)
    return float(cv2.mean(likely[y : y + h, x : x + w], mask)[0])


def _line_box(quad: NDArray[np.float64]) -> LineBox:
    polygon = clockwise([(float(x), float(y)) for x, y in quad])
    box = box_of(polygon)
    tall = box.height >= 1.5 * box.width
    return LineBox(polygon, WritingMode.VERTICAL if tall else WritingMode.HORIZONTAL)


def clockwise(corners: list[tuple[float, float]]) -> Polygon:
    """Four corners in the order top left, top right, bottom right, bottom left.

    >>> clockwise([(9, 5), (0, 0), (0, 5), (9, 0)])
    ((0, 0), (9, 0), (9, 5), (0, 5))
    """
    by_x = sorted(corners)
    top_left, bottom_left = sorted(by_x[:2], key=lambda p: p[1])
    top_right, bottom_right = sorted(by_x[2:], key=lambda p: p[1])
    return (top_left, top_right, bottom_right, bottom_left)
