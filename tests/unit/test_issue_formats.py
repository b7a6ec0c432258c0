"""METS, IIIF, TEI, PDF and rows of an issue: valid, with the articles in their order."""

import csv
import hashlib
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from rapidfuzz.distance import Levenshtein
from truth_pages import page_of_truth

from ocrfix.errors import ScanError
from ocrfix.formats import FORMATS
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.model.article import Nameplate
from ocrfix.model.page import Page, Source
from ocrfix.model.text import Texts

SAMPLES = Path(__file__).parents[2] / "samples"
SCHEMAS = Path(os.environ.get("OCRFIX_SCHEMAS", "schemas"))
NAMES = {"modern_daily": "zh-Hans", "vertical_tiers": "zh-Hant", "english_six_columns": "en"}
samples = pytest.mark.parametrize("name", NAMES)


def sample(name: str) -> Page:
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    with Image.open(SAMPLES / f"{name}.jpg") as image:
        page = page_of_truth(truth, name, *image.size, NAMES[name])
    data = (SAMPLES / f"{name}.jpg").read_bytes()
    plate = Nameplate(title="澜浦日报", date="2024年3月28日", issue="5127", page="1")
    source = replace(page.source, sha256=hashlib.sha256(data).hexdigest())
    return replace(page, nameplate=plate, source=source)


def issue(*names: str) -> Issue:
    return Issue("front", tuple(Leaf(sample(name), name, SAMPLES / f"{name}.jpg") for name in names))


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


@samples
def test_the_text_layer_runs_in_the_order_of_the_articles(name):
    made = pypdfium2.PdfDocument(FORMATS["pdf"].write_issue(issue(name)))
    wanted = article_text(sample(name))
    found = letters(made[0].get_textpage().get_text_range())[: len(wanted)]
    assert Levenshtein.distance(wanted, found) <= 0.005 * len(wanted)


@samples
def test_a_jpeg_stands_in_the_pdf_byte_by_byte(name):
    with pikepdf.open(io.BytesIO(FORMATS["pdf"].write_issue(issue(name)))) as pdf:
        assert pdf.check_pdf_syntax() == []
        (picture,) = pdf.pages[0].images.values()
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
        assert {str(picture.Filter) for picture in pdf.pages[0].images.values()} == {stored}
    shown = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    with Image.open(path) as original:
        difference = sum(
            abs(a - b) for a, b in zip(shown.tobytes(), original.convert("L").tobytes(), strict=True)
        )
    assert difference / (600 * 800) < 2


def test_another_file_under_the_scans_name_is_refused():
    page = sample("modern_daily")
    other = Leaf(page, "modern_daily", SAMPLES / "vertical_tiers.jpg")
    with pytest.raises(ScanError, match="is not the file that the page was read from"):
        FORMATS["pdf"].write_issue(Issue("front", (other,)))


def test_a_pdf_needs_the_scan():
    with pytest.raises(ScanError, match=r"modern_daily\.jpg is not at hand"):
        FORMATS["pdf"].write_issue(Issue("front", (Leaf(sample("modern_daily"), "modern_daily"),)))


@pytest.mark.skipif(not SCHEMAS.exists(), reason="set OCRFIX_SCHEMAS to the folder of the schemas")
@samples
def test_samples_are_valid_in_every_schema(name):
    schemas = (("alto", "alto-4-4"), ("page", "pagecontent-2019-07-15"), ("mets", "mets-1-12-1"))
    for kind, file in schemas:
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{file}.xsd"))
        chosen = FORMATS[kind]
        made = chosen.write_issue(issue(name)) if chosen.of_issue else chosen.write(sample(name))
        schema.assertValid(etree.fromstring(made))


def test_mets_leads_from_the_newspaper_to_articles_that_point_into_alto():
    root = etree.fromstring(FORMATS["mets"].write_issue(issue("modern_daily")))
    alto = etree.fromstring(FORMATS["alto"].write(sample("modern_daily")))
    space = {"m": "http://www.loc.gov/METS/", "a": "http://www.loc.gov/standards/alto/ns-v4#"}
    kinds = root.xpath(
        "//m:structMap[@TYPE='LOGICAL']//m:div[@TYPE='article'][1]/ancestor::m:div/@TYPE", namespaces=space
    )
    assert kinds == ["newspaper", "year", "month", "day", "issue"]
    blocks = set(alto.xpath("//a:TextBlock/@ID", namespaces=space))
    begins = root.xpath("//m:area[@FILEID='alto-1']/@BEGIN", namespaces=space)
    assert begins
    assert set(begins) <= blocks
    named = set(root.xpath("//@ID"))
    links = root.xpath("//m:smLink/@*", namespaces=space)
    assert {*links} <= named


def test_iiif_loads_with_prezi3_and_has_a_range_an_article():
    prezi = pytest.importorskip("iiif_prezi3")
    manifest = json.loads(FORMATS["iiif"].write_issue(issue("modern_daily", "vertical_tiers")))
    loaded = prezi.Manifest(**manifest)
    articles = len(sample("modern_daily").articles) + len(sample("vertical_tiers").articles)
    assert (len(loaded.items), len(loaded.structures[0].items)) == (2, articles)
    lines = manifest["items"][0]["annotations"][0]["items"]
    assert len(lines) == sum(1 for _ in sample("modern_daily").lines())


def test_every_place_that_tei_names_is_a_zone():
    root = etree.fromstring(FORMATS["tei"].write_issue(issue("modern_daily", "english_six_columns")))
    names = set(root.xpath("//@xml:id"))
    named = {part.removeprefix("#") for facs in root.xpath("//@facs") for part in facs.split()}
    assert named
    assert named <= names
    assert len(names) == len(root.xpath("//@xml:id"))


def test_rows_are_articles():
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write_issue(issue("modern_daily")).decode())))
    lines = [
        json.loads(row) for row in FORMATS["jsonl"].write_issue(issue("modern_daily")).decode().splitlines()
    ]
    texts = Texts(sample("modern_daily"))
    wanted = [texts.regions(article.headline) for article in sample("modern_daily").articles]
    assert [row["headline"] for row in rows] == [line["headline"] for line in lines] == wanted
    assert {row["date"] for row in rows} == {"2024-03-28"}
    assert all(line["kicker"] is None or line["kicker"] for line in lines)
