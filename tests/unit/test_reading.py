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
PAGE_2019 = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
PAGE_2017 = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2017-07-15"
PAGE_2013 = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"
ESCRIPTORIUM = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="{PAGE_2019}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{PAGE_2019} {PAGE_2019}/pagecontent.xsd">
 <Metadata><Creator>escriptorium</Creator></Metadata>
 <Page imageFilename="0001.png" imageWidth="800" imageHeight="600">
  <TextRegion id="eSc_textblock_1" custom="structure {{type:MainZone;}}">
   <Coords points="10,10 400,10 400,90 10,90"/>
   <TextLine id="eSc_line_1" custom="structure {{type:DefaultLine;}}">
    <Coords points="10,10 210,14 210,40 10,36"/><Baseline points="10,34 210,38"/>
    <Word id="segment_1"><Coords points="10,10 90,12 90,38 10,36"/>
     <TextEquiv conf="0.91"><Unicode>the</Unicode></TextEquiv></Word>
    <TextEquiv conf="0.9"><Unicode>the harbour</Unicode></TextEquiv></TextLine>
   <TextLine id="eSc_line_2"><Baseline points="10,68 200,68"/><TextEquiv><Unicode/></TextEquiv></TextLine>
  </TextRegion>
  <TextRegion id="eSc_textblock_2" custom="structure {{type:NumberingZone;}}"><Coords points=""/>
   <TextLine id="eSc_line_3"><TextEquiv><Unicode>3</Unicode></TextEquiv></TextLine></TextRegion>
 </Page>
</PcGts>"""
TRANSKRIBUS_REGIONS = f"""<PcGts xmlns="{PAGE_2013}">
 <Metadata><Creator>prov=READ-COOP:name=PyLaia</Creator><Created>2021-05-01T00:00:00</Created>
  <LastChange>2021-05-01T00:00:00</LastChange>
  <TranskribusMetadata docId="1" pageId="2" pageNr="3" tsid="4" status="GT" userId="5" imgUrl="x"/>
 </Metadata>
 <Page imageFilename="p3.jpg" imageWidth="800" imageHeight="600" type="content">
  <PrintSpace><Coords points="0,0 800,0 800,600 0,600"/></PrintSpace>
  <ReadingOrder><OrderedGroup id="ro" caption="Regions reading order">
   <RegionRefIndexed index="1" regionRef="b"/><RegionRefIndexed index="0" regionRef="a"/>
  </OrderedGroup></ReadingOrder>
  <TextRegion id="b" type="paragraph" custom="readingOrder {{index:1;}} structure {{type:article; id:7;}}">
   <Coords points="10,50 200,50 200,90 10,90"/>
   <TextEquiv><Unicode>of the town
council</Unicode></TextEquiv>
   <TextStyle fontFamily="Times New Roman" fontSize="9.0"/></TextRegion>
  <TextRegion id="a" custom="readingOrder {{index:0;}} person {{offset:0; length:3;}}
   person {{offset:9; length:2;}} textStyle {{offset:0; length:5;fontSize:0.0; kerning:0;}}">
   <Coords points="10,10 200,10 200,40 10,40"/>
   <TextLine id="a1" custom="readingOrder {{index:0;}}"><Baseline points="10,38 200,38"/>
    <TextEquiv><Unicode>the meeting</Unicode></TextEquiv></TextLine></TextRegion>
 </Page>
</PcGts>"""
ALETHEIA = f"""<PcGts xmlns="{PAGE_2017}">
 <Metadata externalRef="x"><Creator>PRImA</Creator><Created>2018-01-01T00:00:00</Created>
  <LastChange>2018-01-01T00:00:00</LastChange></Metadata>
 <Page imageFilename="OCR-D-IMG/p.tif" imageWidth="800" imageHeight="600" primaryLanguage="German">
  <Border><Coords points="0,0 800,0 800,600 0,600"/></Border>
  <ReadingOrder><UnorderedGroup id="g"><OrderedGroup id="h">
   <RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup><RegionRef regionRef="r1"/>
  </UnorderedGroup></ReadingOrder>
  <TextRegion id="r1" type="caption" readingDirection="left-to-right"><Coords points="1,1 9,1 9,9 1,9"/>
   <TextLine id="l1"><Coords points="1,1 9,1 9,9 1,9"/>
    <TextEquiv index="1"><Unicode>Haſen</Unicode></TextEquiv>
    <TextEquiv index="0" conf="0.8"><Unicode>Hafen</Unicode></TextEquiv></TextLine></TextRegion>
  <AdvertRegion id="ad"><Coords points="20,20 90,20 90,90 20,90"/>
   <TextRegion id="r2" type="paragraph"><Coords points="20,20 90,20 90,90 20,90"/>
    <TextLine id="l2"><Coords points="20,20 90,20 90,40 20,40"/>
     <TextEquiv><PlainText>Seife</PlainText><Unicode>Seife</Unicode></TextEquiv></TextLine></TextRegion>
  </AdvertRegion>
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


def test_page_of_escriptorium_and_kraken_comes_in(read):
    page = read(ESCRIPTORIUM)
    assert [region.kind for region in page.regions] == [RegionKind.BODY, RegionKind.FOLIO]
    assert [line.reading for line in page.lines()] == ["the harbour", "", "3"]
    assert [line.confidence for line in page.lines()] == [0.9, None, None]
    assert [line.polygon is None for line in page.lines()] == [False, True, True]
    assert (page.regions[1].polygon, page.source.file) == (None, "0001.png")


def test_page_of_transkribus_with_texts_of_regions_and_baselines_alone_comes_in(read):
    page = read(TRANSKRIBUS_REGIONS)
    assert [line.reading for line in page.lines()] == ["the meeting", "of the town", "council"]
    assert [line.polygon for line in page.lines()] == [None, None, None]
    assert all(region.polygon for region in page.regions)


def test_page_of_aletheia_comes_in_with_adverts_and_the_first_of_its_texts(read):
    page = read(ALETHEIA)
    assert [(region.kind, region.id) for region in page.regions] == [
        (RegionKind.ADVERT, "r2"),
        (RegionKind.CAPTION, "r1"),
    ]
    caption = page.regions[1].lines[0]
    assert (caption.reading, caption.confidence, caption.readings) == (
        "Hafen",
        0.8,
        (("TextEquiv 1", "Haſen"),),
    )
    assert (page.language, len(page.adverts), len(page.captions)) == ("de", 1, 1)


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
