"""Files of other programs, and our own, as pages: which format it is follows from the content."""

import re
from collections.abc import Callable
from pathlib import Path

from ocrfix.errors import FormatError
from ocrfix.formats.found import FoundPage
from ocrfix.formats.issue import page_stem
from ocrfix.formats.xml import MAX_BYTES, Element, parse_xml
from ocrfix.model.from_json import from_json
from ocrfix.model.page import Page

_HINT = "give ocrfix JSON, ALTO, PAGE XML, hOCR or ABBYY XML"
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def read_page_file(path: Path) -> Page:
    """The one page of a file; FormatError where it cannot be read or holds several pages."""
    pages = read_pages_file(path)
    if len(pages) != 1:
        raise FormatError(f"{path.name}: holds {len(pages)} pages", "give one page a file")
    return pages[0]


def read_pages_file(path: Path) -> tuple[Page, ...]:
    """The pages of a file: ocrfix JSON, ALTO 2 to 4, PAGE XML 2013 to 2019, hOCR or ABBYY FineReader XML.

    What the file does not say is None: places, confidences, the scan. Regions of which it does not say
    which article they belong to are unplaced. FormatError names the file, the line and the element.
    """
    data = _content(path)
    file, name = path.name, page_stem(path) or "page"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return (_json(data, file),)
    found = _hocr(data, file, name) if _HTML.match(data[:4000]) else _xml(data, file, name)
    if not found:
        raise FormatError(f"{file}: there is no page in it", _HINT)
    for number, page in enumerate(found, 1) if len(found) > 1 else ():
        page.name = f"{name}-p{number:04d}"
    return tuple(page.page() for page in found)


def _content(path: Path) -> bytes:
    """The file, or a little more of it than is read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FormatError(
            f"{path}: cannot be read ({error.strerror})", "check the name and the folder"
        ) from error


def _json(data: bytes, file: str) -> Page:
    if len(data) > MAX_BYTES:
        raise FormatError(f"{file}: larger than {MAX_BYTES // 2**20} MB", "give one page a file")
    try:
        return from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise FormatError(f"{file}: not UTF-8 at byte {fault.start}", "save the file as UTF-8") from fault
    except FormatError as fault:
        raise FormatError(f"{file}: {fault.message}", fault.hint) from fault


def _hocr(data: bytes, file: str, name: str) -> list[FoundPage]:
    from ocrfix.formats.hocr import parse_hocr, read_hocr

    return read_hocr(parse_hocr(data, file), name)


def _xml(data: bytes, file: str, name: str) -> list[FoundPage]:
    if not data.strip():
        raise FormatError(f"{file}: the file is empty", _HINT)
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith((b"<", b"\0<")):
        raise FormatError(f"{file}: neither XML nor JSON", _HINT)
    root = parse_xml(data, file)
    reader = _readers().get(root.name)
    if reader is None:
        root.wrong(f"this root element is of no format that is read; {_HINT}")
    return reader(root, name)


def _readers() -> dict[str, Callable[[Element, str], list[FoundPage]]]:
    """Who reads a file, by the name of its root element."""
    from ocrfix.formats.abbyy import read_abbyy
    from ocrfix.formats.alto import read_alto
    from ocrfix.formats.pagexml import read_pagexml

    return {"alto": read_alto, "PcGts": read_pagexml, "document": read_abbyy}
