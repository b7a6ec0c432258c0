"""The same change wherever it is proposed: on a page, or in a collection."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ocrfix.batch.read import shown
from ocrfix.errors import ActionError, OcrfixError
from ocrfix.review.action import Accept, Action, Change, Keep, Reject
from ocrfix.review.collection import Collection
from ocrfix.review.items import State
from ocrfix.review.spans import differences
from ocrfix.review.view import View
from ocrfix.review.workshop import Workshop

_AROUND = 12
_MOST_PLACES = 500
_MOST_GROUPS = 200
_PATIENCE_S = 2.0

_WITH_EDIT = "SELECT DISTINCT page.name FROM remark JOIN page ON page.id = remark.page WHERE {}"
_WITH_TEXT = "SELECT DISTINCT page.name FROM passage JOIN page ON page.id = passage.page WHERE {}"


@dataclass(frozen=True, slots=True)
class Core:
    """What an item changes, without what it leaves: `before` at `start` of the line's text."""

    line: str
    start: int
    before: str
    after: str


def core_of(item: View) -> Core | None:
    """None where nothing is proposed, or several places at once.

    >>> core_of({"line": "l1", "start": 4, "reading": "进人", "proposal": "进入"})
    Core(line='l1', start=5, before='人', after='入')
    """
    if item["line"] is None or item["proposal"] is None:
        return None
    found = list(differences(item["reading"], item["proposal"]))
    if len(found) != 1:
        return None
    start, end, new = found[0]
    return Core(item["line"], item["start"] + start, item["reading"][start:end], new)


def places_on(view: View, before: str, after: str, everywhere: bool) -> Iterator[View]:
    """The items of a page that make `after` of `before`; where `everywhere` also the other places where
    `before` stands, as they have no item."""
    taken: set[tuple[str, int]] = set()
    for item in view["items"]:
        core = core_of(item)
        if core is None:
            continue
        taken.add((core.line, core.start))
        if (core.before, core.after) == (before, after):
            length = item["end"] - item["start"]
            stands = core.after if item["state"] == State.ACCEPTED or _is_in(item) else core.before
            yield _place(view, core, item["id"], item["state"], min(length, len(stands)))
    for name, line in view["lines"].items() if everywhere and before else ():
        start = line["text"].find(before)
        while start >= 0:
            if (name, start) not in taken:
                yield _place(view, Core(name, start, before, after), None, "open", len(before))
            start = line["text"].find(before, start + len(before))


def _is_in(item: View) -> bool:
    """An edit is in the text unless it was rejected."""
    return bool(item["type"] == "edit" and item["state"] != State.REJECTED)


def _place(view: View, core: Core, item: str | None, state: str, length: int) -> View:
    text = view["lines"][core.line]["text"]
    return {
        "page": view["id"],
        "page_name": view["name"],
        "item": item,
        "line": core.line,
        "start": core.start,
        "end": core.start + length,
        "before": core.before,
        "after": core.after,
        "left": text[max(0, core.start - _AROUND) : core.start],
        "right": text[core.start + length : core.start + length + _AROUND],
        "state": state,
    }


def same(
    workshop: Workshop, before: str, after: str, page: int | None, everywhere: bool = False, offset: int = 0
) -> dict[str, Any]:
    """The places of a change. In a collection pages are looked through from number `offset` of those that may
    have it, for a while; `next` is where to go on, None at the end."""
    if before == after or not (before or after):
        raise ActionError("nothing would change", "give before and after")
    if page is not None:
        places = list(places_on(workshop.view(page), before, after, everywhere))
        return {"places": places[:_MOST_PLACES], "next": None, "pages": 1}
    names = _candidates(workshop, before, after, everywhere)
    ids = workshop.shelf.record.page_ids(names)
    begun, places, at = time.monotonic(), [], offset
    for at, name in enumerate(names[offset:], offset + 1):  # noqa: B007
        try:
            places += places_on(workshop.view(ids[name]), before, after, everywhere)
        except OcrfixError:
            continue
        if time.monotonic() - begun > _PATIENCE_S or len(places) >= _MOST_PLACES:
            break
    return {"places": places, "next": at if at < len(names) else None, "pages": len(names)}


