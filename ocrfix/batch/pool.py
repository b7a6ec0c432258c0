"""Worker processes on this machine: replaced when they die, hang or grow too large."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Protocol

from ocrfix.batch.memory import resident_mb
from ocrfix.batch.task import Failed, Outcome, Reader, Task
from ocrfix.errors import ScanError
from ocrfix.image.scan import printable

_THREADS = (
    "OCRFIX_THREADS",
    "OMP_NUM_THREADS",
    "OMP_THREAD_LIMIT",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
)
_LOOK_EVERY_S = 0.5
_START_TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class Ended:
    """A task and what came of it."""

    task: Task
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a page may take. A worker that holds more than `memory_mb` is ended at once; one that holds more
    than `settled_mb` after a page gives way to a new one."""

    page_timeout_s: float = 300.0
    memory_mb: float = 4000.0
    settled_mb: float = 1200.0


class Workers(Protocol):
    """Those who do tasks, here or on other machines."""

    @property
    def free(self) -> int:
        """How many tasks can be taken now."""

    def start(self, task: Task) -> None:
        """Take a task; only where one is free."""

    def wait(self, seconds: float) -> list[Ended]:
        """The tasks that have ended, waiting for the first at most so long."""

    def close(self) -> None:
        """End all workers at once; what they were doing is dropped."""


class _Worker:
    """One process and what it does."""

    def __init__(self, reader: Reader) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_work, args=(theirs, reader), daemon=True)
        with _one_thread_each():
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.begun = 0.0
        self.ready = False
        """Whether it has loaded its code; the time of its first page counts from then on."""

    def take(self, task: Task) -> None:
        self.task, self.begun = task, time.monotonic()
        self.connection.send(task)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class LocalWorkers:
    """`jobs` processes that each do one task at a time with `reader`."""

    def __init__(self, jobs: int, reader: Reader, bounds: Bounds) -> None:
        self._jobs = jobs
        self._reader = reader
        self._bounds = bounds
        self._workers: list[_Worker] = []

    @property
    def free(self) -> int:
        return self._jobs - sum(worker.task is not None for worker in self._workers)

    def start(self, task: Task) -> None:
        worker = next((worker for worker in self._workers if worker.task is None), None)
        if worker is not None and not worker.process.is_alive():
            self._drop(worker)
            worker = None
        if worker is None:
            worker = _Worker(self._reader)
            self._workers.append(worker)
        try:
            worker.take(task)
        except OSError:  # it died between two tasks: that is no fault of this one
            self._drop(worker)
            self.start(task)

    def wait(self, seconds: float) -> list[Ended]:
        busy = [worker for worker in self._workers if worker.task is not None]
        if not busy:
            time.sleep(seconds)
            return []
        until = time.monotonic() + seconds
        while True:
            connections = [worker.connection for worker in busy]
            ready = set(wait(connections, max(0.0, min(_LOOK_EVERY_S, until - time.monotonic()))))
            told = [self._ended(worker) for worker in busy if worker.connection in ready]
            ended = [each for each in told if each is not None]
            ended += [self._stopped(worker, why) for worker in self._workers if (why := self._excess(worker))]
            if ended or time.monotonic() >= until:
                return ended

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _ended(self, worker: _Worker) -> Ended | None:
        """What came of a worker's task, or that it died instead; None where it only says that it is ready."""
        task = worker.task
        assert task is not None  # noqa: S101
        try:
            outcome: Outcome | None = worker.connection.recv()
            if outcome is None:
                worker.ready, worker.begun = True, time.monotonic()
                return None
        except (EOFError, OSError):
            worker.process.join()
            return self._stopped(worker, f"the worker died ({_death(worker.process.exitcode)})")
        worker.task = None
        if resident_mb(worker.process.pid or 0) > self._bounds.settled_mb:
            self._drop(worker)
        return Ended(task, outcome)

    def _excess(self, worker: _Worker) -> str | None:
        """Why a worker must be ended now; None where all is well."""
        if worker.task is None:
            return None
        if not worker.ready:
            late = time.monotonic() - worker.begun > _START_TIMEOUT_S
            return f"the worker did not start within {_START_TIMEOUT_S:g} s" if late else None
        if time.monotonic() - worker.begun > self._bounds.page_timeout_s:
            return f"took longer than {self._bounds.page_timeout_s:g} s"
        if resident_mb(worker.process.pid or 0) > self._bounds.memory_mb:
            return f"took more than {self._bounds.memory_mb:.0f} MB of memory"
        return None

    def _stopped(self, worker: _Worker, why: str) -> Ended:
        task = worker.task
        assert task is not None  # noqa: S101
        self._drop(worker)
        return Ended(task, stopped(task, why, time.monotonic() - worker.begun))

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)


def stopped(task: Task, why: str, seconds: float) -> Failed:
    """What comes of a task whose worker did not end it. Only one that took too long is not tried again."""
    late = why.startswith("took longer")
    hint = "allow more with --page-timeout" if late else "run the command again, or look at the scan"
    error = ScanError(f"{printable(task.path.name)}: {why}", hint)
    return Failed(error=error, seconds=round(seconds, 3), again=not late)


def _death(code: int | None) -> str:
    """How a process ended, in words.

    >>> _death(-11), _death(3)
    ('SIGSEGV', 'exit 3')
    """
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit {code}"


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Libraries take their number of threads from the environment when they are loaded."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _work(connection: Connection, reader: Reader) -> None:
    """A worker's life: a task in, an outcome out, until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    connection.send(None)
    while True:
        try:
            connection.send(reader(connection.recv()))
        except (EOFError, OSError):
            return


def _end_with_parent() -> None:
    """A worker whose driver was killed ends at once, in the middle of a page too."""
    import threading

    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
