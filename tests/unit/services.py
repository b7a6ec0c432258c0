"""A service without processes, for tests: its worker reads in the driver's thread, and reads nothing."""

import io
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from batches import Here
from fake_service import reader
from PIL import Image
from starlette.testclient import TestClient

from ocrfix.batch.pool import Workers
from ocrfix.batch.task import Order
from ocrfix.service.app import Service, create_app
from ocrfix.service.driver import Driver
from ocrfix.service.jobs import Jobs
from ocrfix.service.limits import Limits
from ocrfix.service.server import keys_of
from ocrfix.service.work import Work
from ocrfix.settings import Settings
from ocrfix.web.guard import Guard, hosts_of

ADDRESS = "http://127.0.0.1:8765"
TOKEN = "a token of the tests"  # noqa: S105


def scan(kind: str = "PNG", pages: int = 1, shade: int = 200, size: tuple[int, int] = (30, 20)) -> bytes:
    """A small picture file; another shade makes other bytes."""
    buffer = io.BytesIO()
    first, *more = (Image.new("L", size, shade) for _ in range(pages))
    first.save(buffer, kind, **({"save_all": True, "append_images": more} if pages > 1 else {}))
    return buffer.getvalue()


@contextmanager
def serving(
    folder: Path, *, limits: Limits | None = None, workers: Workers | None = None
) -> Iterator[TestClient]:
    """A client of a service that keeps its jobs in the folder."""
    limits = limits or Limits()
    order = Order(settings=Settings(), formats=(), max_megapixels=limits.max_megapixels)
    with closing(Jobs(folder)) as jobs:
        driver = Driver(Work(jobs, limits.max_pages), workers or Here(reader))
        app = create_app(Service(jobs=jobs, driver=driver, order=order, limits=limits))
        guard = Guard(app, keys_of(TOKEN, hosts_of("127.0.0.1", 8765)), limits.max_bytes)
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        with TestClient(guard, ADDRESS, raise_server_exceptions=False, headers=bearer) as client:
            yield client


def ended(client: TestClient, job: dict, seconds: float = 20.0) -> dict:
    """The job when nothing is left to do for it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = client.get(job["url"]).json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.01)
    raise AssertionError(f"the job is still {found['state']} after {seconds} s")


class Idle:
    """Workers that take one task and never end it."""

    def __init__(self) -> None:
        self.task = None

    @property
    def free(self) -> int:
        return 0 if self.task else 1

    def start(self, task) -> None:
        self.task = task

    def wait(self, seconds: float) -> list:
        time.sleep(min(seconds, 0.01))
        return []

    def close(self) -> None:
        self.task = None
