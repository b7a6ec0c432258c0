"""Where lexicons lie, and how they are read and changed: the user's own one and those of collections."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from ocrfix.errors import FormatError, OutputError, SettingsError
from ocrfix.language.lexicon_file import decoded, entries_of, lexicon_of
from ocrfix.lessons import learned_from, lessons_of
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.store import prepare_folder, write_atomically

PLACE = "OCRFIX_LEXICON"
"""The environment variable that names another file than the user's own one."""

IN_COLLECTION = "ocrfix-lexicon.txt"
MOST_BYTES = 64_000_000
_PATIENCE_S = 10.0


def lexicon_path(collection: Path | None) -> Path:
    """The file of a collection, a folder, or of the user: in the platform's folder for data.

    SettingsError where the collection is no folder.
    """
    if collection is not None:
        if not collection.is_dir():
            raise SettingsError(f"{collection}: no such folder", "give the folder of the collection")
        return collection / IN_COLLECTION
    place = os.environ.get(PLACE)
    return Path(place) if place else user_data_path("ocrfix", appauthor=False) / "lexicon.txt"


def read_lexicon(collection: Path | None) -> UserLexicon:
    """What the user knows, what is known of the collection, which goes before it, and its lessons.

    FormatError for a file that is no lexicon, SettingsError for one that contradicts itself.
    """
    own = _lexicon_at(lexicon_path(None))
    if collection is None:
        return own
    both = own.below(_lexicon_at(lexicon_path(collection)))
    return replace(both, learned=learned_from(lessons_of(collection)))


def read_text(path: Path) -> str:
    """A lexicon's text; "" where there is no file yet. FormatError for one that cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            hint = f"give a list of at most {MOST_BYTES // 1_000_000} MB"
            raise FormatError(f"{path}: too large for a lexicon", hint)
        return decoded(path.read_bytes(), str(path))
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise FormatError(
            f"{path}: {error.strerror or error}", "check the name and its permissions"
        ) from error


def change(path: Path, changed: Callable[[str], str]) -> UserLexicon:
    """Put what `changed` makes of a lexicon's text in its place, and return the lexicon that it now is.

    One writer at a time, by a lock beside the file; a text that is no lexicon, or contradicts itself, is not
    written.
    """
    try:
        prepare_folder(path.parent)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE_S):
            before = read_text(path)
            after = changed(before)
            found = lexicon_of(entries_of(after, str(path)), str(path))
            if after != before:
                write_atomically(path, after.encode())
            return found
    except Timeout as error:
        raise OutputError(f"{path}: another command is changing it", "try again when it is done") from error
    except (OutputError, OSError) as error:
        message = error.message if isinstance(error, OutputError) else f"{path}: {error.strerror or error}"
        raise OutputError(message, f"set {PLACE} to a file that can be written") from error


def _lexicon_at(path: Path) -> UserLexicon:
    return lexicon_of(entries_of(read_text(path), str(path)), str(path))
