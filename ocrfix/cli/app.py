"""The `ocrfix` command. `main` is the only place where a fault becomes an exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from ocrfix import __version__
from ocrfix.cli import (
    batch,
    doctor,
    evaluate,
    export,
    lexicon,
    page,
    repair,
    report,
    retry,
    revert,
    review,
    search,
    serve,
    status,
)
from ocrfix.cli.faults import exit_code, show
from ocrfix.errors import OcrfixError, OutputError

app = typer.Typer(
    name="ocrfix",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # with rich, --help takes twice as long
    help="Turns scanned newspaper pages into clean, structured articles.",
)
app.command("page")(page.page)
app.command("batch")(batch.batch)
app.command("status")(status.status)
app.command("report")(report.report)
app.command("search")(search.search)
app.command("retry")(retry.retry)
app.command("repair")(repair.repair)
app.command("revert")(revert.revert)
app.command("review")(review.review)
app.add_typer(lexicon.app, name="lexicon", help="Keeps your own words, and trains a language model.")
app.command("export")(export.export)
app.command("evaluate")(evaluate.evaluate)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ocrfix {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turns scanned newspaper pages into clean, structured articles."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line (that of the process where `arguments` is None) and leave with its exit code."""
    try:
        code = _code_of(arguments)
        print(end="", flush=True)
    except BrokenPipeError:  # the reader has seen enough, as `head` has
        _give_up_stdout()
        code = 1
    except OSError as error:
        if error.filename is not None:
            raise
        _give_up_stdout()
        fault = OutputError(
            f"standard output: cannot write: {error.strerror or error}",
            "send it where there is room, and run the command again",
        )
        show(fault)
        code = exit_code(fault)
    sys.exit(code)


def _code_of(arguments: Sequence[str] | None) -> int | str | None:
    try:
        app(arguments)
    except OcrfixError as error:
        show(error)
        return exit_code(error)
    except SystemExit as left:
        return left.code
    return 0


def _give_up_stdout() -> None:
    """What standard output still holds goes nowhere; else Python would try again, and fail, when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
