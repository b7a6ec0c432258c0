"""One word in many places: what the engine saw in each of them is a look at the same print.

A name that neither model nor word list knows is read now one way, now another where the type is worn. All its
places together tell which way is right.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from ocrfix.language.ngram import Model, codes, extend, news
from ocrfix.language.script import is_han
from ocrfix.language.variants import simplified
from ocrfix.repair.passage import Passage

_FEWEST = 2
"""So many other places at least must be read the way that a place is changed to, or is kept."""

_TOGETHER, _MOST, _UNSEEN = 3.0, 4.0, 1e-3
"""Nats by which all places together must speak for a way; one place speaks for at most so many; the
likelihood of a character that the engine did not consider."""

_SEEN = 0.02
"""The likelihood from which a character that makes a known word leaves the place to the language."""

_ONE_WORD, _LEAST = 6.0, 3.0
"""Nats that it is worth at most: a page may name two places that differ in characters that look alike. The
log-odds from which a place is one of a word's."""

_Where = tuple[str, int]
"""Id of a line, and a place in its reading."""

_Neighbour = tuple[str, str]
"""The side on which a character stands beside a place, and that character."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What was read at a spot, how likely the engine found each character, and what stands beside it."""

    read: str
    likely: dict[str, float]
    beside: tuple[_Neighbour, ...]

    @property
    def seen(self) -> set[str]:
        """What the engine hardly can have missed if it was printed."""
        return {char for char, likely in self.likely.items() if likely > _SEEN}

    def nats(self, then: str, now: str) -> float:
        """How much likelier the engine found `then` than `now`."""
        return log(max(_UNSEEN, self.likely.get(then, 0.0)) / max(_UNSEEN, self.likely.get(now, 0.0)))


class Witnesses:
    """The words of a page that the language model does not know, in all the places where they stand."""

    def __init__(self, passages: Sequence[Passage], model: Model | None = None) -> None:
        self._model = model or news()
        self._looks: dict[_Where, _Look] = {}
        self._groups: dict[_Neighbour, list[_Where]] = defaultdict(list)
        self._answers: dict[tuple[_Where, str, str], float] = {}
        for passage in passages:
            for place, spot in enumerate(passage.spots):
                char = passage.text[place]
                if spot.glyph is None or spot.glyph.char != char or not is_han(char):
                    continue
                look = _Look(char, spot.glyph.likelihoods, tuple(_neighbours(passage.text, place)))
                self._looks[spot.line, spot.place] = look
                for neighbour in look.beside:
                    self._groups[neighbour].append((spot.line, spot.place))

    def odds(self, passage: Passage, place: int, then: str) -> float | None:
        """Log-odds, in nats, that a place of a passage reads `then`, one word with others of the page; None
        where those do not say so."""
        told = self._told(passage, place, then, way=then)
        if not told:
            return None
        odds = self._looks[_where(passage, place)].nats(then, passage.text[place]) + min(_ONE_WORD, told)
        return odds if odds > _LEAST else None

    def keep(self, passage: Passage, place: int, then: str) -> bool:
        """Whether the other places say that what was read is right, and not `then`."""
        return self._told(passage, place, then, way=passage.text[place]) > 0

    def _told(self, passage: Passage, place: int, then: str, way: str) -> float:
        """By how many nats the places beside like neighbours speak for one `way` of the two; 0 where they do
        not, and where the two are forms of one character."""
        spot, now = _where(passage, place), passage.text[place]
        look = self._looks.get(spot)
        if look is None or look.read != now or simplified(now) == simplified(then):
            return 0.0
        asked = (spot, then, way)
        if asked not in self._answers:
            self._answers[asked] = self._of_word(look, spot, then, way)
        return self._answers[asked]

    def _of_word(self, look: _Look, spot: _Where, then: str, way: str) -> float:
        """What the places of the word speak for, of the two that it may be there."""
        against = look.read if way == then else then
        told = [
            nats
            for beside in look.beside
            if self._read(beside, way, spot) >= _FEWEST
            and (nats := self._together(beside, way, against)) > _TOGETHER
            and not self._outdone(beside, way)
            and not any(self._known(beside, char) for char in look.seen | {then})
        ]
        return max(told, default=0.0)

    def _together(self, beside: _Neighbour, then: str, now: str) -> float:
        """Nats by which all spots beside such a neighbour that were read as one of them speak for `then`."""
        looks = (self._looks[spot] for spot in self._groups[beside])
        return sum(
            max(-_MOST, min(_MOST, look.nats(then, now))) for look in looks if look.read in (now, then)
        )

    def _read(self, beside: _Neighbour, char: str, but: _Where | None = None) -> int:
        """How many spots beside such a neighbour, but for one, were read as a character."""
        return sum(spot != but and self._looks[spot].read == char for spot in self._groups[beside])

    def _outdone(self, beside: _Neighbour, char: str) -> bool:
        """Whether a character is itself another one, after all spots that were read as one of them."""
        seen = [self._looks[s].likely for s in self._groups[beside] if self._looks[s].read == char]
        return any(
            self._read(beside, other) >= _FEWEST and self._together(beside, other, char) > _TOGETHER
            for other in {other for likely in seen for other in likely} - {char}
        )

    def _known(self, neighbour: _Neighbour, char: str) -> bool:
        side, beside = neighbour
        pair = codes(simplified(char + beside if side == "after" else beside + char))
        return bool(self._model.has(extend(pair[:1], pair[1:]), 2)[0])


def _where(passage: Passage, place: int) -> _Where:
    return passage.spots[place].line, passage.spots[place].place


def _neighbours(text: str, place: int) -> Iterator[_Neighbour]:
    """The Chinese characters before and after a place."""
    if place and is_han(text[place - 1]):
        yield "before", text[place - 1]
    if place + 1 < len(text) and is_han(text[place + 1]):
        yield "after", text[place + 1]
