"""Dates as newspapers print them, as ISO dates."""

import re
from datetime import date

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "元": 1,
    "廿": 20,
    "卅": 30,
}
_CHINESE = "〇○零元一二三四五六七八九十廿卅"
_REPUBLIC = 1911
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_CHINESE = re.compile(
    rf"(?P<era>民[國国])?\s*(?P<year>\d{{1,4}}|[{_CHINESE}]{{1,5}})\s*年\s*"
    rf"(?P<month>\d{{1,2}}|[{_CHINESE}]{{1,3}})\s*月\s*(?P<day>\d{{1,2}}|[{_CHINESE}]{{1,4}})\s*日"
)
_DAY_LAST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_FIGURES = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)")


def date_in(text: str | None) -> date | None:
    """The one date that a text names; None where it names none, or not all of it.

    >>> [str(date_in(text)) for text in ("2024年3月28日", "中華民國三十六年三月二十八日", "March 28, 1914")]
    ['2024-03-28', '1947-03-28', '1914-03-28']
    >>> str(date_in("rmrb-19500101-p2")), date_in("THURSDAY, MARCH 28"), date_in("三十六年")
    ('1950-01-01', None, None)
    """
    for find in (_chinese, _western, _figures):
        found = find(text or "")
        if found is not None:
            return found
    return None


def _chinese(text: str) -> date | None:
    match = _IN_CHINESE.search(text)
    if match is None:
        return None
    year, month, day = (_value(match[name]) for name in ("year", "month", "day"))
    if match["era"]:
        year += _REPUBLIC
    return _date(year, month, day) if year > 1000 else None


def _western(text: str) -> date | None:
    if match := _DAY_LAST.search(text):
        return _date(int(match[3]), _month(match[1]), int(match[2]))
    if match := _DAY_FIRST.search(text):
        return _date(int(match[3]), _month(match[2]), int(match[1]))
    return None


def _figures(text: str) -> date | None:
    match = _FIGURES.search(text)
    return _date(int(match[1]), int(match[3]), int(match[4])) if match else None


def _month(name: str) -> int:
    start = name[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _value(text: str) -> int:
    """A number in figures, digit by digit (一九四七) or in words (三十六).

    >>> _value("28"), _value("一九四七"), _value("三十六"), _value("廿三"), _value("十")
    (28, 1947, 36, 23, 10)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, ones = text.split("十", 1)
        return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_value(ones) if ones else 0)
    values = [_DIGITS[char] for char in text if char in _DIGITS]
    if any(value > 9 for value in values):
        return sum(values)
    return int("".join(map(str, values)) or 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
