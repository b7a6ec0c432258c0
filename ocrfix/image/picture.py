"""What a reader of files hands over: one picture after another, or the reason why not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_SIDE_PX = 30_000
"""OpenCV cannot turn images of 32,768 pixels or more on a side; turning by 8° adds a few per cent."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page as pixels. `pixels` is (height, width, 3), RGB; `several`: the file has more than one page."""

    pixels: NDArray[np.uint8]
    dpi: float | None
    page: int
    several: bool


class UnreadableError(Exception):
    """Why a picture cannot be had, and what to do. `scan` adds the file's name and makes it a ScanError."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint


def check_size(width_px: float, height_px: float, max_megapixels: float) -> None:
    """Raises UnreadableError for no pixels or too many. To be called before they are decoded."""
    if width_px < 1 or height_px < 1:
        raise UnreadableError("the picture has no pixels", "scan the page again")
    size = f"{width_px:.0f} × {height_px:.0f} px"
    megapixels = width_px * height_px / 1e6
    if megapixels > max_megapixels:
        raise UnreadableError(
            f"{size} are {megapixels:,.0f} megapixels, more than the limit of {max_megapixels:g}",
            f"scan at a lower resolution or allow more with --max-megapixels {int(megapixels) + 1}",
        )
    if max(width_px, height_px) > MAX_SIDE_PX:
        raise UnreadableError(f"{size}: a side is longer than {MAX_SIDE_PX:,} px", "cut the scan into pages")


def usable_dpi(value: object) -> float | None:
    """A resolution as a scanner would state it, or None.

    >>> usable_dpi(300), usable_dpi(0), usable_dpi(1e9), usable_dpi("x")
    (300.0, None, None, None)
    """
    try:
        dpi = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(dpi, 2) if 30 <= dpi <= 5000 else None
