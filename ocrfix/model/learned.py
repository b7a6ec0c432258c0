"""What the review of a collection taught: how likely confusions are, words, what stands beside what, changes
that editors refused."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Confusion:
    """`printed` stands where an engine reads `read`: likelier by `weight` nats than repair believes by
    itself, less likely where it is negative."""

    read: str
    printed: str
    weight: float


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """`text` is never to become `other`."""

    text: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The lessons of a collection that are taken. No two confusions have the same characters; `pairs` are two
    characters each that stand side by side in reviewed text, marks in the width of Chinese."""

    confusions: frozenset[Confusion] = frozenset()
    words: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    refusals: frozenset[Refusal] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.confusions or self.words or self.pairs or self.refusals)

    @property
    def digest(self) -> str:
        """Short, and the same for the same lessons only."""
        parts = (self.confusions, self.words, self.pairs, self.refusals)
        lessons = repr([sorted(part) for part in parts])
        return hashlib.sha256(lessons.encode()).hexdigest()[:16]


NOTHING_LEARNED = Learned()


def smallest_change(text: str, other: str) -> tuple[int, str, str]:
    """Where two texts begin to differ, what stands there in the one and what in the other.

    >>> smallest_change("闭环销号", "闭环消号"), smallest_change("，他", "他"), smallest_change("他", "他，")
    ((2, '销', '消'), (0, '，', ''), (1, '', '，'))
    """
    shorter = min(len(text), len(other))
    start = next((k for k in range(shorter) if text[k] != other[k]), shorter)
    most = shorter - start
    same = next((k for k in range(most) if text[-1 - k] != other[-1 - k]), most)
    return start, text[start : len(text) - same], other[start : len(other) - same]
