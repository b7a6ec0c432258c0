"""`ocrfix evaluate`: how near a result is to a truth."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ocrfix.errors import FormatError

_TRUTH = "a truth has `articles`, each with `headline` and `body`, a list of paragraphs"
_RESULT = "give a JSON file that `ocrfix page` wrote"


def evaluate(
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="The truth, a JSON file.")],
    result: Annotated[Path, typer.Argument(metavar="OUT.json", help="What `ocrfix page` wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare a page that ocrfix wrote with its truth."""
    from ocrfix.evaluate.report import article_rows, score_as_dict, score_rows
    from ocrfix.evaluate.text import read_result, read_truth, score_text

    with _named(truth, _TRUTH):
        wanted = read_truth(_document(truth))
    with _named(result, _RESULT):
        found = read_result(_document(result))
    score = score_text(wanted, found)
    if as_json:
        print(json.dumps(score_as_dict(score), ensure_ascii=False))
        return
    _print_rows([("ARTICLE", "CER", ""), *article_rows(score)])
    print()
    _print_rows([("MEASURE", "VALUE", ""), *score_rows(score)])


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"cannot be read: {error.strerror}", "give the path of a JSON file") from error
    except ValueError as error:
        raise FormatError(f"is not JSON: {error}", "give the path of a JSON file") from error


@contextmanager
def _named(path: Path, hint: str) -> Iterator[None]:
    """Faults inside name the file."""
    try:
        yield
    except FormatError as error:
        raise FormatError(f"{path}: {error.message}", hint) from error


def _print_rows(rows: Sequence[tuple[str, ...]]) -> None:
    """Columns as wide as their widest text; Chinese characters are two cells wide."""
    from rich.cells import cell_len

    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())
