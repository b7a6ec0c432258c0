"""PDF through pdfium: the embedded scan where a page is one, else the page drawn."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from ocrfix.image.picture import Picture, UnreadableError, check_size, usable_dpi

DRAWN_DPI = 300.0
POINTS_PER_INCH = 72.0

_COVERED = 0.95
"""Share of the page that an image must cover, and of the image that the page must show, to be the page."""
_LIKENESS = 12.0
"""Largest mean difference (of 255) between thumbnails of an embedded image and of its page as drawn."""
_THUMBNAIL_PX = 160
_TAIL_BYTES = 4096


@dataclass(frozen=True, slots=True, eq=False)
class _Embedded:
    """An image that fills its page. `right`, `down`: its sides on the shown page, in points, y downwards."""

    image: Any
    right: tuple[float, float]
    down: tuple[float, float]
    width_px: int
    height_px: int

    @property
    def dpi(self) -> float:
        """The finer of its two resolutions on the page."""
        across = self.width_px / math.hypot(*self.right)
        along = self.height_px / math.hypot(*self.down)
        return POINTS_PER_INCH * max(across, along)

    @property
    def square(self) -> bool:
        """Whether its pixels are upright squares on the page, so that they can be used as they are."""
        across = self.width_px / math.hypot(*self.right)
        along = self.height_px / math.hypot(*self.down)
        tilts = [min(abs(x), abs(y)) / math.hypot(x, y) for x, y in (self.right, self.down)]
        return abs(across / along - 1) < 0.02 and max(tilts) < 0.0005


def count(stream: BinaryIO) -> int:
    """How many pages a PDF has. Raises as `pictures` does."""
    _check_end(stream)
    document = _opened(stream)
    try:
        return len(document)
    finally:
        document.close()


def pictures(stream: BinaryIO, max_megapixels: float, first: int = 1) -> Iterator[Picture]:
    """The pages of a PDF from number `first` on, each drawn when asked for.

    Raises UnreadableError, or whatever pdfium raises for a damaged file.
    """
    _check_end(stream)
    document = _opened(stream)
    try:
        pages = len(document)
        for number in range(first, pages + 1):
            pixels, dpi = _shown(document, number, max_megapixels)
            yield Picture(pixels, usable_dpi(dpi), number, pages > 1)
    finally:
        document.close()


def _check_end(stream: BinaryIO) -> None:
    """Raises UnreadableError without an end mark: pdfium would repair the file and lose pages in silence."""
    stream.seek(max(0, stream.seek(0, 2) - _TAIL_BYTES))
    tail = stream.read()
    stream.seek(0)
    if b"%%EOF" not in tail:
        raise UnreadableError("the PDF is cut short", "copy it again from where it came")


def _opened(stream: BinaryIO) -> Any:
    c.FPDF_LoadMemDocument64(b"", 0, None)  # fails: else pdfium could report the fault of an earlier file
    try:
        return pdfium.PdfDocument(stream)
    except pdfium.PdfiumError as fault:
        code = getattr(fault, "err_code", None)
        if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise UnreadableError("the PDF is encrypted", "save a copy without a password") from fault
        why = "the PDF is damaged or has no pages"
        raise UnreadableError(why, "save it anew from the original") from fault


def _shown(document: Any, number: int, max_megapixels: float) -> tuple[NDArray[np.uint8], float]:
    """RGB pixels of a page, turned as it is shown, and their resolution."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as fault:
        raise UnreadableError(f"page {number} is damaged", "save the PDF anew from the original") from fault
    try:
        images, embedded = _contents(page, max_megapixels)
        if embedded is not None and embedded.square:
            pixels = _extracted(embedded)
            if pixels is not None and _alike(pixels, page):
                return pixels, embedded.dpi
        pixels, dpi = _drawn(page, embedded.dpi if embedded else DRAWN_DPI, max_megapixels)
        if pixels.min() == pixels.max() and not all(_decodes(image) for image in images):
            raise UnreadableError(
                f"the picture on page {number} is damaged", "save the PDF anew from the original"
            )
        return pixels, dpi
    finally:
        page.close()


