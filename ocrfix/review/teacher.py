"""A collection learns by itself while it is reviewed: in the background, so that no editor waits."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread

from ocrfix.errors import OcrfixError
from ocrfix.lessons import Lesson, State, lessons_of
from ocrfix.review.learning import learn

_NICE = 10


@dataclass(frozen=True, slots=True)
class News:
    """What came of learning once: lessons that count now and did not before, those that are held back now
    and were not before, how many are gone. `fault` says why nothing came of it."""

    learned: tuple[Lesson, ...] = ()
    held_back: tuple[Lesson, ...] = ()
    gone: int = 0
    fault: str | None = None


class Teacher:
    """Learns from the review of a collection when it is asked to, in a process of low priority.

    Never twice at once: where it is asked while it learns, it learns once more afterwards. Can be used from
    several threads.
    """

    def __init__(self, collection: Path) -> None:
        self.collection = collection
        self._lock = Lock()
        self._learning = False
        self._again = False
        self._closed = False
        self._process: BaseProcess | None = None
        self._news: list[News] = []

    def ask(self) -> None:
        """Learn, soon."""
        with self._lock:
            self._again = self._learning
            if not self._learning and not self._closed:
                self._learning = True
                Thread(target=self._work, daemon=True).start()

    @property
    def learning(self) -> bool:
        return self._learning

    def news(self, since: int) -> tuple[int, list[News]]:
        """How often it has learned, and what came of it after the first `since` times."""
        with self._lock:
            return len(self._news), self._news[since:]

    def close(self) -> None:
        """Stop learning. What was not learned is learned the next time: it is all in the record."""
        with self._lock:
            self._closed = True
            self._again = False
            if self._process is not None:
                self._process.terminate()

    def _work(self) -> None:
        while True:
            news = self._learned()
            with self._lock:
                if not self._closed:
                    self._news.append(news)
                self._process = None
                if not self._again:
                    self._learning = False
                    return
                self._again = False

    def _learned(self) -> News:
        try:
            before = lessons_of(self.collection)
            fault = in_a_process(self.collection, self._begun)
            after = lessons_of(self.collection)
        except OcrfixError as error:
            return News(fault=str(error))
        return News(
            learned=_new(before, after, State.TAKEN),
            held_back=_new(before, after, State.HELD_BACK),
            gone=len({lesson.key for lesson in before} - {lesson.key for lesson in after}),
            fault=fault,
        )

    def _begun(self, process: BaseProcess) -> None:
        with self._lock:
            self._process = process
            if self._closed:
                process.terminate()


def _new(before: tuple[Lesson, ...], after: tuple[Lesson, ...], state: State) -> tuple[Lesson, ...]:
    """The lessons that are in a state now and were not before."""
    old = {lesson.key for lesson in before if lesson.state is state}
    return tuple(lesson for lesson in after if lesson.state is state and lesson.key not in old)


def in_a_process(collection: Path, begun: Callable[[BaseProcess], None]) -> str | None:
    """Learn in another process, which `begun` gets; why that failed, None where it did not."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_learn, args=(collection, theirs), daemon=True)
    process.start()
    theirs.close()
    begun(process)
    fault = "learning was stopped"
    with suppress(EOFError), ours:
        fault = ours.recv()
    process.join()
    return fault


def _learn(collection: Path, told: Connection) -> None:
    """Runs in the process: Ctrl-C is for the server, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        learn(collection)
    except OcrfixError as error:
        told.send(str(error))
    else:
        told.send(None)
