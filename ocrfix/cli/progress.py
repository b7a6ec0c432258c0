"""What a long command is doing, on standard error."""

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.live import Live


class Progress(Protocol):
    def stage(self, page: str, stage: str) -> None:
        """Show the page at work and the stage that begins."""

    def clear(self) -> None:
        """Make room on the terminal: something is about to be printed, or the work is over."""


class Silence:
    """Shows nothing."""

    def stage(self, page: str, stage: str) -> None:
        pass

    def clear(self) -> None:
        pass


class PlainLines:
    """A line a stage, for logs and pipes."""

    def stage(self, page: str, stage: str) -> None:
        print(f"{page}: {stage}", file=sys.stderr, flush=True)

    def clear(self) -> None:
        pass


class LiveLine:
    """One line with a spinner that follows the work, for terminals; rich leaves colours out for NO_COLOR."""

    def __init__(self) -> None:
        self._live: Live | None = None

    def stage(self, page: str, stage: str) -> None:
        from rich.spinner import Spinner
        from rich.text import Text

        line = Spinner("dots", text=Text.assemble((page, "bold"), "  ", stage))
        if self._live is None:
            self._live = _live_on_stderr()
            self._live.start()
        self._live.update(line, refresh=True)

    def clear(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


def progress_on_stderr(quiet: bool) -> Progress:
    """The kind of progress that suits standard error."""
    if quiet:
        return Silence()
    return LiveLine() if sys.stderr.isatty() else PlainLines()


def _live_on_stderr() -> "Live":
    from rich.console import Console
    from rich.live import Live

    # Redirected, a summary for a pipe on standard output would end on the terminal.
    return Live(
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=8,
        redirect_stdout=False,
        redirect_stderr=False,
    )
