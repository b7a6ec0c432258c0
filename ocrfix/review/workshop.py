"""Pages under review, kept in memory as they are now: what the web application does, without the web."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import RLock
from typing import TypeVar

from ocrfix.errors import ActionError, SettingsError
from ocrfix.review.action import Action, TakeReading
from ocrfix.review.items import LineTexts
from ocrfix.review.open_page import OpenPage, done, opened, redone, taken, undone
from ocrfix.review.record import ConflictError, reading_at
from ocrfix.review.shelf import Leaf, Shelf
from ocrfix.review.tiles import TILE_PX, Pyramid, Pyramids, crop, levels_of
from ocrfix.review.view import View, difference, stops_of, view_of

_MOST_PAGES = 24

T = TypeVar("T")


class UnknownError(SettingsError):
    """There is no such page, line or tile."""


class Workshop:
    """Can be used from several threads; pages are changed one after the other."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._pyramids = Pyramids()
        self._pages: OrderedDict[int, tuple[OpenPage, View]] = OrderedDict()
        self._lock = RLock()

    def view(self, page: int) -> View:
        """Everything that the screen shows of a page."""
        with self._lock:
            now, view = self._at(page)
            before, after = self.shelf.neighbours(self._leaf(page))
        source = now.page.source
        size = (source.width_px, source.height_px) if self._has_scan(now) else (None, None)
        levels = levels_of(size[0], size[1]) if size[0] and size[1] else []
        return {
            **view,
            "has_scan": bool(levels),
            "previous": before,
            "next": after,
            "tiles": {"size": TILE_PX, "levels": levels},
        }

    def act(self, page: int, version: int, action: Action, author: str) -> View:
        """Do an action, write it down, and tell what it changed. ConflictError, ActionError."""
        record = self.shelf.record
        if isinstance(action, TakeReading):
            filed = reading_at(self._leaf(page).path)
            return self._change(page, version, lambda now: taken(record, now, filed, author))
        return self._change(page, version, lambda now: done(record, now, action, author))

    def undo(self, page: int, version: int, author: str) -> View:
        return self._change(page, version, lambda now: undone(self.shelf.record, now, author))

    def redo(self, page: int, version: int, author: str) -> View:
        return self._change(page, version, lambda now: redone(self.shelf.record, now, author))

    def tile(self, page: int, level: int, column: int, row: int) -> bytes:
        return _found(self._pyramid(page).tile(level, column, row), "tile")

    def thumbnail(self, page: int) -> bytes:
        return self._pyramid(page).thumbnail()

    def crop(self, page: int, line: str, span: Sequence[int | None]) -> bytes:
        """The print of a line, or of a stretch of its text."""
        with self._lock:
            now, _ = self._at(page)
        texts = LineTexts(now.page)
        own = _found(texts.lines.get(line), "line")
        stops = stops_of(own, texts.edits(line))
        start, end = span
        places: list[float | None] = [None, None]
        if stops and start is not None and end is not None:
            last = len(stops) // 2 - 1
            places = [stops[2 * min(start, last)], stops[2 * min(max(start, end - 1), last) + 1]]
        return _found(crop(self._pyramid(page).pixels, own, *places), "picture of this line")

    def _change(self, page: int, version: int, step: Callable[[OpenPage], OpenPage | None]) -> View:
        with self._lock:
            now, view = self._at(page)
            if now.version != version:
                raise ConflictError(now.version, now.entries[version:])
            new = step(now)
            if new is None:
                raise ActionError("there is nothing to undo or to do again", "go on")
            self.shelf.record.note(page, new.mark, new.open_items)
            after = view_of(new)
            self._pages[page] = (new, after)
            return difference(view, after)

    def _at(self, page: int) -> tuple[OpenPage, View]:
        """The page as it is now, also where another process has changed it or read it again."""
        leaf = self._leaf(page)
        record = self.shelf.record
        kept = self._pages.get(page)
        if kept is None or kept[0].version != record.version(page):
            now = opened(record, page, leaf.name, reading_at(leaf.path))
            kept = self._pages[page] = (now, view_of(now))
        self._pages.move_to_end(page)
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        return kept

    def _leaf(self, page: int) -> Leaf:
        return _found(self.shelf.leaf(page), "page")

    def _has_scan(self, now: OpenPage) -> bool:
        return self.shelf.scan(self._leaf(now.id), now.page.source) is not None

    def _pyramid(self, page: int) -> Pyramid:
        with self._lock:
            now, _ = self._at(page)
            scan = _found(self.shelf.scan(self._leaf(page), now.page.source), "scan")
        return self._pyramids.of(scan)


def _found(value: T | None, what: str) -> T:
    if value is None:
        raise UnknownError(f"there is no such {what}", "look at the address again")
    return value
