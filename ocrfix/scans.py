"""Where the scan of a page that was read lies."""

import os
from pathlib import Path

from ocrfix.model.page import Source


def find_scan(source: Source, page: Path, folder: Path, scans: Path | None) -> Path | None:
    """The scan of a page: under `scans` in the same folder as the page in its collection or anywhere, else
    beside the page's file. None where it is not there."""
    if not source.file or Path(source.file).name != source.file:
        return None
    places = [scans / folder, scans] if scans else [page.parent]
    for place in places:
        if (place / source.file).is_file():
            return place / source.file
    for found_in, _, files in os.walk(scans) if scans else ():
        if source.file in files:
            return Path(found_in, source.file)
    return None
