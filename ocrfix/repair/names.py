"""Names that a page reads two ways: several times one way, and once with a character that looks like another.

Such a name is a doubt with its answer, never an edit: two persons may be called nearly alike.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import accumulate, groupby
from typing import TypeAlias

from ocrfix.language.script import is_han
from ocrfix.model.page import Doubt, Page, RegionKind, TextLine
from ocrfix.repair.running import Running, running
from ocrfix.repair.shapes import ALIKE
from ocrfix.repair.tokens import Token, tokens_of

Alike: TypeAlias = Callable[[str, str], bool]
"""Whether two characters look alike in print."""

OFTEN = 3
"""So often must a name stand one way before another way is doubted."""

_BYLINES = (RegionKind.BYLINE, RegionKind.CREDIT)
_LATIN_SHORTEST = 5
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇"
    "吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金贾賈韦韋夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻雷龙龍史陶贺賀毛段郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向汤湯常温溫康施文"
    "牛樊葛邢安齐齊乔喬庞龐颜顏倪庄莊聂聶章鲁魯岳翟申耿关關焦左柳甘祝宁寧尚舒童霍翁骆駱阮凌纪紀欧歐裴房牟解费費滕华華辛荣榮单單卓穆"
)
_BEFORE_NAMES = (
    "记者|記者|通讯员|通訊員|作者|编辑|編輯|责编|摄影|攝影|书记|書記|主任|局长|局長|市长|市長|县长|縣長|区长|區長|镇长|鎮長|院长|院長|校长|校長|经理|經理|"
    "董事长|董事長|会长|會長|主席|部长|部長|厅长|廳長|处长|處長|所长|所長|教授|博士|村民|居民|市民|负责人|負責人"
)
_FRAMED = re.compile(rf"(?:{_BEFORE_NAMES})[\s:：]*(?=(\w{{2,3}}))")
_BRACKETED = re.compile(r"[（(]\s*(\w{2,3})\s*[）)]")
_PLACE_ENDS = "省市区區县縣镇鎮乡鄉村路港站湖江"
_NAME_LENGTHS = (3, 4)


def find_name_doubts(
    page: Page, alike: Alike = lambda one, other: False, known: Container[str] = frozenset()
) -> tuple[Doubt, ...]:
    """Doubts of kind `name`, with the usual way of the name as `alternative`.

    The odd character must look like the usual one: by `alike`, or because the engine saw the usual one there
    too. `known` are words that are right however rare.
    """
    lines = tuple(page.lines())
    return (*_han_doubts(page, alike, known), *_latin_doubts(lines, known))


def _han_doubts(page: Page, alike: Alike, known: Container[str]) -> Iterator[Doubt]:
    flows = [running(region.lines) for region in page.regions]
    counts = _counted(flows)
    usual = {name for name in _names(page, flows) if counts[name] >= OFTEN}
    usual |= {gram for gram, times in counts.items() if times >= OFTEN and gram[-1] in _PLACE_ENDS}
    holes = {(name[:k], name[k + 1 :]): name for name in sorted(usual) for k in range(len(name))}
    heads, tails = {name[0] for name in usual}, {name[1:] for name in usual}
    whole = "\n".join(flow.text for flow in flows)
    begins = [0, *accumulate(len(flow.text) + 1 for flow in flows)]
    told: set[tuple[int, int]] = set()
    for gram, times in counts.items():
        if times > 1 or not (gram[0] in heads or gram[1:] in tails) or gram in known:
            continue
        for k in range(len(gram)):
            name = holes.get((gram[:k], gram[k + 1 :]))
            if name is None or name[k] == gram[k]:
                continue
            found = whole.find(gram)
            region = bisect_right(begins, found) - 1
            place = found - begins[region] + k
            at = flows[region].places[place]
            line = page.regions[region].lines[at[0]] if at else None
            if line is None or at is None or (region, place) in told:
                continue
            if alike(gram[k], name[k]) or _saw(line, at[1], name[k]):
                told.add((region, place))
                yield _doubt(gram, name, counts[name], line)


def _counted(flows: Sequence[Running]) -> Counter[str]:
    """How often each stretch of three and four Chinese characters stands on the page."""
    counts: Counter[str] = Counter()
    for flow in flows:
        for han, chars in groupby(flow.text, is_han):
            run = "".join(chars) if han else ""
            for length in _NAME_LENGTHS:
                counts.update(run[k : k + length] for k in range(len(run) - length + 1))
    return counts


def _names(page: Page, flows: Sequence[Running]) -> Iterator[str]:
    """What stands where persons are named: in bylines, after a title, in brackets."""
    for region, flow in zip(page.regions, flows, strict=True):
        found = [*_FRAMED.findall(flow.text), *_BRACKETED.findall(flow.text)]
        if region.kind in _BYLINES:
            found += re.findall(r"\w{2,4}", re.sub(_BEFORE_NAMES, " ", flow.text))
        for name in found:
            if name[0] in _SURNAMES and all(map(is_han, name)):
                yield name


def _saw(line: TextLine, place: int, char: str) -> bool:
    return bool(line.glyphs) and any(other.char == char for other in line.glyphs[place].alternatives)


def _latin_doubts(lines: Sequence[TextLine], known: Container[str]) -> Iterator[Doubt]:
    tokens = [token for token in tokens_of(lines) if token.plain and _is_name(token.text)]
    counts = Counter(_bare(token.text) for token in tokens)
    for token in tokens:
        odd = _bare(token.text)
        if counts[odd] > 1 or odd in known:
            continue
        answers = {name for name, times in counts.items() if times >= OFTEN and _looks_like(token, odd, name)}
        if len(answers) == 1:
            (name,) = answers
            yield _doubt(odd, name, counts[name], token.line)


def _is_name(text: str) -> bool:
    bare = _bare(text)
    return len(bare) >= _LATIN_SHORTEST and bare.isalnum() and bare[0].isupper() and not bare[1:].isupper()


def _bare(text: str) -> str:
    return re.sub(r"['’]s?$", "", text)


def _looks_like(token: Token, odd: str, name: str) -> bool:
    """Whether the two differ in one pair of shapes, or in one letter that the engine saw too."""
    if len(odd) == len(name):
        places = [k for k in range(len(odd)) if odd[k] != name[k]]
        if len(places) == 1 and _saw(token.line, token.start + places[0], name[places[0]]):
            return True
    return any(
        odd[:k] + printed + odd[k + len(read) :] == name
        for read, printed in ALIKE
        for k in range(len(odd))
        if odd.startswith(read, k)
    )


def _doubt(odd: str, name: str, times: int, line: TextLine) -> Doubt:
    said = f"{odd} stands once on the page, {name} {times} times"
    return Doubt(kind="name", text=said, line=line.id, alternative=name)
