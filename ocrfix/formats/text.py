"""A page as plain text: article by article, a paragraph a line."""

from collections.abc import Iterator

from ocrfix.model.article import Article
from ocrfix.model.page import Page
from ocrfix.model.text import Texts

_RULE = "-" * 40


def write_text(page: Page) -> str:
    """The articles, then captions, adverts, furniture and what found no place; a rule between blocks."""
    texts = Texts(page)
    blocks = [list(_article(article, page, texts)) for article in page.articles]
    blocks.append([texts.regions((*c.text, *c.credit)) for c in page.captions if c.article is None])
    blocks += [[texts.printed(advert.regions)] for advert in page.adverts]
    blocks.append([texts.printed((item.region,)) for item in page.furniture])
    blocks.append([texts.printed((rest.region,)) for rest in page.unplaced])
    shown = ["\n".join(filled) for block in blocks if (filled := [text for text in block if text])]
    return f"\n\n{_RULE}\n\n".join(shown) + "\n" if shown else ""


def _article(article: Article, page: Page, texts: Texts) -> Iterator[str]:
    for part in (article.kicker, article.headline, article.subheadline, article.byline):
        yield texts.regions(part)
    yield from (texts.paragraph(paragraph) for paragraph in article.body)
    yield texts.regions(article.continuation)
    for caption in page.captions:
        if caption.article == article.id:
            yield texts.regions((*caption.text, *caption.credit))
