"""PDF of an issue: each scan with an invisible text layer, in the order of the articles, written only.

Written with pikepdf, which alone of the Python libraries takes compressed pictures over as they are, writes
structure trees and XMP, and checks the result (it is qpdf). The text layer's font has no shapes, so no font
library is needed but fontTools, which builds the empty one.
"""

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Stream, String
from PIL import ImageCms

from ocrfix import __version__
from ocrfix.errors import ScanError
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.pdf_font import BELOW_BASELINE, InvisibleFont, width_of
from ocrfix.formats.pdf_picture import Placed, place_scan
from ocrfix.formats.pdf_tags import Tags
from ocrfix.formats.words import slice_of
from ocrfix.geometry import Box, Point, Polygon, box_of
from ocrfix.model.article import Article, Caption
from ocrfix.model.page import Page, TextLine, WritingMode
from ocrfix.model.text import Texts

_POINTS_PER_INCH = 72.0
_USUAL_DPI = 300.0
_POINT = re.compile(r"(-?\d+),(-?\d+)")
_SMALLEST_PT, _LARGEST_PT = 3.0, 14_400.0
"""What a side of a page may measure."""


def write_pdf(issue: Issue) -> bytes:
    """The issue as one PDF: PDF/A-2b where the scans allow. ScanError where a scan is not at hand."""
    pdf = pikepdf.new()
    font, tags = InvisibleFont(pdf), Tags(pdf)
    sheets = [_Sheet(pdf, leaf, font, tags) for leaf in issue.leaves]
    for number, sheet in enumerate(sheets, 1):
        sheet.write(number, several=len(sheets) > 1)
    font.finish()
    tags.finish()
    with pdf.open_outline() as outline:
        for number, sheet in enumerate(sheets, 1):
            marks = list(sheet.bookmarks())
            if len(sheets) == 1:
                outline.root.extend(marks)
            else:
                item = OutlineItem(sheet.label(number), number - 1, "Fit")
                item.children.extend(marks)
                outline.root.append(item)
    _describe(pdf, issue, archival=all(sheet.archival for sheet in sheets))
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


