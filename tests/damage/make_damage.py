"""Damaged, odd and hostile files, made from a sample, each with what ocrfix must answer.

python tests/damage/make_damage.py FOLDER
"""

import io
import os
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SAMPLE = Path(__file__).parents[2] / "samples" / "modern_daily.jpg"
CUT_AT = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 0.97, 0.995)

FAILS = frozenset({"failed"})
READS = frozenset({"read"})
BLANK = frozenset({"blank"})
EITHER = frozenset({"failed", "read", "blank"})
LISTLESS = frozenset({"not a scan"})


@dataclass(frozen=True, slots=True)
class Case:
    """A file by its name. `answers`: read (with the sample's text, or a doubt), blank (a page without text
    and a doubt), failed (with a reason), not a scan (left out). `pages`: how many the ledger has of it."""

    name: str
    answers: frozenset[str]
    pages: int = 1


def make_damage(folder: Path) -> list[Case]:
    """Write all files and say what is to come of each."""
    folder.mkdir(parents=True, exist_ok=True)
    page = base_page()
    cases: list[Case] = []

    def put(name: str, data: bytes, answers: frozenset[str], pages: int = 1) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        cases.append(Case(name, answers, pages))

    _cut_short(page, put)
    _flipped(page, put)
    _hostile(page, put)
    _odd_pictures(page, put)
    _odd_names(page, put)
    _several_pages(page, put)
    (folder / "loop").mkdir(exist_ok=True)
    (folder / "loop" / "up").symlink_to(folder, target_is_directory=True)
    return cases


Put = Callable[..., None]


