"""The thread that hands pages to the workers and writes down what comes back."""

import threading
from collections.abc import Callable
from contextlib import suppress

from ocrfix.batch.pool import Ended, Workers
from ocrfix.batch.task import Counted, CountPages, Failed, PagesRead, ReadPage
from ocrfix.errors import OcrfixError
from ocrfix.service.work import Work

_LOOK_EVERY_S = 0.2


class Driver:
    """Begins with `start`, ends with `stop`; `wake` says that there may be something to do.

    `broken` is called where a fault ends it, as when the jobs cannot be written any more.
    """

    def __init__(self, work: Work, workers: Workers, broken: Callable[[], None] = lambda: None) -> None:
        self._work = work
        self._workers = workers
        self._broken = broken
        self.fault: BaseException | None = None
        self._active = 0
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._go, name="ocrfix-driver", daemon=True)

    def start(self) -> None:
        self._work.recover()
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    @property
    def alive(self) -> bool:
        """Whether jobs are still worked on."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End the workers; what they were doing waits for the next start."""
        self._stopping = True
        self.wake()
        self._thread.join()

    def _go(self) -> None:
        try:
            while not self._stopping:
                self._step()
        except BaseException as fault:
            self.fault = fault
            self._broken()
        finally:
            self._workers.close()
            with suppress(OcrfixError):
                self._work.release()

    def _step(self) -> None:
        self._hand_out()
        if self._active:
            for ended in self._workers.wait(_LOOK_EVERY_S):
                self._active -= 1
                self._take(ended)
        else:
            self._woken.wait()
            self._woken.clear()

    def _hand_out(self) -> None:
        while self._workers.free and (task := self._work.next_task()) is not None:
            self._workers.start(task)
            self._active += 1

    def _take(self, ended: Ended) -> None:
        task, outcome = ended.task, ended.outcome
        if isinstance(outcome, Failed):
            self._work.fail(task, outcome)
        elif isinstance(task, CountPages) and isinstance(outcome, Counted):
            self._work.counted(task, outcome.pages)
        elif isinstance(task, ReadPage) and isinstance(outcome, PagesRead):
            try:
                self._work.record(task, outcome)
            except OcrfixError as error:  # a result that cannot be written is the fault of this page alone
                self._work.fail(task, Failed(error=error))
