"""A local web server: its socket, its address, its end."""

import ipaddress
import os
import socket
import sys
import webbrowser
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from ocrfix.errors import OutputError, SettingsError
from ocrfix.review.guard import EVERYWHERE, MOST_BYTES, Guard, Keys, hosts_of, new_token

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
    listener = _listening(host, port)
    port = listener.getsockname()[1]
    token = new_token()
    keys = Keys(token=token, hosts=hosts_of(host, port), cookie=f"ocrfix-{port}", password=password)
    config = uvicorn.Config(
        Guard(app, keys, most_bytes),
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    name = socket.gethostname() if host in EVERYWHERE else host
    shown = f"[{name}]" if ":" in name else name
    try:
        _Server(config, lambda: ready(f"http://{shown}:{port}/?token={token}")).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        raise OutputError(
            f"{host}:{port} cannot be had: {error.strerror or error}", "choose another --port, or 0 for any"
        ) from error
    return listener
