"""`ocrfix revert`: changes taken back; the reading is what it always was."""

from pathlib import Path
from typing import Annotated

import typer

from ocrfix.errors import FormatError
from ocrfix.formats import FORMATS


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
    beside = [
        form for form in FORMATS.values() if not form.of_issue and file.with_suffix(form.suffix).exists()
    ]
    texts = {form.suffix: form.write(page).encode() for form in beside if form.suffix != file.suffix}
    write_page(file.parent, file.stem, {**texts, file.suffix: FORMATS["json"].write(page).encode()})
    taken = len(before.edits) - len(page.edits)
    print(f"{page.name}: {taken:,} edit{'' if taken == 1 else 's'} taken back, {len(page.edits):,} left")
