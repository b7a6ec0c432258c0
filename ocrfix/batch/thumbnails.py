"""Small overlays of pages, drawn anew from their results and their scans."""

import base64
import io
from pathlib import Path

from PIL import Image

from ocrfix.errors import OcrfixError
from ocrfix.formats.overlay import draw_overlay
from ocrfix.image.scan import open_page
from ocrfix.model.from_json import from_json

WIDTH_PX = 440


def thumbnail(result: Path, scan: Path, number: int, sha256: str) -> str | None:
    """A JPEG as a data URI; None where the page's JSON or its scan is not there any more."""
    try:
        page = from_json(result.read_text(encoding="utf-8"))
        pixels = open_page(scan, number, sha256).pixels
    except (OcrfixError, OSError, UnicodeDecodeError):
        return None
    picture = Image.open(io.BytesIO(draw_overlay(pixels, page)))
    shrunk = picture.resize((WIDTH_PX, max(1, round(picture.height * WIDTH_PX / picture.width))))
    data = io.BytesIO()
    shrunk.save(data, "JPEG", quality=72)
    return f"data:image/jpeg;base64,{base64.b64encode(data.getvalue()).decode()}"
