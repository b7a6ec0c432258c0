"""XML from anywhere, read without entities, network or large trees; an element knows where it stands."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from lxml import etree

from ocrfix.errors import FormatError
from ocrfix.geometry import Box

MAX_BYTES = 64 * 2**20
"""Of a file. A broadsheet with every glyph and its alternatives is about 20 MB of PAGE XML."""

_MAX_TAGS = 1_000_000
_MAX_ATTRIBUTES = 2_500_000
_MAX_PX = 1e6
_ENCODINGS = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d|gb18030|gbk|big5")
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAME = re.compile(r"[^\w.-]")
_HINT = "give a file as its program wrote it"


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the file called `file`. Every reading method raises FormatError that says where."""

    raw: Any
    file: str

    @property
    def name(self) -> str:
        """The name without its namespace."""
        return str(etree.QName(self.raw).localname)

    @property
    def namespace(self) -> str:
        return etree.QName(self.raw).namespace or ""

    def wrong(self, why: str) -> NoReturn:
        raise FormatError(f"{self.file}: line {self.raw.sourceline}: <{self.name}>: {why}", _HINT)

    def children(self, *names: str) -> Iterator["Element"]:
        """The children of these names, or all, in the order of the file."""
        for child in self.raw.iterchildren(tag=etree.Element):
            element = Element(child, self.file)
            if not names or element.name in names:
                yield element

    def first(self, *path: str) -> "Element | None":
        """The first child of the first name, its first child of the second …; None where one lacks."""
        element: Element | None = self
        for name in path:
            element = next(element.children(name), None) if element else None
        return element

    def inside(self, *names: str) -> Iterator["Element"]:
        """The elements of these names at any depth."""
        for child in self.raw.iterdescendants():
            if isinstance(child.tag, str) and etree.QName(child).localname in names:
                yield Element(child, self.file)

    def get(self, attribute: str) -> str | None:
        """An attribute, None where it is missing or empty."""
        value = self.raw.get(attribute)
        return str(value) if value else None

    def words(self, attribute: str) -> list[str]:
        """An attribute that lists names."""
        return (self.get(attribute) or "").split()

    @property
    def text(self) -> str:
        """All text inside the element, as it stands."""
        return "".join(self.raw.itertext())

    def number(self, attribute: str, least: float = 0.0, most: float = _MAX_PX) -> float | None:
        """A number within bounds; None where the attribute is missing."""
        text = self.get(attribute)
        return None if text is None else self.number_in(text, attribute, least, most)

    def number_in(self, text: str, attribute: str, least: float = 0.0, most: float = _MAX_PX) -> float:
        try:
            value = float(text)
        except ValueError:
            self.wrong(f"{attribute} {_short(text)} is not a number")
        if not math.isfinite(value) or not least <= value <= most:
            self.wrong(f"{attribute} {_short(text)} is not between {least:g} and {most:g}")
        return value

    def box(self, left: str, top: str, width: str, height: str) -> Box | None:
        """The box that four attributes tell; None where they do not tell all of it."""
        values = [self.number(name) for name in (left, top, width, height)]
        if None in values:
            return None
        x, y, w, h = (value or 0.0 for value in values)
        return Box(x, y, x + w, y + h)


def parse_xml(data: bytes, file: str) -> Element:
    """The root of an XML file. FormatError names the line where it breaks off and the element it broke in."""
    data = checked(data, file)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        where = _place(data, _offset(data, *fault.position))
        raise FormatError(f"{file}: {where}: not XML ({_short(fault.msg or 'damaged')})", _HINT) from fault
    for entity in root.iter(etree.Entity):
        Element(entity.getparent(), file).wrong(f"the entity {_short(entity.text)} is not allowed")
    return Element(root, file)


