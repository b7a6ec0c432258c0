"""What goes to a worker and what comes back. Everything here can be sent to another process or machine."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from ocrfix.batch.grades import Grades
from ocrfix.errors import OcrfixError
from ocrfix.model.learned import Learned
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a page is to be read and written. `formats` are names of `formats.FORMATS`."""

    settings: Settings
    formats: tuple[str, ...]
    overlay: bool = False
    max_megapixels: float = 400.0

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"settings": _settings_out(self.settings)}, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> "Order":
        """The order that `to_json` wrote."""
        fields: dict[str, Any] = json.loads(text)
        fields |= {"settings": _settings_in(fields["settings"]), "formats": tuple(fields["formats"])}
        return Order(**fields)

    def taught(self, learned: Learned) -> "Order":
        """The order with these lessons."""
        lexicon = replace(self.settings.lexicon, learned=learned)
        return replace(self, settings=replace(self.settings, lexicon=lexicon))

    @property
    def hash(self) -> str:
        """The same for the same order, on every machine, whatever was learned in between.

        A lesson says how pages that come are read; for its sake none that is done is read again.
        """
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]


def _settings_out(settings: Settings) -> dict[str, Any]:
    """The settings as JSON can hold them, without lessons; the same settings always in the same words."""
    lexicon, model = settings.lexicon, settings.language_model
    return asdict(settings) | {
        "lexicon": [sorted(lexicon.words), sorted(lexicon.never), sorted(lexicon.always)],
        "language_model": None if model is None else str(model),
    }


def _settings_in(fields: dict[str, Any]) -> Settings:
    words, never, always = fields["lexicon"]
    lexicon = UserLexicon(
        words=frozenset(words),
        never=frozenset(never),
        always=tuple((wrong, right) for wrong, right in always),
    )
    model = fields["language_model"]
    return Settings(**fields | {"lexicon": lexicon, "language_model": None if model is None else Path(model)})


@dataclass(frozen=True, slots=True)
class CountPages:
    """Say how many pages the file has. `file` is its id in the ledger."""

    file: int
    path: Path

    @property
    def number(self) -> int:
        """The page that stands for the file where it cannot be counted."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """Read page `number` of the file. `size` and `mtime_ns` are those of the bytes that `sha256` is of;
    `called` is what the scan is called in its results where the path does not say it."""

    file: int
    path: Path
    number: int
    sha256: str
    size: int
    mtime_ns: int
    order: Order
    called: str | None = None


Task: TypeAlias = CountPages | ReadPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text that can be searched for: `kind` is article, caption, advert, furniture or unplaced.

    `box` is left, top, right, bottom in whole pixels of the scan; `lines` holds for every line of the text
    where it begins in it and its box.
    """

    kind: str
    name: str
    headline: str
    text: str
    box: tuple[int, int, int, int]
    lines: tuple[tuple[int, int, int, int, int], ...] = ()
    byline: str | None = None
    continued_from: str | None = None
    continues_on: str | None = None
    confidence: float | None = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page prints about itself: title, day (ISO), weekday (0 is Monday) and page number."""

    title: str | None = None
    date: str | None = None
    weekday: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One page that was read. `part` is "left" or "right" of two facing pages, else ""; `files` holds the
    content of its files by suffix; `remarks` counts edits and doubts as (kind, words)."""

    part: str
    files: dict[str, bytes]
    language: str
    characters: int
    articles: int
    doubts: int
    edits: int
    grades: Grades
    facts: Facts
    passages: tuple[Passage, ...]
    remarks: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesRead:
    """One result, or two where two pages face each other in the scan."""

    results: tuple[Result, ...]
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why nothing came of a task. `again`: another try may go better, as after a worker that died."""

    error: OcrfixError
    seconds: float = 0.0
    peak_mb: float = 0.0
    again: bool = False


Outcome: TypeAlias = Counted | PagesRead | Failed

Reader: TypeAlias = Callable[[Task], Outcome]
"""Does a task in a worker. It must be a function of a module, so that another process finds it by name."""


def cause_of(error: OcrfixError, file: str) -> str:
    """A fault without what is special to one file, so that like can be counted with like.

    >>> cause_of(OcrfixError("a.tif: after page 2: the file is cut short (byte 77)", ""), "a.tif")
    'the file is cut short'
    >>> cause_of(OcrfixError("b.png: 300 × 200 px are 6 megapixels", ""), "b.png")
    'N × N px are N megapixels'
    """
    words = error.message.removeprefix(f"{file}: ")
    words = re.sub(r"^after page \d+: |\s*\(.*", "", words)
    return re.sub(r"\d[\d.,]*", "N", words)
