"""All the files that one page makes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocrfix.formats import FORMATS
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.model.page import Page


def results_of(
    page: Page, pixels: NDArray[np.uint8], formats: Sequence[str], overlay: bool, scan: Path | None = None
) -> dict[str, bytes]:
    """What each file holds, by its suffix. `formats` are names of FORMATS, those of issues made of this page
    alone; `pixels` is the page's scan and `scan` its file, where there is one.
    """
    alone = Issue(page.name, (Leaf(page, page.name, scan),))
    results = {
        chosen.suffix: chosen.write_issue(alone) if chosen.of_issue else chosen.write(page).encode()
        for chosen in (FORMATS[name] for name in formats)
    }
    if overlay:
        from ocrfix.formats.overlay import draw_overlay

        results[".overlay.jpg"] = draw_overlay(pixels, page)
    return results
