"""Which pages of a collection were printed together."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

from ocrfix.errors import FormatError

_MARK = b'"ocrfix.page/1"'
_NUMBER = re.compile(r"(?P<file>.+)-p\d{4,}(-left|-right)?$")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that hold the pages of one issue; `folder` is where their results go, below OUT."""

    name: str
    folder: Path
    files: tuple[Path, ...]


def bundles_in(paths: Sequence[Path]) -> Iterator[Bundle]:
    """The files among the paths as one issue, then the issues in the folders.

    In a folder the pages of one file (NAME-p0001 and on) are an issue, as are those whose names have one
    date; the others of the folder are one together. FormatError where there is no page in a folder.
    """
    files = [path for path in paths if not path.is_dir()]
    if files:
        yield Bundle(_name([page_stem(path) for path in files]), Path(), tuple(files))
    for folder in (path for path in paths if path.is_dir()):
        yield from _bundles_under(folder)


def _bundles_under(folder: Path) -> Iterator[Bundle]:
    root = folder / "pages" if (folder / "pages").is_dir() else folder
    pages = sorted(_pages_under(root))
    if not pages:
        raise FormatError(f"{folder}: there is no page JSON in it", "give a folder that `ocrfix` wrote")
    for (place, _), group in groupby(sorted(pages, key=_issue_of), key=_issue_of):
        files = tuple(group)
        alone = sum(page.parent == place for page in pages) == len(files)
        whole = place.resolve().name if alone and len(files) > 1 else ""
        yield Bundle(whole or _name([page_stem(path) for path in files]), place.relative_to(root), files)


def _pages_under(root: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(place, name)
            if name.endswith(".json") and not name.startswith(".") and _is_page(path):
                yield path


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK in file.read(200)
    except OSError:
        return False


def _issue_of(path: Path) -> tuple[Path, str]:
    from ocrfix.formats.dates import date_in

    stem = page_stem(path)
    if match := _NUMBER.match(stem):
        return path.parent, match["file"]
    day = date_in(stem)
    return path.parent, day.isoformat() if day else ""


def page_stem(path: Path) -> str:
    """The name of a page's file without the suffixes of formats.

    >>> page_stem(Path("out/p1.alto.xml")), page_stem(Path("19140327.json"))
    ('p1', '19140327')
    """
    return re.sub(r"(\.(alto|page|hocr|abbyy))?\.(json|xml|html?|hocr)$", "", path.name, flags=re.IGNORECASE)


def _name(stems: Sequence[str]) -> str:
    """The name of one page, or what the names of several have in common.

    >>> _name(["front"]), _name(["1914-03-27-p1", "1914-03-27-p2"]), _name(["a", "b"])
    ('front', '1914-03-27', 'issue')
    """
    if len(stems) == 1:
        return stems[0]
    files = {match["file"] for stem in stems if (match := _NUMBER.match(stem))}
    if len(files) == 1:
        return files.pop()
    shared = takewhile(lambda chars: len(set(chars)) == 1, zip(*stems, strict=False))
    start = "".join(chars[0] for chars in shared)
    return re.sub(r"[\W_]+p?$", "", start.rstrip("0")) or "issue"
