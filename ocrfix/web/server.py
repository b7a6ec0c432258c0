"""A web server: its socket, its address, its end."""

import ipaddress
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from ocrfix.errors import OutputError
from ocrfix.web.guard import EVERYWHERE

_PATIENCE_S = 3
"""How long answers that are being sent are waited for in the end."""


class Server(uvicorn.Server):
    """An application behind a socket. `ready` is called once it answers, `run([listener])` serves until it is
    interrupted: KeyboardInterrupt, or what SIGTERM does, comes after an orderly end."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="on",
                log_level="error",
                access_log=False,
                server_header=False,
                ws="none",
                proxy_headers=False,
                timeout_graceful_shutdown=_PATIENCE_S,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


def listening(host: str, port: int) -> socket.socket:
    """A socket to serve from; `port` 0 is any that is free. OutputError where it cannot be had."""
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


def address_of(host: str, listener: socket.socket) -> str:
    """The address of a server, without an end: by the machine's name where it serves at all addresses.

    >>> with listening("127.0.0.1", 0) as listener:
    ...     address_of("::1", listener)[:13]
    'http://[::1]:'
    """
    name = socket.gethostname() if host in EVERYWHERE else host
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{port_of(listener)}"


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


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
