"""What an editor decided, change by change, for those who learn from it."""

from dataclasses import dataclass


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
