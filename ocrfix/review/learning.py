"""Learning: what editors accepted, rejected and wrote becomes the lessons of their collection."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from filelock import FileLock, Timeout
from rapidfuzz.distance import Levenshtein

from ocrfix.errors import OutputError
from ocrfix.lessons import Lesson, LessonKind, keep, lessons_of
from ocrfix.lexicons import read_lexicon
from ocrfix.model.learned import NOTHING_LEARNED
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.decode import WIDE
from ocrfix.repair.misreads import judge_misreads
from ocrfix.repair.passage import passages_of
from ocrfix.review.action import Action, MarkPage
from ocrfix.review.changes import replayed
from ocrfix.review.confusing import Known, confusions_in
from ocrfix.review.decisions import Decision, decisions
from ocrfix.review.record import FILE, Record, standing
from ocrfix.review.refusing import refusals_in
from ocrfix.review.replay import ReviewedPage, repaired_anew, with_verdicts
from ocrfix.review.wording import words_in

MISREAD = "misread."
"""How the rules of edits begin that lessons weigh."""

_LOCK = ".lessons.lock"
_PATIENCE_S = 600.0


def learn(collection: Path) -> tuple[Lesson, ...]:
    """Learn from all that was reviewed in a collection; its lessons, which are kept.

    Learned anew from the whole record each time, so that what was undone is forgotten. What somebody took
    back stays so. Every reviewed page is repaired twice or more, about a second each. Who comes while another
    process learns waits for it; OutputError where that takes too long.
    """
    path = collection / FILE
    if not path.is_file():
        return lessons_of(collection)
    try:
        with FileLock(collection / _LOCK, timeout=_PATIENCE_S):
            return _learned(collection, path)
    except Timeout as error:
        raise OutputError(f"{collection}: another ocrfix is learning there", "wait for it") from error


def _learned(collection: Path, path: Path) -> tuple[Lesson, ...]:
    lexicon = replace(read_lexicon(collection), learned=NOTHING_LEARNED)
    with Record(path) as record:
        decided = tuple(decisions(record))
        pages = tuple(_reviewed_pages(record, decided, lexicon))
    unwanted = {lesson.key for lesson in lessons_of(collection) if not lesson.wanted}
    found = [
        replace(lesson, wanted=lesson.key not in unwanted) for lesson in lessons_from(decided, pages, lexicon)
    ]
    return keep(collection, with_verdicts(found, pages, lexicon))


def lessons_from(
    decided: Sequence[Decision], pages: Sequence[ReviewedPage], lexicon: UserLexicon
) -> Iterator[Lesson]:
    """What there is to be learned, before it is tried on the pages."""
    yield from refusals_in(decided)
    yield from map(_text_lesson, filter(lambda page: page.text, pages))
    yield from words_in(decided, [text for page in pages for text in page.truth.values()])
    yield from confusions_in(known for page in pages for known in known_cases(page, lexicon))


def _reviewed_pages(
    record: Record, decided: Sequence[Decision], lexicon: UserLexicon
) -> Iterator[ReviewedPage]:
    """The pages with their reviewed lines: all where the page was marked good, else those decided on."""
    lines = {page: {item.line for item in items} for page, items in _by_page(decided)}
    for number, name in record.reviewed_pages():
        read = record.reading(number)
        steps = standing(record.entries(number))
        if read is None or not steps.done:
            continue
        page = replayed(read.page, steps.actions)
        good = _mark(steps.actions) == "good"
        truth = {
            line.id: line_text(line, page.edits)
            for line in page.lines()
            if good or line.id in lines.get(name, ())
        }
        if truth:
            last = steps.done[-1]
            anew = repaired_anew(replace(read.page, name=name), lexicon)
            text = _text(page) if good and page.language.startswith("zh") else ""
            yield ReviewedPage(anew, truth, text, last.author, last.time)


def _text(page: Page) -> str:
    """The text of a page, a paragraph a line, marks in the width of Chinese."""
    return "\n".join(passage.text.translate(WIDE) for passage in passages_of(page, page.edits))


def _text_lesson(reviewed: ReviewedPage) -> Lesson:
    return Lesson(
        kind=LessonKind.TEXT,
        text=reviewed.page.name,
        witnesses=1,
        pages=(reviewed.page.name,),
        editors=(reviewed.author,),
        first=reviewed.time,
        last=reviewed.time,
        content=reviewed.text,
    )


def _by_page(decided: Iterable[Decision]) -> Iterator[tuple[str, Iterator[Decision]]]:
    return groupby(sorted(decided, key=lambda item: item.page), key=lambda item: item.page)


def _mark(actions: Iterable[Action]) -> str | None:
    marks = [action.state for action in actions if isinstance(action, MarkPage)]
    return marks[-1] if marks else None


def known_cases(reviewed: ReviewedPage, lexicon: UserLexicon) -> Iterator[Known]:
    """The characters of reviewed lines that may be misread, each with whether it was."""
    page = reviewed.page
    others = [edit for edit in page.edits if not edit.rule.startswith(MISREAD)]
    lines = {line.id: line for line in page.lines()}
    printed = {name: _printed(lines[name].reading, right) for name, right in reviewed.truth.items()}
    for case in judge_misreads(page, others, lexicon.never):
        char = printed.get(case.line, {}).get(case.start)
        if char in (case.now, case.then):
            yield Known(
                case=case,
                misread=char == case.then,
                page=page.name,
                author=reviewed.author,
                time=reviewed.time,
            )


def _printed(reading: str, right: str) -> dict[int, str]:
    """What was printed where each character was read, where the two can be laid side by side.

    >>> _printed("进人园", "进入园区")
    {0: '进', 1: '入', 2: '园'}
    """
    found: dict[int, str] = {}
    for block in Levenshtein.opcodes(reading, right):
        places = range(block.src_start, block.src_end)
        if len(places) == block.dest_end - block.dest_start:
            found.update(zip(places, right[block.dest_start : block.dest_end], strict=True))
    return found
