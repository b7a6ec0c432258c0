"""The text of lines, regions and paragraphs: readings with their edits, joined over line ends."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce

from ocrfix.model.article import Article, Paragraph
from ocrfix.model.edit import Edit, apply_edits
from ocrfix.model.page import Page, TextLine

SOFT_HYPHEN = "\u00ad"
"""An edit puts it in place of a printed hyphen that only the line end called for."""

_WIDE = re.compile(
    "[\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_WIDE_IN_CHINESE = "“”‘’—…·"
_NUMBER_GOES_ON = re.compile(r"\d[.,:/]?$")
_CLINGS_TO_NEXT = re.compile(r"\S[-‐–—/]$|[(\[{«‹]$")
_CLINGS_TO_LAST = re.compile(r"[)\]}»›.,;:!?%]")


@cache
def is_wide(char: str) -> bool:
    """Whether the character is set in a full square: ideograph, kana, East Asian punctuation, full width.

    >>> [is_wide(c) for c in "报の，Ａ"], [is_wide(c) for c in "A3,é“"]
    ([True, True, True, True], [False, False, False, False, False])
    """
    return _WIDE.match(char) is not None


def squares(text: str) -> float:
    """How long the text is in full-width characters; others count half.

    >>> squares("销号AB")
    3.0
    """
    return (len(text) + sum(map(is_wide, text))) / 2


def line_text(line: TextLine, edits: Iterable[Edit]) -> str:
    """The line's reading with those of the edits that are its own; ValueError where one does not fit."""
    return apply_edits(line.reading, (edit for edit in edits if edit.line == line.id))


def join_lines(texts: Iterable[str], language: str) -> str:
    """Running text from printed lines; `language` is a BCP 47 tag.

    No space where a side of the join is Chinese or Japanese, none after a hyphen or dash, one between words.
    Two pieces of a number meet without a space on Chinese and Japanese pages.

    >>> join_lines(["金融闭环销号", "机制TFC", "Group成立于20", "10年"], "zh-Hans")
    '金融闭环销号机制TFC Group成立于2010年'
    >>> join_lines(["a well-", "known news\u00ad", "paper of", "1914"], "en")
    'a well-known newspaper of 1914'
    """
    squares = language.split("-")[0] in ("zh", "ja")
    pieces = (piece for text in texts if (piece := text.strip()))
    return reduce(lambda left, right: _joined(left, right, squares), pieces, "")


def _joined(left: str, right: str, squares: bool) -> str:
    if not left:
        return right
    if left.endswith(SOFT_HYPHEN):
        return left[:-1] + right
    return f"{left}{'' if _touch(left, right, squares) else ' '}{right}"


def _touch(left: str, right: str, squares: bool) -> bool:
    last, first = left[-1], right[0]
    if is_wide(last) or is_wide(first):
        return True
    if squares and (last in _WIDE_IN_CHINESE or first in _WIDE_IN_CHINESE):
        return True
    if squares and first.isdigit() and _NUMBER_GOES_ON.search(left):
        return True
    return bool(_CLINGS_TO_NEXT.search(left[-2:]) or _CLINGS_TO_LAST.match(first))


class Texts:
    """The text of everything on a page, looked up by id. KeyError for an id that the page does not have."""

    def __init__(self, page: Page) -> None:
        edits: dict[str, list[Edit]] = {}
        for edit in page.edits:
            edits.setdefault(edit.line, []).append(edit)
        self._language = page.language
        self._lines = {line.id: line_text(line, edits.get(line.id, ())) for line in page.lines()}
        self._region_of = {line.id: region.id for region in page.regions for line in region.lines}
        self._regions = {region.id: tuple(line.id for line in region.lines) for region in page.regions}

    def line(self, line: str) -> str:
        """A line's reading with its edits."""
        return self._lines[line]

    def region_of(self, line: str) -> str:
        """The id of the region that holds the line."""
        return self._region_of[line]

    def regions_of(self, article: Article) -> list[str]:
        """The ids of all regions of an article, each once: heading, byline, body, continuation."""
        body = (self._region_of[line] for paragraph in article.body for line in paragraph.lines)
        head = (*article.kicker, *article.headline, *article.subheadline, *article.byline)
        return list(dict.fromkeys((*head, *body, *article.continuation)))

    def region(self, region: str) -> str:
        """A region as running text."""
        return self._running(self._regions[region])

    def regions(self, regions: Sequence[str]) -> str:
        """Several regions, each as running text, with a space between them: the decks of a headline."""
        return " ".join(text for region in regions if (text := self.region(region)))

    def printed(self, regions: Sequence[str]) -> str:
        """Regions line by line as printed: adverts, imprints and tables are no running text."""
        lines = (self._lines[line] for region in regions for line in self._regions[region])
        return "\n".join(text for line in lines if (text := line.strip(f" \u3000\n{SOFT_HYPHEN}")))

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph as running text, over line and column ends."""
        return self._running(paragraph.lines)

    def _running(self, lines: Iterable[str]) -> str:
        return join_lines((self._lines[line] for line in lines), self._language)
