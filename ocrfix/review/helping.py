"""What a collection has learned, used on pages that were read before."""

from dataclasses import replace
from pathlib import Path

from ocrfix import __version__
from ocrfix.lessons import FILE
from ocrfix.lexicons import read_lexicon
from ocrfix.model.as_json import to_json
from ocrfix.model.page import Page, Step
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repairing import NO_WORDS
from ocrfix.review.record import Reading
from ocrfix.review.replay import repaired_anew
from ocrfix.store import stamp_of

_NAME = "lessons"
"""The setting of a page's first step that tells the lessons with which it was read."""


class Lessons:
    """The lessons of a collection that count now. They are read again where their file is another one."""

    def __init__(self, collection: Path) -> None:
        self._collection = collection
        self._known: tuple[tuple[int, int], UserLexicon] | None = None

    def are_new_to(self, page: Page) -> bool:
        """Whether there are lessons, and others than those with which the page was read."""
        learned = self._lexicon().learned
        return bool(learned) and all(dict(s.settings).get(_NAME) != learned.digest for s in page.steps)

    def used_on(self, reading: Reading) -> Reading:
        """The page as repair makes it of the same readings with the lessons."""
        lexicon = self._lexicon()
        digest = lexicon.learned.digest
        page = repaired_anew(reading.page, lexicon)
        first, *rest = page.steps or (Step("ocrfix", __version__),)
        kept = (pair for pair in first.settings if pair[0] != _NAME)
        page = replace(page, steps=(replace(first, settings=(*kept, (_NAME, digest))), *rest))
        return Reading(f"{reading.filed}+{digest}", page, to_json(page).encode())

    def _lexicon(self) -> UserLexicon:
        """The words and lessons of the collection; none while it has learned nothing yet."""
        stamp = stamp_of(self._collection / FILE)
        if stamp is None:
            return NO_WORDS
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, read_lexicon(self._collection)
        return self._known[1]
