"""Whole pages through the command line: from the file a user has to the files he gets."""

import json
import shutil
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from conftest import ROOT, Done, Run, run_in
from PIL import Image
from test_bad_input import locked_pdf

from ocrfix import pipeline
from ocrfix.cli.app import main
from ocrfix.model.as_json import page_schema
from ocrfix.model.from_json import from_dict
from ocrfix.model.laws import misplaced

MODERN, ENGLISH, VERTICAL = "modern_daily", "english_six_columns", "vertical_tiers"
UPPER_STORIES = (100, 1790, 1700, 2690)
"""Two stories of the modern page with their headlines, in its pixels: left, top, right, bottom."""

HEADLINES = ["一张绿卡让人才留下来", "轨道交通三号线进入铺轨阶段"]

page = pytest.mark.page


def read(ocrfix: Run, sample: str) -> Done:
    done = ocrfix(f"ocrfix page samples/{sample}.jpg -o out --overlay")
    assert done.code == 0, done.err
    return done


def score(ocrfix: Run, sample: str) -> dict[str, float]:
    read(ocrfix, sample)
    told = ocrfix(f"ocrfix evaluate samples/{sample}.truth.json out/{sample}.json --json")
    return json.loads(told.out)


def assert_sound(document: dict) -> None:
    """It follows the schema and the first law."""
    jsonschema.Draft202012Validator(json.loads(page_schema())).validate(document)
    assert misplaced(from_dict(document)) == []


def points_off_the_scan(document: dict) -> list[tuple[float, float]]:
    """Corners of whatever was found that lie outside the scan."""
    source = document["source"]
    lines = [line for region in document["regions"] for line in region["lines"]]
    found = [part["polygon"] for part in (*document["regions"], *lines, *document["pictures"])]
    corners = [(x, y) for polygon in (*found, *document["separators"]) for x, y in polygon]
    return [
        (x, y) for x, y in corners if not (0 <= x <= source["width_px"] and 0 <= y <= source["height_px"])
    ]


@page
@pytest.mark.parametrize("sample", [MODERN, ENGLISH, VERTICAL])
def test_a_sample_is_read_with_few_errors_and_every_headline(ocrfix, sample):
    found = score(ocrfix, sample)
    assert found["headline_acc"] == 1.0
    assert found["article_cer"] <= 0.02


@page
@pytest.mark.parametrize("sample", [MODERN, ENGLISH, VERTICAL])
def test_what_is_written_for_a_sample_is_sound(ocrfix, sample):
    done = read(ocrfix, sample)
    document = done.document(sample)
    assert_sound(document)
    assert points_off_the_scan(document) == []
    written = {name.removeprefix(sample) for name in done.files() if name.startswith(sample)}
    assert written == {".json", ".md", ".txt", ".overlay.jpg"}


@page
@pytest.mark.parametrize(
    "turn",
    [
        Image.Transpose.ROTATE_180,
        Image.Transpose.ROTATE_270,
        Image.Transpose.ROTATE_90,
    ],
    ids=lambda turn: turn.name,
)
def test_a_turned_page_gives_its_headlines(tmp_path, turn):
    part = Image.open(ROOT / "samples" / f"{MODERN}.jpg").crop(UPPER_STORIES).transpose(turn)
    assert headlines_of(part, tmp_path) == HEADLINES


@page
def test_a_skewed_page_gives_its_headlines(tmp_path):
    part = Image.open(ROOT / "samples" / f"{MODERN}.jpg").crop(UPPER_STORIES)
    skewed = part.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=235)
    assert headlines_of(skewed, tmp_path) == HEADLINES


@page
def test_nothing_is_found_off_the_scan_where_its_edge_cuts_print(tmp_path):
    Image.open(ROOT / "samples" / f"{MODERN}.jpg").crop((100, 2200, 1000, 2690)).save(tmp_path / "part.png")
    document = run_in(tmp_path, "ocrfix page part.png -o out").document("part")
    assert document["articles"]
    assert points_off_the_scan(document) == []


def headlines_of(picture: Image.Image, folder: Path) -> list[str]:
    """The headlines of articles with two paragraphs or more; the crop leaves pieces of others."""
    picture.save(folder / "part.jpg", quality=90)
    done = run_in(folder, "ocrfix page part.jpg -o out --format json")
    assert done.code == 0, done.err
    document = done.document("part")
    assert_sound(document)
    return [article["headline"] for article in document["articles"] if len(article["body"]) > 1]


