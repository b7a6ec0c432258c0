"""The file of a user's lexicon: plain text that can be written by hand, and the tables it may come from.

One entry a line, in UTF-8; what stands after # at the beginning of a line is a remark:

    # the paper's own terms
    销号
    ! 闭环销号机制
    自已 → 自己

A bare line is a word, ! marks what no repair may touch, and an arrow (→, -> or =>) says what a text is
always to be read as. Plain text was chosen over JSON and CSV because an archivist can read and mend it in any
editor, two versions can be compared line by line, and remarks and the order of lines stay: `with_entries` and
`without` change single lines and leave the others as they are.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocrfix.errors import FormatError, SettingsError
from ocrfix.model.user_lexicon import UserLexicon

LONGEST_ENTRY = 200
_REMARK, _NEVER, _ARROW = "#", "!", "→"
_ARROWS = re.compile(r"→|->|=>")
_COLUMNS = ("word", "kind", "replacement")
_KINDS = ("word", "never", "always")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_GRAMMAR = "write a word, `! text` for what must never be changed, or `misread → right`, each on its own line"


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` is word, never or always; `right` is what `text` is always to be read as, for always alone."""

    kind: str
    text: str
    right: str | None = None

    def __str__(self) -> str:
        """The entry as its line in the file.

        >>> print(Entry("never", "闭环"), Entry("always", "自已", "自己"), Entry("word", "销号"), sep=" | ")
        ! 闭环 | 自已 → 自己 | 销号
        """
        if self.kind == "never":
            return f"{_NEVER} {self.text}"
        return f"{self.text} {_ARROW} {self.right}" if self.kind == "always" else self.text


def entry_of(kind: str, text: str, right: str | None = None) -> Entry:
    """An entry whose texts are clean: NFC, single spaces. SettingsError for what can be no entry.

    >>> str(entry_of("word", " Port  Hallow "))
    'Port Hallow'
    """
    clean, after = _clean(text), None if right is None else _clean(right)
    for part in (clean,) if after is None else (clean, after):
        _refuse_text(part)
    if clean == after:
        raise SettingsError(f"{clean} → {after} changes nothing", "give a misread text and the right one")
    return Entry(kind, clean, after)


def parse_line(line: str) -> Entry | None:
    """The entry of a line; None for a remark or an empty line. SettingsError for what is no entry.

    >>> parse_line("自已 => 自己"), parse_line("# a remark")
    (Entry(kind='always', text='自已', right='自己'), None)
    """
    line = line.strip("\ufeff \t\r\n\u3000")
    if not line or line.startswith(_REMARK):
        return None
    if line.startswith(_NEVER):
        return entry_of("never", line.removeprefix(_NEVER))
    parts = _ARROWS.split(line)
    if len(parts) > 2:
        raise SettingsError(f"{line} has more than one arrow", _GRAMMAR)
    return entry_of("always" if len(parts) == 2 else "word", *parts)


def entries_of(text: str, name: str) -> list[Entry]:
    """The entries of a file's text; FormatError with `name` and line for what is none."""
    found: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entry = parse_line(line)
        except SettingsError as error:
            raise FormatError(f"{name}, line {number}: {error.message}", error.hint) from error
        if entry is not None:
            found.append(entry)
    return found


