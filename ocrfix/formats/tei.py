"""TEI P5 of an issue, written only: https://tei-c.org/guidelines/p5/

Articles with their headings, bylines and paragraphs; a surface a page with a zone a region.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from ocrfix import __version__
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.xml import Build, Names, clean, number, shown
from ocrfix.geometry import Polygon, box_of
from ocrfix.model.article import Article, Caption
from ocrfix.model.text import SOFT_HYPHEN, Texts

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_make = Build(NAMESPACE)


def write_tei(issue: Issue) -> str:
    """The issue as one TEI document."""
    root = _make("TEI", {_LANG: issue.language}, prefixes={None: NAMESPACE})
    _header(issue, root)
    leaves = [_Leaf(number, leaf) for number, leaf in enumerate(issue.leaves, 1)]
    facsimile = _make("facsimile", into=root)
    for leaf in leaves:
        leaf.surface(facsimile)
    body = _make("body", into=_make("text", into=root))
    for leaf in leaves:
        leaf.text(body)
    if body.find("{*}div") is None:
        _make("p", into=body)
    return shown(root)


def _header(issue: Issue, root: Any) -> None:
    header = _make("teiHeader", into=root)
    description = _make("fileDesc", into=header)
    _make("title", text=issue.label, into=_make("titleStmt", into=description))
    _make(
        "p", text=f"Made from scans by ocrfix {__version__}.", into=_make("publicationStmt", into=description)
    )
    source = _make("bibl", into=_make("sourceDesc", into=description))
    _make("title", {"level": "j"}, issue.title or issue.name, into=source)
    if issue.number:
        _make("biblScope", {"unit": "issue"}, issue.number, into=source)
    if issue.date or issue.printed_date:
        when = issue.date.isoformat() if issue.date else None
        _make("date", {"when": when}, issue.printed_date or when, into=source)
    usage = _make("langUsage", into=_make("profileDesc", into=header))
    for tag in dict.fromkeys(page.language for page in issue.pages):
        _make("language", {"ident": tag}, tag, into=usage)


class _Leaf:
    """A page of the issue; ids begin with the page's number, as those of pages may be alike."""

    def __init__(self, place: int, leaf: Leaf) -> None:
        self._place = place
        self._page = leaf.page
        self._texts = Texts(leaf.page)
        self._names = Names()

    def _name(self, kind: str, own: str) -> str:
        return f"p{self._place}-{self._names.of(kind, own)}"

    def surface(self, into: Any) -> None:
        source = self._page.source
        size = {"ulx": 0, "uly": 0, "lrx": source.width_px, "lry": source.height_px}
        known = source.width_px is not None and source.height_px is not None
        own = {_ID: f"surface-{self._place}", "n": self._place}
        surface = _make("surface", own | (size if known else {}), into=into)
        if source.file:
            _make("graphic", {"url": quote(source.file, safe="")}, into=surface)
        for region in self._page.regions:
            _zone(self._name("region", region.id), region.kind.value, region.polygon, surface)
        for picture in self._page.pictures:
            _zone(self._name("picture", picture.id), "picture", picture.polygon, surface)

    def text(self, body: Any) -> None:
        page = self._page
        plate = page.nameplate
        printed = plate.page if plate and plate.page else str(self._place)
        _make("pb", {"n": printed, "facs": f"#surface-{self._place}"}, into=body)
        for article in page.articles:
            own = [caption for caption in page.captions if caption.article == article.id]
            self._article(article, own, body)
        named = {article.id for article in page.articles}
        loose = [caption for caption in page.captions if caption.article not in named]
        if loose:
            self._figures(loose, _make("div", {"type": "captions"}, into=body))
        for advert in page.adverts:
            self._printed(advert.regions, _make("div", {"type": "advert"}, into=body))
        for kind, regions in (
            ("furniture", [item.region for item in page.furniture]),
            ("unplaced", [rest.region for rest in page.unplaced]),
        ):
            for region in regions:
                self._printed([region], _make("div", {"type": kind}, into=body))

    def _article(self, article: Article, captions: Sequence[Caption], body: Any) -> None:
        own = {"type": "article", _ID: self._name("article", article.id), _LANG: self._page.language}
        div = _make("div", own, into=body)
        for kind, regions in (
            ("kicker", article.kicker),
            ("main", article.headline),
            ("sub", article.subheadline),
        ):
            if text := self._texts.regions(regions):
                _make("head", {"type": kind, "facs": self._facs(regions)}, text, into=div)
        if byline := self._texts.regions(article.byline):
            _make("byline", {"facs": self._facs(article.byline)}, byline, into=div)
        for paragraph in article.body:
            if text := self._texts.paragraph(paragraph):
                inside = dict.fromkeys(self._texts.region_of(line) for line in paragraph.lines)
                label = {"type": "crosshead"} if paragraph.crosshead else {}
                _make("label" if label else "p", label | {"facs": self._facs(inside)}, text, into=div)
        if jump := self._texts.regions(article.continuation):
            facs = self._facs(article.continuation)
            _make("p", {"rend": "continuation", "facs": facs}, jump, into=div)
        self._figures(captions, div)

    def _figures(self, captions: Iterable[Caption], into: Any) -> None:
        for caption in captions:
            pictures = [self._name("picture", caption.picture)] if caption.picture else []
            facs = " ".join(f"#{name}" for name in pictures) or None
            figure = _make("figure", {"facs": facs}, into=into)
            if text := self._texts.regions(caption.text):
                _make("head", {"facs": self._facs(caption.text)}, text, into=figure)
            if credit := self._texts.regions(caption.credit):
                own = {"rend": "credit", "facs": self._facs(caption.credit)}
                _make("p", own, credit, into=figure)

    def _printed(self, regions: Sequence[str], div: Any) -> None:
        """What is no running text, line by line."""
        if text := self._texts.printed(regions):
            first, *rest = text.replace(SOFT_HYPHEN, "-").split("\n")
            paragraph = _make("p", {"facs": self._facs(regions)}, first, into=div)
            for line in rest:
                _make("lb", into=paragraph).tail = clean(line)

    def _facs(self, regions: Iterable[str]) -> str:
        return " ".join(f"#{self._name('region', region)}" for region in regions)


def _zone(name: str, kind: str, polygon: Polygon | None, surface: Any) -> None:
    own: dict[str, Any] = {_ID: name, "type": kind}
    if polygon:
        box = box_of(polygon)
        corners = {"ulx": box.left, "uly": box.top, "lrx": box.right, "lry": box.bottom}
        own |= {side: number(value) for side, value in corners.items()}
        if polygon != box.polygon and len(polygon) > 2:
            own["points"] = " ".join(f"{number(x)},{number(y)}" for x, y in polygon)
    _make("zone", own, into=surface)
