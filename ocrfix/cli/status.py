"""`ocrfix status`: how far a batch is, and which pages failed and why."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.cli.results import in_words, same_bytes

if TYPE_CHECKING:
    from ocrfix.batch.status import Status


def status(
    collection: Annotated[Path, typer.Argument(metavar="COLLECTION", help="What `ocrfix batch -o` wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the counts of a collection, and every failed page with its reason."""
    from ocrfix.batch.status import status_of
    from ocrfix.image.scan import shown_path
    from ocrfix.review.reviewed import reviewed_in

    found, reviewed = status_of(collection), reviewed_in(collection)
    if as_json:
        told = asdict(found) | {"reviewed": reviewed}
        print(json.dumps(told, ensure_ascii=False, default=shown_path))
    else:
        _print(found)
        if reviewed:
            print(f"{reviewed:,} reviewed")


def _print(found: "Status") -> None:
    from ocrfix.image.scan import shown_path

    print(f"{in_words([(found.pages, 'page')])} of {in_words([(found.files, 'file')])}")
    print(in_words([(found.articles, "article"), (found.issues, "issue")]))
    for counted in (found.states, found.verdicts):
        for name, count in counted.items():
            print(f"  {name:12}{count:9,}")
    if found.duplicates:
        print(same_bytes(found.duplicates))
    if found.contradictions:
        print(f"{in_words([(len(found.contradictions), 'contradiction')])}:")
        for words in found.contradictions:
            print(f"  {words}")
    if found.failed:
        print(f"{len(found.failed):,} failed:")
        for page in found.failed:
            print(f"  {shown_path(page.file)}, page {page.number}: {page.error}; {page.hint}")
