"""What there is to do: the files beside what the ledger knows of them."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix.batch.ledger import KnownFile, KnownPage, Ledger
from ocrfix.batch.sources import PAGES, SourceFile
from ocrfix.batch.task import CountPages, Order, ReadPage, Task
from ocrfix.image.scan import may_have_pages

_NO_FILE = "no such file"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was looked at: what is to be done for it, and how many of its pages need nothing."""

    tasks: tuple[Task, ...]
    skipped: int = 0
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """A file's bytes as they are now; a file that cannot be opened has no hash."""

    sha256: str
    size: int
    mtime_ns: int


class Survey:
    """Looks at one file after the other. A file whose size and time are as they were is not opened."""

    def __init__(self, ledger: Ledger, order: Order, files: Sequence[SourceFile]) -> None:
        self._ledger = ledger
        self._order = order
        self._files = files
        self._known = ledger.files()
        self._pages = ledger.pages()
        self._hashes = {known.sha256: path for path, known in self._known.items() if known.same_as is None}
        self._of_file: dict[int, tuple[SourceFile, _State]] = {}

    def __iter__(self) -> Iterator[Found]:
        return (self._look(file) for file in self._files)

    def counted(self, task: CountPages, pages: int) -> Found:
        """What is to be done for a file of which a worker said how many pages it has."""
        file, state = self._of_file.pop(task.file)
        return self._found(task.file, file, state, self._ledger.put_pages(task.file, max(1, pages)))

    def uncounted(self, task: CountPages) -> None:
        """A file that cannot be counted stands in the ledger as one page, and is counted again next time."""
        self._of_file.pop(task.file)
        self._ledger.put_pages(task.file, 1, counted=False)

    def _look(self, file: SourceFile) -> Found:
        known = self._known.get(file.path)
        state = _state(file.path, known)
        place = known.place if known else file.place
        file = replace(file, place=place)
        if known and state.sha256 == known.sha256 and known.pages and not self._given_changed(file, known):
            if known.mtime_ns != state.mtime_ns:
                self._put(file, state, None)
            return self._found(known.id, file, state, self._pages.get(known.id, []))
        twin = self._twin(file.path, state)
        number = self._put(file, state, twin)
        if twin is not None:
            return Found((), duplicate=True)
        if may_have_pages(file.path):
            self._of_file[number] = (file, state)
            return Found((CountPages(number, file.path),))
        return self._found(number, file, state, self._ledger.put_pages(number, 1))

    def _put(self, file: SourceFile, state: _State, twin: int | None) -> int:
        number = self._ledger.put_file(file, state.sha256, state.size, state.mtime_ns, twin)
        known = KnownFile(
            id=number,
            place=file.place,
            sha256=state.sha256,
            size=state.size,
            mtime_ns=state.mtime_ns,
            pages=None,
            same_as=twin,
            given=file.given,
        )
        self._known[file.path] = known
        if twin is None and state.sha256:
            self._hashes[state.sha256] = file.path
        return number

    def _twin(self, path: Path, state: _State) -> int | None:
        """The id of another file with the same bytes that is still there."""
        other = self._hashes.get(state.sha256) if state.sha256 else None
        return self._known[other].id if other not in (None, path) and other.exists() else None

    def _given_changed(self, file: SourceFile, known: KnownFile) -> bool:
        return file.given != known.given

    def _found(self, number: int, file: SourceFile, state: _State, pages: Sequence[KnownPage]) -> Found:
        """A task for every page that is not done, or was done from other bytes or by another order."""
        settings = self._order.settings
        if file.given.language:
            settings = replace(settings, language=file.given.language)
        order = replace(self._order, settings=settings)
        open_pages = {
            page.number: None for page in pages if not self._is_done(page, state.sha256, order.hash)
        }
        tasks = tuple(
            ReadPage(
                file=number,
                path=file.path,
                number=page,
                sha256=state.sha256,
                size=state.size,
                mtime_ns=state.mtime_ns,
                order=order,
            )
            for page in open_pages
        )
        return Found(tasks, skipped=sum(page.number not in open_pages for page in pages))

    def _is_done(self, page: KnownPage, sha256: str, order: str) -> bool:
        if page.state != "done" or page.source_hash != sha256 or page.settings_hash != order:
            return False
        path = self._ledger.folder / PAGES / page.name
        return all(os.path.exists(f"{path}{suffix}") for suffix in page.suffixes)


def _state(path: Path, known: KnownFile | None) -> _State:
    """The file's state; its bytes are read only where size or time are not those of the ledger."""
    try:
        status = path.stat()
        if known and known.sha256 and (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns):
            return _State(known.sha256, status.st_size, status.st_mtime_ns)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return _State(digest, status.st_size, status.st_mtime_ns)
    except OSError:  # reading it says why, in words
        return _State("", 0, 0)
