"""Which spaces of a Chinese text were printed, and which are line ends and gaps taken for one."""

import itertools
import re
from collections.abc import Iterator, Sequence

from ocrfix.model.edit import Edit
from ocrfix.model.page import RegionKind
from ocrfix.model.text import is_wide, squares
from ocrfix.repair.printed_lines import GAP, NEAR, length
from ocrfix.repair.stream import Stream

_PARTED = (
    RegionKind.HEADING,
    RegionKind.KICKER,
    RegionKind.SUBHEADING,
    RegionKind.CROSSHEAD,
    RegionKind.BYLINE,
    RegionKind.SECTION,
    RegionKind.CAPTION,
    RegionKind.CREDIT,
    RegionKind.IMPRINT,
    RegionKind.FOLIO,
    RegionKind.RUNNING_HEAD,
    RegionKind.NAMEPLATE,
    RegionKind.EAR,
    RegionKind.ADVERT,
    RegionKind.TABLE,
    RegionKind.UNKNOWN,
)
"""Kinds of regions in which a space parts words."""

_AGENCY = re.compile(r"^\s*[【\[]?(?:本报|本報|本刊|新华社|新華社|中新社|据)\S{0,6}?[讯訊电電社][】\]]?$")
_ROLE = re.compile("(?:记者|記者|通讯员|通訊員|特约|特派)$")
_QUOTED = re.compile("(?<=“)[^“”，。；！？]{5,26}(?=”)|(?<=‘)[^‘’，。；！？]{5,26}(?=’)")
_WORD = (2.0, 4.0)
"""Squares of the items of a list that has only spaces between them."""


def repair_spaces(stream: Stream, text: str, *, close_digits: bool) -> Iterator[Edit]:
    """Spaces in prose that part nothing go. `text` is the stream's with its marks mended.

    One stays after the agency at the start and after 记者, in a short quotation unless a printed line ended
    there, and in a row of names; beside Latin letters it stays, and beside figures unless the page sets them
    close.

    >>> from ocrfix.model.page import TextLine
    >>> def kept(text, kind=RegionKind.BODY):
    ...     stream = Stream([TextLine(id="l1", polygon=None, reading=text, confidence=1)], kind)
    ...     gone = {edit.start for edit in repair_spaces(stream, text, close_digits=True)}
    ...     return "".join(char for i, char in enumerate(text) if i not in gone)
    >>> kept("新 材料 TFC"), kept("本报讯 今年以来"), kept("“亲清面对面 政企早餐会”举行")
    ('新材料 TFC', '本报讯 今年以来', '“亲清面对面 政企早餐会”举行')
    >>> kept("获奖的有 王一 李小二 张三等"), kept("大通道 新进展", RegionKind.HEADING)
    ('获奖的有 王一 李小二 张三等', '大通道 新进展')
    """
    if stream.kind in _PARTED:
        return
    begin = 0
    for row in text.split("\n"):
        for gap in _needless(row, close_digits, stream.column):
            place = begin + gap.start()
            yield stream.edit(
                place,
                stream.text[place : place + len(gap[0])],
                "",
                "space.chinese",
                "a gap, no character",
                "Chinese characters beside it",
            )
        begin += len(row) + 1


def _needless(row: str, close_digits: bool, width: float | None) -> Iterator[re.Match[str]]:
    gaps = [*GAP.finditer(row)]
    quoted = [found.span() for found in _QUOTED.finditer(row)]
    for number, gap in enumerate(gaps):
        begin = gaps[number - 1].end() if number else 0
        before = row[begin : gap.start()]
        if not _meets(row[gap.start() - 1], row[gap.end()], close_digits):
            continue
        if (number == 0 and _AGENCY.match(before)) or _ROLE.search(before):
            continue
        ends_line = width is not None and abs(length(before) - width) < NEAR
        inside = any(start + 2 <= gap.start() and gap.end() + 2 <= stop for start, stop in quoted)
        if not ends_line and (inside or _in_a_row(gaps, number, row)):
            continue
        yield gap


def _meets(left: str, right: str, close_digits: bool) -> bool:
    """Whether two characters stand side by side without a space in Chinese."""
    sides = (left, right)
    if all(_square(side) for side in sides):
        return True
    figures = close_digits and any(_square(side) for side in sides)
    return figures and all(_square(side) or side.isdigit() for side in sides)


def _square(char: str) -> bool:
    return is_wide(char) or char in "“”‘’—…"


def _in_a_row(gaps: Sequence[re.Match[str]], number: int, row: str) -> bool:
    """Whether the gap stands in a row of at least three words of two to four characters."""
    edges = [(0, 0), *(gap.span() for gap in gaps), (len(row), len(row))]
    words = [
        _WORD[0] <= squares(row[a[1] : b[0]].strip("、，。")) <= _WORD[1]
        for a, b in itertools.pairwise(edges)
    ]
    first, last = number, number + 1
    while first > 0 and words[first - 1]:
        first -= 1
    while last + 1 < len(words) and words[last + 1]:
        last += 1
    return sum(words[first : last + 1]) >= 3
