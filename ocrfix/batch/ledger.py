"""The ledger: what is known of every file and page. One process writes it; `schema.sql` has its tables."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from ocrfix.batch.database import FILE, create_or_open, path_of, stored
from ocrfix.batch.lock import locked
from ocrfix.batch.manifest import Row
from ocrfix.batch.names import free_name
from ocrfix.batch.rows import insert_page, now
from ocrfix.batch.sources import PAGES, SourceFile
from ocrfix.batch.task import Failed, Order, PagesRead, ReadPage, Task, cause_of
from ocrfix.database import changing, named_faults
from ocrfix.store import prepare_folder, remove_temporary, write_atomically

_PAGE_ROWS = (
    "SELECT file, number, part, name, state, source_hash, settings_hash, suffixes, attempts FROM page"
)
_PUT_FILE = """
    INSERT INTO file (path, place, sha256, size, mtime_ns, same_as, title, date, number, language)
    VALUES (:path, :place, :sha256, :size, :mtime_ns, :same_as, :title, :date, :number, :language)
    ON CONFLICT (path) DO UPDATE SET
        pages = iif(sha256 IS excluded.sha256 AND excluded.same_as IS NULL, pages, NULL),
        place = excluded.place, sha256 = excluded.sha256, size = excluded.size, mtime_ns = excluded.mtime_ns,
        same_as = excluded.same_as, title = excluded.title, date = excluded.date, number = excluded.number,
        language = excluded.language
    RETURNING id
"""
"""A file whose bytes are others than before, or those of another file, has to be counted anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """What the ledger knows of a file; `same_as` is the id of another with the same bytes."""

    id: int
    place: str
    sha256: str | None
    size: int | None
    mtime_ns: int | None
    pages: int | None
    same_as: int | None
    given: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    number: int
    part: str
    name: str
    state: str
    source_hash: str | None
    settings_hash: str | None
    suffixes: tuple[str, ...]


