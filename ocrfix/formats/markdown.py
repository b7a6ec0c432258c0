"""A page as Markdown: articles under their headlines; what is no article under headings at the end."""

import re
from collections.abc import Iterable, Iterator

from ocrfix.model.article import Article, Caption, Paragraph
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&])")
_AT_START = re.compile(r"^(\s*)([#+=:-]|\d+(?=[.)]))", re.MULTILINE)


def escaped(text: str) -> str:
    r"""The text with a backslash before whatever Markdown would take for a mark.

    >>> print(escaped("*A_B* <1>"), escaped("# 1"), escaped("1. May"), escaped("3·15 晚会（央视）-8℃"))
    \*A\_B\* \<1\> \# 1 1\. May 3·15 晚会（央视）-8℃
    """
    text = _ANYWHERE.sub(r"\\\1", text)
    return _AT_START.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def write_markdown(page: Page) -> str:
    """The page; a level-1 heading where the nameplate names the paper, `##` a headline, `###` a crosshead."""
    texts = Texts(page)
    blocks = [*_nameplate(page)]
    for article in page.articles:
        own = [caption for caption in page.captions if caption.article == article.id]
        blocks += _article(article, own, texts)
    named = {article.id for article in page.articles}
    loose = [caption for caption in page.captions if caption.article not in named]
    blocks += _section("Captions", (_caption(caption, texts) for caption in loose))
    blocks += _section("Adverts", (_lines(texts.printed(advert.regions)) for advert in page.adverts))
    blocks += _section("Furniture", (_lines(texts.printed((item.region,))) for item in page.furniture))
    blocks += _section("Unplaced", (_lines(texts.printed((rest.region,))) for rest in page.unplaced))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _nameplate(page: Page) -> Iterator[str]:
    plate = page.nameplate
    if plate is None:
        return
    if plate.title:
        yield f"# {escaped(plate.title)}"
    yield " · ".join(escaped(text) for text in (plate.section, plate.page, plate.date, plate.issue) if text)


def _article(article: Article, captions: Iterable[Caption], texts: Texts) -> Iterator[str]:
    """An article without a headline begins after a rule, so that it does not run into the one before."""
    kicker, headline, subheadline, byline = (
        escaped(texts.regions(part))
        for part in (article.kicker, article.headline, article.subheadline, article.byline)
    )
    yield f"*{kicker}*" if kicker else ""
    yield f"## {headline}" if headline else "---"
    made = article.reconstructed
    yield f"<!-- headline reconstructed from: {_in_comment(made.pieces)} -->" if made else ""
    yield f"**{subheadline}**" if subheadline else ""
    yield f"*{byline}*" if byline else ""
    yield from (_paragraph(paragraph, texts) for paragraph in article.body)
    yield escaped(texts.regions(article.continuation))
    yield from (_caption(caption, texts) for caption in captions)


def _in_comment(pieces: Iterable[str]) -> str:
    """Words inside a comment, which two hyphens would end."""
    return " · ".join(pieces).replace("--", "- -").replace(">", "&gt;")


def _paragraph(paragraph: Paragraph, texts: Texts) -> str:
    text = escaped(texts.paragraph(paragraph))
    return f"### {text}" if paragraph.crosshead and text else text


def _caption(caption: Caption, texts: Texts) -> str:
    text, credit = escaped(texts.regions(caption.text)), escaped(texts.regions(caption.credit))
    words = " ".join(part for part in (text, f"*{credit}*" if credit else "") if part)
    return f"> {words}" if words else ""


def _lines(printed: str) -> str:
    """Printed lines stay lines: a backslash before the line end."""
    return "\\\n".join(escaped(line) for line in printed.split("\n"))


def _section(title: str, blocks: Iterable[str]) -> list[str]:
    filled = [block for block in blocks if block]
    return [f"## {title}", *filled] if filled else []
