"""Options that commands which read scans share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from ocrfix.cli.choices import one_of, some_of
from ocrfix.formats import FORMATS, USUAL
from ocrfix.settings import ENGINES, LANGUAGES

AS_USUAL = ",".join(USUAL)
"""What `Formats` is where nothing is asked for."""

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
Collection: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--collection",
        metavar="DIR",
        help="Folder whose lexicon counts beside your own (see `ocrfix lexicon`).",
        show_default=False,
    ),
]
