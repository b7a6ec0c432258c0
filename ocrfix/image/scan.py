"""From a file to the pixels of its pages. Every fault of a file becomes a ScanError here, and only here."""

import hashlib
import io
import stat
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ocrfix.errors import ScanError
from ocrfix.geometry import Polygon
from ocrfix.image import raster
from ocrfix.image.picture import Picture, UnreadableError

MAX_MEGAPIXELS = 400.0

_READABLE = "give a PNG, JPEG, TIFF, JPEG 2000, WebP or PDF file"
_MAX_STEM_BYTES = 180
_PDF_HEAD_BYTES = 1024
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")


class Reader(Protocol):
    """A module that reads one family of files."""

    def pictures(self, stream: BinaryIO, max_megapixels: float, first: int = 1) -> Iterator[Picture]: ...

    def count(self, stream: BinaryIO) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scan:
    """One page. `pixels` is (height, width, 3), RGB, turned as its file says: the frame of all results.

    `name` is safe as a file name and tells the pages of a file apart; `file` is the name of the file
    without folders, `page` the page's number in it from 1, `sha256` that of the file. `part` is the half of
    the image to read where two facing pages are in it; the frame of the results is still the whole image.
    """

    name: str
    file: str
    page: int
    sha256: str
    pixels: NDArray[np.uint8]
    dpi: float | None
    part: Polygon | None = None


def open_scans(path: Path, *, max_megapixels: float = MAX_MEGAPIXELS) -> Iterator[Scan]:
    """The pages of a file, each decoded when asked for.

    Raises ScanError where the file or a page cannot be read; the pages before it have been given by then.
    """
    file = printable(path.name or str(path))
    with _opened(path, file) as stream:
        yield from _scans(stream, file, max_megapixels)


def count_pages(path: Path) -> int:
    """How many pages a file has, without decoding one; where a page is damaged it is counted, as the last.

    Raises ScanError where the file cannot be read at all.
    """
    file = printable(path.name or str(path))
    with _opened(path, file) as stream, _faults_named(file, 0):
        return _reader(stream).count(stream)


def looks_like_scan(path: Path) -> bool:
    """Whether the file begins like a scan, whatever it is called."""
    try:
        with path.open("rb") as stream:
            return _kind(stream.read(_PDF_HEAD_BYTES)) is not None
    except OSError:
        return False


def may_have_pages(path: Path) -> bool:
    """Whether the file begins like one that can hold several pages, a TIFF or a PDF."""
    try:
        with path.open("rb") as stream:
            return _kind(stream.read(_PDF_HEAD_BYTES)) in ("PDF", "TIFF")
    except OSError:
        return False


def check_first_picture(path: Path, called: str, *, max_megapixels: float = MAX_MEGAPIXELS) -> None:
    """Raises ScanError where the head of an image file is damaged or states too many pixels.

    Nothing is decoded. A PDF is not looked into. `called` is the file's name for people.
    """
    file = printable(called)
    with _opened(path, file) as stream, _faults_named(file, 0):
        if _reader(stream) is raster:
            raster.check_first(stream, max_megapixels)


def open_page(
    path: Path,
    page: int,
    sha256: str,
    *,
    max_megapixels: float = MAX_MEGAPIXELS,
    called: str | None = None,
) -> Scan:
    """One page of a file, from 1; the pages before it are not decoded. `sha256` is that of the file, `called`
    its name where that is not the path's.

    Raises ScanError where the page cannot be read or does not exist.
    """
    file = printable(called or path.name or str(path))
    with _opened(path, file) as stream:
        scan = next(_scans(stream, file, max_megapixels, first=page, sha256=sha256), None)
    if scan is None or scan.page != page:
        raise ScanError(f"{file}: there is no page {page}", "check whether the file was replaced")
    return scan


def read_scans(data: bytes, name: str, *, max_megapixels: float = MAX_MEGAPIXELS) -> Iterator[Scan]:
    """The pages of a file that is already in memory, as from standard input; `name` stands for its file name.

    Raises ScanError like `open_scans`.
    """
    return _scans(io.BytesIO(data), printable(name), max_megapixels)


