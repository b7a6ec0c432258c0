"""Workers on other machines, by Dask. The driver alone writes: results come back to it as bytes."""

import time
from importlib import import_module
from typing import Any

from ocrfix.batch.pool import Ended, stopped
from ocrfix.batch.task import Failed, Reader, Task
from ocrfix.errors import OcrfixError, SetupError

_LOOK_EVERY_S = 1.0
_CONNECT_TIMEOUT_S = 30


class DaskWorkers:
    """The workers of a Dask cluster, a page a thread. They must see the scans under the same paths.

    `address` is that of the scheduler, or "local" for a cluster of `jobs` processes on this machine. Dask
    itself runs the pages of a worker that is lost again. Raises SetupError where dask.distributed is not
    installed or no scheduler answers.
    """

    def __init__(self, address: str, jobs: int, reader: Reader, page_timeout_s: float) -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            raise SetupError("dask.distributed is not installed", "pip install 'ocrfix[dask]'") from error
        self._reader = reader
        self._timeout_s = page_timeout_s
        self._cluster: Any = None
        if address == "local":
            self._cluster = self._dask.LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=":0"
            )
        try:
            self._client: Any = self._dask.Client(self._cluster or address, timeout=_CONNECT_TIMEOUT_S)
        except (OSError, ValueError) as error:
            hint = "start one with `dask scheduler` and workers with `dask worker`"
            raise SetupError(f"no Dask scheduler answers at {address}", hint) from error
        self._begun: dict[Any, tuple[Task, float]] = {}
        self._overdue: set[Any] = set()

    @property
    def free(self) -> int:
        threads = sum(self._client.nthreads().values())
        return max(0, int(threads) - len(self._begun))

    def start(self, task: Task) -> None:
        future = self._client.submit(self._reader, task, pure=False)
        self._begun[future] = (task, time.monotonic())

    def wait(self, seconds: float) -> list[Ended]:
        if not self._begun:
            time.sleep(seconds)
            return []
        try:
            self._dask.wait(
                list(self._begun), timeout=min(seconds, _LOOK_EVERY_S), return_when="FIRST_COMPLETED"
            )
        except TimeoutError:
            self._end_overdue()
        return [self._ended(future) for future in list(self._begun) if future.done()]

    def close(self) -> None:
        for future in self._begun:
            future.cancel()
        self._begun.clear()
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _ended(self, future: Any) -> Ended:
        task, begun = self._begun.pop(future)
        seconds = time.monotonic() - begun
        if future in self._overdue:
            self._overdue.discard(future)
            return Ended(task, stopped(task, f"took longer than {self._timeout_s:g} s", seconds))
        if future.status == "finished":
            return Ended(task, future.result())
        error = future.exception() if future.status == "error" else None
        if isinstance(error, OcrfixError):
            return Ended(task, Failed(error=error))
        name = type(error).__name__ if error else future.status
        return Ended(task, stopped(task, f"the worker died ({name})", seconds))

    def _end_overdue(self) -> None:
        """A page that takes too long is given up and its worker, which cannot be stopped, started anew."""
        now = time.monotonic()
        late = [future for future, (_, begun) in self._begun.items() if now - begun > self._timeout_s]
        if not late:
            return
        at = {key: worker for worker, keys in self._client.processing().items() for key in keys}
        for future in late:
            self._overdue.add(future)
            future.cancel()
        workers = sorted({at[future.key] for future in late if future.key in at})
        self._client.restart_workers(workers, raise_for_error=False)
