"""What line ends, gaps and rules did to the text: hyphens undone, headings made whole."""

import itertools
import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from statistics import median

from ocrfix.language.lexicon import Lexicon, undo_hyphen
from ocrfix.model.edit import Edit
from ocrfix.model.page import TextLine
from ocrfix.model.text import SOFT_HYPHEN, is_wide, squares
from ocrfix.repair.seams import goes_on, one_heading

_HALVES = 1.27
_GAP = re.compile(r"(?<=[一-鿿」』”》）])[ \u3000]{1,2}(?=[一-鿿「『“《（])")
_PARTNERS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}
_RULES = "|｜¦丨_＿"
"""What a rule or the edge of a box beside a heading is read as."""

_PAIRS = (("《", "》"), ("〈", "〉"), ("「", "」"), ("『", "』"), ("“", "”"), ("‘", "’"))
_LEAST_HALF = 4
_NEVER_FIRST, _NEVER_LAST = frozenset("，、。；：！？」』”’）》〉】"), frozenset("「『“‘（《〈【")
_UNSEEN, _FAINT = 0.01, 0.3
"""How likely at least a mark must be that stands for a gap, and one where no row begins or ends with it."""

_LONG_LINE = 45.0
"""Squares. No column is as wide: in such a line a hyphen between words was not called for by its end."""

_ONE_WORD = 3.0
"""Nats of `goes_on` from which the two sides of a stray mark are one word, and no halves."""


def repair_gap(line: TextLine) -> Iterator[Edit]:
    """A gap a quarter of a character wider than usual between Chinese characters of a heading is a space."""
    glyphs = line.glyphs
    steps = [abs(b.start + b.end - a.start - a.end) / 2 for a, b in itertools.pairwise(glyphs)]
    wide = [
        step
        for step, a, b in zip(steps, glyphs, glyphs[1:], strict=False)
        if is_wide(a.char) and is_wide(b.char)
    ]
    if len(wide) < 4:
        return
    usual = median(wide)
    for i, step in enumerate(steps):
        letters = glyphs[i].char.isalnum() and glyphs[i + 1].char.isalnum()
        if letters and is_wide(glyphs[i].char) and is_wide(glyphs[i + 1].char) and step > _HALVES * usual:
            yield Edit(
                id="",
                line=line.id,
                start=i + 1,
                before="",
                after=" ",
                rule="space.heading",
                visual=f"a gap of {step / usual - 1:.1f} characters",
                language="the halves of a heading are parted by a space",
            )


def repair_hyphens(lines: Sequence[TextLine], lexicon: Lexicon, page_words: Container[str]) -> Iterator[Edit]:
    """Hyphens that only a line end called for, in lines that follow each other, become soft hyphens.

    `page_words` are the words that stand whole on the page, in lower case.
    """
    for line, following in itertools.pairwise(lines):
        left, right = line.reading.rstrip(), following.reading.lstrip()
        if len(left) < 2 or left[-1] not in "-‐" or not left[-2].isalpha() or not right[:1].isalpha():
            continue
        before, after = left.split()[-1], right.split()[0]
        whole_lines = squares(line.reading) > _LONG_LINE and before[:-1] in lexicon and after in lexicon
        if not whole_lines and undo_hyphen(before, after, lexicon, page_words) is not None:
            yield Edit(
                id="",
                line=line.id,
                start=len(left) - 1,
                before=left[-1],
                after=SOFT_HYPHEN,
                rule="hyphen",
                visual="a hyphen at the line's end",
                language=f"{before}{after} is one word",
            )


