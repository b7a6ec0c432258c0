"""What finding the structure costs: its share of a page's time, and how it grows with the number of lines.

    python tests/bench/bench_growth.py

The share is that of `find_structure` and `find_furnishings` in one run of `read_page` on a sample. The growth
is shown on painted lines set side by side and below each other until there are 500, 2,000 and 8,000; a ratio
of 1 is n log n.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_paths import add_paths

add_paths()

from painter import paint  # noqa: E402
from painter.random_page import random_page  # noqa: E402

from ocrfix import pipeline  # noqa: E402
from ocrfix.geometry import Box, box_of  # noqa: E402
from ocrfix.image.scan import open_scans  # noqa: E402
from ocrfix.layout.separators import Furnishings  # noqa: E402
from ocrfix.layout.structure import find_structure  # noqa: E402
from ocrfix.model.page import TextLine  # noqa: E402
from ocrfix.settings import Settings  # noqa: E402

SAMPLE = Path(__file__).parents[2] / "samples" / "modern_daily.jpg"
SIZES = (500, 2000, 8000)


def share_of_structure() -> float:
    """Seconds in layout over seconds of the page, in one process."""
    inside = [0.0]

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun = time.perf_counter()
            result = work(*args)
            inside[0] += time.perf_counter() - begun
            return result

        return run

    for name in ("find_structure", "_furnished"):
        setattr(pipeline, name, timed(getattr(pipeline, name)))
    (scan,) = open_scans(SAMPLE)
    pipeline.read_page(scan, Settings(), lambda _: None)
    inside[0], begun = 0.0, time.perf_counter()
    pipeline.read_page(scan, Settings(), lambda _: None)
    return inside[0] / (time.perf_counter() - begun)


def tiled(count: int) -> tuple[list[TextLine], tuple[float, float]]:
    """So many lines of painted pages, laid out in a square, and its size in pixels."""
    image, truth = paint(random_page(11, "zh-Hans"))
    printed = [
        (box_of(line["polygon"]), line["text"]) for region in truth["regions"] for line in region["lines"]
    ]
    tiles = math.ceil(count / len(printed))
    across = math.ceil(math.sqrt(tiles))
    lines = []
    for tile in range(tiles):
        right, down = (tile % across) * image.width, (tile // across) * image.height
        for box, text in printed:
            placed: Box = box.moved(right, down)
            lines.append(TextLine(id=f"l{len(lines)}", polygon=placed.polygon, reading=text, confidence=1.0))
    size = (float(across * image.width), float(math.ceil(tiles / across) * image.height))
    return lines[:count], size


def main() -> None:
    print(f"share of the page's time in layout: {share_of_structure():.3f}   (goal: at most 0.15)")
    nothing = Furnishings((), (), (), ())
    base = None
    for count in SIZES:
        lines, size = tiled(count)
        begun = time.perf_counter()
        find_structure(lines, [0.2] * len(lines), nothing, size)
        seconds = time.perf_counter() - begun
        unit = seconds / (count * math.log(count))
        base = base or unit
        print(f"{count:6} lines {seconds:7.2f} s   {unit / base:5.2f} of n log n from {SIZES[0]}")


if __name__ == "__main__":
    main()
