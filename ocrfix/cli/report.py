"""`ocrfix report`: a collection on one page for the browser or the printer."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    collection: Annotated[Path, typer.Argument(metavar="COLLECTION", help="What `ocrfix batch -o` wrote.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Where it goes; COLLECTION/report.html by default."),
    ] = None,
) -> None:
    """Write a self-contained HTML page: totals, progress of the review, worst pages, causes of failure,
    frequent edits and doubts."""
    from ocrfix.batch.report import write_report
    from ocrfix.review.desk import progress_of

    target = out or collection / "report.html"
    write_report(collection, target, progress_of(collection))
    print(target)
