"""The SQLite file of the service's folder."""

import sqlite3
from importlib.resources import files
from pathlib import Path

from ocrfix.database import Kind, opened

FILE = "service.sqlite"
JOBS = Kind(
    schema="ocrfix.service/1",
    table="service",
    tables=files("ocrfix.service").joinpath("schema.sql"),
    words="file of jobs",
    hint="choose another folder",
)


def create_or_open(folder: Path) -> sqlite3.Connection:
    """The jobs of a folder, made where they are missing; to be used by one thread at a time.

    Raises FormatError for a file that is something else, OutputError where it cannot be written.
    """
    return opened(folder / FILE, JOBS, threads=True)
