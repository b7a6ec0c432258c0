"""Changes that an editor of the collection refused: no repair proposes them again."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from ocrfix.model.edit import Edit
from ocrfix.model.learned import Refusal, smallest_change
from ocrfix.model.page import Page
from ocrfix.model.user_lexicon import occurrences
from ocrfix.repair.running import running

Change: TypeAlias = tuple[str, int, str, str]
"""A line, a place in its reading, what stands there and what is put in its place, no more than differs."""


class Refusals:
    """Refusals, asked by the change that they refuse."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self._of: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for refusal in sorted(refusals):
            start, before, after = smallest_change(refusal.text, refusal.other)
            self._of.setdefault((before, after), []).append((start, refusal.text))

    def refused(self, text: str, place: int, now: str, then: str) -> str | None:
        """The text that is not to be changed so, where it stands around a place; else None.

        >>> known = Refusals([Refusal("销号", "消号")])
        >>> known.refused("闭环销号", 2, "销", "消"), known.refused("销毁", 0, "销", "消")
        ('销号', None)
        """
        for start, entry in self._of.get((now, then), ()):
            if start <= place and text.startswith(entry, place - start):
                return entry
        return None


def outside_refused(edits: Iterable[Edit], page: Page, refusals: Collection[Refusal]) -> Iterator[Edit]:
    """Those edits that make no change that was refused."""
    refused = set(_refused_changes(page, refusals)) if refusals else set()
    for edit in edits:
        start, before, after = smallest_change(edit.before, edit.after)
        if (edit.line, edit.start + start, before, after) not in refused:
            yield edit


def _refused_changes(page: Page, refusals: Collection[Refusal]) -> Iterator[Change]:
    """The changes in the readings of a page that refusals speak of."""
    changes: dict[str, list[tuple[int, str, str]]] = {}
    for refusal in sorted(refusals):
        changes.setdefault(refusal.text, []).append(smallest_change(refusal.text, refusal.other))
    for region in page.regions:
        flow = running(region.lines)
        for found, text in occurrences(changes, flow.text):
            for start, before, after in changes[text]:
                first = found + start
                at = flow.places[first] if first < len(flow.places) else None
                if at is not None:
                    yield region.lines[at[0]].id, at[1], before, after
