"""Measures a batch: workers against one, many pages against few, memory, and two plain loops beside it.

    python tests/bench/bench_batch.py [PAGES]

The pages are a third as high as a broadsheet, so that 200 take an hour and not five. A quarter of them is
painted; each lies there four times, with other bytes, so that all are four times the work of the quarter.
One worker and the plain loops read that quarter, which is the same mixture of pages. Tesseract is held to one
thread, with which it is faster than with its own choice.
Nothing is asserted; on a machine that is busy with other things the seconds of the processor say more than
those of the clock, so both are printed.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from bench_paths import add_paths

add_paths()

import psutil  # noqa: E402
from painter import paint  # noqa: E402
from painter.random_page import random_page  # noqa: E402
from PIL.PngImagePlugin import PngInfo  # noqa: E402

ROOT = Path(__file__).parents[2]
RAPID = """
import sys
from rapidocr import RapidOCR
read = RapidOCR()
for path in sys.argv[1:]:
    read(path)
"""
TESSERACT = """
import subprocess, sys
for path in sys.argv[1:]:
    subprocess.run(["tesseract", path, "-", "-l", "chi_sim+eng"], capture_output=True, check=True)
"""
PLAIN: dict[str, tuple[str, dict[str, str]]] = {
    "RapidOCR": (RAPID, {}),
    "tesseract": (TESSERACT, {"OMP_THREAD_LIMIT": "1"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`driver_mb` is the driver's memory a fifth into the run and at its end."""

    wall_s: float
    cpu_s: float
    driver_mb: tuple[float, float] = (0.0, 0.0)
    worker_mb: float = 0.0


def paint_page(job: tuple[int, list[str]]) -> None:
    seed, paths = job
    image, _ = paint(random_page(seed, "zh-Hans", height=0.35))
    for path in paths:
        name = PngInfo()
        name.add_text("Title", path)
        image.save(path, dpi=(300, 300), pnginfo=name)


def paint_pages(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    paths = [str(folder / f"p{n:03d}.png") for n in range(count)]
    quarter = count // 4
    with Pool(2) as pool:
        pool.map(paint_page, [(seed, paths[seed::quarter]) for seed in range(quarter)], chunksize=1)
    return paths


def measured(command: list[str], place: dict[str, str] | None = None) -> Run:
    """Run a command; seconds of the clock and of all its processes, and how much memory they took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(place or {})}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    driver: list[float] = []
    workers = [0.0]
    while process.poll() is None:
        try:
            here = psutil.Process(process.pid)
            driver.append(here.memory_info().rss / 2**20)
            workers += [child.memory_info().rss / 2**20 for child in here.children(recursive=True)]
        except psutil.Error:
            pass
        time.sleep(0.2)
    wall_s = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        sys.exit(process.stderr.read().decode() if process.stderr else "failed")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ends = (driver[len(driver) // 5], driver[-1]) if driver else (0.0, 0.0)
    return Run(wall_s=wall_s, cpu_s=cpu_s, driver_mb=ends, worker_mb=max(workers))


def batch(source: Path, collection: Path, jobs: int) -> Run:
    return measured(
        [
            sys.executable,
            "-m",
            "ocrfix",
            "batch",
            str(source),
            "-o",
            str(collection),
            "--jobs",
            str(jobs),
            "-q",
        ]
    )


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        paths = paint_pages(folder / "s", count)
        few = folder / "few"
        few.mkdir()
        for path in paths[: count // 4]:
            (few / Path(path).name).symlink_to(path)
        one = batch(few, folder / "one", 1)
        quarter = batch(few, folder / "quarter", 2)
        whole = batch(folder / "s", folder / "whole", 2)
        again = batch(folder / "s", folder / "whole", 2)
        few_paths = paths[: count // 4]
        plain = {
            name: measured([sys.executable, "-c", code, *few_paths], env)
            for name, (code, env) in PLAIN.items()
        }
    print(f"{count} painted pages, load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':22}{'pages':>6}{'pages a minute':>16}{'clock, s':>10}{'processor, s':>14}")
    rows = {"ocrfix, 1 worker": one, "ocrfix, 2 workers": quarter, **plain}
    for name, pages, run in [
        *((name, count // 4, run) for name, run in rows.items()),
        ("ocrfix, 2 workers", count, whole),
    ]:
        print(f"{name:22}{pages:6}{60 * pages / run.wall_s:16.1f}{run.wall_s:10.1f}{run.cpu_s:14.1f}")
    print(f"2 workers against 1:            {one.wall_s / quarter.wall_s:.2f} times the pages a minute")
    print(f"{count} pages against {count // 4}:        {whole.wall_s / quarter.wall_s:.2f} times the seconds")
    print(f"largest worker:                 {max(one.worker_mb, whole.worker_mb):.0f} MB")
    print(f"driver, early and at the end:   {whole.driver_mb[0]:.0f} and {whole.driver_mb[1]:.0f} MB")
    print(f"the same command again:         {again.wall_s:.2f} s, {again.cpu_s:.2f} s of the processor")


if __name__ == "__main__":
    main(4 * (int(sys.argv[1]) // 4) if len(sys.argv) > 1 else 200)
