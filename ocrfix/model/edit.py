"""Edits: changes to what the engine read, kept beside the reading."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`before` at `start` of line `line`'s reading becomes `after`.

    `visual` and `language` are the two keys that justify the change, in words; `confidence` is 0 to 1.
    `start` counts code points of the reading. Edits of a line never overlap.
    """

    id: str
    line: str
    start: int
    before: str
    after: str
    rule: str
    visual: str
    language: str
    confidence: float = 1.0

    @property
    def end(self) -> int:
        return self.start + len(self.before)


def apply_edits(reading: str, edits: Iterable[Edit]) -> str:
    """The reading with its edits. ValueError where an edit does not fit the reading or overlaps another.

    >>> apply_edits("进人,园区", [Edit(id="e1", line="l1", start=2, before=",", after="，", rule="width",
    ...     visual="same glyph", language="Chinese on both sides")])
    '进人，园区'
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < done or reading[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit {edit.id} does not fit the reading of line {edit.line}")
        parts += [reading[done : edit.start], edit.after]
        done = edit.end
    return "".join(parts) + reading[done:]


def apart(edits: Iterable[Edit], standing: Iterable[Edit] = ()) -> list[Edit]:
    """The edits that touch none before them and no standing one: of two that overlap the first stays.

    Two at one place of which one puts something in do not go together either, but for a space put in before
    a character that becomes another.

    >>> def edit(start, before, rule, after="x"):
    ...     return Edit(id="", line="l1", start=start, before=before, after=after, rule=rule, visual="",
    ...         language="")
    >>> [e.rule for e in apart([edit(0, "ab", "a"), edit(1, "bc", "b"), edit(2, "c", "c"), edit(1, "", "d")])]
    ['a', 'c']
    >>> [e.rule for e in apart([edit(2, "", "gap", " "), edit(2, "c", "c")])]
    ['gap', 'c']
    """
    kept: dict[str, list[Edit]] = {}
    for edit in standing:
        insort(kept.setdefault(edit.line, []), edit, key=_start)
    result: list[Edit] = []
    for edit in edits:
        beside = kept.setdefault(edit.line, [])
        place = bisect_left(beside, edit.start, key=_start)
        until = bisect_right(beside, edit.end, lo=place, key=_start)
        if not any(_overlap(edit, other) for other in beside[max(0, place - 1) : until]):
            beside.insert(place, edit)
            result.append(edit)
    return result


def _start(edit: Edit) -> int:
    return edit.start


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == other.start and not (one.before and other.before):
        return not (_go_together(one, other) or _go_together(other, one))
    return one.start < other.end and other.start < one.end


def _go_together(gap: Edit, change: Edit) -> bool:
    """Whether one puts a space in before what the other puts in place of a character: both can be right."""
    return not gap.before and gap.after.isspace() and bool(change.before) and bool(change.after.strip())
