"""What was found on a page, or on several that share one truth: articles, other texts, lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ocrfix.evaluate.fields import loose_text, optional_items, optional_text
from ocrfix.evaluate.lines import Line, lines_found
from ocrfix.model.node import Node

_REST = ("furniture", "captions", "adverts", "unplaced")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The texts of an article; "" for a part that it lacks."""

    kicker: str = ""
    headline: str = ""
    subheadline: str = ""
    byline: str = ""
    paragraphs: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        return "".join(self.paragraphs)

    @property
    def whole(self) -> str:
        return self.kicker + self.headline + self.subheadline + self.byline + self.body

    def folded(self, fold: Callable[[str], str]) -> "Story":
        """The story with every text passed through `fold`, which makes texts comparable.

        >>> Story(headline="Vote", paragraphs=("Ends.",)).folded(str.upper).whole
        'VOTEENDS.'
        """
        return Story(
            kicker=fold(self.kicker),
            headline=fold(self.headline),
            subheadline=fold(self.subheadline),
            byline=fold(self.byline),
            paragraphs=tuple(fold(paragraph) for paragraph in self.paragraphs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`rest` are the texts outside articles; `texts` is every text of the document, ids among them."""

    stories: tuple[Story, ...]
    rest: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def read_result(document: Any, page: int = 0) -> Result:
    """A result from a page document (`ocrfix.page/1`), the `page`-th of those that share one truth.

    FormatError with the JSON path of what is wrong.
    """
    root = Node(document)
    return Result(
        stories=tuple(read_story(node) for node in root.field("articles").items()),
        rest=tuple(_rest(root)),
        texts=tuple(_texts_in(document)),
        lines=lines_found(root, page),
    )


def joined(results: Iterable[Result]) -> Result:
    """Pages taken together: the two halves of a fold."""
    pages = tuple(results)
    return Result(
        stories=tuple(story for page in pages for story in page.stories),
        rest=tuple(text for page in pages for text in page.rest),
        texts=tuple(text for page in pages for text in page.texts),
        lines=tuple(line for page in pages for line in page.lines),
    )


def read_story(node: Node) -> Story:
    """An article of a result or of a truth."""
    return Story(
        kicker=optional_text(node, "kicker"),
        headline=optional_text(node, "headline"),
        subheadline=optional_text(node, "subheadline"),
        byline=optional_text(node, "byline"),
        paragraphs=tuple(loose_text(item.value) for item in node.field("body").items()),
    )


def _rest(root: Node) -> Iterator[str]:
    for name in _REST:
        for node in optional_items(root, name):
            yield optional_text(node, "text") + optional_text(node, "credit")


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(item)
