"""Wear: what presses, years and scanners do to a page. Each kind is seeded and moves the truth along.

`degrade(image, truth, [Skew(0.6), Blur(0.8), …], seed=1)` applies them in that order.
Images are 8-bit grey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocrfix.geometry import Point
from painter.truth import Truth, moved

Grey = NDArray[np.uint8]


class Wear(Protocol):
    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]: ...


def degrade(image: Image.Image, truth: Truth, wear: Sequence[Wear], seed: int) -> tuple[Image.Image, Truth]:
    """The worn image and the truth in its pixels; the same seed gives the same bytes."""
    grey, chance = np.asarray(image.convert("L")), np.random.default_rng(seed)
    for kind in wear:
        grey, truth = kind(grey, truth, chance)
    return Image.fromarray(grey), truth


def _clipped(values: NDArray[np.float32]) -> Grey:
    return np.clip(values, 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Skew:
    """Turned by `degrees`, anticlockwise as seen. The frame keeps its size where all that is printed stays
    inside; else it grows to hold the whole page, as a scanner's bed does: what is cut off no one can read."""

    degrees: float

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        height, width = grey.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), self.degrees, 1.0)
        lines = [line["polygon"] for region in truth["regions"] for line in region["lines"]]
        printed = _turned([point for polygon in lines for point in polygon], matrix)
        if printed and not all(0 <= x <= width and 0 <= y <= height for x, y in printed):
            corners = np.array(_turned([(0, 0), (width, 0), (width, height), (0, height)], matrix))
            matrix[:, 2] -= corners.min(axis=0)
            width, height = (int(size) for size in np.ceil(np.ptp(corners, axis=0)))
        paper = float(np.median(grey))
        turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
        return np.asarray(turned, dtype=np.uint8), moved(truth, lambda points: _turned(points, matrix))


def _turned(points: Sequence[Point], matrix: NDArray[np.float64]) -> list[Point]:
    return [(float(x), float(y)) for x, y in np.array(points).reshape(-1, 2) @ matrix[:, :2].T + matrix[:, 2]]


@dataclass(frozen=True, slots=True)
class Blur:
    """Out of focus; `sigma_px` of a Gaussian."""

    sigma_px: float

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), self.sigma_px), dtype=np.uint8), truth


@dataclass(frozen=True, slots=True)
class Noise:
    """Grain of `sigma` grey levels, and the share `salt` of pixels black or white."""

    sigma: float
    salt: float = 0.0

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        noisy = _clipped(grey + chance.normal(0, self.sigma, grey.shape).astype(np.float32))
        if self.salt:
            spots = chance.random(grey.shape)
            noisy[spots < self.salt / 2] = 0
            noisy[spots > 1 - self.salt / 2] = 255
        return noisy, truth


@dataclass(frozen=True, slots=True)
class BleedThrough:
    """The page behind, mirrored and blurred, showing at `strength` (0 to 1)."""

    behind: Image.Image
    strength: float = 0.12

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        size = (grey.shape[1], grey.shape[0])
        behind = np.asarray(self.behind.convert("L").resize(size))[:, ::-1].astype(np.float32)
        soft = cv2.GaussianBlur(behind, (0, 0), 3.0)
        return _clipped(grey - self.strength * (255 - soft)), truth


@dataclass(frozen=True, slots=True)
class UnevenLight:
    """Light that falls off by `depth` (0 to 1) towards a random side, with a soft stain or two."""

    depth: float = 0.2

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        height, width = grey.shape
        y, x = np.mgrid[0:height:16, 0:width:16].astype(np.float32)
        angle = chance.uniform(0, 2 * np.pi)
        fall = (np.cos(angle) * x / width + np.sin(angle) * y / height + 1) / 2
        for _ in range(2):
            cx, cy, wide = (
                chance.uniform(0, width),
                chance.uniform(0, height),
                chance.uniform(0.1, 0.3) * width,
            )
            fall += 0.4 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / wide**2)
        light = 1 - self.depth * cv2.resize(fall.astype(np.float32), (width, height))
        return _clipped(grey * light), truth


@dataclass(frozen=True, slots=True)
class InkSpread:
    """Strokes thickened by `px` (thinned, faded ink, where negative)."""

    px: float

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        kernel = np.ones((3, 3), np.uint8)
        full = cv2.erode(grey, kernel) if self.px > 0 else cv2.dilate(grey, kernel)
        share = min(1.0, abs(self.px))
        return _clipped(grey * (1 - share) + full.astype(np.float32) * share), truth


@dataclass(frozen=True, slots=True)
class Fade:
    """Ink bleached towards the paper by `share` (0 to 1), in patches."""

    share: float

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        height, width = grey.shape
        patches = chance.random((9, 7)).astype(np.float32)
        share = self.share * cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC)
        return _clipped(grey + (float(np.median(grey)) - grey) * np.clip(share, 0, 1)), truth


@dataclass(frozen=True, slots=True)
class Jpeg:
    """Saved as JPEG at `quality` and read again."""

    quality: int

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        buffer = BytesIO()
        Image.fromarray(grey).save(buffer, "JPEG", quality=self.quality)
        return np.asarray(Image.open(buffer)), truth


@dataclass(frozen=True, slots=True)
class BlackBorder:
    """The scanner's bed showing black around the page, about `px` wide, ragged."""

    px: int

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        worn = grey.copy()
        for turn in range(4):
            side = np.rot90(worn, turn)
            edge = self.px * chance.uniform(0.5, 1.0) + np.cumsum(chance.normal(0, 0.3, side.shape[0]))
            for row, width in enumerate(np.clip(edge, 1, self.px).astype(int)):
                side[row, :width] = 12
        return worn, truth


@dataclass(frozen=True, slots=True)
class Bilevel:
    """Black and white only, divided at a share of the local mean, as an old fax or microfilm scan."""

    share: float = 0.86

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        mean = cv2.blur(grey, (61, 61)).astype(np.float32)
        return np.where((grey < mean * self.share) | (grey < 60), 0, 255).astype(np.uint8), truth


@dataclass(frozen=True, slots=True)
class Rescale:
    """Another resolution: `factor` times as many pixels a side."""

    factor: float

    def __call__(self, grey: Grey, truth: Truth, chance: np.random.Generator) -> tuple[Grey, Truth]:
        size = (round(grey.shape[1] * self.factor), round(grey.shape[0] * self.factor))
        how = cv2.INTER_AREA if self.factor < 1 else cv2.INTER_CUBIC
        scaled = cv2.resize(grey, size, interpolation=how)

        def move(points: Sequence[Point]) -> list[Point]:
            return [(x * self.factor, y * self.factor) for x, y in points]

        return np.asarray(scaled, dtype=np.uint8), moved(truth, move)
