"""The SQLite file of a collection, and the paths in it."""

import os
import sqlite3
from importlib.resources import files
from pathlib import Path

from ocrfix.database import Kind, opened
from ocrfix.errors import FormatError

FILE = "collection.sqlite"
LEDGER = Kind(
    schema="ocrfix.collection/1",
    table="collection",
    tables=files("ocrfix.batch").joinpath("schema.sql"),
    words="ledger of ocrfix",
    hint="choose another folder",
)


def create_or_open(folder: Path) -> sqlite3.Connection:
    """The ledger of a collection, made where it is missing. Raises FormatError, OutputError, SetupError."""
    return opened(folder / FILE, LEDGER, durable=False)


def open_to_read(folder: Path) -> sqlite3.Connection:
    """The ledger of a collection that exists, to be looked at only. Raises FormatError."""
    path = folder / FILE
    if not path.is_file():
        raise FormatError(f"{folder}: is no collection", "give the folder that `ocrfix batch -o` wrote")
    return opened(path, LEDGER, writing=False)


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
