"""Files on disk: a result stands under its name whole or not at all."""

import errno
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ocrfix.errors import OutputError, SettingsError

_HINTS = {
    errno.ENOSPC: "the disk is full: make room and run the command again",
    errno.EDQUOT: "your quota is used up: make room and run the command again",
    errno.EROFS: "the disk is read-only: choose another folder with -o",
    errno.EACCES: "you may not write there: choose another folder with -o or change its permissions",
    errno.EPERM: "you may not write there: choose another folder with -o or change its permissions",
    errno.ENOTDIR: "a part of the path is a file: choose another folder with -o",
    errno.EEXIST: "a file of that name is in the way: choose another folder with -o",
    errno.EISDIR: "a folder of that name is in the way: move it or choose another folder with -o",
    errno.ENAMETOOLONG: "the name is too long for the disk: rename the scan",
}


def prepare_folder(folder: Path) -> None:
    """Make the folder where it is missing and see that it takes files; OutputError where it does not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _output_error(folder, error) from error


def output_path(folder: Path, name: str, suffix: str) -> Path:
    """Where the result `name` goes. Names come from files and must not lead out of the folder.

    >>> output_path(Path("out"), "front-p0001", ".json").as_posix()
    'out/front-p0001.json'
    >>> output_path(Path("out"), "../../etc/passwd", ".json").as_posix()
    'out/_.._etc_passwd.json'
    """
    safe = "".join("_" if char in '/\\:*?"<>|' or ord(char) < 32 else char for char in name).lstrip(".")
    return folder / f"{safe or 'page'}{suffix}"


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the final name, then rename. OutputError names the path and says what to do.

    Whatever stops the writing, Ctrl-C too, `path` holds its old content or the new, and nothing else is left.
    """
    temporary = path.with_name(f".ocrfix-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise _output_error(path, error) from error
        raise


def remove_temporary(folder: Path) -> None:
    """Remove what a writer that was killed left in the folder; not in the folders below it."""
    for path in folder.glob(".ocrfix-*.tmp"):
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """A renamed file keeps its name over a power cut only when its folder is synced too."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _output_error(path: Path, error: OSError) -> OutputError:
    hint = _HINTS.get(
        error.errno or 0, "see that the folder exists and can be written, or choose another with -o"
    )
    return OutputError(f"{path}: cannot write: {error.strerror or error}", hint)


def keep_sources(targets: Iterable[Path], sources: Iterable[Path]) -> None:
    """SettingsError where one of the files to be written is one of those that are read, by whatever path."""
    read = {place: source for source in sources if (place := _place_of(source)) is not None}
    for target in targets:
        source = read.get(_place_of(target) or (0, 0))
        if source is not None:
            raise SettingsError(
                f"{target} would be written over {source}, which is a source of this command",
                "choose another folder with -o",
            )


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Size and time of a file, which tell that it was written anew; None where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _place_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from all others, whatever links lead to it; None where there is no file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino)


def write_page(
    folder: Path, name: str, forms: Mapping[str, bytes], sources: Iterable[Path] = ()
) -> list[Path]:
    """Write the forms of a page, suffix by suffix; the paths that were written.

    SettingsError before anything is written where one would replace a file of `sources`.
    """
    paths = [output_path(folder, name, suffix) for suffix in forms]
    keep_sources(paths, sources)
    for path, data in zip(paths, forms.values(), strict=True):
        write_atomically(path, data)
    return paths
