"""Which files a batch is made of, in a stable order."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from ocrfix.batch.manifest import Row, is_manifest, read_manifest
from ocrfix.errors import ScanError, SettingsError
from ocrfix.image.scan import looks_like_scan, safe_stem, shown_path

PAGES = "pages"
"""The folder of a collection that holds the results."""

_ELSEWHERE = "choose another folder for the collection with -o"
_SUFFIXES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2", ".j2k", ".jpx", ".webp", ".pdf"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read. `place` is where its results go below `pages`, without a suffix: the name of the
    source folder and the path in it, each part fit to be a file name. `given` is what a manifest says."""

    path: Path
    place: str
    given: Row = field(default_factory=Row)


def find_sources(sources: Sequence[str], collection: Path) -> list[SourceFile]:
    """The files of folders, globs, manifests and single files, each once, in the order of the sources and
    within one by name. The results of `collection` are left out.

    Raises ScanError for a source that does not exist, FormatError for a bad manifest, SettingsError for a
    scan that lies where the results go: one could be written over it.
    """
    own = collection.resolve()
    found: dict[Path, SourceFile] = {}
    for source in sources:
        for file in _files_of(source, own):
            if file.path.resolve().is_relative_to(own / PAGES):
                raise SettingsError(
                    f"{shown_path(file.path)} lies where the results of {shown_path(collection)} go",
                    _ELSEWHERE,
                )
            found.setdefault(file.path, file)
    return list(found.values())


def _files_of(source: str, own: Path) -> Iterator[SourceFile]:
    path = Path(source)
    if os.path.isdir(source):
        yield from _placed(_walk(path.resolve(), own), path.resolve())
    elif os.path.lexists(source):
        if is_manifest(path):
            for listed, row in read_manifest(path):
                file = _absolute(listed)
                yield SourceFile(file, _place(file, path.resolve().parent), row)
        else:
            yield from _placed([_absolute(path)], _absolute(path).parent)
    elif glob.has_magic(source):
        yield from _globbed(source, own)
    else:
        raise ScanError(f"{source}: no such file or folder", "check the name of the source")


def _globbed(pattern: str, own: Path) -> Iterator[SourceFile]:
    """What a pattern matches; a folder stands for what is in it."""
    matches = sorted(glob.glob(pattern, recursive=True), key=_in_order)
    if not matches:
        raise ScanError(f"{pattern}: nothing matches", "check the pattern of the source")
    parts = Path(pattern).parts
    fixed = next(n for n, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed]).resolve()
    outside = [match for match in map(Path, matches) if not match.resolve().is_relative_to(own / PAGES)]
    if not outside:
        raise SettingsError(f"{pattern}: matches only results of the collection", _ELSEWHERE)
    for match in outside:
        if match.is_dir():
            yield from _placed(_walk(match.resolve(), own), root)
        else:
            yield from _placed([_absolute(match)], root)


def _placed(paths: Iterable[Path], root: Path) -> Iterator[SourceFile]:
    return (SourceFile(path, _place(path, root)) for path in paths)


def _walk(root: Path, own: Path) -> Iterator[Path]:
    """Scans below a folder by name, files before folders. Links are followed, a folder is entered once."""
    entered: set[tuple[int, int]] = set()
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            status = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: _in_order(entry.name))
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in entered or folder.resolve() == own / PAGES:
            continue
        entered.add((status.st_dev, status.st_ino))
        seen = [entry for entry in entries if not entry.name.startswith(".")]
        yield from (Path(entry.path) for entry in seen if _is_scan(entry))
        folders += [Path(entry.path) for entry in reversed(seen) if entry.is_dir()]


def _is_scan(entry: "os.DirEntry[str]") -> bool:
    """A plain file called like a scan, or one that is a scan by another name."""
    if not entry.is_file():
        return False
    return os.path.splitext(entry.name)[1].lower() in _SUFFIXES or looks_like_scan(Path(entry.path))


def _absolute(path: Path) -> Path:
    """The path from the root; a link keeps its own name."""
    return path.parent.resolve() / path.name


def _place(path: Path, root: Path) -> str:
    """The root's name and the path below it, as names that cannot lead out of a folder.

    >>> _place(Path("/s/1939/04/申報 1.tif"), Path("/s/1939"))
    '1939/04/申報 1'
    >>> _place(Path("/elsewhere/-a.png"), Path("/s/1939")), _place(Path("/s/.."), Path("/s"))
    ('elsewhere/a', 's/page')
    """
    if not path.is_relative_to(root):
        root = path.parent
    parts = [root.name, *path.relative_to(root).parts[:-1]]
    return "/".join([*(_folder(part) for part in parts if part), safe_stem(_text(path.name))])


def _folder(part: str) -> str:
    """A folder's name; the x keeps `safe_stem` from taking a point in it for a suffix's."""
    return safe_stem(f"{_text(part)}.x")


def _text(name: str) -> str:
    """A name whose bytes are no UTF-8, as text all the same."""
    return os.fsencode(name).decode(errors="replace")


def _in_order(name: str) -> tuple[str, str]:
    """By name, whatever the capitals."""
    return (name.casefold(), name)


def stem_of(path: PurePath) -> str:
    """A path without its suffix, with / between its parts, for patterns of names."""
    return path.with_suffix("").as_posix()
