"""The driver: hands pages to workers, writes what comes back and records it."""

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ocrfix.batch.grades import Verdict
from ocrfix.batch.ledger import Ledger
from ocrfix.batch.pool import Ended, Workers
from ocrfix.batch.sources import SourceFile
from ocrfix.batch.survey import Found, Survey
from ocrfix.batch.task import Counted, CountPages, Failed, Order, PagesRead, ReadPage, Task, cause_of
from ocrfix.errors import SetupError
from ocrfix.image.scan import shown_path

_TRIES = 2
"""How often a page is begun in one run where its worker dies of it."""
_ENOUGH = 50
"""A share of failures is taken of at least so many pages: the first ones say little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When a run ends before its pages do: at the first failure, at more than so many, or at more than a
    share (0 to 1) of the pages that ended."""

    stop_on_error: bool = False
    max_failures: int | None = None
    max_share: float | None = None

    def broken_by(self, failed: int, ended: int, total: int) -> str | None:
        """Why the run must stop; None where it may go on.

        >>> Policy(max_share=0.1).broken_by(failed=2, ended=3, total=10)
        '2 of 3 pages failed, more than 10 %'
        >>> Policy(max_share=0.1).broken_by(failed=5, ended=9, total=200) is None
        True
        """
        if not failed:
            return None
        if self.stop_on_error:
            return "a page failed"
        limits: list[tuple[float, str]] = []
        if self.max_failures is not None:
            limits.append((self.max_failures, str(self.max_failures)))
        if self.max_share is not None:
            pages = max(ended, min(_ENOUGH, total))
            limits.append((self.max_share * pages, f"{100 * self.max_share:g} %"))
        crossed = next((told for limit, told in limits if failed > limit), None)
        return crossed and f"{failed} of {ended} pages failed, more than {crossed}"


@dataclass(slots=True)
class Totals:
    """How far a run is. `total` counts a file that was not looked at yet as one page."""

    total: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    worst: tuple[float, str] | None = None
    stopped: str | None = None
    causes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> int:
        return self.done + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDone:
    """A page was read. `names` are those of its results, one or two; `grade` the mean of its reading."""

    names: tuple[str, ...]
    verdict: str
    grade: float
    articles: int
    characters: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFailed:
    """A page could not be read. `again`: it will be tried once more."""

    file: str
    number: int
    error: str
    hint: str
    again: bool


Event: TypeAlias = PageDone | PageFailed
Listener: TypeAlias = Callable[[Event, Totals], None]


def run_batch(
    ledger: Ledger,
    files: Sequence[SourceFile],
    order: Order,
    workers: Workers,
    policy: Policy,
    tell: Listener,
    jobs: str = "",
) -> Totals:
    """Read every page of the files that is not done. Whatever ends it, what was recorded stays.

    Raises SetupError where an engine is not installed and OutputError where a result cannot be written.
    """
    ledger.recover()
    number = ledger.begin_run(jobs, order)
    run = _Run(ledger, Survey(ledger, order, files), len(files), workers, policy, tell)
    outcome = "stopped"
    try:
        run.go()
        outcome = run.totals.stopped or "complete"
    finally:
        totals = run.totals
        ledger.release()
        ledger.end_run(number, outcome, totals.done, totals.failed, totals.skipped, totals.seconds)
    return totals


class _Run:
    def __init__(
        self,
        ledger: Ledger,
        survey: Survey,
        files: int,
        workers: Workers,
        policy: Policy,
        tell: Listener,
    ) -> None:
        self.totals = Totals(total=files)
        self._ledger = ledger
        self._survey = survey
        self._unseen = iter(survey)
        self._workers = workers
        self._policy = policy
        self._tell = tell
        self._queue: deque[Task] = deque()
        self._active = 0
        self._tries: Counter[tuple[int, int]] = Counter()
        self._begun = time.monotonic()

    def go(self) -> None:
        while True:
            self._hand_out()
            if not self._active and not self._more():
                break
            ended = self._workers.wait(1.0)
            self._active -= len(ended)
            self._hand_out()  # before anything is written, so that nobody waits for the disk
            for each in ended:
                self._take(each)
            self.totals.seconds = time.monotonic() - self._begun
            if self.totals.stopped:
                break

    def _hand_out(self) -> None:
        while self._workers.free and not self.totals.stopped and (task := self._next()) is not None:
            if isinstance(task, ReadPage):
                self._ledger.begin(task)
            self._tries[task.file, task.number] += 1
            self._workers.start(task)
            self._active += 1

    def _more(self) -> bool:
        """Whether something is left to do, as when the workers of a cluster have yet to come."""
        task = self._next()
        if task is not None:
            self._queue.appendleft(task)
        return task is not None

    def _next(self) -> Task | None:
        while not self._queue:
            found = next(self._unseen, None)
            if found is None:
                return None
            self._add(found)
        return self._queue.popleft()

    def _add(self, found: Found) -> None:
        self._queue.extendleft(reversed(found.tasks))
        self.totals.total += len(found.tasks) - 1
        self.totals.skipped += found.skipped
        self.totals.duplicates += found.duplicate

    def _take(self, ended: Ended) -> None:
        task, outcome = ended.task, ended.outcome
        if isinstance(outcome, Failed) and isinstance(outcome.error, SetupError):
            raise outcome.error
        if isinstance(task, CountPages) and isinstance(outcome, Counted):
            self._add(self._survey.counted(task, outcome.pages))
        elif isinstance(task, ReadPage) and isinstance(outcome, PagesRead):
            self._done(task, outcome)
        elif isinstance(outcome, Failed):
            self._failed(task, outcome)

    def _done(self, task: ReadPage, read: PagesRead) -> None:
        names = self._ledger.record(task, read)
        del self._tries[task.file, task.number]
        self.totals.done += 1
        for name, result in zip(names, read.results, strict=True):
            if result.grades.verdict is not Verdict.BLANK:
                grade = (result.grades.reading.mean, name)
                self.totals.worst = min(self.totals.worst or grade, grade)
        event = PageDone(
            names=tuple(names),
            verdict=" + ".join(result.grades.verdict for result in read.results),
            grade=min(result.grades.reading.mean for result in read.results),
            articles=sum(result.articles for result in read.results),
            characters=sum(result.characters for result in read.results),
            seconds=read.seconds,
        )
        self._tell(event, self.totals)

    def _failed(self, task: Task, failed: Failed) -> None:
        again = failed.again and self._tries[task.file, task.number] < _TRIES
        if isinstance(task, CountPages) and not again:
            self._survey.uncounted(task)
        self._ledger.fail(task, failed)
        if again:
            self._queue.append(task)
        else:
            self.totals.failed += 1
            cause = cause_of(failed.error, task.path.name)
            self.totals.causes[cause] += 1
            self.totals.examples.setdefault(cause, failed.error.message)
        event = PageFailed(
            file=shown_path(task.path),
            number=task.number,
            error=failed.error.message,
            hint=failed.error.hint,
            again=again,
        )
        self._tell(event, self.totals)
        totals = self.totals
        totals.stopped = self._policy.broken_by(totals.failed, totals.ended, totals.total)
