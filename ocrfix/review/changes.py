"""A page with an editor's action done to it."""

from collections.abc import Iterable

from ocrfix.articles.build import with_facts
from ocrfix.errors import ActionError
from ocrfix.model.page import Page
from ocrfix.review import moving, stories, writing
from ocrfix.review.action import (
    Accept,
    Action,
    Change,
    Choose,
    JoinParagraphs,
    Keep,
    Label,
    MergeArticles,
    MoveParagraph,
    MoveRegion,
    Order,
    Reject,
    SplitArticle,
    SplitParagraph,
    Write,
)


def applied(page: Page, action: Action, read: Page) -> Page:
    """The page after the action. `read` is the page as it was read, to which what was rejected goes back.

    Readings are never changed, and the first law holds as it did before. ActionError, with what to do, where
    the action does not fit the page.
    """
    match action:
        case Accept():
            return writing.accept(page, action, read)
        case Reject():
            return writing.reject(page, action, read)
        case Choose():
            return writing.choose(page, action, read)
        case Write():
            return writing.write(page, action)
        case Change():
            return writing.change(page, action)
        case Keep():
            writing.check_before(page, action)
            return page
        case SplitParagraph():
            return stories.split_paragraph(page, action)
        case JoinParagraphs():
            return stories.join_paragraphs(page, action)
        case MergeArticles():
            return stories.merge_articles(page, action)
        case SplitArticle():
            return stories.split_article(page, action)
        case MoveParagraph():
            return stories.move_paragraph(page, action)
        case MoveRegion():
            return moving.move_region(page, action)
        case Label():
            return moving.label(page, action)
        case Order():
            return moving.order(page, action)
        case _:
            return page


def steps(read: Page, actions: Iterable[Action]) -> tuple[Page, ...]:
    """The page as it was read, and then after each action; one that does not fit changes nothing."""
    pages = [read]
    for action in actions:
        try:
            pages.append(applied(pages[-1], action, read))
        except ActionError:
            pages.append(pages[-1])
    return tuple(pages)


def replayed(read: Page, actions: Iterable[Action]) -> Page:
    """The page with all actions done to it, and with the facts that follow from its text (datelines, jump
    lines, the nameplate) found anew."""
    page = steps(read, actions)[-1]
    return page if page is read else with_facts(page)
