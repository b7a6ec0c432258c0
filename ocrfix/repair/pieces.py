"""What each block of a text is: heading, byline, caption, imprint, prose, or a remain of something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import (
    BYLINE,
    CAPTION,
    CREDIT_ALONE,
    DATE,
    DATELINE,
    FULL_STOP,
    ISSUE,
    JUMP_FROM,
    JUMP_TO,
    SENTENCE_END,
    is_imprint,
)
from ocrfix.model.text import squares
from ocrfix.repair.items import begins_item, is_code, is_numbered, stands_alone
from ocrfix.repair.loops import is_loose_garble
from ocrfix.repair.notation import Block, Mark

_SHORT = 40.0
_REMAIN = 4.0
_LONG_LINE = 45.0
"""Squares. No column of a newspaper is as wide: such lines are paragraphs, each whole."""

_VERSE = 16.0
_RAGGED = 3.5
"""Squares that a line lacks to the widest of its block if it is not one of a column."""

_INDENT = re.compile(r"^(?:\u3000{1,2}|[ \t]{2,8})\S")
_ORNAMENT = re.compile(r"^[\s*＊※★☆●○◆◇■□▪•·.…—─━═=_~～]{2,}$")
_NAMEPLATE = re.compile(
    r"^[一-鿿]{2,6}(?:日报|日報|晚报|晚報|早报|早報|晨报|晨報|时报|時報|商报|商報|都市报|周报|週報)$"
)
_OF_AN_ISSUE = re.compile("星期|周[一二三四五六日]|禮拜|农历|農曆|[期号號版刊报報]|[Dd]ay\\b|tag\\b")
_FOLIO = re.compile(r"^\W*(?:第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,2}|第[一二三四五六七八九十]+版)\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines of one kind. `level` is that of a Markdown heading, 0 where there is none.

    UNKNOWN is a short line without a mark: what it is depends on what follows. `remain` says that it is so
    short that it can hardly be a line. `ends` tells that a rule closes the article before, `item` that the
    line is numbered, `beside` that it is one of several short lines of a block.
    """

    kind: RegionKind
    lines: tuple[str, ...]
    level: int = 0
    remain: bool = False
    ends: bool = False
    listed: bool = False
    item: bool = False
    beside: bool = False

    @property
    def text(self) -> str:
        return "".join(self.lines)


