"""`ocrfix review`: the pages of a collection, or one page, in the browser, to be corrected."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def review(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="COLLECTION|PAGE",
            help="What `ocrfix batch -o` wrote, or a page: ocrfix JSON, ALTO, PAGE XML, hOCR, ABBYY XML.",
        ),
    ],
    scans: Annotated[
        Path | None,
        typer.Option("--scans", metavar="FOLDER", help="Where the scans are, if not where they were read."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 0,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    i_know: Annotated[
        bool,
        typer.Option(
            "--i-know",
            help="Let other machines in by --host, with a password: OCRFIX_PASSWORD or typed when asked.",
        ),
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
) -> None:
    """Open a local web page where an editor corrects what was read, and keep every correction.

    Prints the address, with the token that opens it. Ends with Ctrl-C; nothing is lost then.
    """
    from ocrfix.review.app import create_app
    from ocrfix.review.collection import shelf_at
    from ocrfix.review.server import checked_password, open_browser, serve

    password = checked_password(host, i_know, _typed)
    shelf = shelf_at(place, scans)

    def ready(address: str) -> None:
        print(address, flush=True)
        print(f"ocrfix: reviewing {place}; end with Ctrl-C", file=sys.stderr, flush=True)
        if not no_browser:
            open_browser(address)

    app = create_app(shelf)
    try:
        serve(app, host, port, password, ready)
    finally:
        app.state.workshop.close()
        shelf.record.close()


def _typed() -> str:
    return str(typer.prompt("Password", hide_input=True, err=True))
