"""The `ocrfix` command. `main` is the only place where a fault becomes an exit code."""

import sys
from collections.abc import Sequence
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
    status,
)
from ocrfix.cli.faults import exit_code, show
from ocrfix.errors import OcrfixError

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
        app(arguments)
    except OcrfixError as error:
        show(error)
        sys.exit(exit_code(error))
    sys.exit(0)
