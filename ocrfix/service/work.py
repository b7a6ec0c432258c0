"""What is to be done next for the jobs, and what came of it, written down."""

import json
import sqlite3

from ocrfix.batch.rows import now
from ocrfix.batch.task import CountPages, Failed, Order, PagesRead, ReadPage, Task
from ocrfix.image.scan import may_have_pages
from ocrfix.service.job import State, figures_of, page_key
from ocrfix.service.jobs import Jobs
from ocrfix.store import prepare_folder, write_atomically

_TRIES = 2
"""How often a page is begun where its worker, or the service, dies of it."""

_FIRST_JOB = """
    SELECT job.*, orders.value AS wanted FROM job JOIN orders ON orders.hash = order_hash
    WHERE state IN ('waiting', 'running') AND (
        (state = 'waiting' AND NOT counted)
        OR EXISTS (SELECT 1 FROM page WHERE job = job.number AND page.state = 'waiting')
    ) ORDER BY number LIMIT 1
"""
_DIED = ("the service ended in the middle of it", "send the scan again, or look at it")


class Work:
    """The tasks of the jobs, in the order in which those came in. For one thread, the driver's."""

    def __init__(self, jobs: Jobs, max_pages: int) -> None:
        self._jobs = jobs
        self._max_pages = max_pages

    def recover(self) -> None:
        """Take back what a process that was killed had begun; what it was killed by twice has failed."""
        with self._jobs.changing() as db:
            db.execute(
                "UPDATE page SET state = 'failed', error = ?, hint = ?"
                " WHERE state = 'running' AND tries >= ?",
                (*_DIED, _TRIES),
            )
            uncounted = db.execute(
                "SELECT number FROM job WHERE state = 'running' AND NOT counted AND tries >= ?", (_TRIES,)
            ).fetchall()
            for (number,) in uncounted:
                _end(db, number, State.FAILED, *_DIED)
        self._wait_again()
        for (number,) in self._jobs.rows("SELECT number FROM job WHERE state = 'running' AND counted"):
            self._settle(number)

    def release(self) -> None:
        """What was begun waits again, as if it had not been."""
        with self._jobs.changing() as db:
            for table in ("page", "job"):
                db.execute(f"UPDATE {table} SET tries = tries - 1 WHERE state = 'running' AND tries")  # noqa: S608
        self._wait_again()

    def next_task(self) -> Task | None:
        """The next thing to do, begun by asking for it; None where there is nothing."""
        with self._jobs.turn:
            while rows := self._jobs.rows(_FIRST_JOB):
                job = rows[0]
                scan = self._jobs.scan(job["number"])
                if not scan.is_file():
                    self._refuse(job["number"], "its scan is not there any more", "send it again")
                elif job["counted"]:
                    return self._read(job)
                elif may_have_pages(scan):
                    return self._count(job)
                else:
                    self._put_pages(job["number"], 1)
        return None

    def counted(self, task: CountPages, pages: int) -> None:
        """A file has so many pages."""
        if pages <= self._max_pages:
            self._put_pages(task.file, pages)
            return
        why = f"the file has {pages:,} pages, more than the limit of {self._max_pages:,}"
        self._refuse(task.file, why, "send it in parts")

    def record(self, task: ReadPage, read: PagesRead) -> None:
        """A page was read, or two that face each other in it. OutputError where a result cannot be written.

        What became of a job that was deleted meanwhile is dropped.
        """
        folder = self._jobs.results(task.file)
        with self._jobs.changing() as db:
            gone = db.execute(
                "DELETE FROM page WHERE job = ? AND number = ? RETURNING tries", (task.file, task.number)
            ).fetchone()
            if gone is None:
                return
            prepare_folder(folder)
            for result in read.results:
                for suffix, data in result.files.items():
                    write_atomically(folder / (page_key(task.number, result.part) + suffix), data)
                figures = json.dumps(figures_of(result, read.seconds))
                db.execute(
                    "INSERT INTO page (job, number, part, state, figures) VALUES (?, ?, ?, 'done', ?)",
                    (task.file, task.number, result.part, figures),
                )
        self._settle(task.file)

    def fail(self, task: Task, failed: Failed) -> None:
        """Nothing came of a task; it is tried again where that may help."""
        message = failed.error.message.removeprefix(f"{task.path.name}: ")
        if isinstance(task, CountPages):
            self._uncounted(task, message, failed)
            return
        message = message.removeprefix(f"{task.called}: ")
        with self._jobs.changing() as db:
            db.execute(
                "UPDATE page SET state = iif(?1 AND tries < ?2, 'waiting', 'failed'), error = ?3, hint = ?4"
                " WHERE job = ?5 AND number = ?6",
                (failed.again, _TRIES, message, failed.error.hint, task.file, task.number),
            )
        self._settle(task.file)

    def _uncounted(self, task: CountPages, message: str, failed: Failed) -> None:
        with self._jobs.changing() as db:
            row = db.execute("SELECT tries FROM job WHERE number = ?", (task.file,)).fetchone()
            if row is not None and failed.again and row["tries"] < _TRIES:
                db.execute("UPDATE job SET state = 'waiting' WHERE number = ?", (task.file,))
                return
        self._refuse(task.file, message, failed.error.hint)

    def _refuse(self, job: int, error: str, hint: str) -> None:
        """End a job as a whole."""
        with self._jobs.changing() as db:
            _end(db, job, State.FAILED, error, hint)
            db.execute(
                "UPDATE page SET state = 'failed', error = ?, hint = ?"
                " WHERE job = ? AND state IN ('waiting', 'running')",
                (error, hint, job),
            )
        self._jobs.scan(job).unlink(missing_ok=True)

    def _wait_again(self) -> None:
        with self._jobs.changing() as db:
            db.execute("UPDATE page SET state = 'waiting' WHERE state = 'running'")
            db.execute("UPDATE job SET state = 'waiting' WHERE state = 'running' AND NOT counted")

    def _count(self, job: sqlite3.Row) -> CountPages:
        with self._jobs.changing() as db:
            db.execute(
                "UPDATE job SET state = 'running', tries = tries + 1 WHERE number = ?", (job["number"],)
            )
        return CountPages(job["number"], self._jobs.scan(job["number"]))

    def _put_pages(self, job: int, pages: int) -> None:
        with self._jobs.changing() as db:
            known = db.execute("UPDATE job SET state = 'running', counted = 1 WHERE number = ?", (job,))
            if known.rowcount:
                numbers = ((job, number) for number in range(1, pages + 1))
                db.executemany("INSERT INTO page (job, number) VALUES (?, ?)", numbers)

    def _read(self, job: sqlite3.Row) -> ReadPage:
        path = self._jobs.scan(job["number"])
        status = path.stat()
        with self._jobs.changing() as db:
            (number,) = db.execute(
                "UPDATE page SET state = 'running', tries = tries + 1 WHERE job = ?1 AND number ="
                " (SELECT min(number) FROM page WHERE job = ?1 AND state = 'waiting') RETURNING number",
                (job["number"],),
            ).fetchone()
        return ReadPage(
            file=job["number"],
            path=path,
            number=number,
            sha256=job["sha256"],
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            order=Order.from_json(job["wanted"]),
            called=job["name"],
        )

    def _settle(self, job: int) -> None:
        """End a job of which every page has ended. Its scan is not needed any more."""
        rows = self._jobs.rows("SELECT state, error, hint FROM page WHERE job = ? ORDER BY number", job)
        if not rows or any(State(row["state"]) in (State.WAITING, State.RUNNING) for row in rows):
            return
        failed = [row for row in rows if row["state"] == State.FAILED]
        with self._jobs.changing() as db:
            if not failed:
                _end(db, job, State.DONE, None, None)
            elif len(rows) == 1:
                _end(db, job, State.FAILED, failed[0]["error"], failed[0]["hint"])
            else:
                words = f"{len(failed)} of {len(rows)} pages could not be read"
                _end(db, job, State.FAILED, words, "each page says why; the results of the others are there")
        self._jobs.scan(job).unlink(missing_ok=True)


def _end(db: sqlite3.Connection, job: int, state: State, error: str | None, hint: str | None) -> None:
    db.execute(
        "UPDATE job SET state = ?, error = ?, hint = ?, ended = ? WHERE number = ?",
        (state, error, hint, now(), job),
    )
