"""`ocrfix evaluate`: how near a result is to a truth."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ocrfix.errors import FormatError

if TYPE_CHECKING:
    from ocrfix.evaluate.report import Report

_TRUTH = (
    "a truth has `articles`, each with `headline` and `body`, a list of paragraphs, or `start` and `end`; or "
    "`regions`, or `text_items`"
)
_FULL_TRUTH = "for --repair a truth has `articles`, each with `headline` and `body`, a list of paragraphs"
_RESULT = "give a JSON file that `ocrfix page` wrote"


def evaluate(
    truth: Annotated[
        Path,
        typer.Argument(
            metavar="TRUTH", help="The truth, a JSON file; with --repair also a folder of NAME.truth.json."
        ),
    ],
    results: Annotated[
        list[Path],
        typer.Argument(
            metavar="OUT.json", help="What `ocrfix page` wrote; several pages are taken together."
        ),
    ],
    repair: Annotated[
        bool, typer.Option("--repair", help="Measure what repair did: gain, harm, pages made better.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare a page that ocrfix wrote with its truth.

    The truth may be a page's full text, its regions, an outline (first and last words of each article) or
    transcribed items without a place; its content tells which. With --repair it is full text, and the page
    as it was read is compared with the page as it was repaired.
    """
    reports = [_repair_report(truth, results)] if repair else _reports(truth, results)
    if as_json:
        figures = {name: value for report in reports for name, value in report.figures.items()}
        print(json.dumps(figures, ensure_ascii=False))
        return
    for report in reports:
        _print_rows(report.details)
        print()
    _print_rows([("MEASURE", "VALUE", ""), *(row for report in reports for row in report.measures)])


def _reports(truth: Path, results: Sequence[Path]) -> "list[Report]":
    from ocrfix.evaluate.result import joined, read_result
    from ocrfix.evaluate.truth import measures_of

    with _named(truth, _TRUTH):
        measures = measures_of(_document(truth))
    pages = []
    for number, path in enumerate(results):
        with _named(path, _RESULT):
            pages.append(read_result(_document(path), number))
    found = joined(pages)
    return [measure(found) for measure in measures]


def _repair_report(truth: Path, results: Sequence[Path]) -> "Report":
    """Every page by itself against the truth, or against the truth of its name in a folder."""
    from ocrfix.evaluate.repair import RepairScore, score_repair
    from ocrfix.evaluate.report import report_repair
    from ocrfix.evaluate.text import read_truth
    from ocrfix.model.from_json import from_dict
    from ocrfix.model.node import Node

    scores = []
    for path in results:
        printed = truth / f"{path.stem}.truth.json" if truth.is_dir() else truth
        with _named(printed, _FULL_TRUTH):
            right = read_truth(Node(_document(printed)))
        with _named(path, _RESULT):
            scores.append(score_repair(right, from_dict(_document(path))))
    return report_repair(RepairScore(pages=tuple(scores)))


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
