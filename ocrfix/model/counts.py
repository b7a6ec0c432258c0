"""What is counted of a page."""

from ocrfix.model.page import Page


def characters_in(page: Page) -> int:
    """Characters that were read, spaces left out."""
    return sum(len("".join(line.reading.split())) for line in page.lines())


def doubts_in(page: Page) -> int:
    """What an editor should look at: doubts of the page, and of its articles what is not among them."""
    told = {doubt.text for doubt in page.doubts}
    return len(page.doubts) + sum(text not in told for article in page.articles for text in article.doubts)
