"""A page as the screen gets it."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from ocrfix.geometry import Polygon
from ocrfix.model.article import PARTS, Article, Paragraph
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page, TextLine
from ocrfix.model.text import SOFT_HYPHEN, join_lines
from ocrfix.review.items import LineTexts, Spot, alternatives_at, doubt_id, spot_of_doubt, spot_of_edit
from ocrfix.review.open_page import OpenPage
from ocrfix.review.spans import pieces_of

View: TypeAlias = dict[str, Any]


def view_of(now: OpenPage, before: tuple[OpenPage, View] | None = None) -> View:
    """Everything about the page but its scan and its neighbours. `lines` is by id, `items` in reading order.

    Polygons are in pixels of the scan; they are null where it is not known where a thing stands. Lines that
    are as they were in the version before are not drawn up again.
    """
    page = now.page
    texts = LineTexts(page)
    earlier = _Earlier(now, texts, before)
    places = dict(_places(page))
    return {
        "id": now.id,
        "name": now.name,
        "version": now.version,
        "language": page.language,
        "width_px": now.page.source.width_px,
        "height_px": now.page.source.height_px,
        "part": _part_of(page),
        "mark": now.mark,
        "can_undo": bool(now.standing.done),
        "can_redo": bool(now.standing.undone),
        "read_again": now.read_again,
        "reading": now.reading.sha256,
        "regions": [
            {
                "id": region.id,
                "kind": region.kind.value,
                "writing_mode": region.writing_mode.value,
                "polygon": _polygon(region.polygon),
                "place": places.get(region.id),
                "lines": [line.id for line in region.lines],
            }
            for region in page.regions
        ],
        "lines": {
            line.id: earlier.line(line.id, region.id) or _line(line, region.id, texts)
            for region in page.regions
            for line in region.lines
        },
        "articles": [_article(article, page.language, texts, earlier) for article in page.articles],
        "captions": [
            {"id": c.id, "text": list(c.text), "credit": list(c.credit), "article": c.article}
            for c in page.captions
        ],
        "adverts": [{"regions": list(advert.regions)} for advert in page.adverts],
        "furniture": [{"kind": item.kind, "region": item.region} for item in page.furniture],
        "unplaced": [{"region": rest.region, "why": rest.why} for rest in page.unplaced],
        "items": list(_items(now, texts, earlier)),
    }


class _Earlier:
    """What of an earlier view holds good still, and need not be drawn up again."""

    def __init__(self, now: OpenPage, texts: LineTexts, before: tuple[OpenPage, View] | None) -> None:
        self._now = now
        self._lines: dict[str, View] = {}
        self._near: set[str] = set()
        self._paragraphs: dict[int, View] = {}
        self._items: dict[str, View] = {}
        if before is None:
            return
        earlier, view = before
        old = LineTexts(earlier.page)
        self._lines = {
            name: view["lines"][name]
            for name, line in texts.lines.items()
            if old.lines.get(name) is line and old.edits(name) == texts.edits(name)
        }
        order, same_order = list(texts.lines), list(texts.lines) == list(old.lines)
        kept = [name in self._lines for name in order]
        for n, name in enumerate(order if same_order else ()):
            if all(kept[max(0, n - 1) : n + 2]):
                self._near.add(name)
        self._paragraphs = {
            id(paragraph): told
            for article, shown in zip(earlier.page.articles, view["articles"], strict=True)
            for paragraph, told in zip(article.body, shown["body"], strict=True)
        }
        self._items = {item["id"]: item for item in view["items"]}

    def line(self, name: str, region: str) -> View | None:
        told = self._lines.get(name)
        return told if told and told["region"] == region else None

    def paragraph(self, paragraph: Paragraph) -> View | None:
        told = self._paragraphs.get(id(paragraph))
        return told if all(line in self._lines for line in paragraph.lines) else None

    def item(self, name: str) -> View | None:
        """An item whose line and the lines around are as they were."""
        told = self._items.get(name)
        if told is None or told["line"] not in self._near or told["state"] != self._now.states[name].value:
            return None
        return told if told["region"] == self._now.region_of[told["line"]] else None


def difference(old: View, new: View) -> View:
    """What is new in a view, under the same keys; lines and items as objects of those that changed."""
    changed = {
        key: value for key, value in new.items() if key not in ("lines", "items") and value != old.get(key)
    }
    items = {item["id"]: item for item in old["items"]}
    return {
        **changed,
        "version": new["version"],
        "partial": True,
        "lines": {name: line for name, line in new["lines"].items() if line != old["lines"].get(name)},
        "items": {item["id"]: item for item in new["items"] if item != items.get(item["id"])},
    }


def _places(page: Page) -> Iterator[tuple[str, dict[str, str | None]]]:
    home = {line.id: region.id for region in page.regions for line in region.lines}
    for article in page.articles:
        for part in PARTS:
            for name in getattr(article, part):
                yield name, {"kind": "article", "id": article.id, "part": part}
        for name in dict.fromkeys(home[line] for p in article.body for line in p.lines):
            yield name, {"kind": "article", "id": article.id, "part": "body"}
    for caption in page.captions:
        for name in (*caption.text, *caption.credit):
            yield name, {"kind": "caption", "id": caption.id}
    for advert in page.adverts:
        for name in advert.regions:
            yield name, {"kind": "advert", "id": None}
    for item in page.furniture:
        yield item.region, {"kind": "furniture", "id": None}
    for rest in page.unplaced:
        yield rest.region, {"kind": "unplaced", "id": None}


def _line(line: TextLine, region: str, texts: LineTexts) -> View:
    return {
        "polygon": _polygon(line.polygon),
        "writing_mode": line.writing_mode.value,
        "region": region,
        "reading": line.reading,
        "text": texts.text(line.id),
        "stops": stops_of(line, texts.edits(line.id)),
    }


def stops_of(line: TextLine, edits: Sequence[Edit]) -> list[float]:
    """Where along the line each code point of its text begins and ends, in pixels: start, end, start, end …

    Characters that an edit put in share the place of those that were read. Empty where it is not known.
    """
    if len(line.glyphs) != len(line.reading) or not line.glyphs:
        return []
    shrink = min(1.0, line.length_px / max(1.0, line.glyphs[-1].end)) if line.polygon else 1.0
    stops: list[float] = []
    for piece in pieces_of(line.reading, edits):
        glyphs = line.glyphs[piece.start : piece.end]
        if piece.edit is None:
            stops += (edge for glyph in glyphs for edge in (glyph.start, glyph.end))
            continue
        before = line.glyphs[piece.start - 1].end if piece.start else 0.0
        start, end = (glyphs[0].start, glyphs[-1].end) if glyphs else (before, before)
        count = len(piece.edit.after)
        for n in range(count):
            stops += (start + (end - start) * n / count, start + (end - start) * (n + 1) / count)
    return [round(stop * shrink, 1) for stop in stops]


def _article(article: Article, language: str, texts: LineTexts, earlier: _Earlier) -> View:
    made = article.reconstructed
    return {
        "id": article.id,
        **{part: list(getattr(article, part)) for part in PARTS},
        "doubts": list(article.doubts),
        "reconstructed": None if made is None else {"pieces": list(made.pieces), "evidence": made.evidence},
        "body": [
            earlier.paragraph(paragraph) or _paragraph(paragraph, language, texts)
            for paragraph in article.body
        ],
    }


def _paragraph(paragraph: Paragraph, language: str, texts: LineTexts) -> View:
    return {
        "kind": "crosshead" if paragraph.crosshead else "paragraph",
        "lines": list(paragraph.lines),
        "runs": _runs(paragraph, language, texts),
    }


def _runs(paragraph: Paragraph, language: str, texts: LineTexts) -> list[View]:
    """A paragraph's running text, line by line; `join` is what stands between a run and the one before it."""
    runs: list[View] = []
    for name in paragraph.lines:
        text = texts.text(name)
        piece = text.strip()
        if not piece:
            continue
        start, join = len(text) - len(text.lstrip()), ""
        if runs:
            last = runs[-1]
            joined = join_lines((last["text"][-4:], piece[:4]), language)
            if last["text"].endswith(SOFT_HYPHEN):
                last["end"], last["text"] = last["end"] - 1, last["text"][:-1]
            join = " " if " " in joined[len(last["text"][-4:]) : len(joined) - len(piece[:4])] else ""
        runs.append({"line": name, "start": start, "end": start + len(piece), "text": piece, "join": join})
    return runs


