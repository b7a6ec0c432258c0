"""Misread words in Latin letters, mended where the picture and a dictionary agree.

A word is looked at if it is in no lexicon; a name, a number, an address or the half of a broken word is not.
A candidate must be the only known word that looks like it. With a lattice at hand the engine must have been
in doubt there, and the more so where the page has the word nowhere else; without one the shapes that every
engine confuses are the visual key. Where more than 15 % of a page is no word a dictionary proves little, and
there are only doubts: on painted pages with 9 % of their characters wrong 23 of 306 edits were harm.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ocrfix.language.lexicon import Lexicon, english
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.findings import Findings, sorted_out
from ocrfix.repair.long_s import repair_long_s
from ocrfix.repair.shapes import Candidate, candidates, changed_stretch
from ocrfix.repair.tokens import Token, tokens_of
from ocrfix.repair.word_spaces import repair_word_spaces

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST = 4
_FEWEST = 2
_OFTEN = 2
_WITNESSES = 3
_LIKELY = 0.1
"""How likely the engine's letters must be where the page has the word nowhere else."""

_MOST_UNKNOWN = 0.15
_ENOUGH = 40
_EDIT_CONFIDENCE = {True: 0.95, False: 0.85}


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a page's language, the user's among them, and how often the page has each form.

    `garbled`: so much of the page is no word that a known word proves little.
    """

    lexicon: Container[str]
    forms: Counter[str]
    garbled: bool

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self.lexicon

    def common(self, word: str) -> bool:
        """Whether the page has it in lower case, so that it is no name."""
        return self.forms[word.casefold()] >= _OFTEN


class _Either:
    def __init__(self, *lexicons: Container[str]) -> None:
        self._lexicons = lexicons

    def __contains__(self, word: object) -> bool:
        return any(word in lexicon for lexicon in self._lexicons)


def known_words(language: str, lexicon: UserLexicon) -> Container[str]:
    """The dictionary of a language (there is one of English) and the user's words."""
    own = Lexicon(word for entry in lexicon.known() for word in _WORD.findall(entry))
    return _Either(english(), own) if language == "en" else own


def repair_latin(page: Page, words: Container[str]) -> Findings:
    """Misread words of a page in a language of Latin letters; nothing on any other page."""
    if page.language not in LANGUAGES:
        return Findings()
    tokens = [token for region in page.regions for token in tokens_of(region.lines)]
    forms = [_base(token.text) for token in tokens]
    lower = [form for form in forms if form.isalpha() and form.islower()]
    unknown = sum(form not in words for form in lower)
    known = Known(words, Counter(forms), len(lower) >= _ENOUGH and unknown > _MOST_UNKNOWN * len(lower))
    found = [finding for token in tokens for finding in _repaired(token, known)]
    taken = {(item.line, item.start) for item in found if isinstance(item, Edit)}
    found += repair_long_s([token for token in tokens if (token.line.id, token.start) not in taken], known)
    for region in page.regions:
        found += repair_word_spaces(region.lines, known)
    return sorted_out(found)


def _base(text: str) -> str:
    return _POSSESSIVE.sub("", text)


def _repaired(token: Token, known: Known) -> Iterator[Edit | Doubt]:
    text = _base(token.text)
    if not token.plain or not _is_misread(text, known):
        return
    found = candidates(token, text, known)
    if len({candidate.word.casefold() for candidate in found}) != 1:
        return
    best = max(found, key=lambda candidate: candidate.seen)
    if _two_keys(token, text, best, known):
        yield _edit(token, text, best)
    else:
        yield Doubt(
            kind="word",
            text=f"{text} is in no dictionary; {best.word} is ({best.visual})",
            line=token.line.id,
            alternative=best.word,
        )


def _is_misread(text: str, known: Known) -> bool:
    """A word with at most one 0 or 1 in it that nobody knows."""
    letters = sum(char.isalpha() for char in text)
    digits = [char for char in text if not char.isalpha()]
    if letters < _SHORTEST - len(digits) or len(digits) > 1 or not set(digits) <= {"0", "1"}:
        return False
    return text not in known and text.isascii()


def _two_keys(token: Token, text: str, best: Candidate, known: Known) -> bool:
    """Whether both keys speak: in doubt where there is a lattice, nothing that the page repeats, and no name
    but one that the engine saw and the page has several times.
    """
    if not best.seen and (token.glyphs or len(text) <= _SHORTEST):
        return False
    if text[0] == "1" or (known.forms[text] >= _FEWEST and not best.seen):
        return False
    own_word = known.forms[best.word] > 0
    if (best.faint and not best.seen and not own_word) or known.garbled:
        return False
    short = bool(token.glyphs) and len(best.word) <= _SHORTEST
    if not own_word and (best.likelihood < _LIKELY or short):
        return False
    if not text.isalpha() or not text[0].isupper() or known.common(best.word):
        return True
    return bool(token.glyphs) and best.seen and known.forms[best.word] >= _WITNESSES


def _edit(token: Token, text: str, best: Candidate) -> Edit:
    first, last, after = changed_stretch(text, best.word)
    return Edit(
        id="",
        line=token.line.id,
        start=token.start + first,
        before=text[first:last],
        after=after,
        rule="latin.shape",
        visual=best.visual,
        language=f"{best.word} is in the dictionary, {text} is not",
        confidence=_EDIT_CONFIDENCE[best.seen],
    )
