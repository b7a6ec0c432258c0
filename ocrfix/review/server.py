"""The server of a review: its address with a token, its password, its browser."""

import os
import sys
import webbrowser
from collections.abc import Callable
from contextlib import closing

from starlette.types import ASGIApp

from ocrfix.errors import SettingsError
from ocrfix.review.look import say
from ocrfix.web.guard import MOST_BYTES, Guard, Keys, hosts_of, new_token
from ocrfix.web.server import Server, address_of, is_loopback, listening, port_of

PASSWORD = "OCRFIX_PASSWORD"  # noqa: S105
"""The environment variable that holds the password of a server that others can reach."""

_LEAST_PASSWORD = 8


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    password: str | None,
    ready: Callable[[str], None],
    most_bytes: int = MOST_BYTES,
) -> None:
    """Serve an application until Ctrl-C. `ready` gets the address with its token once it answers.

    `port` 0 is any that is free. OutputError where the port cannot be had.
    """
    token = new_token()
    with closing(listening(host, port)) as listener:
        port = port_of(listener)
        keys = Keys(token=token, hosts=hosts_of(host, port), cookie=f"ocrfix-{port}", password=password)
        address = f"{address_of(host, listener)}/?token={token}"
        try:
            guard = Guard(app, keys, most_bytes, say)
            Server(guard, lambda: ready(address)).run([listener])
        except KeyboardInterrupt:
            return


def checked_password(host: str, knows: bool, ask: Callable[[], str] | None) -> str | None:
    """The password of a server: none where only this machine reaches it. It is taken from the environment, or
    asked for. SettingsError where a server for others is not wanted expressly, or has no good password."""
    if is_loopback(host):
        return None
    if not knows:
        raise SettingsError(
            f"{host} can be reached from other machines", "add --i-know if that is meant, and a password"
        )
    password = os.environ.get(PASSWORD) or (ask() if ask and sys.stdin.isatty() else "")
    if len(password) < _LEAST_PASSWORD:
        raise SettingsError(
            f"a server on {host} needs a password of {_LEAST_PASSWORD} characters or more",
            f"set {PASSWORD}, or type it when asked",
        )
    return password


def open_browser(address: str) -> None:
    """Show the address in the user's browser, where there is one."""
    if sys.platform not in ("win32", "darwin") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER")
    ):
        return
    webbrowser.open(address)
