"""A page as a JSON document, schema `ocrfix.page/1`, and how such a document is laid out in a file."""

import json
from importlib.resources import files
from typing import Any

from ocrfix.geometry import Polygon
from ocrfix.model.article import PARTS, Article, Caption, Paragraph
from ocrfix.model.edit import Edit
from ocrfix.model.lookup import Lookup
from ocrfix.model.page import Page, Region, TextLine
from ocrfix.model.text import Texts

SCHEMA = "ocrfix.page/1"

_WIDTH = 110


def page_schema() -> str:
    """The JSON Schema (2020-12) that every page document follows."""
    return files("ocrfix.model").joinpath("page.schema.json").read_text(encoding="utf-8")


def to_json(page: Page) -> str:
    """The page as the text of a file. The same page gives the same text, to the byte."""
    return _laid_out(to_dict(page), 0) + "\n"


def to_dict(page: Page) -> dict[str, Any]:
    """The page as plain dicts, lists, texts and numbers.

    What is absent is None, never ""; lists are always there. Coordinates are rounded to 0.1 px, confidences
    to 0.0001. ValueError where an edit does not fit its line or a lattice does not fit its reading.
    """
    texts = Texts(page)
    source = page.source
    return {
        "schema": SCHEMA,
        "name": page.name,
        "source": {
            "file": source.file,
            "page": source.page,
            "sha256": source.sha256,
            "width_px": source.width_px or None,
            "height_px": source.height_px or None,
            "dpi": None if source.dpi is None else _rounded(source.dpi, 2),
        },
        "language": page.language,
        "nameplate": _nameplate(page),
        "articles": [_article(article, page, texts) for article in page.articles],
        "captions": [_caption(caption, texts) for caption in page.captions],
        **_rest(page, texts),
        "regions": [_region(region, texts) for region in page.regions],
        "separators": [_polygon(separator.polygon) for separator in page.separators],
        "pictures": [{"id": picture.id, "polygon": _polygon(picture.polygon)} for picture in page.pictures],
        "edits": [_edit(edit) for edit in page.edits],
        "doubts": [
            {
                "kind": doubt.kind,
                "text": doubt.text,
                "region": doubt.region,
                "line": doubt.line,
                "alternative": doubt.alternative,
            }
            for doubt in page.doubts
        ],
        "lookups": [_lookup(lookup) for lookup in page.lookups],
        "steps": [
            {"name": step.name, "version": step.version, "settings": dict(step.settings)}
            for step in page.steps
        ],
    }


def _nameplate(page: Page) -> dict[str, Any] | None:
    plate = page.nameplate
    if plate is None:
        return None
    return {name: getattr(plate, name) or None for name in ("title", "date", "issue", "page", "section")}


def _article(article: Article, page: Page, texts: Texts) -> dict[str, Any]:
    return {
        "id": article.id,
        "kicker": texts.regions(article.kicker) or None,
        "headline": texts.regions(article.headline) or None,
        "subheadline": texts.regions(article.subheadline) or None,
        "byline": texts.regions(article.byline) or None,
        "dateline": article.dateline or None,
        "body": [_paragraph(paragraph, texts) for paragraph in article.body],
        "captions": [caption.id for caption in page.captions if caption.article == article.id],
        "continued_from": article.continued_from or None,
        "continues_on": article.continues_on or None,
        "regions": texts.regions_of(article),
        "parts": {part: list(getattr(article, part)) for part in PARTS},
        "confidence": _rounded_or_none(article.confidence),
        "doubts": list(article.doubts),
        "reconstructed": _reconstruction(article),
    }


def _reconstruction(article: Article) -> dict[str, Any] | None:
    made = article.reconstructed
    if made is None:
        return None
    return {"pieces": list(made.pieces), "evidence": made.evidence, "line": made.line}


def _paragraph(paragraph: Paragraph, texts: Texts) -> dict[str, Any]:
    return {
        "kind": "crosshead" if paragraph.crosshead else "paragraph",
        "text": texts.paragraph(paragraph) or None,
        "regions": list(dict.fromkeys(texts.region_of(line) for line in paragraph.lines)),
        "lines": list(paragraph.lines),
    }


