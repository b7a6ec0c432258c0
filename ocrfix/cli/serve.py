"""`ocrfix serve`: ocrfix as a service for other programs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ocrfix.cli.batch import Jobs, PageTimeout
from ocrfix.cli.options import Collection
from ocrfix.errors import SettingsError
from ocrfix.settings import Settings

TOKEN = "OCRFIX_TOKEN"  # noqa: S105
"""The environment variable that holds the token, where the user chooses it."""

_LEAST_TOKEN = 16


def serve(
    host: Annotated[str, typer.Option(help="Address to serve at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any that is free.")] = 8765,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keeps jobs and results over a restart; else they go in the end."),
    ] = None,
    jobs: Jobs = "auto",
    max_mb: Annotated[float, typer.Option(min=0.001, help="Refuse larger files.")] = 200.0,
    max_megapixels: Annotated[float, typer.Option(min=0.1, help="Refuse larger scans.")] = 400.0,
    max_pages: Annotated[int, typer.Option(min=1, help="Refuse files of more pages.")] = 1000,
    max_waiting: Annotated[int, typer.Option(min=1, help="Refuse scans while so many jobs wait.")] = 100,
    page_timeout: PageTimeout = 300.0,
    collection: Collection = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST[:PORT]",
            help="Another name that clients may ask for, as behind a proxy; can be repeated.",
            show_default=False,
        ),
    ] = None,
    i_know: Annotated[
        bool, typer.Option("--i-know", help="Serve at an address that others can reach, without encryption.")
    ] = False,
) -> None:
    """Read scans that other programs send over HTTP. GET /openapi.json describes how.

    Clients send `Authorization: Bearer TOKEN`; the token is that of the environment variable OCRFIX_TOKEN, or
    a new one that is printed.
    """
    given = os.environ.get(TOKEN)
    _check(host, given, i_know)

    from ocrfix.batch import read
    from ocrfix.batch.task import Order
    from ocrfix.lexicons import read_lexicon
    from ocrfix.service.limits import Limits
    from ocrfix.service.server import Plan, serve
    from ocrfix.web.guard import new_token

    token = given or new_token()
    plan = Plan(
        host=host,
        port=port,
        names=tuple(name.lower() for name in names or ()),
        token=token,
        folder=folder,
        workers=None if jobs == "auto" else int(jobs),
        order=Order(
            settings=Settings(lexicon=read_lexicon(collection)), formats=(), max_megapixels=max_megapixels
        ),
        limits=Limits(
            max_bytes=int(max_mb * 1e6),
            max_megapixels=max_megapixels,
            max_pages=max_pages,
            max_waiting=max_waiting,
            page_timeout_s=page_timeout,
        ),
    )

    def ready(address: str) -> None:
        print(address, flush=True)
        if not given:
            print(f"token: {token}", flush=True)

    serve(plan, read.do_task, ready)


def _check(host: str, token: str | None, i_know: bool) -> None:
    """SettingsError for what would leave the door open."""
    if token is not None and len(token) < _LEAST_TOKEN:
        raise SettingsError(
            f"{TOKEN} has {len(token)} characters", f"choose a token of at least {_LEAST_TOKEN} characters"
        )
    from ocrfix.web.server import is_loopback

    if is_loopback(host):
        return
    if not i_know:
        raise SettingsError(
            f"others can reach {host}, and what is sent there is not encrypted",
            "put a proxy with TLS before 127.0.0.1, or add --i-know",
        )
    if token is None:
        raise SettingsError(f"{host} needs a token of your own", f"put it into {TOKEN}")
