"""Where pages under review come from: one page's file, or a collection."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ocrfix.errors import ScanError
from ocrfix.model.page import Source
from ocrfix.review.record import FILE, Record
from ocrfix.review.tiles import ScanFile
from ocrfix.scans import find_scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page on the shelf: its number and name in the record, and its file."""

    id: int
    name: str
    path: Path


class Shelf(Protocol):
    """Pages by their numbers in a record."""

    @property
    def record(self) -> Record: ...

    @property
    def is_collection(self) -> bool: ...

    def leaf(self, page: int) -> Leaf | None:
        """None for a number that no page has."""

    def scan(self, leaf: Leaf, source: Source) -> ScanFile | None:
        """None where the scan is not at hand."""

    def neighbours(self, leaf: Leaf) -> tuple[int | None, int | None]:
        """The pages before it and after it."""


class SinglePage:
    """One page's file; its record lies beside it."""

    is_collection = False

    def __init__(self, path: Path, scans: Path | None = None) -> None:
        self._path = path
        self._scans = scans
        self.record = Record(record_beside(path))
        self._id = self.record.page_id(path.name)

    def leaf(self, page: int) -> Leaf | None:
        return Leaf(id=page, name=self._path.name, path=self._path) if page == self._id else None

    def scan(self, leaf: Leaf, source: Source) -> ScanFile | None:
        found = find_scan(source, leaf.path, Path(), self._scans)
        return None if found is None else scan_file(found, source)

    def neighbours(self, leaf: Leaf) -> tuple[int | None, int | None]:
        return None, None


def record_beside(path: Path) -> Path:
    """The record of a single page.

    >>> record_beside(Path("out/front.json")).name, record_beside(Path("front.alto.xml")).name
    ('front.review.sqlite', 'front.alto.xml.review.sqlite')
    """
    return path.with_name(f"{path.name.removesuffix('.json')}.{FILE}")


def scan_file(path: Path, source: Source) -> ScanFile:
    """The page of a file that a page was read from. ScanError where the file cannot be read."""
    sha256 = source.sha256
    if sha256 is None:
        try:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise ScanError(f"{path.name}: cannot be read", "check its permissions") from error
    return ScanFile(path, source.page, sha256)
