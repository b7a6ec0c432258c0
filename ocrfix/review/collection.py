"""A collection under review: its pages by the ledger, which is only read, and by the record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ocrfix.batch.database import open_to_read, path_of
from ocrfix.batch.sources import PAGES
from ocrfix.database import named_faults
from ocrfix.model.page import Source
from ocrfix.review.record import FILE, Record
from ocrfix.review.shelf import Leaf, Shelf, SinglePage
from ocrfix.review.tiles import ScanFile
from ocrfix.scans import find_scan

_SCAN = (
    "SELECT path, page.number AS number, part, source_hash FROM page JOIN file ON file.id = file"
    " WHERE name = ?"
)
_BEFORE = "SELECT name FROM page WHERE +state = 'done' AND name < ? ORDER BY name DESC LIMIT 1"
_AFTER = "SELECT name FROM page WHERE +state = 'done' AND name > ? ORDER BY name LIMIT 1"
"""The + keeps SQLite from going by the state, which nearly all pages share."""


class Collection:
    """What `ocrfix batch -o` wrote, also while it is writing."""

    only: int | None = None

    def __init__(self, folder: Path, scans: Path | None = None) -> None:
        open_to_read(folder).close()
        self.folder = folder
        self._scans = scans
        self.cache: Path | None = folder / ".cache"
        self.record = Record(folder / FILE)

    def leaf(self, page: int) -> Leaf | None:
        name = self.record.page_name(page)
        return None if name is None else Leaf(id=page, name=name, path=self.path_of(name))

    def path_of(self, name: str) -> Path:
        """The JSON of a page, by its name in the ledger."""
        return self.folder / PAGES / f"{name}.json"

    def scan(self, leaf: Leaf, source: Source | None) -> ScanFile | None:
        with self.ledger() as db:
            row = db.execute(_SCAN, (leaf.name,)).fetchone()
        if row is None or row["source_hash"] is None:
            return None
        path: Path | None = path_of(row["path"])
        if source is not None and (self._scans or not (path and path.is_file())):
            folder = Path(leaf.name).parent
            path = find_scan(source, leaf.path, folder, self._scans) or path
        if path is None or not path.is_file():
            return None
        return ScanFile(path, row["number"], row["source_hash"], row["part"])

    def neighbours(self, leaf: Leaf) -> tuple[int | None, int | None]:
        with self.ledger() as db:
            rows = [db.execute(query, (leaf.name,)).fetchone() for query in (_BEFORE, _AFTER)]
        before, after = (None if row is None else self.record.page_id(row["name"]) for row in rows)
        return before, after

    @contextmanager
    def ledger(self, with_record: bool = False) -> Iterator[sqlite3.Connection]:
        """The ledger, to be read; with the record beside it as `review`."""
        with named_faults(self.folder, "read"), closing(open_to_read(self.folder)) as db:
            if with_record:
                db.execute("ATTACH ? AS review", (str(self.record.path.resolve()),))
            yield db


def shelf_at(place: Path, scans: Path | None) -> Shelf:
    """The collection or the page at a place. FormatError where there is neither."""
    return Collection(place, scans) if place.is_dir() else SinglePage(place, scans)
