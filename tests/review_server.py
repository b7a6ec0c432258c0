"""A review served in a thread, and the browser that looks at it."""

import shutil
import socket
import threading
import time
from typing import Any

import uvicorn

from ocrfix.web.guard import Guard, Keys, hosts_of

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
