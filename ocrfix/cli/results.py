"""What commands say of their results, and the names that they write them under."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ocrfix.errors import SettingsError


def print_json(value: dict[str, object]) -> None:
    """One object on a line of its own."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def in_words(counts: Iterable[tuple[int, str]]) -> str:
    """Counts with their nouns.

    >>> in_words([(1, "article"), (3950, "character")])
    '1 article, 3,950 characters'
    """
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts)


def same_bytes(count: int) -> str:
    """What is said of files that need not be read.

    >>> same_bytes(1)
    '1 file holds the same bytes as another and was not read again'
    """
    ends = (
        "holds the same bytes as another and was" if count == 1 else "hold the same bytes as others and were"
    )
    return f"{in_words([(count, 'file')])} {ends} not read again"


def refuse_same_names(paths: Sequence[Path], name_of: Callable[[Path], str], verb: str) -> None:
    """SettingsError where two files would write results of one name, whatever its case: one would be lost,
    and nobody would know."""
    seen: dict[str, Path] = {}
    for path in paths:
        other = seen.setdefault(name_of(path).casefold(), path)
        if other is not path:
            raise SettingsError(
                f"{other} and {path} would both write {name_of(path)}",
                f"{verb} them by two commands, into two folders",
            )