class _Sheet:
    """One page of the PDF. Points have their origin at the bottom left."""

    def __init__(self, pdf: pikepdf.Pdf, leaf: Leaf, font: InvisibleFont, tags: Tags) -> None:
        self._pdf = pdf
        self._page = leaf.page
        self._texts = Texts(leaf.page)
        self._font = font
        self._tags = tags
        self._lines = {line.id: line for line in leaf.page.lines()}
        self._regions = {region.id: region for region in leaf.page.regions}
        self._body: list[bytes] = []
        if not leaf.page.has_scan:
            raise ScanError(
                f"{leaf.page.name}: the page came from a text and has no scan, which a PDF is made of",
                "choose another format, such as tei or md",
            )
        if leaf.scan is None:
            file = leaf.page.source.file or "a scan whose name is not known"
            raise ScanError(
                f"{leaf.page.name}: {file} is not at hand",
                "put it beside the page's file, or say where it is: ocrfix export --scans FOLDER",
            )
        self._pictures = place_scan(pdf, leaf.scan, leaf.page.source)
        self.archival = all(picture.archival for picture in self._pictures)
        self._view = _view(leaf.page, self._pictures)
        dpi = leaf.page.source.dpi or _USUAL_DPI
        self._sheet: Any = None
        self._last: tuple[float, ...] = (0.0, 0.0, 0.0)
        sides = (self._view.width, self._view.height)
        usual = max(_POINTS_PER_INCH / dpi, _SMALLEST_PT / min(sides))
        self._scale = min(usual, _LARGEST_PT / max(sides))

    def label(self, number: int) -> str:
        plate = self._page.nameplate
        return plate.page if plate and plate.page else str(number)

    def write(self, number: int, *, several: bool) -> None:
        page, view = self._page, self._view
        size = Array([0, 0, round(view.width * self._scale, 3), round(view.height * self._scale, 3)])
        xobjects = Dictionary({f"/Im{n}": picture.stream for n, picture in enumerate(self._pictures)})
        fonts = Dictionary(F0=self._font.proportional, F1=self._font.square)
        sheet = self._pdf.add_blank_page()
        sheet.obj.MediaBox = size
        sheet.obj.Resources = Dictionary(XObject=xobjects, Font=fonts, ProcSet=Array([Name.PDF, Name.Text]))
        sheet.obj.Tabs = Name.S
        self._sheet = sheet.obj
        self._tags.begin_page(self._sheet)
        self._draw_scan()
        root = self._tags.element("Sect", {"T": self.label(number)}) if several else self._tags.root
        for article in page.articles:
            own = [caption for caption in page.captions if caption.article == article.id]
            self._article(article, own, root)
        named = {article.id for article in page.articles}
        self._captions([caption for caption in page.captions if caption.article not in named], root)
        for advert in page.adverts:
            self._printed(advert.regions, self._tags.element("Sect", {"T": "advert"}, root))
        for rest in page.unplaced:
            self._printed([rest.region], self._tags.element("Sect", {"T": "unplaced"}, root))
        for item in page.furniture:
            self._printed([item.region], None)
        sheet.obj.Contents = self._pdf.make_indirect(Stream(self._pdf, b"\n".join(self._body)))

    def _draw_scan(self) -> None:
        """The whole scan; of two pages that face each other in it, the page's box shows one."""
        width, height = self._scan_size()
        self._body.append(b"/Artifact BMC")
        left, bottom = self._at((0, height))
        for number, picture in enumerate(self._pictures):
            maps = (
                (width * self._scale, 0, 0, height * self._scale, left, bottom),
                picture.matrix,
            )
            shown = "".join(" ".join(f"{value:.6g}" for value in values) + " cm " for values in maps)
            self._body.append(f"q {shown}/Im{number} Do Q".encode())
        self._body.append(b"EMC")

    def _scan_size(self) -> tuple[float, float]:
        return _size(self._page, self._pictures)

    def _at(self, point: Point) -> tuple[float, float]:
        return (point[0] - self._view.left) * self._scale, (self._view.bottom - point[1]) * self._scale

    def _article(self, article: Article, captions: Sequence[Caption], root: Any) -> None:
        headline = self._texts.regions(article.headline)
        element = self._tags.element("Art", {"T": headline} if headline else {}, root)
        self._block("P", self._lines_of(article.kicker), element)
        self._block("H1", self._lines_of(article.headline), element)
        self._block("H2", self._lines_of(article.subheadline), element)
        self._block("P", self._lines_of(article.byline), element)
        for paragraph in article.body:
            lines = [self._lines[line] for line in paragraph.lines]
            self._block("H2" if paragraph.crosshead else "P", lines, element)
        self._block("P", self._lines_of(article.continuation), element)
        self._captions(captions, element)

    def _captions(self, captions: Iterable[Caption], root: Any) -> None:
        pictures = {picture.id: picture.polygon for picture in self._page.pictures}
        for caption in captions:
            words = self._texts.regions((*caption.text, *caption.credit))
            outline = pictures.get(caption.picture or "")
            figure = self._tags.figure(words, self._rectangle(outline), root) if outline else root
            kind = "Caption" if outline else "P"
            self._block(kind, self._lines_of((*caption.text, *caption.credit)), figure)

    def _printed(self, regions: Sequence[str], root: Any) -> None:
        """A paragraph a region; without a root it is furniture, which a reader need not be told."""
        for region in regions:
            self._block("P", self._lines_of([region]), root)

    def _lines_of(self, regions: Iterable[str]) -> list[TextLine]:
        return [line for region in regions for line in self._regions[region].lines]

    def _block(self, kind: str, lines: Sequence[TextLine], root: Any) -> None:
        shown = [(line, text) for line in lines if (text := self._texts.line(line.id).strip())]
        element = self._tags.element(kind, {}, root) if shown and root is not None else None
        for line, text in shown:
            mark = "/Artifact <</Type /Pagination>> BDC"
            if element is not None:
                mark = f"/{kind} <</MCID {self._tags.mark(element)}>> BDC"
            self._body.append(f"{mark}\n{self._shown(line, text)}\nEMC".encode())

    def _shown(self, line: TextLine, text: str) -> str:
        """The operators that show a line, invisibly, stretched over its place.

        A line that runs down is a row on its side, one that runs to the left a row upside down: viewers know
        the places of such characters, while they disagree about PDF's own vertical writing.
        """
        top_left, top_right, bottom_right, bottom_left = (
            self._at(corner) for corner in _written_part(line) or self._view.polygon
        )
        foot, end, head = {
            WritingMode.HORIZONTAL: (bottom_left, bottom_right, top_left),
            WritingMode.VERTICAL: (top_left, bottom_left, top_right),
            WritingMode.HORIZONTAL_RTL: (top_right, top_left, bottom_right),
        }[line.writing_mode]
        square = line.writing_mode is WritingMode.VERTICAL
        width = len(text) if square else width_of(text)
        along = tuple(value / width for value in _vector(foot, end))
        up = _vector(foot, head)
        origin = (foot[0] + BELOW_BASELINE * up[0], foot[1] + BELOW_BASELINE * up[1])
        numbers = " ".join(f"{value:.4f}" for value in (*along, *up, *origin))
        shown = f"BT /F{int(square)} 1 Tf 3 Tr {numbers} Tm <{self._font.encoded(text)}> Tj ET"
        return self._break(origin, max(math.hypot(*along), math.hypot(*up))) + shown

    def _break(self, origin: tuple[float, ...], em: float) -> str:
        """A space off the row, where a line starts level with the one before it but further left.

        PDFium takes pieces that start level for one row and puts them in order from left to right, which
        would turn vertical lines round.
        """
        (x, y, size), self._last = self._last, (*origin, em)
        size = max(size, em)
        if abs(origin[1] - y) > size or origin[0] >= x:
            return ""
        space = f"{em:.4f} 0 0 {em:.4f} {x:.4f} {y - 3 * size:.4f} Tm <{self._font.encoded(' ')}> Tj"
        return f"BT /F0 1 Tf 3 Tr {space} ET\n"

    def _rectangle(self, polygon: Polygon) -> Array:
        points = [self._at(point) for point in polygon]
        xs, ys = zip(*points, strict=True)
        return Array([round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))])

    def bookmarks(self) -> Iterator[OutlineItem]:
        """One an article: its headline, or how it begins."""
        for article in self._page.articles:
            title = self._texts.regions(article.headline) or next(
                map(self._texts.paragraph, article.body), ""
            )
            names = self._texts.regions_of(article)
            polygon = next((p for name in names if (p := self._regions[name].polygon)), None)
            left, _, _, top = self._rectangle(polygon or self._view.polygon)
            destination = Array([self._sheet, Name.XYZ, left, top, 0])
            yield OutlineItem(title[:120] or article.id, destination)


