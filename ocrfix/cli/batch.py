"""`ocrfix batch`: a folder tree goes in, a collection comes out; run again, it goes on."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.batch.ending import ended_by_sigterm
from ocrfix.cli.batch_progress import BatchProgress, progress_for
from ocrfix.cli.choices import one_of
from ocrfix.cli.options import AS_USUAL, Engine, Formats, Language, LanguageModel, Overlay
from ocrfix.cli.results import in_words, same_bytes
from ocrfix.errors import BatchError
from ocrfix.settings import Settings

if TYPE_CHECKING:
    from ocrfix.batch.patterns import NamePattern
    from ocrfix.batch.run import Totals
    from ocrfix.batch.sources import SourceFile
    from ocrfix.batch.task import Order
    from ocrfix.batch.work import Plan


def _count_or_auto(value: str) -> str:
    if value != "auto" and not (value.isdecimal() and int(value)):
        raise typer.BadParameter(f"{value!r} is neither a number from 1 nor auto.")
    return value


def _count_or_share(value: str | None) -> str | None:
    if value is None:
        return None
    figure = value.removesuffix("%")
    try:
        good = float(figure) >= 0 and (value.endswith("%") or figure.isdecimal())
    except ValueError:
        good = False
    if not good:
        raise typer.BadParameter(f"{value!r} is neither a number of pages nor a share such as 10%.")
    return value


Jobs = Annotated[
    str,
    typer.Option(
        metavar="N|auto", help="Pages at a time; auto looks at cores and memory.", callback=_count_or_auto
    ),
]
MaxFailures = Annotated[
    str | None,
    typer.Option(
        metavar="N|N%", help="Stop early where more pages fail; else never.", callback=_count_or_share
    ),
]
PageTimeout = Annotated[float, typer.Option(min=0.1, help="Seconds after which a page is given up.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object an event.")]


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Folders, patterns, files, or CSV and JSONL manifests."),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="COLLECTION", help="Folder of the collection.")],
    jobs: Jobs = "auto",
    formats: Formats = AS_USUAL,
    engine: Engine = "rapid",
    language: Language = "auto",
    language_model: LanguageModel = None,
    overlay: Overlay = False,
    max_megapixels: Annotated[float, typer.Option(min=0.1, help="Refuse larger scans.")] = 400.0,
    on_error: Annotated[
        str, typer.Option(metavar="skip|stop", help="After a failed page.", callback=one_of(("skip", "stop")))
    ] = "skip",
    max_failures: MaxFailures = None,
    page_timeout: PageTimeout = 300.0,
    name_pattern: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="What names say, as in '{title}_{date}_p{page}'."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Wait for more files, until Ctrl-C.")] = False,
    dask: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:PORT|local", help="Read on a Dask cluster.")
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read many scans into a collection. The same command again does what is new, changed or failed."""
    from ocrfix.batch.patterns import NamePattern
    from ocrfix.batch.sources import find_sources
    from ocrfix.batch.task import Order
    from ocrfix.batch.watch import arriving
    from ocrfix.lexicons import read_lexicon

    pattern = NamePattern(name_pattern) if name_pattern else None
    order = Order(
        settings=Settings(
            engine=engine,
            language=language,
            lexicon=read_lexicon(out if out.is_dir() else None),
            language_model=language_model and language_model.absolute(),
        ),
        formats=tuple(formats.split(",")),
        overlay=overlay,
        max_megapixels=max_megapixels,
    )
    files = find_sources(sources, out)
    passes = arriving(lambda: find_sources(sources, out)) if watch else [files]
    plan = plan_of(jobs, max_failures, page_timeout, stop_on_error=on_error == "stop", dask=dask)
    run(out, passes, order, pattern, plan, progress_for(quiet=quiet, as_json=as_json), quiet or as_json)


def plan_of(
    jobs: str,
    max_failures: str | None,
    page_timeout: float,
    *,
    stop_on_error: bool = False,
    dask: str | None = None,
) -> "Plan":
    """What the options say, for the library."""
    from ocrfix.batch.run import Policy
    from ocrfix.batch.work import Plan

    share = max_failures is not None and max_failures.endswith("%")
    policy = Policy(
        stop_on_error=stop_on_error,
        max_failures=int(max_failures) if max_failures is not None and not share else None,
        max_share=float(max_failures.rstrip("%")) / 100 if max_failures is not None and share else None,
    )
    return Plan(
        jobs=None if jobs == "auto" else int(jobs), policy=policy, page_timeout_s=page_timeout, dask=dask
    )


def run(
    collection: Path,
    passes: "Iterable[Sequence[SourceFile]]",
    order: "Order",
    pattern: "NamePattern | None",
    plan: "Plan",
    progress: BatchProgress,
    silent: bool,
) -> None:
    """Do a batch, print what came of it. BatchError where pages failed."""
    from ocrfix.batch import read
    from ocrfix.batch.work import do_batch

    try:
        with ended_by_sigterm():
            totals = do_batch(collection, passes, order, pattern, plan, read.do_task, progress.show)
    except (KeyboardInterrupt, SystemExit):
        progress.close()
        print("stopped; the same command goes on where it was", file=sys.stderr)
        raise
    finally:
        progress.close()
    if not silent:
        for line in _summary(totals):
            print(line)
    if totals.failed:
        why = (
            f"stopped early: {totals.stopped}"
            if totals.stopped
            else f"{in_words([(totals.failed, 'page')])} failed"
        )
        raise BatchError(why, f"`ocrfix status {collection}` lists them, `ocrfix retry` tries them again")


def _summary(totals: "Totals") -> Iterator[str]:
    speed = f", {60 * totals.done / totals.seconds:.1f} pages a minute" if totals.done else ""
    pages = in_words([(totals.done, "page")])
    yield f"{pages} read, {totals.failed:,} failed, {totals.skipped:,} done already{speed}"
    if totals.duplicates:
        yield same_bytes(totals.duplicates)
    for cause, count in totals.causes.most_common(3):
        yield f"{count:,} × {cause}, as in: {totals.examples[cause]}"
