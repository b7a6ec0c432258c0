"""`ocrfix lexicon`: the user's own words, what must never be changed, what is always misread."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocrfix.cli.lessons import learn, list_lessons, set_taken
from ocrfix.cli.progress import progress_on_stderr
from ocrfix.errors import SettingsError

if TYPE_CHECKING:
    from ocrfix.language.lexicon_file import Entry
    from ocrfix.model.user_lexicon import UserLexicon

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("learn")(learn)

Collection = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="DIR",
        help="The lexicon of this folder, not the user's own.",
        show_default=False,
    ),
]
Never = Annotated[bool, typer.Option("--never", help="No repair may touch these.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


@app.command("add")
def add(
    entries: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTRY",
            help="A word, or 'misread → right' (or ->); with --learned numbers of lessons, or all.",
        ),
    ],
    never: Never = False,
    collection: Collection = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Take lessons again that were taken back.")
    ] = False,
) -> None:
    """Add words, or pairs that say what a text is always to be read as."""
    from ocrfix.language.lexicon_file import parse_line

    if learned:
        set_taken(collection, entries, taken=True)
        return
    parsed = [parse_line(entry) for entry in entries]
    if None in parsed:
        raise SettingsError("an entry without a text", "give a word, or 'misread → right'")
    _add([entry for entry in parsed if entry is not None], never=never, collection=collection)


@app.command("import")
def import_files(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Plain text, CSV or TSV; - is standard input.")
    ],
    never: Never = False,
    collection: Collection = None,
) -> None:
    """Add the entries of files: plain text with one entry a line, or a table.

    A table of one column lists words; another begins with a row of word, kind (word, never or always) and
    replacement.
    """
    _add([entry for file in files for entry in _entries_in(file)], never=never, collection=collection)


@app.command("list")
def list_entries(
    collection: Collection = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="What the review of the collection taught, and from where.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a lexicon, or a lesson.")
    ] = False,
) -> None:
    """Show the user's lexicon, and with --collection that of the folder too; or its lessons."""
    if learned:
        list_lessons(collection, as_json)
        return
    from ocrfix.language.lexicon_file import entries_of, lexicon_of
    from ocrfix.lexicons import lexicon_path, read_text

    for level, folder in (("user", None), ("collection", collection)):
        if level == "collection" and folder is None:
            continue
        path = lexicon_path(folder)
        found = lexicon_of(entries_of(read_text(path), str(path)), str(path))
        if as_json:
            print(json.dumps({"level": level, "path": str(path), **_fields(found)}, ensure_ascii=False))
        else:
            print(f"{path}: {_counted(found)}")
            for line in _lines(found):
                print(f"  {line}")


@app.command("remove")
def remove(
    entries: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTRY", help="Entries, or the texts they begin with; with --learned numbers, or all."
        ),
    ],
    collection: Collection = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Take lessons back; they stay so until `add --learned`.")
    ] = False,
) -> None:
    """Remove entries; remarks and all other lines of the file stay. Or take lessons back."""
    from ocrfix.language.lexicon_file import without
    from ocrfix.lexicons import change, lexicon_path

    if learned:
        set_taken(collection, entries, taken=False)
        return
    path = lexicon_path(collection)

    def changed(text: str) -> str:
        for entry in entries:
            text, gone = without(text, entry)
            if not gone:
                raise SettingsError(f"{entry} is not in {path}", "see `ocrfix lexicon list`")
        return text

    print(f"{path}: {_counted(change(path, changed))}")


@app.command("train")
def train(
    corpus: Annotated[
        list[Path], typer.Argument(metavar="CORPUS", help="Text files, or folders of .txt and .md files.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="MODEL.npz", help="The model to write.")],
    quiet: Quiet = False,
) -> None:
    """Make a language model of an archive's own corrected text, for `ocrfix page --language-model`."""
    from ocrfix.language.corpus import Corpus, files_in
    from ocrfix.language.training import train as train_model
    from ocrfix.store import keep_sources, prepare_folder, write_atomically

    keep_sources([out], files_in(corpus))
    prepare_folder(out.parent)
    progress = progress_on_stderr(quiet)
    try:
        text = Corpus(corpus, lambda file, size: progress.stage(file, f"{size:,} characters"))
        model = train_model(text.lines())
        progress.stage(out.name, "writing")
        packed = model.packed()
        write_atomically(out, packed)
    finally:
        progress.clear()
    if not quiet:
        sizes = f"{text.characters:,} characters of {text.files:,} file{'' if text.files == 1 else 's'}"
        print(f"{out}: {sizes}, {sum(map(len, model.keys)):,} sequences, {len(packed) / 1e6:.1f} MB")


def _add(entries: "Sequence[Entry]", *, never: bool, collection: Path | None) -> None:
    from ocrfix.language.lexicon_file import with_entries
    from ocrfix.lexicons import change, lexicon_path

    if never:
        entries = [_spared(entry) for entry in entries]
    path = lexicon_path(collection)
    print(f"{path}: {_counted(change(path, lambda text: with_entries(text, entries)))}")


def _spared(entry: "Entry") -> "Entry":
    if entry.kind == "always":
        raise SettingsError(f"{entry} is to be changed and --never says it may not", "leave one of them out")
    return replace(entry, kind="never")


def _entries_in(file: Path) -> "list[Entry]":
    from ocrfix.language.lexicon_file import decoded, entries_of, entries_of_table
    from ocrfix.lexicons import read_text

    if file == Path("-"):
        return entries_of(decoded(sys.stdin.buffer.read(), "standard input"), "standard input")
    if not file.is_file():
        raise SettingsError(f"{file}: no such file", "check the name and the folder")
    read = entries_of_table if file.suffix.casefold() in (".csv", ".tsv") else entries_of
    return read(read_text(file), str(file))


def _fields(lexicon: "UserLexicon") -> dict[str, object]:
    return {
        "words": sorted(lexicon.words),
        "never": sorted(lexicon.never),
        "always": [list(pair) for pair in lexicon.always],
    }


def _lines(lexicon: "UserLexicon") -> Iterator[str]:
    yield from sorted(lexicon.words)
    yield from (f"! {text}" for text in sorted(lexicon.never))
    yield from (f"{wrong} → {right}" for wrong, right in lexicon.always)


def _counted(lexicon: "UserLexicon") -> str:
    parts = ((lexicon.words, "word"), (lexicon.never, "text never changed"), (lexicon.always, "pair"))
    names = {"text never changed": "texts never changed"}
    return ", ".join(
        f"{len(part):,} {noun if len(part) == 1 else names.get(noun, noun + 's')}" for part, noun in parts
    )