def groups(workshop: Workshop, page: int | None) -> dict[str, Any]:
    """The changes that are proposed most often, with how often and how many wait."""
    if page is not None:
        views = [workshop.view(page)]
    elif workshop.shelf.only is not None:
        views = [workshop.view(workshop.shelf.only)]
    else:
        return {"groups": list(_groups_of_collection(workshop))}
    every: Counter[tuple[str, str]] = Counter()
    waiting: Counter[tuple[str, str]] = Counter()
    for item in (item for view in views for item in view["items"]):
        core = core_of(item)
        if core is not None:
            every[core.before, core.after] += 1
            waiting[core.before, core.after] += item["state"] == State.OPEN
    return {
        "groups": [
            {"before": before, "after": after, "count": count, "open": waiting[before, after]}
            for (before, after), count in every.most_common(_MOST_GROUPS)
        ]
    }


def answer(
    workshop: Workshop, accepted: Sequence[Any], rejected: Sequence[Any], author: str
) -> dict[str, Any]:
    """Accept and reject places, page by page. Those that somebody answered meanwhile are left, and told."""
    by_page: dict[int, list[tuple[Action, View]]] = {}
    for places, yes in ((accepted, True), (rejected, False)):
        for place in places:
            page, action = _action(place, yes)
            by_page.setdefault(page, []).append((action, place))
    counts = {"accepted": 0, "rejected": 0}
    conflicts: list[View] = []
    for page, asked in by_page.items():
        left = workshop.act_on_all(page, [action for action, _ in asked], author)
        for action, place in asked:
            if action in left:
                conflicts.append({"page": page, "item": place.get("item"), "words": left[action]})
            else:
                counts["accepted" if isinstance(action, Accept | Change) else "rejected"] += 1
    return {**counts, "conflicts": conflicts}


def _action(place: Any, yes: bool) -> tuple[int, Action]:
    """The answer to a place, which has an item or is a stretch of a line."""
    page = place.get("page") if isinstance(place, dict) else None
    if isinstance(page, bool) or not isinstance(page, int):
        raise ActionError("a place has a page and an item", "send places as they were given")
    if place.get("item") is not None:
        kind = Accept if yes else Reject
        return page, Action.from_dict({"kind": kind.kind, "item": place["item"]})
    fields = {name: place.get(name) for name in ("line", "start", "before", "after")}
    return page, Action.from_dict({"kind": (Change if yes else Keep).kind, **fields})


def _collection(workshop: Workshop) -> Collection | None:
    return workshop.shelf if isinstance(workshop.shelf, Collection) else None


def _candidates(workshop: Workshop, before: str, after: str, everywhere: bool) -> list[str]:
    """Pages of a collection that may have the change: where the ledger counts such an edit, then where the
    text has it or what it would become."""
    collection = _collection(workshop)
    if collection is None:
        only = workshop.shelf.only
        leaf = None if only is None else workshop.shelf.leaf(only)
        return [] if leaf is None else [leaf.name]
    ending = f": {shown(before)} → {shown(after)}"
    with collection.ledger() as db:
        edited = _names(db, _WITH_EDIT.format("kind = 'edit' AND substr(words, -?) = ?"), len(ending), ending)
        text = before.strip()
        standing = []
        if text:
            standing = _names(db, _WITH_TEXT.format("instr(text, ?) OR instr(headline, ?)"), text, text)
    return list(dict.fromkeys((*edited, *standing)))


def _names(db: Any, query: str, *values: Any) -> list[str]:
    return [row[0] for row in db.execute(f"{query} ORDER BY page.name", values)]


def _groups_of_collection(workshop: Workshop) -> Iterator[View]:
    """By the ledger, which counts the edits of every page as it was read."""
    collection = _collection(workshop)
    if collection is None:
        return
    counted: Counter[tuple[str, str]] = Counter()
    with collection.ledger() as db:
        query = "SELECT words, sum(count) FROM remark WHERE kind = 'edit' GROUP BY words"
        for words, count in db.execute(query):
            before, _, after = words.partition(": ")[2].partition(" → ")
            counted[_unshown(before), _unshown(after)] += count
    for (before, after), count in counted.most_common(_MOST_GROUPS):
        yield {"before": before, "after": after, "count": count, "open": None}


def _unshown(text: str) -> str:
    """What `ocrfix.batch.read.shown` made a piece of."""
    known = {shown(piece): piece for piece in ("", " ", "\u3000", "\u00ad")}
    return known.get(text, text[1:-1])
