"""What there is for an editor to decide on: edits that were made, doubts that were left."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ocrfix.model.edit import Edit, apply_edits
from ocrfix.model.page import Doubt, Page, TextLine
from ocrfix.review.spans import differences, pieces_of, text_span

EDITOR = "editor."
"""How the rules of an editor's edits begin."""

_LEAST_ALIKE = 0.5


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """`start` to `end` of a line's text, which reads `reading`; `proposal` is what may be there instead, None
    where nothing is proposed."""

    line: str
    start: int
    end: int
    reading: str
    proposal: str | None


@lru_cache(maxsize=1 << 14)
def doubt_id(doubt: Doubt) -> str:
    """The same for the same doubt, whatever was done to the page; doubts of one page differ in something.

    >>> doubt_id(Doubt(kind="stop", text="the sentence stops in the middle", line="l9"))
    'd9bab508473'
    """
    told = "\0".join((doubt.kind, doubt.text, doubt.region or "", doubt.line or "", doubt.alternative or ""))
    return f"d{hashlib.sha256(told.encode(errors='surrogatepass')).hexdigest()[:10]}"


def edit_named(page: Page, name: str) -> Edit | None:
    return next((edit for edit in page.edits if edit.id == name), None)


def doubt_named(page: Page, name: str) -> Doubt | None:
    return next((doubt for doubt in page.doubts if doubt_id(doubt) == name), None)


class LineTexts:
    """The lines of a page with their edits and their neighbours in reading order."""

    def __init__(self, page: Page) -> None:
        self._edits: dict[str, list[Edit]] = {}
        for edit in page.edits:
            self._edits.setdefault(edit.line, []).append(edit)
        self.lines = {line.id: line for line in page.lines()}
        self._order = list(self.lines)
        self._place = {name: n for n, name in enumerate(self._order)}
        self._regions = {region.id: region.lines for region in page.regions}
        self._texts: dict[str, str] = {}

    def edits(self, line: str) -> Sequence[Edit]:
        return self._edits.get(line, ())

    def text(self, line: str) -> str:
        if line not in self._texts:
            self._texts[line] = apply_edits(self.lines[line].reading, self.edits(line))
        return self._texts[line]

    def only_line(self, region: str | None) -> TextLine | None:
        """The line of a region that has one."""
        lines = self._regions.get(region or "", ())
        return lines[0] if len(lines) == 1 else None

    def around(self, line: str) -> tuple[str, str]:
        """What stands before and after the line, where its words may go on."""
        place = self._place[line]
        before, after = self._order[max(0, place - 1) : place], self._order[place + 1 : place + 2]
        return "".join(map(self.text, before)), "".join(map(self.text, after))


def spot_of_edit(edit: Edit, texts: LineTexts) -> Spot:
    """Where an edit of the reading stands in the present text; the edit need not be on the page any more."""
    pieces = pieces_of(texts.lines[edit.line].reading, texts.edits(edit.line))
    start, end = text_span(pieces, edit.start, edit.end)
    return Spot(line=edit.line, start=start, end=end, reading=edit.before, proposal=edit.after)


def spot_of_doubt(doubt: Doubt, texts: LineTexts) -> Spot | None:
    """Where a doubt's other choice would stand: None where the doubt is about no line.

    A doubt names its line and the other choice, not the place: it is where the text is likest to that, best
    among the words that the doubt speaks of. A word that goes on over the line's end is cut to the line.
    """
    own = texts.lines[doubt.line] if doubt.line else texts.only_line(doubt.region)
    if own is None:
        return None
    text = texts.text(own.id)
    whole = Spot(line=own.id, start=0, end=len(text), reading=text, proposal=None)
    if doubt.alternative is None:
        return whole
    if doubt.line is None:
        return Spot(line=own.id, start=0, end=len(text), reading=text, proposal=doubt.alternative)
    before, after = texts.around(own.id)
    found = _likest(before[-8:], text, after[:8], doubt.alternative, doubt.text)
    if found is None:
        return whole
    start, end, proposal = found
    return Spot(line=own.id, start=start, end=end, reading=text[start:end], proposal=proposal)


@lru_cache(maxsize=1 << 14)
def _likest(before: str, text: str, after: str, other: str, said: str) -> tuple[int, int, str] | None:
    """The stretch of a line's text for which `other` may stand, and what of `other` is in the line."""
    joined, lead = before + text + after, len(before)
    spans = [
        (start, start + length)
        for length in range(max(1, len(other) - 2), len(other) + 3)
        for start in range(max(0, lead - length + 1), min(lead + len(text), len(joined) - length + 1))
    ]
    ranked = [(rank, span) for span in spans if (rank := _rank(joined, span, other, said)) is not None]
    for _, (start, end) in sorted(ranked):
        if start >= lead and end <= lead + len(text):
            return start - lead, end - lead, other
        for first, last, new in differences(joined[start:end], other):
            if start + first >= lead and start + last <= lead + len(text):
                return start + first - lead, start + last - lead, new
    return None


def _rank(joined: str, span: tuple[int, int], other: str, said: str) -> tuple[int, ...] | None:
    """Lowest for what the doubt's words begin with, or name at all; then for the likest to the other choice.
    None for what is no candidate."""
    now = joined[slice(*span)]
    distance = Levenshtein.distance(now, other)
    if not distance or now.strip() != now or distance > (1 - _LEAST_ALIKE) * max(len(now), len(other)):
        return None
    named = 0 if said.startswith(now) else 1 if now in said else 2
    return named, distance, abs(len(now) - len(other)), span[0]


def alternatives_at(line: TextLine, start: int, end: int, most: int = 9) -> Iterator[tuple[str, float]]:
    """What the engine may have seen in place of a stretch of the reading, one character at a time, likeliest
    first, with the likelihoods."""
    found = [
        (other.likelihood, line.reading[start:at] + other.char + line.reading[at + 1 : end])
        for at in range(start, min(end, len(line.glyphs)))
        for other in line.glyphs[at].alternatives
    ]
    told: set[str] = set()
    for likelihood, text in sorted(found, key=lambda pair: -pair[0]):
        if text not in told and len(told) < most:
            told.add(text)
            yield text, likelihood


def states_of(read: Page, page: Page, refused: Mapping[str, bool]) -> dict[str, State]:
    """The state of every edit and doubt of the page as it was read, by its id, in the page as it is now.

    `refused` says of doubts that were answered whether the answer was no.
    """
    edits = {edit.id: edit for edit in page.edits}
    doubts = {doubt_id(doubt) for doubt in page.doubts}
    states = {}
    for edit in read.edits:
        now = edits.get(edit.id)
        if now is None:
            states[edit.id] = State.REJECTED
        else:
            states[edit.id] = State.ACCEPTED if now.rule.startswith(EDITOR) else State.OPEN
    for doubt in read.doubts:
        name = doubt_id(doubt)
        if name in doubts:
            states[name] = State.OPEN
        else:
            states[name] = State.REJECTED if refused.get(name) else State.ACCEPTED
    return states
