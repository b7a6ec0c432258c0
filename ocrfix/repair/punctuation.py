"""Punctuation of the right width and direction, digits of one width, no spaces inside Chinese."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ocrfix.model.edit import Edit
from ocrfix.model.page import Page, TextLine, WritingMode
from ocrfix.model.text import is_wide
from ocrfix.repair.spaces import repair_spaces
from ocrfix.repair.stream import Stream, find_streams

_WIDTHS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", "°": "。"}
_QUOTES = {'"': "“”", "'": "‘’"}
_WHOLE = "“”‘’—…"
"""Marks of Chinese that are in its fonts as wide as a character, though Unicode does not say so."""

_ASCII = re.compile(r"[!-~]+(?: [!-~]+)*")
_BEFORE_QUOTE = " ([{=,:+"
_DOTS = re.compile(r"(?<![.．…])(?:[.．…]*[.．]{3,}[.．…]*|…?[.．]{2,}…)(?![.．…])|。{3,}")
_DASHES = re.compile(r"-{2,}")
_GOES_ON = frozenset(".．…-—")
_FULL_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE_DIGITS = re.compile("[０-９]")
_DIGITS = re.compile("[0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the page is set: whether letters and digits of full width are strangers on it, and whether Chinese
    and figures meet without a space."""

    fold_digits: bool
    close_digits: bool


def find_habits(texts: Iterable[str]) -> Habits:
    """What most of the page does.

    Figures of full width are folded where fewer than half of the page's digits are; a page that is set in
    them keeps them.

    >>> find_habits(["２0２3年3月27日", "第 5 版"])
    Habits(fold_digits=True, close_digits=True)
    >>> find_habits(["２０２３年３月"]).fold_digits
    False
    """
    whole = "\n".join(texts)
    wide, narrow = len(_WIDE_DIGITS.findall(whole)), len(_DIGITS.findall(whole))
    apart = len(re.findall(r"[一-鿿] \d|\d [一-鿿]", whole))
    close = len(re.findall(r"[一-鿿]\d|\d[一-鿿]", whole))
    return Habits(fold_digits=wide <= narrow, close_digits=close > apart)


def repair_marks(page: Page) -> Iterator[Edit]:
    """Every edit of marks, figures and spaces on a Chinese or Japanese page."""
    habits = find_habits(line.reading for line in page.lines())
    for stream in find_streams(page):
        yield from marks_in(stream, habits)
        for line in stream.lines:
            yield from repair_stray_quotes(line)


def marks_in(stream: Stream, habits: Habits) -> list[Edit]:
    """The edits of one stream. Spaces are judged after the marks beside them.

    >>> def changed(text):
    ...     stream = Stream([TextLine(id="l1", polygon=None, reading=text, confidence=1)])
    ...     edits = marks_in(stream, Habits(fold_digits=True, close_digits=True))
    ...     return [(edit.start, edit.after) for edit in edits]
    >>> changed('他说:"好 人",3.5%,TFC(a)好')
    [(3, '“'), (7, '”'), (2, '：'), (8, '，'), (5, '')]
    >>> changed("他说：“好”，3.5%，TFC(a) well, 5\\" disk")
    []
    """
    found = [*repair_quotes(stream)]
    text = _changed(stream, found)
    found += repair_dots(stream, text)
    found += repair_widths(stream, _changed(stream, found))
    if habits.fold_digits:
        found += repair_digits(stream)
    found += repair_spaces(stream, _changed(stream, found), close_digits=habits.close_digits)
    return found


def _changed(stream: Stream, edits: Iterable[Edit]) -> str:
    """The stream's text with those edits that put one character for one, so that places stay."""
    chars = list(stream.text)
    begins = {line.id: place for line, place in zip(stream.lines, stream.begins, strict=True)}
    for edit in edits:
        if len(edit.before) == len(edit.after) == 1:
            chars[begins[edit.line] + edit.start] = edit.after
    return "".join(chars)


def _square(char: str) -> bool:
    return bool(char) and (is_wide(char) or char in _WHOLE)


