"""The text of a corpus, line by line, however large: what a language model is trained on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ocrfix.errors import FormatError
from ocrfix.language.variants import simplified

_SUFFIXES = (".txt", ".md")
_LONGEST_LINE = 100_000
_TELL_EVERY = 5_000_000


class Corpus:
    """Files of plain text in UTF-8, and folders of .txt and .md files at any depth, each file once.

    `characters` and `files` count what `lines` has read; `tell` is called with a file's name and the number
    of characters so far, as a file begins and now and then inside.
    """

    def __init__(self, paths: Sequence[Path], tell: Callable[[str, int], None]) -> None:
        self._paths = paths
        self._tell = tell
        self.characters = 0
        self.files = 0

    def lines(self) -> Iterator[str]:
        """Every line with text in it, as the model is asked: traditional characters as simplified ones.

        FormatError for a file that cannot be read or is no text in UTF-8, and for a corpus without files.
        """
        for path in files_in(self._paths):
            self._tell(path.name, self.characters)
            self.files += 1
            yield from self._lines_of(path)
        if not self.files:
            names = ", ".join(map(str, self._paths))
            raise FormatError(f"{names}: no text files in it", "give .txt or .md files, or their folder")

    def _lines_of(self, path: Path) -> Iterator[str]:
        told = self.characters
        try:
            with path.open(encoding="utf-8-sig") as file:
                while line := file.readline(_LONGEST_LINE):
                    if "\0" in line:
                        raise FormatError(f"{path}: not a text file", "give plain text in UTF-8")
                    self.characters += len(line)
                    if self.characters - told > _TELL_EVERY:
                        told = self.characters
                        self._tell(path.name, told)
                    if line := line.strip():
                        yield simplified(line)
        except UnicodeDecodeError as error:
            raise FormatError(
                f"{path}: not UTF-8", f"convert it: iconv -f GB18030 -t UTF-8 {path}"
            ) from error
        except OSError as error:
            raise FormatError(f"{path}: {error.strerror or error}", "check the name of the corpus") from error


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, those of a folder in the order of their names, none twice."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            wanted = file == path or (file.suffix.casefold() in _SUFFIXES and file.is_file())
            if wanted and (real := file.resolve()) not in seen:
                seen.add(real)
                yield file
