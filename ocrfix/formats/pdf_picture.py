"""A scan in a PDF: its compressed data as they stand in its file, where PDF knows the compression.

JPEG, JPEG 2000 and CCITT pass through untouched, as does the one picture of a page of a PDF; everything else
is stored without loss.
"""

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from ocrfix.errors import ScanError
from ocrfix.image.scan import MAX_MEGAPIXELS, open_scans
from ocrfix.model.page import Source

Matrix = tuple[float, float, float, float, float, float]
"""From the unit square of a picture to that of the page, y upwards."""

_TURNED: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""How a picture is shown, by EXIF's number for its orientation."""

_ORIENTATION, _COMPRESSION, _PHOTOMETRIC, _STARTS, _LENGTHS = 274, 259, 262, 273, 279
_ROWS, _T4_OPTIONS, _FILL_ORDER, _SUBFILE_TYPE = 278, 292, 266, 254
_GROUP_3, _GROUP_4 = 3, 4
_SIGNATURES = (b"\xff\xd8\xff", b"\0\0\0\x0cjP  ", b"II*\0", b"MM\0*")
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_FORBIDDEN = {"/SMask", "/SMaskInData", "/Alternates", "/OPI", "/Interpolate", "/LZWDecode"}
"""What PDF/A-2 takes in no picture, or only with conditions that are not looked into."""

_GREY, _RGB, _CMYK = Name.DeviceGray, Name.DeviceRGB, Name.DeviceCMYK


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and where it stands on the page; `archival`: PDF/A-2 allows it as it is."""

    stream: Any
    matrix: Matrix
    archival: bool = True


def place_scan(pdf: pikepdf.Pdf, path: Path, source: Source) -> list[Placed]:
    """The pictures that make up a page's scan, added to the PDF.

    ScanError where the file cannot be read or is not the one that the page was read from.
    """
    data = _content(path)
    if source.sha256 and len(source.sha256) == 64 and hashlib.sha256(data).hexdigest() != source.sha256:
        raise ScanError(
            f"{path.name}: is not the file that the page was read from", "give the very same scan"
        )
    placed = _passed_through(pdf, data, source) if _may_pass(data) else None
    return placed or _stored(pdf, path, source)


def _another(path: Path) -> ScanError:
    return ScanError(f"{path.name}: is not the file that the page was read from", "give the very same scan")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ScanError(
            f"{path}: cannot be read ({error.strerror})", "check the name and the folder"
        ) from error


def _may_pass(data: bytes) -> bool:
    return (
        data.startswith((b"\xff\xd8\xff", b"\0\0\0\x0cjP  ", b"II*\0", b"MM\0*")) or b"%PDF-" in data[:1024]
    )


def _passed_through(pdf: pikepdf.Pdf, data: bytes, source: Source) -> list[Placed] | None:
    """None where the data cannot be used as they are."""
    try:
        if b"%PDF-" in data[:1024]:
            return _from_pdf(pdf, data, source)
        with Image.open(io.BytesIO(data), formats=("JPEG", "JPEG2000", "TIFF")) as image:
            if image.format == "TIFF":
                return _from_tiff(pdf, data, image, source)
            return _whole(pdf, data, image, source)
    except (OSError, ValueError, KeyError, EOFError, SyntaxError, pikepdf.PdfError):
        return None


def _whole(pdf: pikepdf.Pdf, data: bytes, image: Image.Image, source: Source) -> list[Placed] | None:
    """JPEG and JPEG 2000: the file is the stream."""
    turn = image.getexif().get(_ORIENTATION, 1)
    spaces = {"L": _GREY, "RGB": _RGB, "CMYK": _CMYK}
    if image.mode not in spaces or turn not in _TURNED or not _fits(image.size, turn, source):
        return None
    jpeg = image.format == "JPEG"
    space: Any = spaces[image.mode]
    own = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=Name.DCTDecode if jpeg else Name.JPXDecode,
    )
    if image.mode == "CMYK" and "adobe" in image.info:
        own.Decode = Array([1, 0] * 4)
    stream = pdf.make_indirect(Stream(pdf, data, own))
    return [Placed(stream, _TURNED[turn], archival=image.mode != "CMYK")]


def _fits(size: tuple[int, int], turn: int, source: Source) -> bool:
    """Whether a picture is the page's scan, pixel by pixel."""
    shown = size[::-1] if turn > 4 else size
    return (source.width_px, source.height_px) in (shown, (None, None))


