"""Files that mean harm, or are broken, end in one line that says where; quickly and in little memory."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ocrfix.errors import FormatError
from ocrfix.formats.reading import read_page_file, read_pages_file

ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
ABBYY = "http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"
SECONDS, MEGABYTES = 2.0, 300


def alto(inside: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}\n<alto xmlns="{ALTO}"><Layout>\n{inside}\n</Layout></alto>'


def page_xml(inside: str) -> str:
    size = 'imageFilename="a" imageWidth="9" imageHeight="9"'
    return f'<PcGts xmlns="{PAGE}">\n<Page {size}>{inside}</Page></PcGts>'


def hocr(inside: str) -> str:
    return f"<html><body>{inside}</body></html>"


def abbyy(block: str) -> str:
    text = '<text><par><line l="1" t="1" r="2" b="2"><formatting>x</formatting></line></par></text>'
    inside = f'<block blockType="Text" {block}>{text}</block>'
    return f'<document xmlns="{ABBYY}"><page width="9" height="9">{inside}</page></document>'


def line(attributes: str) -> str:
    return (
        '<Page ID="p" PHYSICAL_IMG_NR="1"><PrintSpace><TextBlock ID="b">'
        f'<TextLine {attributes}><String CONTENT="x"/></TextLine></TextBlock></PrintSpace></Page>'
    )


BOMB = (
    '<!DOCTYPE alto [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
HOSTILE = {
    "bomb": (alto("&i;", BOMB), "entities"),
    "external": (alto("&x;", '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
    "parameter": (alto("", '<!DOCTYPE alto [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>'), "entities"),
    "undeclared": (alto("&nbsp;"), "nbsp"),
    "attribute": (alto(f'<Page ID="{"x" * 20_000_000}"/>'), "not XML"),
    "deep": (alto("<Page>" * 100_000), "not XML"),
    "unclosed": (alto("<Page ID='p'>"), "<Page>|<Layout>"),
    "namespace": ('<alto xmlns="http://example.org/"/>', "namespace|is not that of"),
    "no namespace": ("<PcGts/>", "no namespace"),
    "other root": ("<svg xmlns='http://www.w3.org/2000/svg'/>", "root element"),
    "negative width": (alto(line('HPOS="5" VPOS="5" WIDTH="-3" HEIGHT="2"')), "<TextLine>: WIDTH"),
    "negative place": (alto(line('HPOS="-5" VPOS="5" WIDTH="3" HEIGHT="2"')), "<TextLine>: HPOS"),
    "NaN": (alto(line('HPOS="NaN" VPOS="5" WIDTH="3" HEIGHT="2"')), "<TextLine>: HPOS 'NaN'"),
    "infinite": (alto(line('HPOS="1" VPOS="5" WIDTH="1e400" HEIGHT="2"')), "<TextLine>: WIDTH"),
    "a word": (alto(line('HPOS="left" VPOS="5" WIDTH="3" HEIGHT="2"')), "'left' is not a number"),
    "confidence": (alto(line("").replace('"x"', '"x" WC="7"')), "<String>: WC"),
    "no layout": (f'<alto xmlns="{ALTO}"/>', "<Layout>"),
    "points": (page_xml('<TextRegion><Coords points="1,2 x,4"/></TextRegion>'), "<Coords>: points 'x'"),
    "minus points": (page_xml('<TextRegion><Coords points="1,2 -3,4"/></TextRegion>'), "points '-3'"),
    "bbox": (hocr('<div class="ocr_page" title="bbox 9 9 1 1">x</div>'), "<div>: bbox"),
    "hocr without pages": (hocr("<p>Hello</p>"), "ocr_page"),
    "abbyy": (abbyy('l="5" t="5" r="2" b="9"'), "<block>: its box"),
    "empty": ("", "empty"),
    "text": ("Hello", "neither XML nor JSON"),
    "json": ('{"schema": "other/1"}', "schema"),
    "encoding": ('<?xml version="1.0" encoding="UTF-7"?><alto/>', "UTF-7|utf-7"),
}  # fmt: skip


PLAIN = ("empty", "text", "json", "encoding")
"""What has no line with an element to name."""


@pytest.mark.parametrize("name", HOSTILE)
def test_it_says_what_is_wrong_where(name, tmp_path):
    text, message = HOSTILE[name]
    path = tmp_path / "page.xml"
    path.write_text(text)
    begun = time.perf_counter()
    with pytest.raises(FormatError, match=message) as fault:
        read_page_file(path)
    assert re.match(
        r"page\.xml: line \d+: <[!\w]+>: " if name not in PLAIN else r"page\.xml: ", fault.value.message
    )
    assert time.perf_counter() - begun < SECONDS


def test_a_fault_in_an_element_names_file_line_and_element(tmp_path):
    path = tmp_path / "p.xml"
    path.write_text(alto(line('HPOS="NaN" VPOS="1" WIDTH="1" HEIGHT="1"')))
    with pytest.raises(FormatError, match=r"^p\.xml: line 3: <TextLine>: HPOS 'NaN'"):
        read_page_file(path)


def test_broken_utf8_names_line_and_element(tmp_path):
    path = tmp_path / "p.xml"
    path.write_bytes(alto('<Page ID="p">').encode() + b"\n<String CONTENT='\xff\xfe'/><SP/>")
    with pytest.raises(FormatError, match=r"p\.xml: line 5: <String>: not UTF-8"):
        read_page_file(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_honest_encodings_are_read(encoding, tmp_path):
    path = tmp_path / "p.xml"
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = alto(line("").replace('"x"', '"报"')).replace("?>", f' encoding="{declared}"?>', 1)
    path.write_bytes(text.encode(encoding))
    assert [row.reading for row in read_page_file(path).lines()] == ["报"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
@pytest.mark.parametrize("kind", ["attribute", "tags", "text", "utf-16 entities"])
def test_a_huge_file_is_refused_in_little_time_and_memory(kind, tmp_path):
    path = tmp_path / "huge.xml"
    huge = {
        "attribute": lambda: alto('<Page ID="' + "x" * 200_000_000 + '"/>').encode(),
        "tags": lambda: alto("<a/>" * 12_000_000).encode(),
        "text": lambda: alto("x" * 60_000_000).encode(),
        "utf-16 entities": lambda: alto("&i;", BOMB).encode("utf-16"),
    }[kind]
    path.write_bytes(huge())
    export = ("export", path, "-o", tmp_path / "o", "--format", "txt")
    for _ in range(3):  # other work on the machine is not counted
        code, seconds, megabytes, said = measured(*export)
        if seconds < SECONDS:
            break
    assert (code, "Traceback" in said) == (6, False)
    assert re.search(r"huge\.xml: line \d+: <\w+>|huge\.xml: line 1: <!ENTITY>", said)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


MEASURE = """
import atexit, re, sys, time
from pathlib import Path
from ocrfix.cli.app import main
def report():
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
    print(f"{time.process_time()} {int(peak) / 1024}")
atexit.register(report)
main(sys.argv[1:])
"""


def measured(*arguments: object) -> tuple[int, float, float, str]:
    """Exit code, seconds of work, peak of memory in MB and standard error of a command line."""
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", MEASURE, *map(str, arguments)]
    done = subprocess.run(command, env=place, capture_output=True, text=True, check=False)
    seconds, megabytes = map(float, done.stdout.split("\n")[-2].split())
    return done.returncode, seconds, megabytes, done.stderr


def test_a_file_of_several_pages_is_refused_where_one_is_asked_for(tmp_path):
    path = tmp_path / "p.xml"
    path.write_text(alto(line("") * 2))
    assert [page.name for page in read_pages_file(path)] == ["p-p0001", "p-p0002"]
    with pytest.raises(FormatError, match="holds 2 pages"):
        read_page_file(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"lost\.xml: cannot be read"):
        read_page_file(tmp_path / "lost.xml")
