"""`ocrfix revert`: changes taken back; the reading is what it always was."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.errors import FormatError
from ocrfix.formats import FORMATS, Format

if TYPE_CHECKING:
    from ocrfix.model.page import Page


def revert(
    file: Annotated[Path, typer.Argument(metavar="OUT.json", help="A page that ocrfix wrote.")],
    rules: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="R", help="Take back the edits of this rule or group of rules."),
    ] = None,
    edits: Annotated[
        list[str] | None, typer.Option("--edit", metavar="ID", help="Take back this edit.")
    ] = None,
) -> None:
    """Take changes back, all of them where none are named, and write OUT.json and its text forms again."""
    from ocrfix.model.from_json import from_json
    from ocrfix.repairing import reverted
    from ocrfix.store import write_page

    try:
        before = from_json(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise FormatError(
            f"{file}: cannot be read: {error.strerror or error}", "give the path of a JSON file"
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{file}: not UTF-8", "give a JSON file that ocrfix wrote") from error
    except FormatError as error:
        raise FormatError(f"{file}: {error.message}", error.hint) from error
    page = reverted(before, rules=rules or (), edits=edits or ())
    texts = {form.suffix: form.write(page) for form in _ours_beside(file, before)}
    write_page(file.parent, file.stem, {**texts, file.suffix: FORMATS["json"].write(page)})
    taken = len(before.edits) - len(page.edits)
    print(f"{page.name}: {taken:,} edit{'' if taken == 1 else 's'} taken back, {len(page.edits):,} left")


def _ours_beside(file: Path, page: "Page") -> Iterator[Format]:
    """The forms of the page that stand beside its JSON as ocrfix wrote them; of any other file of such a
    name, as the source or what was changed by hand, it is said that it stays."""
    for form in FORMATS.values():
        other = file.with_suffix(form.suffix)
        if form.of_issue or form.suffix == file.suffix or not other.is_file():
            continue
        if _holds(other, form.write(page)):
            yield form
        else:
            print(f"ocrfix: {other} is not what ocrfix wrote of this page; it stays", file=sys.stderr)


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False
