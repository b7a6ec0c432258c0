"""What a user types to keep words and to train a model, and what comes back."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from ocrfix import lexicons, pipeline
from ocrfix.cli.app import main
from ocrfix.language.ngram import news
from ocrfix.lexicons import lexicon_path, read_lexicon
from ocrfix.model.page import Page, Source


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run a command line in an empty folder, with a lexicon of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCRFIX_LEXICON", str(tmp_path / "mine" / "lexicon.txt"))

    def go(*words: str):
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=out, err=err)

    return go


def listed(run, *more: str) -> list[dict]:
    return [json.loads(line) for line in run("lexicon", "list", "--json", *more).out.splitlines()]


def test_words_and_pairs_are_added_and_listed(run):
    done = run("lexicon", "add", "销号", "自已 → 自己", "投人->投入")
    assert done.code == 0
    assert done.out.endswith("lexicon.txt: 1 word, 0 texts never changed, 2 pairs\n")
    run("lexicon", "add", "--never", "闭环")
    (user,) = listed(run)
    assert (user["level"], user["words"], user["never"]) == ("user", ["销号"], ["闭环"])
    assert user["always"] == [["投人", "投入"], ["自已", "自己"]]
    assert "  自已 → 自己\n" in run("lexicon", "list").out


def test_without_a_lexicon_the_list_is_empty(run):
    assert listed(run)[0]["words"] == []
    assert not Path("mine").exists()


def test_what_was_added_twice_stands_once(run):
    run("lexicon", "add", "销号")
    run("lexicon", "add", "销号")
    assert Path("mine/lexicon.txt").read_text() == "销号\n"


def test_an_entry_is_removed_and_the_rest_of_the_file_stays(run):
    Path("mine").mkdir()
    Path("mine/lexicon.txt").write_text("# by hand\n销号\n自已 → 自己\n")
    assert run("lexicon", "remove", "自已").code == 0
    assert Path("mine/lexicon.txt").read_text() == "# by hand\n销号\n"


def test_removing_what_is_not_there_is_a_fault_and_removes_nothing(run):
    run("lexicon", "add", "销号")
    done = run("lexicon", "remove", "销号", "闭环")
    assert done.code == 4
    assert done.err.startswith("ocrfix: error: 闭环 is not in ")
    assert Path("mine/lexicon.txt").read_text() == "销号\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "自己 → 自已"), "contradict each other"),
        (("add", "自已 → 自巳"), "contradict each other"),
        (("add", "--never", "自已"), "contradict each other"),
        (("add", "--never", "甲 → 乙"), "--never"),
        (("add", " "), "without a text"),
        (("add", "→ 甲"), "without a text"),
        (("import", "missing.txt"), "no such file"),
    ],
)
def test_a_wrong_entry_is_told_and_the_lexicon_stays_as_it_was(run, words, said):
    run("lexicon", "add", "自已 → 自己")
    done = run("lexicon", *words)
    assert done.code == 4
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert Path("mine/lexicon.txt").read_text() == "自已 → 自己\n"


def test_text_and_tables_are_imported(run):
    Path("words.txt").write_text("# 地名\n澜浦\n! 闭环\n")
    Path("pairs.csv").write_text("word,replacement\n自已,自己\n", encoding="utf-8-sig")
    assert run("lexicon", "import", "words.txt", "pairs.csv").code == 0
    (user,) = listed(run)
    assert (user["words"], user["never"], user["always"]) == (["澜浦"], ["闭环"], [["自已", "自己"]])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "销号".encode("gb18030")),
        ("a.csv", b"x,y\n1,2\n"),
        ("a.txt", b"\x00\x01"),
        ("a.csv", b'"a\n'),
    ],
)
def test_a_file_that_is_no_list_is_named(run, name, data):
    Path(name).write_bytes(data)
    done = run("lexicon", "import", name)
    assert done.code == 6
    assert done.err.startswith(f"ocrfix: error: {name}")
    assert not Path("mine/lexicon.txt").exists()


def test_a_collection_has_a_lexicon_of_its_own_that_goes_before_the_users(run):
    Path("papers").mkdir()
    run("lexicon", "add", "自已 → 自己", "销号")
    run("lexicon", "add", "自已 → 自巳", "--collection", "papers")
    assert [found["level"] for found in listed(run, "--collection", "papers")] == ["user", "collection"]
    both = read_lexicon(Path("papers"))
    assert (both.always, both.words) == ((("自已", "自巳"),), {"销号"})
    assert read_lexicon(None).always == (("自已", "自己"),)


def test_a_collection_that_is_no_folder_is_refused(run):
    assert run("lexicon", "add", "甲", "--collection", "papers").code == 4
    assert not Path("papers").exists()


def test_the_users_lexicon_lies_where_the_platform_keeps_data(monkeypatch, tmp_path):
    monkeypatch.delenv("OCRFIX_LEXICON", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert lexicon_path(None).name == "lexicon.txt"
    if sys.platform == "linux":
        assert lexicon_path(None) == tmp_path / "ocrfix" / "lexicon.txt"


def test_two_writers_lose_nothing(tmp_path):
    place = {**os.environ, "OCRFIX_LEXICON": str(tmp_path / "lexicon.txt")}

    def add(word: str) -> int:
        command = [sys.executable, "-m", "ocrfix", "lexicon", "add", word]
        return subprocess.run(command, env=place, capture_output=True, check=False).returncode

    words = [f"词{n}" for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(add, words)) == [0] * 6
    assert sorted((tmp_path / "lexicon.txt").read_text().split()) == words


def test_a_lexicon_that_another_command_holds_is_told(run, monkeypatch):
    monkeypatch.setattr(lexicons, "_PATIENCE_S", 0.1)
    run("lexicon", "add", "甲")
    with lexicons.FileLock(Path("mine/.lexicon.txt.lock")):
        done = run("lexicon", "add", "乙")
    assert done.code == 7
    assert "another command is changing it" in done.err


def test_a_folder_that_cannot_be_written_is_an_output_error(run):
    Path("mine").write_text("in the way")
    done = run("lexicon", "add", "甲")
    assert done.code == 7
    assert "OCRFIX_LEXICON" in done.err


def blank_page(scan, settings, progress) -> Page:
    source = Source(file=scan.file, page=1, sha256=scan.sha256, width_px=9, height_px=9)
    page = Page(name=scan.name, source=source, language="zh-Hans")
    seen.append((settings, pipeline.model_with(settings.language_model)))
    return page


seen: list = []


@pytest.fixture
def settings_seen(monkeypatch):
    monkeypatch.setattr(pipeline, "read_page", blank_page)
    seen.clear()
    Image.fromarray(np.full((90, 120, 3), 240, np.uint8)).save("front.png")
    return seen


def test_a_page_is_read_with_the_lexicons(run, settings_seen):
    Path("papers").mkdir()
    run("lexicon", "add", "销号")
    run("lexicon", "add", "--never", "闭环", "--collection", "papers")
    assert run("page", "front.png", "-o", "out", "--collection", "papers").code == 0
    ((settings, _),) = settings_seen
    assert (settings.lexicon.words, settings.lexicon.never) == ({"销号"}, {"闭环"})


def test_a_lexicon_spoilt_by_hand_is_told_before_a_scan_is_read(run, settings_seen):
    Path("mine").mkdir()
    Path("mine/lexicon.txt").write_text("甲 → 乙\n乙 → 甲\n")
    done = run("page", "front.png", "-o", "out")
    assert (done.code, settings_seen) == (4, [])
    assert "lexicon.txt: '甲 → 乙' and '乙 → 甲' contradict each other" in done.err


def test_a_model_trained_on_a_small_corpus_is_asked_beside_that_of_the_news(run, settings_seen):
    Path("texts").mkdir()
    Path("texts/a.txt").write_text("轮机长登上了望台。\n轮机长走下了望台。\n轮机长离开了望台。\n" * 30)
    done = run("lexicon", "train", "texts", "-o", "own.npz")
    assert done.code == 0
    assert done.out.startswith("own.npz: 900 characters of 1 file, ")
    assert done.err.splitlines() == ["a.txt: 0 characters", "own.npz: writing"]
    assert run("page", "front.png", "-o", "out", "--language-model", "own.npz").code == 0
    ((_, model),) = settings_seen
    assert model.log_probability("长", "轮机") > -0.1 > news().log_probability("长", "轮机") + 1
    assert model.log_probability("民代表", "全国人") == news().log_probability("民代表", "全国人")


def test_repair_asks_the_model_of_an_archive_and_names_it(run):
    Path("texts.txt").write_text("新机制进入运行阶段后，社员们都很高兴。\n" * 40)
    assert run("lexicon", "train", "texts.txt", "-o", "own.npz").code == 0
    Path("page.txt").write_text("去年春天以来，新机制进人运行阶段后，大家的日子有了奔头。\n")
    assert run("repair", "page.txt", "-o", "plain").code == 0
    assert run("repair", "page.txt", "-o", "own", "--language-model", "own.npz").code == 0
    plain, own = (json.loads(Path(folder, "page.json").read_text()) for folder in ("plain", "own"))
    assert plain["edits"] == []
    assert [doubt["alternative"] for doubt in plain["doubts"]] == ["进入"]
    assert [(edit["before"], edit["after"]) for edit in own["edits"]] == [("人", "入")]
    (step,) = (step for step in own["steps"] if step["name"] == "repair")
    assert step["settings"]["own_language_model"] == "own.npz"
    assert run("repair", "own/page.json", "-o", "again", "--language-model", "own.npz").code == 0
    assert json.loads(Path("again/page.json").read_text())["edits"] == own["edits"]


@pytest.mark.parametrize("command", [("page", "front.png"), ("repair", "page.txt"), ("batch", ".")])
def test_every_command_that_repairs_refuses_what_is_no_model(run, command):
    Path("page.txt").write_text("轮机长\n")
    Path("own.npz").write_text("no model")
    done = run(*command, "-o", "out", "--language-model", "own.npz")
    assert (done.code, Path("out").exists()) == (6, False)
    assert "own.npz: not a language model of ocrfix" in done.err


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"text"])
def test_a_file_that_is_no_model_is_told_before_a_scan_is_read(run, settings_seen, content):
    if content is not None:
        Path("own.npz").write_bytes(content)
    done = run("page", "front.png", "-o", "out", "--language-model", "own.npz")
    assert (done.code, settings_seen) == (6, [])
    assert "own.npz" in done.err


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_corpus_that_cannot_be_used_leaves_no_model(run, content):
    if content is not None:
        Path("a.txt").write_bytes(content)
    assert run("lexicon", "train", "a.txt", "-o", "own.npz").code == 6
    assert not Path("own.npz").exists()


def test_evaluate_repair_needs_full_text_and_takes_a_folder_of_truths(run):
    sample = Path(__file__).parents[2] / "samples"
    done = run("evaluate", "--repair", str(sample), "missing.json")
    assert done.code == 6
    assert "missing.truth.json" in done.err
