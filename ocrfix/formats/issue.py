"""An issue: the pages that were printed together, in their order, and where their scans are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ocrfix.formats.dates import date_in
from ocrfix.model.page import Page

_SUFFIX = re.compile(r"(\.(ocrfix|alto|page|hocr|abbyy))?\.(json|xml|html?|hocr|alto)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, its scan where that is at hand, and the name of its files without suffix."""

    page: Page
    stem: str
    scan: Path | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """`name` names the issue's files; the files of its pages stand beside them, as
    STEM.alto.xml and so on. `base_url` is where they are to be served, for formats whose ids are URLs."""

    name: str
    leaves: tuple[Leaf, ...]
    base_url: str = "https://example.org/newspapers"

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(leaf.page for leaf in self.leaves)

    @property
    def title(self) -> str | None:
        """The newspaper's title, from the first page that prints it."""
        return next((plate.title for page in self.pages if (plate := page.nameplate) and plate.title), None)

    @property
    def printed_date(self) -> str | None:
        return next((plate.date for page in self.pages if (plate := page.nameplate) and plate.date), None)

    @property
    def number(self) -> str | None:
        """The number of the issue as printed."""
        return next((plate.issue for page in self.pages if (plate := page.nameplate) and plate.issue), None)

    @property
    def date(self) -> date | None:
        """The day of the issue: as printed, else from the name of its files."""
        names = (date_in(name) for name in (self.name, *(page.name for page in self.pages)))
        return date_in(self.printed_date) or next((day for day in names if day), None)

    @property
    def language(self) -> str:
        """That of most pages."""
        tags = [page.language for page in self.pages if page.language != "und"]
        return max(tags, key=tags.count, default="und")

    @property
    def label(self) -> str:
        """What to call it: title and date, else its name."""
        day = self.date.isoformat() if self.date else self.printed_date
        return ", ".join(part for part in (self.title, day) if part) or self.name


def page_stem(path: Path) -> str:
    """The name of a page's file without the suffixes of formats.

    >>> page_stem(Path("out/p1.alto.xml")), page_stem(Path("19140327.json"))
    ('p1', '19140327')
    """
    return _SUFFIX.sub("", path.name)


def in_order(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """By name, numbers by their value.

    >>> from ocrfix.model.page import Source
    >>> def leaf(name):
    ...     source = Source(file=None, page=1, sha256=None, width_px=None, height_px=None)
    ...     return Leaf(Page(name=name, source=source, language="und"), name)
    >>> [leaf.page.name for leaf in in_order([leaf("p10"), leaf("p9"), leaf("P1")])]
    ['P1', 'p9', 'p10']
    """
    return tuple(sorted(leaves, key=lambda leaf: (_natural(leaf.page.name), leaf.page.name)))


def _natural(name: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", name)
    ]