def base_page() -> Image.Image:
    """A column of the sample, about 190 characters: it reads in a second."""
    return Image.open(SAMPLE).convert("RGB").crop((60, 2160, 500, 2760))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _cut_short(page: Image.Image, put: Put) -> None:
    data = encoded(page, "JPEG", quality=90)
    for share in CUT_AT:
        put(f"cut/{share:.3f}.jpg", data[: int(len(data) * share)], FAILS)
    for kind, suffix in (
        ("PNG", "png"),
        ("TIFF", "tif"),
        ("WEBP", "webp"),
        ("JPEG2000", "jp2"),
        ("PDF", "pdf"),
    ):
        whole = encoded(page, kind)
        put(f"cut/half.{suffix}", whole[: len(whole) // 2], FAILS)
    put("cut/empty.png", b"", FAILS)
    put("cut/one-byte.tif", b"I", FAILS)


def _flipped(page: Image.Image, put: Put) -> None:
    for kind, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif")):
        whole = encoded(page, kind)
        for spot in (1, 5, 9, 18, 40):
            broken = bytearray(whole)
            broken[spot] ^= 0xFF
            answers = FAILS if spot == 1 else EITHER
            put(f"flipped/{spot:02d}.{suffix}", bytes(broken), answers)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 99)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _pdf(objects: list[str], trailer: str = "") -> bytes:
    body, starts = "%PDF-1.4\n", []
    for number, thing in enumerate(["<</Type/Catalog/Pages 2 0 R>>", *objects], start=1):
        starts.append(len(body))
        body += f"{number} 0 obj{thing}endobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(starts) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>"
    return f"{body}{head}\nstartxref\n{len(body)}\n%%EOF\n".encode("latin-1")


def _hostile(page: Image.Image, put: Put) -> None:
    put("bomb/huge.png", _png_claiming(30_000, 30_000), FAILS)
    put("bomb/endless.png", _png_claiming(2**31 - 1, 2**31 - 1), FAILS)
    put("bomb/zeros.png", encoded(Image.new("1", (29_000, 29_000)), "PNG"), FAILS)
    put("bomb/long.png", _png_claiming(60_000, 10), FAILS)
    keys = f"/O<{'41' * 32}>/U<{'42' * 32}>"
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4{keys}>>/ID[<{'43' * 16}><{'43' * 16}>]"
    sheet = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>"
    put("pdf/encrypted.pdf", _pdf(["<</Type/Pages/Kids[3 0 R]/Count 1>>", sheet], lock), FAILS)
    put("pdf/no-pages.pdf", _pdf(["<</Type/Pages/Kids[]/Count 0>>"]), FAILS)
    put(
        "pdf/blank.pdf",
        _pdf(["<</Type/Pages/Kids[3 0 R]/Count 1>>", sheet.replace("90 90", "400 400")]),
        BLANK,
    )
    put("pdf/whole.pdf", encoded(page, "PDF", resolution=200), READS)
    put("kind/words.png", "头版 front page\n".encode() * 40, FAILS)
    put("kind/words.txt", b"notes on the scans\n", LISTLESS)
    put("kind/random.jpg", np.random.default_rng(3).bytes(4000), FAILS)
    put("kind/is-a-jpeg.tif", encoded(page, "JPEG", quality=90), READS)
    put("kind/is-a-png.pdf", encoded(page, "PNG", compress_level=1), READS)
    put("kind/no-suffix", encoded(page, "PNG", compress_level=2), READS)
    put("kind/animation.gif.png", encoded(page.convert("P"), "GIF"), FAILS)


def _odd_pictures(page: Image.Image, put: Put) -> None:
    grey = page.convert("L")
    dots = np.random.default_rng(1)
    put("size/1x1.png", encoded(Image.new("L", (1, 1), 255), "PNG"), BLANK)
    put("size/30000x10.png", encoded(Image.new("L", (30_000, 10), 255), "PNG"), BLANK)
    put("size/10x29000.png", encoded(Image.new("L", (10, 29_000), 255), "PNG"), BLANK)
    put("size/199x199.png", encoded(page.crop((0, 0, 199, 199)), "PNG"), BLANK)
    put("depth/1-bit.png", encoded(grey.point(lambda v: 255 * (v > 150)).convert("1"), "PNG"), READS)
    fax = grey.point(lambda v: 255 * (v > 150)).convert("1")
    put("depth/fax.tif", encoded(fax, "TIFF", compression="group4"), READS)
    deep = Image.fromarray(np.asarray(grey, dtype=np.uint16) * 257)
    put("depth/16-bit.png", encoded(deep, "PNG"), READS)
    put("depth/16-bit.tif", encoded(deep, "TIFF"), READS)
    put("colour/cmyk.jpg", encoded(page.convert("CMYK"), "JPEG", quality=90), READS)
    put("colour/cmyk.tif", encoded(page.convert("CMYK"), "TIFF"), READS)
    clear = page.convert("RGBA")
    clear.putalpha(ImageOps.invert(grey))
    put("colour/alpha.png", encoded(clear, "PNG"), READS)
    put("colour/palette.png", encoded(page.convert("P"), "PNG"), READS)
    put("colour/lab.tif", encoded(_lab(page), "TIFF"), READS)
    put("colour/negative.png", encoded(ImageOps.invert(page), "PNG"), EITHER)
    put("turned/upside-down.png", encoded(page.rotate(180), "PNG"), READS)
    put("turned/left.png", encoded(page.rotate(90, expand=True), "PNG"), READS)
    exif = Image.Exif()
    exif[0x0112] = 6
    put("turned/exif.jpg", encoded(page.rotate(90, expand=True), "JPEG", exif=exif, quality=90), READS)
    put("empty/white.png", encoded(Image.new("L", (900, 1200), 255), "PNG"), BLANK)
    put("empty/black.png", encoded(Image.new("L", (900, 1200), 0), "PNG"), BLANK)
    noise = Image.fromarray(dots.integers(0, 256, (700, 500, 3), dtype=np.uint8))
    put("empty/noise.png", encoded(noise, "PNG"), EITHER)
    put("empty/photograph.jpg", encoded(_photograph(), "JPEG"), BLANK | READS)


def _lab(page: Image.Image) -> Image.Image:
    from PIL import ImageCms

    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    return ImageCms.applyTransform(page, to_lab)


def _photograph() -> Image.Image:
    """Hills under a sky: a picture of no page."""
    down, across = np.mgrid[0:800, 0:1000]
    hill = 450 + 90 * np.sin(across / 130) + 40 * np.sin(across / 47)
    grain = np.random.default_rng(2).normal(0, 6, (800, 1000))
    tone = np.where(down < hill, 215 - down / 9, 90 + (down - hill) / 6) + grain
    return Image.fromarray(np.clip(tone, 0, 255).astype(np.uint8)).convert("RGB")


def _odd_names(page: Image.Image, put: Put) -> None:
    """Every file is of its own size: the same bytes under two names would be read once."""
    for number, name in enumerate(names_of_all_kinds()):
        put(f"names/{name}", encoded(page.crop((0, 0, 100 + number, 100)), "PNG"), BLANK)


def names_of_all_kinds() -> Iterator[str]:
    yield from ("two words.png", "申報一九三九.png", 'it\'s "quoted".png', "new\nline.png", "-leading.png")
    yield from ("a;b&c|d.png", "%41.png", "tab\there.png", "CON.png")


def _several_pages(page: Image.Image, put: Put) -> None:
    second = page.rotate(180)
    whole = encoded(page, "TIFF", save_all=True, append_images=[second, page])
    put("pages/three.tif", whole, READS, pages=3)
    put("pages/three-cut.tif", whole[: int(len(whole) * 0.8)], frozenset({"read", "failed"}), pages=3)


if __name__ == "__main__":
    made = make_damage(Path(sys.argv[1]))
    os.write(1, f"{len(made)} files\n".encode())
