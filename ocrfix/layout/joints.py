"""Whether the end of one piece of text and the beginning of another are one text: indents, sentence ends,
datelines, signatures, and what the language model says of a sentence broken between the two."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.piece import Piece
from ocrfix.layout.signatures import signs_off
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE, FULL_STOP, SENTENCE_END

Continues = Callable[[str, str], float]
"""How much better the second text goes on from the first than it stands by itself: natural log of the ratio
of its probabilities."""

_SHORT_EM = 1.6
"""How far from the edge of its column a row ends that does not fill it."""

BROKEN_WORD = re.compile(r"[a-zà-ÿ]-\s*$")
_WORD_END = re.compile(r"[A-Za-zÀ-ÿ,;]\s*$")
SMALL_LETTER = re.compile(r"^\s*[a-zà-ÿ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSettings:
    """Costs in the units of the order. `torn`: a piece that stops in mid sentence and one that does not go
    on from there, or the reverse. `signed`: text that goes on after its author's name. `spoken`: what one
    unit of log probability is worth, `spoken_most` at most."""

    torn: float = 2.0
    signed: float = 2.5
    spoken: float = 0.5
    spoken_most: float = 2.0


class Joints:
    """What each piece costs to begin a text, and each pair to be one text, under one set of settings."""

    def __init__(
        self,
        bodies: Sequence[Piece],
        signatures: Sequence[Box],
        em: float,
        continues: Continues | None,
        settings: JointSettings | None = None,
        around: Sequence[Box] = (),
    ) -> None:
        self._bodies, self._continues = bodies, continues
        self._settings = settings or JointSettings()
        self._shaped = [_runs_round(piece.block, around, em) for piece in bodies]
        self._indented = [
            begins_indented(piece.block, em) and not shaped
            for piece, shaped in zip(bodies, self._shaped, strict=True)
        ]
        self._indents_tell = sum(self._indented) >= 0.3 * len(bodies)
        self._ends = [ends_paragraph(piece.block, em, around) for piece in bodies]
        self._full = [not stops_short(piece.block, em, around) for piece in bodies]
        self._dated = [bool(DATELINE.match(piece.block.text)) for piece in bodies]
        self._signed = [any(signs_off(box, piece.block.box, em) for box in signatures) for piece in bodies]

    def begins(self, b: int) -> float:
        """What it costs piece `b` to begin a text."""
        if self._bodies[b].kind is RegionKind.CROSSHEAD:
            return self._settings.torn
        if self._dated[b]:
            return -1.0
        if SMALL_LETTER.match(self._bodies[b].block.text):
            return self._settings.torn
        told = self._indents_tell and not self._shaped[b]
        return self._settings.torn if told and not self._indented[b] else 0.0

    def cost(self, a: int, b: int) -> float:
        """How badly the end of `a` and the beginning of `b` fit; below 0 where they are one sentence."""
        signed = self._settings.signed if self._signed[a] else 0.0
        if RegionKind.CROSSHEAD in (self._bodies[a].kind, self._bodies[b].kind):
            return signed
        torn = self._settings.torn
        if self._dated[b]:
            return signed + 2 * torn
        return signed + self._set(a, b) + self._worded(a, b)

    def _set(self, a: int, b: int) -> float:
        """By how the two are set: the indent of the one, the last line of the other. A sentence may end where
        a line does, in the middle of a paragraph, and a paragraph with a full line."""
        starts, ends, torn = self._indented[b], self._ends[a], self._settings.torn
        if not self._indents_tell or self._shaped[b]:
            return 0.0 if ends else -0.3
        if starts == ends:
            return 0.0 if starts else -1.0
        stops = bool(SENTENCE_END.search(self._bodies[a].block.text))
        return torn * (0.4 if stops and (starts or self._full[a]) else 1.0)

    def _worded(self, a: int, b: int) -> float:
        """By what they say."""
        before, after = self._bodies[a].block.lines[-1].text, self._bodies[b].block.lines[0].text
        lettered = 0.0
        if SMALL_LETTER.match(after):
            goes_on = BROKEN_WORD.search(before) or _WORD_END.search(before)
            lettered = -0.5 if goes_on else self._settings.torn
        if self._continues is None or self._indented[b] or self._ends[a]:
            return lettered
        most = self._settings.spoken_most
        return lettered - max(-most, min(most, self._settings.spoken * self._continues(before, after)))


def begins_indented(block: Block, em: float) -> bool:
    """Whether the first line begins further in than those that follow it; not where each begins further out
    than the last, round a picture's outline."""
    starts = _row_starts(block, 4)
    if len(starts) < 2:
        return block.text.startswith(("　", "【"))
    if len(starts) > 2 and all(a - b > 0.2 * em for a, b in itertools.pairwise(starts)):
        return False
    first, *rest = starts[0], *sorted(starts[1:])
    return first - rest[0] > 0.7 * em and first - rest[len(rest) // 2] > 0.5 * em


def _row_starts(block: Block, count: int) -> list[float]:
    """Where the first rows of a block begin, each of one or more lines."""
    rows = list[Box]()
    for line in block.lines:
        if not rows or not line.box.level_with(rows[-1]):
            rows.append(line.box)
        if len(rows) == count:
            break
    return [row.left for row in rows]


def _runs_round(block: Block, around: Sequence[Box], em: float) -> bool:
    """Whether a text begins beside a picture whose outline it follows, so that its rows reach into the
    picture's box, or beside its caption or credit: where its first row begins is their doing, no indent."""
    row = block.lines[0].box
    first = Box(block.box.left, row.top, row.right, row.bottom)
    return any(
        first.along(box) > 0 and first.across(box) > 0.5 * em and box.left < row.left for box in around
    )


def ends_paragraph(block: Block, em: float, around: Sequence[Box] = ()) -> bool:
    """Whether the last line ends a sentence, or stops well short of the column's edge and of what stands
    `around`; none that breaks a word does."""
    last = block.lines[-1]
    if BROKEN_WORD.search(last.text):
        return False
    return bool(FULL_STOP.search(last.text)) or (len(block.lines) > 1 and stops_short(block, em, around))


def stops_short(block: Block, em: float, around: Sequence[Box] = ()) -> bool:
    """Whether the last line stops well short of the column's edge, and at none of the pictures, captions and
    credits `around`, into whose boxes it may reach."""
    last = block.lines[-1].box
    short = block.box.right - last.right > _SHORT_EM * em
    return short and not any(
        last.along(box) > 0.5 * last.height
        and box.left - last.right < _SHORT_EM * em
        and last.right < box.right
        for box in around
    )
