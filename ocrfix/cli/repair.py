"""`ocrfix repair`: text that exists already becomes a page of clean articles."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.cli.faults import exit_code, show
from ocrfix.cli.options import AS_USUAL, Collection, Formats, LanguageModel
from ocrfix.cli.progress import Progress, progress_on_stderr
from ocrfix.cli.results import in_words, print_json, refuse_same_names
from ocrfix.errors import FormatError, OcrfixError, ScanError
from ocrfix.formats import FORMATS
from ocrfix.formats.issue import page_stem

if TYPE_CHECKING:
    from ocrfix.model.page import Page
    from ocrfix.model.user_lexicon import UserLexicon

_STANDARD_INPUT = Path("-")
_MARKED_UP = (".xml", ".html", ".htm", ".hocr", ".alto")
_SOME_FAILED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of a file: `characters` counts those of the reading."""

    name: str
    file: str
    articles: int
    characters: int
    edits: int
    doubts: int
    seconds: float
    written: Sequence[str]

    def __str__(self) -> str:
        counts = (
            (self.articles, "article"),
            (self.characters, "character"),
            (self.edits, "edit"),
            (self.doubts, "doubt"),
        )
        return f"{self.name}: {in_words(counts)}, {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asked for. `formats` are names of `formats.FORMATS`."""

    folder: Path
    formats: Sequence[str]
    language_model: Path | None
    diff: bool
    explain: bool
    as_json: bool
    quiet: bool


def repair(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Plain text or Markdown, or the JSON, ALTO, PAGE XML, hOCR or ABBYY XML of an earlier run; "
            "- is standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")],
    formats: Formats = AS_USUAL,
    collection: Collection = None,
    language_model: LanguageModel = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print every change in its place, with its rule and reason.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Print what was decided beyond single changes: headlines made of pieces, doubts, and what "
            "stands in no article.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a page in place of the summary.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Repair text that exists already and write its articles to OUT/NAME.json, NAME.md and NAME.txt."""
    wishes = Wishes(
        folder=out,
        formats=formats.split(","),
        language_model=language_model,
        diff=diff,
        explain=explain,
        as_json=as_json,
        quiet=quiet,
    )
    from ocrfix.lexicons import read_lexicon

    failed = _Run(wishes, read_lexicon(collection), progress_on_stderr(quiet)).repair(files)
    if failed:
        raise typer.Exit(exit_code(failed[0]) if len(files) == 1 else _SOME_FAILED)


