"""Options that commands which read scans share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from ocrfix.cli.choices import one_of, some_of
from ocrfix.formats import FORMATS, USUAL
from ocrfix.settings import ENGINES, LANGUAGES

AS_USUAL = ",".join(USUAL)
"""What `Formats` is where nothing is asked for."""


def _is_a_model(path: Path | None) -> Path | None:
    """The file of a language model; FormatError, before anything is read, where it is none."""
    if path is not None:
        from ocrfix.language.ngram import model_with

        model_with(path)
    return path


Formats: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAMES",
        help=f"Formats to write, with commas between: {', '.join(FORMATS)}.",
        callback=some_of(tuple(FORMATS)),
    ),
]
Engine: TypeAlias = Annotated[
    str, typer.Option(metavar="|".join(ENGINES), help="Who reads.", callback=one_of(ENGINES))
]
Language: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="|".join(LANGUAGES), help="Language.", callback=one_of(LANGUAGES))
]
Overlay: TypeAlias = Annotated[
    bool, typer.Option("--overlay", help="Write NAME.overlay.jpg too: the scan, coloured by article.")
]
LanguageModel: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--language-model",
        metavar="MODEL.npz",
        help="A model that `ocrfix lexicon train` made, asked beside the one that comes with ocrfix.",
        callback=_is_a_model,
        show_default=False,
    ),
]
Collection: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="DIR",
        help="Folder whose lexicon counts beside your own (see `ocrfix lexicon`).",
        show_default=False,
    ),
]