class Ledger:
    """The ledger of a collection, opened for writing; nobody else can open it so at the same time.

    Every method is one transaction: it happens as a whole or not at all. Raises OutputError where the disk is
    full or may not be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = locked(folder)
        try:
            self._db = create_or_open(folder)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._lock.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction."""
        with changing(self._db, self.folder / FILE):
            yield self._db

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with named_faults(self.folder):
            return self._db.execute(query, values).fetchall()

    def recover(self) -> None:
        """Take back what a run that was killed had begun: its pages wait again, its temporary files go."""
        for row in self.rows("SELECT name FROM page WHERE state = 'running'"):
            folder = (self.folder / PAGES / row["name"]).parent
            if folder.is_dir():
                remove_temporary(folder)
        self.release()

    def release(self) -> None:
        """Pages that were begun and not ended wait again."""
        with self.changing() as db:
            db.execute("UPDATE page SET state = 'waiting' WHERE state = 'running'")
            db.execute("UPDATE run SET ended = ?, outcome = 'stopped' WHERE ended IS NULL", (now(),))

    def begin_run(self, jobs: str, order: Order) -> int:
        with self.changing() as db:
            _put_order(db, order)
            db.execute("INSERT OR REPLACE INTO collection VALUES ('order', ?)", (order.hash,))
            return _id(db.execute("INSERT INTO run (begun, jobs) VALUES (?, ?)", (now(), jobs)))

    def end_run(self, run: int, outcome: str, done: int, failed: int, skipped: int, seconds: float) -> None:
        with self.changing() as db:
            db.execute(
                "UPDATE run SET ended = ?, outcome = ?, done = ?, failed = ?, skipped = ?, seconds = ?"
                " WHERE id = ?",
                (now(), outcome, done, failed, skipped, round(seconds, 2), run),
            )
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def keep(self, key: str, value: str) -> None:
        """Note something about the collection as a whole."""
        with self.changing() as db:
            db.execute("INSERT OR REPLACE INTO collection VALUES (?, ?)", (key, value))

    def kept(self, key: str) -> str | None:
        rows = self.rows("SELECT value FROM collection WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def last_order(self) -> Order | None:
        """The order of the last run."""
        rows = self.rows("SELECT value FROM orders WHERE hash = ?", self.kept("order"))
        return Order.from_json(rows[0][0]) if rows else None

    def files(self) -> dict[Path, KnownFile]:
        """Every file by its path."""
        return {path_of(row["path"]): _known_file(row) for row in self.rows("SELECT * FROM file")}

    def pages(self) -> dict[int, list[KnownPage]]:
        """The pages of every file by its id, in order."""
        found: dict[int, list[KnownPage]] = {}
        for row in self.rows(f"{_PAGE_ROWS} ORDER BY file, number, part"):
            found.setdefault(row["file"], []).append(_known_page(row))
        return found

    def put_file(self, file: SourceFile, sha256: str, size: int, mtime_ns: int, same_as: int | None) -> int:
        """Write down what is now known of a file; its id. Pages of one that has changed wait again."""
        given = file.given
        row = {
            "path": stored(file.path),
            "place": file.place,
            "sha256": sha256,
            "size": size,
            "mtime_ns": mtime_ns,
            "same_as": same_as,
            "title": given.title,
            "date": given.date,
            "number": given.number,
            "language": given.language,
        }
        with self.changing() as db:
            (number,) = db.execute(_PUT_FILE, row).fetchone()
            changed = "UPDATE page SET state = 'waiting' WHERE file = ? AND source_hash IS NOT ?"
            db.execute(changed, (number, sha256))
        if same_as is not None:
            self._drop_pages(number, "number >= ?", 1)
        return int(number)

    def put_pages(self, file: int, pages: int, counted: bool = True) -> list[KnownPage]:
        """The rows of a file's pages, made where they are missing; what was of other bytes goes."""
        self._drop_pages(file, "(number > ? OR state <> 'done')", pages)
        with self.changing() as db:
            db.execute("UPDATE file SET pages = ? WHERE id = ?", (pages if counted else None, file))
            place, path = db.execute("SELECT place, path FROM file WHERE id = ?", (file,)).fetchone()
            known = {row[0] for row in db.execute("SELECT number FROM page WHERE file = ?", (file,))}
            for number in range(1, pages + 1):
                if number not in known:
                    ending = f"-p{number:04d}" if pages > 1 else ""
                    row = (file, number, free_name(db, place, ending, path_of(path)))
                    db.execute("INSERT INTO page (file, number, name) VALUES (?, ?, ?)", row)
            rows = db.execute(f"{_PAGE_ROWS} WHERE file = ? ORDER BY number, part", (file,)).fetchall()
        return [_known_page(row) for row in rows]

    def _drop_pages(self, file: int, which: str, number: int) -> None:
        """Forget pages of a file, and their results with them."""
        rows = self.rows(f"{_PAGE_ROWS} WHERE file = ? AND {which}", file, number)
        self._remove_results([_known_page(row) for row in rows])
        if rows:
            with self.changing() as db:
                db.execute(f"DELETE FROM page WHERE file = ? AND {which}", (file, number))  # noqa: S608

    def _remove_results(self, pages: Sequence[KnownPage]) -> None:
        for page in pages:
            target = self.folder / PAGES / page.name
            for suffix in page.suffixes:
                target.with_name(target.name + suffix).unlink(missing_ok=True)

    def begin(self, task: ReadPage) -> int:
        """A page is being read; the number of tries it has had, this one with them."""
        with self.changing() as db:
            _put_order(db, task.order)
            db.execute(
                "UPDATE page SET state = 'running', attempts = iif(source_hash IS ?1 AND settings_hash IS ?2,"
                " attempts, 0) + 1, source_hash = ?1, settings_hash = ?2 WHERE file = ?3 AND number = ?4",
                (task.sha256, task.order.hash, task.file, task.number),
            )
            query = "SELECT max(attempts) FROM page WHERE file = ? AND number = ?"
            return int(db.execute(query, (task.file, task.number)).fetchone()[0])

    def fail(self, task: Task, failed: Failed) -> None:
        """A page could not be read. A result from before, of the same bytes, is kept."""
        error = failed.error
        with self.changing() as db:
            db.execute(
                "UPDATE page SET state = 'failed', verdict = 'failed', error = ?, hint = ?, cause = ?,"
                " seconds = ?, peak_mb = ?, finished = ? WHERE file = ? AND number = ?",
                (
                    error.message,
                    error.hint,
                    cause_of(error, task.path.name),
                    failed.seconds,
                    failed.peak_mb,
                    now(),
                    task.file,
                    task.number,
                ),
            )

    def record(self, task: ReadPage, read: PagesRead) -> list[str]:
        """Write the results of a page, then the page itself; the names of its results.

        A scan of two facing pages has two results, and two rows from then on.
        """
        known = self.rows(f"{_PAGE_ROWS} WHERE file = ? AND number = ? ORDER BY part", task.file, task.number)
        names = self._names(task, read, [_known_page(row) for row in known])
        for name, result in zip(names, read.results, strict=True):
            self._write(name, result.files)
        self._remove_results([page for page in map(_known_page, known) if page.name not in names])
        with self.changing() as db:
            attempts = known[0]["attempts"]
            db.execute("DELETE FROM page WHERE file = ? AND number = ?", (task.file, task.number))
            for name, result in zip(names, read.results, strict=True):
                insert_page(db, task, attempts, name, result, read)
        return names

    def _names(self, task: ReadPage, read: PagesRead, known: Sequence[KnownPage]) -> list[str]:
        by_part = {page.part: page.name for page in known}
        whole = known[0].name.removesuffix(f"-{known[0].part}")
        taken = [by_part.get(result.part) for result in read.results]
        return [
            name or (free_name(self._db, whole, f"-{result.part}", task.path) if result.part else whole)
            for name, result in zip(taken, read.results, strict=True)
        ]

    def _write(self, name: str, files: dict[str, bytes]) -> None:
        target = self.folder / PAGES / name
        if not target.parent.is_dir():
            prepare_folder(target.parent)
        for suffix, data in files.items():
            write_atomically(target.with_name(target.name + suffix), data)


def _put_order(db: sqlite3.Connection, order: Order) -> None:
    db.execute("INSERT OR IGNORE INTO orders VALUES (?, ?)", (order.hash, order.to_json()))


def _known_file(row: sqlite3.Row) -> KnownFile:
    return KnownFile(
        id=row["id"],
        place=row["place"],
        sha256=row["sha256"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        pages=row["pages"],
        same_as=row["same_as"],
        given=Row(title=row["title"], date=row["date"], number=row["number"], language=row["language"]),
    )


def _known_page(row: sqlite3.Row) -> KnownPage:
    return KnownPage(
        number=row["number"],
        part=row["part"],
        name=row["name"],
        state=row["state"],
        source_hash=row["source_hash"],
        settings_hash=row["settings_hash"],
        suffixes=tuple((row["suffixes"] or "").split()),
    )


def _id(cursor: sqlite3.Cursor) -> int:
    return int(cursor.lastrowid or 0)
