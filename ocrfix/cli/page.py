"""`ocrfix page`: scans go in, articles come out."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.cli.faults import exit_code, show
from ocrfix.cli.options import AS_USUAL, Collection, Engine, Formats, Language, LanguageModel, Overlay
from ocrfix.cli.progress import Progress, progress_on_stderr
from ocrfix.cli.results import in_words, print_json, refuse_same_names
from ocrfix.errors import OcrfixError, ScanError
from ocrfix.formats import FORMATS, OVERLAY
from ocrfix.settings import Settings

if TYPE_CHECKING:
    from ocrfix.image.scan import Scan
    from ocrfix.model.page import Page

_STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asked for. `formats` are names of `formats.FORMATS`."""

    folder: Path
    formats: Sequence[str]
    overlay: bool
    max_megapixels: float
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of a page: `characters` counts those read, `doubts` what an editor should look at."""

    name: str
    file: str
    page: int
    articles: int
    characters: int
    doubts: int
    seconds: float
    written: Sequence[str]

    def __str__(self) -> str:
        counts = ((self.articles, "article"), (self.characters, "character"), (self.doubts, "doubt"))
        return f"{self.name}: {in_words(counts)}, {self.seconds:.1f} s"


def page(
    scans: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SCAN", help="Image or PDF files; - is standard input.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")
    ] = None,
    formats: Formats = AS_USUAL,
    engine: Engine = "rapid",
    language: Language = "auto",
    collection: Collection = None,
    language_model: LanguageModel = None,
    overlay: Overlay = False,
    max_megapixels: Annotated[
        float, typer.Option(min=0.1, help="Refuse larger scans before their pixels are read.")
    ] = 400.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a page.")] = False,
    print_schema: Annotated[
        bool, typer.Option("--print-schema", help="Print the JSON Schema of OUT/NAME.json and stop.")
    ] = False,
) -> None:
    """Read scanned pages and write their articles to OUT/NAME.json, NAME.md and NAME.txt."""
    if print_schema:
        from ocrfix.model.as_json import page_schema

        print(page_schema(), end="")
        return
    if not scans:
        raise typer.BadParameter("give at least one scan, or - for standard input.", param_hint="SCAN")
    if out is None:
        raise typer.BadParameter("say where the results go.", param_hint="-o")
    from ocrfix.lexicons import read_lexicon

    settings = Settings(
        engine=engine,
        language=language,
        lexicon=read_lexicon(collection),
        language_model=language_model,
    )
    wishes = Wishes(
        folder=out,
        formats=formats.split(","),
        overlay=overlay,
        max_megapixels=max_megapixels,
        settings=settings,
    )
    failed = _Run(wishes, progress_on_stderr(quiet), quiet=quiet, as_json=as_json).read(scans)
    if failed:
        raise typer.Exit(exit_code(failed[0]))


class _Run:
    """One run over the scans of a command: a bad scan is reported and the others are still done."""

    def __init__(self, wishes: Wishes, progress: Progress, *, quiet: bool, as_json: bool) -> None:
        self._wishes = wishes
        self._progress = progress
        self._quiet = quiet
        self._as_json = as_json
        self._sources: Sequence[Path] = ()
        self._taken: dict[str, str] = {}

    def read(self, paths: Sequence[Path]) -> list[OcrfixError]:
        """The faults of scans that could not be read. Every other fault ends the run."""
        from ocrfix.image.scan import safe_stem
        from ocrfix.pipeline import pages_in
        from ocrfix.store import keep_sources, prepare_folder

        self._sources = [path for path in paths if path != _STANDARD_INPUT]
        refuse_same_names(paths, lambda path: safe_stem(path.name), "read")
        keep_sources(self._expected(), self._sources)
        prepare_folder(self._wishes.folder)
        failed: list[OcrfixError] = []
        try:
            for path in paths:
                try:
                    for scan in _scans(path, self._wishes.max_megapixels):
                        for page in pages_in(scan):
                            self._done(self._page(page, path))
                except ScanError as error:
                    self._failed(path, error)
                    failed.append(error)
        finally:
            self._progress.clear()
        return failed

    def _expected(self) -> Iterator[Path]:
        """Where the results of the files go that hold one page each."""
        from ocrfix.image.scan import safe_stem
        from ocrfix.store import output_path

        for path in self._sources:
            if not _has_several(path):
                for suffix in _suffixes(self._wishes):
                    yield output_path(self._wishes.folder, safe_stem(path.name), suffix)

    def _page(self, scan: "Scan", path: Path) -> Summary:
        from ocrfix.model.counts import characters_in, doubts_in
        from ocrfix.pipeline import read_page

        self._take_name(scan)
        begun = time.perf_counter()
        page = read_page(scan, self._wishes.settings, lambda stage: self._progress.stage(scan.name, stage))
        self._progress.stage(scan.name, "write")
        written = _write(page, scan, path, self._wishes, self._sources)
        return Summary(
            name=scan.name,
            file=scan.file,
            page=scan.page,
            articles=len(page.articles),
            characters=characters_in(page),
            doubts=doubts_in(page),
            seconds=round(time.perf_counter() - begun, 2),
            written=[path.as_posix() for path in written],
        )

    def _take_name(self, scan: "Scan") -> None:
        """The pages of one file may be named like another file; file systems may ignore case."""
        other = self._taken.setdefault(scan.name.casefold(), scan.file)
        if other != scan.file:
            raise ScanError(
                f"{scan.file}: page {scan.page} would overwrite {scan.name}, the result of {other}",
                "read it by a command of its own, into another folder",
            )

    def _done(self, summary: Summary) -> None:
        self._progress.clear()
        if self._as_json:
            print_json(asdict(summary))
        elif not self._quiet:
            print(summary, flush=True)

    def _failed(self, path: Path, error: ScanError) -> None:
        self._progress.clear()
        show(error)
        if self._as_json:
            print_json({"file": path.name, "error": error.message, "hint": error.hint})


def _scans(path: Path, max_megapixels: float) -> "Iterator[Scan]":
    from ocrfix.image.scan import open_scans, read_scans

    if path == _STANDARD_INPUT:
        return read_scans(sys.stdin.buffer.read(), "stdin", max_megapixels=max_megapixels)
    return open_scans(path, max_megapixels=max_megapixels)


def _has_several(path: Path) -> bool:
    """Whether the pages of a file have names of their own; False for what cannot be read."""
    from ocrfix.image.scan import count_pages, may_have_pages

    try:
        return may_have_pages(path) and count_pages(path) > 1
    except ScanError:
        return False


def _suffixes(wishes: Wishes) -> list[str]:
    return [FORMATS[name].suffix for name in wishes.formats] + [OVERLAY] * wishes.overlay


def _write(page: "Page", scan: "Scan", path: Path, wishes: Wishes, sources: Sequence[Path]) -> list[Path]:
    from ocrfix.formats.results import results_of
    from ocrfix.store import write_page

    file = path if path.is_file() else None
    results = results_of(page, wishes.formats, file, scan.pixels if wishes.overlay else None)
    return write_page(wishes.folder, scan.name, results, sources)
