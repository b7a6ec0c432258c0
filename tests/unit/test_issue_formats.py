"""METS, IIIF, TEI and rows of an issue: valid, with the articles in their order."""

import csv
import hashlib
import io
import json
import os
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from test_formats import STORY, alone
from test_misplaced import WHOLE
from test_text import page
from truth_pages import page_of_truth

from ocrfix.formats import FORMATS
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.model.article import Nameplate
from ocrfix.model.page import Page, Step
from ocrfix.model.text import Texts
from ocrfix.repairing import repaired

SAMPLES = Path(__file__).parents[2] / "samples"
SCHEMAS = Path(os.environ.get("OCRFIX_SCHEMAS", "schemas"))
NAMES = {"modern_daily": "zh-Hans", "vertical_tiers": "zh-Hant", "english_six_columns": "en"}
samples = pytest.mark.parametrize("name", NAMES)
BBOX = re.compile(r"bbox (\d+ \d+ \d+ \d+)(;|$)")


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


@pytest.mark.skipif(not SCHEMAS.exists(), reason="set OCRFIX_SCHEMAS to the folder of the schemas")
@samples
def test_samples_are_valid_in_every_schema(name):
    schemas = (("alto", "alto-4-4"), ("page", "pagecontent-2019-07-15"), ("mets", "mets-1-12-1"))
    for kind, file in schemas:
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{file}.xsd"))
        chosen = FORMATS[kind]
        made = chosen.write_issue(issue(name)) if chosen.of_issue else chosen.write(sample(name))
        schema.assertValid(etree.fromstring(made))


@samples
def test_hocr_keeps_what_hocr_check_looks_at(name):
    """The checks of hocr-tools: head, nesting, and boxes of one kind that hardly overlap."""
    root = etree.fromstring(FORMATS["hocr"].write(sample(name)))
    heads = {meta.get("name"): meta.get("content") for meta in root.iterfind(".//{*}meta")}
    classes = {element.get("class") for element in root.iterfind(".//{*}*[@class]")}
    assert heads["ocr-system"].startswith("ocrfix ")
    assert classes <= {*heads["ocr-capabilities"].split()}
    around = {"ocr_carea": "ocr_page", "ocr_par": "ocr_carea", "ocr_line": "ocr_par", "ocrx_word": "ocr_line"}
    for kind, outer in around.items():
        found = root.findall(f".//*[@class='{kind}']")
        assert found
        assert {element.getparent().get("class") for element in found} == {outer}
        boxes = [[int(side) for side in box[1].split()] for e in found if (box := BBOX.match(e.get("title")))]
        assert len(boxes) == len(found)
        assert kind == "ocrx_word" or max(map(overlap, combinations(boxes, 2)), default=0) <= 0.2


def overlap(pair) -> float:
    """Of two boxes, as a part of the larger."""
    (a, b, c, d), (e, f, g, h) = pair
    common = max(0, min(c, g) - max(a, e)) * max(0, min(d, h) - max(b, f))
    return common / max((c - a) * (d - b), (g - e) * (h - f))


@pytest.fixture(scope="module")
def tei():
    """TEI's own schema; it takes half a minute to load."""
    path = SCHEMAS / "tei_all.rng"
    if not path.exists():
        pytest.skip("put tei_all.rng of TEI P5 into the folder that OCRFIX_SCHEMAS names")
    return etree.RelaxNG(etree.parse(path))


def test_tei_is_valid(tei):
    issues = (*(issue(name) for name in NAMES), issue(*NAMES), alone(STORY), alone(WHOLE), alone(page()))
    for made in issues:
        tei.assertValid(etree.fromstring(FORMATS["tei"].write_issue(made)))


def test_alto_names_the_engine_its_models_and_the_dictionaries():
    read = Step("read", "rapidocr 3.10.0, rec.onnx", (("engine", "rapid"),))
    root = etree.fromstring(FORMATS["alto"].write(repaired(replace(STORY, steps=(read,)))))
    told = " ".join(root.xpath("//*[local-name()='Processing']//text()"))
    for word in ("engine=rapid", "rec.onnx", "dictionaries=zh_words.npz", "language_model=news.ngrams.npz"):
        assert word in told


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
