"""From a file to pixels: what each format must give."""

import hashlib
import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from ocrfix.image.scan import Scan, open_scans, read_scans, safe_stem

ORIENTATION, PHOTOMETRIC, SUBFILE_TYPE = 274, 262, 254


def corner_marked(width: int = 60, height: int = 40) -> np.ndarray:
    """White, black in the top left quarter, grey along the left: no two turns of it look the same."""
    pixels = np.full((height, width, 3), 255, dtype=np.uint8)
    pixels[: height // 2, : width // 2] = 0
    pixels[height // 2 :, : width // 4] = 128
    return pixels


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def only(data: bytes, name: str = "page.bin") -> Scan:
    (scan,) = read_scans(data, name)
    return scan


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_deflate"}),
        ("WEBP", {"lossless": True}),
        ("JPEG2000", {"irreversible": False}),
    ],
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_lossless_formats_give_back_every_pixel(kind, options, mode):
    image = Image.fromarray(corner_marked()).convert(mode)
    assert np.array_equal(only(encoded(image, kind, **options)).pixels, corner_marked())


@pytest.mark.parametrize("compression", [None, "group4", "group3"])
@pytest.mark.parametrize("photometric", [0, 1])
def test_one_bit_fax_is_not_inverted(compression, photometric):
    image = Image.fromarray(corner_marked()).convert("1", dither=Image.Dither.NONE)
    data = encoded(image, "TIFF", compression=compression, tiffinfo={PHOTOMETRIC: photometric})
    pixels = only(data).pixels
    assert pixels[0, 0].tolist() == [0, 0, 0]
    assert pixels[-1, -1].tolist() == [255, 255, 255]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("white", [65535, 4095])
def test_deep_grey_keeps_its_tones(kind, white):
    ramp = np.tile(np.linspace(0, white, 256).astype(np.uint16), (4, 1))
    tones = only(encoded(Image.fromarray(ramp), kind)).pixels[0, :, 0]
    assert np.abs(tones.astype(int) - np.arange(256)).max() <= 1


def test_deep_grey_where_zero_is_white_is_not_inverted():
    ramp = np.tile(np.linspace(65535, 0, 256).astype(np.uint16), (4, 1))
    data = encoded(Image.fromarray(ramp), "TIFF", tiffinfo={PHOTOMETRIC: 0})
    tones = only(data).pixels[0, :, 0]
    assert tones[0] <= 1
    assert tones[-1] >= 254


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_black_stays_black_and_paper_stays_white(kind):
    image = Image.fromarray(corner_marked()).convert("CMYK")
    pixels = only(encoded(image, kind)).pixels
    assert pixels[5, 5].max() < 20
    assert pixels[-5, -5].min() > 235


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_exif_turn_is_applied_once(kind, turn):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = Image.fromarray(corner_marked())
    stored = image.transpose(undo[turn]) if turn in undo else image
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    pixels = only(encoded(stored, kind, exif=exif, quality=95)).pixels
    assert pixels.shape == (40, 60, 3)
    assert np.abs(pixels.astype(int) - corner_marked()).mean() < 4


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_becomes_paper(mode):
    image = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 20))
    pixels = only(encoded(image.convert(mode), "TIFF" if mode != "RGBA" else "PNG")).pixels
    assert pixels[0, 0].tolist() == [0, 0, 0]
    assert pixels[0, -1].tolist() == [255, 255, 255]


def test_a_palette_is_looked_up():
    image = Image.fromarray(corner_marked()).quantize(4)
    assert np.array_equal(only(encoded(image, "PNG")).pixels, corner_marked())


@pytest.mark.parametrize(("kind", "dpi"), [("PNG", 300), ("JPEG", 400), ("TIFF", 600)])
def test_the_resolution_is_the_files(kind, dpi):
    found = only(encoded(Image.new("L", (9, 9)), kind, dpi=(dpi, dpi))).dpi
    assert found == pytest.approx(dpi, abs=0.1)


def test_no_resolution_is_none_and_not_a_guess():
    assert only(encoded(Image.new("L", (9, 9)), "PNG")).dpi is None


