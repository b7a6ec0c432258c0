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
        fits = not any(_runs_over((start, end), right) for right in rights)
        if untouched and fits and (not found or found[-1][1] <= start):
            found.append((start, end))
    return found


def _runs_over(span: Span, right: Span) -> bool:
    """Whether a misread text lies in a right one or shares an end with it; it may hold one whole."""
    meet = span[0] < right[1] and right[0] < span[1]
    return meet and not (span[0] <= right[0] and right[1] <= span[1] and span != right)


def _again(text: str, spans: Sequence[Span], pairs: dict[str, str], lexicon: UserLexicon) -> list[Span]:
    """Those spans near which, once all are changed, there would be more to change: no farther off than the
    longest entry, for a change can undo what made a text right."""
    near = max(len(entry) for pair in pairs.items() for entry in pair)
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
        if any(start - near <= b and a <= end + near for a, b in left)
    ]


def _edits(flow: Running, lines: Sequence[TextLine], span: Span, pairs: dict[str, str]) -> Iterator[Edit]:
    """The edits of one misread text; none where a change of length would go over a line end."""
    wrong = flow.text[span[0] : span[1]]
    right = pairs[wrong]
    changes = [_changed(wrong, right)]
    if len(wrong) == len(right):
        both = enumerate(zip(wrong, right, strict=True))
        changes = [(place, place + 1, after) for place, (before, after) in both if before != after]
    places = [flow.piece(span[0] + first, span[0] + last) for first, last, _ in changes]
    if None in places:
        return
    for (first, last, after), (line, start) in zip(changes, filter(None, places), strict=True):
        yield Edit(
            id="",
            line=lines[line].id,
            start=start,
            before=wrong[first:last],
            after=after,
            rule=RULE,
            visual="the user's pair",
            language=f"the user reads {wrong} as {right}",
        )


def _changed(wrong: str, right: str) -> tuple[int, int, str]:
    """What differs: from and to where in `wrong`, and what stands there in `right`.

    Where something is only put in, the character beside it is taken along: the place is then plain.

    >>> _changed("自已任", "自己任"), _changed("大学生", "大生"), _changed("大", "大学")
    ((1, 2, '己'), (1, 2, ''), (0, 1, '大学'))
    """
    shorter = min(len(wrong), len(right))
    first = next((k for k in range(shorter) if wrong[k] != right[k]), shorter)
    most = shorter - first
    same = next((k for k in range(most) if wrong[-1 - k] != right[-1 - k]), most)
    if first + same == len(wrong):
        first, same = (first - 1, same) if first else (first, same - 1)
    return first, len(wrong) - same, right[first : len(right) - same]
