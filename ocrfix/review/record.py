"""The record of a review: every action with its author and time, in SQLite, written down for good."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import RLock
from types import TracebackType

from ocrfix.batch.rows import insert_passages
from ocrfix.batch.task import Passage
from ocrfix.database import Kind, changing, named_faults, opened
from ocrfix.errors import OutputError
from ocrfix.formats.reading import read_page_file
from ocrfix.model.as_json import to_json
from ocrfix.model.from_json import from_json
from ocrfix.model.page import Page
from ocrfix.review.action import Action, TakeReading

FILE = "review.sqlite"
KIND = Kind(
    schema="ocrfix.review/1",
    table="review",
    tables=files("ocrfix.review").joinpath("record.sql"),
    words="record of a review",
    hint="move it away",
)
UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step of a page's review. `action` is None where `kind` is undo or redo; `reading` is the sha256 of
    the page as it was read, to which the action was done."""

    page: int
    version: int
    author: str
    time: str
    kind: str
    action: Action | None
    reading: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The steps that count, first to last, and those that can be done again, the next one last."""

    done: tuple[Entry, ...]
    undone: tuple[Entry, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions on the reading that the review stands on."""
        last = max((n for n, e in enumerate(self.done) if isinstance(e.action, TakeReading)), default=-1)
        return tuple(entry.action for entry in self.done[last + 1 :] if entry.action is not None)


def standing(entries: Sequence[Entry]) -> Standing:
    """What undo and redo leave of the steps. A new action ends what could be done again."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind == UNDO and done:
            undone.append(done.pop())
        elif entry.kind == REDO and undone:
            done.append(undone.pop())
        elif entry.action is not None:
            done.append(entry)
            undone.clear()
    return Standing(tuple(done), tuple(undone))


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read: the hash of its file, and its JSON. Where it was repaired with lessons since,
    their digest stands behind the hash, after a +."""

    sha256: str
    page: Page
    json: bytes

    @property
    def filed(self) -> str:
        """The hash of the file."""
        return filed_of(self.sha256)


def filed_of(sha256: str) -> str:
    """The hash of the file that a reading is of, by the reading's.

    >>> filed_of("c0ffee+5eed"), filed_of("c0ffee")
    ('c0ffee', 'c0ffee')
    """
    return sha256.partition("+")[0]


def reading_at(path: Path) -> Reading:
    """What a page's file holds. FormatError where it cannot be read or holds several pages."""
    page = read_page_file(path)
    data = path.read_bytes()
    own = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    return Reading(hashlib.sha256(data).hexdigest(), page, own if own[:1] == b"{" else to_json(page).encode())


class ConflictError(OutputError):
    """The page has another version than the editor saw; `by` are the steps in between."""

    def __init__(self, version: int, by: Sequence[Entry]) -> None:
        names = ", ".join(dict.fromkeys(entry.author or "another editor" for entry in by)) or "somebody"
        super().__init__(f"{names} changed the page meanwhile", "look at the change and do yours again")
        self.version = version
        self.by = tuple(by)


