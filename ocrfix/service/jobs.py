"""The jobs of the service and their files: kept so that a restart goes on where it was.

Of what a client sends nothing becomes a path: scans and results lie under numbers that the store gives.
"""

import json
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ocrfix.batch.lock import locked
from ocrfix.batch.rows import now
from ocrfix.database import changing, named_faults
from ocrfix.formats import FORMATS
from ocrfix.service.database import FILE, create_or_open
from ocrfix.service.job import UNENDED, Job, Page, State, Wish, job_id, page_key
from ocrfix.store import prepare_folder

_PUT_JOB = """
    INSERT INTO job (id, name, sha256, bytes, language, engine, formats, order_hash, accepted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
"""


class FullError(Exception):
    """As many jobs as may wait are waiting."""


class Jobs:
    """What a folder holds. Any thread may call any method; one process at a time may open the folder.

    Raises OutputError where the folder cannot be written or another process has it, FormatError where it
    holds something else.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in (folder, folder / "arriving", folder / "scans", folder / "results"):
            prepare_folder(part)
        self._lock = locked(folder)
        try:
            self._db = create_or_open(folder)
        except BaseException:
            self._lock.close()
            raise
        self.turn = threading.RLock()
        """Held by whoever must find the jobs in the end as they were in the beginning."""
        self._arriving = 0
        self._remove_strays()

    def close(self) -> None:
        with self.turn:
            self._db.close()
            self._lock.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction; nobody else reads or writes meanwhile."""
        with self.turn, changing(self._db, self.folder / FILE):
            yield self._db

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self.turn, named_faults(self.folder / FILE, "read"):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def place_for_one(self, most: int) -> Iterator[Path]:
        """A path for a scan that is being sent; it counts as a job as long. Raises FullError.

        What is left at the path in the end is removed.
        """
        with self.turn:
            if sum(self.counts().get(state, 0) for state in UNENDED) + self._arriving >= most:
                raise FullError
            self._arriving += 1
        path = self.folder / "arriving" / secrets.token_hex(16)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)
            with self.turn:
                self._arriving -= 1

    def add(self, scan: Path, sha256: str, size: int, wish: Wish) -> tuple[Job, bool]:
        """The job that reads the scan, and whether it is new; one that failed is begun anew.

        A new job takes the file.
        """
        name, order = job_id(sha256, wish), wish.order
        settings = order.settings
        with self.turn:
            known = self.job(name)
            if known is not None and known.state is not State.FAILED:
                return known, False
            if known is not None:
                self.delete(name)
            with self.changing() as db:
                db.execute("INSERT OR IGNORE INTO orders VALUES (?, ?)", (order.hash, order.to_json()))
                (row,) = db.execute(
                    _PUT_JOB,
                    (
                        name,
                        wish.name,
                        sha256,
                        size,
                        settings.language,
                        settings.engine,
                        ",".join(order.formats),
                        order.hash,
                        now(),
                    ),
                ).fetchall()
                scan.replace(self.scan(row["number"]))
        return _job(row), True

    def job(self, name: str) -> Job | None:
        rows = self.rows("SELECT * FROM job WHERE id = ?", name)
        return _job(rows[0]) if rows else None

    def pages(self, job: Job) -> list[Page]:
        """The pages of a job in order; none as long as they are not counted."""
        query = "SELECT * FROM page WHERE job = ? ORDER BY number, part"
        return [_page(row) for row in self.rows(query, job.number)]

    def listed(self, state: State | None, offset: int, limit: int) -> tuple[list[Job], int]:
        """Some of the jobs, the newest first, and how many there are."""
        where, values = ("WHERE state = ?", (state,)) if state else ("", ())
        with self.turn:
            (total,) = self.rows(f"SELECT count(*) FROM job {where}", *values)[0]  # noqa: S608
            query = f"SELECT * FROM job {where} ORDER BY number DESC LIMIT ? OFFSET ?"  # noqa: S608
            return [_job(row) for row in self.rows(query, *values, limit, offset)], total

    def counts(self) -> dict[State, int]:
        """How many jobs there are in each state."""
        return {
            State(state): count
            for state, count in self.rows("SELECT state, count(*) FROM job GROUP BY state")
        }

    def delete(self, name: str) -> bool:
        """Forget a job and remove its files; False where there is none."""
        with self.turn:
            job = self.job(name)
            if job is None:
                return False
            with self.changing() as db:
                db.execute("DELETE FROM job WHERE number = ?", (job.number,))
            self.scan(job.number).unlink(missing_ok=True)
            shutil.rmtree(self.results(job.number), ignore_errors=True)
        return True

    def open_result(self, job: Job, page: Page, chosen: str) -> BinaryIO | None:
        """A result of a page that was read, to be closed by the caller; None where it is gone meanwhile."""
        name = page_key(page.number, page.part) + FORMATS[chosen].suffix
        try:
            return (self.results(job.number) / name).open("rb")
        except FileNotFoundError:
            return None

    def scan(self, number: int) -> Path:
        """Where the scan of a job lies until the job has ended."""
        return self.folder / "scans" / str(number)

    def results(self, number: int) -> Path:
        """The folder of a job's results."""
        return self.folder / "results" / str(number)

    def _remove_strays(self) -> None:
        """What a process that was killed left without a job."""
        known = {str(row["number"]) for row in self.rows("SELECT number FROM job")}
        for path in (self.folder / "arriving").iterdir():
            path.unlink()
        for path in (self.folder / "scans").iterdir():
            if path.name not in known:
                path.unlink()
        for path in (self.folder / "results").iterdir():
            if path.name not in known:
                shutil.rmtree(path)


def _job(row: sqlite3.Row) -> Job:
    return Job(
        number=row["number"],
        id=row["id"],
        name=row["name"],
        sha256=row["sha256"],
        bytes=row["bytes"],
        language=row["language"],
        engine=row["engine"],
        formats=tuple(row["formats"].split(",")),
        state=State(row["state"]),
        accepted=row["accepted"],
        ended=row["ended"],
        error=row["error"],
        hint=row["hint"],
    )


def _page(row: sqlite3.Row) -> Page:
    return Page(
        number=row["number"],
        part=row["part"],
        state=State(row["state"]),
        error=row["error"],
        hint=row["hint"],
        figures=row["figures"] and json.loads(row["figures"]),
    )
