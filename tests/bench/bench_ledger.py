"""Measures the ledger with 40,000 pages: skipping them, searching them, putting them together to issues.

    python tests/bench/bench_ledger.py [PAGES]

The text is invented, ten articles a page; nothing is read.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from bench_paths import add_paths

add_paths()

from batches import Here  # noqa: E402

from ocrfix.batch import ledger  # noqa: E402
from ocrfix.batch.gather import gather_issues  # noqa: E402
from ocrfix.batch.grades import Grade, Grades, Verdict  # noqa: E402
from ocrfix.batch.ledger import Ledger  # noqa: E402
from ocrfix.batch.run import Policy, run_batch  # noqa: E402
from ocrfix.batch.search import search  # noqa: E402
from ocrfix.batch.sources import find_sources  # noqa: E402
from ocrfix.batch.task import Facts, Order, Outcome, PagesRead, Passage, ReadPage, Result, Task  # noqa: E402
from ocrfix.settings import Settings  # noqa: E402

ORDER = Order(settings=Settings(), formats=("txt",))
ARTICLES, CHARACTERS = 10, 250
ASKED = (["三号线"], ["铺轨", "三号"], ["码头边的"], ["的"], ["轨道交通三号线"], ["zzz"])


def reader(task: Task) -> Outcome:
    """A page of invented words, the same for the same file."""
    assert isinstance(task, ReadPage)
    number = int(task.path.stem)
    chance = random.Random(number)
    grade = Grade(0.9, 0.5)
    result = Result(
        part="",
        files={".txt": b"x"},
        language="zh-Hans",
        characters=ARTICLES * CHARACTERS,
        articles=ARTICLES,
        doubts=0,
        edits=0,
        grades=Grades(reading=grade, structure=grade, repair=grade, verdict=Verdict.GOOD),
        facts=Facts(date=f"19{number // 365 % 90 + 10}-01-01", number=str(number % 8 + 1)),
        passages=tuple(_passage(n, chance) for n in range(ARTICLES)),
    )
    return PagesRead(results=(result,), seconds=1, peak_mb=1)


def _passage(number: int, chance: random.Random) -> Passage:
    text = "".join(chance.choices(CHARS, WEIGHTS, k=CHARACTERS))
    if chance.random() < 0.001:
        text = f"{text[:100]}轨道交通三号线进入铺轨阶段，码头边的人{text[100:]}"
    return Passage(kind="article", name=f"a{number}", headline=text[:12], text=text, box=(0, 0, 9, 9))


CHARS = "的一是在不了有和人这中大为上个国我以要他时来用们" + "".join(map(chr, range(0x4E00, 0x4E00 + 2500)))
WEIGHTS = [1 / (n + 3) for n in range(len(CHARS))]


def fill(folder: Path, pages: int) -> float:
    for n in range(pages):
        path = folder / "s" / f"{n // 500:03d}" / f"{n}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(n))
    (folder / "c").mkdir()
    with patch.object(ledger, "write_atomically", Path.write_bytes):  # not the disk is measured here
        return run(folder)[0]


def run(folder: Path) -> tuple[float, int]:
    begun = time.perf_counter()
    with Ledger(folder / "c") as opened:
        files = find_sources([str(folder / "s")], folder / "c")
        totals = run_batch(opened, files, ORDER, Here(reader), Policy(), lambda *_: None)
    return time.perf_counter() - begun, totals.skipped


def main(words: Sequence[str]) -> None:
    pages = int(words[0]) if words else 40_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        filled_s = fill(folder, pages)
        skipping_s, skipped = run(folder)
        with Ledger(folder / "c") as opened:
            begun = time.perf_counter()
            gather_issues(opened, None)
            issues_s = time.perf_counter() - begun
        size_mb = (folder / "c" / "collection.sqlite").stat().st_size / 2**20
        print(f"{pages:,} pages, {pages * ARTICLES:,} articles, ledger of {size_mb:,.0f} MB")
        print(f"writing and recording  {1000 * filled_s / pages:8.2f} ms a page")
        print(f"skipping               {1000 * skipping_s / skipped:8.2f} ms a page")
        print(f"putting issues together{issues_s:8.2f} s")
        for asked in ASKED:
            begun = time.perf_counter()
            hits = search(folder / "c", asked)
            spent = 1000 * (time.perf_counter() - begun)
            print(f"search {' + '.join(asked):16}{spent:8.0f} ms, {hits.total} found")


if __name__ == "__main__":
    main(sys.argv[1:])
