"""Spaces that were lost or put into words, and hyphens of line ends that stayed inside a line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol

from ocrfix.language.lexicon import undo_hyphen
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, TextLine
from ocrfix.repair.tokens import OUTSIDE, Token, tokens_of

_COMMONEST = (
    "a an and are as at be been but by for from had has have he her his if in is it its no not of on or she "
    "so that the their they this to was we were which who will with would you"
)
_SMALL = frozenset(_COMMONEST.split())
_NAME_OR_NUMBER = re.compile(r"[A-Z][a-z]{2,}|\d+(?:[.,:]\d+)*")
_LONGEST = 60
"""Letters. What is longer is no two words."""

_TWO_WORDS = 6
_LEAST_STEPS = 6
_WIDE_LETTERS = "mwMW"
_PARTED = 1.8
_WIDER = 0.3
_CLOSE = 1.25
_UNSURE = 0.8
_REMAINS = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_SUSPENDED = re.compile(r"- (?:and|or|to|und|oder|et|ou|y|e)\b")


class Words(Protocol):
    """Known words, how often the page has each form, and whether too little of the page is words."""

    @property
    def forms(self) -> Counter[str]: ...

    @property
    def garbled(self) -> bool: ...

    def __contains__(self, word: object) -> bool: ...


def repair_word_spaces(lines: Sequence[TextLine], known: Words) -> Iterator[Edit | Doubt]:
    """The three faults, in lines that follow each other.

    A word of two pieces is put together if one of them is no word; words are parted if they are none
    together. The visual key is the gap that the engine saw, or another engine's reading. A hyphen before a
    gap inside a line is its own key: nobody prints one there within a word.
    """
    for line in lines:
        yield from _remains(line, known)
    tokens = list(tokens_of(lines))
    around = ["", *(token.text for token in tokens), ""]
    for token, before, after in zip(tokens, around, around[2:], strict=False):
        yield from _lost(token, before, after, known)
    for left, right in pairwise(tokens):
        if left.line is right.line:
            yield from _put_in(left, right, known)


def _remains(line: TextLine, known: Words) -> Iterator[Edit]:
    """Not in a line that has hyphens before a gap for another reason: pre- and post-war."""
    if _SUSPENDED.search(line.reading):
        return
    for match in _REMAINS.finditer(line.reading):
        before = line.reading[: match.start() + 1].split()[-1]
        after = line.reading[match.end() :].split()[0]
        whole = undo_hyphen(before, after, known)
        joined = re.sub(r"^\W+|\W+$", "", whole or "")
        if joined in known and re.fullmatch(r"[^\W\d_]+", joined):
            why = f"{joined} is in the dictionary"
            yield _edit(line, match.start(), "- ", "", "latin.hyphen", "a hyphen before a gap", why)


def _lost(token: Token, before: str, after: str, known: Words) -> Iterator[Edit | Doubt]:
    """Spaces between words: where the picture shows their gaps, or, without a picture, as a doubt before or
    after one of the commonest words. What begins like a name is a doubt."""
    if token.text in known:
        return
    seams = [(cut, why) for cut in range(1, len(token.text)) if (why := _gap(token, cut)) is not None]
    if seams:
        ends = [0, *(cut for cut, _ in seams), len(token.text)]
        parts = [token.text[start:end] for start, end in pairwise(ends)]
        if not _are_words(_made_whole(parts, before, after) if token.half else parts, known):
            return
        if known.garbled or (token.text[0].isupper() and not token.opens):
            yield _doubt(token, " ".join(parts))
            return
        language = f"{' '.join(parts)}: every part is a word, the whole is none"
        for cut, visual in seams:
            yield _edit(token.line, token.start + cut, "", " ", "latin.space", visual, language)
    elif _may_be_two(token, known):
        yield from _two_words(token, known)


def _made_whole(parts: list[str], before: str, after: str) -> list[str]:
    """The parts of a token, the first one and the last one with what a line end broke off.

    >>> _made_whole(["ment.", "The", "head-"], "govern-", "mistress,")
    ['government.', 'The', 'headmistress']
    """
    first, *rest = parts
    if halved := re.search(r"[^\W\d_]+(?=-$)", before):
        first = halved[0] + first
    whole = [first, *rest]
    if whole[-1].endswith("-") and (gone_on := re.match(r"[^\W\d_]+", after)):
        whole[-1] = whole[-1][:-1] + gone_on[0]
    return whole


def _are_words(parts: Sequence[str], known: Words) -> bool:
    """Whether all parts are words, names or numbers, and one of them at least is a word."""
    bare = [part.strip(OUTSIDE) for part in parts]
    words = [all(piece in known for piece in part.split("-")) for part in bare]
    others = (_NAME_OR_NUMBER.fullmatch(part) is not None for part in bare)
    return any(words) and all(word or other for word, other in zip(words, others, strict=True))


def _may_be_two(token: Token, known: Words) -> bool:
    """Whether it is a word without a picture, neither known nor a name, that the page has once."""
    text = token.text
    letters = token.plain and text.isascii() and text.isalpha() and text[1:].islower()
    name = text[:1].isupper() and not token.opens
    return (
        letters
        and not name
        and not token.glyphs
        and _TWO_WORDS <= len(text) <= _LONGEST
        and known.forms[text] == 1
    )


def _two_words(token: Token, known: Words) -> Iterator[Edit | Doubt]:
    text = token.text
    cuts = [cut for cut in range(2, len(text) - 1) if text[:cut] in known and text[cut:] in known]
    if len(cuts) != 1:
        return
    left, right = text[: cuts[0]], text[cuts[0] :]
    visual = _elsewhere(token.line, f"{left} {right}", text)
    if visual is not None:
        language = f"{left} and {right} are words, {text} is none"
        yield _edit(token.line, token.start + cuts[0], "", " ", "latin.space", visual, language)
    elif not {left.casefold(), right}.isdisjoint(_SMALL):
        yield _doubt(token, f"{left} {right}")


def _doubt(token: Token, parted: str) -> Doubt:
    said = f"{token.text} is in no dictionary; its parts are"
    return Doubt(kind="word", text=said, line=token.line.id, alternative=parted)


def _put_in(left: Token, right: Token, known: Words) -> Iterator[Edit | Doubt]:
    """A space inside a word: one of the pieces is none by itself, the other is no name."""
    line, joined = left.line, left.text + right.text
    next_to = right.start == left.end + 1 and line.reading[left.end] == " "
    letters = joined.isalpha() and joined.islower() and _SMALL.isdisjoint((left.text, right.text))
    if not (next_to and left.plain and right.plain and letters):
        return
    if joined not in known or (left.text in known and right.text in known):
        return
    if any(known.forms[piece.text] > 1 for piece in (left, right) if piece.text not in known):
        return
    visual = _narrow(line, left.end) or _elsewhere(line, joined, f"{left.text} {right.text}")
    if visual:
        why = f"{joined} is a word, its two parts are not"
        yield _edit(line, left.end, " ", "", "latin.space", visual, why)
    else:
        said = f"{left.text} {right.text}: not both are in the dictionary; {joined} is"
        yield Doubt(kind="word", text=said, line=line.id, alternative=joined)


def _gap(token: Token, cut: int) -> str | None:
    """The gap before a character, if it is wide beside the line's other steps from letter to letter."""
    step = _step(token.line, token.start + cut - 1, token.start + cut)
    usual = _usual_step(token.line)
    if step is None or usual is None:
        return None
    wide = sum(char in _WIDE_LETTERS for char in token.text[cut - 1 : cut + 1])
    parted = _PARTED + wide * _WIDER
    return f"a gap of {step / usual - 1:.1f} letters" if step > parted * usual else None


