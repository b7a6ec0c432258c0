"""What certain lines of a newspaper look like as text: dates, bylines, credits, imprints."""

import re

_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?"
)
DATE = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月|[〇零一二三四五六七八九十]+年[一二三四五六七八九十]+月|中華民國|星期[一二三四五六日天]|禮拜"
    r"|\b(?<!\bon )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b"
    rf"|\b(?:{_MONTHS})\s+\d{{1,2}},?\s+\d{{4}}\W*$",
    re.IGNORECASE,
)
"""The day that a paper is of; what happens "on Monday" is news."""
ISSUE = re.compile(
    r"第[\d〇零一二三四五六七八九十百千]+[期號号]|总第|農曆|农历|今日\S{0,4}[版張张]|第\s*[\d一二三四五六七八九十]+\s*版|^[A-Z]?\d{1,3}\s*版?$"
    r"|^[A-Z]\d{1,2}$|出紙|定價|零售|\bNo\.?\s*[\d,]+|\bVol\.|\bPRICE\b|\bPAGES\b|責任編輯|责任编辑|主编|https?://|www\.",
    re.IGNORECASE,
)
IMPRINT = re.compile(
    r"社址|地址|邮编|邮政编码|电话|電話|热线|熱線|邮箱|信箱|印刷|主办|主辦|出版|发行|發行|零售|定价|编辑|編輯|校对|校對|美编|承印"
    r"|订阅|投稿|广告部|E-?mail|[\w.]+@[\w.]+|\b\d{3,4}-\d{7,8}\b|\b\d{8}\b|Printed|Published|Editorial",
    re.IGNORECASE,
)
_PAPER = r"(?:本报|本報|本刊|首席|特约|特約|特派|见习|見習|实习|新华社|新華社|中新社)*"
_ROLE = rf"{_PAPER}\s*(?:记者|記者|通讯员|通訊員|作者|编译|編譯|整理|采写|採寫)"
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_SPREAD = r"[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
"""A name of two characters, set as wide as one of three."""

_ANY_NAME = rf"(?:{_SPREAD}|{_NAME})"
_NO_NAME = r"(?!从|從|在|了解|获悉|獲悉|日前|昨|近|探访|探訪|走访|走訪|手记|手記|调查|調查|观察|觀察)"
_NAMES = rf"[\s:：]*{_NO_NAME}{_ANY_NAME}(?:[\s、，,]*{_ANY_NAME}){{0,2}}"
_TAKEN_FROM = "摘自|摘编自|摘編自|选自|選自|转自|轉自|转载自|轉載自|原载于?|原載於?|来源|來源"
_SOURCE = (
    r"[(（]?(?:摘自|摘[编編]自|[转轉][载載]自)\S{2,16}$"
    rf"|[(（]?(?:{_TAKEN_FROM}|据(?=[^)）]*[)）]$))\s*[:：]?\s*《[^》]{{2,12}}》[\d年月日第期.\s-]*[)）]?$"
)
ROLE = re.compile(rf"^\s*[^\w(（]?\s*{_ROLE}\s*$")
"""What a byline begins with, its name on another line."""