def repair_widths(stream: Stream, text: str) -> Iterator[Edit]:
    """Half-width marks between Chinese characters become full-width; between digits or Latin they stay.

    `text` is the stream's with the edits so far.
    """
    for i, char in enumerate(text):
        after = _WIDTHS.get(char)
        if after is None:
            continue
        left, right = text[max(0, i - 4) : i].rstrip()[-1:], text[i + 1 : i + 5].lstrip()[:1]
        if right and right in "”’" and left.isascii() and left.isalpha():
            continue
        sides = [_square(side) for side in (left, right) if side]
        stop = char in ".°"
        if stop and not _GOES_ON.isdisjoint(left + right):
            continue
        begins = text[i - 1 : i] in ("", "\n")
        chinese = _square(left) and not begins and (all(sides) if stop else True)
        chinese = chinese or (_square(right) and not stop and char != ")")
        closes = char == ")" and _opened(text, i) == "（"
        if chinese or closes:
            yield _edit(stream, i, char, after, "punctuation.width", "the same mark in another width")


def _opened(text: str, place: int) -> str:
    """The bracket that the one at `place` closes, in the width it will have; "" where none is open."""
    depth = 0
    for i in range(place - 1, max(-1, place - 200), -1):
        if text[i] in ")）":
            depth += 1
        elif text[i] in "(（":
            if depth == 0:
                sides = text[max(0, i - 4) : i].rstrip()[-1:], text[i + 1 : i + 5].lstrip()[:1]
                return "（" if text[i] == "（" or any(map(_square, sides)) else "("
            depth -= 1
    return ""


def repair_dots(stream: Stream, text: str) -> Iterator[Edit]:
    """Dots and dashes of Chinese are two squares long. Those that a line's end cuts in two stay: each half
    would be made whole.

    >>> def changed(*rows):
    ...     lines = [TextLine(id="l1", polygon=None, reading=row, confidence=1) for row in rows]
    ...     stream = Stream(lines)
    ...     return [(edit.before, edit.after) for edit in repair_dots(stream, stream.text)]
    >>> changed("焕然一新...他--我 a...b 1--2"), changed("酸雨.．.．．.烟")
    ([('...', '……'), ('--', '——')], [('.．.．．.', '……')])
    >>> changed("漫长....", "....他")
    []
    """
    for pattern, after in ((_DOTS, "……"), (_DASHES, "——")):
        for found in pattern.finditer(text):
            start, end = found.span()
            left, right = text[max(0, start - 1) : start], text[end : end + 1]
            if (_square(left) or _square(right)) and not (left.isascii() and left.isalnum()):
                before = stream.text[start:end]
                beyond = (
                    text[max(0, start - 2) : start].rstrip("\n")[-1:] + text[end : end + 2].lstrip("\n")[:1]
                )
                if "\n" not in before and _GOES_ON.isdisjoint(beyond):
                    yield _edit(stream, start, before, after, "punctuation.dots", "the same dots")


def repair_digits(stream: Stream) -> Iterator[Edit]:
    """Digits and letters of full width become those of half width; horizontal lines only."""
    for i, char in enumerate(stream.text):
        if ord(char) in _FULL_WIDTH and not _is_vertical(stream, i):
            folded = chr(_FULL_WIDTH[ord(char)])
            yield stream.edit(
                i,
                char,
                folded,
                "width.digits",
                "the same character in another width",
                "most of the page is so",
            )


def repair_quotes(stream: Stream) -> Iterator[Edit]:
    """Straight quotes of a Chinese text become those of the language, opening and closing in turn; one that
    looks the wrong way turns round where that leaves every quote with its partner.

    >>> def shown(*rows):
    ...     lines = [
    ...         TextLine(id=f"l{n}", polygon=None, reading=row, confidence=1) for n, row in enumerate(rows)
    ...     ]
    ...     return [(edit.line, edit.start, edit.after) for edit in repair_quotes(Stream(lines))]
    >>> shown('他说:"好', '人"。5"管'), shown("”一新两特”规划"), shown("“平台+”机制", "‘好’")
    ([('l0', 3, '“'), ('l1', 1, '”')], [('l0', 0, '“')], [])
    """
    latin = _latin_quotes(stream.text)
    for straight, pair in _QUOTES.items():
        places = [i for i, char in enumerate(stream.text) if char in straight + pair]
        places = [i for i in places if i not in latin and not _inside_latin(stream.text, i)]
        if straight == "'":
            places = [i for i in places if not _is_vertical(stream, i)]
        if (nested := _as_they_nest([stream.text[i] for i in places], pair)) is not None:
            turns = list(zip(places, nested, strict=True))
        elif len(places) % 2 == 0:
            turns = [(i, pair[n % 2]) for n, i in enumerate(places)]
        else:
            turns = list(_in_turn(stream.text, [i for i in places if stream.text[i] == straight], pair))
        for i, after in turns:
            before = stream.text[i]
            if before == after:
                continue
            rule = "punctuation.quote" if before == straight else "punctuation.mixed"
            yield _edit(stream, i, before, after, rule, "the same mark, straight or turned round")


