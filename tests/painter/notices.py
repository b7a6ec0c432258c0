"""What is set in boxes of its own: adverts, tables, and the labels of sections."""

from ocrfix.geometry import Box
from painter.describe import Advert, Description, Label, Table
from painter.lines import Type, joined, put
from painter.sheet import HORIZONTAL, RTL, Line, Plane, Sheet

_DIRECTIONS = {"ltr": HORIZONTAL, "rtl": RTL}


def put_advert(page: Description, sheet: Sheet, plane: Plane, advert: Advert, room: Box) -> None:
    """Set an advert; `room` is in the plane's own coordinates."""
    area = plane.area(room.left, room.top, room.right, room.bottom)
    sheet.tints.append((area, 40)) if advert.reverse else sheet.frames.append((area, 5.0))
    if advert.direction:
        plane = Plane(_DIRECTIONS[advert.direction], area)
        room = Box(0.0, 0.0, plane.width, plane.height)
    vertical, ink = page.vertical and not advert.direction, 255 if advert.reverse else 20
    print_px = page.body_px * 0.94
    small = Type(page.script, "song", print_px, vertical)
    rows = small.wrapped(advert.small, room.width * 0.88) if advert.small else []
    foot = len(rows) * print_px * 1.35 + (print_px if rows else 0.0)
    height = room.height - foot
    sizes = _sizes(page, advert, vertical, room.width, height)
    at, lines = room.top + (height - sum(size * 1.45 for size in sizes)) / 2, []
    for text, size in zip(advert.lines, sizes, strict=True):
        type_ = Type(page.script, "hei_bold" if not lines else "hei", size, vertical)
        line = type_.one_line(text)
        start = room.left + (room.width - line.end) / 2
        lines.append(put(plane, line, start, at + size * 0.2, size, ink))
        at += size * 1.45
    for index, row in enumerate(rows):
        v = room.top + height + index * print_px * 1.35
        lines.append(put(plane, row, room.left + room.width * 0.06, v, print_px, ink))
    text = joined(page.script, [line.text for line in lines])
    sheet.add("advert", None, text, lines)
    sheet.adverts.append(text)


def _sizes(page: Description, advert: Advert, vertical: bool, width: float, height: float) -> list[float]:
    weights = [2.2] + [1.0] * (len(advert.lines) - 1)
    unit = height * 0.86 / sum(weight * 1.45 for weight in weights)
    sizes = []
    for text, weight in zip(advert.lines, weights, strict=True):
        one = Type(page.script, "hei_bold", 100, vertical).width(text) / 100
        sizes.append(float(int(min(unit * weight, width * 0.9 / one))))
    return sizes


def table_height(page: Description, table: Table) -> float:
    """The least height in px."""
    return page.body_px * (2.6 + 1.5 * len(table.rows))


def put_table(page: Description, sheet: Sheet, plane: Plane, table: Table, room: Box) -> None:
    """Set a table in its frame, its columns as wide as their widest cells and an even share of the rest."""
    size, type_ = page.body_px * 0.96, Type(page.script, "song", page.body_px * 0.96, page.vertical)
    sheet.frames.append((plane.area(room.left, room.top, room.right, room.bottom), page.rule_px))
    bold = Type(page.script, "hei_bold", page.body_px * 1.25, page.vertical)
    title = bold.one_line(table.title)
    at = room.left + (room.width - title.end) / 2
    lines = [put(plane, title, at, room.top + size * 0.5, bold.size_px)]
    top = room.top + size * 2.3
    pitch = (room.bottom - top - size * 0.2) / len(table.rows)
    widest = [max(type_.width(cell) for cell in column) for column in zip(*table.rows, strict=True)]
    spare = (room.width - sum(widest)) / len(widest)
    for row, cells in enumerate(table.rows):
        v, u = top + row * pitch + (pitch - size) / 2, room.left + spare / 2
        for cell, width in zip(cells, widest, strict=True):
            lines.append(put(plane, type_.one_line(cell), u, v, size))
            u += width + spare
    if table.ruled:
        _rules(sheet, plane, room, page.rule_px, top, pitch, [width + spare for width in widest])
    sheet.add("table", None, " ".join([table.title, *(cell for row in table.rows for cell in row)]), lines)


def _rules(
    sheet: Sheet, plane: Plane, room: Box, thick: float, top: float, pitch: float, widths: list[float]
) -> None:
    v = top
    while v < room.bottom - pitch / 2:
        sheet.rules.append(plane.area(room.left, v, room.right, v + thick))
        v += pitch
    u = room.left
    for width in widths[:-1]:
        u += width
        sheet.rules.append(plane.area(u, top, u + thick, room.bottom))


def label_height(page: Description) -> float:
    return page.body_px * 1.9


def put_label(page: Description, sheet: Sheet, plane: Plane, label: Label, room: Box) -> None:
    """Set a label at the top left of `room`, or on a band as wide as it."""
    size = page.body_px * 1.3
    line = Type(page.script, "hei_bold", size, page.vertical).one_line(label.text)
    pad = size * 0.6
    wide = room.width if label.look == "band" else line.end + 2 * pad
    start = room.left + (wide - line.end) / 2 if label.look == "band" else room.left + pad
    grey, ink = (205, 20) if label.look == "light" else (60, 255)
    u, v = room.left, room.top
    sheet.tints.append((plane.area(u, v, u + wide, v + size * 1.5), grey))
    placed: list[Line] = [put(plane, line, start, v + size * 0.25, size, ink=ink)]
    sheet.add("section", None, label.text, placed)
    sheet.masthead.append(label.text)
