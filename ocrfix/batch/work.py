"""A whole command: from sources to a collection, once or as files arrive."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ocrfix.batch.database import open_to_read, path_of
from ocrfix.batch.gather import gather_issues
from ocrfix.batch.ledger import Ledger
from ocrfix.batch.manifest import Row
from ocrfix.batch.memory import jobs_here, usable_memory_mb
from ocrfix.batch.patterns import NamePattern
from ocrfix.batch.pool import Bounds, LocalWorkers, Workers
from ocrfix.batch.run import Listener, Policy, Totals, run_batch
from ocrfix.batch.sources import SourceFile
from ocrfix.batch.task import Order, Reader
from ocrfix.errors import FormatError
from ocrfix.lessons import learned_from, lessons_of
from ocrfix.store import prepare_folder

PATTERN = "name pattern"
"""Under which the ledger keeps the pattern of names, for `ocrfix retry`."""

_SHARE_OF_MEMORY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a batch is done. `jobs` is None for as many as suit the machine; `dask` is a scheduler's address or
    "local"."""

    jobs: int | None = None
    policy: Policy = field(default_factory=Policy)
    page_timeout_s: float = 300.0
    dask: str | None = None


def do_batch(
    collection: Path,
    passes: Iterable[Sequence[SourceFile]],
    order: Order,
    pattern: NamePattern | None,
    plan: Plan,
    reader: Reader,
    tell: Listener,
) -> Totals:
    """Read the files of every pass; the totals of the last one.

    Raises OutputError where the collection cannot be written or another process writes it.
    """
    prepare_folder(collection)
    totals = Totals()
    with Ledger(collection) as ledger, _workers(plan, reader) as workers:
        ledger.keep(PATTERN, pattern.pattern if pattern else "")
        for files in passes:
            jobs = f"{workers.free} {'on Dask' if plan.dask else 'here'}"
            totals = run_batch(ledger, files, order, workers, plan.policy, tell, jobs)
            gather_issues(ledger, pattern)
            if totals.stopped:
                break
    return totals


def failed_files(collection: Path) -> tuple[list[SourceFile], Order, NamePattern | None]:
    """The files with pages that failed, and the order they were read by, with the lessons of today.

    FormatError where there is none.
    """
    open_to_read(collection).close()
    with Ledger(collection) as ledger:
        order = ledger.last_order()
        if order is None:
            raise FormatError(f"{collection}: nothing was read there yet", "use `ocrfix batch` first")
        query = (
            "SELECT DISTINCT path, place, title, date, file.number AS number, file.language AS language"
            " FROM file JOIN page ON page.file = file.id WHERE state = 'failed' ORDER BY path"
        )
        files = [
            SourceFile(
                path_of(row["path"]),
                row["place"],
                Row(title=row["title"], date=row["date"], number=row["number"], language=row["language"]),
            )
            for row in ledger.rows(query)
        ]
        pattern = ledger.kept(PATTERN)
    return (
        files,
        order.taught(learned_from(lessons_of(collection))),
        NamePattern(pattern) if pattern else None,
    )


@contextmanager
def _workers(plan: Plan, reader: Reader) -> Iterator[Workers]:
    """Workers for the length of a batch. They are ended when it is over, however it ends."""
    jobs = plan.jobs or jobs_here()
    if plan.dask is not None:
        from ocrfix.batch.cluster import DaskWorkers

        workers: Workers = DaskWorkers(plan.dask, jobs, reader, plan.page_timeout_s)
    else:
        memory = _SHARE_OF_MEMORY * usable_memory_mb() / jobs
        bounds = Bounds(page_timeout_s=plan.page_timeout_s, memory_mb=memory)
        workers = LocalWorkers(jobs, reader, bounds)
    try:
        yield workers
    finally:
        workers.close()
