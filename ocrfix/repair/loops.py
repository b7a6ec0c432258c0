"""Clauses that an engine invents again and again, and passages that are no language."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from ocrfix.language.ngram import BITS, codes, news
from ocrfix.language.script import is_dialect
from ocrfix.language.variants import simplified
from ocrfix.model.article import Unplaced
from ocrfix.model.page import Doubt, Page, RegionKind
from ocrfix.repair.apart import cut_out, set_apart
from ocrfix.repair.items import style_of
from ocrfix.repair.stream import Stream, find_streams

_SHORTEST, _LONGEST = 6, 120
"""Characters of what is repeated. Shorter: 加油, 为人民服务 and other things that people say again."""

_TIMES, _TIMES_CALLED = 3, 4
"""How often a clause stands in a row that was invented; a slogan may be called three times."""

_HAN = re.compile("[\u3400-\u9fff]")
_SENTENCE = re.compile("[^。！？；!?;]+[。！？；!?;]?[”’」』）)]*")
_ODD_START = re.compile(r"^[+=*#~^<>\\|_@&$%]\D{0,5}$")
_WORSE = 1.1
_NO_LANGUAGE, _STRANGE, _NO_PROSE = 1.65, 1.8, 2.3
"""Times the page's own level of surprise. Loose words are no language before prose is: names, verse, dialect
and terms surprise too, and what reads strangely without being litter stays where it is, with a doubt."""

_UNKNOWN_PAIRS, _STRANGE_PAIRS, _STRANGER_PAIRS = 0.5, 0.6, 0.8
_LOOSE = 3
_LEAST_HAN = 8
NO_LANGUAGE = "this is no language"
_SAMPLE = 200
_USUAL_LEVEL = 4.5
"""Nats a character of news that the model has not seen; a page of a few sentences has no level of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """`start` to `end` of a text is a clause `times` times over; `unit` is the clause."""

    start: int
    end: int
    unit: str
    times: float


