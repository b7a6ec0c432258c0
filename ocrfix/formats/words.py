"""A line as words with their places: what ALTO, PAGE and hOCR call String, Word and ocrx_word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from typing import Any

from ocrfix.geometry import Box, Polygon, between, box_of
from ocrfix.language.variants import simplified
from ocrfix.model.edit import Edit
from ocrfix.model.page import Alternative, TextLine, WritingMode
from ocrfix.model.text import is_wide

_CLOSING = re.compile("[，。、；：？！）】》〉」』”’…—·～％\u3001-\u3002]+")
_OPENING = re.compile("[（【《〈「『“‘]+")
_SCRIPT_ENDS = re.compile(
    r"(?<=[\u3041-\u3096])(?=[\u30a1-\u30fa\u4e00-\u9fff])|(?<=[\u30a1-\u30fc])(?=[\u4e00-\u9fff])"
)
_MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One character of a line's text. `start` and `end` are pixels along the line, None where not known."""

    char: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a line. `spaced`: a space stands before it. `polygon` is None where the line has none."""

    spots: tuple[Spot, ...]
    spaced: bool
    polygon: Polygon | None

    @property
    def text(self) -> str:
        return "".join(spot.char for spot in self.spots)

    @property
    def box(self) -> Box | None:
        return None if self.polygon is None else box_of(self.polygon)

    @property
    def confidence(self) -> float | None:
        """The mean of its characters'; None where one's is not known."""
        known = [spot.confidence for spot in self.spots if spot.confidence is not None]
        return sum(known) / len(known) if len(known) == len(self.spots) else None

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The word with one character exchanged for another that the engine might have seen there."""
        others = [
            (other.likelihood, self.text[:at] + other.char + self.text[at + 1 :])
            for at, spot in enumerate(self.spots)
            for other in spot.alternatives
        ]
        likely = sorted(others, key=lambda pair: -pair[0])[:_MOST_ALTERNATIVES]
        return tuple(dict.fromkeys(text for _, text in likely))


def words_of(line: TextLine, edits: Iterable[Edit], language: str | None) -> tuple[Word, ...]:
    """The words of a line's text (its reading with its edits), from its beginning to its end.

    Without a language only spaces part words. Chinese is segmented with jieba's word list; a mark clings to
    the word before it, an opening one to the word after it. Where the engine gave no places of characters,
    words share the line by their widths.
    """
    spots = spots_of(line, edits)
    words: list[Word] = []
    at = 0
    for token, spaced in tokens("".join(spot.char for spot in spots), language):
        while spots[at].char != token[0]:
            at += 1
        own = tuple(spots[at : at + len(token)])
        words.append(Word(spots=own, spaced=spaced, polygon=_part(line, own, spots)))
        at += len(token)
    return tuple(words)


def spots_of(line: TextLine, edits: Iterable[Edit]) -> tuple[Spot, ...]:
    """The characters of the line's text. What an edit changed has the edit's confidence, and as alternative
    what was read there; several characters in place of one share its place."""
    read = [
        Spot(char=g.char, start=g.start, end=g.end, confidence=g.confidence, alternatives=g.alternatives)
        for g in line.glyphs
    ] or [Spot(char=char, confidence=line.confidence) for char in line.reading]
    done = 0
    spots: list[Spot] = []
    for edit in sorted((edit for edit in edits if edit.line == line.id), key=lambda e: (e.start, e.end)):
        spots += [*read[done : edit.start], *_edited(edit, read)]
        done = edit.end
    return tuple(spots + read[done:])


def _edited(edit: Edit, read: Sequence[Spot]) -> Iterator[Spot]:
    before = read[edit.start : edit.end]
    start, end = _stretch(before, read, edit.start)
    for place, char in enumerate(edit.after):
        same = len(edit.before) == len(edit.after)
        seen = before[place].confidence if same else None
        others = (
            (Alternative(before[place].char, seen or 0.0),) if same and before[place].char != char else ()
        )
        yield Spot(
            char=char,
            start=_share(start, end, place / len(edit.after)),
            end=_share(start, end, (place + 1) / len(edit.after)),
            confidence=edit.confidence,
            alternatives=others,
        )


