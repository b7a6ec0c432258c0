"""Actions that change or confirm what is written in a line. Readings stay; edits and doubts come and go."""

from dataclasses import replace

from ocrfix.errors import ActionError
from ocrfix.model.edit import Edit, apart
from ocrfix.model.page import Doubt, Page
from ocrfix.review.action import Accept, Change, Choose, Keep, Reject, Write
from ocrfix.review.items import (
    EDITOR,
    LineTexts,
    Spot,
    doubt_id,
    doubt_named,
    edit_named,
    spot_of_doubt,
    spot_of_edit,
)
from ocrfix.review.spans import changed, common_ends, differences

SEEN = "seen by the editor"
CHOSEN = "chosen by the editor"
WRITTEN = "written by the editor"


def accept(page: Page, action: Accept, read: Page) -> Page:
    """The item's proposal with the editor's name to it; what was rejected before comes back."""
    edit = edit_named(page, action.item)
    if edit is not None:
        return _with_edit(page, _seen(edit))
    doubt = doubt_named(page, action.item) or doubt_named(read, action.item)
    if doubt is not None:
        return _doubt_accepted(page, doubt)
    return _restored(page, _read_edit(read, action.item))


def reject(page: Page, action: Reject, read: Page) -> Page:
    """What was read stands."""
    if edit_named(page, action.item) is not None:
        page = replace(page, edits=tuple(edit for edit in page.edits if edit.id != action.item))
    doubt = doubt_named(page, action.item)
    if doubt is not None:
        return without_doubt(page, doubt)
    if doubt_named(read, action.item) is None:
        _read_edit(read, action.item)
    return page


def choose(page: Page, action: Choose, read: Page) -> Page:
    """The text that the editor chose, where the item stands."""
    texts = LineTexts(page)
    doubt = doubt_named(read, action.item)
    answered = edit_named(page, action.item)
    if answered is None and doubt is not None:
        spot = spot_of_doubt(doubt, texts)
        if spot is None:
            raise ActionError(f"{action.item} stands in no line", "accept it or reject it")
        page = _mended(page, spot, action.text, action.item, "choose", CHOSEN)
    else:
        spot = spot_of_edit(answered or _read_edit(read, action.item), texts)
        page = _rewritten(page, spot, action.text, action.item, "choose", CHOSEN)
    still = doubt_named(page, action.item)
    return page if still is None else without_doubt(page, still)


def write(page: Page, action: Write) -> Page:
    """The line as the editor wrote it. Edits that it still has are accepted, its doubts are answered."""
    text = _text_of(page, action.line)
    number = max((int(e.id[1:]) for e in page.edits if e.id[:1] == "w" and e.id[1:].isdecimal()), default=0)
    for count, (start, end, new) in enumerate(differences(text, action.text), 1):
        spot = Spot(line=action.line, start=start, end=end, reading=text[start:end], proposal=None)
        page = _rewritten(page, spot, new, f"w{number + count}", "write", WRITTEN)
    edits = (_seen(e) if e.line == action.line and not _is_editors(e) else e for e in page.edits)
    page = replace(page, edits=tuple(edits))
    for doubt in [doubt for doubt in page.doubts if doubt.line == action.line]:
        page = without_doubt(page, doubt)
    return page


def change(page: Page, action: Change) -> Page:
    """One stretch of the line replaced."""
    check_before(page, action)
    text = _text_of(page, action.line)
    end = action.start + len(action.before)
    return write(page, Write(action.line, text[: action.start] + action.after + text[end:]))


def check_before(page: Page, action: Change | Keep) -> None:
    """ActionError where the line does not read what the action says."""
    text = _text_of(page, action.line)
    if text[action.start : action.start + len(action.before)] != action.before:
        raise ActionError(
            f"line {action.line} does not read {action.before!r} there any more", "look at the line again"
        )


def without_doubt(page: Page, doubt: Doubt) -> Page:
    """The page without a doubt; one about an article's structure is the article's too."""
    articles = tuple(
        replace(article, doubts=tuple(text for text in article.doubts if text != doubt.text))
        if doubt.text in article.doubts
        and doubt.region in (*article.headline, *article.byline, *(() if doubt.region else (None,)))
        else article
        for article in page.articles
    )
    return replace(page, articles=articles, doubts=tuple(d for d in page.doubts if d != doubt))


def _doubt_accepted(page: Page, doubt: Doubt) -> Page:
    spot = spot_of_doubt(doubt, LineTexts(page))
    if spot is not None and spot.proposal is not None:
        page = _mended(page, spot, spot.proposal, doubt_id(doubt), "accept", SEEN)
    return without_doubt(page, doubt)


def _mended(page: Page, spot: Spot, new: str, name: str, how: str, key: str) -> Page:
    """The characters of a stretch that are others in the new text replaced: an edit beside them, which the
    new text has too, stays an edit of its own."""
    if spot.reading == new:
        return page
    head, tail = common_ends(spot.reading, new)
    spot = replace(spot, start=spot.start + head, end=spot.end - tail)
    return _rewritten(page, spot, new[head : len(new) - tail], name, how, key)


def _rewritten(page: Page, spot: Spot, new: str, name: str, how: str, key: str) -> Page:
    """A stretch of a line's text replaced by an edit of the editor, which takes the place of others."""
    line = LineTexts(page).lines[spot.line]
    own = [edit for edit in page.edits if edit.line == spot.line]
    found = changed(line.reading, own, spot.start, spot.end, new)
    gone = {edit.id for edit in found.absorbed} | {name}
    kept = tuple(edit for edit in page.edits if edit.id not in gone)
    if found.before == found.after:
        return replace(page, edits=kept)
    edit = Edit(
        id=name,
        line=spot.line,
        start=found.start,
        before=found.before,
        after=found.after,
        rule=f"{EDITOR}{how}",
        visual=key,
        language=key,
    )
    return replace(page, edits=(*kept, edit))


def _seen(edit: Edit) -> Edit:
    return replace(edit, rule=f"{EDITOR}accept", visual=SEEN, confidence=1.0)


def _is_editors(edit: Edit) -> bool:
    return edit.rule.startswith(EDITOR)


def _with_edit(page: Page, new: Edit) -> Page:
    return replace(page, edits=tuple(new if edit.id == new.id else edit for edit in page.edits))


def _read_edit(read: Page, name: str) -> Edit:
    edit = edit_named(read, name)
    if edit is None:
        raise ActionError(f"the page has no edit or doubt {name!r}", "load the page again")
    return edit


def _restored(page: Page, edit: Edit) -> Page:
    """An edit that was taken out, put in again."""
    if not apart([edit], (other for other in page.edits if other.line == edit.line)):
        raise ActionError(
            f"another change stands in the place of {edit.id}", "edit the line, or undo that change"
        )
    return replace(page, edits=(*page.edits, _seen(edit)))


def _text_of(page: Page, line: str) -> str:
    texts = LineTexts(page)
    if line not in texts.lines:
        raise ActionError(f"the page has no line {line!r}", "load the page again")
    return texts.text(line)
