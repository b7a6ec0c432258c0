"""The SQLite file of the service's folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from ocrfix.batch.database import named_faults
from ocrfix.errors import FormatError

FILE = "service.sqlite"
SCHEMA = "ocrfix.service/1"


def create_or_open(folder: Path) -> sqlite3.Connection:
    """The jobs of a folder, made where they are missing; to be used by one thread at a time.

    Raises FormatError for a file that is something else, OutputError where it cannot be written.
    """
    path = folder / FILE
    with named_faults(path):
        new = not path.exists() or path.stat().st_size == 0
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if new:
            script = files("ocrfix.service").joinpath("schema.sql").read_text(encoding="utf-8")
            connection.executescript(f"BEGIN IMMEDIATE; {script}; COMMIT;")
    _check_schema(connection, path)
    return connection


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


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    try:
        row = connection.execute("SELECT value FROM service WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        raise FormatError(f"{path}: holds no jobs of ocrfix: {error}", "choose another folder") from error
    if row is None or row[0] != SCHEMA:
        raise FormatError(f"{path}: was written by another version of ocrfix", "use that version for it")
