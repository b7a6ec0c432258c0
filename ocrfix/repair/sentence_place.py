"""Where in its sentence a mark stands: what tells a comma from a full stop where four characters do not.

The language model does not see how long a sentence is already, and a mark of each kind has its usual places.
"""

from collections.abc import Iterable
from math import log1p

import numpy as np
import numpy.typing as npt

from ocrfix.repair.decode import WIDE

_MARKS = {"comma": "，", "stop": "。", "list": "、", "semicolon": "；", "colon": "：", "dot": "·"}
_STOPS = "。！？!?"
_FARTHEST = 200
"""Characters from which a sentence's end is not looked for."""

PLACE_FEATURES = tuple(f"{part}_{name}" for name in _MARKS for part in ("is", "since", "until"))
"""The columns of `sentence_places`, three for each mark: 1 where the other character is that mark, -1 where
the one read is, and this times the logarithm of how many characters it is since the sentence before ended,
and until this one ends but for the place itself."""


def sentence_places(cases: Iterable[tuple[str, int, str, str]]) -> npt.NDArray[np.float64]:
    """(n, PLACE_FEATURES) for n cases: a text, a place in it, what was read there, and the other character.

    >>> row = sentence_places([("他来了。天气好，我们走。", 7, "，", "。")])[0]
    >>> shown = {name: round(float(value), 1) for name, value in zip(PLACE_FEATURES, row) if value}
    >>> shown["is_comma"], shown["is_stop"], shown["since_stop"]
    (-1.0, 1.0, 1.4)
    """
    rows = [_row(*case) for case in cases]
    return np.array(rows, np.float64).reshape(-1, len(PLACE_FEATURES))


def _row(text: str, place: int, now: str, then: str) -> list[float]:
    near = max(0, place - _FARTHEST)
    before = max((text.rfind(stop, near, place) for stop in _STOPS), default=-1)
    since = log1p(place - 1 - max(before, near - 1))
    until = log1p(_until(text, place))
    kinds = [(mark == then) - (mark == now.translate(WIDE)) for mark in _MARKS.values()]
    return [value for kind in kinds for value in (kind, kind * since, kind * until)]


def _until(text: str, place: int) -> int:
    """How many characters stand between a place and the next stop."""
    far = min(len(text), place + 1 + _FARTHEST)
    ends = (text.find(stop, place + 1, far) for stop in _STOPS)
    return min((end for end in ends if end >= 0), default=far) - place - 1