def _share(start: float | None, end: float | None, share: float) -> float | None:
    return None if start is None or end is None else start + (end - start) * share


def _stretch(before: Sequence[Spot], read: Sequence[Spot], at: int) -> tuple[float | None, float | None]:
    """Where the replaced characters stand; an insertion stands between its neighbours."""
    if before:
        return before[0].start, before[-1].end
    edge = read[at - 1].end if at else (read[0].start if read else None)
    return edge, edge


def tokens(text: str, language: str | None) -> list[tuple[str, bool]]:
    """The words of a text, each with whether a space stands before it.

    A text is only cut at a space or beside a full-width character, so that it can be put together again.

    >>> tokens("推动TFC集团，增长3.5%。", "zh-Hans")
    [('推动', False), ('TFC', False), ('集团，', False), ('增长', False), ('3.5%。', False)]
    >>> tokens("The old  wall, so", "en")
    [('The', False), ('old', True), ('wall,', True), ('so', True)]
    """
    found: list[tuple[str, bool]] = []
    for number, run in enumerate(text.split()):
        pieces: list[str] = reduce(_clung, _segmented(run, (language or "").split("-")[0]), [])
        found += [(piece, number > 0 and place == 0) for place, piece in enumerate(pieces)]
    return found


def _segmented(run: str, language: str) -> Sequence[str]:
    if language == "zh" and any(map(is_wide, run)):
        ends = [0]
        for word in _segmenter().cut(simplified(run), HMM=False):
            ends.append(ends[-1] + len(word))
        return [run[a:b] for a, b in pairwise(ends)] if ends[-1] == len(run) else list(run)
    if language == "ja":
        return [
            piece
            for part in re.split(r"([、。「」『』（）])", run)
            for piece in _SCRIPT_ENDS.split(part)
            if piece
        ]
    return [run]


def _clung(pieces: list[str], piece: str) -> list[str]:
    """Adds a piece: to the one before it where the two must not or should not be parted."""
    if not pieces:
        return [piece]
    last = pieces[-1]
    narrow = not is_wide(last[-1]) and not is_wide(piece[0])
    if narrow or _CLOSING.fullmatch(piece) or _OPENING.fullmatch(last):
        return [*pieces[:-1], last + piece]
    return [*pieces, piece]


@cache
def _segmenter() -> Any:
    """jieba with its word list read from its own package: its cache in the common temporary folder could be
    anybody's."""
    import jieba

    segmenter = jieba.Tokenizer()
    with segmenter.get_dict_file() as words:
        segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(words)
    segmenter.initialized = True
    return segmenter


def _part(line: TextLine, own: Sequence[Spot], spots: Sequence[Spot]) -> Polygon | None:
    """The part of the line's polygon that a word covers."""
    if not line.polygon:
        return None
    length = line.length_px
    places = [place for spot in own for place in (spot.start, spot.end) if place is not None]
    if places and length:
        return slice_of(line.polygon, line.writing_mode, min(places) / length, max(places) / length)
    widths = [1.0 if is_wide(spot.char) else 0.5 for spot in spots]
    first = next(at for at, spot in enumerate(spots) if spot is own[0])
    before, after = sum(widths[:first]), sum(widths[: first + len(own)])
    start, end = before / sum(widths), after / sum(widths)
    if line.writing_mode is WritingMode.HORIZONTAL_RTL:
        start, end = 1 - end, 1 - start
    return slice_of(line.polygon, line.writing_mode, start, end)


def slice_of(polygon: Polygon, mode: WritingMode, start: float, end: float) -> Polygon:
    """The part of a line from one share of its length to another.

    >>> slice_of(((0, 0), (10, 0), (10, 2), (0, 2)), WritingMode.HORIZONTAL, 0.5, 0.7)
    ((5.0, 0.0), (7.0, 0.0), (7.0, 2.0), (5.0, 2.0))
    """
    a, b, c, d = polygon if len(polygon) == 4 else box_of(polygon).polygon
    start, end = max(0.0, min(start, 1.0)), max(0.0, min(end, 1.0))
    if mode is WritingMode.VERTICAL:
        return (between(a, d, start), between(b, c, start), between(b, c, end), between(a, d, end))
    return (between(a, b, start), between(a, b, end), between(d, c, end), between(d, c, start))
