"""A manifest: a CSV or JSONL file that lists scans and says what is known of them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocrfix.batch.dates import date_in, number_of
from ocrfix.errors import FormatError
from ocrfix.settings import LANGUAGES

_SUFFIXES = {".csv", ".jsonl", ".ndjson"}
_FIELDS = ("file", "title", "date", "page", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a manifest says of a file: `date` is ISO, `number` the number of its first page as printed."""

    title: str | None = None
    date: str | None = None
    number: str | None = None
    language: str | None = None


def is_manifest(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES


def read_manifest(path: Path) -> Iterator[tuple[Path, Row]]:
    """The files of a manifest in its order; relative ones are looked for beside it.

    Raises FormatError with the number of the line that is wrong.
    """
    lines: dict[Path, int] = {}
    for number, fields in _rows(path):
        row = _row(fields, path, number)
        file = path.resolve().parent / str(fields["file"])
        if file in lines:
            why = f"line {number}: {fields['file']} was listed in line {lines[file]} already"
            raise _wrong(path, why, "list every file once")
        lines[file] = number
        yield file, row


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path, "is not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}", "check its permissions") from error
    if path.suffix.lower() == ".csv":
        yield from _csv_rows(text, path)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _json_row(line, path, number)


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text))
    if "file" not in (reader.fieldnames or ()):
        why = "line 1: no column is called file"
        raise _wrong(path, why, f"begin it with a line of names: {','.join(_FIELDS)}")
    for fields in reader:
        yield reader.line_num, {name: value for name, value in fields.items() if name}


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas; semicolons or tabs where the first line has those, as spreadsheets write them."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)

    class Dialect(csv.excel):
        delimiter = separator

    return Dialect


def _json_row(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _wrong(path, f"line {number}: not JSON", "write one object a line") from error
    if not isinstance(fields, dict):
        raise _wrong(path, f"line {number}: not an object", "write one object a line")
    return fields


def _row(fields: dict[str, Any], path: Path, number: int) -> Row:
    known = {name: str(fields.get(name) or "").strip() or None for name in _FIELDS}
    date = known["date"] and date_in(known["date"])
    if known["file"] is None:
        raise _wrong(path, f"line {number}: names no file", "fill in the column file")
    if known["date"] and not date:
        raise _wrong(path, f"line {number}: {known['date']!r} is no day", "write it as 1939-04-23")
    if known["language"] not in (None, *LANGUAGES):
        why = f"line {number}: the language {known['language']!r} is unknown"
        raise _wrong(path, why, f"use one of {', '.join(LANGUAGES)}")
    return Row(
        title=known["title"],
        date=date,
        number=number_of(known["page"]) if known["page"] else None,
        language=known["language"],
    )


def _wrong(path: Path, why: str, hint: str) -> FormatError:
    return FormatError(f"{path}: {why}", hint)