def find_loops(text: str) -> list[Loop]:
    """Clauses of six characters or more that stand three times or more in a row, the last perhaps in part.

    >>> found = find_loops("会议强调。" + 3 * "要打起担责，是是工作目标。" + "要打起")
    >>> [(loop.start, loop.unit, round(loop.times, 1)) for loop in found]
    [(5, '要打起担责，是是工作目标。', 3.2)]
    >>> find_loops(3 * "加油！" + 3 * "为人民服务，" + "一等奖一名，二等奖一名，三等奖一名。")
    []
    >>> find_loops(3 * "坚决打赢脱贫攻坚战！")
    []
    """
    grams = Counter(text[i : i + _SHORTEST] for i in range(len(text) - _SHORTEST + 1))
    if not grams or max(grams.values()) < _TIMES:
        return []
    chars = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found: list[Loop] = []
    for period in range(_SHORTEST, min(_LONGEST, len(text) // 2) + 1):
        for begin, length in _runs(chars[period:] == chars[:-period]):
            if length < (_TIMES - 1) * period:
                continue
            start, end = _clause_start(text, begin, period), begin + length + period
            times, unit = (end - start) / period, text[start : start + period]
            if times >= _TIMES and _is_clause(unit, times) and not _inside(found, start):
                found.append(Loop(start=start, end=end, unit=unit, times=times))
    return sorted(found, key=lambda loop: loop.start)


def _clause_start(text: str, begin: int, period: int) -> int:
    """Where in the first period of a repetition a sentence, else a clause, begins."""
    for marks in ("。！？；!?;", "，、：,:"):
        for place in range(begin, begin + period):
            if place == 0 or text[place - 1] in marks:
                return place
    return begin


def _runs(same: np.ndarray) -> Iterator[tuple[int, int]]:
    """Start and length of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], same, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield start, end - start


def _is_clause(unit: str, times: float) -> bool:
    if len(_HAN.findall(unit)) < _SHORTEST or len(set(unit)) < _SHORTEST - 1:
        return False
    return times >= _TIMES_CALLED or not re.search("[！!]", unit)


def _inside(found: Sequence[Loop], start: int) -> bool:
    return any(loop.start <= start < loop.end for loop in found)


def surprise(text: str) -> float:
    """Nats a character, marks taken as Chinese and all that is neither Han nor mark left out; 0 for nothing.

    >>> surprise("会议强调，要认真学习") < 4 < 7 < surprise("礼善钱塘剑奥希承运")
    True
    """
    kept = re.sub("[^\u3400-\u9fff，。]", "", simplified(text).replace(",", "，"))
    return -news().log_probability(kept) / len(kept) if kept else 0.0


def unknown_pairs(text: str) -> float:
    """The share of neighbouring characters that the model has never seen side by side, 0 to 1.

    >>> unknown_pairs("会议强调，要认真学习"), unknown_pairs("氺孑亍彳")
    (0.0, 1.0)
    """
    pairs, known = _pairs(text)
    return 1 - float(known.sum()) / float(pairs.sum()) if pairs.any() else 0.0


def _pairs(text: str) -> tuple[np.ndarray, np.ndarray]:
    """For each character but the last: whether it and the next are Chinese, and whether the model has seen
    them side by side."""
    chars = codes(simplified(text))
    han = (chars >= 0x3400) & (chars <= 0x9FFF)
    pairs = han[:-1] & han[1:]
    known = news().has((chars[:-1] << BITS) | chars[1:], 2)
    return pairs, pairs & known


def is_loose_garble(text: str) -> bool:
    """Whether a line of loose words is no language, before it is known how the page reads."""
    return len(text.split()) >= _LOOSE and is_garble(text, _USUAL_LEVEL)


def page_level(page: Page) -> float:
    """The median surprise of the page's sentences; that of unseen news where there are only a few."""
    sentences = [
        sentence
        for stream in find_streams(page)
        if stream.kind is RegionKind.BODY
        for sentence in _SENTENCE.findall(stream.text)
        if len(_HAN.findall(sentence)) >= _LEAST_HAN
    ]
    values = [surprise(sentence) for sentence in sentences[:: len(sentences) // _SAMPLE + 1]]
    return max(median(values), 0.8 * _USUAL_LEVEL) if len(values) >= 10 else _USUAL_LEVEL


def take_out_loops(page: Page) -> Page:
    """The page without what an engine made up or garbled: it goes to `unplaced`, with a doubt that says why.

    Of a clause that reads well one copy stays; a clause that does not is taken out whole, and with it the
    sentence before that begins alike and reads no better.
    """
    level = page_level(page)
    while (found := _next_loop(page, level)) is not None:
        stream, start, end, why = found
        page, names = cut_out(page, stream, start, end)
        if not names:
            break
        page = _as_doubt(page, names, "loop", why)
    return _without_garble(page, level)


def _next_loop(page: Page, level: float) -> tuple[Stream, int, int, str] | None:
    """The first loop in a body that can be taken out, in places of its stream."""
    for stream in find_streams(page):
        if stream.kind is not RegionKind.BODY:
            continue
        places = [i for i, char in enumerate(stream.text) if not char.isspace()]
        text = "".join(stream.text[i] for i in places)
        begins = {bisect_left(places, begin) for begin in stream.begins}
        for loop in find_loops(text):
            if _is_refrain(loop, begins):
                continue
            start, end = loop.start, loop.end
            if surprise(loop.unit) <= _WORSE * level:
                start += len(loop.unit)
            else:
                start = _begin(text, start, level)
            if cut_out(page, stream, places[start], places[end - 1] + 1)[1]:
                why = f"“{loop.unit[:20]}” stands {int(loop.times)} times in a row: an engine's invention"
                return stream, places[start], places[end - 1] + 1, why
    return None


def _is_refrain(loop: Loop, begins: Container[int]) -> bool:
    """Whether every copy begins a line, as in a song: an engine that goes round and round does not wait for
    the line's end."""
    period = len(loop.unit)
    return all(loop.start + copy * period in begins for copy in range(int(loop.times)))


def _begin(text: str, start: int, level: float) -> int:
    """The start of the sentence before a loop where that begins as the loop does, else the loop's."""
    stop = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "。！？；") + 1
    head = text[start : start + 5]
    sentence = text[stop:start]
    return stop if sentence.startswith(head) and surprise(sentence) > _WORSE * level else start


def _without_garble(page: Page, level: float) -> Page:
    """The page without what is no language; and doubts about what only reads strangely."""
    doubted = {doubt.region for doubt in page.doubts}
    told = [
        Doubt(kind="garble", text=rest.why, region=rest.region)
        for rest in page.unplaced
        if rest.why == NO_LANGUAGE and rest.region not in doubted
    ]
    page = replace(page, doubts=(*page.doubts, *told))
    for stream in list(find_streams(page)):
        if stream.kind not in _PROSE or any(line.polygon for line in stream.lines):
            continue
        if is_garble(stream.text.replace("\n", ""), level):
            page = _as_doubt(page, [line.id for line in stream.lines], "garble", NO_LANGUAGE)
        elif stream.kind is RegionKind.BODY:
            page = _without_garbled_sentences(page, stream, level)
    return page


_PROSE = (RegionKind.BODY, RegionKind.KICKER, RegionKind.SUBHEADING, RegionKind.CROSSHEAD)


def _without_garbled_sentences(page: Page, stream: Stream, level: float) -> Page:
    pairs, known = _pairs(stream.text)
    for found in reversed([*_SENTENCE.finditer(stream.text)]):
        sentence, inside = found[0].strip(), slice(found.start(), found.end() - 1)
        here = int(pairs[inside].sum())
        if here < _LEAST_HAN - 1 or known[inside].sum() > (1 - _STRANGE_PAIRS) * here or is_dialect(sentence):
            continue
        much = surprise(sentence) / level
        if much > _NO_PROSE and is_garble(sentence, level):
            page, names = cut_out(page, stream, *found.span())
            page = _as_doubt(page, names, "garble", NO_LANGUAGE) if names else page
        elif much > _STRANGE:
            line = stream.lines[stream.at(found.start())[0]].id
            said = f"this reads strangely: {sentence[:24]}"
            page = replace(page, doubts=(*page.doubts, Doubt(kind="garble", text=said, line=line)))
    return page


def is_garble(text: str, level: float) -> bool:
    """Whether a passage is no language, by the page's own level of surprise: litter, loose words that are
    none, or prose in which hardly two characters belong together.

    >>> rows = ("全域美丽 迎承运 礼善钱塘剑 奥希", "+占。", "，丨、；^ 卜_~ .'", "灬釆孑亍彳夂氺刂丬冖囗夊")
    >>> [is_garble(row, 4.4) for row in rows]
    [True, True, True, True]
    >>> rows = ("枯藤老树昏鸦 小桥流水人家", "王基诺 高佳美 赵一霖", "邓紫棋，骑凳子瞪我", "喜迎二十大 奋进")
    >>> [is_garble(row, 4.4) for row in rows]
    [False, False, False, False]
    """
    stripped = text.strip()
    if is_dialect(stripped):
        return False
    if _ODD_START.match(stripped):
        return style_of(stripped) is None
    han = len(_HAN.findall(stripped))
    if len(stripped) >= _LEAST_HAN and han < 0.5 * len(stripped) and _is_litter(stripped):
        return True
    if han < _LEAST_HAN or unknown_pairs(stripped) < _UNKNOWN_PAIRS:
        return False
    much = surprise(stripped) / level
    loose = len(stripped.split()) >= _LOOSE and not re.search("[，。；、,;：:]", stripped)
    if loose:
        return much > _NO_LANGUAGE and not _is_set_piece(stripped)
    return han > _LEAST_HAN and much > _NO_PROSE and unknown_pairs(stripped) > _STRANGER_PAIRS


def _is_litter(text: str) -> bool:
    """Marks and signs of many kinds with hardly a letter or figure: what specks are read as."""
    telling = sum(char.isalnum() for char in text)
    return telling < 0.4 * len(text) and len({char for char in text if not char.isalnum()}) > 3


def _is_set_piece(text: str) -> bool:
    """Verse, couplets, names: pieces of one length, or all of two and three characters."""
    sizes = [len(piece) for piece in re.split(r"[\s，、,·|]+", text) if piece]
    return len(sizes) > 1 and (len(set(sizes)) == 1 or max(sizes) <= 3)


def _as_doubt(page: Page, names: Sequence[str], kind: str, why: str) -> Page:
    """The page with these lines out of the text, their text and the reason under `unplaced` and `doubts`."""
    page, region = set_apart(page, names, RegionKind.UNKNOWN)
    return replace(
        page,
        unplaced=(*page.unplaced, Unplaced(region, why)),
        doubts=(*page.doubts, Doubt(kind=kind, text=why, region=region, line=names[0])),
    )