def test_pages_of_one_file_are_numbered_and_a_single_page_is_not():
    pages = [Image.new("L", (9, 9 + n)) for n in range(3)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    scans = list(read_scans(data, "daily.tif"))
    assert [(s.name, s.page, s.pixels.shape[0]) for s in scans] == [
        ("daily-p0001", 1, 9),
        ("daily-p0002", 2, 10),
        ("daily-p0003", 3, 11),
    ]
    assert only(encoded(pages[0], "TIFF"), "daily.tif").name == "daily"


def test_a_thumbnail_inside_a_tiff_is_not_a_page():
    buffer = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(buffer, new=True) as writer:
        for size, subfile_type in ((80, 0), (8, 1)):
            Image.new("L", (size, size)).save(writer, "TIFF", tiffinfo={SUBFILE_TYPE: subfile_type})
            writer.newFrame()
    scan = only(buffer.getvalue(), "scan.tif")
    assert (scan.name, scan.pixels.shape[0]) == ("scan", 80)


def test_a_page_is_decoded_only_when_it_is_asked_for():
    pages = [Image.new("L", (9, 9)), Image.new("L", (900, 900))]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert next(read_scans(data, "book.tif", max_megapixels=0.01)).page == 1


def test_a_scan_knows_its_file_without_the_folder(tmp_path):
    path = tmp_path / "申報 1939.png"
    path.write_bytes(encoded(Image.new("L", (9, 9)), "PNG"))
    (scan,) = open_scans(path)
    assert (scan.name, scan.file, scan.page) == ("申報 1939", "申報 1939.png", 1)
    assert scan.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("file", ["../../etc/passwd", "-o", "...", "a\0b", "x" * 999, "\ud800", "报" * 300])
def test_a_stem_can_always_be_written_as_a_file(file, tmp_path):
    stem = safe_stem(file)
    made = tmp_path / f"{stem}-p0001.overlay.jpg"
    made.touch()
    assert made.parent == tmp_path
    assert stem[0] not in "-."
    assert [Path(child).name for child in tmp_path.iterdir()] == [made.name]


# PDF


def pdf_of(content: str, pixels: np.ndarray, page: str = "/MediaBox[0 0 72 48]", image: str = "") -> bytes:
    """A page of 72 × 48 points with one image, `/I`, and a font, `/F`."""
    height, width = pixels.shape[:2]
    data = zlib.compress(pixels.tobytes())
    space = "DeviceRGB" if pixels.ndim == 3 else "DeviceGray"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R%s/Resources<</XObject<</I 4 0 R>>/Font<</F 6 0 R>>>>>>"
        % page.encode(),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s%s"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (width, height, space.encode(), image.encode(), len(data), data),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content.encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    starts = []
    for number, thing in enumerate(objects, start=1):
        starts.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


FILLING = "q 72 0 0 48 0 0 cm /I Do Q "


def test_a_pdf_page_that_is_one_image_gives_its_very_pixels():
    pixels = np.random.default_rng(3).integers(0, 256, (240, 360, 3), dtype=np.uint8)
    scan = only(pdf_of(FILLING, pixels), "page.pdf")
    assert np.array_equal(scan.pixels, pixels)
    assert scan.dpi == 360


def test_a_hidden_text_layer_does_not_hide_the_scan():
    pixels = np.random.default_rng(3).integers(0, 256, (240, 360), dtype=np.uint8)
    hidden = "BT 3 Tr /F 12 Tf (hidden) Tj ET"
    assert np.array_equal(only(pdf_of(FILLING + hidden, pixels)).pixels[:, :, 0], pixels)


def test_visible_text_over_an_image_is_drawn():
    white = np.full((240, 360), 255, dtype=np.uint8)
    scan = only(pdf_of(FILLING + "BT /F 40 Tf 2 5 Td (TEXT) Tj ET", white))
    assert scan.pixels.min() < 50
    assert scan.dpi == 300
    assert scan.pixels.shape == (200, 300, 3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_pdf_page_comes_as_it_is_shown(turn):
    pixels = corner_marked(360, 240)
    scan = only(pdf_of(FILLING, pixels, f"/MediaBox[0 0 72 48]/Rotate {turn}"))
    assert np.array_equal(scan.pixels, np.rot90(pixels, -turn // 90))


@pytest.mark.parametrize(
    ("matrix", "shown"),
    [
        ("-72 0 0 48 72 0", lambda pixels: pixels[:, ::-1]),
        ("72 0 0 -48 0 48", lambda pixels: pixels[::-1]),
        ("-72 0 0 -48 72 48", lambda pixels: pixels[::-1, ::-1]),
    ],
)
def test_an_image_set_upside_down_or_mirrored_comes_as_it_is_shown(matrix, shown):
    pixels = corner_marked(360, 240)
    assert np.array_equal(only(pdf_of(f"q {matrix} cm /I Do Q", pixels)).pixels, shown(pixels))


@pytest.mark.parametrize(("matrix", "turns"), [("0 48 -72 0 72 0", 1), ("0 -48 72 0 0 48", 3)])
def test_an_image_set_sideways_comes_as_it_is_shown(matrix, turns):
    pixels = corner_marked(240, 360)
    assert np.array_equal(only(pdf_of(f"q {matrix} cm /I Do Q", pixels)).pixels, np.rot90(pixels, turns))


def test_an_image_with_inverted_values_comes_as_it_is_shown():
    pixels = corner_marked(360, 240)[:, :, 0].copy()
    scan = only(pdf_of(FILLING, 255 - pixels, image="/Decode[1 0]"))
    assert np.abs(scan.pixels[:, :, 0].astype(int) - pixels).mean() < 2


def test_a_small_picture_on_a_page_is_not_taken_for_the_page():
    black = np.zeros((240, 360), dtype=np.uint8)
    scan = only(pdf_of("q 30 0 0 20 0 0 cm /I Do Q", black))
    assert scan.pixels.shape == (200, 300, 3)
    assert scan.pixels[0, -1].tolist() == [255, 255, 255]


def test_a_page_cropped_from_a_larger_image_shows_only_its_crop():
    pixels = corner_marked(360, 240)
    scan = only(pdf_of(FILLING, pixels, "/MediaBox[0 0 72 48]/CropBox[0 24 36 48]"))
    assert scan.pixels.max() < 30


def test_a_vector_page_is_drawn_smaller_rather_than_refused():
    white = np.full((8, 8), 255, dtype=np.uint8)
    data = pdf_of("0 0 30 30 re f", white, "/MediaBox[0 0 7200 7200]")
    (scan,) = read_scans(data, "poster.pdf", max_megapixels=2)
    assert 1.8e6 < scan.pixels.shape[0] * scan.pixels.shape[1] <= 2e6
    assert scan.dpi is None or scan.dpi < 300


def test_pages_of_a_pdf_are_numbered():
    pages = [Image.new("L", (90, 120), 255) for _ in range(2)]
    data = encoded(pages[0], "PDF", save_all=True, append_images=pages[1:])
    assert [scan.name for scan in read_scans(data, "issue.pdf")] == ["issue-p0001", "issue-p0002"]


def test_the_pictures_of_a_pdf_are_let_go_without_a_word(caplog, capfd):
    only(encoded(Image.fromarray(corner_marked()), "PDF"))
    only(encoded(Image.fromarray(corner_marked()).convert("L"), "PDF"))
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
