"""Photographs that never were: grey landscapes with shapes, grain and a halftone."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from painter.hole import edges


def photograph(width_px: int, height_px: int, seed: int) -> Image.Image:
    """A grey picture of the size; the same seed gives the same picture."""
    chance = np.random.default_rng(seed)
    sky = np.linspace(chance.uniform(185, 225), chance.uniform(120, 170), height_px)[:, None]
    image = Image.fromarray(np.repeat(sky, width_px, axis=1).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for depth in range(3):
        _ridge(draw, width_px, height_px, (0.3 + 0.17 * depth) * height_px, 135 - 30 * depth, chance)
    for _ in range(int(chance.integers(3, 7))):
        _building(draw, width_px, height_px, chance)
    for _ in range(int(chance.integers(4, 9))):
        _figure(draw, width_px, height_px, chance)
    image = image.filter(ImageFilter.GaussianBlur(2.2))
    return Image.fromarray(_halftone(np.asarray(image, dtype=np.float32), chance))


def figure(width_px: int, height_px: int, seed: int, side: str, turned: bool) -> Image.Image:
    """The mask of a cut-out figure: white where it is. `turned`: its outline runs along the page's top."""
    along, across = (width_px, height_px) if turned else (height_px, width_px)
    mask = np.zeros((along, across), dtype=np.uint8)
    for row in range(along):
        start, end = edges(seed, side, row / along)
        mask[row, round(start * across) : round(end * across)] = 255
    return Image.fromarray(np.ascontiguousarray(np.rot90(mask, -1)) if turned else mask)


def _ridge(
    draw: ImageDraw.ImageDraw, width: int, height: int, top: float, grey: float, chance: np.random.Generator
) -> None:
    xs = np.linspace(0, width, 40)
    waves = sum(
        chance.uniform(0.02, 0.06)
        * height
        * np.sin(xs / width * chance.uniform(4, 22) + chance.uniform(0, 6))
        for _ in range(4)
    )
    outline = [(float(x), float(top + y)) for x, y in zip(xs, waves, strict=True)]
    draw.polygon([*outline, (width, height), (0, height)], fill=int(grey))


def _building(draw: ImageDraw.ImageDraw, width: int, height: int, chance: np.random.Generator) -> None:
    left, wide = chance.uniform(0, 0.9) * width, chance.uniform(0.06, 0.16) * width
    top, grey = chance.uniform(0.2, 0.5) * height, int(chance.integers(70, 190))
    draw.rectangle([left, top, left + wide, height * 0.86], fill=grey)
    step = max(8.0, width * 0.018)
    for x in np.arange(left + step / 2, left + wide - step, step):
        for y in np.arange(top + step / 2, height * 0.8, step * 1.4):
            draw.rectangle([x, y, x + step * 0.5, y + step * 0.7], fill=int(chance.integers(40, 235)))


def _figure(draw: ImageDraw.ImageDraw, width: int, height: int, chance: np.random.Generator) -> None:
    x, foot = chance.uniform(0.05, 0.95) * width, chance.uniform(0.88, 1.05) * height
    tall, grey = chance.uniform(0.28, 0.5) * height, int(chance.integers(20, 110))
    wide = tall * 0.3
    draw.rounded_rectangle([x - wide / 2, foot - tall * 0.78, x + wide / 2, foot], radius=wide / 3, fill=grey)
    draw.ellipse([x - wide * 0.3, foot - tall, x + wide * 0.3, foot - tall * 0.76], fill=int(grey + 90))
    draw.ellipse([x - wide * 0.32, foot - tall * 1.02, x + wide * 0.32, foot - tall * 0.88], fill=25)


def _halftone(grey: NDArray[np.float32], chance: np.random.Generator) -> NDArray[np.uint8]:
    """A screen of 45 degrees with a 6-px pitch, at half strength, as fine newsprint scans show it."""
    y, x = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    screen = np.sin((x + y) * np.pi / 6) * np.sin((x - y) * np.pi / 6)
    noise = chance.normal(0, 7, grey.shape)
    return np.clip(grey + 34 * screen + noise, 5, 250).astype(np.uint8)