def _narrow(line: TextLine, place: int) -> str | None:
    """The gap of a space, if it is narrow or the engine was unsure of it."""
    if not line.glyphs:
        return None
    step, usual = _step(line, place - 1, place + 1), _usual_step(line)
    if step is not None and usual is not None and step < _CLOSE * usual:
        return f"a gap of {max(0.0, step / usual - 1):.1f} letters"
    sure = line.glyphs[place].confidence
    return f"a space read with {sure:.2f}" if sure < _UNSURE else None


def _step(line: TextLine, left: int, right: int) -> float | None:
    """From the middle of one character to that of another; None where the line has no lattice."""
    if not line.glyphs:
        return None
    one, other = line.glyphs[left], line.glyphs[right]
    return abs(other.start + other.end - one.start - one.end) / 2


def _usual_step(line: TextLine) -> float | None:
    """The median step from letter to letter inside words."""
    steps = [
        abs(b.start + b.end - a.start - a.end) / 2
        for a, b in pairwise(line.glyphs)
        if a.char.isalpha() and b.char.isalpha()
    ]
    return median(steps) if len(steps) >= _LEAST_STEPS else None


def _elsewhere(line: TextLine, wanted: str, own: str) -> str | None:
    """The engine that reads the line so, and not as it stands."""
    for engine, reading in line.readings:
        if re.search(rf"\b{re.escape(wanted)}\b", reading) and own not in reading:
            return f"{engine} reads {wanted}"
    return None


def _edit(line: TextLine, start: int, before: str, after: str, rule: str, visual: str, why: str) -> Edit:
    return Edit(
        id="",
        line=line.id,
        start=start,
        before=before,
        after=after,
        rule=rule,
        visual=visual,
        language=why,
        confidence=0.9,
    )
