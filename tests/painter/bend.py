"""Wear of paper that does not lie flat: photographed at an angle, curled at the binding, two pages at a fold.

`Perspective` and `Curl` are wears like those of `degrade`; `facing` puts two pages into one scan.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocrfix.geometry import Point
from painter.degrade import Grey
from painter.truth import Truth, moved


@dataclass(frozen=True, slots=True)
class Perspective:
    """Photographed on a dark ground: each side is shorter than its opposite by at most `share`.

    `ground` is the ground's grey, `around` how much of it is seen on each side, in shares of the page.
    """

    share: float
    ground: int = 60
    around: float = 0.06

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        height, width = grey.shape
        matrix, size = self._view(width, height, chance)
        seen = cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(self.ground,))
        spots = cv2.GaussianBlur(chance.normal(0, 60, seen.shape).astype(np.float32), (0, 0), 4)
        sheet = cv2.warpPerspective(np.ones_like(grey), matrix, size)
        seen = np.where(sheet > 0, seen, np.clip(self.ground + spots, 0, 255)).astype(np.uint8)

        def move(points: Sequence[Point]) -> list[Point]:
            x, y, w = matrix @ np.c_[np.array(points), np.ones(len(points))].T
            return [(float(a), float(b)) for a, b in zip(x / w, y / w, strict=True)]

        return seen, moved(truth, move)

    def _view(
        self, width: int, height: int, chance: np.random.Generator
    ) -> tuple[NDArray[np.float64], tuple[int, int]]:
        x, y = self.around * width, self.around * height
        corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        across, down = self.share * chance.uniform(0.6, 1, 2) / 2
        narrow, low = chance.integers(0, 2, 2)
        top, right = (0, 1) if narrow == 0 else (3, 2), (1, 2) if low == 0 else (0, 3)
        corners[list(top), 0] += np.array([1, -1]) * across * width
        corners[list(right), 1] += np.array([1, -1]) * down * height
        flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
        matrix = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
        return np.asarray(matrix, dtype=np.float64), (round(width + 2 * x), round(height + 2 * y))


@dataclass(frozen=True, slots=True)
class Curl:
    """Lines that fall by `depth_px` towards the binding at the left, the more the lower they stand.

    `reach` is the share of the page's width over which they fall; `lean` that of the depth lost at the top.
    """

    depth_px: float
    reach: float = 0.25
    lean: float = 0.3

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        height, width = grey.shape
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        paper = float(np.median(grey))
        source = y.copy()
        for _ in range(6):
            source = y - self._fall(x, source, width, height)
        bent = cv2.remap(grey, x, source, cv2.INTER_CUBIC, borderValue=(paper,))

        def move(points: Sequence[Point]) -> list[Point]:
            places = np.array(points, dtype=np.float32)
            places[:, 1] += self._fall(places[:, 0], places[:, 1], width, height)
            return [(float(px), float(py)) for px, py in places]

        return np.asarray(bent, dtype=np.uint8), moved(truth, move)

    def _fall(
        self, x: NDArray[np.float32], y: NDArray[np.float32], width: int, height: int
    ) -> NDArray[np.float32]:
        share = 1 - self.lean + self.lean * y / height
        return np.asarray(self.depth_px * share * np.exp(-x / (self.reach * width)), dtype=np.float32)


def facing(
    left: tuple[Image.Image, Truth],
    right: tuple[Image.Image, Truth],
    *,
    shade: float = 0.0,
    tilt: float = 0.0,
) -> tuple[Image.Image, tuple[Truth, Truth]]:
    """Two pages of one height side by side, and the truth of each in pixels of the whole.

    `shade` darkens the paper towards the fold by that share; `tilt` turns the right page by so many degrees.
    """
    one, other = (np.asarray(image.convert("L")) for image, _ in (left, right))
    height = max(len(one), len(other))
    one, other = (np.pad(page, ((0, height - len(page)), (0, 0)), mode="edge") for page in (one, other))
    width = one.shape[1]
    matrix = cv2.getRotationMatrix2D((other.shape[1] / 2, height / 2), tilt, 1.0)
    paper = float(np.median(other))
    other = cv2.warpAffine(other, matrix, other.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=(paper,))
    both = np.hstack([one, other]).astype(np.float32)
    both *= 1 - shade * np.exp(-np.abs(np.arange(both.shape[1]) - width) / (0.02 * width))

    def move(points: Sequence[Point]) -> list[Point]:
        turned = np.c_[np.array(points), np.ones(len(points))] @ matrix.T
        return [(float(x) + width, float(y)) for x, y in turned]

    return Image.fromarray(both.astype(np.uint8)), (left[1], moved(right[1], move))
