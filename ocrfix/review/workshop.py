"""Pages under review, kept in memory as they are now: what the web application does, without the web."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, RLock
from typing import TypeVar

from ocrfix.batch.read import passages_of
from ocrfix.errors import ActionError, OutputError, SettingsError
from ocrfix.review.action import Accept, Action, Reject, TakeLessons, TakeReading
from ocrfix.review.helping import Lessons
from ocrfix.review.items import LineTexts, State
from ocrfix.review.open_page import OpenPage, done, opened, redone, taken, undone
from ocrfix.review.record import ConflictError, Reading, reading_at
from ocrfix.review.shelf import Leaf, Shelf
from ocrfix.review.teacher import Teacher
from ocrfix.review.tiles import TILE_PX, Pyramid, Pyramids, ScanFile, crop, levels_of, thumbnail
from ocrfix.review.view import View, difference, stops_of, view_of
from ocrfix.store import prepare_folder, stamp_of, write_atomically

_MOST_PAGES = 24

T = TypeVar("T")


class UnknownError(SettingsError):
    """There is no such page, line or tile."""


class Workshop:
    """Can be used from several threads; pages are changed one after the other. The teacher, where there is
    one, is asked to learn whenever a page is done, or is not done any more."""

    def __init__(self, shelf: Shelf, teacher: Teacher | None = None) -> None:
        self.shelf = shelf
        self._teacher = teacher
        self._lessons = None if teacher is None else Lessons(teacher.collection)
        self._pyramids = Pyramids()
        self._pages: OrderedDict[int, tuple[OpenPage, View]] = OrderedDict()
        self._scans: dict[int, ScanFile] = {}
        self._stamps: dict[int, tuple[int, int] | None] = {}
        self._lock = RLock()
        self._drawing = Lock()

    def view(self, page: int) -> View:
        """Everything that the screen shows of a page."""
        with self._lock:
            now, view = self._at(page)
            before, after = self.shelf.neighbours(self._leaf(page))
        source = now.page.source
        size = (source.width_px, source.height_px) if self._scan(now) else (None, None)
        levels = levels_of(size[0], size[1]) if size[0] and size[1] else []
        return {
            **view,
            "has_scan": bool(levels),
            "lessons_new": self._helps(now),
            "previous": before,
            "next": after,
            "tiles": {"size": TILE_PX, "levels": levels},
        }

    def act(self, page: int, version: int, action: Action, author: str) -> View:
        """Do an action, write it down, and tell what it changed. ConflictError, ActionError."""
        record = self.shelf.record
        if isinstance(action, TakeLessons):
            repaired = self._repaired(page)
            return self._change(page, version, lambda now: taken(record, now, repaired, author, action))
        if isinstance(action, TakeReading):
            filed = self._filed(self._leaf(page))
            return self._change(page, version, lambda now: taken(record, now, filed, author))
        return self._change(page, version, lambda now: done(record, now, action, author))

    def _repaired(self, page: int) -> Reading:
        """The page as it was read, repaired with what was learned since: about a second, in which other
        editors do not wait."""
        now = self.current(page)
        if self._lessons is None or not self._helps(now):
            raise ActionError("nothing was learned that this page was read without", "go on")
        return self._lessons.used_on(now.reading)

    def _helps(self, now: OpenPage) -> bool:
        """Whether nobody has begun the page, and lessons are new to it."""
        new = self._lessons is not None and self._lessons.are_new_to(now.reading.page)
        return new and not now.standing.done

    def act_on_all(self, page: int, actions: Sequence[Action], author: str) -> dict[Action, str]:
        """Do several answers to items at once. Those that do not fit are left, and come back with the reason:
        an item that was answered meanwhile is not answered again."""
        left: dict[Action, str] = {}
        with self._lock:
            now, _ = self._at(page)
            new = now
            for action in dict.fromkeys(actions):
                item = action.item if isinstance(action, Accept | Reject) else None
                if item is not None and new.states.get(item, State.OPEN) is not State.OPEN:
                    left[action] = "was answered meanwhile"
                    continue
                try:
                    new = done(self.shelf.record, new, action, author)
                except ActionError as error:
                    left[action] = error.message
            if new is not now:
                self._keep(new)
        return left

    def undo(self, page: int, version: int, author: str) -> View:
        return self._change(page, version, lambda now: undone(self.shelf.record, now, author))

    def redo(self, page: int, version: int, author: str) -> View:
        return self._change(page, version, lambda now: redone(self.shelf.record, now, author))

    def tile(self, page: int, level: int, column: int, row: int) -> bytes:
        return _found(self._pyramid(page).tile(level, column, row), "tile")

    def thumbnail(self, page: int) -> bytes:
        """A small picture of a page, kept on disk in a collection."""
        leaf = self._leaf(page)
        source = None if self.shelf.cache else self.current(page).page.source
        scan = _found(self.shelf.scan(leaf, source), "scan")
        if self.shelf.cache is None:
            return thumbnail(scan)
        kept = self.shelf.cache / f"{scan.sha256[:32]}-{scan.number}{scan.part}.jpg"
        if kept.is_file():
            return kept.read_bytes()
        with self._drawing:
            data = thumbnail(scan)
        with suppress(OutputError):
            prepare_folder(kept.parent)
            write_atomically(kept, data)
        return data

    def crop(self, page: int, line: str, span: Sequence[int | None]) -> bytes:
        """The print of a line, or of a stretch of its text."""
        now = self.current(page)
        texts = LineTexts(now.page)
        own = _found(texts.lines.get(line), "line")
        stops = stops_of(own, texts.edits(line))
        start, end = span
        places: list[float | None] = [None, None]
        if stops and start is not None and end is not None:
            last = len(stops) // 2 - 1
            places = [stops[2 * min(start, last)], stops[2 * min(max(start, end - 1), last) + 1]]
        return _found(crop(self._pyramid(page).pixels, own, *places), "picture of this line")

    def current(self, page: int) -> OpenPage:
        """The page as it is now."""
        with self._lock:
            return self._at(page)[0]

    def _change(self, page: int, version: int, step: Callable[[OpenPage], OpenPage | None]) -> View:
        with self._lock:
            now, view = self._at(page)
            if now.version != version:
                raise ConflictError(now.version, now.entries[version:])
            new = step(now)
            if new is None:
                raise ActionError("there is nothing to undo or to do again", "go on")
            return difference(view, self._keep(new))

    def _keep(self, new: OpenPage) -> View:
        before = self._pages[new.id]
        view = view_of(new, before)
        self._pages[new.id] = (new, view)
        if self._teacher is not None and _outcome(before[0]) != _outcome(new):
            self._teacher.ask()
        return view

    def close(self) -> None:
        """Put the texts of what was changed into the index for `ocrfix search`, and learn no more."""
        if self._teacher is not None:
            self._teacher.close()
        with self._lock:
            for now, _ in self._pages.values():
                self._index(now)

    def _at(self, page: int) -> tuple[OpenPage, View]:
        """The page as it is now, also where another process has changed it or read it again."""
        leaf = self._leaf(page)
        record = self.shelf.record
        kept = self._pages.get(page)
        stamp = stamp_of(leaf.path)
        if kept is None or kept[0].version != record.version(page) or self._stamps[page] != stamp:
            now = opened(record, page, leaf.name, self._filed(leaf))
            kept = self._pages[page] = (now, view_of(now))
            self._scans.pop(page, None)
            self._stamps[page] = stamp
        self._pages.move_to_end(page)
        while len(self._pages) > _MOST_PAGES:
            _, (oldest, _) = self._pages.popitem(last=False)
            self._index(oldest)
        return kept

    def _index(self, now: OpenPage) -> None:
        if now.id in {number for number, _ in self.shelf.record.unindexed()}:
            self.shelf.record.put_passages(now.id, now.version, passages_of(now.page))

    def _filed(self, leaf: Leaf) -> Reading:
        """What the page's file holds; where it is not there any more, what was read when its review began."""
        if leaf.path.is_file():
            return reading_at(leaf.path)
        return _found(self.shelf.record.reading(leaf.id), "page")

    def _leaf(self, page: int) -> Leaf:
        return _found(self.shelf.leaf(page), "page")

    def _scan(self, now: OpenPage) -> ScanFile | None:
        """Looked for once and again where it is gone: a folder of scans may be large."""
        kept = self._scans.get(now.id)
        if kept is None or not kept.path.is_file():
            found = self.shelf.scan(self._leaf(now.id), now.page.source)
            if found is None:
                return None
            kept = self._scans[now.id] = found
        return kept

    def _pyramid(self, page: int) -> Pyramid:
        return self._pyramids.of(_found(self._scan(self.current(page)), "scan"))


def _outcome(page: OpenPage) -> tuple[str | None, bool]:
    """How a page is marked, and whether something waits for a decision."""
    return page.mark, page.open_items > 0


def _found(value: T | None, what: str) -> T:
    if value is None:
        raise UnknownError(f"there is no such {what}", "look at the address again")
    return value
