"""What the user's lexicon demands: texts that are always misread, and texts that no repair may touch."""

from collections.abc import Iterable, Iterator, Sequence

from ocrfix.model.edit import Edit
from ocrfix.model.page import Page, TextLine
from ocrfix.model.user_lexicon import Span, UserLexicon, occurrences
from ocrfix.repair.running import Running, running

RULE = "always"


def repair_always(page: Page, lexicon: UserLexicon) -> Iterator[Edit]:
    """Texts that the user's pairs call misread, over line ends too where both sides are equally long.

    Left alone: what stands inside the right text already or in an entry of `never`, and what would make a
    misread text anew.
    """
    for region in page.regions if lexicon.always else ():
        yield from edits_of_pairs(region.lines, lexicon)


def edits_of_pairs(lines: Sequence[TextLine], lexicon: UserLexicon) -> Iterator[Edit]:
    """The same in lines that follow each other.

    >>> from ocrfix.geometry import Box
    >>> box = Box(0, 0, 9, 9).polygon
    >>> line = TextLine(id="l1", polygon=box, reading="大学里自已学，自已任", confidence=1)
    >>> mine = UserLexicon(always=(("自已", "自己"), ("大", "大学")), never=frozenset({"自已任"}))
    >>> [(e.start, e.before, e.after, e.language) for e in edits_of_pairs([line], mine)]
    [(4, '已', '己', 'the user reads 自已 as 自己')]
    """
    pairs = dict(lexicon.always)
    flow = running(lines)
    spans = _spans(flow.text, pairs, lexicon)
    while again := _again(flow.text, spans, pairs, lexicon):
        spans = [span for span in spans if span not in again]
    for span in spans:
        yield from _edits(flow, lines, span, pairs)


def outside_spared(edits: Iterable[Edit], page: Page, lexicon: UserLexicon) -> Iterator[Edit]:
    """Those edits that touch no entry of `never`."""
    spared = _spared_places(page, lexicon) if lexicon.never else {}
    for edit in edits:
        if not _meets(edit, spared.get(edit.line, ())):
            yield edit


def _spared_places(page: Page, lexicon: UserLexicon) -> dict[str, list[Span]]:
    """The stretches of each line that stand in entries of `never`."""
    found: dict[str, list[Span]] = {}
    for region in page.regions:
        flow = running(region.lines)
        for start, end in lexicon.spared(flow.text):
            of_line: dict[int, list[int]] = {}
            for line, place in filter(None, flow.places[start:end]):
                of_line.setdefault(line, []).append(place)
            for line, places in of_line.items():
                found.setdefault(region.lines[line].id, []).append((min(places), max(places) + 1))
    return found


def _meets(edit: Edit, spans: Iterable[Span]) -> bool:
    """Whether an edit changes a character of a span, or puts something into it."""
    return any(edit.start < end and start < edit.end for start, end in spans)


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
    """The edits of one misread text; none where a change of length would go over a line end."""
    wrong = flow.text[span[0] : span[1]]
    right = pairs[wrong]
    changes = [_changed(wrong, right)]
    if len(wrong) == len(right):
        both = enumerate(zip(wrong, right, strict=True))
        changes = [(place, place + 1, after) for place, (before, after) in both if before != after]
    found = []
    for first, last, after in changes:
        place = _place(flow, span[0] + first, span[0] + last, inside=first > 0)
        if place is None:
            return
        found.append((place, wrong[first:last], after))
    for (line, start), before, after in found:
        yield Edit(
            id="",
            line=lines[line].id,
            start=start,
            before=before,
            after=after,
            rule=RULE,
            visual="the user's pair",
            language=f"the user reads {wrong} as {right}",
        )


def _place(flow: Running, start: int, end: int, *, inside: bool) -> tuple[int, int] | None:
    """(line, start) of a change; what is put in follows the character before it, if the text has one."""
    if end > start:
        return flow.piece(start, end)
    if not inside:
        return flow.places[start]
    before = flow.places[start - 1]
    return None if before is None else (before[0], before[1] + 1)


def _changed(wrong: str, right: str) -> tuple[int, int, str]:
    """What differs: from and to where in `wrong`, and what stands there in `right`."""
    first = 0
    while first < min(len(wrong), len(right)) and wrong[first] == right[first]:
        first += 1
    same = 0
    while same < min(len(wrong), len(right)) - first and wrong[-1 - same] == right[-1 - same]:
        same += 1
    return first, len(wrong) - same, right[first : len(right) - same]
