"""A painted page whose lines are known: what the structure makes of them, without reading."""

from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image

from ocrfix.articles.build import build_articles
from ocrfix.geometry import Box, box_of
from ocrfix.image.ink import page_ink, within
from ocrfix.layout.separators import find_furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.layout.tints import find_tints
from ocrfix.model.page import Page, Source, TextLine, WritingMode
from ocrfix.pipeline import continues
from ocrfix.repairing import repaired
from ocrfix.settings import Settings

_MARGIN = 0.19
"""How far the box of a found line reaches over and under it, in its height."""


def outlined(image: Image.Image, truth: dict[str, Any], em_px: float, language: str) -> Page:
    """The page of a painted picture whose lines are those of its truth, each read without an error."""
    grey = np.asarray(image.convert("L"), dtype=np.uint8)
    printed = [(line, region["writing_mode"]) for region in truth["regions"] for line in region["lines"]]
    lines = [
        TextLine(
            id=f"l{number}",
            polygon=_as_found(box_of(line["polygon"]), WritingMode(mode)).polygon,
            reading=line["text"],
            confidence=1.0,
            writing_mode=WritingMode(mode),
        )
        for number, (line, mode) in enumerate(printed)
    ]
    boxes = [box_of(line.polygon) for line in lines]
    ink = page_ink(grey, boxes)
    drawn = find_furnishings(grey, boxes, em_px)
    size_px = (float(image.width), float(image.height))
    weights = [float(within(ink, box).mean()) for box in boxes]
    tints = find_tints(grey, drawn.pictures, em_px)
    joint = continues(language, Settings(), lines)
    outline = find_structure(lines, weights, replace(drawn, tints=tints), size_px, joint)
    source = Source(
        file="t.png", page=1, sha256="0" * 64, width_px=image.width, height_px=image.height, dpi=None
    )
    page = Page(
        name="t",
        source=source,
        language=language,
        regions=outline.regions,
        separators=outline.separators,
        pictures=outline.pictures,
    )
    return repaired(build_articles(page, outline), Settings().lexicon)


def _as_found(box: Box, mode: WritingMode) -> Box:
    """The box of a printed line as the detector would draw it."""
    if mode is WritingMode.VERTICAL:
        by = _MARGIN * box.width
        return Box(box.left - by, box.top, box.right + by, box.bottom)
    by = _MARGIN * box.height
    return Box(box.left, box.top - by, box.right, box.bottom + by)
