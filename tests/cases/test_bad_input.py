"""Whatever is given instead of a scan: the answer names the file and says what to do."""

import io
import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocrfix.errors import ScanError
from ocrfix.image.scan import open_scans, read_scans


def noise(width: int = 160, height: int = 120) -> Image.Image:
    """A picture that no codec makes small, so that a cut always hits its data."""
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def fault_of(data: bytes, file: str = "page.bin", max_megapixels: float = 400.0) -> ScanError:
    with pytest.raises(ScanError) as caught:
        list(read_scans(data, file, max_megapixels=max_megapixels))
    return caught.value


def png_claiming(width: int, height: int) -> bytes:
    """A header and a few bytes of data: a bomb's outside."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def pdf(objects: list[str], trailer: str = "") -> bytes:
    """A PDF from its objects after the catalogue; the first is the tree of pages, number 2."""
    body = "%PDF-1.4\n"
    starts = []
    for number, thing in enumerate(["<</Type/Catalog/Pages 2 0 R>>", *objects], start=1):
        starts.append(len(body))
        body += f"{number} 0 obj{thing}endobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(starts) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def locked_pdf() -> bytes:
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>"
    keys = f"/O<{'41' * 32}>/U<{'42' * 32}>"
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4{keys}>>/ID[<{'43' * 16}><{'43' * 16}>]"
    return pdf(["<</Type/Pages/Kids[3 0 R]/Count 1>>", page], lock)


def test_a_missing_file_is_named_without_its_folder(tmp_path):
    with pytest.raises(ScanError, match=r"^lost\.tif: no such file; "):
        list(open_scans(tmp_path / "lost.tif"))


def test_a_folder_is_not_taken_for_a_scan(tmp_path):
    with pytest.raises(ScanError, match="is a folder"):
        list(open_scans(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices")
def test_an_endless_device_is_refused_before_it_is_read():
    with pytest.raises(ScanError, match="not a plain file"):
        list(open_scans(Path("/dev/zero")))


@pytest.mark.parametrize("name", ["n" * 5000, "nul\0byte.png"])
def test_a_name_that_no_file_can_have_is_a_scan_error(name):
    with pytest.raises(ScanError):
        list(open_scans(Path(name)))


def test_control_characters_of_a_name_do_not_reach_the_message():
    assert "\x1b" not in str(fault_of(b"", "evil\x1b[2J\n.png"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        ("头版 front page\n".encode() * 100, "a text file"),
        (b'{"schema": "ocrfix.page/1"}', "a text file"),
        (bytes(range(256)) * 8, "unknown kind"),
        (b"GIF89a" + bytes(100), "unknown kind"),
    ],
)
def test_what_is_not_a_scan_is_told_by_its_kind(data, words):
    fault = fault_of(data)
    assert words in fault.message
    assert fault.message.startswith("page.bin: ")
    assert fault.hint


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_deflate"}),
        ("TIFF", {"compression": "group4"}),
        ("WEBP", {"lossless": True}),
        ("JPEG2000", {}),
        ("PDF", {}),
    ],
)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_file_cut_short_gives_no_page_with_a_white_end(kind, options, share, capfd):
    image = noise().convert("1") if options.get("compression") == "group4" else noise()
    data = encoded(image, kind, **options)
    fault = fault_of(data[: int(len(data) * share)])
    assert fault.message.startswith("page.bin: ")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "PDF"])
def test_damaged_bytes_give_pages_or_a_scan_error_and_nothing_else(kind, capfd):
    data = encoded(noise(40, 30), kind)
    random = np.random.default_rng(7)
    for _ in range(60):
        broken = bytearray(data)
        for spot in random.integers(0, len(data), 4):
            broken[spot] = random.integers(0, 256)
        with suppress(ScanError):
            for scan in read_scans(bytes(broken), "page", max_megapixels=1):
                assert scan.pixels.dtype == np.uint8
                assert scan.pixels.shape[2:] == (3,)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("size", [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (60_000, 10)])
def test_a_bomb_is_refused_by_what_its_header_claims(size):
    fault = fault_of(png_claiming(*size))
    assert "megapixels" in fault.message or "a side is longer" in fault.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "JPEG2000", "PDF"])
def test_too_many_megapixels_name_the_option_that_allows_them(kind):
    fault = fault_of(encoded(noise(300, 200), kind), max_megapixels=0.05)
    assert "more than the limit of 0.05" in fault.message
    assert "--max-megapixels" in fault.hint


def test_a_page_above_the_limit_leaves_the_pages_before_it():
    data = encoded(noise(100, 100), "TIFF", save_all=True, append_images=[noise(300, 300)])
    scans = read_scans(data, "book.tif", max_megapixels=0.02)
    assert next(scans).name == "book-p0001"
    with pytest.raises(ScanError, match=r"^book\.tif: after page 1: .* megapixels"):
        next(scans)


@pytest.mark.parametrize("share", [0.7, 0.95])
def test_the_pages_before_a_cut_are_given(share):
    data = encoded(noise(), "TIFF", save_all=True, append_images=[noise(), noise()])
    scans = read_scans(data[: int(len(data) * share)], "book.tif")
    assert [next(scans).page, next(scans).page] == [1, 2]
    with pytest.raises(ScanError, match=r"^book\.tif: after page 2: "):
        next(scans)


def test_an_encrypted_pdf_asks_for_a_copy_without_password():
    fault = fault_of(locked_pdf())
    assert "encrypted" in fault.message
    assert "without a password" in fault.hint


def test_a_pdf_without_pages_says_so_even_after_a_locked_one():
    fault_of(locked_pdf())
    assert "has no pages" in fault_of(pdf(["<</Type/Pages/Kids[]/Count 0>>"])).message


def test_a_pdf_whose_picture_cannot_be_decoded_is_not_a_blank_page():
    damaged = (
        "<</Type/XObject/Subtype/Image/Width 90/Height 90/BitsPerComponent 8/ColorSpace/DeviceRGB"
        "/Filter/DCTDecode/Length 4>>stream\nnope\nendstream"
    )
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>>>"
    show = "<</Length 22>>stream\n90 0 0 90 0 0 cm /I Do\nendstream"
    fault = fault_of(pdf(["<</Type/Pages/Kids[3 0 R]/Count 1>>", page, damaged, show]))
    assert "picture on page 1 is damaged" in fault.message
