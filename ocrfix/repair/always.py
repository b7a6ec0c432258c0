"""What the user's lexicon demands: texts that are always misread, and texts that no repair may touch."""

from collections.abc import Iterable, Iterator, Sequence

from ocrfix.model.edit import Edit
from ocrfix.model.page import TextLine
from ocrfix.model.user_lexicon import Span, UserLexicon, occurrences
from ocrfix.repair.running import Running, running

RULE = "always"


def repair_always(lines: Sequence[TextLine], lexicon: UserLexicon) -> Iterator[Edit]:
    """Texts that the user's pairs call misread, over line ends too where both sides are equally long.

    Left alone: what stands inside the right text already or in an entry of `never`, and what would make a
    misread text anew.

    >>> from ocrfix.geometry import Box
    >>> box = Box(0, 0, 9, 9).polygon
    >>> line = TextLine(id="l1", polygon=box, reading="大学里自已学，自已任", confidence=1)
    >>> mine = UserLexicon(always=(("自已", "自己"), ("大", "大学")), never=frozenset({"自已任"}))
    >>> [(e.start, e.before, e.after, e.language) for e in repair_always([line], mine)]
    [(4, '已', '己', 'the user reads 自已 as 自己')]
    """
    if not lexicon.always:
        return
    pairs = dict(lexicon.always)
    flow = running(lines)
    spans = _spans(flow.text, pairs, lexicon)
    while True:
        again = _again(flow.text, spans, pairs, lexicon)
        if not again:
            break
        spans = [span for span in spans if span not in again]
    for span in spans:
        yield from _edits(flow, lines, span, pairs)


def outside(edits: Iterable[Edit], lines: Sequence[TextLine], lexicon: UserLexicon) -> Iterator[Edit]:
    """Those edits of the lines that touch no entry of `never`."""
    spared: dict[str, list[Span]] = {line.id: [] for line in lines}
    flow = running(lines)
    for start, end in lexicon.spared(flow.text):
        for place in flow.places[start:end]:
            if place is not None:
                spared[lines[place[0]].id].append((place[1], place[1] + 1))
    for edit in edits:
        if not any(_meet(edit, span, spared[edit.line]) for span in spared[edit.line]):
            yield edit


def _meet(edit: Edit, span: Span, spared: Sequence[Span]) -> bool:
    """An insertion meets what stands on both of its sides, a change what it takes away."""
    if edit.before:
        return edit.start < span[1] and span[0] < edit.end
    return span[1] == edit.start and (edit.start, edit.start + 1) in spared


def _spans(text: str, pairs: dict[str, str], lexicon: UserLexicon) -> list[Span]:
    """Where misread texts stand, the longest first at each place, none over another."""
    rights = [(start, start + len(right)) for start, right in occurrences(pairs.values(), text)]
    spared = lexicon.spared(text)
    found: list[Span] = []
    for start, wrong in sorted(occurrences(pairs, text), key=lambda found: (found[0], -len(found[1]))):
        end = start + len(wrong)
        first, last, _ = _changed(wrong, pairs[wrong])
        untouched = not any(start + first < b and a < start + last for a, b in spared)
        inside = any(a <= start and end <= b for a, b in rights)
        if untouched and not inside and (not found or found[-1][1] <= start):
            found.append((start, end))
    return found


def _again(text: str, spans: Sequence[Span], pairs: dict[str, str], lexicon: UserLexicon) -> list[Span]:
    """Those spans beside which, once all are changed, there would be more to change."""
    parts, done, length, after = [], 0, 0, []
    for start, end in spans:
        parts += [text[done:start], pairs[text[start:end]]]
        begin = length + start - done
        length, done = begin + len(parts[-1]), end
        after.append((begin, length))
    left = _spans("".join(parts) + text[done:], pairs, lexicon)
    return [
        span
        for span, (start, end) in zip(spans, after, strict=True)
        if any(start <= b and a <= end for a, b in left)
    ]


def _edits(flow: Running, lines: Sequence[TextLine], span: Span, pairs: dict[str, str]) -> Iterator[Edit]:
    wrong = flow.text[span[0] : span[1]]
    right = pairs[wrong]
    first, last, after = _changed(wrong, right)
    changes = [(span[0] + first, span[0] + last, after)]
    if len(wrong) == len(right):
        changes = [
            (span[0] + k, span[0] + k + 1, b)
            for k, (a, b) in enumerate(zip(wrong, right, strict=True))
            if a != b
        ]
    found = [_edit(flow, lines, change, f"the user reads {wrong} as {right}") for change in changes]
    if None not in found:
        yield from (edit for edit in found if edit is not None)


def _edit(flow: Running, lines: Sequence[TextLine], change: tuple[int, int, str], why: str) -> Edit | None:
    start, end, after = change
    place = flow.piece(start, end) if end > start else _gap(flow, start)
    if place is None:
        return None
    line, at = place
    return Edit(
        id="",
        line=lines[line].id,
        start=at,
        before=flow.text[start:end],
        after=after,
        rule=RULE,
        visual="the user's pair",
        language=why,
    )


def _gap(flow: Running, place: int) -> tuple[int, int] | None:
    """Where something is put in, if that is inside a line."""
    if place == 0 or place == len(flow.places):
        return None
    before = flow.places[place - 1]
    return None if before is None or flow.places[place] != (before[0], before[1] + 1) else flow.places[place]


def _changed(wrong: str, right: str) -> tuple[int, int, str]:
    """What differs: from and to where in `wrong`, and what stands there in `right`."""
    first = 0
    while first < min(len(wrong), len(right)) and wrong[first] == right[first]:
        first += 1
    same = 0
    while same < min(len(wrong), len(right)) - first and wrong[-1 - same] == right[-1 - same]:
        same += 1
    return first, len(wrong) - same, right[first : len(right) - same]
