"""Photographs on the sheet, with caption and credit below them, beside their foot, or inside."""

from ocrfix.geometry import Box
from painter.describe import Description, Photo
from painter.lines import Type, put
from painter.setting import SetLine
from painter.sheet import Line, Picture, Plane, Sheet

_PICTURE = 0.64
"""Share of the width that is left to a picture whose caption stands beside it."""


def caption_type(page: Description) -> Type:
    return Type(page.script, "kai", page.body_px * 0.96, page.vertical)


def picture_height(photo: Photo, width: float) -> float:
    """The least height in px of the picture alone in a block `width` px wide."""
    return width * photo.aspect * (_PICTURE if photo.caption_at == "beside" else 1)


def photo_height(page: Description, photo: Photo, width: float) -> float:
    """The least height in px of picture, caption and credit."""
    picture = picture_height(photo, width)
    if photo.caption_at == "inside":
        return picture
    if photo.caption_at == "beside":
        return max(picture, _text_height(page, photo, _beside(page, width)))
    return picture + _text_height(page, photo, width)


def put_photo(
    page: Description,
    sheet: Sheet,
    plane: Plane,
    photo: Photo,
    room: Box,
    article: int | None,
    cut_out: str | None = None,
) -> None:
    """Set a photograph; `room` is in the plane's own coordinates, `cut_out` the side of a figure cut out."""
    inside, beside = photo.caption_at == "inside", photo.caption_at == "beside"
    pad = page.body_px * 0.6 if inside else 0.0
    width = _beside(page, room.width) if beside else room.width - 2 * pad
    height = _text_height(page, photo, width)
    right = room.left + room.width * _PICTURE if beside else room.right
    bottom = room.bottom if inside or beside else room.bottom - height
    sheet.pictures.append(Picture(plane.area(room.left, room.top, right, bottom), photo.seed, cut_out))
    if inside:
        sheet.bands.append((plane.area(room.left, bottom - height - pad, right, bottom), 40))
    start = room.right - width if beside else room.left + pad
    top = bottom if not (inside or beside) else bottom - height
    _put_text(page, sheet, plane, photo, start, top, width, 250 if inside else 20, article)
    sheet.captions.append({"text": photo.caption, "credit": photo.credit})


def _put_text(
    page: Description,
    sheet: Sheet,
    plane: Plane,
    photo: Photo,
    u: float,
    v: float,
    width: float,
    ink: int,
    article: int | None,
) -> None:
    size, type_ = page.body_px, caption_type(page)
    at = v + size * 0.5
    caption: list[Line] = []
    credit: list[Line] = []
    for kind, start, line in _text_lines(page, photo, width):
        at -= size * 1.3 if kind == "credit beside" else 0.0
        placed = put(plane, line, u + start, at, type_.size_px, ink)
        (caption if kind == "caption" else credit).append(placed)
        at += size * 1.3
    sheet.add("caption", article, photo.caption, caption)
    sheet.add("credit", article, photo.credit or "", credit)


def _beside(page: Description, width: float) -> float:
    return width * (1 - _PICTURE) - page.body_px * 0.8


def _text_height(page: Description, photo: Photo, width: float) -> float:
    return page.body_px * (0.6 + 1.3 * len(_text_lines(page, photo, width)))


def _text_lines(page: Description, photo: Photo, width: float) -> list[tuple[str, float, SetLine]]:
    """Lines of caption and credit: (kind, start px, line); the credit ends at the right edge."""
    type_ = caption_type(page)
    wrapped = type_.wrapped(photo.caption, width)
    natural = [type_.one_line(line.text) for line in wrapped]
    hanging = page.body_px * 0.5  # a closing mark may stand half outside
    found = [
        ("caption", line.start, loose if loose.end <= width + hanging else line)
        for line, loose in zip(wrapped, natural, strict=True)
    ]
    if not photo.credit:
        return found
    credit = type_.one_line(photo.credit)
    if credit.end > width:
        return found + [("credit", 0.0, line) for line in type_.wrapped(photo.credit, width)]
    start = width - credit.end
    crowded = not wrapped or wrapped[-1].end + page.body_px > start
    return [*found, ("credit" if crowded else "credit beside", start, credit)]
