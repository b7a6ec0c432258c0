"""The service as a process: its socket, its workers, its end."""

import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from ocrfix.batch.memory import jobs_here, usable_memory_mb
from ocrfix.batch.pool import Bounds, LocalWorkers
from ocrfix.batch.task import Order, Reader
from ocrfix.errors import SettingsError
from ocrfix.service.app import Service, create_app
from ocrfix.service.driver import Driver
from ocrfix.service.jobs import Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.work import Work

_SHARE_OF_MEMORY = 0.9
_PATIENCE_S = 5
"""How long answers that are being sent are waited for in the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where and how to serve. `folder` is None for one that is removed in the end, `workers` None for as many
    as suit the machine, `port` 0 for any that is free."""

    host: str
    port: int
    token: str
    folder: Path | None
    workers: int | None
    order: Order
    limits: Limits


def serve(plan: Plan, reader: Reader, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `tell` is given the address once it can be used.

    Raises SettingsError where the address cannot be had, OutputError where the folder cannot be written.
    """
    with ExitStack() as ends:
        listening = ends.enter_context(closing(_listening(plan.host, plan.port)))
        folder = plan.folder or Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="ocrfix-")))
        jobs = ends.enter_context(closing(Jobs(folder)))
        count = plan.workers or jobs_here()
        memory = _SHARE_OF_MEMORY * usable_memory_mb() / count
        bounds = Bounds(page_timeout_s=plan.limits.page_timeout_s, memory_mb=memory)
        driver = Driver(
            Work(jobs, plan.limits.max_pages), LocalWorkers(count, reader, bounds), lambda: _end(server)
        )
        app = create_app(Service(jobs=jobs, driver=driver, order=plan.order, limits=plan.limits))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                lifespan="on",
                ws="none",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE_S,
            )
        )
        ends.enter_context(_ended_by_sigterm())
        tell(_address(listening))
        server.run([listening])
        if driver.fault is not None:
            raise driver.fault


def _end(server: uvicorn.Server) -> None:
    server.should_exit = True


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = f"{host}, port {port}: cannot be served: {error.strerror or error}"
        raise SettingsError(why, "choose another --host or --port") from error


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """SIGTERM, as at a shutdown, ends the service as Ctrl-C does: in order."""

    def leave(*_: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
