"""What a user types and what comes back: files, words, exit codes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import numpy as np
import pytest
from PIL import Image

from ocrfix import __version__, pipeline, store
from ocrfix.cli.app import main
from ocrfix.errors import SetupError
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.as_json import page_schema
from ocrfix.model.page import Doubt, Page, Region, RegionKind, Source, TextLine


def read_page(scan, settings, progress) -> Page:
    """A page with one article of one line, whatever the scan shows."""
    progress("read")
    height, width = scan.pixels.shape[:2]
    corners = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    line = TextLine(id="l1", polygon=corners, reading="进入 园区", confidence=1.0)
    return Page(
        name=scan.name,
        source=Source(
            file=scan.file, page=scan.page, sha256=scan.sha256, width_px=width, height_px=height, dpi=scan.dpi
        ),
        language="zh-Hans",
        regions=(Region(id="r1", kind=RegionKind.BODY, polygon=corners, lines=(line,)),),
        articles=(Article(id="a1", body=(Paragraph(("l1",)),)),),
        doubts=(Doubt(kind="k", text="t", line="l1"),),
    )


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a command line in an empty folder with a pipeline that reads one line from everything."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCRFIX_LEXICON", str(tmp_path / "lexicon.txt"))
    monkeypatch.setattr(pipeline, "read_page", read_page)

    def go(*words: str):
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=out, err=err)

    return go


def scan(name: str, pages: int = 1) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    sheets = [Image.fromarray(np.full((90, 120, 3), 240, np.uint8)) for _ in range(pages)]
    sheets[0].save(name, **({"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}))
    return name


def names(folder: str = "out") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_a_scan_gives_three_files_a_summary_and_progress(run):
    done = run("page", scan("front.png"), "-o", "out")
    assert done.code == 0
    assert names() == ["front.json", "front.md", "front.txt"]
    assert done.out.startswith("front: 1 article, 4 characters, 1 doubt, ")
    assert done.err.splitlines() == ["front: read", "front: write"]


def test_what_is_written_follows_the_published_schema(run):
    run("page", scan("front.png"), "-o", "out")
    schema = json.loads(run("page", "--print-schema").out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(Path("out/front.json").read_text()))
    assert schema == json.loads(page_schema())


def test_the_same_scan_gives_the_same_bytes(run):
    run("page", scan("front.png"), "-o", "one")
    run("page", "front.png", "-o", "two")
    assert [Path("one", name).read_bytes() for name in names("one")] == [
        Path("two", name).read_bytes() for name in names("two")
    ]


def test_only_the_formats_asked_for_are_written(run):
    run("page", scan("front.png"), "-o", "out", "--format", "md, json")
    assert names() == ["front.json", "front.md"]


def test_the_overlay_is_a_picture_beside_the_results(run):
    run("page", scan("front.png"), "-o", "out", "--format", "json", "--overlay")
    assert names() == ["front.json", "front.overlay.jpg"]
    assert Image.open("out/front.overlay.jpg").width == 120


def test_the_pages_of_one_file_are_told_apart(run):
    done = run("page", scan("issue.tif", pages=2), "-o", "out", "--format", "txt")
    assert names() == ["issue-p0001.txt", "issue-p0002.txt"]
    assert len(done.out.splitlines()) == 2


def test_standard_input_is_a_scan(run, monkeypatch):
    data = Path(scan("front.png")).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert run("page", "-", "-o", "out", "--format", "txt").code == 0
    assert names() == ["stdin.txt"]


def test_json_gives_one_object_a_page_and_quiet_gives_nothing(run):
    told = run("page", scan("front.png"), "-o", "out", "--json", "--quiet")
    summary = json.loads(told.out)
    assert (summary["name"], summary["articles"], summary["characters"]) == ("front", 1, 4)
    assert summary["written"] == ["out/front.json", "out/front.md", "out/front.txt"]
    assert told.err == ""
    silent = run("page", "front.png", "-o", "out", "--quiet")
    assert (silent.out, silent.err, silent.code) == ("", "", 0)


def test_a_bad_scan_is_named_and_the_others_are_still_done(run):
    Path("notes.png").write_text("no picture")
    done = run("page", scan("a.png"), "notes.png", "missing.png", scan("b.png"), "-o", "out", "--quiet")
    assert done.code == 5
    assert {name.split(".")[0] for name in names()} == {"a", "b"}
    errors = done.err.splitlines()
    assert len(errors) == 2
    assert all(line.startswith("ocrfix: error: ") and "; " in line for line in errors)
    assert "notes.png" in errors[0]
    assert "missing.png" in errors[1]


def test_json_tells_of_a_bad_scan_too(run):
    told = run("page", "missing.png", "-o", "out", "--json", "--quiet")
    assert json.loads(told.out)["file"] == "missing.png"
    assert told.code == 5


def test_a_scan_over_the_limit_is_refused(run):
    done = run("page", scan("front.png"), "-o", "out", "--max-megapixels", "0.1")
    assert done.code == 0
    Image.new("L", (1000, 1000)).save("large.png")
    done = run("page", "large.png", "-o", "out", "--max-megapixels", "0.1")
    assert done.code == 5
    assert "large.png" in done.err


@pytest.mark.parametrize("other", ["b/001.png", "b/001.tif", "a/001.png"])
def test_two_scans_of_one_name_are_refused_before_any_is_read(run, other):
    done = run("page", scan("a/001.png"), scan(other), "-o", "out")
    assert done.code == 4
    assert "would both write 001" in done.err
    assert not Path("out").exists()


def test_a_page_of_a_file_does_not_overwrite_the_result_of_another_file(run):
    done = run("page", scan("issue-p0002.png"), scan("issue.tif", pages=2), "-o", "out", "--format", "json")
    assert done.code == 5
    assert "would overwrite issue-p0002, the result of issue-p0002.png" in done.err
    assert json.loads(Path("out/issue-p0002.json").read_text())["source"]["file"] == "issue-p0002.png"


@pytest.mark.parametrize(
    ("option", "value", "choice"),
    [("--engine", "eyes", "tesseract"), ("--lang", "Klingon", "zh-Hans"), ("--format", "json,doc", "md")],
)
def test_an_unknown_choice_lists_the_choices(run, option, value, choice):
    done = run("page", "x.png", "-o", "out", option, value)
    assert done.code == 2
    assert choice in done.err


@pytest.mark.parametrize("words", [["page"], ["page", "x.png"], ["page", "-o", "out"], ["nonsense"]])
def test_an_incomplete_command_line_is_a_usage_error(run, words):
    assert run(*words).code == 2


def test_a_folder_that_cannot_be_written_is_told_before_a_scan_is_read(run, monkeypatch):
    monkeypatch.setattr(pipeline, "read_page", lambda *_: pytest.fail("the scan was read"))
    Path("out").write_text("a file")
    done = run("page", scan("front.png"), "-o", "out")
    assert done.code == 7
    assert done.err.startswith("ocrfix: error: out: ")


def test_a_full_disk_ends_the_command_without_a_file(run, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    done = run("page", scan("front.png"), "-o", "out")
    assert done.code == 7
    assert "disk is full" in done.err
    assert names() == []


def test_ctrl_c_leaves_without_a_trace(run, monkeypatch):
    def interrupted(*_: object) -> Page:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "read_page", interrupted)
    done = run("page", scan("front.png"), "-o", "out")
    assert done.code == 130
    assert "Traceback" not in done.err
    assert names() == []


def test_a_missing_engine_ends_the_command_with_what_to_install(run, monkeypatch):
    def absent(*_: object) -> Page:
        raise SetupError("tesseract is not installed", "apt install tesseract-ocr")

    monkeypatch.setattr(pipeline, "read_page", absent)
    done = run("page", scan("front.png"), scan("back.png"), "-o", "out", "--quiet")
    assert done.code == 3
    assert done.err == "ocrfix: error: tesseract is not installed; apt install tesseract-ocr\n"


def test_evaluate_compares_a_result_with_its_truth(run):
    Path("truth.json").write_text(json.dumps({"articles": [{"headline": None, "body": ["进入园区。"]}]}))
    run("page", scan("front.png"), "-o", "out")
    told = json.loads(run("evaluate", "truth.json", "out/front.json", "--json").out)
    assert (told["article_cer"], told["headline_acc"], told["furniture"]) == (0.2, 1.0, None)
    shown = run("evaluate", "truth.json", "out/front.json")
    assert "article_cer   0.2000" in shown.out
    assert shown.code == 0


@pytest.mark.parametrize("content", [None, "{", "{}", "[]", b"\xff\xfe"])
def test_evaluate_names_the_file_that_is_no_truth(run, content):
    if content is not None:
        Path("truth.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run("evaluate", "truth.json", "truth.json")
    assert done.code == 6
    assert done.err.startswith("ocrfix: error: truth.json: ")


def test_doctor_says_what_is_there(run):
    done = run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(done.out)["findings"]}
    assert findings["ocrfix"]["found"].startswith(__version__)
    assert "_rec_" in findings["models"]["found"]
    assert done.code == 0


def test_doctor_without_tesseract_says_how_to_get_it_and_is_content(run, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = run("doctor")
    assert done.code == 0
    assert "apt install tesseract-ocr" in done.out


def test_doctor_leaves_with_3_where_a_package_is_missing(run, monkeypatch):
    monkeypatch.setattr("ocrfix.cli.doctor._PACKAGES", ("no-such-package-of-ocrfix",))
    done = run("doctor")
    assert done.code == 3
    assert "pip install no-such-package-of-ocrfix" in done.err


def test_the_version_is_printed(run):
    assert run("--version").out == f"ocrfix {__version__}\n"


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom ocrfix.cli.app import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy', 'PIL', 'cv2', 'onnxruntime', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_no_error_worth_a_trace():
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "ocrfix", "page", "--print-schema"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert "Traceback" not in done.stderr


def test_evaluate_tells_from_its_content_what_a_truth_is(run):
    run("page", scan("front.png"), "-o", "out")
    corners = [[0, 0], [120, 0], [120, 90], [0, 90]]
    line = {"polygon": corners, "text": "进入园区"}
    truths = {
        "whole": {"articles": [{"headline": None, "start": "进入", "end": "园区"}]},
        "bag_recall": {"text_items": [{"type": "article", "text": "进入园区"}]},
        "structure": {"regions": [{"kind": "body", "article": 0, "lines": [line]}]},
    }
    for name, truth in truths.items():
        Path("truth.json").write_text(json.dumps(truth))
        told = json.loads(run("evaluate", "truth.json", "out/front.json", "--json").out)
        assert set(truths) & set(told) == {name}
        shown = run("evaluate", "truth.json", "out/front.json").out
        assert "MEASURE" in shown
    assert told["structure"]["labels"]["f1"] == 1.0


def test_evaluate_takes_several_pages_for_one_truth(run):
    Path("truth.json").write_text(
        json.dumps({"articles": [{"headline": None, "start": "进入", "end": "园区"}] * 2})
    )
    run("page", scan("left.png"), scan("right.png"), "-o", "out", "--format", "json")
    one = json.loads(run("evaluate", "truth.json", "out/left.json", "--json").out)
    both = json.loads(run("evaluate", "truth.json", "out/left.json", "out/right.json", "--json").out)
    assert (one["whole"], both["whole"], both["extra"]) == (0.5, 1.0, 0)


def test_evaluate_names_the_one_of_several_pages_that_is_none(run):
    Path("truth.json").write_text(json.dumps({"articles": []}))
    run("page", scan("left.png"), "-o", "out", "--format", "json")
    done = run("evaluate", "truth.json", "out/left.json", "missing.json")
    assert done.code == 6
    assert done.err.startswith("ocrfix: error: missing.json: ")
    assert done.out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize(
    "words", ["page --print-schema", "--version", "lexicon list", "repair old.txt -o out"]
)
def test_standard_output_on_a_full_disk_is_an_output_error(tmp_path, words):
    (tmp_path / "old.txt").write_text("本报讯 会议召开。", encoding="utf-8")
    place = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "OCRFIX_LEXICON": str(tmp_path / "lexicon.txt"),
    }
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ocrfix", *words.split()],
            cwd=tmp_path,
            env=place,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 7
    assert "ocrfix: error: standard output: cannot write: No space left on device; " in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