def safe_stem(file: str) -> str:
    """A file's name without its suffix, fit to name the files that are made from it.

    >>> safe_stem("申報 1939.tif"), safe_stem("-rf.png"), safe_stem("a:b\\n.pdf"), safe_stem("..")
    ('申報 1939', 'rf', 'a_b_', 'page')
    """
    stem = unicodedata.normalize("NFC", PurePath(file).stem)
    stem = "".join("_" if char in '/\\:*?"<>|' or not char.isprintable() else char for char in stem)
    stem = stem.encode()[:_MAX_STEM_BYTES].decode(errors="ignore")
    return stem.lstrip("-. ").rstrip(". ") or "page"


def printable(text: str) -> str:
    """The text on one line, without what a terminal or a JSON file could stumble over.

    >>> printable("a\\x1b[2J.png")
    'a�[2J.png'
    """
    return "".join(char if char.isprintable() else "�" for char in text)


def shown_path(path: Path) -> str:
    """A path for people and JSON: printable, whatever its bytes are."""
    return printable(str(path))


@contextmanager
def _opened(path: Path, file: str) -> Iterator[BinaryIO]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ScanError(f"{file}: is a folder", "give the files in it, for example with a * at the end")
        if not stat.S_ISREG(mode):
            raise ScanError(f"{file}: is not a plain file", "pipe it in and give - as the file")
        stream = path.open("rb")
    except FileNotFoundError as fault:
        raise ScanError(f"{file}: no such file", "check the name and the folder") from fault
    except PermissionError as fault:
        raise ScanError(f"{file}: may not be read", "change its permissions") from fault
    except (OSError, ValueError) as fault:
        raise ScanError(
            f"{file}: cannot be opened ({_reason(fault)})", "check the name and the disk"
        ) from fault
    with stream:
        yield stream


def _scans(
    stream: BinaryIO, file: str, max_megapixels: float, first: int = 1, sha256: str | None = None
) -> Iterator[Scan]:
    with _faults_named(file, 0):
        sha256 = sha256 or hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        pictures = _reader(stream).pictures(stream, max_megapixels, first)
    stem = safe_stem(file)
    page = 0
    while True:
        with _faults_named(file, page):
            picture = next(pictures, None)
        if picture is None:
            return
        page = picture.page
        yield Scan(
            name=f"{stem}-p{page:04d}" if picture.several else stem,
            file=file,
            page=page,
            sha256=sha256,
            pixels=picture.pixels,
            dpi=picture.dpi,
        )
        del picture


def _reader(stream: BinaryIO) -> Reader:
    """Who reads this kind of file, by its first bytes. Raises UnreadableError where nobody does."""
    stream.seek(0)
    head = stream.read(_PDF_HEAD_BYTES)
    stream.seek(0)
    if not head:
        raise UnreadableError("the file is empty", "copy or scan it again")
    kind = _kind(head)
    if kind == "PDF":
        from ocrfix.image import pdf  # pdfium is loaded only for those who need it

        return pdf
    if kind is not None:
        return raster
    told = "a text file" if _is_text(head) else "of an unknown kind"
    raise UnreadableError(f"the file is {told}, not a scan", _READABLE)


def _kind(head: bytes) -> Literal["PDF", "TIFF", "image"] | None:
    """What a file is by its first bytes; None for what is no scan."""
    if b"%PDF-" in head:
        return "PDF"
    if head.startswith(_TIFF):
        return "TIFF"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    return None


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode()
    except UnicodeDecodeError as fault:
        text = head[: fault.start].decode()
        if len(head) - fault.start > 3:
            return False
    return not any(ord(char) < 32 and char not in "\t\n\r\f\x1b" for char in text)


@contextmanager
def _faults_named(file: str, pages_read: int) -> Iterator[None]:
    """The one place where a fault inside a file is given the file's name. Keeps warnings off stderr."""
    where = f"{file}: after page {pages_read}" if pages_read else file
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableError as fault:
        raise ScanError(f"{where}: {fault.why}", fault.hint) from fault
    except MemoryError as fault:
        raise ScanError(f"{where}: not enough memory", "scan at a lower resolution") from fault
    except Exception as fault:  # Pillow and pdfium raise whatever a damaged file leads them into
        message = f"{where}: the file is damaged or cut short ({_reason(fault)})"
        raise ScanError(message, "copy or scan it again") from fault


def _reason(fault: BaseException) -> str:
    """A library's own words, on one line, without addresses in memory.

    >>> _reason(ValueError("bad  header\\nat 3")), _reason(KeyError())
    ('bad header at 3', 'KeyError')
    """
    words = printable(" ".join(str(fault).split()))
    tells = words and " object at 0x" not in words and "<_io." not in words
    return words[:120] if tells else type(fault).__name__
