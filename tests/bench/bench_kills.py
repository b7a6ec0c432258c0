"""Kills a batch and its workers at random moments, again and again, and looks what is left.

    python tests/bench/bench_kills.py [KILLS] [PAGES]

The reader reads nothing, so that the moments fall on the ledger and the writing.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "tests" / "fake_batch.py"), "batch", "s", "--jobs", "2", "-q"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`differing` are results unlike those of an undisturbed run, `temporary` files left half written."""

    kills: int
    of_driver: int
    differing: list[str]
    temporary: list[str]
    states: dict[str, int]


def kill_often(folder: Path, pages: int, kills: int, chance: random.Random) -> Outcome:
    """One batch, killed so often, then run to its end; beside it one that nobody disturbed."""
    for n in range(pages):
        path = folder / "s" / f"{n % 7}" / f"slow{n}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text {n}")
    _run(folder, "whole").wait()
    of_driver = 0
    run = _run(folder, "c")
    for _ in range(kills):
        if chance.random() < 0.8:
            _until_it_works(run)
        time.sleep(chance.uniform(0.0, 1.0))
        if run.poll() is not None:
            shutil.rmtree(folder / "c")  # it was done too soon: there must be something to disturb
            run = _run(folder, "c")
            _until_it_works(run)
        of_driver += _kill(run, chance)
        if run.poll() is not None:
            run = _run(folder, "c")
    run.wait()
    last = _run(folder, "c")
    last.wait()
    return _compared(folder, kills, of_driver)


def _run(folder: Path, collection: str) -> "subprocess.Popen[bytes]":
    place = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    return subprocess.Popen([*COMMAND, "-o", collection], cwd=folder, env=place, stderr=subprocess.DEVNULL)


def _until_it_works(run: "subprocess.Popen[bytes]") -> None:
    """Wait for workers: starting takes longer than the work here, and would take most of the kills."""
    while run.poll() is None and not _workers(run):
        time.sleep(0.02)


def _workers(run: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    try:
        children = psutil.Process(run.pid).children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def _kill(run: "subprocess.Popen[bytes]", chance: random.Random) -> bool:
    """Kill the driver, or one of its workers; whether it was the driver."""
    workers = _workers(run)
    if workers and chance.random() < 0.5:
        with suppress(psutil.Error):
            chance.choice(workers).send_signal(signal.SIGKILL)
        return False
    run.kill()
    run.wait()
    return True


def _compared(folder: Path, kills: int, of_driver: int) -> Outcome:
    whole, found = (_files(folder / name / "pages") for name in ("whole", "c"))
    db = sqlite3.connect(folder / "c" / "collection.sqlite")
    states = dict(db.execute("SELECT state, count(*) FROM page GROUP BY state").fetchall())
    (articles,) = db.execute("SELECT count(*) FROM article").fetchone()
    db.close()
    if articles != states.get("done"):
        states["articles"] = articles
    return Outcome(
        kills=kills,
        of_driver=of_driver,
        differing=sorted(name for name in whole.keys() | found.keys() if whole.get(name) != found.get(name)),
        temporary=[str(path) for path in (folder / "c").rglob("*.tmp")],
        states=states,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        counts = [int(word) for word in sys.argv[1:]]
        outcome = kill_often(
            Path(place),
            kills=counts[0] if counts else 50,
            pages=counts[1] if len(counts) > 1 else 300,
            chance=random.Random(1),
        )
    print(f"{outcome.kills} kills, {outcome.of_driver} of the driver; pages {outcome.states}")
    print(f"{len(outcome.differing)} results differ, {len(outcome.temporary)} temporary files")
