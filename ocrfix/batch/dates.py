"""Days, weekdays and page numbers as papers print them."""

import datetime
import re
from collections.abc import Iterable
from typing import TypeVar

from ocrfix.batch.task import Facts
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

_HEADS = ("nameplate", "running_head", "folio", "ear", "section")
_DIGITS = {
    char: digit
    for digit, chars in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_NUMERAL = r"[\d〇零○一二三四五六七八九十廿卅元]"
_CHINESE = re.compile(
    rf"(?:(民[国國])\s*)?({_NUMERAL}{{1,4}})\s*年\s*({_NUMERAL}{{1,3}})\s*月\s*({_NUMERAL}{{1,3}})\s*[日号號]"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_ENGLISH_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+{_MONTH},?\s+(\d{{4}})", re.IGNORECASE)
_PLAIN = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)([-._/]?)(\d\d)\2(\d\d)(?!\d)")
_WEEKDAY = re.compile(r"(?:星期|礼拜|禮拜|[周週])\s*([一二三四五六日天])")
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR_OF_THE_REPUBLIC = 1911

_T = TypeVar("_T")


def facts_of(page: Page) -> Facts:
    """What the head of the page says; the first date and weekday of its furniture."""
    texts = Texts(page)
    heads = [texts.region(item.region) for item in page.furniture if item.kind in _HEADS]
    plate = page.nameplate
    return Facts(
        title=plate.title if plate else None,
        date=_first(date_in(text) for text in (*([plate.date] if plate and plate.date else []), *heads)),
        weekday=_first(weekday_in(text) for text in heads),
        number=number_of(plate.page) if plate and plate.page else None,
    )


def date_in(text: str) -> str | None:
    """The first day named in the text, as YYYY-MM-DD; None where there is none or no such day exists.

    >>> date_in("2026年3月27日 星期五"), date_in("中華民國二十八年四月二十三日"), date_in("一〇年十月六日")
    ('2026-03-27', '1939-04-23', None)
    >>> date_in("Friday, March 27, 2026"), date_in("27 March 2026"), date_in("nongmin_20101216_p7")
    ('2026-03-27', '2026-03-27', '2010-12-16')
    >>> date_in("二〇一〇年十二月十六日")
    '2010-12-16'
    >>> date_in("2026年2月30日"), date_in("tel. 82987136")
    (None, None)
    """
    return (
        _first(_chinese(found) for found in _CHINESE.finditer(text))
        or _first(_english(found[3], found[1], found[2]) for found in _ENGLISH.finditer(text))
        or _first(_english(found[3], found[2], found[1]) for found in _ENGLISH_DAY_FIRST.finditer(text))
        or _first(_day(int(found[1]), int(found[3]), int(found[4])) for found in _PLAIN.finditer(text))
    )


def weekday_in(text: str) -> int | None:
    """The weekday named in the text, 0 for Monday.

    >>> weekday_in("3月27日 星期五"), weekday_in("SUNDAY, MARCH 29"), weekday_in("周刊")
    (4, 6, None)
    """
    if found := _WEEKDAY.search(text):
        return min(6, "一二三四五六日天".index(found[1]))
    words = re.findall(r"[a-z]+", text.lower())
    return _first(_ENGLISH_WEEKDAYS.index(word) for word in words if word in _ENGLISH_WEEKDAYS)


def number_of(text: str) -> str:
    """A page number with its digits made plain; a section's letter stays.

    >>> number_of("三"), number_of("十二"), number_of("A03"), number_of("07")
    ('3', '12', 'A3', '7')
    """
    bare = text.strip()
    if all(char in "十廿卅" or char in _DIGITS for char in bare) and bare:
        return str(_numeral(bare))
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare.upper())


def weekday_of(date: str) -> int:
    """The weekday of a day given as YYYY-MM-DD, 0 for Monday.

    >>> weekday_of("2026-03-27")
    4
    """
    return datetime.date.fromisoformat(date).weekday()


def weekday_name(weekday: int) -> str:
    return _ENGLISH_WEEKDAYS[weekday].capitalize()


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _chinese(found: re.Match[str]) -> str | None:
    year = _numeral(found[2]) + (_YEAR_OF_THE_REPUBLIC if found[1] else 0)
    return _day(year, _numeral(found[3]), _numeral(found[4]))


def _english(year: str, month: str, day: str) -> str | None:
    return _day(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if year >= 1500 else None
    except ValueError:
        return None


def _numeral(text: str) -> int:
    """A number in digits or in Chinese numerals, spoken or digit by digit.

    >>> _numeral("二十八"), _numeral("二〇一〇"), _numeral("廿三"), _numeral("12"), _numeral("元")
    (28, 2010, 23, 12, 1)
    """
    if text.isdecimal() and text.isascii():
        return int(text)
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    digits = [int(char) if char.isascii() else _DIGITS.get(char, 0) for char in text if char != "十"]
    if "十" not in text:
        return int("".join(map(str, digits)) or 0)
    tens, _, ones = text.partition("十")
    return 10 * (_DIGITS.get(tens[-1:], 1)) + _DIGITS.get(ones[:1], 0)