def repair_heading(line: TextLine) -> Iterator[Edit]:
    """Gaps and strays of a Chinese heading: a space where the heading goes straight on goes; a bracket
    without its partner, and what is left of a rule, were a gap.

    >>> def changed(text):
    ...     line = TextLine(id="l1", polygon=None, reading=text, confidence=1)
    ...     return [(edit.before, edit.after) for edit in repair_heading(line)]
    >>> changed("不断提升专业化水平(打造一流示范型园区"), changed("主任办公会议和 区政府常务会议召开")
    ([('(', ' ')], [(' ', '')])
    >>> changed("区政府党组(扩大)会议召开"), changed("党建引领出实招 河庄文明创建更有力")
    ([], [])
    """
    text = line.reading
    for gap in _GAP.finditer(text):
        if one_heading(text[: gap.start()], text[gap.end() :]):
            yield _heading_edit(line, gap.start(), gap[0], "", "space.heading", "a gap, no character")
    for place in _strays(text):
        left, right = text[:place].strip(), text[place + 1 :].strip()
        inside = min(len(left), len(right)) >= _LEAST_HALF
        if (left and not is_wide(left[-1])) or (right and not is_wide(right[0])) or _in_title(text, place):
            continue
        if left and right and goes_on(left, right) > _ONE_WORD:
            continue
        if inside or not left or not right:
            spaced = text[place - 1 : place].isspace() or text[place + 1 : place + 2].isspace()
            after = " " if inside and not spaced else ""
            yield _heading_edit(
                line, place, text[place], after, "heading.stray", "a mark without its partner, as rules leave"
            )


def repair_unseen(line: TextLine) -> Iterator[Edit]:
    """Marks of a Chinese heading that the engine hardly saw: between its halves a space, and none at an end
    of a row where none can stand.

    >>> from ocrfix.model.page import Glyph
    >>> def changed(text, place, seen):
    ...     likely = [seen if i == place else 1.0 for i in range(len(text))]
    ...     glyphs = tuple(Glyph(char, 0, 9, sure) for char, sure in zip(text, likely))
    ...     line = TextLine(id="l1", polygon=None, reading=text, confidence=1, glyphs=glyphs)
    ...     return [(edit.start, edit.before, edit.after) for edit in repair_unseen(line)]
    >>> changed("葡萄熟了」日子甜了", 4, 0.001), changed("、日子甜了", 0, 0.1), changed("日子甜了「", 4, 0.2)
    ([(4, '」', ' ')], [(0, '、', '')], [(4, '「', '')])
    >>> changed("葡萄熟了，日子甜了", 4, 0.3), changed("「一河清水", 0, 0.2), changed("一河清水，", 4, 0.2)
    ([], [], [])
    """
    text = line.reading
    for place, glyph in enumerate(line.glyphs):
        left, right = text[:place], text[place + 1 :]
        nowhere = (glyph.char in _NEVER_FIRST and not left) or (glyph.char in _NEVER_LAST and not right)
        halves = glyph.char in _NEVER_FIRST | _NEVER_LAST and min(len(left), len(right)) >= _LEAST_HALF
        if glyph.confidence < (_FAINT if nowhere else _UNSEEN) and (nowhere or halves):
            after = " " if halves else ""
            yield _heading_edit(line, place, glyph.char, after, "heading.stray", "the engine hardly saw it")


def _strays(text: str) -> list[int]:
    """Where brackets without a partner and remains of rules stand."""
    opened: list[int] = []
    strays = []
    for place, char in enumerate(text):
        if char in _PARTNERS:
            opened.append(place)
        elif char in _PARTNERS.values():
            if opened and _same_bracket(text[opened[-1]], char):
                opened.pop()
            else:
                strays.append(place)
        elif char in _RULES:
            strays.append(place)
    return sorted(strays + opened)


def _in_title(text: str, place: int) -> bool:
    """Whether brackets of another kind stand open around a place, or lost their partner on the line."""
    return any(
        text.count(a) != text.count(b) or text.count(a, 0, place) != text.count(b, 0, place)
        for a, b in _PAIRS
    )


def _same_bracket(opening: str, closing: str) -> bool:
    """Of one shape, whatever their widths."""
    return unicodedata.normalize("NFKC", _PARTNERS[opening]) == unicodedata.normalize("NFKC", closing)


def _heading_edit(line: TextLine, place: int, before: str, after: str, rule: str, visual: str) -> Edit:
    return Edit(
        id="",
        line=line.id,
        start=place,
        before=before,
        after=after,
        rule=rule,
        visual=visual,
        language="the heading has two halves here" if after else "the heading goes straight on",
    )