@page
@pytest.mark.parametrize("size", [(1200, 1600), (150, 150), (1600, 150)])
def test_paper_without_text_gives_a_page_without_articles_and_a_doubt(tmp_path, size):
    paper = np.random.default_rng(3).normal(235, 3, size[::-1]).clip(0, 255).astype(np.uint8)
    Image.fromarray(paper).save(tmp_path / "paper.png")
    done = run_in(tmp_path, "ocrfix page paper.png -o out --overlay")
    assert done.code == 0, done.err
    document = done.document("paper")
    assert_sound(document)
    assert (document["source"]["width_px"], document["source"]["height_px"]) == size
    assert (document["articles"], document["regions"]) == ([], [])
    assert [doubt["kind"] for doubt in document["doubts"]] == ["blank"]
    assert done.files() == ["paper.json", "paper.md", "paper.overlay.jpg", "paper.txt"]


@page
def test_bad_scans_are_named_and_the_good_one_among_them_is_done(tmp_path):
    sample = (ROOT / "samples" / f"{MODERN}.jpg").read_bytes()
    Image.new("L", (150, 150), 235).save(tmp_path / "good.png")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.png").touch()
    (tmp_path / "notes.txt").write_text("no scan")
    (tmp_path / "cut.jpg").write_bytes(sample[: len(sample) // 2])
    (tmp_path / "locked.pdf").write_bytes(locked_pdf())
    bad = ["missing.tif", "folder", "empty.png", "notes.txt", "cut.jpg", "locked.pdf"]
    done = run_in(tmp_path, f"ocrfix page {' '.join([*bad[:3], 'good.png', *bad[3:]])} -o out --quiet")
    assert done.code == 5
    assert done.files() == ["good.json", "good.md", "good.txt"]
    errors = done.err.splitlines()
    assert [line.split(": ")[2] for line in errors] == bad
    assert all(line.startswith("ocrfix: error: ") and "; " in line for line in errors)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ("--engine eyes", 2, "rapid, tesseract, both"),
        ("--lang Klingon", 2, "zh-Hans"),
        ("-o scan.png", 7, "scan.png: cannot write"),
        ("-o scan.png/out", 7, "scan.png/out: cannot write"),
    ],
)
def test_a_command_that_cannot_work_says_so_before_it_reads(tmp_path, options, code, words):
    Image.new("L", (300, 300), 235).save(tmp_path / "scan.png")
    done = run_in(tmp_path, f"ocrfix page scan.png -o out {options}")
    assert done.code == code
    assert words in done.err
    assert "Traceback" not in done.err
    assert not list(tmp_path.glob("out/*"))


@page
@pytest.mark.parametrize("stage", ["finding lines", "reading", "finding articles", "repairing"])
def test_ctrl_c_in_any_stage_leaves_no_file(tmp_path, monkeypatch, stage):
    Image.open(ROOT / "samples" / f"{MODERN}.jpg").crop((1690, 2080, 2480, 2400)).save(tmp_path / "part.png")
    read_page = pipeline.read_page

    def interrupted(scan, settings, progress):
        def reached(name: str) -> None:
            progress(name)
            if name == stage:
                raise KeyboardInterrupt

        return read_page(scan, settings, reached)

    monkeypatch.setattr(pipeline, "read_page", interrupted)
    with pytest.raises(SystemExit) as left:
        main(["page", str(tmp_path / "part.png"), "-o", str(tmp_path / "out"), "--overlay", "--quiet"])
    assert left.value.code == 130
    assert list((tmp_path / "out").iterdir()) == []


@page
@pytest.mark.tesseract
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="apt install tesseract-ocr")
@pytest.mark.parametrize("engine", ["tesseract", "both"])
def test_tesseract_reads_a_part_of_the_english_page(tmp_path, engine):
    part = Image.open(ROOT / "samples" / f"{ENGLISH}.jpg").crop((100, 1500, 1400, 2200))
    part.save(tmp_path / "part.png")
    done = run_in(tmp_path, f"ocrfix page part.png -o out --engine {engine} --lang en")
    assert done.code == 0, done.err
    document = done.document("part")
    assert_sound(document)
    words = " ".join(line["text"] for region in document["regions"] for line in region["lines"]).split()
    assert len({"the", "of", "and", "to"} & set(words)) == 4
