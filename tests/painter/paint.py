"""Inking a described page: pixels and truth."""

from PIL import Image, ImageDraw

from ocrfix.geometry import Box
from painter.compose import Composer
from painter.describe import Description
from painter.fonts import font
from painter.head import put_head, put_imprint
from painter.picture import photograph
from painter.sheet import HORIZONTAL, VERTICAL, Glyphs, Line, Plane, Sheet
from painter.truth import Truth, truth_of

PAPER = 243
_UPRIGHT = str.maketrans(
    "，、。：；！？（）《》〈〉「」『』【】“”‘’〔〕—…",
    "︐︑︒︓︔︕︖︵︶︽︾︿﹀﹁﹂﹃﹄︻︼﹃﹄﹁﹂︹︺︱︙",
)


def paint(page: Description) -> tuple[Image.Image, Truth]:
    """The page in grey, 8 bits, and its truth.

    Raises ValueError where the content is more than two lines higher than the room for it.
    """
    sheet, spare = set_page(page)
    if spare < -2 * page.body_px * page.leading:
        raise ValueError(f"the content is {-spare:.0f} px too high for the page")
    return ink(page, sheet), truth_of(sheet)


def set_page(page: Description) -> tuple[Sheet, float]:
    """The set page, and how many px its content falls short of the room (negative: runs over)."""
    sheet, foot = Sheet(), Sheet()
    spare = Composer(page, sheet, content_plane(page, sheet, foot)).compose()
    sheet.regions += foot.regions
    sheet.rules += foot.rules
    sheet.masthead += foot.masthead
    return sheet, spare


def content_plane(page: Description, sheet: Sheet, foot: Sheet) -> Plane:
    """Set the page's head on `sheet` and its imprint on `foot`; returns the room left between them."""
    margin = page.margin_px
    room = Box(margin, margin, page.size_px[0] - margin, page.size_px[1] - margin)
    top = put_head(page, sheet, room)
    bottom = put_imprint(page, foot, room)
    return Plane(VERTICAL if page.vertical else HORIZONTAL, Box(room.left, top, room.right, bottom))


def ink(page: Description, sheet: Sheet) -> Image.Image:
    image = Image.new("L", page.size_px, PAPER)
    draw = ImageDraw.Draw(image)
    for box, grey in sheet.tints:
        draw.rectangle(_corners(box), fill=grey)
    for box, seed in sheet.pictures:
        left, top, right, bottom = _corners(box)
        image.paste(photograph(right - left, bottom - top, seed), (left, top))
    for box in sheet.rules:
        draw.rectangle(_corners(box), fill=40)
    for box, thick in sheet.frames:
        draw.rectangle(_corners(box), outline=30, width=round(thick))
    for region in sheet.regions:
        for line in region.lines:
            for glyphs in line.glyphs:
                _draw(draw, page.script, line, glyphs)
    return image


def _corners(box: Box) -> tuple[int, int, int, int]:
    return round(box.left), round(box.top), round(box.right) - 1, round(box.bottom) - 1


def _draw(draw: ImageDraw.ImageDraw, script: str, line: Line, glyphs: Glyphs) -> None:
    face, cell, text = font(script, glyphs.face, line.size_px), glyphs.cell, glyphs.text
    if line.mode != VERTICAL:
        draw.text((cell.left, cell.top + line.size_px * 0.86), text, font=face, fill=line.ink, anchor="ls")
        return
    x = (cell.left + cell.right) / 2
    if text.isascii():
        face = font(script, glyphs.face, line.size_px * (0.9 if len(text) > 1 else 1))
    for index, char in enumerate(text if not text.isascii() else [text]):
        y = cell.top + line.size_px * (index + 0.86)
        upright = char.translate(_UPRIGHT)
        faces = (
            face if upright == char else font(script, "hei" if "hei" in glyphs.face else "song", line.size_px)
        )
        draw.text((x, y), upright, font=faces, fill=line.ink, anchor="ms")