def _from_tiff(pdf: pikepdf.Pdf, data: bytes, image: Image.Image, source: Source) -> list[Placed] | None:
    """CCITT: each strip is a picture of its own, one below the other."""
    _go_to_page(image, source.page)
    tags: Any = image.tag_v2  # type: ignore[attr-defined]
    turn, compression = tags.get(_ORIENTATION, 1), tags.get(_COMPRESSION)
    if compression not in (_GROUP_3, _GROUP_4) or image.mode != "1" or not _fits(image.size, turn, source):
        return None
    width, height = image.size
    rows = min(tags.get(_ROWS, height), height)
    two_ways = compression == _GROUP_3 and tags.get(_T4_OPTIONS, 0) & 1
    parameters = {
        "/K": -1 if compression == _GROUP_4 else int(two_ways),
        "/Columns": width,
        "/BlackIs1": tags.get(_PHOTOMETRIC, 0) == 1,
    }
    strips = []
    for number, (start, length) in enumerate(zip(tags[_STARTS], tags[_LENGTHS], strict=True)):
        strip = data[start : start + length]
        if tags.get(_FILL_ORDER, 1) == 2:
            strip = strip.translate(_REVERSED)
        tall = min(rows, height - number * rows)
        own = _bitmap(width, tall, parameters)
        bottom = max(0.0, 1 - (number + 1) * rows / height)
        matrix: Matrix = (1, 0, 0, tall / height, 0, bottom)
        strips.append(Placed(pdf.make_indirect(Stream(pdf, strip, own)), _then(matrix, _TURNED[turn])))
    return strips


def _go_to_page(image: Image.Image, page: int) -> None:
    """Frames that are thumbnails or masks are no pages. EOFError where there is no such page."""
    position = 0
    while True:
        image.seek(position)
        tags: Any = image.tag_v2  # type: ignore[attr-defined]
        page -= not int(tags.get(_SUBFILE_TYPE, 0)) & 0b101
        if page == 0:
            return
        position += 1


def _bitmap(width: int, rows: int, parameters: dict[str, Any]) -> Dictionary:
    return Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=rows,
        ColorSpace=_GREY,
        BitsPerComponent=1,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(parameters | {"/Rows": rows}),
    )


def _then(first: Matrix, second: Matrix) -> Matrix:
    """One map after another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def pictures_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The pictures that a page of a PDF draws itself."""
    drawn = page.resources.get("/XObject", pikepdf.Dictionary())
    return [found for found in drawn.values() if found.get("/Subtype") == "/Image"]


def _from_pdf(pdf: pikepdf.Pdf, data: bytes, source: Source) -> list[Placed] | None:
    """The picture of a PDF's page, where the page is one picture of the size of the page that was read."""
    with pikepdf.open(io.BytesIO(data)) as original:
        page = original.pages[source.page - 1]
        pictures = pictures_of(page)
        if len(pictures) != 1 or page.get("/Rotate", 0) % 360:
            return None
        picture = pictures[0]
        if not _fits((int(picture.Width), int(picture.Height)), 1, source) or not _upright(page):
            return None
        space = picture.get("/ColorSpace")
        archival = space in (_GREY, _RGB) and not _FORBIDDEN & {*picture.keys(), *_filters(picture)}
        return [Placed(pdf.copy_foreign(picture), _TURNED[1], archival=archival)]


def _filters(picture: Any) -> set[str]:
    """The names of the compressions of a picture."""
    filters = picture.get("/Filter", Array())
    return {str(name) for name in (filters if isinstance(filters, Array) else [filters])}


def _upright(page: pikepdf.Page) -> bool:
    """Whether no map on the page turns or mirrors."""
    maps = [row.operands for row in pikepdf.parse_content_stream(page) if str(row.operator) == "cm"]
    return all(
        float(a) > 0 and float(d) > 0 and abs(float(b)) + abs(float(c)) < 1e-3 * float(a)
        for a, b, c, d, *_ in maps
    )


def _stored(pdf: pikepdf.Pdf, path: Path, source: Source) -> list[Placed]:
    """The pixels as they were read, compressed without loss."""
    megapixels = max(MAX_MEGAPIXELS, (source.width_px or 0) * (source.height_px or 0) / 1e6 + 1)
    scan = next(
        (scan for scan in open_scans(path, max_megapixels=megapixels) if scan.page == source.page), None
    )
    if scan is None:
        raise ScanError(f"{path.name}: has no page {source.page}", "give the very same scan")
    height, width = scan.pixels.shape[:2]
    if not _fits((width, height), 1, source):
        raise ScanError(
            f"{path.name}: is not the file that the page was read from", "give the very same scan"
        )
    grey = bool((scan.pixels == scan.pixels[:, :, :1]).all())
    pixels = np.ascontiguousarray(scan.pixels[:, :, 0] if grey else scan.pixels)
    own = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=_GREY if grey else _RGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    return [Placed(pdf.make_indirect(Stream(pdf, zlib.compress(pixels.data, 6), own)), _TURNED[1])]
