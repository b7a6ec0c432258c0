"""One writer a collection."""

import os
import sys
from pathlib import Path

from ocrfix.errors import OutputError


class Lock:
    """Holds a folder until it is closed or the process ends, however it ends. It leaves no file."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def locked(folder: Path) -> Lock:
    """A lock on the folder; OutputError where another process has it. On Windows nothing is locked."""
    if sys.platform == "win32":
        return Lock(None)
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise OutputError(f"{folder}: another ocrfix is writing there", "wait for it or stop it") from error
    return Lock(handle)