class _Run:
    """One run over the files of a command: a bad file is reported and the others are still done."""

    def __init__(self, wishes: Wishes, lexicon: "UserLexicon", progress: Progress) -> None:
        self._wishes = wishes
        self._lexicon = lexicon
        self._progress = progress
        self._sources: Sequence[Path] = ()
        self._taken: dict[str, Path] = {}

    def repair(self, paths: Sequence[Path]) -> list[OcrfixError]:
        """The faults of files that hold no text, or whose scan a format needs. Every other ends the run."""
        from ocrfix.store import keep_sources, prepare_folder

        self._sources = [path for path in paths if path != _STANDARD_INPUT]
        refuse_same_names(paths, _name, "repair")
        keep_sources(self._expected(), self._sources)
        prepare_folder(self._wishes.folder)
        failed: list[OcrfixError] = []
        try:
            for path in paths:
                try:
                    self._file(path)
                except (FormatError, ScanError) as error:
                    self._progress.clear()
                    show(error)
                    if self._wishes.as_json:
                        print_json({"file": path.name, "error": error.message, "hint": error.hint})
                    failed.append(error)
        finally:
            self._progress.clear()
        return failed

    def _expected(self) -> Iterator[Path]:
        """Where the results go of files whose pages are called like them, as those of JSON need not be."""
        from ocrfix.store import output_path

        for path in self._sources:
            name = page_stem(path) if path.suffix.lower() in _MARKED_UP else _name(path)
            for form in self._wishes.formats if path.suffix.lower() != ".json" else ():
                yield output_path(self._wishes.folder, name, FORMATS[form].suffix)

    def _file(self, path: Path) -> None:
        self._progress.stage(_name(path), "reading")
        for page in _pages(path):
            self._take_name(page, path)
            self._page(page, path)

    def _take_name(self, page: "Page", path: Path) -> None:
        """A page that was read before has the name that it had then, whatever its file is called."""
        other = self._taken.setdefault(page.name.casefold(), path)
        if other != path:
            raise FormatError(
                f"{path}: would overwrite {page.name}, the result of {other}",
                "repair it by a command of its own, into another folder",
            )

    def _page(self, page: "Page", path: Path) -> None:
        from ocrfix.formats.results import results_of
        from ocrfix.model.counts import characters_in, doubts_in
        from ocrfix.repairing import repaired
        from ocrfix.scans import find_scan
        from ocrfix.store import write_page

        name, begun = page.name, time.perf_counter()
        self._progress.stage(name, "repairing")
        page = repaired(page, self._lexicon, self._wishes.language_model)
        self._progress.stage(name, "write")
        written = write_page(
            self._wishes.folder,
            name,
            results_of(page, self._wishes.formats, find_scan(page.source, path, Path(), None)),
            self._sources,
        )
        self._progress.clear()
        self._tell(
            page,
            Summary(
                name=name,
                file=page.source.file or "",
                articles=len(page.articles),
                characters=characters_in(page),
                edits=len(page.edits),
                doubts=doubts_in(page),
                seconds=round(time.perf_counter() - begun, 2),
                written=[path.as_posix() for path in written],
            ),
        )

    def _tell(self, page: "Page", summary: Summary) -> None:
        from ocrfix.formats.changes import explanations, find_changes, find_joins

        wishes = self._wishes
        if wishes.as_json:
            more: dict[str, object] = {}
            if wishes.diff:
                more["changes"] = [*map(str, find_changes(page)), *find_joins(page)]
            if wishes.explain:
                more["explanations"] = list(explanations(page))
            print_json({**asdict(summary), **more})
            return
        if wishes.diff:
            _print_changes(page)
        if wishes.explain:
            for row in explanations(page):
                print(row)
        if not wishes.quiet:
            print(summary, flush=True)


def _print_changes(page: "Page") -> None:
    """Old red, new green; with the same brackets for those who see no colours, and without a colour where
    NO_COLOR is set or standard output is no terminal."""
    import os

    from rich.console import Console
    from rich.text import Text

    from ocrfix.formats.changes import find_changes, find_joins

    system = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(color_system=system, soft_wrap=True, highlight=False)  # type: ignore[arg-type]
    for change in find_changes(page):
        console.print(
            Text.assemble(
                (f"{change.edit.id} {change.edit.line} ", "dim"),
                change.left,
                (f"[-{change.before}-]" if change.before else "", "red"),
                (f"{{+{change.after}+}}" if change.after else "", "green"),
                change.right,
                (f" {change.reason}", "dim"),
            )
        )
    for row in find_joins(page):
        console.print(Text(row))


def _pages(path: Path) -> tuple["Page", ...]:
    """The pages of a file, unrepaired. FormatError, with the file's name, where it holds none."""
    from ocrfix.formats.reading import read_pages_file
    from ocrfix.repairing import page_of

    if path.suffix.lower() in _MARKED_UP:
        return read_pages_file(path)
    try:
        return (page_of(_bytes(path), path.name if path != _STANDARD_INPUT else "stdin", _name(path)),)
    except FormatError as error:
        raise FormatError(f"{path}: {error.message}", error.hint) from error


def _bytes(path: Path) -> bytes:
    if path == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise FormatError(
            f"cannot be read: {error.strerror or error}", "give the path of a text file"
        ) from error


def _name(path: Path) -> str:
    from ocrfix.image.scan import safe_stem

    return "stdin" if path == _STANDARD_INPUT else safe_stem(path.name)