def find_pieces(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces of a text, in order.

    >>> rows = ("承", "本报讯 3月27日，区委召开会议。", "童志忠 摄", "第1版")
    >>> for piece in find_pieces([Block(lines=(row,)) for row in rows]):
    ...     print(piece.kind.value, piece.remain)
    unknown True
    body False
    credit False
    folio False
    """
    after = [*blocks[1:], Block()]
    return [piece for block, other in zip(blocks, after, strict=False) for piece in _of_block(block, other)]


def _of_block(block: Block, after: Block) -> Iterator[Piece]:
    if block.mark is Mark.RULE:
        yield Piece(kind=RegionKind.UNKNOWN, lines=(), ends=True)
    elif block.section:
        yield from _listed(block)
    elif block.mark is Mark.NONE:
        yield from _unmarked(block.lines, after.lines[0] if after.mark is Mark.NONE and after.lines else "")
    elif block.mark is Mark.QUOTE:
        kinds = (RegionKind.CAPTION, RegionKind.CREDIT)
        first = 1 if len(block.lines) == 1 and CREDIT_ALONE.match(block.lines[0]) else 0
        for kind, line in zip(kinds[first:], block.lines, strict=False):
            yield Piece(kind=kind, lines=(line,))
    else:
        yield _marked(block)


def _marked(block: Block) -> Piece:
    line = block.lines[0]
    kind = telling_kind(line)
    if kind in (RegionKind.BYLINE, RegionKind.CREDIT, RegionKind.IMPRINT, RegionKind.NAMEPLATE):
        return Piece(kind=kind, lines=block.lines)
    if block.mark is Mark.HEADING:
        return Piece(kind=RegionKind.HEADING, lines=block.lines, level=block.level)
    if block.mark is Mark.STRONG:
        return Piece(kind=RegionKind.SUBHEADING, lines=block.lines)
    short = squares(line) <= _SHORT and not FULL_STOP.search(line)
    return Piece(kind=RegionKind.KICKER if short else RegionKind.BODY, lines=block.lines)


def _listed(block: Block) -> Iterator[Piece]:
    """What stands in one of the lists at the end of a Markdown file."""
    for line in (block.lines,) if block.section in ("Adverts", "Furniture") else [(x,) for x in block.lines]:
        told = telling_kind(line[0])
        kinds = {
            "Captions": RegionKind.CREDIT if told is RegionKind.CREDIT else RegionKind.CAPTION,
            "Adverts": RegionKind.ADVERT,
            "Furniture": told if told in _FURNITURE else RegionKind.RUNNING_HEAD,
        }
        yield Piece(
            kind=kinds.get(block.section, RegionKind.UNKNOWN) or RegionKind.UNKNOWN, lines=line, listed=True
        )


_FURNITURE = (RegionKind.NAMEPLATE, RegionKind.IMPRINT, RegionKind.FOLIO, RegionKind.RUNNING_HEAD)


def telling_kind(line: str) -> RegionKind | None:
    """What a line is by its words alone; None for prose and for headings.

    >>> rows = ("■首席记者 赵一霖", "投稿邮箱 a@b.com 热线 8:83523999", "（下转第3版）", "大通道 新进展")
    >>> [kind and kind.value for kind in map(telling_kind, rows)]
    ['byline', 'imprint', 'continuation', None]
    """
    text = line.strip()
    size = squares(text)
    if JUMP_TO.match(text) or JUMP_FROM.match(text):
        return RegionKind.CONTINUATION
    if size <= _SHORT and BYLINE.match(text):
        return RegionKind.BYLINE
    if size <= 24 and CREDIT_ALONE.match(text):
        return RegionKind.CREDIT
    if is_imprint(text):
        return RegionKind.IMPRINT
    if _NAMEPLATE.match(text):
        return RegionKind.NAMEPLATE
    if _FOLIO.match(text):
        return RegionKind.FOLIO
    ended = bool(SENTENCE_END.search(text)) or DATELINE.match(text) is not None
    if size <= _SHORT and not ended and DATE.search(text) and _is_mostly_date(text):
        return RegionKind.RUNNING_HEAD
    if CAPTION.match(text) and size <= 120:
        return RegionKind.CAPTION
    return None


def _is_mostly_date(text: str) -> bool:
    """Whether a line gives the day of the paper, and no news of it."""
    rest = re.sub(
        r"[\d年月日星期一二三四五六天农農历曆初正腊廿十第期号號版总總\W]",
        "",
        DATE.sub("", ISSUE.sub("", text)),
    )
    return not rest or (len(rest) <= 6 and _OF_AN_ISSUE.search(text) is not None)


def is_bare_date(piece: Piece) -> bool:
    """Whether a piece gives a day and nothing that only a paper prints with it."""
    return piece.kind is RegionKind.RUNNING_HEAD and _OF_AN_ISSUE.search(piece.text) is None


def _unmarked(lines: Sequence[str], after: str) -> Iterator[Piece]:
    """The pieces of a block; `after` is the line that follows it."""
    if all(map(_ORNAMENT.match, lines)):
        yield Piece(kind=RegionKind.UNKNOWN, lines=tuple(lines), ends=True)
        return
    run: list[str] = []
    kinds = [telling_kind(line) for line in lines]
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is RegionKind.CAPTION and run:
            kind = None
        if kind is None:
            run.append(line)
            continue
        yield from _prose(run, before=kind if place < 5 else None)
        run = []
        yield from _told(kind, line)
    yield from _prose(run, before=telling_kind(after) if len(run) == len(lines) and after else None)


def _told(kind: RegionKind, line: str) -> Iterator[Piece]:
    """The piece of a line that tells; a credit at the end of a caption is a piece of its own."""
    parts = re.search(r"(?<=[。！？])\s*(?=\S)(?!.*[。！？].)", line) if kind is RegionKind.CAPTION else None
    if parts is not None and CREDIT_ALONE.match(line[parts.end() :]):
        yield Piece(kind=RegionKind.CAPTION, lines=(line[: parts.end()],))
        yield Piece(kind=RegionKind.CREDIT, lines=(line[parts.end() :],))
    else:
        yield Piece(kind=kind, lines=(line,))


def _prose(run: list[str], before: RegionKind | None) -> Iterator[Piece]:
    """Lines without a word that tells: headings over a byline, remains, or prose."""
    if not run:
        return
    if all(squares(line.strip()) <= _REMAIN for line in run):
        yield from (replace(_short(line), beside=len(run) > 1) for line in run)
        return
    heads = _heads(run) if before is not RegionKind.BYLINE else len(run)
    if before is RegionKind.BYLINE and not (len(run) < 4 and all(_is_short(line) for line in run)):
        heads = _heads(run)
    yield from (_short(line) for line in run[:heads])
    rest = run[heads:]
    if len(rest) == 1 and _is_short(rest[0]):
        yield _short(rest[0])
    elif rest:
        yield Piece(kind=RegionKind.BODY, lines=tuple(rest))


def _heads(run: Sequence[str]) -> int:
    """How many lines at the start of a block are headings: short ones over lines that are paragraphs."""
    widest = max(map(squares, run))
    first = next((i for i, line in enumerate(run) if DATELINE.match(line) or (squares(line) > _LONG_LINE)), 0)
    if first > 3 or not all(_is_short(line) and squares(line) < 0.8 * widest for line in run[:first]):
        return 0
    return first


def _is_short(line: str) -> bool:
    """Whether a line may be a heading: not long, of two clauses at most, and no end or start of prose."""
    text = line.strip()
    if squares(text) > _SHORT or FULL_STOP.search(text) or DATELINE.match(text):
        return False
    return len(re.findall("[，；,;。]", text)) < 2 and text[-1:] not in "，、；：,:;"


def _short(line: str) -> Piece:
    text = line.strip()
    numbered = is_numbered(line)
    if stands_alone(line) and not numbered and not is_loose_garble(line):
        return Piece(kind=RegionKind.BODY, lines=(line,))
    remain = squares(text) <= _REMAIN and not any(char.isdigit() for char in text)
    return Piece(kind=RegionKind.UNKNOWN, lines=(line,), remain=remain and not numbered, item=numbered)


def find_paragraphs(lines: Sequence[str]) -> list[tuple[int, ...]]:
    """The paragraphs of a block of prose, as the indexes of their lines.

    A paragraph begins where a line is indented or an item, and after a sentence that ends in a line too short
    for its column; lines that are no running text stand each by itself.

    >>> find_paragraphs(["区委召开会议，研究部", "署工作。", "会议强调，要认真学", "习。"])
    [(0, 1), (2, 3)]
    >>> find_paragraphs(["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"])
    [(0,), (1,), (2,), (3,)]
    """
    sizes = [squares(line.strip()) for line in lines]
    widest = max(sizes)
    wrapped = _is_latin(lines)
    apart = is_verse(lines) or _is_ragged(lines) or (widest > _LONG_LINE and not wrapped)
    found: list[list[int]] = []
    for place, line in enumerate(lines):
        short = place > 0 and sizes[place - 1] < (0.85 * widest if wrapped else widest - 3)
        ended = place > 0 and FULL_STOP.search(lines[place - 1]) and (short or widest > _LONG_LINE)
        begins = place > 0 and begins_item(lines, place)
        if place == 0 or apart or ended or begins or _INDENT.match(line):
            found.append([])
        found[-1].append(place)
    return [tuple(places) for places in found]


def _is_latin(lines: Sequence[str]) -> bool:
    """Whether the words of a block have spaces between them, and its lines may be as long as one likes."""
    text = "".join(lines)
    return not any(map(is_code, lines)) and squares(text) < 0.6 * len(text)


def is_verse(lines: Sequence[str]) -> bool:
    """Whether short lines break where their clauses end, as lines of a poem, a slogan or a list do; or all
    end where a sentence does, or begin with a capital letter.

    >>> is_verse(["白日依山尽，黄河入海流。", "欲穷千里目，更上一层楼。"])
    True
    """
    texts = [line.strip() for line in lines]
    if len(texts) > 1 and all(map(FULL_STOP.search, texts)):
        return True
    capitals = [text.lstrip("\"'“‘(")[:1].isupper() for text in texts]
    if len(texts) > 2 and all(capitals) and not "".join(texts).isupper():
        return True
    if len(texts) < 3 or max(map(squares, texts)) > _VERSE:
        return False
    marked = [bool(SENTENCE_END.search(text)) or text[-1:] in "，、,；;" for text in texts]
    inner = "".join(text[:-1] for text in texts)
    return sum(marked) >= 0.8 * len(texts) or not re.search(r"[，。；！？,;]", inner)


def _is_ragged(lines: Sequence[str]) -> bool:
    """Whether half of the lines but the last stop short within a sentence: no column does that to prose, free
    verse and lists do.

    >>> _is_ragged(["撑着油纸伞，独自", "彷徨在悠长、悠长", "又寂寥的雨巷，", "我希望逢着"])
    False
    >>> _is_ragged(["一等奖", "王小明 李大力 张三丰"]), _is_ragged(["区委召开会议，研究部", "署工作。"])
    (True, False)
    """
    sizes = [squares(line.strip()) for line in lines]
    widest = max(sizes)
    if len(lines) < 2 or widest > _LONG_LINE:
        return False
    stopping = [
        size < widest - _RAGGED and not FULL_STOP.search(line)
        for size, line in zip(sizes[:-1], lines, strict=False)
    ]
    return sum(stopping) >= len(stopping) / 2
