"""The SQLite files of ocrfix: making and opening them, transactions, and their faults in words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import quote

from ocrfix.errors import FormatError, OutputError, SetupError

_OLDEST = (3, 35, 0)
"""The first SQLite with trigrams in FTS5 and RETURNING."""
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a file holds. Its `table` of keys and values names the `schema`; `tables` is the SQL file that
    makes them all. `words` and `hint` tell a user what a file is not, and what to do then."""

    schema: str
    table: str
    tables: Traversable
    words: str
    hint: str


def opened(
    path: Path, kind: Kind, *, writing: bool = True, durable: bool = True, threads: bool = False
) -> sqlite3.Connection:
    """A connection to a file, which is made where it is missing and is to be written.

    A commit that is not `durable` may be lost when the power goes, never half of it. With `threads` the
    connection may go from thread to thread, one at a time. Raises FormatError for a file that is something
    else, OutputError where it cannot be written, SetupError where Python's SQLite is too old.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise SetupError(f"SQLite {sqlite3.sqlite_version} is too old", "install a Python with SQLite 3.35")
    with named_faults(path, "written" if writing else "read"):
        new = writing and (not path.exists() or path.stat().st_size == 0)
        uri = f"file:{_quoted(path)}" if writing else uri_to_read(path)
        db = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=_PATIENCE_S, check_same_thread=not threads
        )
        try:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA foreign_keys = ON")
            if writing:
                db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                if new:  # before WAL, which would give a reader a file without tables
                    _make(db, kind)
                db.execute("PRAGMA journal_mode = WAL")
            _check(db, kind, path)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def changing(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction: what is done in it happens as a whole or not at all."""
    with named_faults(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def named_faults(path: Path, verb: str = "written") -> Iterator[None]:
    """SQLite's faults, with the file's name and what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = "full" in str(error)
        advice = "make room and run the command again" if full else "see that the folder can be written"
        raise OutputError(f"{path}: cannot be {verb}: {error}", advice) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise FormatError(f"{path}: is damaged: {error}", "move it away and try again") from error


def uri_to_read(path: Path) -> str:
    """An address by which SQLite only reads a file, also in a folder where nothing may be written."""
    still = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"file:{_quoted(path)}?mode=ro{'&immutable=1' if still else ''}"


def _quoted(path: Path) -> str:
    return quote(os.fsencode(path.resolve()))


def _make(db: sqlite3.Connection, kind: Kind) -> None:
    try:
        db.executescript(f"BEGIN IMMEDIATE; {kind.tables.read_text(encoding='utf-8')}; COMMIT;")
    except sqlite3.OperationalError as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if "already exists" not in str(error):  # another process was first
            raise


def _check(db: sqlite3.Connection, kind: Kind, path: Path) -> None:
    try:
        query = f"SELECT value FROM {kind.table} WHERE key = 'schema'"  # noqa: S608, a name of our own
        row = db.execute(query).fetchone()
    except sqlite3.DatabaseError as error:
        raise FormatError(f"{path}: is no {kind.words}: {error}", kind.hint) from error
    if row is None or row[0] != kind.schema:
        raise FormatError(f"{path}: was written by another version of ocrfix", "use that version for it")
