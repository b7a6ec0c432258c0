"""A review in a real browser: a server in a thread, the system's Chromium."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batches import batch
from review_driving import until
from review_pages import page_of, write_page
from review_server import CHROMIUM, Server
from reviews import learning_here

from ocrfix.batch.read import do_task
from ocrfix.model.page import Page
from ocrfix.review.app import create_app
from ocrfix.review.collection import shelf_at


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
    learning_here(monkeypatch)
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
    expected = ("409", "net::")
    assert [c for c in complaints if not any(word in c for word in expected)] == []
