"""`ocrfix retry`: the failed pages of a collection once more."""

from pathlib import Path
from typing import Annotated

import typer

from ocrfix.cli.batch import AsJson, Jobs, MaxFailures, PageTimeout, Quiet, plan_of, run
from ocrfix.cli.batch_progress import progress_for


def retry(
    collection: Annotated[Path, typer.Argument(metavar="COLLECTION", help="What `ocrfix batch -o` wrote.")],
    jobs: Jobs = "auto",
    max_failures: MaxFailures = None,
    page_timeout: PageTimeout = 300.0,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read the failed pages of a collection again, with the settings they were last read with."""
    from ocrfix.batch.work import failed_files

    files, order, pattern = failed_files(collection)
    plan = plan_of(jobs, max_failures, page_timeout)
    progress = progress_for(quiet=quiet, as_json=as_json)
    run(collection, [files], order, pattern, plan, progress, quiet or as_json)
