"""IIIF Presentation 3 manifest of an issue, written only: https://iiif.io/api/presentation/3.0/

A canvas a page, a range an article, and the text line by line as W3C annotations with the motivation
"supplementing", which a Content Search service can take as they are.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.mets import media_type
from ocrfix.geometry import Box, box_of, union
from ocrfix.model.article import Article
from ocrfix.model.page import Page, WritingMode
from ocrfix.model.text import SOFT_HYPHEN, Texts

_CONTEXTS = [
    "http://iiif.io/api/extension/text-granularity/context.json",
    "http://iiif.io/api/presentation/3/context.json",
]


def write_iiif(issue: Issue) -> str:
    """The manifest. Its ids begin with the issue's base URL, where it is to be served with the scans."""
    base = f"{issue.base_url.rstrip('/')}/{quote(issue.name, safe='')}"
    manifest: dict[str, Any] = {
        "@context": _CONTEXTS,
        "id": f"{base}.manifest.json",
        "type": "Manifest",
        "label": _words(issue.label, issue.language),
        "metadata": list(_metadata(issue)),
    }
    if issue.date:
        manifest["navDate"] = f"{issue.date.isoformat()}T00:00:00Z"
    vertical = sum(line.writing_mode is WritingMode.VERTICAL for page in issue.pages for line in page.lines())
    lines = sum(1 for page in issue.pages for _ in page.lines())
    manifest["viewingDirection"] = "right-to-left" if 2 * vertical > lines else "left-to-right"
    numbered = list(enumerate(issue.leaves, 1))
    manifest["items"] = [_canvas(base, number, leaf, issue.base_url) for number, leaf in numbered]
    ranges = [
        _range(base, number, leaf, article) for number, leaf in numbered for article in leaf.page.articles
    ]
    if ranges:
        manifest["structures"] = [
            {"id": f"{base}/range", "type": "Range", "label": _words("Articles", "en"), "items": ranges}
        ]
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"


def _words(text: str, language: str) -> dict[str, list[str]]:
    return {"none" if language == "und" else language: [text]}


def _metadata(issue: Issue) -> Iterator[dict[str, Any]]:
    for label, value in (("Title", issue.title), ("Date", issue.printed_date), ("Issue", issue.number)):
        if value:
            yield {"label": _words(label, "en"), "value": _words(value, issue.language)}


def _canvas(base: str, number: int, leaf: Leaf, base_url: str) -> dict[str, Any]:
    page, name = leaf.page, f"{base}/canvas/{number}"
    width, height = _size(page)
    plate = page.nameplate
    canvas: dict[str, Any] = {
        "id": name,
        "type": "Canvas",
        "label": _words(plate.page if plate and plate.page else str(number), "none"),
        "width": width,
        "height": height,
        "items": [],
        "annotations": [
            {
                "id": f"{name}/text",
                "type": "AnnotationPage",
                "items": list(_annotations(name, page)),
            }
        ],
    }
    if page.source.file and page.has_scan:
        image = {
            "id": f"{base_url.rstrip('/')}/{quote(page.source.file, safe='')}",
            "type": "Image",
            "format": media_type(page.source.file),
            "width": width,
            "height": height,
        }
        painting = {
            "id": f"{name}/image",
            "type": "Annotation",
            "motivation": "painting",
            "body": image,
            "target": name,
        }
        canvas["items"] = [{"id": f"{name}/images", "type": "AnnotationPage", "items": [painting]}]
    return canvas


def _size(page: Page) -> tuple[int, int]:
    """That of the scan, else what the lines cover: a canvas must have one."""
    source = page.source
    if source.width_px and source.height_px:
        return source.width_px, source.height_px
    boxes = [line.box for line in page.lines() if line.polygon]
    whole = union(boxes) if boxes else Box(0, 0, 1, 1)
    return max(1, round(whole.right)), max(1, round(whole.bottom))


def _annotations(canvas: str, page: Page) -> Iterator[dict[str, Any]]:
    texts = Texts(page)
    for number, line in enumerate(page.lines(), 1):
        body = {
            "type": "TextualBody",
            "value": texts.line(line.id).replace(SOFT_HYPHEN, "-"),
            "format": "text/plain",
            "language": page.language,
        }
        yield {
            "id": f"{canvas}/line/{number}",
            "type": "Annotation",
            "motivation": "supplementing",
            "textGranularity": "line",
            "body": body,
            "target": f"{canvas}#{_xywh(line.box)}" if line.polygon else canvas,
        }


def _xywh(box: Box) -> str:
    left, top = max(0, round(box.left)), max(0, round(box.top))
    return f"xywh={left},{top},{max(1, round(box.right) - left)},{max(1, round(box.bottom) - top)}"


def _range(base: str, number: int, leaf: Leaf, article: Article) -> dict[str, Any]:
    """An article: the places of its regions, in the order of reading."""
    texts = Texts(leaf.page)
    canvas = f"{base}/canvas/{number}"
    polygons = {region.id: region.polygon for region in leaf.page.regions}
    label = texts.regions(article.headline) or next(map(texts.paragraph, article.body), "")[:40] or article.id
    boxes = [box_of(polygon) for name in texts.regions_of(article) if (polygon := polygons[name])]
    items: list[dict[str, Any]] = [
        {
            "type": "SpecificResource",
            "source": canvas,
            "selector": {"type": "FragmentSelector", "value": _xywh(box)},
        }
        for box in boxes
    ]
    return {
        "id": f"{base}/range/{number}-{quote(article.id, safe='')}",
        "type": "Range",
        "label": _words(label, leaf.page.language),
        "items": items or [{"id": canvas, "type": "Canvas"}],
    }
