"""All the files that one page makes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocrfix.formats import FORMATS, OVERLAY
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.model.page import Page


def results_of(
    page: Page,
    formats: Sequence[str],
    scan: Path | None = None,
    overlay_on: NDArray[np.uint8] | None = None,
) -> dict[str, bytes]:
    """What each file holds, by its suffix. `formats` are names of FORMATS, those of issues made of this page
    alone; `scan` is its file, where there is one, and `overlay_on` its pixels where an overlay is wanted.
    """
    alone = Issue(page.name, (Leaf(page, page.name, scan),))
    results = {
        chosen.suffix: chosen.write_issue(alone) if chosen.of_issue else chosen.write(page)
        for chosen in (FORMATS[name] for name in formats)
    }
    if overlay_on is not None:
        from ocrfix.formats.overlay import draw_overlay

        results[OVERLAY] = draw_overlay(overlay_on, page)
    return results
