"""`ocrfix search`: where words stand in a collection."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def search(
    collection: Annotated[Path, typer.Argument(metavar="COLLECTION", help="What `ocrfix batch -o` wrote.")],
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="Words or quoted phrases; a hit has all of them."),
    ],
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a hit.")] = False,
) -> None:
    """Find words in the articles of a collection: snippet, article, page, and the box on the scan."""
    from ocrfix.batch.search import shown
    from ocrfix.image.scan import shown_path
    from ocrfix.review.reviewed import search as find

    hits = find(collection, words, limit)
    if as_json:
        for hit in hits.hits:
            print(json.dumps(asdict(hit), ensure_ascii=False, default=shown_path))
        return
    for line in shown(hits):
        print(line)
