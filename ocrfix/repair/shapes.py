"""Latin letters that look alike in print, and the words that a misread word may stand for."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import combinations

from ocrfix.repair.tokens import Token

ALIKE = (
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("li", "h"),
    ("h", "li"),
    ("vv", "w"),
    ("I", "l"),
    ("1", "l"),
    ("1", "i"),
    ("1", "I"),
    ("0", "O"),
    ("0", "o"),
)
"""(read, printed): the confusions that every engine makes; of two with one answer the first is taken."""

ONE_SHAPE = ("0", "1", "I")
"""Read so, they cannot be told from o, l and i in many founts."""

FAINT = ("li", "h")
"""Read so, they look only faintly like what else they may be."""

_MOST_PLACES = 3
_MOST_SEEN = 16
_LONG = 6
_LIKELY = {1: 0.02, 2: 0.1}
"""How likely an engine's other letters must be, by how many are changed."""

_SURE = 0.98


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that a token may stand for. `visual` says why it looks like it.

    `seen`: an engine saw it there, or was in doubt, or the two have one shape. `faint`: the two are not much
    alike. `likelihood` is that of the engine's letters, where it saw them.
    """

    word: str
    visual: str
    seen: bool
    faint: bool = False
    likelihood: float = 1.0


def candidates(token: Token, text: str, known: Container[str]) -> list[Candidate]:
    """The known words that `text`, the beginning of a token, may stand for, each once.

    One confusion is undone, in one place or more; if that gives no word, two letters that the engine was in
    doubt of.
    """
    for several in ((*_of_lattice(token, text, 1), *_of_shapes(token, text)), _of_lattice(token, text, 2)):
        found: dict[str, Candidate] = {}
        for candidate in several:
            word = candidate.word
            if word.casefold() != text.casefold() and _spelled(word) and word in known:
                had = found.get(word)
                if had is None or (candidate.seen and not had.seen):
                    found[word] = candidate
        if found:
            return list(found.values())
    return []


def _spelled(word: str) -> bool:
    """Whether capitals stand where words have them."""
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def changed_stretch(before: str, after: str) -> tuple[int, int, str]:
    """Where two words differ: from and to in `before`, and what stands there in `after`.

    >>> changed_stretch("modem", "modern")
    (4, 5, 'rn')
    """
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    return first, len(before) - same, after[first : len(after) - same]


def _of_lattice(token: Token, text: str, letters: int) -> Iterator[Candidate]:
    """So many letters changed for others that the engine saw there."""
    seen = [
        (place, other)
        for place, glyph in enumerate(token.glyphs[: len(text)])
        for other in glyph.alternatives
        if len(other.char) == 1 and other.char.isalpha() and other.likelihood >= _LIKELY[letters]
    ]
    if letters > 1 and (len(seen) > _MOST_SEEN or len(text) < _LONG):
        return
    for chosen in combinations(seen, letters):
        if len({place for place, _ in chosen}) == letters:
            word = list(text)
            for place, other in chosen:
                word[place] = other.char
            said = " and ".join(f"{other.char}, {other.likelihood:.2f}" for _, other in chosen)
            least = min(other.likelihood for _, other in chosen)
            yield Candidate("".join(word), f"the engine's {said}", seen=True, likelihood=least)


def _of_shapes(token: Token, text: str) -> Iterator[Candidate]:
    for read, printed in ALIKE:
        if text.isupper() and read.islower():
            continue
        for places in _places(text, read):
            word = _replaced(text, places, read, printed)
            seen = _read_elsewhere(token, word) or _in_doubt(token, places, read, printed)
            yield Candidate(word, f"{read} looks like {printed}", seen or read in ONE_SHAPE, read in FAINT)


def _places(text: str, read: str) -> Iterator[tuple[int, ...]]:
    """Every choice of the places where `read` stands; none of them where there are too many."""
    places = [i for i in range(len(text)) if text.startswith(read, i)]
    if len(places) <= _MOST_PLACES:
        for count in range(1, len(places) + 1):
            yield from combinations(places, count)


def _replaced(text: str, places: tuple[int, ...], read: str, printed: str) -> str:
    for place in reversed(places):
        text = text[:place] + printed + text[place + len(read) :]
    return text


def _read_elsewhere(token: Token, word: str) -> bool:
    """Whether another engine read the word in this line."""
    return any(word in reading.split() for _, reading in token.line.readings)


def _in_doubt(token: Token, places: tuple[int, ...], read: str, printed: str) -> bool:
    """Whether the engine was unsure of one of the letters everywhere, or saw one of the printed ones."""
    glyphs = token.glyphs
    return bool(glyphs) and all(
        any(
            glyph.confidence < _SURE or any(other.char in printed for other in glyph.alternatives)
            for glyph in glyphs[place : place + len(read)]
        )
        for place in places
    )
