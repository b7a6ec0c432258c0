"""`ocrfix repair` and `ocrfix revert` as a user types them: files, words, exit codes."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ocrfix.cli.app import main

TEXT = "# 政企合力\n\n■记者 赵一霖\n\n本报讯 3月27日,会议召开,新 材料企业参加...\n"


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def go(*words: str):
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=out, err=err)

    return go


def names(folder: str = "out") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def page(name: str = "page") -> dict:
    return json.loads(Path("out", f"{name}.json").read_text(encoding="utf-8"))


def test_a_text_gives_three_files_a_summary_and_progress(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    done = run("repair", "page.txt", "-o", "out")
    assert done.code == 0
    assert names() == ["page.json", "page.md", "page.txt"]
    assert done.out.startswith("page: 1 article, 34 characters, 4 edits, 0 doubts, ")
    assert done.err.splitlines() == ["page: reading", "page: repairing", "page: write"]
    assert page()["articles"][0]["body"][0]["text"] == "本报讯 3月27日，会议召开，新材料企业参加……"


def test_standard_input_is_a_text(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert run("repair", "-", "-o", "out", "--format", "txt").code == 0
    assert names() == ["stdin.txt"]


def test_diff_shows_each_change_with_its_reason_and_no_colour_on_a_pipe(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    rows = run("repair", "page.txt", "-o", "out", "--diff", "--quiet").out.splitlines()
    assert len(rows) == 4
    assert (
        rows[1].startswith("e1 l3 本报讯 3月27日[-,-]{+，+}会议召开,新 材料 punctuation.width: ")
        or "[-,-]" in rows[0]
    )
    assert not any("\x1b" in row for row in rows)


def test_diff_is_coloured_where_colours_are_wanted_and_never_with_no_color(run, monkeypatch):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m{+，+}" in run("repair", "page.txt", "-o", "out", "--diff", "-q").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("repair", "page.txt", "-o", "out", "--diff", "-q").out


def test_explain_says_what_was_decided(run):
    Path("page.txt").write_text("春\n\n江\n\n機 82987136\n\n" + TEXT, encoding="utf-8")
    rows = run("repair", "page.txt", "-o", "out", "--explain", "-q").out.splitlines()
    assert "doubt fragment r3: what is left of a telephone line; perhaps 电话 82987136" in rows
    assert "unplaced r1: a fragment that belongs nowhere" in rows


def test_json_gives_one_object_a_file_with_changes_where_they_are_asked_for(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    told = json.loads(run("repair", "page.txt", "-o", "out", "--json", "--diff", "--explain").out)
    assert (told["name"], told["articles"], told["edits"]) == ("page", 1, 4)
    assert len(told["changes"]) == 4
    assert told["explanations"] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfeA\x00", "the text is UTF-16, not UTF-8"),
        ("会议".encode("gb18030"), "not UTF-8: byte 0 is 0xbb"),
        (b"\x89PNG\x00\x00", "not a text but binary data"),
        (b"a\x00b", "not a text but binary data"),
        (b'{"schema": "other"}', "$.schema: 'other' is not 'ocrfix.page/1'"),
        (b"{", "not JSON"),
    ],
)
def test_what_is_no_text_is_named_with_a_hint(run, data, said):
    Path("bad.txt").write_bytes(data)
    done = run("repair", "bad.txt", "-o", "out", "-q")
    assert done.code == 6
    assert done.err.startswith(f"ocrfix: error: bad.txt: {said}")
    assert len(done.err.splitlines()) == 1


def test_a_bad_file_does_not_stop_the_others(run):
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_bytes(b"\xff\xfe")
    done = run("repair", "b.txt", "missing.txt", "a.txt", "-o", "out", "--format", "md", "-q")
    assert done.code == 8
    assert names() == ["a.md"]
    assert len(done.err.splitlines()) == 2


def test_two_files_of_one_name_are_refused_before_anything_is_written(run):
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "page.txt").write_text(TEXT, encoding="utf-8")
    assert run("repair", "one/page.txt", "two/page.txt", "-o", "out").code == 4
    assert not Path("out").exists()


def test_an_empty_file_is_a_page_without_articles_and_a_doubt(run):
    Path("empty.txt").write_bytes(b"")
    assert run("repair", "empty.txt", "-o", "out", "-q").code == 0
    assert [doubt["kind"] for doubt in page("empty")["doubts"]] == ["blank"]


def test_the_json_of_an_earlier_run_is_read_and_repaired_again(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "page.txt", "-o", "out", "-q")
    first = Path("out/page.json").read_bytes()
    assert run("repair", "out/page.json", "-o", "again", "-q").code == 0
    assert Path("again/page.json").read_bytes() == first


def test_revert_takes_back_a_rule_an_edit_or_everything_and_keeps_the_reading(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "page.txt", "-o", "out", "-q")
    readings = [line["reading"] for region in page()["regions"] for line in region["lines"]]
    assert run("revert", "out/page.json", "--rule", "punctuation").out == "page: 3 edits taken back, 1 left\n"
    assert page()["articles"][0]["body"][0]["text"] == "本报讯 3月27日,会议召开,新材料企业参加..."
    assert "3月27日,会议" in Path("out/page.md").read_text(encoding="utf-8")
    left = page()["edits"][0]["id"]
    assert run("revert", "out/page.json", "--edit", left).code == 0
    lines = [line for region in page()["regions"] for line in region["lines"]]
    assert [line["text"] for line in lines] == [line["reading"] for line in lines] == readings


def test_revert_of_a_reconstruction_leaves_the_pieces(run):
    pieces = "\n\n".join("明远赴州")
    Path("page.txt").write_text(
        f"{pieces}\n\n推介\n\n本报讯 区委书记周明远带队赴广州推介港口项目。", encoding="utf-8"
    )
    run("repair", "page.txt", "-o", "out", "-q")
    assert page()["articles"][0]["headline"] == "周明远带队赴广州推介"
    run("revert", "out/page.json", "--rule", "reconstruct")
    assert page()["articles"][0]["headline"] == "明远赴州推介"
    assert page()["articles"][0]["reconstructed"] is None
    assert page()["doubts"] == []


def test_revert_of_what_is_not_there_says_what_is(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "page.txt", "-o", "out", "-q")
    done = run("revert", "out/page.json", "--rule", "misread")
    assert done.code == 4
    assert "rules are: punctuation.dots, punctuation.width, space.chinese" in done.err
    assert run("revert", "out/page.json", "--edit", "e99").code == 4
    assert run("revert", "missing.json").code == 6


def test_whole_issue_formats_are_written_of_the_one_page(run):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    assert run("repair", "page.txt", "-o", "out", "--format", "tei,csv,jsonl,iiif,mets", "-q").code == 0
    assert names() == [
        "page.articles.csv",
        "page.articles.jsonl",
        "page.manifest.json",
        "page.mets.xml",
        "page.tei.xml",
    ]
    for name in ("page.manifest.json", "page.mets.xml"):
        told = Path("out", name).read_text(encoding="utf-8")
        assert "政企合力" in told
        assert "page.txt" not in told, "a text is no picture of a page"


@pytest.mark.parametrize("command", ["repair page.txt -o out", "export out/page.json -o out"])
def test_a_pdf_of_a_page_without_a_scan_is_refused_for_that_reason(run, command):
    Path("page.txt").write_text(TEXT, encoding="utf-8")
    run("repair", "page.txt", "-o", "out", "--format", "json", "-q")
    done = run(*command.split(), "--format", "pdf", "-q")
    assert done.code == 5
    assert "page: the page came from a text and has no scan" in done.err
    assert names() == ["page.json"]
