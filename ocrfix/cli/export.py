"""`ocrfix export`: pages that were read, in the formats that libraries run on."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.cli.faults import exit_code, show
from ocrfix.cli.gathering import Bundle, bundles_in
from ocrfix.cli.options import Formats
from ocrfix.errors import OcrfixError
from ocrfix.formats import FORMATS

if TYPE_CHECKING:
    from ocrfix.formats.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What came of an issue."""

    name: str
    pages: int
    written: Sequence[str]


def export(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PAGE...|COLLECTION",
            help="Pages (ocrfix JSON, ALTO, PAGE XML, hOCR, ABBYY XML), which make one issue, or folders "
            "with page JSON in them, where a folder is an issue.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")],
    formats: Formats,
    scans: Annotated[
        Path | None,
        typer.Option("--scans", metavar="FOLDER", help="Where the scans are, if not beside the pages."),
    ] = None,
    base_url: Annotated[
        str,
        typer.Option(metavar="URL", help="Where the results are to be served; for iiif, whose ids are URLs."),
    ] = "https://example.org/newspapers",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an issue.")] = False,
) -> None:
    """Write pages that were read as ALTO, PAGE, hOCR, METS, PDF, IIIF, TEI, CSV and more.

    Pages that were reviewed are written as their editor left them. Prints the names of the files.
    """
    failed: list[OcrfixError] = []
    for bundle in bundles_in(paths):
        try:
            done = _export(bundle, _issue(bundle, scans, base_url), out, formats.split(","))
        except OcrfixError as error:
            show(error)
            failed.append(error)
            if as_json:
                print(json.dumps({"name": bundle.name, "error": error.message, "hint": error.hint}))
            continue
        if as_json:
            print(json.dumps(asdict(done), ensure_ascii=False), flush=True)
        elif not quiet:
            print("\n".join(done.written), flush=True)
    if failed:
        raise typer.Exit(exit_code(failed[0]))


def _export(bundle: Bundle, issue: "Issue", out: Path, formats: Sequence[str]) -> Exported:
    from ocrfix.store import prepare_folder, write_atomically

    folder = out / bundle.folder
    prepare_folder(folder)
    written = []
    for path, data in files_of(issue, folder, formats):
        write_atomically(path, data)
        written.append(path.as_posix())
    return Exported(name=issue.name, pages=len(issue.leaves), written=written)


def _issue(bundle: Bundle, scans: Path | None, base_url: str) -> "Issue":
    from ocrfix.formats.issue import Issue, Leaf, in_order
    from ocrfix.review.reviewed import reviewed_pages
    from ocrfix.scans import find_scan
    from ocrfix.store import output_path

    leaves = [
        Leaf(
            page, output_path(Path(), page.name, "").name, find_scan(page.source, path, bundle.folder, scans)
        )
        for path in bundle.files
        for page in reviewed_pages(path)
    ]
    return Issue(bundle.name, in_order(leaves), base_url)


def files_of(issue: "Issue", folder: Path, formats: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """The files of an issue, of each page and of the whole, each made when it is asked for."""
    from ocrfix.store import output_path

    for name in formats:
        chosen = FORMATS[name]
        if chosen.of_issue:
            yield output_path(folder, issue.name, chosen.suffix), chosen.write_issue(issue)
            continue
        for leaf in issue.leaves:
            yield folder / f"{leaf.stem}{chosen.suffix}", chosen.write(leaf.page).encode()