def _contents(page: Any, max_megapixels: float) -> tuple[list[Any], _Embedded | None]:
    """A page's images, and the one that it consists of where it has no other and no visible text."""
    images = []
    alone = True
    for thing in page.get_objects():
        if thing.type == c.FPDF_PAGEOBJ_IMAGE:
            width_px, height_px = thing.get_px_size()
            check_size(width_px, height_px, max_megapixels)
            images.append(thing)
        elif thing.type == c.FPDF_PAGEOBJ_TEXT:
            invisible = c.FPDFTextObj_GetTextRenderMode(thing.raw) == c.FPDF_TEXTRENDERMODE_INVISIBLE
            alone = alone and invisible
        else:
            alone = False
    if len(images) != 1 or not alone or not _fills(images[0], page):
        return images, None
    return images, _placed(images[0], page)


def _fills(image: Any, page: Any) -> bool:
    left, bottom, right, top = image.get_bounds()
    page_left, page_bottom, page_right, page_top = page.get_bbox()
    across = min(right, page_right) - max(left, page_left)
    along = min(top, page_top) - max(bottom, page_bottom)
    common = max(0.0, across) * max(0.0, along)
    larger = max((right - left) * (top - bottom), (page_right - page_left) * (page_top - page_bottom))
    return bool(common > _COVERED * larger)


def _placed(image: Any, page: Any) -> _Embedded:
    matrix = image.get_matrix()
    right, down = (matrix.a, -matrix.b), (-matrix.c, matrix.d)
    for _ in range(page.get_rotation() // 90 % 4):
        right, down = (-right[1], right[0]), (-down[1], down[0])
    width_px, height_px = image.get_px_size()
    return _Embedded(image, right, down, width_px, height_px)


@contextmanager
def _bitmap(image: Any) -> Iterator[Any]:
    """An image's own bitmap, in pdfium's memory. What is kept of it must be a copy."""
    bitmap = image.get_bitmap(render=False)
    bitmap.warn_on_close = False  # pypdfium2 warns of pixels that are still in use, and none are
    try:
        yield bitmap
    finally:
        bitmap.close()


def _decodes(image: Any) -> bool:
    try:
        with _bitmap(image):
            return True
    except pdfium.PdfiumError:
        return False


def _extracted(embedded: _Embedded) -> NDArray[np.uint8] | None:
    """The image's own pixels, turned as the page shows them; None where pdfium cannot give them."""
    try:
        with _bitmap(embedded.image) as bitmap:
            pixels = _rgb(bitmap)
    except pdfium.PdfiumError:
        return None
    if pixels.shape[:2] != (embedded.height_px, embedded.width_px):
        return None
    (right_x, right_y), (down_x, down_y) = embedded.right, embedded.down
    if abs(right_x) < abs(right_y):
        pixels, (right_x, down_y) = pixels.swapaxes(0, 1), (down_x, right_y)
    return np.ascontiguousarray(pixels[:: 1 if down_y > 0 else -1, :: 1 if right_x > 0 else -1])


def _rgb(bitmap: Any) -> NDArray[np.uint8]:
    """A copy, as the bitmap's memory belongs to pdfium."""
    array: NDArray[np.uint8] = bitmap.to_numpy()
    if array.ndim == 2:
        return np.repeat(array[:, :, np.newaxis], 3, axis=2)
    return np.array(array[:, :, :3] if bitmap.rev_byteorder else array[:, :, 2::-1], order="C")


def _alike(pixels: NDArray[np.uint8], page: Any) -> bool:
    """Whether a page looks like its image: masks, clipping, stamps or odd colours make the two differ."""
    thumbnail, _ = _drawn(page, POINTS_PER_INCH * _THUMBNAIL_PX / max(page.get_size()), 1.0)
    height_px, width_px = thumbnail.shape[:2]
    reduced = cv2.resize(pixels, (width_px, height_px), interpolation=cv2.INTER_AREA)
    return float(cv2.absdiff(reduced, thumbnail).mean()) < _LIKENESS


def _drawn(page: Any, dpi: float, max_megapixels: float) -> tuple[NDArray[np.uint8], float]:
    """The page at `dpi`, or at what the limit allows."""
    width, height = (side / POINTS_PER_INCH for side in page.get_size())
    within = 0.99 * math.sqrt(max_megapixels * 1e6 / (width * height))
    dpi = min(dpi, within)
    check_size(width * dpi, height * dpi, max_megapixels)
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    try:
        return _rgb(bitmap), dpi
    finally:
        bitmap.close()
