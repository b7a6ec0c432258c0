"""What a repair never touches: numbers, Latin words, titles, names, and words that its user protects."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ocrfix.language.script import CANTONESE
from ocrfix.language.variants import simplified
from ocrfix.language.words import chinese
from ocrfix.model.page import RegionKind
from ocrfix.repair.passage import Passage

Span = tuple[int, int, str]
"""Start and end in a passage's text, half-open, and what stands there, in words."""

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文郁施陶童"
    "辛浦管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华"
    "车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾"
    "蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠桑荆谌银扬明沙薄伏岑习胥保和蔺肖韦闫樊邢庞聂翟殷倪俞骆佘邝"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許傅呂蘇盧蔣賈葉閻鍾薑範譚鄒陸龍錢湯喬賀賴龔"
)
_SURNAME = f"[{''.join(sorted(SURNAMES))}]"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_NAME = f"{_SURNAME}{_HAN}{{1,2}}"
_SIGNED = rf"{_HAN}{{2,4}}(?:[、 \u3000]{_HAN}{{2,4}})*|(?:{_NAME}){{2,3}}"
_NUMERAL = "[〇零一二三四五六七八九十百千万亿两兩萬億]"
_MEASURE = (
    "[年月日号時时分秒点個个名人位次元亩畝公里吨噸岁歲倍成版期届屆项項条條家户戶处處万千米斤台件座所天周度号]"
)
_AFTER_NUMBER = "年月日号時时点號%％℃元万亿萬億多余餘"
_ROLE = (
    "(?:记者|記者|通讯员|通訊員|摄影|攝影|编辑|編輯|作者|区长|市长|县长|镇长|村长|省长|校长|院长|局长|处长|科长|部长|队长|"
    "书记|主席|主任|经理|董事长|总裁|总统|总理|首相|教授|博士|医生|律师|村民|居民|市民|同志|先生|女士|區長|市長|縣長|書記|經理|總統)"
)
_SAYS = "(?:说|說|表示|强调|指出|介绍|告诉|叮嘱|认为|称|摄|攝|带队|参加|主持|一行|先生|女士|同志|教授)"

_PATTERNS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(?<![\w.+-])[\w.+-]+@[\w.-]+|https?://\S+|www\.\S+", "address"),
        (rf"[0-9０-９][0-9０-９.,:：/\-—~～．]*[{_AFTER_NUMBER}]*", "number"),
        (
            rf"(?!一一+(?!{_NUMERAL}))第?{_NUMERAL}{{2,}}(?:分之{_NUMERAL}+)?{_MEASURE}?"
            rf"|第?{_NUMERAL}{_MEASURE}|第{_NUMERAL}",
            "number",
        ),
        (r"[^\W\d_\u2e80-\uffef]+", "Latin word"),
        (f"[^。！？]{{0,60}}[{CANTONESE}][^。！？]{{0,60}}", "dialect"),
        ("《[^《》]{1,40}》|〈[^〈〉]{1,40}〉", "title"),
        (rf"(?<=[。！？…”」][（(])(?:{_SIGNED})(?=[）)])", "signature"),
        (rf"{_HAN}{{2,10}}(?:股份有限公司|有限责任公司|有限公司|集团|集團)", "company"),
        (rf"(?<=[省市县區区州縣]){_HAN}{{1,3}}(?:镇|鎮|乡|鄉|街道|村|社区|县|縣|区|區|路)", "place"),
    )
)
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ROLE}[ \u3000:：]*(?P<name>{_NAME}(?:[、 \u3000]{_NAME})*)",
        rf"(?:^|(?<=[，。；、：！？“”（(\s]))(?P<name>{_NAME})(?={_SAYS})",
    )
)
_ROW = re.compile(f"{_NAME}(?:、{_NAME}){{2,}}(?=[等，。；：）)])")
_NAMES_ONLY = (RegionKind.BYLINE, RegionKind.CREDIT, RegionKind.NAMEPLATE, RegionKind.IMPRINT)
_LONGEST_WORD = 20


