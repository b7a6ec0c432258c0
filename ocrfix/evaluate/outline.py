"""A result against an outline: of each article only its headline, its first and its last words are known.

An outline is a JSON object: `articles`, each with `headline` (null for none), `start` and `end`, the first
and last dozen characters of its body; `captions`, each with `text`. Only letters and digits
count, after NFKC.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocrfix.evaluate.fields import optional_items, optional_text
from ocrfix.evaluate.folding import letters
from ocrfix.evaluate.result import Result, Story
from ocrfix.model.node import Node

_FOUND = 1.2
_SAME = 0.9
_ALIKE = 80
_SLACK = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of an outline, as letters; `headline` is "" where none is printed."""

    headline: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Outline:
    entries: tuple[Entry, ...]
    captions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What of an entry the article found for it has right; nothing where none was found."""

    entry: Entry
    found: bool = False
    headline: bool = False
    start: bool = False
    end: bool = False

    @property
    def whole(self) -> bool:
        return self.headline and self.start and self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineScore:
    """Counts out of `len(verdicts)` articles and `captions` captions; more is better, except for `extra`.

    An article is found where the likenesses of headline, start and end, each 0 to 1, come to 1.2 together.
    `headline`: articles found whose headline field is like their headline to 0.9, with nothing beside it.
    `start`, `end`: those whose body begins and ends with words like theirs, to 0.8, give or take 6 letters.
    `whole`: those with all three. `caption`: captions that stand in the result but in no body. `extra`:
    articles of the result that the outline does not have. The definitions are ocrfix's own.
    """

    verdicts: tuple[Verdict, ...]
    caption: int
    captions: int
    extra: int

    @property
    def headline(self) -> int:
        return sum(verdict.headline for verdict in self.verdicts)

    @property
    def start(self) -> int:
        return sum(verdict.start for verdict in self.verdicts)

    @property
    def end(self) -> int:
        return sum(verdict.end for verdict in self.verdicts)

    @property
    def whole(self) -> int:
        return sum(verdict.whole for verdict in self.verdicts)


def read_outline(root: Node) -> Outline:
    """An outline from its JSON document; FormatError with the path of what is wrong."""
    entries = tuple(
        Entry(
            headline=letters(optional_text(node, "headline")),
            start=letters(node.field("start").text()),
            end=letters(node.field("end").text()),
        )
        for node in root.field("articles").items()
    )
    captions = tuple(letters(node.field("text").text()) for node in optional_items(root, "captions"))
    return Outline(entries, captions)


def score_outline(truth: Outline, result: Result) -> OutlineScore:
    """Give each entry, in order, the article most like it that is still free, and measure."""
    stories = [story.folded(letters) for story in result.stories]
    free = list(range(len(stories)))
    verdicts = []
    for entry in truth.entries:
        best = max(free, key=lambda number: _likeness(entry, stories[number]), default=None)
        if best is None or _likeness(entry, stories[best]) < _FOUND:
            verdicts.append(Verdict(entry=entry))
            continue
        free.remove(best)
        verdicts.append(_judged(entry, stories[best]))
    return OutlineScore(
        verdicts=tuple(verdicts),
        caption=_captions_kept_apart(truth.captions, result, stories),
        captions=len(truth.captions),
        extra=len(free),
    )


def _likeness(entry: Entry, story: Story) -> float:
    """0 to 3."""
    ends = (entry.start, entry.end) if story.body else ()
    return _headline_likeness(entry, story) + sum(fuzz.partial_ratio(end, story.body) / 100 for end in ends)


def _headline_likeness(entry: Entry, story: Story) -> float:
    return Levenshtein.normalized_similarity(entry.headline, story.headline) if entry.headline else 0.0


def _judged(entry: Entry, story: Story) -> Verdict:
    opening = story.body[: len(entry.start) + _SLACK]
    close = story.body[-(len(entry.end) + _SLACK) :]
    return Verdict(
        entry=entry,
        found=True,
        headline=_headline_likeness(entry, story) >= _SAME if entry.headline else not story.headline,
        start=fuzz.partial_ratio(entry.start, opening) >= _ALIKE,
        end=fuzz.partial_ratio(entry.end, close) >= _ALIKE,
    )


def _captions_kept_apart(captions: Sequence[str], result: Result, stories: Sequence[Story]) -> int:
    bodies = "".join(story.body for story in stories)
    everything = letters("".join(result.texts))
    return sum(
        fuzz.partial_ratio(caption, everything) >= _ALIKE > fuzz.partial_ratio(caption, bodies)
        for caption in captions
    )
