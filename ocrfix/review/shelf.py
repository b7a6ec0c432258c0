"""Where pages under review come from: one page's file, or a collection."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ocrfix.batch import database
from ocrfix.batch.ledger import PAGES
from ocrfix.errors import FormatError, ScanError
from ocrfix.formats.reading import read_page_file
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
    """Pages by their numbers in a record. `only` is the number of its one page, None for a collection."""

    record: Record
    only: int | None
    cache: Path | None

    def leaf(self, page: int) -> Leaf | None:
        """None for a number that no page has."""

    def scan(self, leaf: Leaf, source: Source | None) -> ScanFile | None:
        """None where the scan is not at hand. `source` is what the page says, where that is known."""

    def neighbours(self, leaf: Leaf) -> tuple[int | None, int | None]:
        """The pages before it and after it."""


class SinglePage:
    """One page's file. Its record lies beside it, or is that of its collection. FormatError where the file
    holds no page, or several."""

    cache: Path | None = None

    def __init__(self, path: Path, scans: Path | None = None) -> None:
        if not path.is_file():
            raise FormatError(f"{path}: no such file or folder", "give a collection or a page that was read")
        read_page_file(path)
        self._path = path
        self._scans = scans
        place, self._name = record_of(path)
        self.record = Record(place)
        self.only: int | None = self.record.page_id(self._name)

    def leaf(self, page: int) -> Leaf | None:
        return Leaf(id=page, name=self._name, path=self._path) if page == self.only else None

    def scan(self, leaf: Leaf, source: Source | None) -> ScanFile | None:
        found = source and find_scan(source, leaf.path, Path(), self._scans)
        return scan_file(found, source) if found and source else None

    def neighbours(self, leaf: Leaf) -> tuple[int | None, int | None]:
        return None, None


def record_of(path: Path) -> tuple[Path, str]:
    """Where the record of a page's file is, and the page's name in it: a page below `pages` of a collection
    is in the record of the collection.

    >>> place, name = record_of(Path("out/front.json"))
    >>> place.name, name, record_of(Path("front.alto.xml"))[0].name
    ('front.review.sqlite', 'front.json', 'front.alto.xml.review.sqlite')
    """
    whole = path.resolve()
    for folder in whole.parents:
        if folder.name == PAGES and (folder.parent / database.FILE).is_file() and whole.suffix == ".json":
            return folder.parent / FILE, whole.relative_to(folder).with_suffix("").as_posix()
    return path.with_name(f"{path.name.removesuffix('.json')}.{FILE}"), path.name


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
