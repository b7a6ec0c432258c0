"""A hot folder: files that are whole, as they arrive."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from ocrfix.batch.sources import SourceFile
from ocrfix.store import stamp_of

Seen: TypeAlias = tuple[int, int]
"""A file's size and time."""

LOOK_EVERY_S = 2.0
QUIET_S = 3.0


def arriving(
    find: Callable[[], Sequence[SourceFile]],
    look_every_s: float = LOOK_EVERY_S,
    quiet_s: float = QUIET_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[list[SourceFile]]:
    """The files that are new or changed and have come to rest, again and again, for ever.

    A file that is still being written grows: it is left until size and time have been the same for
    `quiet_s`. Polling works on network drives too, where nobody tells of changes.
    """
    given: dict[Path, Seen] = {}
    since: dict[Path, tuple[Seen, float]] = {}
    while True:
        now = time.monotonic()
        ready = []
        for file in find():
            seen = _seen(file.path)
            if seen is None or given.get(file.path) == seen:
                continue
            if since.get(file.path, (None, 0.0))[0] != seen:
                since[file.path] = (seen, now)
            if now - since[file.path][1] >= quiet_s:
                ready.append(file)
                given[file.path] = seen
                del since[file.path]
        looked_s = time.monotonic() - now
        if ready:
            yield ready
        sleep(max(look_every_s, 5 * looked_s))


def _seen(path: Path) -> Seen | None:
    """None for a file that is gone, or that somebody has made but not yet begun to write."""
    stamp = stamp_of(path)
    return stamp if stamp and stamp[0] else None
