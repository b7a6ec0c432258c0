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
from ocrfix.repair.tokens import Token, tokens_of

_COMMONEST = (
    "a an and are as at be been but by for from had has have he her his if in is it its no not of on or she "
    "so that the their they this to was we were which who will with would you"
)
_SMALL = frozenset(_COMMONEST.split())
_SHORTEST = 3
_WIDE_LETTERS = "mwMW"
_PARTED = 1.6
_WIDER = 0.3
_CLOSE = 1.25
_UNSURE = 0.8
_REMAINS = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_SUSPENDED = re.compile(r"- (?:and|or|to|und|oder|et|ou|y|e)\b")


class Words(Protocol):
    """Known words, and how often the page has each form."""

    @property
    def forms(self) -> Counter[str]: ...

    def __contains__(self, word: object) -> bool: ...


def repair_word_spaces(lines: Sequence[TextLine], known: Words) -> Iterator[Edit | Doubt]:
    """The three faults, in lines that follow each other.

    A word of two pieces is put together if one of them is no word; two words are parted if they are none
    together and one is of the commonest. The visual key is the gap that the engine saw, or another engine's
    reading. A hyphen before a gap inside a line is its own key: nobody prints one there within a word.
    """
    for line in lines:
        tokens = list(tokens_of([line]))
        yield from _remains(line, known)
        for token in tokens:
            yield from _lost(token, known)
        for left, right in pairwise(tokens):
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


def _lost(token: Token, known: Words) -> Iterator[Edit | Doubt]:
    """A space between two words: where the picture shows its gap, or, as a doubt, before or after one of
    the commonest words."""
    text = token.text
    if not token.plain or not text.isascii() or not text.isalpha() or not text[1:].islower():
        return
    unknown = text not in known and known.forms[text] == 1
    if len(text) < 2 * _SHORTEST or not unknown or (text[0].isupper() and not token.opens):
        return
    cuts = [cut for cut in range(2, len(text) - 1) if text[:cut] in known and text[cut:] in known]
    seen = [(cut, visual) for cut in cuts if (visual := _parted(token, cut)) is not None]
    if len(seen) == 1:
        cut, visual = seen[0]
        why = f"{text} is no word, {text[:cut]} and {text[cut:]} are"
        yield _edit(token.line, token.start + cut, "", " ", "latin.space", visual, why)
    elif len(cuts) == 1 and not {text[: cuts[0]].casefold(), text[cuts[0] :]}.isdisjoint(_SMALL):
        parted = f"{text[: cuts[0]]} {text[cuts[0] :]}"
        said = f"{text} is in no dictionary; its two parts are"
        yield Doubt(kind="word", text=said, line=token.line.id, alternative=parted)


def _parted(token: Token, cut: int) -> str | None:
    """What in the picture speaks for a space: a gap, or another engine's reading."""
    text = token.text
    return _gap(token, cut) or _elsewhere(token.line, f"{text[:cut]} {text[cut:]}", text)


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
    """The gap before a letter, if it is wide beside the line's other steps from letter to letter."""
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
    return median(steps) if len(steps) >= 2 * _SHORTEST else None


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
