"""Plain text and Markdown taken apart into blocks: what the notation says, and the words it stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ocrfix.errors import FormatError

_HINT = "give plain text or Markdown in UTF-8, or a JSON file that `ocrfix page` wrote"
_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}> ?(?=\S)")
_STRONG = re.compile(r"^\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$")
_EMPHASIS = re.compile(r"^\*([^*\s](?:(?:[^*]|\\\*)*[^*\s\\])?)\*$")
_CREDITED = re.compile(r"^(.*?)(?: |^)\*([^*]+)\*$")
_COMMENT = re.compile(r"^<!--.*-->$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE_BREAK = re.compile(r"(?<!\\)\\$")
SECTIONS = ("Captions", "Adverts", "Furniture", "Unplaced")
"""The headings under which `formats.markdown` lists what is no article."""


class Mark(StrEnum):
    NONE = "none"
    HEADING = "heading"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    QUOTE = "quote"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines without a blank line between them, under one mark.

    `level` is that of a heading, 1 the highest; `section` the one of SECTIONS that the block is in, or "".
    """

    mark: Mark = Mark.NONE
    level: int = 0
    section: str = ""
    lines: tuple[str, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file; FormatError where it is not text in UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise FormatError(f"the text is {name}, not UTF-8", f"convert it: iconv -f {name} -t UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data or data[:5] == b"%PDF-":
            raise FormatError("not a text but binary data", _HINT) from error
        raise FormatError(
            f"not UTF-8: byte {error.start} is {data[error.start]:#04x}",
            "convert it, as with: iconv -f GB18030 -t UTF-8",
        ) from error
    if "\x00" in text or 100 * len(_CONTROLS.findall(text)) > len(text):
        raise FormatError("not a text but binary data", _HINT)
    return text


def find_blocks(text: str) -> tuple[Block, ...]:
    r"""The blocks of a text, in order. Marks and escapes are undone where a heading shows it to be Markdown.

    >>> for block in find_blocks("# 不断提升\n■记者 郁佳炜\n\n3月27日，\n区委召开\\*会议。\n"):
    ...     print(block.mark.value, block.level, block.lines)
    heading 1 ('不断提升',)
    none 0 ('■记者 郁佳炜',)
    none 0 ('3月27日，', '区委召开*会议。')
    >>> find_blocks("价格\\*面议")[0].lines
    ('价格\\*面议',)
    """
    rows = text.splitlines()
    markdown = any(_HEADING.match(row) for row in rows)
    return tuple(_in_sections(_grouped(rows, markdown), markdown))


def _grouped(rows: list[str], markdown: bool) -> Iterator[Block]:
    open_rows: list[str] = []
    for row in [*rows, ""]:
        if markdown and _COMMENT.match(row.strip()):
            continue
        block = _marked(row, markdown)
        if block is None and row.strip():
            open_rows.append(_plain(row, markdown))
            continue
        if open_rows:
            yield Block(lines=tuple(open_rows))
            open_rows = []
        if block is not None:
            yield block


def _marked(row: str, markdown: bool) -> Block | None:
    """The block that a row with a mark is by itself; None for a row without one."""
    if _RULE.match(row):
        return Block(mark=Mark.RULE)
    if not markdown:
        return None
    heading = _HEADING.match(row)
    if heading:
        return Block(mark=Mark.HEADING, level=len(heading[1]), lines=(_plain(heading[2], True),))
    quote = _QUOTE.match(row)
    if quote:
        parts = _CREDITED.match(row[quote.end() :])
        texts = [text for text in parts.groups() if text] if parts else [row[quote.end() :]]
        return Block(mark=Mark.QUOTE, lines=tuple(_plain(text, True) for text in texts))
    for pattern, mark in ((_STRONG, Mark.STRONG), (_EMPHASIS, Mark.EMPHASIS)):
        found = pattern.match(row.strip())
        if found:
            return Block(mark=mark, lines=(_plain(found[1], True),))
    return None


def _plain(row: str, markdown: bool) -> str:
    return _ESCAPED.sub(r"\1", _LINE_BREAK.sub("", row)) if markdown else row


def _in_sections(blocks: Iterator[Block], markdown: bool) -> Iterator[Block]:
    section = ""
    for block in blocks:
        if markdown and block.level == 2 and block.lines[0] in SECTIONS:
            section = block.lines[0]
            continue
        if block.mark is Mark.HEADING:
            section = ""
        yield replace(block, section=section)
