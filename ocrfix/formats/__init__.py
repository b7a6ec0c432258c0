"""The formats that a page can be written in, and the one list of them."""

from collections.abc import Callable
from dataclasses import dataclass

from ocrfix.formats.markdown import write_markdown
from ocrfix.formats.text import write_text
from ocrfix.model.as_json import to_json
from ocrfix.model.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` begins with a dot; `write` gives the whole content of the file, in UTF-8."""

    suffix: str
    write: Callable[[Page], str]


FORMATS = {
    "json": Format(".json", to_json),
    "md": Format(".md", write_markdown),
    "txt": Format(".txt", write_text),
}
