"""`ocrfix export` from pages and from a collection."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import run_in
from PIL import Image

from ocrfix.formats import FORMATS
from ocrfix.formats.reading import read_page_file
from ocrfix.model.as_json import to_json
from ocrfix.model.page import Page, Source

TEXTS = "alto,page,hocr,mets,iiif,tei,csv,jsonl,md,txt,json"


def page_json(path: Path, name: str) -> None:
    source = Source(file=f"{name}.jpg", page=1, sha256=None, width_px=10, height_px=10)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(Page(name=name, source=source, language="en")), encoding="utf-8")


def written(done, folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_one_page_gives_a_file_a_format(tmp_path):
    page_json(tmp_path / "front.json", "front")
    done = run_in(tmp_path, f"ocrfix export front.json -o out --format {TEXTS}")
    assert (done.code, done.err) == (0, "")
    assert done.out.split() == [f"out/front{FORMATS[name].suffix}" for name in TEXTS.split(",")]
    assert sorted(f"out/{name}" for name in written(done, tmp_path / "out")) == sorted(done.out.split())


def test_a_folder_of_a_collection_is_an_issue_and_its_tree_is_kept(tmp_path):
    for folder in ("1914/03", "1914/04"):
        for number in (1, 2):
            page_json(tmp_path / "c" / "pages" / folder / f"p{number}.json", f"p{number}")
    (tmp_path / "c" / "pages" / "notes.json").write_text('{"a": 1}')
    done = run_in(tmp_path, "ocrfix export c -o out --format alto,mets")
    assert done.code == 0
    assert written(done, tmp_path / "out") == [
        f"1914/{month}/{name}"
        for month in ("03", "04")
        for name in (f"{month}.mets.xml", "p1.alto.xml", "p2.alto.xml")
    ]


def test_names_with_a_date_part_a_folder_into_issues(tmp_path):
    for name in ("post-19140327-1", "post-19140327-2", "post-19140328-1"):
        page_json(tmp_path / "c" / f"{name}.json", name)
    done = run_in(tmp_path, "ocrfix export c -o out --format jsonl --json")
    assert [json.loads(row)["pages"] for row in done.out.splitlines()] == [2, 1]


def test_a_name_in_a_page_does_not_lead_out_of_the_folder(tmp_path):
    page_json(tmp_path / "p.json", "../../../escaped")
    done = run_in(tmp_path, "ocrfix export p.json -o out --format txt,alto,mets")
    assert done.code == 0
    assert not list(tmp_path.parent.glob("escaped*"))
    assert all("/" not in name for name in written(done, tmp_path / "out"))


def test_a_missing_scan_is_named_with_what_to_do(tmp_path):
    page_json(tmp_path / "p.json", "p")
    done = run_in(tmp_path, "ocrfix export p.json -o out --format pdf")
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith("ocrfix: error: p: p.jpg is not at hand; put it beside the page")


def test_a_bad_issue_does_not_stop_the_others(tmp_path):
    page_json(tmp_path / "c" / "a" / "p.json", "p")
    bad = tmp_path / "c" / "b" / "q.json"
    page_json(bad, "q")
    bad.write_text(bad.read_text().replace('"language"', '"tongue"'))
    done = run_in(tmp_path, "ocrfix export c -o out --format txt")
    assert (done.code, "Traceback" in done.err) == (6, False)
    assert "q.json" in done.err
    assert written(done, tmp_path / "out") == ["a/p.txt"]


@pytest.mark.parametrize("arguments", ["lost.json", "."])
def test_nothing_to_export_is_exit_6(arguments, tmp_path):
    done = run_in(tmp_path, f"ocrfix export {arguments} -o out --format alto")
    assert (done.code, "Traceback" in done.err) == (6, False)


def test_a_scan_is_found_where_the_file_names_folders_of_another_machine(tmp_path):
    page_json(tmp_path / "p.json", "p")
    told = (tmp_path / "p.json").read_text().replace('"p.jpg"', '"OCR-D-IMG/p.jpg"')
    (tmp_path / "p.json").write_text(told)
    (tmp_path / "scans" / "1914").mkdir(parents=True)
    Image.new("L", (10, 10)).save(tmp_path / "scans" / "1914" / "p.jpg")
    done = run_in(tmp_path, "ocrfix export p.json -o out --format pdf --scans scans")
    assert (done.code, done.err, done.out) == (0, "", "out/p.pdf\n")


@pytest.fixture
def english(tmp_path):
    """A piece of a page, as a picture and as a PDF."""
    sample = Path(__file__).parents[2] / "samples" / "english_six_columns.jpg"
    with Image.open(sample) as image:
        piece = image.crop((100, 1100, 1000, 1500))
    piece.save(tmp_path / "en.png", dpi=(200, 200))
    piece.save(tmp_path / "en.pdf", resolution=200)
    return tmp_path


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
def test_hocr_and_alto_of_tesseract_come_in(english):
    command = ["tesseract", "en.png", "en", "-l", "eng", "hocr", "alto"]
    subprocess.run(command, cwd=english, check=True, capture_output=True)
    hocr, alto = (read_page_file(english / name) for name in ("en.hocr", "en.xml"))
    assert [line.reading for line in hocr.lines()] == [line.reading for line in alto.lines()]
    assert (hocr.source.file, hocr.source.width_px, hocr.source.dpi, hocr.language) == (
        "en.png",
        900,
        200.0,
        "en",
    )
    assert (alto.source.width_px, alto.source.dpi, alto.language) == (900, None, "und")
    assert all(line.confidence is not None and line.polygon for line in alto.lines())


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
def test_hocr_of_ocrmypdf_comes_in(english):
    api = pytest.importorskip("ocrmypdf.api", reason="needs OCRmyPDF")
    (english / "work").mkdir()
    api._pdf_to_hocr(english / "en.pdf", english / "work", language=["eng"], jobs=1)
    page = read_page_file(english / "work" / "000001_ocr_hocr.hocr")
    assert (page.source.file, page.source.width_px, page.language) == ("000001_ocr.png", 900, "en")
    assert "".join(line.reading for line in page.lines()).startswith("PORT HALLOW,")
    assert all(line.confidence is not None and line.polygon for line in page.lines())
