"""A review in a real browser: a server in a thread, the system's Chromium."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from batches import batch
from driving import until
from review_pages import page_of, write_page

from ocrfix.batch.read import do_task
from ocrfix.model.page import Page
from ocrfix.review.app import create_app
from ocrfix.review.collection import shelf_at
from ocrfix.review.guard import Guard, Keys, hosts_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TOKEN = "a-token-for-tests"  # noqa: S105


class Server:
    """A review behind its guard. `stop` and `start` make it vanish and come back at the same address."""

    def __init__(self, app: Any) -> None:
        self._app = app
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def entrance(self) -> str:
        return f"{self.address}/?token={TOKEN}"

    def start(self) -> None:
        keys = Keys(token=TOKEN, hosts=hosts_of("127.0.0.1", self.port), cookie=f"ocrfix-{self.port}")
        config = uvicorn.Config(
            Guard(self._app, keys), host="127.0.0.1", port=self.port, log_level="error", lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def serve(chromium: Any) -> Iterator[Callable[[Path], Server]]:
    """Serve the review of a page's file, or of a collection."""
    servers: list[Server] = []

    def start(path: Path) -> Server:
        servers.append(Server(create_app(shelf_at(path, None))))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(serve: Callable[[Path], Server], tmp_path: Path) -> Server:
    """The review of a small page."""
    return serve(write_page(tmp_path, page_of()))


@pytest.fixture
def collection(serve: Callable[[Path], Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The review of three pages and of a scan that cannot be read."""
    scans = tmp_path / "scans"
    scans.mkdir()
    pages = {name: page_of(doubts=count) for name, count in (("first", 2), ("second", 9), ("third", 4))}
    for name, page in pages.items():
        write_page(scans, page, name)
        (scans / f"{name}.json").unlink()
    (scans / "broken.png").write_bytes(b"no picture")

    def read(scan: Any, *_: Any) -> Page:
        page = pages[scan.name]
        source = replace(page.source, file=scan.file, sha256=scan.sha256)
        return replace(page, name=scan.name, source=source)

    monkeypatch.setattr("ocrfix.batch.read.read_page", read)
    batch(scans, tmp_path / "collection", reader=do_task)
    return serve(tmp_path / "collection")


def _told(said: Any) -> str:
    return f"{said.text} {said.location.get('url', '')}"


@pytest.fixture
def tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of the review in a browser of its own; whatever a script or the CSP complains of fails."""
    contexts = []
    complaints: list[str] = []

    def open_tab(server: Server, wanted: str = "[data-item]", **options: Any) -> Any:
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "en"} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(_told(said)))
        page.complaints = complaints
        page.goto(server.entrance)
        page.wait_for_selector(wanted)
        until(page, "document.querySelector('#progress-words').textContent !== ''")
        return page

    yield open_tab
    for context in contexts:
        context.close()
    expected = ("409", "net::", "/api/lessons")
    assert [c for c in complaints if not any(word in c for word in expected)] == []