def _caption(caption: Caption, texts: Texts) -> dict[str, Any]:
    return {
        "id": caption.id,
        "text": texts.regions(caption.text) or None,
        "credit": texts.regions(caption.credit) or None,
        "article": caption.article,
        "picture": caption.picture,
        "parts": {"text": list(caption.text), "credit": list(caption.credit)},
    }


def _rest(page: Page, texts: Texts) -> dict[str, Any]:
    return {
        "adverts": [
            {
                "text": texts.printed(advert.regions) or None,
                "region": next(iter(advert.regions), None),
                "regions": list(advert.regions),
            }
            for advert in page.adverts
        ],
        "furniture": [
            {"kind": item.kind, "text": texts.printed((item.region,)) or None, "region": item.region}
            for item in page.furniture
        ],
        "unplaced": [
            {"text": texts.printed((rest.region,)) or None, "region": rest.region, "why": rest.why}
            for rest in page.unplaced
        ],
    }


def _region(region: Region, texts: Texts) -> dict[str, Any]:
    return {
        "id": region.id,
        "kind": region.kind.value,
        "writing_mode": region.writing_mode.value,
        "polygon": _known(region.polygon),
        "lines": [_line(line, texts) for line in region.lines],
    }


def _line(line: TextLine, texts: Texts) -> dict[str, Any]:
    if line.glyphs and "".join(glyph.char for glyph in line.glyphs) != line.reading:
        raise ValueError(f"the lattice of line {line.id} does not spell its reading")
    return {
        "id": line.id,
        "writing_mode": line.writing_mode.value,
        "polygon": _known(line.polygon),
        "reading": line.reading or None,
        "text": texts.line(line.id) or None,
        "confidence": _rounded_or_none(line.confidence),
        "spans": [[_rounded(glyph.start, 1), _rounded(glyph.end, 1)] for glyph in line.glyphs],
        "confidences": [_rounded(glyph.confidence, 4) for glyph in line.glyphs],
        "alternatives": [
            [index, other.char, _rounded(other.likelihood, 4)]
            for index, glyph in enumerate(line.glyphs)
            for other in glyph.alternatives
        ],
        "readings": [{"engine": engine, "reading": reading or None} for engine, reading in line.readings],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.id,
        "line": edit.line,
        "start": edit.start,
        "before": edit.before,
        "after": edit.after,
        "rule": edit.rule,
        "visual": edit.visual,
        "language": edit.language,
        "confidence": _rounded(edit.confidence, 4),
    }


def _lookup(lookup: Lookup) -> dict[str, Any]:
    return {
        "line": lookup.line,
        "start": lookup.start,
        "word": lookup.word,
        "found": lookup.found,
        "verdict": lookup.verdict.value,
        "why": lookup.why,
    }


def _known(polygon: Polygon | None) -> list[list[float]] | None:
    return None if polygon is None else _polygon(polygon)


def _polygon(polygon: Polygon) -> list[list[float]]:
    return [[_rounded(x, 1), _rounded(y, 1)] for x, y in polygon]


def _rounded_or_none(confidence: float | None) -> float | None:
    return None if confidence is None else _rounded(confidence, 4)


def _rounded(value: float, digits: int) -> float:
    """Whole numbers as int, so that 12 and 12.0 make the same bytes; ValueError for NaN and infinity."""
    number = round(float(value), digits)
    whole = int(number)
    return whole if whole == number else number


def _laid_out(value: Any, indent: int) -> str:
    """JSON text: what is short, or is numbers, on one line; the rest a member a line."""
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = [_laid_out(item, indent + 1) for item in (value.values() if isinstance(value, dict) else value)]
    if isinstance(value, dict):
        inner = [
            f"{json.dumps(name, ensure_ascii=False)}: {text}" for name, text in zip(value, inner, strict=True)
        ]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    short = sum(map(len, inner)) + 2 * len(inner) + indent <= _WIDTH and "\n" not in "".join(inner)
    if short or _is_figures(value):
        return f"{opening}{', '.join(inner)}{closing}"
    margin = " " * (indent + 1)
    rows = f",\n{margin}".join(inner)
    return f"{opening}\n{margin}{rows}\n{' ' * indent}{closing}"


def _is_figures(value: Any) -> bool:
    """A list of numbers or of short rows: spans, a polygon, alternatives."""
    return isinstance(value, list) and all(
        isinstance(item, int | float) or (isinstance(item, list) and item and not isinstance(item[0], list))
        for item in value
    )
