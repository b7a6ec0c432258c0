"""How far a batch is: a bar on a terminal, lines in a log, events for a program."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from ocrfix.cli.results import in_words

if TYPE_CHECKING:
    from rich.progress import Progress

    from ocrfix.batch.run import Event, Totals


class BatchProgress(Protocol):
    def show(self, event: "Event", totals: "Totals") -> None:
        """A page is done or failed."""

    def close(self) -> None:
        """The work is over; the terminal is free."""


class _Silence:
    def show(self, event: "Event", totals: "Totals") -> None:
        pass

    def close(self) -> None:
        pass


class _Lines(_Silence):
    """A line a page on standard error."""

    def show(self, event: "Event", totals: "Totals") -> None:
        with suppress(BrokenPipeError):
            print(f"{_counted(totals)} {_told(event)}", file=sys.stderr, flush=True)


class _JsonEvents(_Silence):
    """An object a page on standard output."""

    def show(self, event: "Event", totals: "Totals") -> None:
        figures = {"ended": totals.ended, "failed_pages": totals.failed, "total": totals.total}
        line = {"event": _kind(event), **asdict(event), **figures}
        print(json.dumps(line, ensure_ascii=False), flush=True)


class _Bar(_Silence):
    """One bar on standard error: pages done and failed, pages a minute, time left, the worst page so far."""

    def __init__(self) -> None:
        self._progress = _bar()
        self._task = self._progress.add_task("", total=None, failed=0, speed="", worst="")
        self._progress.start()

    def show(self, event: "Event", totals: "Totals") -> None:
        speed = f"{60 * totals.ended / totals.seconds:.1f} pages/min" if totals.seconds else ""
        worst = f"worst {totals.worst[1]} {totals.worst[0]:.2f}" if totals.worst else ""
        self._progress.update(
            self._task,
            total=totals.total,
            completed=totals.ended,
            failed=totals.failed,
            speed=speed,
            worst=worst,
        )
        if _kind(event) == "failed":
            self._progress.console.print(_told(event), markup=False, highlight=False)

    def close(self) -> None:
        self._progress.stop()


def progress_for(*, quiet: bool, as_json: bool) -> BatchProgress:
    """The kind of progress that suits the options and standard error."""
    if as_json:
        return _JsonEvents()
    if quiet:
        return _Silence()
    return _Bar() if sys.stderr.isatty() else _Lines()


def _kind(event: "Event") -> str:
    from ocrfix.batch.run import PageDone, PageFailed

    if isinstance(event, PageDone):
        return "done"
    return "tried" if isinstance(event, PageFailed) and event.again else "failed"


def _counted(totals: "Totals") -> str:
    return f"[{totals.ended}/{totals.total}]"


def _told(event: "Event") -> str:
    from ocrfix.batch.run import PageDone

    if isinstance(event, PageDone):
        names = " ".join(event.names)
        return f"{names}: {event.verdict}, {in_words([(event.articles, 'article')])}, {event.seconds:.1f} s"
    return f"{'trying again' if event.again else 'failed'}: {event.error}"


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[worst]}", style="dim"),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
