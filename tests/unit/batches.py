"""Batches without processes: a worker that does its task at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fake_reader import fake_reader

from ocrfix.batch.gather import gather_issues
from ocrfix.batch.ledger import Ledger
from ocrfix.batch.patterns import NamePattern
from ocrfix.batch.pool import Ended
from ocrfix.batch.run import Event, Policy, Totals, run_batch
from ocrfix.batch.sources import find_sources
from ocrfix.batch.task import Order, Reader, Task
from ocrfix.settings import Settings

ORDER = Order(settings=Settings(), formats=("json", "txt"))


class Here:
    """Does a task when asked for its end, in this process."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tasks: list[Task] = []
        self.begun: list[Task] = []

    @property
    def free(self) -> int:
        return 1 - len(self._tasks)

    def start(self, task: Task) -> None:
        self._tasks.append(task)
        self.begun.append(task)

    def wait(self, seconds: float) -> list[Ended]:
        tasks, self._tasks = self._tasks, []
        return [Ended(task, self._reader(task)) for task in tasks]

    def close(self) -> None:
        self._tasks = []


def scans(folder: Path, *names: str) -> Path:
    """A folder of files that the fake reader reads; each holds its own name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}")
    return folder


def batch(
    source: Path | Sequence[str],
    collection: Path,
    *,
    reader: Reader = fake_reader,
    order: Order = ORDER,
    policy: Policy | None = None,
    pattern: str | None = None,
    tell: Callable[[Event, Totals], None] = lambda event, totals: None,
) -> tuple[Totals, list[str]]:
    """Run a batch here; its totals, and the names of the files of which a page was begun."""
    collection.mkdir(parents=True, exist_ok=True)
    workers = Here(reader)
    sources = [str(source)] if isinstance(source, Path) else source
    with Ledger(collection) as ledger:
        files = find_sources(sources, collection)
        totals = run_batch(ledger, files, order, workers, policy or Policy(), tell)
        gather_issues(ledger, NamePattern(pattern) if pattern else None)
    return totals, [task.path.name for task in workers.begun]


def results(collection: Path) -> dict[str, bytes]:
    """Every file below `pages`, by its path there."""
    pages = collection / "pages"
    return {
        path.relative_to(pages).as_posix(): path.read_bytes()
        for path in sorted(pages.rglob("*"))
        if path.is_file()
    }
