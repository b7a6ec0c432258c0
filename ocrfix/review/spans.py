"""Places in a line's text and in its reading, and what a change to the text is as a change to the reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from ocrfix.model.edit import Edit


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the reading and what it is in the text; with its edit where there is one."""

    start: int
    end: int
    text_start: int
    text_end: int
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`before` at `start` of the reading becomes `after`; `absorbed` are the edits that it takes the place
    of. `before` and `after` are the same where the change leads back to the reading."""

    start: int
    before: str
    after: str
    absorbed: tuple[Edit, ...]


def pieces_of(reading: str, edits: Iterable[Edit]) -> tuple[Piece, ...]:
    """The line cut at its edits, which fit it.

    >>> edit = Edit(id="e1", line="l1", start=1, before="bc", after="x", rule="", visual="", language="")
    >>> [(p.start, p.end, p.text_start, p.text_end) for p in pieces_of("abcd", [edit])]
    [(0, 1, 0, 1), (1, 3, 1, 2), (3, 4, 2, 3)]
    """
    found: list[Piece] = []
    done = at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start > done:
            found.append(Piece(done, edit.start, at, at + edit.start - done))
            at += edit.start - done
        found.append(Piece(edit.start, edit.end, at, at + len(edit.after), edit))
        at += len(edit.after)
        done = edit.end
    if done < len(reading) or not found:
        found.append(Piece(done, len(reading), at, at + len(reading) - done))
    return tuple(found)


def text_span(pieces: Sequence[Piece], start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the reading stands in the text; a part of an edit is the whole of it."""
    inside = [p for p in pieces if p.start < end and start < p.end] or [
        p for p in pieces if p.start <= start <= p.end
    ]
    first, last = inside[0], inside[-1]
    begin = first.text_start if first.edit else first.text_start + max(0, start - first.start)
    stop = last.text_end if last.edit else last.text_start + min(end, last.end) - last.start
    return begin, max(begin, stop)


def changed(reading: str, edits: Iterable[Edit], start: int, end: int, new: str) -> Change:
    """`start` to `end` of the text becomes `new`; edits in the way are absorbed, the change is the least.

    >>> change = changed("钱塘进人关键", [], 2, 4, "进入")
    >>> change.start, change.before, change.after
    (3, '人', '入')
    """
    pieces = pieces_of(reading, edits)
    touched = [piece for piece in pieces if piece.edit and _touches(piece, start, end)]
    plain = [piece for piece in pieces if piece.edit is None]
    starts = [p.start + start - p.text_start for p in plain if p.text_start <= start <= p.text_end]
    ends = [p.start + end - p.text_start for p in plain if p.text_start <= end <= p.text_end]
    from_ = min([*starts[-1:], *(piece.start for piece in touched)])
    to = max([*ends[:1], *(piece.end for piece in touched)])
    first = min([start, *(piece.text_start for piece in touched)])
    last = max([end, *(piece.text_end for piece in touched)])
    text = "".join(piece.edit.after if piece.edit else reading[piece.start : piece.end] for piece in pieces)
    after = text[first:start] + new + text[end:last]
    absorbed = tuple(piece.edit for piece in touched if piece.edit)
    return _least(Change(from_, reading[from_:to], after, absorbed))


def differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of the old text that are others in the new one, last first: start, end, what is there.

    >>> list(differences("进人，园区", "进入园区"))
    [(1, 3, '入')]
    """
    blocks: list[tuple[int, int, int, int]] = []
    for operation in Levenshtein.opcodes(old, new):
        if operation.tag == "equal":
            continue
        span = (operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        if blocks and blocks[-1][1] == span[0]:
            span = (blocks[-1][0], span[1], blocks.pop()[2], span[3])
        blocks.append(span)
    for start, end, new_start, new_end in reversed(blocks):
        yield start, end, new[new_start:new_end]


def common_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts have in common at their heads, and of the rest at their tails.

    >>> common_ends("进人了", "进入了"), common_ends("上上", "上")
    ((1, 1), (1, 0))
    """
    head = Prefix.similarity(before, after)
    return head, Postfix.similarity(before[head:], after[head:])


def _touches(piece: Piece, start: int, end: int) -> bool:
    """Whether an edit stands in a stretch of the text. What is empty on either side touches what it borders
    on: two insertions at one place would have no order."""
    if start == end or piece.text_start == piece.text_end or piece.start == piece.end:
        return piece.text_start <= end and start <= piece.text_end
    return piece.text_start < end and start < piece.text_end


def _least(change: Change) -> Change:
    """Without what `before` and `after` have in common at their ends."""
    before, after = change.before, change.after
    head, tail = common_ends(before, after)
    return Change(
        change.start + head,
        before[head : len(before) - tail],
        after[head : len(after) - tail],
        change.absorbed,
    )
