"""The sheet in a photograph taken by hand: its four corners, and the picture as if taken from above."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Point
from ocrfix.image.ink import Grey

_LOOK_PX = 700
_LEAST, _MOST = 0.35, 0.97
"""Shares of the picture that a sheet lying on something darker may take."""
_FILLED = 0.97
_SLANT_DEG = 1.2
_DARKER = 0.75


def find_sheet(grey: Grey) -> tuple[Point, Point, Point, Point] | None:
    """The corners of a sheet seen at a slant, clockwise from the top left, in pixels of `grey`.

    `grey` is (height, width). None where no bright shape with four straight sides lies on a clearly darker
    ground, and where its corners are right angles: a flat scan needs no more than its borders cut off.
    """
    scale = min(1.0, _LOOK_PX / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(
        cv2.GaussianBlur(small, (0, 0), 2), cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)
    )
    soft = np.asarray(closed, dtype=np.uint8)
    _, bright = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = max(contours, key=cv2.contourArea)
    corners = cv2.approxPolyDP(cv2.convexHull(outline), 0.03 * cv2.arcLength(outline, True), True).reshape(
        -1, 2
    )
    area = cv2.contourArea(corners)
    if len(corners) != 4 or not _LEAST < area / small.size < _MOST:
        return None
    inside = np.zeros(small.shape, np.uint8)
    cv2.fillConvexPoly(inside, corners, 1)
    if not _FILLED < cv2.contourArea(outline) / area < 1 / _FILLED or _alike(soft, inside):
        return None
    ordered = _clockwise(corners.astype(np.float64))
    if max(abs(angle - 90) for angle in _angles(ordered)) < _SLANT_DEG:
        return None
    a, b, c, d = ((float(x) / scale, float(y) / scale) for x, y in ordered)
    return a, b, c, d


def from_above(
    pixels: NDArray[np.uint8], corners: tuple[Point, Point, Point, Point]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The sheet alone, as a rectangle, and the 3×3 homography from its pixels to those of the photograph."""
    a, b, c, d = (np.array(corner) for corner in corners)
    width = round(max(np.linalg.norm(b - a), np.linalg.norm(c - d)))
    height = round(max(np.linalg.norm(d - a), np.linalg.norm(c - b)))
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = np.array(corners, np.float32)
    sheet = cv2.warpPerspective(
        pixels, cv2.getPerspectiveTransform(seen, flat), (width, height), flags=cv2.INTER_CUBIC
    )
    back = cv2.getPerspectiveTransform(flat, seen)
    return np.asarray(sheet, dtype=np.uint8), np.asarray(back, dtype=np.float64)


def _alike(soft: Grey, inside: Grey) -> bool:
    """Whether the ground is hardly darker than the sheet."""
    ground = soft[inside == 0]
    return ground.size == 0 or float(np.median(ground)) > _DARKER * float(np.median(soft[inside == 1]))


def _clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """From the corner nearest the top left."""
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    turned = corners[order]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)


def _angles(corners: NDArray[np.float64]) -> list[float]:
    """The inner angles of a quadrilateral, in degrees."""
    found = []
    for k in range(4):
        one, other = corners[k - 1] - corners[k], corners[(k + 1) % 4] - corners[k]
        cosine = float(one @ other) / float(np.linalg.norm(one) * np.linalg.norm(other))
        found.append(math.degrees(math.acos(max(-1.0, min(1.0, cosine)))))
    return found
