"""The service as a process: its socket, its workers, its end."""

import logging
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ocrfix.batch.ending import ended_by_sigterm
from ocrfix.batch.memory import jobs_here, usable_memory_mb
from ocrfix.batch.pool import Bounds, LocalWorkers
from ocrfix.batch.task import Order, Reader
from ocrfix.service.app import OPEN, Service, create_app
from ocrfix.service.driver import Driver
from ocrfix.service.jobs import Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.work import Work
from ocrfix.web.guard import Guard, Keys, hosts_of
from ocrfix.web.server import Server, address_of, listening, port_of

_SHARE_OF_MEMORY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where and how to serve. `port` is 0 for any that is free, `names` are values of the Host header that
    are good beside the usual ones, `folder` is None for one that is removed in the end, `workers` None for as
    many as suit the machine."""

    host: str
    port: int
    names: tuple[str, ...]
    token: str
    folder: Path | None
    workers: int | None
    order: Order
    limits: Limits


def serve(plan: Plan, reader: Reader, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `ready` is given the address once it answers.

    Raises OutputError where the address cannot be had or the folder cannot be written.
    """
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # a bad form is told to its sender
    with ExitStack() as ends:
        listener = ends.enter_context(closing(listening(plan.host, plan.port)))
        folder = plan.folder or Path(ends.enter_context(TemporaryDirectory(prefix="ocrfix-")))
        jobs = ends.enter_context(closing(Jobs(folder)))
        work = Work(jobs, plan.limits.max_pages)
        driver = Driver(work, _workers(plan, reader), lambda: _end(server))
        app = create_app(Service(jobs=jobs, driver=driver, order=plan.order, limits=plan.limits))
        hosts = hosts_of(plan.host, port_of(listener)) | set(plan.names)
        guard = Guard(app, keys_of(plan.token, hosts), plan.limits.max_bytes)
        server = Server(guard, lambda: ready(address_of(plan.host, listener)))
        ends.enter_context(ended_by_sigterm())
        server.run([listener])
        if driver.fault is not None:
            raise driver.fault


def keys_of(token: str, hosts: frozenset[str]) -> Keys:
    """What opens the service: the token alone, and nothing where nothing is told of jobs."""
    return Keys(token=token, hosts=hosts, cookie=None, open_paths=frozenset(OPEN))


def _workers(plan: Plan, reader: Reader) -> LocalWorkers:
    count = plan.workers or jobs_here()
    memory = _SHARE_OF_MEMORY * usable_memory_mb() / count
    return LocalWorkers(count, reader, Bounds(page_timeout_s=plan.limits.page_timeout_s, memory_mb=memory))


def _end(server: Server) -> None:
    server.should_exit = True
