"""PNG, JPEG, TIFF, JPEG 2000 and WebP through Pillow."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ocrfix.image.picture import Picture, UnreadableError, check_size, usable_dpi

FORMATS = ("PNG", "JPEG", "TIFF", "JPEG2000", "WEBP")

_REDUCED_OR_MASK = 0b101
"""Bits of TIFF's NewSubfileType that mark a thumbnail or a mask, not a page."""
_SUBFILE_TYPE, _PHOTOMETRIC = 254, 262
_STRIPS, _TILES = (273, 279), (324, 325)
_WHITE_IS_ZERO = 0


def count(stream: BinaryIO) -> int:
    """How many pages an image file has; one that is damaged ends the count and is in it."""
    with _bomb_check_at(math.inf):
        frames, fault = _frames(Image.open(stream, formats=FORMATS))
    return len(frames) + (fault is not None)


def check_first(stream: BinaryIO, max_megapixels: float) -> None:
    """Raises UnreadableError where the first picture is too large, or what Pillow raises for a bad head."""
    with _bomb_check_at(max_megapixels):
        check_size(*Image.open(stream, formats=FORMATS).size, max_megapixels)


def pictures(stream: BinaryIO, max_megapixels: float, first: int = 1) -> Iterator[Picture]:
    """The pages of an image file from number `first` on, each decoded when asked for.

    Raises UnreadableError, or whatever Pillow raises for a damaged file.
    """
    with _bomb_check_at(max_megapixels):
        image = Image.open(stream, formats=FORMATS)
        frames, fault = _frames(image)
    several = len(frames) + (fault is not None) > 1
    for page, frame in islice(enumerate(frames, start=1), first - 1, None):
        with _bomb_check_at(max_megapixels):
            image.seek(frame)
            check_size(*image.size, max_megapixels)
            _check_strips(image, stream)
            pixels, dpi = _decoded(image)
        yield Picture(pixels, dpi, page, several)
    if fault is not None:
        raise fault


@contextmanager
def _bomb_check_at(max_megapixels: float) -> Iterator[None]:
    """Pillow refuses more than twice its limit and warns above it: ours then decides between the two."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None if math.isinf(max_megapixels) else max(1, int(max_megapixels * 1e6))
    try:
        yield
    except Image.DecompressionBombError as fault:
        why = f"the picture has far more pixels than the limit of {max_megapixels:g} megapixels"
        raise UnreadableError(why, "check the file, or allow more with --max-megapixels") from fault
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _frames(image: Image.Image) -> tuple[list[int], Exception | None]:
    """The frames that are pages, and the fault that ended the search, if one did.

    Only a TIFF has pages: further frames of the other formats are animation or previews.
    """
    if image.format != "TIFF":
        return [0], None
    frames: list[int] = []
    position = 0
    while True:
        if not int(_tag(image, _SUBFILE_TYPE, 0)) & _REDUCED_OR_MASK:
            frames.append(position)
        position += 1
        try:
            image.seek(position)
        except EOFError:
            return frames or [0], None
        except Exception as fault:  # Pillow raises many kinds; the pages before it are still good
            return frames, fault


def _tag(image: Image.Image, number: int, default: int) -> int:
    value = getattr(image, "tag_v2", {}).get(number, default)
    return int(value[0] if isinstance(value, tuple) else value)


def _check_strips(image: Image.Image, stream: BinaryIO) -> None:
    """Raises UnreadableError where a TIFF lacks data: fax decoders would fill the rest with white."""
    tags = getattr(image, "tag_v2", {})
    end = stream.seek(0, 2)
    for starts, lengths in (_STRIPS, _TILES):
        for start, length in zip(tags.get(starts, ()), tags.get(lengths, ()), strict=False):
            if start + length > end:
                raise UnreadableError("the file is cut short", "copy or scan it again")


def _decoded(image: Image.Image) -> tuple[NDArray[np.uint8], float | None]:
    """RGB pixels of the current frame, turned as its EXIF says, on white where it is transparent."""
    resolution = image.info.get("dpi")
    dpi = usable_dpi(resolution[0] if isinstance(resolution, tuple) else resolution)
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith(("I", "F")):
        grey = _eight_bits(np.asarray(turned))
        if image.format == "TIFF" and _tag(image, _PHOTOMETRIC, 1) == _WHITE_IS_ZERO:
            grey = np.invert(grey)
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2), dpi
    if turned.has_transparency_data:
        coloured = turned.convert("RGBA")
        turned = Image.new("RGB", coloured.size, "white")
        turned.paste(coloured, mask=coloured.getchannel("A"))
    return np.array(turned.convert("RGB")), dpi


def _eight_bits(grey: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Deep grey as 8 bits. The depth is the smallest of 8, 10, 12, 14, 16, 24 bits that holds the brightest
    pixel (scanners store 12 bits in 16); values up to 1.0 are taken as shares of white.

    >>> _eight_bits(np.array([[0, 32768, 65535]], dtype=np.uint16)).tolist()
    [[0, 128, 255]]
    >>> _eight_bits(np.array([[0.0, 0.5, 1.0]], dtype=np.float32)).tolist()
    [[0, 128, 255]]
    """
    brightest = float(np.nanmax(grey, initial=0, where=np.isfinite(grey)))
    white = next((float(2**bits - 1) for bits in (8, 10, 12, 14, 16, 24) if brightest < 2**bits), brightest)
    if grey.dtype.kind == "f" and brightest <= 1:
        white = 1.0
    scaled = np.nan_to_num(grey.astype(np.float32), posinf=white, neginf=0.0) * np.float32(255 / white)
    eight: NDArray[np.uint8] = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return eight
