"""Lookups: what was asked of dictionary and language model about a suspicious word, and what they said."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """`word` at `start` of line `line`'s reading was looked up, and `found` is the word that the lexicon or
    the language model has for it: the same where it is known as it stands, None where there is none.

    `start` counts code points of the reading; where the word runs on, over a line end or over another edit,
    only its beginning stands there. `why` says in words what settled the `verdict`.
    """

    line: str
    start: int
    word: str
    found: str | None
    verdict: Verdict
    why: str
