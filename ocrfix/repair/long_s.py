"""The long s of old print, which is read as f."""

from collections.abc import Container, Iterator, Sequence
from itertools import combinations

from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt
from ocrfix.repair.tokens import Token

RULE = "latin.long_s"
_SIGHTINGS = 3
_SHORTEST = 3
_LONG = 5
_MOST_PLACES = 4


def repair_long_s(tokens: Sequence[Token], known: Container[str]) -> Iterator[Edit | Doubt]:
    """f becomes s where the word is in no dictionary and with s in one place or more it is the only one.

    ſ is printed within words, not at their end. A page that has it has it often: where fewer than three
    different words are right with s alone, the longer ones are doubts.

    >>> from ocrfix.geometry import Box
    >>> from ocrfix.model.page import TextLine
    >>> from ocrfix.repair.tokens import tokens_of
    >>> line = TextLine(id="l1", polygon=Box(0, 0, 9, 9).polygon, confidence=1,
    ...     reading="The fuccefs of fuch a fight, half loft, is no fhame")
    >>> words = {"success", "such", "fight", "sight", "half", "loft", "lost", "shame"}
    >>> [(e.start, e.before, e.after) for e in repair_long_s(list(tokens_of([line])), words)]
    [(4, 'f', 's'), (9, 'f', 's'), (15, 'f', 's'), (46, 'f', 's')]
    """
    found = [(token, word) for token in tokens if (word := _with_s(token, known)) is not None]
    enough = len({word.casefold() for _, word in found}) >= _SIGHTINGS
    for token, word in found:
        if enough:
            yield from _edits(token, word)
        elif len(word) >= _LONG:
            yield Doubt(
                kind="word",
                text=f"{token.text} is in no dictionary; {word} is (ſ looks like f)",
                line=token.line.id,
                alternative=word,
            )


def _with_s(token: Token, known: Container[str]) -> str | None:
    """The only word that it is with s for f; None where it is a word, or none or several are."""
    text = token.text
    places = [i for i, char in enumerate(text[:-1]) if char == "f"]
    looked_at = token.plain and text.isalpha() and len(text) >= _SHORTEST and not text.isupper()
    if not looked_at or not 0 < len(places) <= _MOST_PLACES or text in known:
        return None
    found = []
    for count in range(1, len(places) + 1):
        for chosen in combinations(places, count):
            word = "".join("s" if i in chosen else char for i, char in enumerate(text))
            if word in known:
                found.append(word)
    return found[0] if len(found) == 1 else None


def _edits(token: Token, word: str) -> Iterator[Edit]:
    for place, (before, after) in enumerate(zip(token.text, word, strict=True)):
        if before != after:
            yield Edit(
                id="",
                line=token.line.id,
                start=token.start + place,
                before=before,
                after=after,
                rule=RULE,
                visual="ſ looks like f",
                language=f"{word} is in the dictionary, {token.text} is not",
                confidence=0.9,
            )
