"""The printed lines inside a row of text: somebody put spaces where they ended."""

import re
from collections.abc import Iterable
from statistics import median

from ocrfix.model.patterns import DATELINE, FULL_STOP
from ocrfix.model.text import squares

GAP = re.compile(r"(?<=\S)[ \u3000]{1,3}(?=\S)")
NEAR = 2.6
"""By how many squares lines of one column differ at most: a mark may not begin a line."""

_LEAST_SQUARES, _LEAST_LINES = 7.0, 4
_SHORTER = 4.0


def length(piece: str) -> float:
    """In squares; quotes and marks of a Chinese text fill one, whatever their width here.

    >>> length("围绕“一新”,TFC")
    8.5
    """
    return squares(piece) + sum(piece.count(mark) for mark in '“”,;:?!()"') / 2


def column_width(rows: Iterable[str]) -> float | None:
    """The length of the printed lines of an article, in squares; None where its spaces are no line ends.

    >>> rows = ["空间规划， 综合科学布局各功能区域， 统筹用地空间资源，坚持", "产业社区新标杆重点环保 工作"]
    >>> column_width([*rows, "安全生产这一底线，压实 责任", "招商引资发展现代化的 目标"])
    11.0
    >>> column_width(["“开门红 半年好 全年旺”"]) is None
    True
    """
    pieces = [length(piece) for row in rows for piece in GAP.split(row)[:-1]]
    long = [piece for piece in pieces if piece >= _LEAST_SQUARES]
    if len(long) < _LEAST_LINES:
        return None
    width = median(long)
    steady = sum(abs(piece - width) < NEAR for piece in long)
    return width if steady >= 0.6 * len(long) else None


def paragraph_ends(row: str, width: float) -> list[int]:
    """Where a new paragraph begins in a row of text whose spaces are ends of lines `width` squares long:
    after a sentence that ended in a line much shorter than the others.

    >>> row = "线 上线下同步发力，确保快 满意度。 会议还研究审议了"
    >>> [row[place:] for place in paragraph_ends(row, 12)]
    ['会议还研究审议了']
    """
    found, begin = [], 0
    for gap in GAP.finditer(row):
        piece = row[begin : gap.start()]
        if FULL_STOP.search(piece) and length(piece) < width - _SHORTER and not DATELINE.match(piece):
            found.append(gap.end())
        begin = gap.end()
    return found
