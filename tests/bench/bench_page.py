"""Sets `ocrfix page` beside plain RapidOCR: seconds and memory on one page of 15 megapixels.

    python tests/bench/bench_page.py [ROUNDS]

Each run is a process of its own, the two by turns, so that a busy machine slows both. Nothing is asserted:
what counts is the ratio, at most 1.3 in seconds and 1.5 in memory, and `ocrfix --help` within 0.4 s.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from PIL import Image

SAMPLE = Path(__file__).parents[2] / "samples" / "modern_daily.jpg"
MEGAPIXELS = 15
PLAIN = "import sys; from rapidocr import RapidOCR; RapidOCR()(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took; `peak_mb` is its largest resident set."""

    wall_s: float
    user_s: float
    peak_mb: float


def enlarged(path: Path, folder: Path) -> Path:
    """The page scaled to MEGAPIXELS, as a JPEG in the folder."""
    with Image.open(path) as page:
        factor = (MEGAPIXELS * 1e6 / (page.width * page.height)) ** 0.5
        large = page.resize(
            (round(page.width * factor), round(page.height * factor)), Image.Resampling.LANCZOS
        )
    large.save(target := folder / "page.jpg", quality=88)
    return target


def run(command: Sequence[str]) -> Run:
    """Run a command to its end. Its output is shown, and the bench ends, only where it fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode(errors='replace')}")
    per_mb = 2**20 if sys.platform == "darwin" else 2**10
    return Run(time.perf_counter() - begun, used.ru_utime, used.ru_maxrss / per_mb)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = enlarged(SAMPLE, Path(folder))
        ours = [sys.executable, "-m", "ocrfix", "page", str(page), "-o", folder, "--quiet"]
        plain = [sys.executable, "-c", PLAIN, str(page)]
        pairs = [(run(ours), run(plain)) for _ in range(rounds)]
    print(f"{'':12}{'ocrfix':>9}{'RapidOCR':>10}{'ratio':>8}   (medians of {rounds})")
    for name, unit in (("wall_s", "s"), ("user_s", "s"), ("peak_mb", "MB")):
        left, right = (median(getattr(side, name) for side in column) for column in zip(*pairs, strict=True))
        ratio = median(getattr(a, name) / getattr(b, name) for a, b in pairs)
        print(f"{name.split('_')[0] + ', ' + unit:12}{left:9.1f}{right:10.1f}{ratio:8.2f}")
    shown = median(run([sys.executable, "-m", "ocrfix", "--help"]).wall_s for _ in range(5))
    print(f"{'--help, s':12}{shown:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
