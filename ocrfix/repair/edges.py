"""Where the words at the two ends of a passage begin and end: by the page's own words, then by the model."""

import re

from ocrfix.language.ngram import news
from ocrfix.language.variants import simplified

_MOST = 4
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭許韓馮鄧葉蘇呂盧鐘陸賈"
)
_TITLED = re.compile(
    r"(?:书记|書記|长|長|主任|主席|总理|總理|委员|委員|代表|记者|記者|经理|總裁|总裁|教授|院士|、|，|^)$"
)
_SURE, _BOUND = -1.2, 4.0
"""Natural logarithm of how sure the model must be of the next character; nats that bind a word."""


def widened(sentence: str, start: int, end: int, page: str) -> tuple[int, int]:
    """`start` and `end` moved outwards to the ends of words, at most four characters either way.

    `page` is all text of the page: what always stands before the first word or after the last belongs to it.

    >>> page = "区委书记金承涛带队赴上海开展招商考察活动，金承涛说，会上金承涛介绍。"
    >>> start, end = widened(page, 5, 19, page)
    >>> page[start:end]
    '金承涛带队赴上海开展招商考察活动'
    >>> widened("区长王小明赴北京调研", 3, 10, "区长王小明赴北京调研")
    (2, 10)
    """
    return _left(sentence, start, page), _right(sentence, end, page)


def _left(sentence: str, start: int, page: str) -> int:
    least = max(0, start - _MOST)
    while start > least and _is_word(sentence[start - 1]):
        head = sentence[start : start + 2]
        before = {page[i - 1] for i in _all(page, head) if i > 0}
        if len(_all(page, head)) > 1:
            if before != {sentence[start - 1]}:
                return start
        elif not _is_name(sentence, start) and not _bound(sentence, start):
            break
        start -= 1
    return start


def _right(sentence: str, end: int, page: str) -> int:
    most = min(len(sentence), end + _MOST)
    while end < most and _is_word(sentence[end]):
        tail = sentence[end - 2 : end]
        places = _all(page, tail)
        after = {page[i + 2 : i + 3] for i in places}
        likely = news().log_probability(
            simplified(sentence[end]), simplified(sentence[max(0, end - 3) : end])
        )
        if (len(places) < 2 or after != {sentence[end]}) and likely < _SURE:
            break
        end += 1
    rest = re.match(r"\w{1,2}(?=\W|$)", sentence[end:])
    return end + rest.end() if rest and end < len(sentence) else end


def _is_name(sentence: str, start: int) -> bool:
    """Whether the character before is the surname of what begins here."""
    before = sentence[max(0, start - 4) : start - 1]
    return sentence[start - 1] in _SURNAMES and bool(_TITLED.search(before))


def _bound(sentence: str, start: int) -> bool:
    """Whether the model binds the two characters at the edge into one word."""
    return news().joint(simplified(sentence[max(0, start - 3) : start]), simplified(sentence[start])) > _BOUND


def _is_word(char: str) -> bool:
    return char.isalnum()


def _all(text: str, part: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(part), text)]
