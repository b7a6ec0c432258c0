"""What file names say: title, day and page number."""

import re
from dataclasses import dataclass
from functools import cached_property

from ocrfix.batch.dates import date_in, number_of
from ocrfix.errors import SettingsError

_PARTS = {
    "title": r"(?P<title>[^/]+?)",
    "date": r"(?P<date>\d{4}[-._]?\d\d[-._]?\d\d)",
    "page": r"(?P<page>[A-Za-z]?\d+)",
    "any": r"[^/]*?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a name says: `date` is ISO, `number` a page number without leading zeros."""

    title: str | None = None
    date: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class NamePattern:
    """A pattern such as {title}/{date}/p{page}; {any} stands for what does not matter.

    It is held against the end of a path without its suffix. Raises SettingsError where it names no part.

    >>> NamePattern("{title}_{date}_p{page}").read("scans/nongmin_20101216_p07")
    Named(title='nongmin', date='2010-12-16', number='7')
    >>> NamePattern("{date}/{any}{page}").read("a/1939-04-23/sheet2").date
    '1939-04-23'
    >>> NamePattern("{date}_p{page}").read("cover").number is None
    True
    """

    pattern: str

    def __post_init__(self) -> None:
        self._regex  # noqa: B018  # a bad pattern is told now, not at the first name

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = re.split(r"\{(\w*)\}", self.pattern)
        hint = "use {title}, {date}, {page} and {any}, each of the first three once at most"
        unknown = [name for name in parts[1::2] if name not in _PARTS]
        if unknown or len(parts) < 3:
            raise SettingsError(f"--name-pattern {self.pattern}: names no such part", hint)
        regex = "".join(_PARTS[part] if n % 2 else re.escape(part) for n, part in enumerate(parts))
        try:
            return re.compile(f"(?:^|/){regex}$")
        except re.error as error:
            raise SettingsError(f"--name-pattern {self.pattern}: names a part twice", hint) from error

    def read(self, stem: str) -> Named:
        """What a path without its suffix says; nothing where it does not match."""
        found = self._regex.search(stem)
        if found is None:
            return Named()
        said = found.groupdict()
        return Named(
            title=said.get("title"),
            date=date_in(said["date"]) if said.get("date") else None,
            number=number_of(said["page"]) if said.get("page") else None,
        )
