"""The SQLite file of a collection: opening it, and its faults in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from ocrfix.errors import FormatError, OutputError, SetupError

FILE = "collection.sqlite"
SCHEMA = "ocrfix.collection/1"
_OLDEST = (3, 35, 0)
"""The first SQLite with trigrams in FTS5 and RETURNING."""


def create_or_open(folder: Path) -> sqlite3.Connection:
    """The ledger of a collection, made where it is missing. Raises FormatError, OutputError, SetupError."""
    path = folder / FILE
    _check_library()
    with named_faults(path):
        new = not path.exists() or path.stat().st_size == 0
        connection = _connected(path, f"file:{_quoted(path)}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if new:
            script = files("ocrfix.batch").joinpath("schema.sql").read_text(encoding="utf-8")
            connection.executescript(f"BEGIN IMMEDIATE; {script}; COMMIT;")
    _check_schema(connection, path)
    return connection


def open_to_read(folder: Path) -> sqlite3.Connection:
    """The ledger of a collection that exists, to be looked at only. Raises FormatError."""
    path = folder / FILE
    if not path.is_file():
        raise FormatError(f"{folder}: is no collection", "give the folder that `ocrfix batch -o` wrote")
    _check_library()
    with named_faults(path):
        connection = _connected(path, uri_to_read(path))
    _check_schema(connection, path)
    return connection


def uri_to_read(path: Path) -> str:
    """An address by which SQLite only reads a file, also in a folder where nothing may be written."""
    still = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"file:{_quoted(path)}?mode=ro{'&immutable=1' if still else ''}"


@contextmanager
def named_faults(path: Path, verb: str = "written") -> Iterator[None]:
    """SQLite's faults, with the file's name and what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = "full" in str(error)
        hint = "make room and run the command again" if full else "see that the folder can be written"
        raise OutputError(f"{path}: cannot be {verb}: {error}", hint) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise FormatError(f"{path}: is damaged: {error}", "move it away and run the batch again") from error


def stored(path: Path) -> str | bytes:
    """A path as SQLite can hold it: text, or bytes where its name is no UTF-8."""
    raw = os.fsencode(path)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def path_of(value: str | bytes) -> Path:
    """The path that `stored` gave.

    >>> path_of(stored(Path("/s/申報 1.tif"))), path_of(b"/s/\\xff.tif") == Path(os.fsdecode(b"/s/\\xff.tif"))
    (PosixPath('/s/申報 1.tif'), True)
    """
    return Path(os.fsdecode(value))


def _connected(path: Path, uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path.resolve()))


def _check_library() -> None:
    if sqlite3.sqlite_version_info < _OLDEST:
        raise SetupError(f"SQLite {sqlite3.sqlite_version} is too old", "install a Python with SQLite 3.35")


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    try:
        row = connection.execute("SELECT value FROM collection WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        raise FormatError(f"{path}: is no ledger of ocrfix: {error}", "choose another folder") from error
    if row is None or row[0] != SCHEMA:
        raise FormatError(f"{path}: was written by another version of ocrfix", "use that version for it")
