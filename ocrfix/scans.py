"""Where the scan of a page that was read lies."""

import os
import re
from pathlib import Path

from ocrfix.model.page import Source


def find_scan(source: Source, page: Path, folder: Path, scans: Path | None) -> Path | None:
    """The scan of a page: under `scans` in the same folder as the page in its collection or anywhere, else
    beside the page's file. Folders that another program named before it do not count. None where it is not
    there."""
    file = re.split(r"[/\\]", source.file or "")[-1]
    if file in ("", ".", ".."):
        return None
    places = [scans / folder, scans] if scans else [page.parent]
    for place in places:
        if (place / file).is_file():
            return place / file
    for found_in, _, files in os.walk(scans) if scans else ():
        if file in files:
            return Path(found_in, file)
    return None
