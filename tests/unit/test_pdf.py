"""PDF: the scans untouched, under them the text in the order of the articles, where each line stands."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image
from rapidfuzz.distance import Levenshtein
from test_issue_formats import NAMES, SAMPLES, issue, sample, samples

from ocrfix.errors import ScanError
from ocrfix.formats import FORMATS
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.pdf_picture import pictures_of
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.page import Page, Region, RegionKind, Source, Step, TextLine, WritingMode
from ocrfix.model.text import Texts


def article_text(page: Page) -> str:
    texts = Texts(page)
    parts = []
    for article in page.articles:
        parts += [texts.regions(getattr(article, p)) for p in ("kicker", "headline", "subheadline", "byline")]
        parts += [texts.paragraph(paragraph) for paragraph in article.body]
        parts.append(texts.regions(article.continuation))
        own = (caption for caption in page.captions if caption.article == article.id)
        parts += [texts.regions((*caption.text, *caption.credit)) for caption in own]
    return letters("".join(parts))


def letters(text: str) -> str:
    """The text without spaces and hyphens: PDFium takes those at line ends away."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", text)


def far(wanted: str, found: str) -> float:
    """The edit distance of the articles' text and as much of what was found, for each character."""
    return Levenshtein.distance(wanted, letters(found)[: len(wanted)]) / len(wanted)


@samples
def test_the_text_layer_runs_in_the_order_of_the_articles(name):
    made = pypdfium2.PdfDocument(FORMATS["pdf"].write_issue(issue(name)))
    wanted = article_text(sample(name))
    assert far(wanted, made[0].get_textpage().get_text_range()) <= 0.005


@samples
def test_a_jpeg_stands_in_the_pdf_byte_by_byte(name):
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].write_issue(issue(name)))) as pdf:
        assert pdf.check_pdf_syntax() == []
        (picture,) = pictures_of(pdf.pages[0])
        assert picture.Filter == pikepdf.Name.DCTDecode
        assert picture.read_raw_bytes() == (SAMPLES / f"{name}.jpg").read_bytes()


