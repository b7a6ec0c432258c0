"""What a painted page says and where: articles for the scorer, regions with their lines beside them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from ocrfix.geometry import Point
from painter.sheet import Sheet

Truth: TypeAlias = dict[str, Any]
Move: TypeAlias = Callable[[Sequence[Point]], list[Point]]


def truth_of(sheet: Sheet) -> Truth:
    """The truth of a sheet: the scorer's four lists, and `regions` in reading order."""
    return {
        "articles": sheet.articles,
        "masthead": sheet.masthead,
        "captions": sheet.captions,
        "adverts": sheet.adverts,
        "regions": [
            {
                "kind": region.kind,
                "article": region.article,
                "polygon": _rounded(region.box.polygon),
                "text": region.text,
                "writing_mode": region.lines[0].mode,
                "lines": [
                    {"polygon": _rounded(line.box.polygon), "text": line.text} for line in region.lines
                ],
            }
            for region in sheet.regions
        ],
    }


def moved(truth: Truth, move: Move) -> Truth:
    """The same truth with every polygon passed through `move`."""
    regions = []
    for region in truth["regions"]:
        lines = [{**line, "polygon": _rounded(move(line["polygon"]))} for line in region["lines"]]
        regions.append({**region, "polygon": _rounded(move(region["polygon"])), "lines": lines})
    return {**truth, "regions": regions}


def _rounded(points: Sequence[Point]) -> list[list[float]]:
    return [[round(float(x), 1), round(float(y), 1)] for x, y in points]
