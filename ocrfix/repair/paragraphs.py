"""Printed paragraphs made whole: those that a column's end cut are joined, those run together parted."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ocrfix.model.article import Article, Paragraph
from ocrfix.model.cut import cut_page
from ocrfix.model.page import Doubt, Page
from ocrfix.model.patterns import DATELINE
from ocrfix.model.text import Texts, squares
from ocrfix.repair.items import is_code, is_row, stands_alone, style_of
from ocrfix.repair.printed_lines import column_width, paragraph_ends
from ocrfix.repair.seams import ends_on_a_mark, goes_on, is_open

_GOES_ON = -3.0
_GOES_ON_AFTER_MARK = -7.0
_GOES_ON_AFTER_COLON = 1.0
_GOES_ON_IN_PRINT = 3.0
"""Nats of `goes_on`. After a sentence that stands open, going on is the rule in a text; on a page with its
picture the layout has joined already, and only a word that is plainly cut joins more."""


_BARE = 40.0
_INNER_MARK = re.compile("[，。；：！？、,;:!?]")
_BEGINNING = re.compile("[。！？；]([\u3400-\u9fff]{4})")
_BEGINS_LATE = 7.0
_VERSE = 16.0
"""Squares. Lines of one block that were told apart though they are so short are lines of verse."""


def part_paragraphs(page: Page) -> Page:
    """The page with lines of text cut where, by the length of the printed lines in them, a paragraph ends."""
    lines = {line.id: line for line in page.lines()}
    begun: set[str] = set()
    for article in page.articles:
        own = [lines[name] for paragraph in article.body for name in paragraph.lines]
        width = column_width(line.reading for line in own if not line.polygon)
        for line in own if width is not None else ():
            ends = paragraph_ends(line.reading, width or 0.0) if not line.polygon else ()
            page, names = cut_page(page, line.id, ends)
            begun.update(names[1:])
    return _begun_at(page, begun) if begun else page


def _begun_at(page: Page, lines: Collection[str]) -> Page:
    """The page with a new paragraph from each of the lines on."""
    articles = tuple(
        replace(article, body=tuple(part for p in article.body for part in _split(p, lines)))
        for article in page.articles
    )
    return replace(page, articles=articles)


def _split(paragraph: Paragraph, lines: Collection[str]) -> Iterator[Paragraph]:
    begins = [0, *(i for i, name in enumerate(paragraph.lines) if i and name in lines)]
    for begin, end in itertools.pairwise([*begins, len(paragraph.lines)]):
        yield Paragraph(paragraph.lines[begin:end], paragraph.crosshead)


def join_paragraphs(page: Page) -> Page:
    """The page with paragraphs joined where a sentence goes on over the end of a column."""
    texts = Texts(page)
    places = {line.id: bool(line.polygon) for line in page.lines()}
    return replace(page, articles=tuple(_joined(article, texts, places) for article in page.articles))


def _joined(article: Article, texts: Texts, in_print: dict[str, bool]) -> Article:
    body: list[Paragraph] = []
    for paragraph in article.body:
        last = body[-1] if body else None
        if last and not last.crosshead and not paragraph.crosshead:
            printed = in_print[last.lines[-1]] or in_print[paragraph.lines[0]]
            pair = texts.paragraph(last), texts.paragraph(paragraph)
            one_block = texts.region_of(last.lines[-1]) == texts.region_of(paragraph.lines[0])
            verse = max(map(squares, pair)) <= _VERSE and (one_block or not DATELINE.match(pair[0]))
            if not verse and sentence_goes_on(*pair, in_print=printed):
                body[-1] = Paragraph((*last.lines, *paragraph.lines))
                continue
        body.append(paragraph)
    return article if len(body) == len(article.body) else replace(article, body=tuple(body))


def sentence_goes_on(before: str, after: str, *, in_print: bool = False) -> bool:
    """Whether the sentence in which one paragraph ends goes on in the next.

    >>> sentence_goes_on("是杭州亚", "运会举办之年"), sentence_goes_on("以“多", "规合一”思路")
    (True, True)
    >>> sentence_goes_on("区长参加。", "运会举办之年"), sentence_goes_on("创建工作的一个", "作为我区首个")
    (False, False)
    """
    if not before or not after or not is_open(before) or DATELINE.match(after):
        return False
    if stands_alone(after) or is_row(before) or is_code(before):
        return False
    bare = style_of(before) or not (_INNER_MARK.search(before) or DATELINE.match(before))
    if in_print or style_of(after) or (bare and squares(before) <= _BARE):
        return goes_on(before, after) > _GOES_ON_IN_PRINT
    if before.rstrip()[-1] in "：:":
        return goes_on(before, after) > _GOES_ON_AFTER_COLON
    return goes_on(before, after) > (_GOES_ON_AFTER_MARK if ends_on_a_mark(before) else _GOES_ON)


def find_beginnings(page: Page) -> Iterator[Doubt]:
    """Sentences of bodies whose first character is missing: everywhere else on the page the same one stands
    before these words, and no line begins so.
    """
    texts = Texts(page)
    bodies = [texts.paragraph(paragraph) for article in page.articles for paragraph in article.body]
    before = {found[1]: Counter[str]() for text in bodies for found in _BEGINNING.finditer(text)}
    for text in bodies:
        for place in range(1, len(text) - 3):
            if (words := text[place : place + 4]) in before:
                before[words][text[place - 1]] += 1
    for article in page.articles:
        for paragraph in article.body:
            for found in _BEGINNING.finditer(texts.paragraph(paragraph)):
                words = found[1]
                others = before[words] - Counter(found[0][0])
                missing = next(iter(others), "")
                if len(others) != 1 or others[missing] < 2 or not missing.isalpha():
                    continue
                while missing and (more := _always_before(bodies, missing + words)):
                    missing = more + missing
                if goes_on(missing, words) > _BEGINS_LATE:
                    yield Doubt(
                        kind="stop",
                        text=f"the sentence begins in the middle: {words}…",
                        region=texts.region_of(paragraph.lines[0]),
                        line=paragraph.lines[0],
                        alternative=missing + words,
                    )


def _always_before(texts: Sequence[str], words: str) -> str:
    """The one letter that stands before the words wherever they are; "" where there is none or another."""
    places = [(text, found.start()) for text in texts for found in re.finditer(re.escape(words), text)]
    letters = {text[max(0, place - 1) : place] for text, place in places}
    letter = next(iter(letters)) if len(letters) == 1 else ""
    return letter if letter.isalpha() else ""


def find_stops(page: Page) -> Iterator[Doubt]:
    """Sentences of bodies that stop in the middle: paragraphs without an end that nothing goes on from."""
    texts = Texts(page)
    for article in page.articles:
        for paragraph in article.body:
            text = texts.paragraph(paragraph)
            if paragraph.crosshead or len(text) < 20 or not is_open(text) or text[-1:] in "：:”）)》":
                continue
            if style_of(text) or is_row(text) or is_code(text) or not _INNER_MARK.search(text):
                continue
            if article.continues_on and paragraph is article.body[-1]:
                continue
            yield Doubt(
                kind="stop",
                text=f"the sentence stops in the middle: …{text[-12:]}",
                region=texts.region_of(paragraph.lines[-1]),
                line=paragraph.lines[-1],
            )
