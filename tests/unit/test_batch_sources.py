"""Which files a batch is made of, and where their results go."""

import json
import os

import pytest
from batches import batch, results, scans
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.batch.database import path_of, stored
from ocrfix.batch.manifest import Row
from ocrfix.batch.sources import _place, find_sources
from ocrfix.errors import FormatError, ScanError

PNG = b"\x89PNG\r\n\x1a\n"


def names(files):
    return [file.path.name for file in files]


def test_a_folder_gives_its_scans_by_name_and_leaves_the_rest(tmp_path):
    scans(tmp_path, "b.TIF", "a.png", "B2.jpg", "sub/c.pdf", "notes.txt", ".hidden.png", ".git/x.png")
    assert names(find_sources([str(tmp_path)], tmp_path / "out")) == ["a.png", "b.TIF", "B2.jpg", "c.pdf"]


def test_a_scan_by_another_name_is_a_scan(tmp_path):
    (tmp_path / "0001").write_bytes(PNG)
    (tmp_path / "page.dat").write_bytes(PNG)
    (tmp_path / "readme").write_text("not a scan")
    assert names(find_sources([str(tmp_path)], tmp_path / "out")) == ["0001", "page.dat"]


def test_the_order_is_that_of_the_sources_and_each_file_comes_once(tmp_path):
    scans(tmp_path, "z/a.png", "y/b.png")
    sources = [str(tmp_path / "z"), str(tmp_path / "*/*.png"), str(tmp_path)]
    assert names(find_sources(sources, tmp_path / "out")) == ["a.png", "b.png"]


def test_a_loop_of_folders_ends(tmp_path):
    scans(tmp_path, "a/b/c.png")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "a")
    assert names(find_sources([str(tmp_path)], tmp_path / "out")) == ["c.png"]


def test_the_collection_inside_a_source_is_no_source(tmp_path):
    scans(tmp_path, "a.png", "out/pages/a.overlay.jpg")
    assert names(find_sources([str(tmp_path)], tmp_path / "out")) == ["a.png"]


@pytest.mark.parametrize("source", ["lost", "lost/*.png"])
def test_a_source_that_is_not_there_is_an_error(tmp_path, source):
    with pytest.raises(ScanError, match="lost"):
        find_sources([str(tmp_path / source)], tmp_path / "out")


def test_a_folder_its_files_and_a_glob_put_a_result_at_the_same_place(tmp_path):
    scans(tmp_path / "s", "a.png")
    for source in ("s", "s/*.png", "s/a.png"):
        (file,) = find_sources([str(tmp_path / source)], tmp_path / "out")
        assert file.place == "s/a"


@pytest.mark.parametrize(
    "name", ["two words.png", "申報 1939.png", 'it\'s "quoted".png', "new\nline.png", "-rf.png", "a:b?.png"]
)
def test_odd_names_are_read_and_their_results_lie_in_the_collection(tmp_path, name):
    totals, begun = batch(scans(tmp_path / "s", name), tmp_path / "c")
    assert (totals.done, begun) == (1, [name])
    assert len(results(tmp_path / "c")) == 2
    assert batch(tmp_path / "s", tmp_path / "c")[1] == []


def test_a_name_that_is_no_utf8_is_read_and_found_again(tmp_path):
    (tmp_path / "s").mkdir()
    path = os.fsencode(tmp_path / "s") + b"/\xb1\xa8.png"
    with open(path, "wb") as file:
        file.write(b"text")
    assert batch(tmp_path / "s", tmp_path / "c")[0].done == 1
    assert batch(tmp_path / "s", tmp_path / "c")[0].skipped == 1
    assert os.fsencode(path_of(stored(path_of(path)))) == path


@given(st.lists(st.text(min_size=1).filter(lambda part: "/" not in part and "\0" not in part), min_size=1))
def test_no_place_leads_out_of_the_collection(parts):
    from pathlib import PurePosixPath

    try:
        path = PurePosixPath("/root", *parts)
        os.fsencode(str(path))
    except UnicodeEncodeError:
        return
    place = PurePosixPath(_place(path, PurePosixPath("/root")))
    assert not place.is_absolute()
    assert ".." not in place.parts
    assert all(part.isprintable() and not part.startswith(("-", ".")) for part in place.parts)


def test_a_csv_manifest_says_what_is_known(tmp_path):
    scans(tmp_path, "b.png", "a.png")
    text = '\ufefffile;title;date;page;language\nb.png;申報;1939-04-23;03;zh-Hant\n"a.png";;;;\n'
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    files = find_sources([str(tmp_path / "list.csv")], tmp_path / "out")
    assert names(files) == ["b.png", "a.png"]
    assert files[0].given == Row(title="申報", date="1939-04-23", number="3", language="zh-Hant")
    assert files[1].given == Row()


def test_the_language_of_a_manifest_is_read_in(tmp_path):
    scans(tmp_path, "a.png", "b.png")
    lines = [{"file": "a.png", "language": "ja"}, {"file": "b.png"}]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, lines)))
    batch([str(tmp_path / "list.jsonl")], tmp_path / "c")
    texts = results(tmp_path / "c")
    assert [texts[name].split()[-1] for name in texts if name.endswith("txt")] == [b"ja", b"auto"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("l.csv", "name,date\na.png,1939-04-23\n", "no column is called file"),
        ("l.csv", "file,date\na.png,soon\n", "line 2: 'soon' is no day"),
        ("l.csv", "file,date\na.png,\na.png,\n", "line 3: a.png was listed in line 2"),
        ("l.csv", "file,language\na.png,Klingon\n", "line 2: the language"),
        ("l.jsonl", '{"file": "a.png"}\n[1]\n', "line 2: not an object"),
        ("l.jsonl", "{", "line 1: not JSON"),
        ("l.jsonl", '{"title": "x"}', "line 1: names no file"),
    ],
)
def test_a_bad_manifest_is_named_with_its_line(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)
    with pytest.raises(FormatError, match=words):
        find_sources([str(tmp_path / name)], tmp_path / "out")


@pytest.mark.parametrize("source", [".", "s", "s/*.png", "**/*.png", "*"])
def test_a_collection_around_its_sources_reads_them_and_leaves_its_own_results(tmp_path, monkeypatch, source):
    scans(tmp_path, "s/a.png", "pages/s/a.overlay.jpg", "pages/s/b.png")
    monkeypatch.chdir(tmp_path)
    assert names(find_sources([source], tmp_path)) == ["a.png"]
