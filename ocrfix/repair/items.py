"""Lines that stand by themselves: items of lists, labelled lines, dates, rows of tables, addresses, code."""

import re
from collections.abc import Sequence

from ocrfix.language.script import is_han
from ocrfix.model.patterns import SENTENCE_END
from ocrfix.model.text import squares

_NUMERAL = "[〇零一二三四五六七八九十百]"
_NUMBERED = re.compile(
    rf"^\s*(?:[（(]?{_NUMERAL}{{1,3}}[)）、.．]|第(?:{_NUMERAL}|\d){{1,5}}[条條章节節编編款项項](?:[\s:：]|$)"
    r"|[（(]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d)|[①-⒇㈠-㈩]|[A-Ha-h][.．、)](?![A-Za-z.]))"
)
_BULLET = re.compile(r"^\s*(?:[-*+–—]\s+|[•·●○◆◇■□▪★☆※►✓]\s*)\S")
_LABEL = re.compile(r"^\s*([^\s\d，。；：:！？“”‘’「」『』()（）《》,.;!?\"']{1,8})[：:]\s*\S")
_SPEAKS = re.compile(
    "(?:.[说說道问問答]|称|稱|表示|强调|強調|指出|要求|认为|認為|介绍|介紹|告诉.*|告訴.*|写道|寫道|提出|透露|[想喊叫笑是为為])$"
)
_DATED = re.compile(r"^\s*(?:\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}[:：]\d{2}\b|\d{4}[-./]\d{1,2}\b)")
_CLAUSE_MARKS = re.compile("[，。；！？、,;!?]")
_GAP = re.compile(r"(?<=\S)[ \t\u3000]+(?=\S)")
_ADDRESS = re.compile(r"^\s*(?:https?://|ftp://|www\.)\S+\s*$")
_CODE = re.compile(r"[(){}\[\]=<>;\\$]")
_ENUMERATOR = re.compile(rf"{_NUMBERED.pattern}[ \t\u3000]*")
_LONGEST_CELL = 10.0
_HALF = 0.5
_FULL = 3.0
"""Squares that a line may be shorter than the widest of its block and still be a full one."""


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number or letter of a list, or as an article of a law.

    >>> rows = ("一、加强领导", "（二）报名", "1.带好雨伞", "第三条 总则", "A.上横", "1.5亿元", "第三条道路")
    >>> [is_numbered(row) for row in rows]
    [True, True, True, True, True, False, False]
    """
    return _NUMBERED.match(line) is not None


def enumerator_end(line: str) -> int:
    """Where the text of a numbered line begins; 0 for any other line."""
    found = _ENUMERATOR.match(line)
    return found.end() if found else 0


def is_row(line: str) -> bool:
    """Whether a line is cells with spaces between them, as of a table: three at least, none long.

    >>> is_row("杭州 晴 12/20"), is_row("G7301 杭州东 08:05"), is_row("大通道 新进展")
    (True, True, False)
    """
    cells = _GAP.split(line.strip())
    return (
        len(cells) > 2
        and not _CLAUSE_MARKS.search(line)
        and any(map(is_han, line))
        and max(map(squares, cells)) <= _LONGEST_CELL
    )


def is_code(line: str) -> bool:
    """Whether a line is an address of the web, or code: no Chinese, and signs that no sentence has.

    >>> is_code('print("Hello, world!")'), is_code("https://example.org/a?b=c"), is_code("Mr. Smith (Tom)")
    (True, True, False)
    """
    if _ADDRESS.match(line):
        return True
    signs = _CODE.findall(line)
    call = re.search(r"\w\(", line)
    return not any(map(is_han, line)) and bool(signs) and (call is not None or len(set(signs)) > 2)


def style_of(line: str) -> str | None:
    """The kind of a line that may be an item: number, bullet, label or date; None for any other.

    >>> rows = ("1. 切块", "- 第一项", "时间：五月", "甲：您好！", "1991年，入学", "他说：“好。”", "会议召开")
    >>> [style_of(row) for row in rows]
    ['number', 'bullet', 'label', 'label', 'date', None, None]
    """
    if is_numbered(line):
        return "number"
    if _BULLET.match(line):
        return "bullet"
    label = _LABEL.match(line)
    if label and not _SPEAKS.search(label[1]):
        return "label"
    return "date" if _DATED.match(line) else None


def stands_alone(line: str) -> bool:
    """Whether a line is no part of a sentence that began before it, whatever its neighbours are."""
    return style_of(line) in ("number", "bullet", "label") or is_row(line) or is_code(line)


def begins_item(lines: Sequence[str], place: int) -> bool:
    """Whether a line of a block begins an item, or is one line of a table or of code.

    A line of running prose may begin with a date or a number by chance: then the line before is a full one
    that stops within its sentence, and no other line begins so.

    >>> rows = ["会议研究了有关工作，决定于明年", "3月2日召开大会，请各单位准", "备。"]
    >>> [begins_item(rows, place) for place in (1, 2)]
    [False, False]
    >>> [begins_item(["时间：5月20日", "地点：图书馆二楼"], place) for place in (1,)]
    [True]
    """
    line, before = lines[place], lines[place - 1]
    if any(is_row(other) or is_code(other) for other in (line, before)):
        return True
    style = style_of(line)
    if style is None:
        return False
    widest = max(squares(other.strip()) for other in lines)
    if SENTENCE_END.search(before) or squares(before.strip()) < widest - _FULL:
        return True
    alike = sum(style_of(other) == style for other in lines)
    return alike >= (2 if style in ("number", "bullet") else max(2.0, _HALF * len(lines)))