class Record:
    """The record of a collection, or of one page beside its file. Every method is one transaction, on disk
    when it returns; several processes may have it open. It can be used from several threads."""

    def __init__(self, path: Path, writing: bool = True) -> None:
        """Opens the record, made where it is missing and is to be written. FormatError, OutputError."""
        self.path = path
        self._lock = RLock()
        self._db = opened(path, KIND, writing=writing, threads=True)

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def page_id(self, name: str) -> int:
        """The number of a page, for good; given to it where it has none."""
        return self.page_ids([name])[name]

    def page_ids(self, names: Sequence[str]) -> dict[str, int]:
        """The numbers of pages, given where they are missing."""
        with self._reading() as db:
            known = self._known(db, names)
        missing = [name for name in names if name not in known]
        if missing:
            with self.changing() as db:
                db.executemany("INSERT OR IGNORE INTO page (name) VALUES (?)", [(name,) for name in missing])
                known |= self._known(db, missing)
        return known

    def page_name(self, page: int) -> str | None:
        """The name of a page; None for a number that no page has."""
        with self._reading() as db:
            row = db.execute("SELECT name FROM page WHERE id = ?", (page,)).fetchone()
        return None if row is None else str(row[0])

    def version(self, page: int) -> int:
        with self._reading() as db:
            row = db.execute("SELECT version FROM page WHERE id = ?", (page,)).fetchone()
        return 0 if row is None else int(row[0])

    def entries(self, page: int, after: int = 0) -> list[Entry]:
        """The steps of a page, first to last, from the version `after` on."""
        query = "SELECT * FROM entry WHERE page = ? AND version > ? ORDER BY version"
        with self._reading() as db:
            return [_entry(row) for row in db.execute(query, (page, after))]

    def reading(self, page: int) -> Reading | None:
        """The page as it was read when its review began; None where it has not begun."""
        query = "SELECT sha256, reading.page FROM page JOIN reading ON sha256 = reading WHERE id = ?"
        with self._reading() as db:
            row = db.execute(query, (page,)).fetchone()
        return None if row is None else _unpacked(row)

    def reading_named(self, sha256: str) -> Reading:
        """A page as it was read, by its hash. KeyError where no step was done to it."""
        with self._reading() as db:
            row = db.execute("SELECT sha256, page FROM reading WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return _unpacked(row)

    def keep_reading(self, reading: Reading) -> None:
        """Keep a reading to which a step may go back."""
        with self.changing() as db:
            _put_reading(db, reading)

    def append(self, entry: Entry, reading: Reading, mark: str | None, open_items: int) -> None:
        """Write down a step on the version before it; ConflictError where that is not the last one.

        `reading` is what the review stands on after the step; the others are what the desk shows of it.
        """
        page, version = entry.page, entry.version
        payload = json.dumps(entry.action.to_dict() if entry.action else {}, ensure_ascii=False)
        with self.changing() as db:
            row = db.execute("SELECT version FROM page WHERE id = ?", (page,)).fetchone()
            if row[0] != version - 1:
                raise ConflictError(row[0], self.entries(page, after=version - 1))
            _put_reading(db, reading)
            db.execute(
                "INSERT INTO entry (page, version, author, time, kind, payload, reading)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (page, version, entry.author, entry.time, entry.kind, payload, reading.sha256),
            )
            db.execute(
                "UPDATE page SET version = ?, reading = ?, mark = ?, open = ? WHERE id = ?",
                (version, reading.sha256, mark, open_items, page),
            )

    def reviewed_pages(self) -> list[tuple[int, str]]:
        """Number and name of every page that has steps, by name."""
        with self._reading() as db:
            rows = db.execute("SELECT id, name FROM page WHERE version > 0 ORDER BY name").fetchall()
        return [(row[0], row[1]) for row in rows]

    def count_done(self) -> int:
        """How many pages are marked, or have nothing open any more."""
        query = "SELECT count(*) FROM page WHERE version > 0 AND (mark IS NOT NULL OR open = 0)"
        with self._reading() as db:
            return int(db.execute(query).fetchone()[0])

    def page_named(self, name: str) -> int | None:
        """The number of a page that has one."""
        with self._reading() as db:
            return self._known(db, [name]).get(name)

    def unindexed(self) -> list[tuple[int, str]]:
        """Number and name of pages whose texts in the index are not those of their last version."""
        with self._reading() as db:
            rows = db.execute("SELECT id, name FROM page WHERE version > indexed").fetchall()
        return [(row[0], row[1]) for row in rows]

    def put_passages(self, page: int, version: int, passages: Iterable[Passage]) -> None:
        """The texts of a version of a page, for `ocrfix search`."""
        with self.changing() as db:
            db.execute("DELETE FROM passage WHERE page = ?", (page,))
            insert_passages(db, page, passages)
            db.execute("UPDATE page SET indexed = ? WHERE id = ?", (version, page))

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction."""
        with self._lock, changing(self._db, self.path):
            yield self._db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, named_faults(self.path, "read"):
            yield self._db

    @staticmethod
    def _known(db: sqlite3.Connection, names: Sequence[str]) -> dict[str, int]:
        query = "SELECT name, id FROM page WHERE name IN (SELECT value FROM json_each(?))"
        return {row[0]: row[1] for row in db.execute(query, (json.dumps(list(names)),))}


def _put_reading(db: sqlite3.Connection, reading: Reading) -> None:
    if db.execute("SELECT 1 FROM reading WHERE sha256 = ?", (reading.sha256,)).fetchone() is None:
        db.execute("INSERT INTO reading VALUES (?, ?)", (reading.sha256, zlib.compress(reading.json, 3)))


def words_of(entry: Entry) -> str:
    """What was done, for another editor: the kind of the step and what it was done to."""
    told = [] if entry.action is None else [v for v in entry.action.to_dict().values() if isinstance(v, str)]
    return " ".join((entry.kind.replace("_", " "), *told[1:]))


def _entry(row: sqlite3.Row) -> Entry:
    kind = row["kind"]
    return Entry(
        page=row["page"],
        version=row["version"],
        author=row["author"],
        time=row["time"],
        kind=kind,
        action=None if kind in (UNDO, REDO) else Action.from_dict(json.loads(row["payload"])),
        reading=row["reading"],
    )


def _unpacked(row: sqlite3.Row) -> Reading:
    data = zlib.decompress(row[1])
    return Reading(row[0], from_json(data.decode()), data)
