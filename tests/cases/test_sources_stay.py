"""No command writes over what it reads: it says so and leaves with 4 before anything is written."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from ocrfix.cli.app import main

TEXT = "# 政企合力\n\n■记者 赵一霖\n\n本报讯 3月27日,会议召开,新 材料企业参加...\n"


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCRFIX_LEXICON", str(tmp_path / "lexicon.txt"))

    def go(*words: str):
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=out, err=err)

    return go


def held() -> dict[str, bytes]:
    """Every file below the folder and what it holds."""
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def refused(run, *words: str) -> str:
    """The words of a command that must leave every file as it is and make no other."""
    before = held()
    done = run(*words)
    assert done.code == 4
    assert held() == before
    assert "choose another folder" in done.err
    return done.err


def page_json(run, folder: str = "out") -> Path:
    """A page that ocrfix wrote, and nothing beside it."""
    Path("front.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "front.txt", "-o", folder, "--format", "json", "-q")
    Path("front.txt").unlink()
    return Path(folder, "front.json")


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize("folder", [".", "../{here}", "link", "sub/.."])
def test_repair_does_not_write_over_its_text_however_the_folder_is_spelt(run, name, folder):
    Path(name).write_text(TEXT, encoding="utf-8")
    Path("sub").mkdir()
    Path("link").symlink_to(".")
    assert name in refused(run, "repair", name, "-o", folder.format(here=Path.cwd().name), "-q")


def test_a_link_to_the_source_does_not_hide_it(run):
    Path("in").mkdir()
    Path("in/x.txt").write_text(TEXT, encoding="utf-8")
    Path("x.txt").symlink_to("in/x.txt")
    refused(run, "repair", "x.txt", "-o", "in", "-q")


def test_a_result_may_not_take_the_place_of_another_source_either(run):
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    Path("old").mkdir()
    Path("old/y.txt").write_text(TEXT, encoding="utf-8")
    refused(run, "repair", "x.txt", "old/y.txt", "-o", "old", "-q")
    page_json(run)
    Path("out/x.json").write_bytes(Path("out/front.json").read_bytes())
    refused(run, "repair", "out/x.json", "out/front.json", "-o", "out", "-q")


def test_a_page_is_written_under_its_own_name_and_still_not_over_its_source(run):
    json = page_json(run)
    other = json.with_name("renamed.json")
    json.rename(other)
    assert run("repair", str(other), "-o", "out", "-q").code == 0
    assert json.exists()
    assert "front.json" in refused(run, "repair", str(json), "-o", "out", "-q")


def test_two_files_with_one_page_name_do_not_write_over_each_other(run):
    json = page_json(run)
    json.with_name("copy.json").write_bytes(json.read_bytes())
    done = run("repair", "out/front.json", "out/copy.json", "-o", "new", "-q")
    assert done.code == 8
    assert "copy.json: would overwrite front" in done.err


def test_other_formats_beside_the_source_are_no_harm(run):
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    assert run("repair", "x.txt", "-o", ".", "--format", "json,md", "-q").code == 0
    assert sorted(held()) == ["x.json", "x.md", "x.txt"]
    assert Path("x.txt").read_text(encoding="utf-8") == TEXT


def test_page_does_not_write_a_pdf_over_its_scan(run):
    Image.new("RGB", (200, 200), "white").save("x.pdf")
    Path("other").symlink_to(".")
    assert "x.pdf" in refused(run, "page", "x.pdf", "-o", "other", "--format", "pdf", "-q")


def test_page_does_not_write_an_overlay_over_a_scan(run):
    Image.new("RGB", (200, 200), "white").save("x.overlay.jpg")
    Image.new("RGB", (200, 200), "white").save("x.png")
    refused(run, "page", "x.png", "x.overlay.jpg", "-o", ".", "--overlay", "-q")


def test_export_does_not_write_over_a_page_or_its_scan(run):
    json = page_json(run)
    assert run("export", str(json), "-o", ".", "--format", "alto", "-q").code == 0
    refused(run, "export", "front.alto.xml", "-o", ".", "--format", "alto", "-q")
    refused(run, "export", str(json), "-o", "out", "--format", "json", "-q")


def test_export_does_not_write_two_pages_under_one_name(run):
    one, two = page_json(run, "one"), page_json(run, "two")
    done = run("export", str(one), str(two), "-o", "out", "--format", "alto", "-q")
    assert done.code == 4
    assert "front.alto.xml is the name of two pages" in done.err


def test_revert_works_in_place_and_leaves_what_is_not_its_own(run):
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "x.txt", "-o", ".", "--format", "json,md", "-q")
    changed = Path("x.md").read_bytes()
    done = run("revert", "x.json")
    assert done.code == 0
    assert "x.txt is not what ocrfix wrote of this page; it stays" in done.err
    assert Path("x.txt").read_text(encoding="utf-8") == TEXT
    assert Path("x.md").read_bytes() != changed


def test_a_model_is_not_written_over_its_corpus(run):
    Path("x.txt").write_text(TEXT, encoding="utf-8")
    refused(run, "lexicon", "train", "x.txt", "-o", "./x.txt")
    refused(run, "lexicon", "train", ".", "-o", "x.txt")


@pytest.mark.parametrize("source", ["pages/s/x.pdf", "pages/s", "pages/s/*.pdf", "link"])
def test_a_batch_whose_results_would_lie_among_its_scans_is_refused(run, source):
    Path("pages/s").mkdir(parents=True)
    Path("link").symlink_to("pages/s")
    Image.new("RGB", (200, 200), "white").save("pages/s/x.pdf")
    refused(run, "batch", source, "-o", ".", "--format", "pdf", "-q")