NAME = re.compile(rf"^\s*{_ANY_NAME}\s*$")
BYLINE = re.compile(
    rf"^\s*(?:█?[■█□◆◇●○◎▲△\[【(（])?\s*(?:(?:{_ROLE}{_NAMES}[\s、，,]*)+[)）\]】]?\s*$"
    rf"|(?:撰文|文[/／:：]).{{2,12}}$|{_NAME}\s*[/／]?(?:文|報道|报道)$|{_SOURCE}|[(（]{_NAME}[)）]$|(?:By\s*|BY\s+)[A-Z])"
)
FOOT_BYLINE = re.compile(r"^[(（]?\s*(?:记者|記者|通讯员|通訊員|本报记者)?[\s一-鿿·、]{2,14}[)）]?$")
CREDIT = re.compile(
    r"[(（]?[^，。；(（]{0,16}(?:摄影?|攝影?|供图|供圖|圖片|图片|制图|資料圖|资料图)[)）]?\s*$"
    r"|(?:Photograph|Photo|Picture)s?\s*(?:by|:)\s*[^.]{2,40}$"
)
CREDIT_BEGUN = re.compile(r"^\W*(?:Photograph|Photo|Picture)s?(?:\s*by|:)?\s*$", re.IGNORECASE)
"""A credit whose name stands on the next line."""
CAPTION_MARK = re.compile(r"^\s*[■▲▼◀▶△▽◢◣●]")
TO_PAGE = r"(?:continued\s*on|turn\s*to|see)\s*page\s*(\w+)"
FROM_PAGE = r"continued\s*from\s*page\s*(\w+)"
# A bracket laid over the end of a vertical line is often read as another character.
JUMP_TO = re.compile(
    r"^\S?[(（\s]*下[转轉]第?\s*([\dA-Z一二三四五六七八九十]+)\s*版[)）\s]*\S?$"
    rf"|^\W*{TO_PAGE}(?:,\s*col(?:umn|\.)\s*\w+)?\W*$",
    re.IGNORECASE,
)
JUMP_FROM = re.compile(
    r"^\S?[(（\s]*上接第?\s*([\dA-Z一二三四五六七八九十]+)\s*版\S{0,20}$"
    rf"|^\W*{FROM_PAGE}(?:,\s*col(?:umn|\.)\s*\w+)?\W*$",
    re.IGNORECASE,
)
_DAY = r"(?!\S{0,4}月)[\u4e00-\u9fff]{2,4}?(?:[一二三四五六七八九十廿卅]{1,3}|\d{1,2})日"
WIRED = (
    r"[(（【\[][\u4e00-\u9fff]{3,10}[電电](?:[)）】\]]|$)"
    rf"|[(（【\[]{_DAY}|{_DAY}[\u4e00-\u9fff]{{0,5}}?[電电][)）】\]]?"
)
"""Where a wire comes from, as older papers set it, （重慶廿二日電）, whole or as far as its row goes."""
_OWN = "本报讯|本報訊|本刊讯"
OWN_REPORT = re.compile(rf"^\W*(?:{_OWN})")
"""How a paper opens its own reports: the letters are set bold, and are no heading."""
AGENCY = rf"[【\[［（(]?(?:{_OWN}|据?新华社|新華社|中新社)[】\]］）)]?"
DATELINE = re.compile(
    rf"^\s*({AGENCY}"
    r"(?:\s*[(（][^)）]{2,24}[)）])?(?:\s*\S{0,10}?\d{1,2}月\d{1,2}日(?:[讯电訊電]|(?=[,，])))?)"
    r"|^\s*([A-Z][A-Z .'’-]{2,30},\s*(?:[A-Z][a-z]+\.?\s*\d{1,2})?\s*[—–一-])"
    rf"|^\s*({WIRED})"
)
PLACE_AND_DAY = re.compile(r"^\s*[A-Z][A-Z .'’-]{2,30},\s*(?:[A-Z][a-z]+\.?\s*(?:\d{1,3}\b|$)|$)")
"""A place and perhaps a day; the dash after it is often read as one more figure."""
MONTH = re.compile(rf"^\s*(?:{_MONTHS})\s*$")
"""The month alone, where the day of a report stands on the next line."""
_READ_AS_DEGREE = r"(?<=[\u4e00-\u9fff])°"
"""A full stop of Chinese text, in which degrees have a number before them."""
SENTENCE_END = re.compile(rf"(?:[。！？!?.…；;：:”’」』)）】]|{_READ_AS_DEGREE})\s*$")
FULL_STOP = re.compile(rf"(?:[。！？!?.…]|{_READ_AS_DEGREE})[”’」』)）】\"']?\s*$")
CREDIT_ALONE = re.compile(
    r"^\s*[（(]?(?:(?:本报|本報|记者|記者|通讯员|通訊員|特约)\s*)*[一-鿿·]{1,4}(?:[\s、]{1,2}[一-鿿·]{1,4}){0,3}\s*[/／]?\s*"
    r"(?:摄影?|攝影?|供图|供圖|制图)[)）]?\s*$"
)
"""A credit and nothing else: names and what they did."""
CAPTION = re.compile(
    r"^\s*[▲▼◀▶△▽]|^\s*[■●]?\s*[（(]?(?:上|下|左|右|本)?[图圖](?:为|為|一|二|三|四|①|②|[1-9][:：])"
)
PHONE = re.compile(
    r"(?<![\d.])(?:\(?0\d{2,3}[)-]?\s?)?[2-9]\d{6,7}(?![\d.%])|\b1[3-9]\d{9}\b|\b400-?\d{3}-?\d{4}\b"
)
_IMPRINT_PHONE = re.compile(rf"^\s*(?:[^\d，。！？；]{{0,12}}[\s:：]*(?:{PHONE.pattern})[\s、,，;；]*)+$")
_IMPRINT_WORD = re.compile(
    r"社址|地址|邮编|邮政编码|郵政|电话|電話|热线|熱線|邮箱|信箱|印刷|主办|主辦|主管|出版|发行|發行|零售|定价|定價|责编|责任编辑|責任編輯"
    r"|校对|校對|美编|版式|承印|订阅|征订|投稿|广告部|广告许可|刊号|国内统一|邮发代号|网址|E-?mail|[\w.+-]+@[\w-]+\.[\w.]+|(?:https?://|www\.)\S+",
    re.IGNORECASE,
)
_IMPRINT_START = re.compile(
    r"^\s*(?:社址|地址|邮编|邮政编码|电话|電話|(?:新闻|读者|征订|服务|广告)?热线|(?:投稿|电子)?邮箱|主办|主管|出版|承印|印刷|责任编辑|責任編輯|责编|编辑|美编"
    r"|校对|版式|国内统一|邮发代号|零售价?|定价|网址|E-?mail)(?:[\s:：]|单位)",
    re.IGNORECASE,
)


def is_dated(text: str) -> bool:
    """Whether a text opens with its place and day, as the first line of a report does."""
    return bool(DATELINE.match(text) or PLACE_AND_DAY.match(text))


def is_imprint(text: str) -> bool:
    """Whether a line says who makes the paper and how to reach them, and nothing else.

    >>> [is_imprint(text) for text in ("機 82987136", "主办 中共钱塘区委 出版 杭州日报", "下沙西站:86922565")]
    [True, True, True]
    >>> [is_imprint(text) for text in ("读者拨打热线电话反映问题。", "出版业迎来新机遇", "产值达82987136元")]
    [False, False, False]
    """
    if len(text) > 120 or FULL_STOP.search(text):
        return False
    if _IMPRINT_PHONE.match(text):
        return True
    words = len(_IMPRINT_WORD.findall(text))
    return (words >= 2 and bool(re.search(r"[\s:：@]", text))) or bool(words and _IMPRINT_START.match(text))
