"""All the files that one page makes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocrfix.formats import FORMATS
from ocrfix.model.page import Page


def results_of(
    page: Page, pixels: NDArray[np.uint8], formats: Sequence[str], overlay: bool
) -> dict[str, bytes]:
    """What each file holds, by its suffix. `formats` are names of FORMATS; `pixels` is the page's scan."""
    results = {FORMATS[name].suffix: FORMATS[name].write(page).encode() for name in formats}
    if overlay:
        from ocrfix.formats.overlay import draw_overlay

        results[".overlay.jpg"] = draw_overlay(pixels, page)
    return results