def names_in(passages: Iterable[Passage]) -> frozenset[str]:
    """Names of persons by the company they keep: after a role or a byline's word, before a verb of speech.

    >>> spots, kind = (), RegionKind.BODY
    >>> sorted(names_in([Passage("区长沈燕俊主持。徐进说，记者郁佳炜", spots, kind)]))
    ['徐进', '沈燕俊', '郁佳炜']
    """
    found: set[str] = set()
    for passage in passages:
        for pattern in _NAMED:
            for match in pattern.finditer(passage.text):
                found.update(re.split(r"[、 \u3000]", match["name"]))
    return frozenset(name for name in found if len(name) > 1)


def may_be_a_name(text: str, place: int) -> bool:
    """Whether the character at `place` may belong to a person's name: it is a surname in no word, or one
    stands up to two characters before it.

    >>> may_be_a_name("诗人王小妮的作品", 4), may_be_a_name("高兴地说", 1), may_be_a_name("今年收人", 3)
    (True, False, False)
    """
    return any(
        text[start] in SURNAMES and not _in_a_word(text, start)
        for start in range(max(0, place - 2), place + 1)
    )


def _in_a_word(text: str, place: int) -> bool:
    """Whether a word of the lexicon of two characters or more covers the place."""
    return any(
        simplified(text[start : start + length]) in chinese()
        for length in (2, 3, 4)
        for start in range(max(0, place - length + 1), place + 1)
        if start + length <= len(text)
    )


def protected_spans(passage: Passage, names: Collection[str], never: Collection[str] = ()) -> list[Span]:
    """The spans of a passage that stay as they were read; they may overlap.

    `names` are those that `names_in` found anywhere on the page, `never` words that the user protects. All of
    a byline, credit, nameplate or imprint is protected.

    >>> text = "27日，沈燕俊进人TFC《进人集》"
    >>> spans = protected_spans(Passage(text, (), RegionKind.BODY), {"沈燕俊"})
    >>> sorted((text[start:end], kind) for start, end, kind in spans)
    [('27日', 'number'), ('TFC', 'Latin word'), ('《进人集》', 'title'), ('沈燕俊', 'name')]
    >>> [kind for *_, kind in protected_spans(Passage("突然間乜都睇唔到", (), RegionKind.BODY), ())]
    ['dialect']

    Who signs a text in brackets is a name, though no role says so.

    >>> for signed in ("贡德银、马进人", "肖成鸣杜文育", "这里有人进人房间"):
    ...     text = f"打下了基础。（{signed}）"
    ...     [text[start:end] for start, end, _ in protected_spans(Passage(text, (), RegionKind.BODY), ())]
    ['贡德银、马进人']
    ['肖成鸣杜文育']
    []

    Nor does one say so of persons who are named in a row; in a row of words each one is in the lexicon.

    >>> for text in ("村里的王伟、张革、李雁荡等", "任务、方法、成绩都好"):
    ...     [text[start:end] for start, end, _ in protected_spans(Passage(text, (), RegionKind.BODY), ())]
    ['王伟、张革、李雁荡']
    []

    Two 一 that no number goes on from are a dash as often as a word, and are no number.

    >>> [protected_spans(Passage(text, (), RegionKind.BODY), ()) for text in ("准一一表", "一一〇")]
    [[], [(0, 3, 'number')]]
    """
    if passage.kind in _NAMES_ONLY:
        return [(0, len(passage.text), "name")]
    spans = [
        (match.start(), match.end(), kind)
        for pattern, kind in _PATTERNS
        for match in pattern.finditer(passage.text)
    ]
    spans += [
        (start, end, "name")
        for start, end in (*_words_in(passage.text, names), *_rows_of_names(passage.text))
    ]
    spans += [(start, end, "protected word") for start, end in _words_in(passage.text, never)]
    return spans


def _rows_of_names(text: str) -> Iterator[tuple[int, int]]:
    """Three and more in a row that begin as names do, of which at most half are words of the lexicon."""
    for row in _ROW.finditer(text):
        words = [simplified(name) in chinese() for name in row[0].split("、")]
        if 2 * sum(words) <= len(words):
            yield row.span()


def _words_in(text: str, words: Collection[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    known = frozenset(words)
    for length in _lengths(known):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in known:
                yield start, start + length


@lru_cache(maxsize=4)
def _lengths(words: frozenset[str]) -> tuple[int, ...]:
    """How long the words are, asked once for all passages of a page."""
    return tuple(sorted({len(word) for word in words if 0 < len(word) <= _LONGEST_WORD}))
