"""Inking a described page: pixels and truth."""

from PIL import Image, ImageDraw, ImageFont

from ocrfix.geometry import Box
from painter.compose import Composer
from painter.describe import Description
from painter.fonts import font
from painter.head import put_head, put_imprint
from painter.picture import figure, photograph
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
    for picture in sheet.pictures:
        left, top, right, bottom = _corners(picture.box)
        shown = photograph(right - left, bottom - top, picture.seed)
        mask = None
        if picture.cut_out:
            mask = figure(right - left, bottom - top, picture.seed, picture.cut_out, page.vertical)
        image.paste(shown, (left, top), mask)
    for box, grey in sheet.bands:
        draw.rectangle(_corners(box), fill=grey)
    for box in sheet.rules:
        draw.rectangle(_corners(box), fill=40)
    for box, thick in sheet.frames:
        draw.rectangle(_corners(box), outline=30, width=round(thick))
    for region in sheet.regions:
        for line in region.lines:
            for glyphs in line.glyphs:
                _draw(image, draw, page.script, line, glyphs)
    return image


def _corners(box: Box) -> tuple[int, int, int, int]:
    left, top = round(box.left), round(box.top)
    return left, top, max(left, round(box.right) - 1), max(top, round(box.bottom) - 1)


def _draw(image: Image.Image, draw: ImageDraw.ImageDraw, script: str, line: Line, glyphs: Glyphs) -> None:
    face, cell, text = font(script, glyphs.face, line.size_px), glyphs.cell, glyphs.text
    ink: dict[str, int] = {"fill": line.ink}
    if line.outline:
        ink = {"fill": PAPER, "stroke_fill": line.ink, "stroke_width": max(2, round(line.size_px * 0.035))}
    if line.mode != VERTICAL:
        baseline = cell.top + line.size_px * 0.86
        if line.stretch != 1:
            _draw_wide(image, line, glyphs, face)
        else:
            draw.text((cell.left, baseline), text, font=face, anchor="ls", **ink)
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
        draw.text((x, y), upright, font=faces, anchor="ms", **ink)


def _draw_wide(image: Image.Image, line: Line, glyphs: Glyphs, face: ImageFont.FreeTypeFont) -> None:
    size = line.size_px
    letters = Image.new("L", (round(face.getlength(glyphs.text) + size * 0.1), round(size * 1.3)))
    ImageDraw.Draw(letters).text((0, size), glyphs.text, font=face, fill=255, anchor="ls")
    wide = letters.resize((round(letters.width * line.stretch), letters.height), Image.Resampling.BICUBIC)
    image.paste(line.ink, (round(glyphs.cell.left), round(glyphs.cell.top - size * 0.14)), wide)