def _items(now: OpenPage, texts: LineTexts, earlier: _Earlier) -> Iterator[View]:
    """Edits and doubts in the order of their places on the page; those of no line come last."""
    order = {name: n for n, name in enumerate(texts.lines)}
    present = {edit.id: edit for edit in now.page.edits}
    read = now.reading.page
    found = [
        earlier.item(edit.id) or _edit_item(edit, present.get(edit.id), now, texts) for edit in read.edits
    ]
    doubts = {doubt_id(doubt): doubt for doubt in read.doubts}
    found += (
        earlier.item(name) or _doubt_item(name, doubt, present.get(name), now, texts)
        for name, doubt in doubts.items()
    )
    last = len(order)
    yield from sorted(found, key=lambda item: (order.get(item["line"], last), item["start"] or 0, item["id"]))


def _edit_item(edit: Edit, present: Edit | None, now: OpenPage, texts: LineTexts) -> View:
    line = texts.lines[edit.line]
    spot = spot_of_edit(present or edit, texts)
    return {
        "id": edit.id,
        "type": "edit",
        "kind": edit.rule,
        "line": edit.line,
        "region": now.region_of[edit.line],
        "start": spot.start,
        "end": spot.end,
        "reading": edit.before,
        "proposal": edit.after,
        "alternatives": _alternatives(line, edit.start, edit.end, edit.before),
        "visual": edit.visual,
        "language": edit.language,
        "why": None,
        "confidence": round(edit.confidence, 4),
        "state": now.states[edit.id].value,
    }


