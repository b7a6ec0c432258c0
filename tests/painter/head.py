"""The head and the foot of a page: nameplate, ears, folio line, running head, imprint."""

import re
from collections.abc import Sequence

from ocrfix.geometry import Box
from painter.describe import Description
from painter.lines import Type, put
from painter.sheet import HORIZONTAL, RTL, VERTICAL, Line, Plane, Sheet

_FOLIO = re.compile(r"第?[\d一二三四五六七八九十]+版?|[A-Z]\d+|\d+")


def put_head(page: Description, sheet: Sheet, room: Box) -> float:
    """Set the head at the top of `room`; returns the y where it ends."""
    if page.head.nameplate is None:
        return _running_head(page, sheet, room)
    y = _nameplate(page, sheet, room)
    if page.head.folio:
        _strip(page, sheet, "folio", page.head.folio, room, y + page.body_px * 0.6)
        sheet.rules.append(Box(room.left, y, room.right, y + 4))
        y += page.body_px * 2.2
    sheet.rules.append(Box(room.left, y, room.right, y + 2))
    return y + page.body_px * 1.2


def put_imprint(page: Description, sheet: Sheet, room: Box) -> float:
    """Set the imprint at the foot of `room`; returns the y where the content must end."""
    rows = _rows(page, page.imprint, room.width)
    if not rows:
        return room.bottom
    size = page.body_px * 0.9
    top = room.bottom - len(rows) * size * 1.5
    for index, row in enumerate(rows):
        _strip(page, sheet, "imprint", row, room, top + index * size * 1.5, size)
    sheet.rules.append(Box(room.left, top - size * 0.7, room.right, top - size * 0.7 + 3))
    return top - size * 1.5


def _rows(page: Description, texts: Sequence[str], width: float) -> list[list[str]]:
    type_ = Type(page.script, "hei", page.body_px * 0.9)
    rows: list[list[str]] = []
    for text in texts:
        if rows and sum(type_.width(t) + page.body_px * 1.5 for t in [*rows[-1], text]) <= width:
            rows[-1].append(text)
        else:
            rows.append([text])
    return rows


def _strip(
    page: Description, sheet: Sheet, kind: str, texts: Sequence[str], room: Box, y: float, size: float = 0
) -> None:
    """Texts spread over the width at `y`, each a region of its own."""
    size = size or page.body_px * 1.05
    type_ = Type(page.script, "hei", size)
    lines = [type_.one_line(text) for text in texts]
    spare = room.width - sum(line.end for line in lines)
    gap = spare / (len(lines) - 1) if len(lines) > 1 else 0.0
    mode = RTL if page.head.rtl and page.vertical and kind == "folio" else HORIZONTAL
    plane, at = Plane(mode, room), 0.0
    for line, text in zip(lines, texts, strict=True):
        name = "folio" if kind == "running_head" and _FOLIO.fullmatch(text) else kind
        sheet.add(name, None, text, [put(plane, line, at, y - room.top, size)])
        sheet.masthead.append(text)
        at += line.end + gap


def _running_head(page: Description, sheet: Sheet, room: Box) -> float:
    _strip(page, sheet, "running_head", page.head.running, room, room.top, page.body_px * 1.2)
    y = room.top + page.body_px * 1.9
    sheet.rules.append(Box(room.left, y, room.right, y + 4))
    return y + page.body_px * 1.2


def _nameplate(page: Description, sheet: Sheet, room: Box) -> float:
    head, size = page.head, page.head.nameplate_px
    type_ = Type(page.script, head.face, size)
    line = type_.one_line(head.nameplate or "")
    spread = size * 0.12 * (len(head.nameplate or "") - 1) if page.script != "en" else 0.0
    wide = line.end + spread
    left = room.left if head.place == "left" else room.left + (room.width - wide) / 2
    plane = Plane(RTL if head.rtl else HORIZONTAL, Box(left, room.top, left + wide, room.top + size))
    parts = tuple((t, f, at + size * 0.12 * i if spread else at) for i, (t, f, at) in enumerate(line.parts))
    line = type(line)(line.text, parts, 0.0, wide)
    sheet.add("nameplate", None, line.text, [put(plane, line, 0, 0, size)])
    sheet.masthead.append(line.text)
    bottom = room.top + size * 1.08
    if head.under:
        bottom = _under(page, sheet, head.under, Box(left, bottom, left + wide, bottom))
    _ears(page, sheet, room, left, left + wide, bottom)
    return bottom + page.body_px * 0.7


def _under(page: Description, sheet: Sheet, text: str, area: Box) -> float:
    size = page.body_px * 1.15
    line = Type(page.script, "hei", size).one_line(text)
    start = (area.width - line.end) / 2
    sheet.add("nameplate", None, text, [put(Plane(HORIZONTAL, area), line, start, 0, size)])
    sheet.masthead.append(text)
    return area.top + size * 1.2


def _ears(page: Description, sheet: Sheet, room: Box, left: float, right: float, bottom: float) -> None:
    gap = page.body_px * 1.5
    areas = [Box(right + gap, room.top, room.right, bottom)]
    if page.head.place == "centre":
        areas.insert(0, Box(room.left, room.top, left - gap, bottom))
    for area, texts in zip(areas, page.head.ears, strict=False):
        sheet.frames.append((area, 2.0))
        _ear(page, sheet, area, texts)


def _ear(page: Description, sheet: Sheet, area: Box, texts: Sequence[str]) -> None:
    plane = Plane(VERTICAL if page.vertical else HORIZONTAL, area)
    pitch = plane.height / (len(texts) + 0.5)
    size = min(page.body_px * 1.25, pitch * 0.72)
    lines: list[Line] = []
    for index, text in enumerate(texts):
        face = "hei_bold" if index == 0 else "song"
        one = Type(page.script, face, 100, page.vertical).width(text) / 100
        px = min(size, plane.width * 0.92 / one)
        line = Type(page.script, face, px, page.vertical).one_line(text)
        v = (index + 0.25) * pitch + (pitch - px) / 2
        lines.append(put(plane, line, (plane.width - line.end) / 2, v, px))
    text = " ".join(texts) if page.script == "en" else "".join(texts)
    sheet.add("ear", None, text, lines)
    sheet.masthead.extend(texts)
