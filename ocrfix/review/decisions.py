"""What an editor decided, change by change, for those who learn from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page
from ocrfix.review.action import Accept, Action, Choose, Keep, Reject
from ocrfix.review.changes import steps
from ocrfix.review.items import EDITOR, LineTexts, doubt_named, edit_named, spot_of_doubt
from ocrfix.review.record import Entry, Record, standing
from ocrfix.review.spans import Change, changed

_AROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`before` at code point `start` of the line's reading is to be `after` where `accepted`, and not where
    not. The contexts are up to 12 characters of the reading on either side. `rule` is that of the edit, or
    the kind of the doubt, that proposed it; `editor.write` or `editor.choose` where nobody did. `page` is the
    name of the page in the record."""

    page: str
    line: str
    start: int
    before: str
    after: str
    context_left: str
    context_right: str
    accepted: bool
    author: str
    time: str
    rule: str


def decisions(record: Record) -> Iterator[Decision]:
    """Every decision that counts, page by page in the order in which they were taken. Of several about one
    change the last counts; what was undone never does."""
    for number, name in record.reviewed_pages():
        done = standing(record.entries(number)).done
        reading = record.reading(number)
        if reading is None:
            continue
        entries = [entry for entry in done if entry.reading == reading.sha256 and entry.action is not None]
        actions = [entry.action for entry in entries if entry.action is not None]
        latest: dict[tuple[str, int, str, str], Decision] = {}
        versions = pairwise(steps(reading.page, actions))
        for entry, (before, after) in zip(entries, versions, strict=True):
            for decision in _decided(name, entry, before, after, reading.page):
                change = (decision.line, decision.start, decision.before, decision.after)
                latest.pop(change, None)
                latest[change] = decision
        yield from latest.values()


def _decided(name: str, entry: Entry, before: Page, after: Page, read: Page) -> Iterator[Decision]:
    """What one action decided: which edits came, stayed by the editor's word, or went."""
    readings = {line.id: line.reading for line in before.lines()}
    old = {_span(edit): edit for edit in before.edits}
    new = {_span(edit): edit for edit in after.edits}
    found: list[tuple[Edit, bool, str]] = []
    for span, edit in new.items():
        was = old.get(span)
        if was is None:
            found.append((edit, True, _proposer(entry.action, edit, read)))
        elif was.rule != edit.rule:
            found.append((edit, True, was.rule))
    found += (
        (edit, False, edit.rule)
        for span, edit in old.items()
        if span not in new and not edit.rule.startswith(EDITOR)
    )
    found += _refused(entry.action, before, read)
    for edit, accepted, rule in found:
        reading = readings[edit.line]
        yield Decision(
            page=name,
            line=edit.line,
            start=edit.start,
            before=edit.before,
            after=edit.after,
            context_left=reading[max(0, edit.start - _AROUND) : edit.start],
            context_right=reading[edit.end : edit.end + _AROUND],
            accepted=accepted,
            author=entry.author,
            time=entry.time,
            rule=rule,
        )


def _span(edit: Edit) -> tuple[str, int, str, str]:
    return edit.line, edit.start, edit.before, edit.after


def _proposer(action: Action | None, edit: Edit, read: Page) -> str:
    """The rule or the kind of doubt by which an edit came to be."""
    if isinstance(action, Accept):
        doubt, machine = doubt_named(read, action.item), edit_named(read, action.item)
        return doubt.kind if doubt else machine.rule if machine else edit.rule
    return edit.rule


def _refused(action: Action | None, before: Page, read: Page) -> Iterator[tuple[Edit, bool, str]]:
    """What an action says no to that is no edit on the page: a doubt's proposal, a change not made."""
    texts = LineTexts(before)
    if isinstance(action, Keep):
        end = action.start + len(action.before)
        yield _as_edit(texts, action.line, action.start, end, action.after), False, f"{EDITOR}keep"
        return
    if not isinstance(action, Reject | Choose):
        return
    doubt: Doubt | None = doubt_named(read, action.item)
    machine = edit_named(read, action.item)
    if doubt is not None:
        spot = spot_of_doubt(doubt, texts)
        chosen = action.text if isinstance(action, Choose) else None
        if spot is not None and spot.proposal not in (None, chosen):
            edit = _as_edit(texts, spot.line, spot.start, spot.end, spot.proposal or "")
            yield edit, False, doubt.kind
    elif machine is not None and isinstance(action, Reject) and edit_named(before, action.item) is not None:
        now = edit_named(before, action.item)
        if now is not None and now.rule.startswith(EDITOR):
            yield machine, False, machine.rule


def _as_edit(texts: LineTexts, line: str, start: int, end: int, after: str) -> Edit:
    """A change of a line's text as one of its reading."""
    found: Change = changed(texts.lines[line].reading, texts.edits(line), start, end, after)
    edit = Edit(id="", line=line, start=found.start, before="", after="", rule="", visual="", language="")
    return replace(edit, before=found.before, after=found.after)