def _as_they_nest(quotes: Sequence[str], pair: str) -> list[str] | None:
    """Quotes of which those that look one way keep it and straight ones close what is open; None where that
    leaves one without its partner.

    >>> [_as_they_nest(quotes, "“”") for quotes in ('""', '““”"', "””")]
    [['“', '”'], ['“', '“', '”', '”'], None]
    """
    found: list[str] = []
    depth = 0
    for quote in quotes:
        found.append(quote if quote in pair else pair[depth > 0])
        depth += 1 if found[-1] == pair[0] else -1
        if depth < 0:
            return None
    return found if depth == 0 else None


def _is_vertical(stream: Stream, place: int) -> bool:
    return stream.lines[stream.at(place)[0]].writing_mode is WritingMode.VERTICAL


def _in_turn(text: str, places: list[int], pair: str) -> Iterator[tuple[int, str]]:
    """Straight quotes of which one lacks its partner: those whose sides tell."""
    opened = False
    for i in places:
        left, right = text[max(0, i - 4) : i].rstrip()[-1:], text[i + 1 : i + 5].lstrip()[:1]
        if not opened and left.isdigit():
            continue
        if not opened and (not right or right in "，。、；：！？,;"):
            continue
        yield i, pair[opened]
        opened = not opened


def _latin_quotes(text: str) -> set[int]:
    """Places of straight quotes that a stretch of Latin text or code opens and closes by itself.

    >>> text = '写下 print("Hello!") 一行，他说"Yes"。'
    >>> sorted(text[i - 1] for i in _latin_quotes(text))
    ['!', '(']
    """
    found: set[int] = set()
    for run in _ASCII.finditer(text):
        for quote in _QUOTES:
            places = [run.start() + i for i, char in enumerate(run[0]) if char == quote]
            opens = [text[i - 1] for i in places[::2] if i > run.start()]
            whole = len(places) % 2 == 0 and len(opens) == len(places[::2])
            if whole and all(char in _BEFORE_QUOTE for char in opens) and re.search("[A-Za-z]", run[0]):
                found.update(places)
    return found


def _inside_latin(text: str, place: int) -> bool:
    """Whether a quote belongs to Latin text or to a figure: an apostrophe, inches, an English quotation."""
    left, right = text[max(0, place - 4) : place].rstrip()[-1:], text[place + 1 : place + 5].lstrip()[:1]
    latin = [side.isascii() and side.isalpha() for side in (left, right) if side]
    return bool(latin) and all(latin)


def repair_stray_quotes(line: TextLine) -> Iterator[Edit]:
    """A single closing quote between Chinese characters is the comma of vertical print, whose place in its
    square is the quote's; the quotes of vertical print are corner brackets.

    >>> line = TextLine(id="l1", polygon=None, reading="並行’兩旁", confidence=1,
    ...     writing_mode=WritingMode.VERTICAL)
    >>> [(e.start, e.after) for e in repair_stray_quotes(line)]
    [(2, '，')]
    """
    text = line.reading
    if line.writing_mode is not WritingMode.VERTICAL or "‘" in text:
        return
    for i, char in enumerate(text):
        if char in "’'" and i > 0 and is_wide(text[i - 1]) and (i + 1 == len(text) or is_wide(text[i + 1])):
            yield _edit(
                Stream([line]), i, char, "，", "punctuation.vertical", "the same mark at the same place"
            )


def _edit(stream: Stream, place: int, before: str, after: str, rule: str, visual: str) -> Edit:
    return stream.edit(place, before, after, rule, visual, "Chinese characters beside it")