def entries_of_table(text: str, name: str) -> list[Entry]:
    """The entries of a CSV table, with commas, semicolons or tabs; FormatError with `name` and row.

    A table of one column lists words. One of more names its columns: `word`, and of `kind` (word, never,
    always) and `replacement` one or both; a row with a replacement and no kind is a pair.

    >>> [str(entry) for entry in entries_of_table("word;replacement\\n自已;自己\\n销号;\\n", "a.csv")]
    ['自已 → 自己', '销号']
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as error:
        raise FormatError(f"{name}: no CSV table: {error}", "save it as CSV with commas and UTF-8") from error
    if not rows:
        return []
    titles = [title.strip().casefold() for title in rows[0]]
    if "word" in titles and set(titles) <= set(_COLUMNS):
        rows, columns = rows[1:], titles
    elif max(map(len, rows)) == 1:
        columns = ["word"]
    else:
        wrong = f"{name}: the first row does not name the columns"
        raise FormatError(wrong, f"begin the table with a row of {', '.join(_COLUMNS)}")
    return [_entry_of_row(dict(zip(columns, row, strict=False)), f"{name}, {row}") for row in rows]


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it says so; FormatError for any other."""
    try:
        return data.decode(_BOMS.get(data[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        hint = f"save it as UTF-8, or convert it: iconv -f GB18030 -t UTF-8 {name}"
        raise FormatError(f"{name}: not UTF-8 at byte {error.start}", hint) from error


def lexicon_of(entries: Iterable[Entry], name: str) -> UserLexicon:
    """The entries as a lexicon. SettingsError, with `name`, where they contradict each other."""
    unique = dict.fromkeys(entries)
    never = frozenset(entry.text for entry in unique if entry.kind == "never")
    pairs: dict[str, str] = {}
    for entry in unique:
        if entry.right is not None and pairs.setdefault(entry.text, entry.right) != entry.right:
            _refuse(name, f"{entry.text} → {pairs[entry.text]}", str(entry), "remove one of them")
    for wrong, right in pairs.items():
        if wrong in never:
            _refuse(name, f"{wrong} → {right}", f"{_NEVER} {wrong}", "remove one of them")
        if right in pairs:
            circle = pairs[right] == wrong
            hint = "remove one of them" if circle else f"write {wrong} → {pairs[right]} for the first"
            _refuse(name, f"{wrong} → {right}", f"{right} → {pairs[right]}", hint)
    words = frozenset(entry.text for entry in unique if entry.kind == "word")
    return UserLexicon(words=words, never=never, always=tuple(sorted(pairs.items())))


def with_entries(text: str, entries: Sequence[Entry]) -> str:
    """A file's text with more entries at its end; those that it has already are not written twice."""
    had = {str(entry) for line in text.splitlines() if (entry := _entry_or_none(line))}
    new = [line for line in dict.fromkeys(map(str, entries)) if line not in had]
    start = text if not text or text.endswith("\n") else f"{text}\n"
    return start + "".join(f"{line}\n" for line in new)


def without(text: str, wanted: str) -> tuple[str, int]:
    """A file's text without the lines whose entry, or whose entry's text, is `wanted`; and how many went."""
    wanted = _clean(wanted)
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not _is_entry(line, wanted)]
    return "".join(kept), len(lines) - len(kept)


def _is_entry(line: str, wanted: str) -> bool:
    entry = _entry_or_none(line)
    return entry is not None and wanted in (entry.text, str(entry))


def _entry_or_none(line: str) -> Entry | None:
    try:
        return parse_line(line)
    except SettingsError:
        return None


def _entry_of_row(row: dict[str, str], where: str) -> Entry:
    right = row.get("replacement", "").strip() or None
    kind = row.get("kind", "").strip().casefold() or ("always" if right else "word")
    if kind not in _KINDS:
        raise FormatError(f"{where}: {kind!r} is none of {', '.join(_KINDS)}", "correct the row")
    if (kind == "always") != (right is not None):
        raise FormatError(f"{where}: a replacement goes with always, and always with one", "correct the row")
    try:
        return entry_of(kind, row.get("word", ""), right)
    except SettingsError as error:
        raise FormatError(f"{where}: {error.message}", error.hint) from error


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _refuse_text(text: str) -> None:
    if not text:
        raise SettingsError("an entry without a text", _GRAMMAR)
    if len(text) > LONGEST_ENTRY:
        raise SettingsError(f"an entry of {len(text)} characters", f"give at most {LONGEST_ENTRY}")
    if text[0] in _REMARK + _NEVER or _ARROWS.search(text):
        raise SettingsError(f"{text} begins with # or !, or holds an arrow", _GRAMMAR)
    if any(unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") for char in text):
        raise SettingsError(f"{text!r} holds a character that cannot be printed", "correct it")


def _refuse(name: str, one: str, other: str, hint: str) -> None:
    raise SettingsError(f"{name}: '{one}' and '{other}' contradict each other", hint)
