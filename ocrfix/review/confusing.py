"""Lessons of confusions: how much likelier than repair believes one character is read for another here.

The judge of misreads gives each case its odds. Where reviewed pages tell of a pair of characters which of its
cases were misreads, one figure is added to the odds of the pair, so that they fit what is known best: the
maximum of a logistic likelihood with a normal prior (Platt scaling of the intercept alone).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ocrfix.lessons import Lesson, LessonKind
from ocrfix.repair.misreads import Judged
from ocrfix.review.witnesses import lesson_of

_FEWEST = 2
"""Cases from which something is learned of a pair."""

_SPREAD = 1.5
"""The standard deviation of the prior, in nats."""

_LEAST = 0.25
_MOST = 3.0
"""Weights of less than `_LEAST` nats are not worth a lesson, and none has more than `_MOST`."""

_MARGIN = 0.5
"""So far below the bar of an edit stays what is known to be no misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A case of which it is known whether it was a misread, from whom and when."""

    case: Judged
    misread: bool
    page: str
    author: str
    time: str


def confusions_in(known: Iterable[Known]) -> Iterator[Lesson]:
    """A lesson for each pair of characters whose weight is worth one."""
    pairs: dict[tuple[str, str], list[Known]] = {}
    for item in known:
        pairs.setdefault((item.case.now, item.case.then), []).append(item)
    for (read, printed), cases in sorted(pairs.items()):
        weight = _weight(cases)
        if len(cases) >= _FEWEST and abs(weight) >= _LEAST:
            right = [item for item in cases if item.misread]
            wrong = [item for item in cases if not item.misread]
            speak, against = (right, wrong) if weight > 0 else (wrong, right)
            yield lesson_of(
                LessonKind.CONFUSION, read, printed, speak, weight=round(weight, 2), against=len(against)
            )


def _weight(cases: Sequence[Known]) -> float:
    """The weight that fits the cases best, and lifts none over the bar that is known to be no misread."""
    weight = 0.0
    for _ in range(30):
        shares = [1 / (1 + math.exp(-item.case.odds - weight)) for item in cases]
        slope = sum(item.misread - share for item, share in zip(cases, shares, strict=True))
        bend = sum(share * (1 - share) for share in shares)
        weight += (slope - weight / _SPREAD**2) / (bend + 1 / _SPREAD**2)
    below = [item.case.bar - item.case.odds - _MARGIN for item in cases if not item.misread]
    if weight > 0 and below:
        weight = max(0.0, min(weight, *below))
    return max(-_MOST, min(_MOST, weight))
