"""Files as other programs write them become pages; what they do not say is None."""

import pytest

from ocrfix.formats.reading import read_page_file, read_pages_file
from ocrfix.model.page import RegionKind, WritingMode
from ocrfix.model.text import SOFT_HYPHEN

TRANSKRIBUS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15">
 <Metadata><Creator>Transkribus</Creator><Created>2020-01-01T00:00:00</Created>
 <LastChange>2020-01-01T00:00:00</LastChange></Metadata>
 <Page imageFilename="a.jpg" imageWidth="800" imageHeight="600">
  <ReadingOrder><OrderedGroup id="ro"><RegionRefIndexed index="0" regionRef="tr_2"/>
  <RegionRefIndexed index="1" regionRef="tr_1"/></OrderedGroup></ReadingOrder>
  <TextRegion type="paragraph" id="tr_1" custom="readingOrder {index:1;}">
   <Coords points="10,50 200,50 200,90 10,90"/>
   <TextLine id="l1" custom="readingOrder {index:0;}"><Coords points="10,50 200,50 200,70 10,70"/>
    <Baseline points="10,68 200,68"/><TextEquiv><Unicode>the town council</Unicode></TextEquiv></TextLine>
  </TextRegion>
  <TextRegion type="heading" id="tr_2" custom="readingOrder {index:0;} structure {type:heading;}">
   <Coords points="10,10 200,10 200,40 10,40"/>
   <TextLine id="l2"><Coords points="10,10 200,10 200,40 10,40"/>
    <Word id="w1"><Coords points="10,10 90,10 90,40 10,40"/><TextEquiv><Unicode>Harbour</Unicode>
</TextEquiv></Word>
    <Word id="w2"><Coords points="99,10 200,10 200,40 99,40"/><TextEquiv><Unicode>Wall</Unicode>
</TextEquiv></Word>
   </TextLine>
  </TextRegion>
 </Page>
</PcGts>"""
KRAKEN = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description>
<MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>b.png</fileName>
</sourceImageInformation>
</Description><Tags><OtherTag ID="TYPE_1" TYPE="type" LABEL="MainZone"/></Tags>
<Layout><Page WIDTH="500" HEIGHT="900" PHYSICAL_IMG_NR="0" ID="p">
<PrintSpace HPOS="0" VPOS="0" WIDTH="500" HEIGHT="900">
<TextBlock ID="b1" HPOS="400" VPOS="10" WIDTH="40" HEIGHT="300" TAGREFS="TYPE_1">
<TextLine ID="x1" HPOS="400" VPOS="10" WIDTH="30" HEIGHT="90" BASELINE="400 10 400 100">
<String CONTENT="本報訊" HPOS="400" VPOS="10" WIDTH="30" HEIGHT="90" WC="0.9">
<Glyph CONTENT="本" HPOS="400" VPOS="10" WIDTH="30" HEIGHT="30" GC="0.9"/></String></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""
DOCWORKS = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description>
<MeasurementUnit>{unit}</MeasurementUnit></Description><Layout>
<Page ID="P1" PHYSICAL_IMG_NR="3" WIDTH="900" HEIGHT="700">
<PrintSpace ID="s"><TextBlock ID="TB1" HPOS="1" VPOS="2" WIDTH="30" HEIGHT="40" language="de">
<TextLine ID="TL1" HPOS="1" VPOS="2" WIDTH="30" HEIGHT="9"><String CONTENT="der"/><SP/>
<String CONTENT="Zei" SUBS_TYPE="HypPart1" SUBS_CONTENT="Zeitung"/><HYP CONTENT="-"/></TextLine>
<TextLine ID="TL2"><String CONTENT="tung" SUBS_TYPE="HypPart2" SUBS_CONTENT="Zeitung"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>"""
FINEREADER = """<document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"
pagesCount="1">
<page width="300" height="200" resolution="300"><block blockType="Text" l="10" t="10" r="90" b="60"><text>
<par><line baseline="30" l="10" t="10" r="90" b="32"><formatting lang="GermanStandard">
<charParams l="10" t="10" r="20" b="32" charConfidence="90">o</charParams>
<charParams l="20" t="10" r="30" b="32" charConfidence="50"><charRecVariants>
<charRecVariant charConfidence="40">c</charRecVariant></charRecVariants>b</charParams>
<charParams l="30" t="10" r="40" b="32" charConfidence="70">¬</charParams></formatting></line></par>
</text></block>
<block blockType="Picture" l="100" t="10" r="200" b="60"/></page></document>"""
BARE_HOCR = """<html><head><meta name="ocr-system" content="x"></head><body>
<div class="ocr_page" title="image c.png">
<p class="ocr_par" lang="eng"><span class="ocr_line">a line<br></span></p></div></body></html>"""


@pytest.fixture
def read(tmp_path):
    def read_text(text: str):
        path = tmp_path / "page.xml"
        path.write_text(text, encoding="utf-8")
        return read_page_file(path)

    return read_text


def test_page_of_transkribus_comes_in_its_reading_order(read):
    page = read(TRANSKRIBUS)
    assert [region.kind for region in page.regions] == [RegionKind.HEADING, RegionKind.BODY]
    assert [line.reading for line in page.lines()] == ["Harbour Wall", "the town council"]
    assert [line.confidence for line in page.lines()] == [None, None]
    assert (page.source.sha256, page.source.dpi, page.language, page.nameplate) == (None, None, "und", None)
    assert len(page.unplaced) == 2


def test_alto_of_kraken_comes_in(read):
    page = read(KRAKEN)
    (line,) = page.lines()
    assert (line.reading, line.confidence, line.writing_mode) == ("本報訊", 0.9, WritingMode.VERTICAL)
    assert page.regions[0].kind is RegionKind.BODY
    assert page.source.file == "b.png"


def test_alto_2_keeps_its_hyphens_as_hyphens_of_the_line_end(read):
    page = read(DOCWORKS.format(unit="pixel"))
    assert [line.reading for line in page.lines()] == [f"der Zei{SOFT_HYPHEN}", "tung"]
    assert [line.polygon is None for line in page.lines()] == [False, True]
    assert (page.language, page.source.page) == ("de", 3)


def test_tenths_of_millimetres_are_no_pixels(read):
    page = read(DOCWORKS.format(unit="mm10"))
    assert page.source.width_px is None
    assert all(line.polygon is None for line in page.lines())


def test_finereader_keeps_characters_and_candidates(read):
    page = read(FINEREADER)
    (line,) = page.lines()
    assert line.reading == f"ob{SOFT_HYPHEN}"
    assert line.confidence == 0.7
    assert [(other.char, other.likelihood) for other in line.glyphs[1].alternatives] == [("c", 0.4)]
    assert (page.language, page.source.dpi, page.source.file, len(page.pictures)) == ("de", 300, None, 1)


def test_hocr_without_boxes_comes_in(read):
    page = read(BARE_HOCR)
    (line,) = page.lines()
    assert (line.reading, line.polygon, line.confidence) == ("a line", None, None)
    assert (page.source.file, page.source.width_px, page.language) == ("c.png", None, "en")


def test_pages_of_a_file_are_numbered(tmp_path):
    path = tmp_path / "book.html"
    path.write_text(BARE_HOCR.replace("</body>", '<div class="ocr_page"></div></body>'))
    assert [page.name for page in read_pages_file(path)] == ["book-p0001", "book-p0002"]