def test_the_structure_tree_has_articles_headings_and_paragraphs():
    page = sample("modern_daily")
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].write_issue(issue("modern_daily")))) as pdf:
        document = pdf.Root.StructTreeRoot.K
        assert (str(document.S), str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (
            "/Document",
            "zh-Hans",
            True,
        )
        articles = [element for element in document.K if element.S == "/Art"]
        texts = Texts(page)
        assert [str(article.T) for article in articles] == [texts.regions(a.headline) for a in page.articles]
        assert all({"/H1", "/P"} <= {str(part.S) for part in article.K} for article in articles)
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert all(element.P is not None for element in parents[1])
        assert b"/MCID" in pdf.pages[0].Contents.read_bytes()
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            assert metadata["dc:title"] == "澜浦日报, 2024-03-28"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [str(article.T) for article in articles]


def test_a_whole_issue_is_one_pdf_and_the_same_every_time():
    made = FORMATS["pdf"].write_issue(issue("modern_daily", "vertical_tiers"))
    assert made == FORMATS["pdf"].write_issue(issue("modern_daily", "vertical_tiers"))
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == len(outline.root) == 2


@pytest.mark.parametrize(
    ("suffix", "options", "stored"),
    [
        (".tif", {"compression": "group4"}, "/CCITTFaxDecode"),
        (".jp2", {}, "/JPXDecode"),
        (".png", {}, "/FlateDecode"),
    ],
)
def test_a_scan_is_taken_over_without_loss(suffix, options, stored, tmp_path):
    with Image.open(SAMPLES / "modern_daily.jpg") as image:
        small = image.resize((600, 800)).convert("1" if suffix == ".tif" else "RGB")
    path = tmp_path / f"scan{suffix}"
    small.save(path, **options)
    source = Source(file=path.name, page=1, sha256=None, width_px=600, height_px=800, dpi=72.0)
    page = Page(name="scan", source=source, language="zh-Hans")
    made = FORMATS["pdf"].write_issue(Issue("scan", (Leaf(page, "scan", path),)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert {str(picture.Filter) for picture in pictures_of(pdf.pages[0])} == {stored}
    shown = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    with Image.open(path) as original:
        difference = sum(
            abs(a - b) for a, b in zip(shown.tobytes(), original.convert("L").tobytes(), strict=True)
        )
    assert difference / (600 * 800) < 2


@pytest.mark.parametrize("size", [(1, 1), (10, 10), (1, 20_000)])
def test_a_page_is_no_smaller_than_pdf_allows_and_can_always_be_written(size, tmp_path):
    path = tmp_path / "scan.png"
    Image.new("L", size, 255).save(path)
    source = Source(file=path.name, page=1, sha256=None, width_px=size[0], height_px=size[1])
    page = Page(name="scan", source=source, language="en")
    made = FORMATS["pdf"].write_issue(Issue("scan", (Leaf(page, "scan", path),)))
    width, height = pypdfium2.PdfDocument(made)[0].get_size()
    assert max(width, height) >= 3
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)


def test_of_two_pages_that_face_each_other_in_a_scan_one_is_shown(tmp_path):
    path = tmp_path / "scan.png"
    Image.new("L", (800, 800), 255).save(path)
    half = (("part_px", "390,0 800,0 800,800 410,800"),)
    page = replace(page_of_lines("三萬畝苗"), steps=(Step("ocrfix", "0.1", half),))
    made = FORMATS["pdf"].write_issue(Issue("scan", (Leaf(page, "scan", path),)))
    assert pypdfium2.PdfDocument(made)[0].get_size() == (410, 800)


def test_another_file_under_the_scans_name_is_refused():
    page = sample("modern_daily")
    other = Leaf(page, "modern_daily", SAMPLES / "vertical_tiers.jpg")
    with pytest.raises(ScanError, match="is not the file that the page was read from"):
        FORMATS["pdf"].write_issue(Issue("front", (other,)))


def test_a_pdf_needs_the_scan():
    with pytest.raises(ScanError, match=r"modern_daily\.jpg is not at hand"):
        FORMATS["pdf"].write_issue(Issue("front", (Leaf(sample("modern_daily"), "modern_daily"),)))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler")
@samples
def test_poppler_reads_the_articles_in_their_order(name, tmp_path):
    """By the order of the file and by the structure tree; without -raw it goes by its own idea of columns."""
    path = tmp_path / "page.pdf"
    path.write_bytes(FORMATS["pdf"].write_issue(issue(name)))
    wanted = article_text(sample(name))
    assert far(wanted, said(["pdftotext", "-raw", path, "-"])) <= 0.005
    tree = said(["pdfinfo", "-struct-text", path])
    assert far(wanted, "".join(re.findall(r'^ +"(.*)"$', tree, re.MULTILINE))) <= 0.005


def said(command: list[object]) -> str:
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return done.stdout.decode(errors="replace")


PLACES = {
    WritingMode.HORIZONTAL: (100, 100, 500, 180),
    WritingMode.VERTICAL: (100, 300, 180, 700),
    WritingMode.HORIZONTAL_RTL: (300, 300, 700, 380),
}


def page_of_lines(text: str) -> Page:
    """A line of each writing mode."""
    lines = []
    for mode, (left, top, right, bottom) in PLACES.items():
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        lines.append(
            TextLine(id=mode.value, polygon=corners, reading=text, confidence=None, writing_mode=mode)
        )
    regions = tuple(Region(id=line.id, kind=RegionKind.BODY, polygon=None, lines=(line,)) for line in lines)
    source = Source(file="scan.png", page=1, sha256=None, width_px=800, height_px=800, dpi=72.0)
    article = Article(id="a1", body=tuple(Paragraph((line.id,)) for line in lines))
    return Page(name="scan", source=source, language="zh-Hant", regions=regions, articles=(article,))


def test_a_character_is_selected_where_it_is_printed(tmp_path):
    path = tmp_path / "scan.png"
    Image.new("L", (800, 800), 255).save(path)
    made = FORMATS["pdf"].write_issue(Issue("scan", (Leaf(page_of_lines("三萬畝苗"), "scan", path),)))
    text = pypdfium2.PdfDocument(made)[0].get_textpage()
    found = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    wanted = []
    for mode, (left, top, right, bottom) in PLACES.items():
        for at in range(4):
            start, end = 100 * at, 100 * at + 100
            wanted.append(
                {
                    WritingMode.HORIZONTAL: (left + start, 800 - bottom, left + end, 800 - top),
                    WritingMode.VERTICAL: (left, 800 - top - end, right, 800 - top - start),
                    WritingMode.HORIZONTAL_RTL: (right - end, 800 - bottom, right - start, 800 - top),
                }[mode]
            )
    assert found == [pytest.approx(box, abs=1) for box in wanted]


@pytest.fixture(scope="module")
def bare_pdf() -> bytes:
    return FORMATS["pdf"].write_issue(issue(*NAMES))


def test_the_file_is_laid_out_as_pdf_a_asks(bare_pdf):
    head, binary = bare_pdf.split(b"\n", 2)[:2]
    assert re.fullmatch(rb"%PDF-1\.[4-7]", head)
    assert binary[:1] == b"%"
    assert len([byte for byte in binary[1:] if byte > 127]) >= 4
    assert bare_pdf.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        assert pdf.trailer.ID
        assert not pdf.is_encrypted
        assert {str(thing.get("/Filter", "")) for thing in streams(pdf)} <= {"", "/FlateDecode", "/DCTDecode"}
        assert not any("/F" in thing or "/FDecodeParms" in thing for thing in streams(pdf))


def streams(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]


def test_what_the_file_says_of_itself_is_open_to_programs_that_know_no_pdf(bare_pdf):
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        packet = pdf.Root.Metadata.read_raw_bytes()
        assert packet in bare_pdf
        etree.fromstring(packet)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
            assert metadata["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert {*pdf.docinfo.keys()} == {"/Title", "/Producer"}


def test_colours_mean_what_the_output_intent_says(bare_pdf):
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        profile = intent.DestOutputProfile.read_bytes()
        assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
        assert (profile[12:20], profile[36:40], profile[8] <= 4) == (b"mntrRGB ", b"acsp", True)
        for page in pdf.pages:
            assert {str(p.ColorSpace) for p in pictures_of(page)} <= {"/DeviceRGB", "/DeviceGray"}


def test_nothing_is_transparent_and_nothing_acts(bare_pdf):
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        forbidden = {"/AA", "/OpenAction", "/JavaScript", "/EmbeddedFiles", "/OCProperties", "/AcroForm"}
        assert forbidden.isdisjoint(pdf.Root.keys())
        for page in pdf.pages:
            assert {"/Annots", "/AA", "/Group"}.isdisjoint(page.keys())
            assert {*page.Resources.keys()} == {"/XObject", "/Font", "/ProcSet"}
            for picture in pictures_of(page):
                assert {"/SMask", "/Alternates", "/OPI", "/Interpolate"}.isdisjoint(picture.keys())


def test_the_fonts_are_embedded_and_their_widths_and_meanings_told(bare_pdf):
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            (characters,) = font.DescendantFonts
            program = TTFont(io.BytesIO(characters.FontDescriptor.FontFile2.read_bytes()))
            order, widths = program.getGlyphOrder(), program["hmtx"]
            glyphs = characters.CIDToGIDMap.read_bytes()
            first, told = characters.W
            shown = [
                int.from_bytes(glyphs[at : at + 2], "big") for at in range(2 * int(first), len(glyphs), 2)
            ]
            assert 0 not in shown
            assert [int(width) for width in told] == [widths[order[glyph]][0] for glyph in shown]
            _, blocks = font.ToUnicode.read_bytes().split(b"endcodespacerange")
            meanings = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", blocks)
            assert len(meanings) == len(shown)
            assert {b"0000", b"FEFF", b"FFFE"}.isdisjoint(meaning for _, meaning in meanings)


def test_every_piece_of_a_page_is_tagged_or_an_artifact(bare_pdf):
    with pikepdf.open(io.BytesIO(bare_pdf)) as pdf:
        for page in pdf.pages:
            depth = 0
            for row in pikepdf.parse_content_stream(page):
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(row.operator), 0)
                assert depth in (0, 1)
                assert depth or str(row.operator) not in ("Do", "Tj")


def test_a_picture_that_pdf_a_forbids_makes_no_pdf_a(tmp_path):
    path = tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        picture = pikepdf.Stream(pdf, bytes(10_000), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height, picture.BitsPerComponent = 100, 100, 8
        picture.ColorSpace, picture.Interpolate = pikepdf.Name.DeviceGray, True
        sheet = pdf.add_blank_page(page_size=(100, 100))
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(picture)))
        sheet.obj.Contents = pdf.make_indirect(pikepdf.Stream(pdf, b"100 0 0 100 0 0 cm /Im Do"))
        pdf.save(path)
    source = Source(file=path.name, page=1, sha256=None, width_px=100, height_px=100, dpi=72.0)
    page = Page(name="scan", source=source, language="en")
    made = FORMATS["pdf"].write_issue(Issue("scan", (Leaf(page, "scan", path),)))
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert "/Interpolate" in next(iter(pictures_of(pdf.pages[0])))
        assert "pdfaid:part" not in metadata