def checked(data: bytes, file: str) -> bytes:
    """The file in UTF-8; FormatError where it is too large, broken, or declares entities."""
    if len(data) > MAX_BYTES:
        where = _place(data, MAX_BYTES)
        raise FormatError(f"{file}: {where}: larger than {MAX_BYTES // 2**20} MB", "give one page a file")
    data = _as_utf8(data, file)
    if (at := data.find(b"<!ENTITY")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise FormatError(f"{file}: line {line}: <!ENTITY>: entities are not allowed", _HINT)
    if data.count(b"<") > _MAX_TAGS or data.count(b"=") > _MAX_ATTRIBUTES:
        where = _place(data, len(data))
        raise FormatError(f"{file}: {where}: more than {_MAX_TAGS:,} tags", "give one page a file")
    return data


def _as_utf8(data: bytes, file: str) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        declared = _DECLARED.match(data)
        encoding = declared[1].decode().lower() if declared else "utf-8"
    if not _ENCODINGS.fullmatch(encoding):
        raise FormatError(f"{file}: line 1: the encoding {encoding} is not read", "save the file as UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        where = _place(data, fault.start)
        message = f"{file}: {where}: not {encoding.upper()} at byte {fault.start}"
        raise FormatError(message, "save the file as UTF-8") from fault
    return data if encoding in ("utf-8", "utf8") else text.encode(errors="surrogatepass")


def _offset(data: bytes, line: int, column: int) -> int:
    start = 0
    for _ in range(min(line - 1, data.count(b"\n"))):
        start = data.find(b"\n", start) + 1
    return start + max(0, column)


def _place(data: bytes, at: int) -> str:
    """The line of a byte and the element that began last before it."""
    last = data.rfind(b"<", 0, at + 1)
    names = re.findall(rb"<([^\s<>/!?\"'=]{1,60})", data[max(0, last - 20_000) : min(at, last + 60) + 1])
    name = names[-1].decode(errors="replace") if names else "?"
    line = data.count(b"\n", 0, at) + 1
    return f"line {line}: <{name}>"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else words[:60] + "…")


def clean(text: str) -> str:
    """The text with what XML cannot hold replaced.

    >>> clean("a\\x0cb")
    'a�b'
    """
    return _FORBIDDEN.sub("�", text)


class Names:
    """Gives every thing of a page a name that XML takes as an ID: unlike all others, and its own if it can.

    >>> names = Names()
    >>> names.of("line", "l1"), names.of("line", "7 b"), names.of("region", "l1"), names.of("line", "l1")
    ('l1', 'line-7_b', 'region-l1', 'l1')
    """

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._given: dict[tuple[str, str], str] = {}

    def of(self, kind: str, own: str) -> str:
        """The name of the thing that is called `own` among its kind."""
        if (kind, own) not in self._given:
            name = _NOT_IN_NAME.sub("_", clean(own)) if own.isascii() else own.encode().hex()
            if name != own or not re.match(r"[A-Za-z_]", name) or name in self._taken:
                name = f"{kind}-{name}"
            while name in self._taken:
                name += "_"
            self._taken.add(name)
            self._given[kind, own] = name
        return self._given[kind, own]


class Build:
    """Makes elements of one namespace: `build("Page", {"ID": "p1"}, into=layout)`."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __call__(
        self,
        name: str,
        attributes: dict[str, Any] | None = None,
        text: str | None = None,
        *,
        into: Any = None,
        prefixes: dict[str | None, str] | None = None,
    ) -> Any:
        """A new element, the last child of `into`. Attributes that are None are left out."""
        tag = f"{{{self._namespace}}}{name}" if self._namespace else name
        own = {key: clean(str(value)) for key, value in (attributes or {}).items() if value is not None}
        element = (
            etree.Element(tag, own, nsmap=prefixes)
            if into is None
            else etree.SubElement(into, tag, own, nsmap=prefixes)
        )
        element.text = None if text is None else clean(text)
        return element


def shown(root: Any, doctype: str | None = None, *, indented: bool = True) -> str:
    """The text of a file, with its declaration."""
    if indented:
        etree.indent(root, " ")
    text: str = etree.tostring(root, encoding="unicode", doctype=doctype)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without a needless point.

    >>> number(12.0), number(3.14)
    ('12', '3.1')
    """
    return f"{round(value, 1):g}" if abs(value) < 1e5 else f"{value:.1f}"