def _vector(start: tuple[float, ...], end: tuple[float, ...]) -> tuple[float, ...]:
    return (end[0] - start[0], end[1] - start[1])


def _written_part(line: TextLine) -> Polygon | None:
    """The line's four corners, from its first character to its last where their places are known."""
    if not line.polygon:
        return None
    length = line.length_px
    places = [place for glyph in line.glyphs for place in (glyph.start, glyph.end)]
    if not places or not length:
        return slice_of(line.polygon, line.writing_mode, 0, 1)
    return slice_of(line.polygon, line.writing_mode, min(places) / length, max(places) / length)


def _size(page: Page, pictures: Sequence[Placed]) -> tuple[float, float]:
    """That of the scan in pixels, as the page tells it or else the picture."""
    source = page.source
    if source.width_px and source.height_px:
        return source.width_px, source.height_px
    stream = pictures[0].stream
    return float(stream.Width), sum(float(picture.stream.Height) for picture in pictures)


def _view(page: Page, pictures: Sequence[Placed]) -> Box:
    """What the PDF's page shows of the scan: all of it, or one of two pages that face each other in it."""
    width, height = _size(page, pictures)
    settings = dict(setting for step in page.steps for setting in step.settings)
    whole = Box(0, 0, width, height)
    corners = tuple((float(x), float(y)) for x, y in _POINT.findall(settings.get("part_px", "")))
    part = box_of(corners) if corners else whole
    if part.common(whole) <= 0:
        return whole
    return Box(max(part.left, 0), max(part.top, 0), min(part.right, width), min(part.bottom, height))


def _describe(pdf: pikepdf.Pdf, issue: Issue, *, archival: bool) -> None:
    """Title, language and what PDF/A asks for. No dates: the same pages give the same bytes."""
    root = pdf.Root
    root.Lang = String(issue.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    profile = pdf.make_indirect(Stream(pdf, _srgb(), Dictionary(N=3, Alternate=Name.DeviceRGB)))
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        DestOutputProfile=profile,
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    producer = f"ocrfix {__version__}"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = issue.label
        metadata["dc:language"] = {issue.language}
        metadata["pdf:Producer"] = producer
        if archival:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "B"
    pdf.docinfo["/Title"] = String(issue.label)
    pdf.docinfo["/Producer"] = String(producer)


def _srgb() -> bytes:
    """The colour space of screens, without the moment at which it was made."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = b"".join(part.to_bytes(2, "big") for part in (1998, 1, 1, 0, 0, 0))
    return bytes(data)
