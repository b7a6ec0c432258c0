"""Builds english_words.txt.gz beside this file from the lists of Debian's wamerican and wbritish (SCOWL).

    apt install wamerican wbritish
    python ocrfix/language/data/build_english_words.py

The same lists give the same bytes. Words are in lower case. Possessives are left out, for a form in 's is
no word of its own; so are single letters other than a, i and o, which would make any two pieces a compound.
"""

import gzip
import io
import unicodedata
from pathlib import Path

SOURCES = (Path("/usr/share/dict/american-english"), Path("/usr/share/dict/british-english"))
NOTICE = Path("/usr/share/doc/wamerican/copyright")
DATA = Path(__file__).parent


def words_of(text: str) -> set[str]:
    """The words of a list that has one a line."""
    words = {unicodedata.normalize("NFC", line.strip()).casefold() for line in text.splitlines()}
    return {word for word in words if word.isalpha() and (len(word) > 1 or word in "aio")}


def packed(words: set[str]) -> bytes:
    """The words sorted, one a line, gzipped without a time stamp."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write("".join(f"{word}\n" for word in sorted(words)).encode())
    return buffer.getvalue()


if __name__ == "__main__":
    found = set().union(*(words_of(source.read_text(encoding="utf-8")) for source in SOURCES))
    (DATA / "english_words.txt.gz").write_bytes(packed(found))
    (DATA / "english_words.LICENSE.txt").write_text(NOTICE.read_text(encoding="utf-8"), encoding="utf-8")
