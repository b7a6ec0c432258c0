"""The text of a result against a truth made by hand.

A truth is a JSON object: `articles`, each with `headline` and `body` (a list of paragraphs) and, where they
are printed, `kicker`, `subheadline`, `byline`; `masthead`, a list of the paper's own texts; `captions`, each
with `text` and `credit`. Texts are compared after NFKC, quotation marks made alike, without white space.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from ocrfix.evaluate.fields import optional_items
from ocrfix.evaluate.folding import normalised
from ocrfix.evaluate.result import Result, Story, read_story
from ocrfix.model.node import Node

_MOST_WRONG = 0.7
_NEAR = 1


@dataclass(frozen=True, slots=True)
class Truth:
    """What is printed on a page; `furniture` are mastheads, captions and credits, normalised."""

    stories: tuple[Story, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A story of the truth with the story found for it, if any, and the edit distances of the two."""

    truth: Story
    found: Story | None
    errors: int
    body_errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScore:
    """All shares are 0 to 1, except that error rates pass 1 where more is wrong than there is.

    `article_cer`: edit distances of the matched articles, heads and bodies, by characters of the truth; an
    unmatched article of the truth counts whole. Lower is better.
    `body_cer`: the same for the bodies alone.
    `headline_acc`: share of the truth's articles whose match has exactly their headline.
    `para_f1`: F1 of paragraph ends inside matched bodies, found to within one character.
    `furniture`: share of mastheads, captions and credits that stand in the result but in none of its
    articles; None where the truth names none.
    """

    article_cer: float
    body_cer: float
    headline_acc: float
    para_f1: float
    furniture: float | None
    articles: int
    articles_found: int
    articles_matched: int
    matches: tuple[Match, ...]


def read_truth(root: Node) -> Truth:
    """A truth from its JSON document; FormatError with the path of what is wrong."""
    masthead = [node.text() for node in optional_items(root, "masthead")]
    captions = [
        node.optional(key).text_or_none()
        for node in optional_items(root, "captions")
        for key in ("text", "credit")
    ]
    stories = tuple(read_story(node) for node in root.field("articles").items())
    return Truth(stories, tuple(normalised(text) for text in (*masthead, *captions) if text))


def score_text(truth: Truth, result: Result) -> TextScore:
    """Match the articles, nearest first, and measure."""
    stories = [story.folded(normalised) for story in result.stories]
    printed = [story.folded(normalised) for story in truth.stories]
    matches = _matched(printed, stories)
    pairs = [(match.truth, match.found) for match in matches if match.found]
    hits, missed, extra = _paragraph_ends(matches)
    return TextScore(
        article_cer=sum(m.errors for m in matches) / max(1, sum(len(s.whole) for s in printed)),
        body_cer=sum(m.body_errors for m in matches) / max(1, sum(len(s.body) for s in printed)),
        headline_acc=sum(a.headline == b.headline for a, b in pairs) / max(1, len(truth.stories)),
        para_f1=2 * hits / max(1, 2 * hits + missed + extra),
        furniture=_kept_out(truth.furniture, result, stories),
        articles=len(truth.stories),
        articles_found=len(stories),
        articles_matched=len(pairs),
        matches=tuple(matches),
    )


def _kept_out(furniture: Sequence[str], result: Result, stories: Sequence[Story]) -> float | None:
    if not furniture:
        return None
    in_articles = "".join(story.whole for story in stories)
    texts = [normalised(text) for text in result.texts]
    kept = [text for text in furniture if text not in in_articles and any(text in other for other in texts)]
    return len(kept) / len(furniture)


def _matched(truth: Sequence[Story], found: Sequence[Story]) -> list[Match]:
    """Greedy, by edit distance; two stories that differ in more than 70 % are no match."""
    distances = sorted(
        (Levenshtein.distance(a.whole, b.whole), i, j)
        for i, a in enumerate(truth)
        for j, b in enumerate(found)
    )
    partner: dict[int, int] = {}
    for distance, i, j in distances:
        longest = max(len(truth[i].whole), len(found[j].whole), 1)
        if i not in partner and j not in partner.values() and distance <= _MOST_WRONG * longest:
            partner[i] = j
    return [_match(story, found[partner[i]] if i in partner else None) for i, story in enumerate(truth)]


def _match(truth: Story, found: Story | None) -> Match:
    if found is None:
        return Match(truth, None, len(truth.whole), len(truth.body))
    errors = Levenshtein.distance(truth.whole, found.whole)
    return Match(truth, found, errors, Levenshtein.distance(truth.body, found.body))


def _paragraph_ends(matches: Sequence[Match]) -> tuple[int, int, int]:
    """Paragraph ends found, missed and found where none is printed."""
    hits = missed = extra = 0
    for match in matches:
        wanted = _ends(match.truth)
        if match.found is None:
            missed += max(0, len(match.truth.paragraphs) - 1)
            continue
        ends = _carried(_ends(match.found), match.found.body, match.truth.body)
        near = sum(any(abs(end - other) <= _NEAR for other in ends) for end in wanted)
        hits += near
        missed += len(wanted) - near
        extra += max(0, len(ends) - near)
    return hits, missed, extra


def _ends(story: Story) -> set[int]:
    return set(accumulate(len(paragraph) for paragraph in story.paragraphs[:-1]))


def _carried(ends: set[int], found: str, truth: str) -> set[int]:
    """Places in `found` as places in `truth`, along the edits that lead from one to the other."""
    edits = Levenshtein.opcodes(found, truth)

    def carried(end: int) -> int:
        for edit in edits:
            if edit.src_start < edit.src_end and edit.src_start <= end <= edit.src_end:
                return edit.dest_start + min(end - edit.src_start, edit.dest_end - edit.dest_start)
        return -1 - _NEAR

    return {carried(end) for end in ends}
