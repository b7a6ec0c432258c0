"""Whether the words of one line go on in those of another, in languages of Latin letters.

Two things tell: a word that the line's end broke in two, and the small words, which say what may stand beside
them: after "of the" a noun is due, before "of" one has been.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from ocrfix.language.lexicon import HYPHENS, english

_LAST_WORD = re.compile(rf"([^\W\d_]+)(?:['’][^\W\d_]+)?([{HYPHENS}]?)\s*$")
_FIRST_WORD = re.compile(r"^\s*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?…:][\"'”’»)]*\s*$")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Hon|Rev|Gen|Col|Capt|Lieut|Lt|Sgt|Sir|Gov|Sen|No|[A-Z])\.\s*$"
)
_VOWEL, _NO_VOWEL = re.compile(r"[aeio]", re.IGNORECASE), re.compile(r"[bcdfgjklmnpqrstvwxyz]", re.IGNORECASE)
_SOUNDS_OTHERWISE = re.compile(r"eu|ewe|on(?:e|ce)", re.IGNORECASE)

_KINDS = {
    "article": "a an the",
    "determiner": "its their his our my your every each no these those such both",
    "preposition": (
        "of in to for with by at from on into upon over under between through during before after without "
        "against among about towards near per than beyond within"
    ),
    "be": "be been not",
    "verb": (
        "is was are were being has had have will would could should may might must can cannot did does do "
        "shall"
    ),
    "pronoun": "he she they we i",
    "conjunction": (
        "and or but nor because although when while if whether until since as that which who where"
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}

_OTHER = "other"
_ORDER = (*_KINDS, _OTHER)
_FOLLOWS: dict[str, tuple[float, ...]] = {
    #               article determiner preposition be  verb  pronoun conjunction other
    "article": (-5.0, -4.0, -4.5, -4.5, -4.5, -5.0, -4.5, 0.7),
    "determiner": (-3.5, -3.0, -2.5, -2.5, -1.5, -3.5, -3.0, 0.6),
    "preposition": (1.2, 0.9, -2.0, -0.5, -3.5, -3.5, -1.5, 0.0),
    "be": (0.6, 0.3, 0.3, 1.0, -3.0, -3.0, -1.5, 0.3),
    "verb": (0.4, 0.3, -0.3, 2.0, -1.0, -1.0, -1.5, 0.1),
    "pronoun": (-3.0, -3.0, -2.0, 0.0, 1.8, -4.0, -2.0, 0.3),
    "conjunction": (0.9, 0.7, 0.2, -1.0, 0.2, 1.5, -1.0, 0.0),
    "other": (-0.1, -0.1, 0.5, 0.2, 0.3, -1.0, 0.3, -0.1),
}
"""By how much likelier, in nats, a word is after one of a kind than anywhere: estimated by hand, from what
grammar allows."""

_WHOLE, _MAY_BE, _COMPOUND, _NO_WORD, _HALF = 6.0, 0.5, -0.5, -3.0, -4.0
_SMALL_LETTER, _CAPITAL, _AFTER_A_STOP = 0.4, -0.7, -5.0


@dataclass(frozen=True, slots=True)
class Phrases:
    """Judges breaks by the words that stand on the page, in lower case, and by a lexicon; `english` says that
    its words, its small ones and the use of its capitals are those of English."""

    page: Container[str]
    lexicon: Container[str]
    english: bool

    def joint(self, before: str, after: str) -> float:
        """How much better `after` goes on from `before` than it stands by itself, in nats.

        >>> phrases = phrases_of("en", [])
        >>> phrases.joint("the govern-", "ment said") > 3 > 0 > phrases.joint("the govern-", "was nothing")
        True
        >>> phrases.joint("at the end of", "the month") > 0 > phrases.joint("at the end of the", "of work")
        True
        """
        last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if first is None:
            return _HALF if last and last[2] else 0.0
        if last and last[2]:
            return self._broken(last[1], first[1])
        small = first[1][0].islower()
        if _SENTENCE_ENDS.search(before) and not _ABBREVIATED.search(before):
            return _AFTER_A_STOP if small else 0.0
        if not self.english:
            return _SMALL_LETTER if small else 0.0
        if small and first[1].casefold() not in self.lexicon:
            return _HALF
        beside = _beside(last[1], first[1]) if last else 0.0
        return beside + (_SMALL_LETTER if small else _CAPITAL)

    def _broken(self, head: str, tail: str) -> float:
        """What a word's first half says of what goes on from it."""
        whole, parted = (f"{head}{mark}{tail}".casefold() for mark in ("", "-"))
        if whole in self.lexicon or whole in self.page or parted in self.page:
            return _WHOLE
        if not tail[0].islower():
            return _NO_WORD if head.islower() else _COMPOUND
        known = [half.casefold() in self.lexicon for half in (head, tail)]
        return _COMPOUND if all(known) else _NO_WORD if any(known) else _MAY_BE


def phrases_of(language: str, lines: Iterable[str]) -> Phrases:
    """What judges breaks in a language, given all lines of the page; there is a lexicon of English only."""
    page = frozenset(word.casefold() for line in lines for word in _WORD.findall(line))
    own = language == "en"
    return Phrases(page, english() if own else (), own)


def _beside(last: str, first: str) -> float:
    """How much likelier a word is after another than anywhere."""
    before, after = (_KIND_OF.get(word.casefold(), _OTHER) for word in (last, first))
    if last in ("a", "A") and _VOWEL.match(first) and not _SOUNDS_OTHERWISE.match(first):
        return _HALF
    if last in ("an", "An") and _NO_VOWEL.match(first):
        return _HALF
    return _FOLLOWS[before][_ORDER.index(after)]
