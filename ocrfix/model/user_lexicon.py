"""What a user knows of the words of a paper: words, what must never be changed, what is always misread."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from ocrfix.model.learned import NOTHING_LEARNED, Learned
from ocrfix.model.text import is_wide

Span: TypeAlias = tuple[int, int]
"""Where a stretch of a text begins and where it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserLexicon:
    """`words` are known words, `never` what no repair may touch, `always` pairs of (misread, right).

    No text is misread in two pairs, none is both right and misread, none is both in `never` and misread;
    `ocrfix.language.lexicon_file` sees to that. `learned` is what the review of a collection taught beside
    it, and no part of `digest`.
    """

    words: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    always: tuple[tuple[str, str], ...] = ()
    learned: Learned = NOTHING_LEARNED

    def __bool__(self) -> bool:
        return bool(self.words or self.never or self.always)

    @property
    def digest(self) -> str:
        """Short, and the same for the same entries only."""
        entries = repr((sorted(self.words), sorted(self.never), sorted(self.always)))
        return hashlib.sha256(entries.encode()).hexdigest()[:16]

    def known(self) -> frozenset[str]:
        """All texts that are right as they stand.

        >>> one = UserLexicon(words=frozenset({"销号"}), always=(("自已", "自己"),))
        >>> sorted(one.known())
        ['自己', '销号']
        """
        learned = self.learned.words | {refusal.text for refusal in self.learned.refusals}
        return self.words | self.never | {right for _, right in self.always} | learned

    def spared(self, text: str) -> list[Span]:
        """Where in a text entries of `never` stand.

        >>> UserLexicon(never=frozenset({"进人", "OCR"})).spared("引进人才，OCR及OCRFIX")
        [(1, 3), (5, 8)]
        """
        return [(start, start + len(entry)) for start, entry in occurrences(self.never, text)]

    def below(self, nearer: "UserLexicon") -> "UserLexicon":
        """This lexicon and a nearer one together; where they disagree the nearer one is right.

        >>> user = UserLexicon(always=(("自已", "自己"),), never=frozenset({"投人"}))
        >>> folder = UserLexicon(always=(("投人", "投入"),), never=frozenset({"自已"}))
        >>> user.below(folder) == folder
        True
        """
        misread = {wrong for wrong, _ in nearer.always}
        right = {after for _, after in nearer.always}
        kept = [
            (wrong, after)
            for wrong, after in self.always
            if wrong not in misread | right | nearer.never and after not in misread
        ]
        return replace(
            nearer,
            words=self.words | nearer.words,
            never=(self.never - misread) | nearer.never,
            always=tuple(sorted({*kept, *nearer.always})),
        )


def occurrences(entries: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """Where entries stand in a text, from its beginning; an entry in Latin letters stands as a whole word.

    >>> list(occurrences(["人", "人民", "art"], "人民 start art"))
    [(0, '人'), (0, '人民'), (9, 'art')]
    """
    of_length: dict[int, set[str]] = {}
    for entry in entries:
        of_length.setdefault(len(entry), set()).add(entry)
    for start in range(len(text)):
        for length in sorted(of_length):
            entry = text[start : start + length]
            if entry in of_length[length] and _apart(text, start) and _apart(text, start + length):
                yield start, entry


def _apart(text: str, place: int) -> bool:
    """Whether no word of letters or digits goes on over a place."""
    around = text[max(0, place - 1) : place + 1]
    return not (0 < place < len(text) and all(char.isalnum() and not is_wide(char) for char in around))
