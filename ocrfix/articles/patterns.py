"""What articles and page heads say in set phrases: datelines, jump lines, the nameplate's facts."""

import re
from collections.abc import Sequence

from ocrfix.model.article import Nameplate
from ocrfix.model.patterns import AGENCY, FROM_PAGE, TO_PAGE, WIRED

_DATELINE = re.compile(
    rf"^\s*({AGENCY}(?:\s*[(（][^)）]{{2,24}}[)）])?(?:\s*[^，,。\s]{{0,10}}?\d{{1,2}}月\d{{1,2}}日(?:[电電讯訊][)）]?)?)?)"
)
_DATELINE_LATIN = re.compile(r"^\s*([A-Z][A-Z .'’-]{2,40}(?:,\s*[A-Z][a-z]+\.?\s+\d{1,2})?\s*[—–])")
_DATELINE_WIRED = re.compile(rf"^\s*({WIRED})")
_TO = re.compile(rf"下[转轉]\s*第?\s*(\w+?)\s*版|{TO_PAGE}", re.IGNORECASE)
_FROM = re.compile(rf"上接\s*第?\s*(\w+?)\s*版|{FROM_PAGE}", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|中華民國\S{1,6}年\S{1,3}月\S{1,4}日"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+\w+\s+\d{1,2}(?:,\s*\d{4})?",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"(?:总|總)?第\s*([\d,〇零一二三四五六七八九十百千]+)\s*[期號号]|No\.?\s*([\d,]+)")
_PAGE = re.compile(r"第\s*([A-Z\d一二三四五六七八九十]+)\s*版|^([A-Z]?\d{1,3})\s*版?$")


def dateline_of(paragraph: str) -> str | None:
    """The agency, place and day at the start of an article, as printed.

    >>> dateline_of("本报讯 3月27日，区委召开会议。"), dateline_of("PORT HALLOW, March 27 — The town")
    ('本报讯 3月27日', 'PORT HALLOW, March 27 —')
    >>> dateline_of("（港口廿二日電）昨夜東風。"), dateline_of("春天来了。") is None
    ('（港口廿二日電）', True)
    """
    patterns = (_DATELINE, _DATELINE_LATIN, _DATELINE_WIRED)
    found = next((found for pattern in patterns if (found := pattern.match(paragraph))), None)
    return found[1].strip() if found else None


def jump_of(text: str) -> tuple[str, str]:
    """Which way a jump line points, and the page it names; ("", "") where it is none.

    >>> jump_of("（下转第3版）"), jump_of("上接第一版"), jump_of("第三版")
    (('to', '3'), ('from', '一'), ('', ''))
    """
    for way, pattern in (("to", _TO), ("from", _FROM)):
        found = pattern.search(text)
        if found:
            return way, found[1] or found[2]
    return "", ""


def nameplate_of(heads: Sequence[tuple[str, str]]) -> Nameplate | None:
    """What the furniture, as (kind, text), says of the page; None where it says nothing."""
    joined = [text for kind, text in heads if kind in ("nameplate", "running_head", "folio", "ear")]
    title = next((text for kind, text in heads if kind == "nameplate"), None)
    section = next((text for kind, text in heads if kind == "section"), None)
    facts = Nameplate(
        title=title,
        date=_first(_DATE, joined),
        issue=_first(_ISSUE, joined),
        page=_first(_PAGE, joined),
        section=section,
    )
    return facts if any((facts.title, facts.date, facts.issue, facts.page)) else None


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    for text in texts:
        found = pattern.search(text)
        if found:
            return next((group for group in found.groups() if group), found[0])
    return None
