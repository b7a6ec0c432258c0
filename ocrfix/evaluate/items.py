"""A result against items: transcribed texts whose place on the page is not known.

A truth is a JSON object: `text_items`, each with `text` and `type` ("article", "advert" …, or null). Only
letters and digits count, after NFKC.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocrfix.evaluate.fields import optional_text
from ocrfix.evaluate.folding import letters
from ocrfix.evaluate.result import Result
from ocrfix.model.node import Node

_SHORTEST = 40
_MOST_WRONG = 0.5
_IN_ONE = 0.9


@dataclass(frozen=True, slots=True)
class Item:
    """`kind` is the truth's `type`, "" where it has none; `text` is letters only."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An item and the passage of the result that is most like it: the edits between them, at most as many
    as the item has letters, and whether the passage lies in one article."""

    item: Item
    errors: int
    in_one_article: bool

    @property
    def cer(self) -> float:
        return self.errors / len(self.item.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsScore:
    """`passages` are those of the items of at least 40 letters, in the order of the truth.

    `item_cer`: edits between items and their passages, by letters, 0 to 1: a wrong letter and a wrong order
    inside an item both count. Lower is better.
    `one_article`: how many of the `articles` items of type "article" have a passage of which at least 90 %
    lie in one article of the result, with at most half of the letters wrong.
    `bag_recall`: share of all items' letters that the result has anywhere, 0 to 1: what a perfect order could
    still reach (the bag of letters, as in Pletschacher, Clausner & Antonacopoulos 2015 the bag of words).
    """

    passages: tuple[Passage, ...]
    bag_recall: float
    truth_letters: int
    result_letters: int

    @property
    def item_cer(self) -> float:
        total = sum(len(passage.item.text) for passage in self.passages)
        return sum(passage.errors for passage in self.passages) / max(1, total)

    @property
    def one_article(self) -> int:
        return sum(passage.in_one_article for passage in self.passages if passage.item.kind == "article")

    @property
    def articles(self) -> int:
        return sum(passage.item.kind == "article" for passage in self.passages)


def read_items(root: Node) -> tuple[Item, ...]:
    """The items of a truth's JSON document; FormatError with the path of what is wrong."""
    return tuple(
        Item(optional_text(node, "type"), letters(node.field("text").text_or_none() or ""))
        for node in root.field("text_items").items()
    )


def score_items(truth: tuple[Item, ...], result: Result) -> ItemsScore:
    """Look for every item in the result's text: its articles in order, then the rest."""
    articles = [story.folded(letters).whole for story in result.stories]
    ends = [0, *accumulate(len(article) for article in articles)]
    text = "".join(articles) + letters("".join(result.rest))
    items = Counter("".join(item.text for item in truth))
    return ItemsScore(
        passages=tuple(_passage(item, text, ends) for item in truth if len(item.text) >= _SHORTEST),
        bag_recall=(items & Counter(text)).total() / max(1, items.total()),
        truth_letters=items.total(),
        result_letters=len(text),
    )


def _passage(item: Item, text: str, ends: list[int]) -> Passage:
    """`ends` are where the articles of `text` begin and end."""
    size = len(item.text)
    place = fuzz.partial_ratio_alignment(item.text, text) if len(text) >= size else None
    if place is None:
        return Passage(item=item, errors=size, in_one_article=False)
    start, end = place.dest_start, place.dest_end
    errors = min(size, Levenshtein.distance(item.text, text[start:end]))
    most = max((min(end, right) - max(start, left) for left, right in pairwise(ends)), default=0)
    in_one = errors < _MOST_WRONG * size and most >= _IN_ONE * (end - start)
    return Passage(item=item, errors=errors, in_one_article=in_one)
