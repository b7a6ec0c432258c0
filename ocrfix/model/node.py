"""A value in a JSON document that knows where it stands, so that an error can say which value is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from ocrfix.errors import FormatError

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Node:
    """`value` at `path` of a document. Every reading method raises FormatError with the path.

    >>> Node({"lines": [{"id": 7}]}).field("lines").items()[0].field("id").text()
    Traceback (most recent call last):
    ocrfix.errors.FormatError: $.lines[0].id: 7 is not a text; see `ocrfix page --print-schema`
    """

    value: Any
    path: str = "$"

    def wrong(self, why: str) -> NoReturn:
        raise FormatError(f"{self.path}: {why}", "see `ocrfix page --print-schema`")

    def field(self, name: str) -> "Node":
        """A member of an object; it must exist."""
        if not isinstance(self.value, dict):
            self.wrong(f"{self.shown} is not an object")
        if name not in self.value:
            self.wrong(f"the field {name!r} is missing")
        return Node(self.value[name], f"{self.path}.{name}")

    def optional(self, name: str) -> "Node":
        """A member of an object; null where it is missing."""
        return self.field(name) if name in dict(self.members()) else Node(None, f"{self.path}.{name}")

    def optional_items(self, name: str) -> list["Node"]:
        """The items of a list that older documents do not have."""
        return self.field(name).items() if name in dict(self.members()) else []

    def items(self, count: int | None = None) -> list["Node"]:
        """The items of a list, of `count` items where that is given."""
        if not isinstance(self.value, list):
            self.wrong(f"{self.shown} is not a list")
        if count is not None and len(self.value) != count:
            self.wrong(f"there are {len(self.value)} items instead of {count}")
        return [Node(item, f"{self.path}[{index}]") for index, item in enumerate(self.value)]

    def members(self) -> Iterator[tuple[str, "Node"]]:
        """The names and values of an object."""
        if not isinstance(self.value, dict):
            self.wrong(f"{self.shown} is not an object")
        for name, value in self.value.items():
            yield str(name), Node(value, f"{self.path}.{name}")

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.wrong(f"{self.shown} is not a text")
        return self.value

    def text_or_none(self) -> str | None:
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def number(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.wrong(f"{self.shown} is not a number")
        return float(self.value)

    def whole(self) -> int:
        number = self.number()
        if not number.is_integer():
            self.wrong(f"{self.shown} is not a whole number")
        return int(number)

    def kind(self, kinds: type[Kind]) -> Kind:
        text = self.text()
        try:
            return kinds(text)
        except ValueError:
            self.wrong(f"{text!r} is none of {', '.join(kinds)}")

    @property
    def shown(self) -> str:
        text = repr(self.value)
        return text if len(text) <= 40 else text[:40] + "…"
