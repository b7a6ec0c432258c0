"""Set a sample beside its overlay, the picture of the README: `python samples/make_picture.py`."""

import io
from pathlib import Path

from PIL import Image

from ocrfix.formats.overlay import draw_overlay
from ocrfix.image.scan import open_scans
from ocrfix.pipeline import read_page
from ocrfix.settings import Settings

HERE = Path(__file__).parent
WIDTH_PX, GAP_PX = 1400, 20


def main() -> None:
    scan = next(open_scans(HERE / "modern_daily.jpg"))
    page = read_page(scan, Settings(), print)
    before = Image.fromarray(scan.pixels)
    after = Image.open(io.BytesIO(draw_overlay(scan.pixels, page)))
    half = (WIDTH_PX - GAP_PX) // 2
    height = max(half * picture.height // picture.width for picture in (before, after))
    sheet = Image.new("RGB", (WIDTH_PX, height), "white")
    for picture, left in ((before, 0), (after, half + GAP_PX)):
        small = picture.resize((half, half * picture.height // picture.width), Image.Resampling.LANCZOS)
        sheet.paste(small, (left, 0))
    sheet.save(HERE / "overlay.jpg", quality=78, optimize=True)


if __name__ == "__main__":
    main()