def _doubt_item(name: str, doubt: Doubt, present: Edit | None, now: OpenPage, texts: LineTexts) -> View:
    known = doubt.line is None or doubt.line in texts.lines
    spot: Spot | None = spot_of_doubt(doubt, texts) if known else None
    if present is not None:
        placed = spot_of_edit(present, texts)
        spot = Spot(
            line=present.line,
            start=placed.start,
            end=placed.end,
            reading=present.before,
            proposal=present.after,
        )
    line = texts.lines[spot.line] if spot else None
    return {
        "id": name,
        "type": "doubt",
        "kind": doubt.kind,
        "line": spot.line if spot else None,
        "region": now.region_of[spot.line] if spot else doubt.region,
        "start": spot.start if spot else None,
        "end": spot.end if spot else None,
        "reading": spot.reading if spot else None,
        "proposal": spot.proposal if spot else None,
        "alternatives": _at(line, spot, texts) if line and spot and spot.proposal is not None else [],
        "visual": None,
        "language": None,
        "why": doubt.text,
        "confidence": None,
        "state": now.states[name].value,
    }


def _at(line: TextLine, spot: Spot, texts: LineTexts) -> list[View]:
    """What the engine may have seen where no edit is in the way."""
    if texts.edits(line.id):
        return []
    return _alternatives(line, spot.start, spot.end, spot.reading)


def _alternatives(line: TextLine, start: int, end: int, reading: str) -> list[View]:
    return [
        {"text": text, "likelihood": round(likelihood, 4)}
        for text, likelihood in alternatives_at(line, start, end)
        if text != reading
    ]


def _part_of(page: Page) -> list[list[float]] | None:
    """The half of the scan that the page is, where two face each other on it."""
    told = next((value for step in page.steps for name, value in step.settings if name == "part_px"), None)
    try:
        return [[float(edge) for edge in corner.split(",")] for corner in told.split()] if told else None
    except ValueError:
        return None


def _polygon(polygon: Polygon | None) -> list[list[float]] | None:
    return [[round(x, 1), round(y, 1)] for x, y in polygon] if polygon else None
