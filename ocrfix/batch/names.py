"""Names of results: those of the sources, each given once."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ocrfix.image.scan import safe_stem


def free_name(db: sqlite3.Connection, place: str, ending: str, path: Path) -> str:
    """A name that no page has: the place, with the file's suffix where two files differ in that only, with a
    mark of its path where that is taken too. `ending` tells the pages of a file apart."""
    for candidate in _candidates(place, path):
        name = candidate + ending
        if db.execute("SELECT 1 FROM page WHERE name = ?", (name,)).fetchone() is None:
            return name
    raise AssertionError(f"two files have the path {path}")


def _candidates(place: str, path: Path) -> Iterator[str]:
    yield place
    suffix = safe_stem(f"x{path.suffix}.x")[1:]
    yield place + suffix
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()
    yield from (f"{place}{suffix}~{mark[:length]}" for length in (6, 12, 64))
