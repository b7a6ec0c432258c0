"""Which spaces of a Chinese text were printed, and which are line ends and gaps taken for one."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ocrfix.model.edit import Edit
from ocrfix.model.page import RegionKind
from ocrfix.model.text import is_wide, squares
from ocrfix.repair.items import enumerator_end
from ocrfix.repair.printed_lines import GAP, NEAR, length
from ocrfix.repair.seams import goes_on
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

_LEAST_WORDS = 3
_SHORT = 40.0
_ONE_WORD = 4.0
"""Nats of `goes_on` from which a space in a short line without a mark is within a word, and parts nothing."""

_MARK = re.compile("[，。；：！？,;!?]")
_CLAUSE_END = re.compile("[，。；：！？,;!?（）()“”]")


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
        for gap in _needless(row, close_digits, stream.column, len(stream.lines) == 1):
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


def _needless(row: str, close_digits: bool, width: float | None, alone: bool) -> Iterator[re.Match[str]]:
    """The gaps of a row that part nothing; `alone`: the row is a paragraph."""
    gaps = [*GAP.finditer(row)]
    quoted = [found.span() for found in _QUOTED.finditer(row)]
    rows = _in_rows(gaps, row)
    short = alone and squares(row) <= _SHORT and not _MARK.search(row)
    start = enumerator_end(row)
    for number, gap in enumerate(gaps):
        begin = gaps[number - 1].end() if number else 0
        before = row[begin : gap.start()]
        if not _meets(row[gap.start() - 1], row[gap.end()], close_digits) or gap.end() == start:
            continue
        if (number == 0 and _AGENCY.match(before)) or _ROLE.search(before):
            continue
        ends_line = width is not None and abs(length(before) - width) < NEAR
        if not ends_line and (rows[number] or _inside(quoted, gap)):
            continue
        if not ends_line and short and goes_on(row[: gap.start()], row[gap.end() :]) < _ONE_WORD:
            continue
        yield gap


def _inside(quoted: Sequence[tuple[int, int]], gap: re.Match[str]) -> bool:
    """Whether a gap stands within one of the quotations, which are in order."""
    place = bisect_right(quoted, (gap.start(), gap.start())) - 1
    return place >= 0 and quoted[place][0] + 2 <= gap.start() and gap.end() + 2 <= quoted[place][1]


def _meets(left: str, right: str, close_digits: bool) -> bool:
    """Whether two characters stand side by side without a space in Chinese."""
    sides = (left, right)
    if all(_square(side) for side in sides):
        return True
    figures = close_digits and any(_square(side) for side in sides)
    return figures and all(_square(side) or side.isdigit() for side in sides)


def _square(char: str) -> bool:
    return is_wide(char) or char in "“”‘’—…"


def _in_rows(gaps: Sequence[re.Match[str]], row: str) -> list[bool]:
    """For each gap, whether it stands in a row of at least three words of two to four characters, as names
    and the cells of tables do; a name of two characters may be spread: 张 三.

    >>> text = "今天，记者 张 三 通讯员 李四，到场采 访。"
    >>> _in_rows([*GAP.finditer(text)], text)
    [True, True, True, True, False]
    """
    edges = [(0, 0), *(gap.span() for gap in gaps), (len(row), len(row))]
    pieces = [row[a[1] : b[0]] for a, b in itertools.pairwise(edges)]
    found = [False] * len(gaps)
    first = 0
    while first < len(gaps):
        last = first + 1
        while last < len(gaps) and not _CLAUSE_END.search(pieces[last]):
            last += 1
        chain = pieces[first : last + 1]
        words = [_CLAUSE_END.split(chain[0])[-1], *chain[1:-1], _CLAUSE_END.split(chain[-1])[0]]
        for begin, end in _runs_of_words(words):
            found[first + begin : first + end - 1] = [True] * (end - begin - 1)
        first = last
    return found


def _runs_of_words(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of three words or more that are short enough."""
    sizes = [squares(word.strip("、")) for word in words]
    single = [len(word) == 1 and is_wide(word) for word in words]
    good = [
        _WORD[0] <= size <= _WORD[1] or (single[i] and any(single[max(0, i - 1) : i] + single[i + 1 : i + 2]))
        for i, size in enumerate(sizes)
    ]
    for is_good, run in itertools.groupby(range(len(words)), lambda i: good[i]):
        places = list(run)
        if is_good and len(places) >= _LEAST_WORDS:
            yield places[0], places[-1] + 1
