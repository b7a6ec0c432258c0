"""A batch does every page once, goes on where it was, and knows when to stop."""

import os
import sqlite3

import pytest
from batches import ORDER, batch, results, scans
from fake_reader import fake_reader

from ocrfix.batch.ledger import Ledger
from ocrfix.batch.run import PageDone, PageFailed, Policy
from ocrfix.batch.task import Failed, Order, PagesRead
from ocrfix.errors import OutputError, ScanError, SetupError
from ocrfix.settings import Settings


def rows(collection, query):
    connection = sqlite3.connect(collection / "collection.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_results_mirror_the_source_tree(tmp_path):
    batch(scans(tmp_path / "s", "1939/04/a.png", "1939/b.png", "c.png"), tmp_path / "c")
    assert list(results(tmp_path / "c")) == [
        f"s/{name}{suffix}" for name in ("1939/04/a", "1939/b", "c") for suffix in (".json", ".txt")
    ]


def test_what_is_done_is_not_done_again(tmp_path):
    source = scans(tmp_path / "s", "a.png", "b.png")
    batch(source, tmp_path / "c")
    before = results(tmp_path / "c")
    totals, begun = batch(source, tmp_path / "c")
    assert (begun, totals.skipped, totals.done) == ([], 2, 0)
    assert results(tmp_path / "c") == before


def test_only_what_is_new_changed_failed_or_lost_is_done_again(tmp_path):
    source = scans(tmp_path / "s", "a.png", "b.png", "broken.png", "d.png")
    batch(source, tmp_path / "c")
    scans(source, "new.png")
    (source / "b.png").write_text("another text")
    (tmp_path / "c/pages/s/d.json").unlink()
    _, begun = batch(source, tmp_path / "c")
    assert begun == ["b.png", "broken.png", "d.png", "new.png"]
    assert b"another text" in results(tmp_path / "c")["s/b.json"]


def test_a_file_that_was_only_touched_is_not_read_again(tmp_path):
    source = scans(tmp_path / "s", "a.png")
    batch(source, tmp_path / "c")
    os.utime(source / "a.png", (1, 1))
    assert batch(source, tmp_path / "c")[1] == []


def test_other_settings_mean_reading_again(tmp_path):
    source = scans(tmp_path / "s", "a.png")
    batch(source, tmp_path / "c")
    order = Order(settings=Settings(language="de"), formats=ORDER.formats)
    assert batch(source, tmp_path / "c", order=order)[1] == ["a.png"]
    assert results(tmp_path / "c")["s/a.txt"].endswith(b"de")


def test_the_same_bytes_under_two_names_are_read_once(tmp_path):
    source = scans(tmp_path / "s", "a.png", "z.png")
    (source / "m").mkdir()
    (source / "m" / "copy.png").write_text("text of a.png")
    totals, begun = batch(source, tmp_path / "c")
    assert (begun, totals.duplicates) == (["a.png", "z.png"], 1)
    assert batch(source, tmp_path / "c")[1] == []


def test_a_copy_is_read_once_its_original_is_gone(tmp_path):
    source = scans(tmp_path / "s", "a.png")
    (source / "copy.png").write_text("text of a.png")
    batch(source, tmp_path / "c")
    (source / "a.png").unlink()
    assert batch(source, tmp_path / "c")[1] == ["copy.png"]


def test_a_file_of_many_pages_is_read_page_by_page(tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    (source / "book.pdf").write_text("%PDF- 3")
    totals, begun = batch(source, tmp_path / "c")
    assert (totals.done, begun) == (3, ["book.pdf"] * 4)
    assert [name for name in results(tmp_path / "c") if name.endswith(".json")] == [
        f"s/book-p000{n}.json" for n in (1, 2, 3)
    ]


def test_a_file_that_lost_pages_loses_their_results(tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    (source / "book.pdf").write_text("%PDF- 3")
    batch(source, tmp_path / "c")
    (source / "book.pdf").write_text("%PDF- 2 other")
    batch(source, tmp_path / "c")
    assert len(results(tmp_path / "c")) == 4
    assert rows(tmp_path / "c", "SELECT count(*) FROM page") == [(2,)]


def test_a_file_that_cannot_be_counted_fails_and_is_counted_again(tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    (source / "book.pdf").write_text("%PDF- 2")

    def cannot(task):
        return Failed(error=ScanError("book.pdf: the PDF is encrypted", "save it without a password"))

    totals, _ = batch(source, tmp_path / "c", reader=cannot)
    assert (totals.failed, totals.done) == (1, 0)
    assert batch(source, tmp_path / "c")[0].done == 2
    assert [name for name in results(tmp_path / "c") if name.endswith("txt")] == [
        "s/book-p0001.txt",
        "s/book-p0002.txt",
    ]


def test_two_facing_pages_are_two_pages_from_then_on(tmp_path):
    source = scans(tmp_path / "s", "spread.png")
    batch(source, tmp_path / "c")
    assert [name for name in results(tmp_path / "c") if name.endswith("txt")] == [
        "s/spread-left.txt",
        "s/spread-right.txt",
    ]
    assert rows(tmp_path / "c", "SELECT part, state FROM page ORDER BY part") == [
        ("left", "done"),
        ("right", "done"),
    ]
    order = Order(settings=Settings(language="ja"), formats=("txt",))
    batch(source, tmp_path / "c", order=order)
    assert rows(tmp_path / "c", "SELECT count(*) FROM page") == [(2,)]


def test_two_files_that_differ_in_their_suffix_only_have_two_results(tmp_path):
    source = scans(tmp_path / "s", "001.png", "001.tif", "001.TIF", "Ａ/../001-p0002.png")
    batch(source, tmp_path / "c")
    texts = [name for name in results(tmp_path / "c") if name.endswith(".txt")]
    assert len(texts) == 4
    assert {"s/001.txt", "s/001.png.txt"} & set(texts)


def test_a_bad_page_is_listed_with_its_reason_and_the_others_are_done(tmp_path):
    source = scans(tmp_path / "s", "a.png", "broken.png", "z.png")
    told = []
    totals, _ = batch(source, tmp_path / "c", tell=lambda event, _: told.append(event))
    assert (totals.done, totals.failed, dict(totals.causes)) == (2, 1, {"the file is cut short": 1})
    assert [type(event) for event in told] == [PageDone, PageFailed, PageDone]
    query = "SELECT state, error, hint, cause, attempts FROM page WHERE name = 's/broken'"
    assert rows(tmp_path / "c", query) == [
        ("failed", "broken.png: the file is cut short (byte 9)", "scan it again", "the file is cut short", 1)
    ]


def test_a_run_may_stop_at_the_first_failure(tmp_path):
    source = scans(tmp_path / "s", "a.png", "broken.png", "z.png")
    totals, _ = batch(source, tmp_path / "c", policy=Policy(stop_on_error=True))
    assert totals.stopped == "a page failed"
    assert rows(tmp_path / "c", "SELECT count(*) FROM page WHERE state = 'running'") == [(0,)]
    assert "z.png" in batch(source, tmp_path / "c")[1]


@pytest.mark.parametrize(
    ("policy", "begun_at_most"), [(Policy(max_failures=2), 4), (Policy(max_share=0.1), 3)]
)
def test_too_many_failures_stop_a_run_early_and_say_why(tmp_path, policy, begun_at_most):
    source = scans(tmp_path / "s", *(f"broken{n}.png" for n in range(20)))
    totals, begun = batch(source, tmp_path / "c", policy=policy)
    assert "pages failed, more than" in totals.stopped
    assert len(begun) <= begun_at_most + 1
    assert batch(source, tmp_path / "c")[0].failed == 20


def test_few_failures_among_many_do_not_stop_a_run(tmp_path):
    source = scans(tmp_path / "s", "broken0.png", "broken1.png", *(f"p{n}.png" for n in range(40)))
    totals, _ = batch(source, tmp_path / "c", policy=Policy(max_share=0.1))
    assert (totals.stopped, totals.done, totals.failed) == (None, 40, 2)


def test_a_missing_engine_ends_the_run_and_costs_no_page(tmp_path):
    source = scans(tmp_path / "s", "a.png", "b.png")

    def absent(task):
        return Failed(error=SetupError("tesseract is not installed", "apt install tesseract-ocr"))

    with pytest.raises(SetupError):
        batch(source, tmp_path / "c", reader=absent)
    assert rows(tmp_path / "c", "SELECT DISTINCT state FROM page") == [("waiting",)]
    assert batch(source, tmp_path / "c")[0].done == 2


def test_a_page_whose_worker_dies_is_tried_once_more(tmp_path):
    source = scans(tmp_path / "s", "a.png", "b.png")
    tries = []

    def dies(task):
        tries.append(task.path.name)
        if task.path.name == "a.png" and tries.count("a.png") == 1:
            return Failed(error=ScanError("a.png: the worker died (SIGKILL)", ""), again=True)
        return fake_reader(task)

    totals, _ = batch(source, tmp_path / "c", reader=dies)
    assert (totals.done, totals.failed, tries) == (2, 0, ["a.png", "b.png", "a.png"])
    assert rows(tmp_path / "c", "SELECT name, attempts FROM page ORDER BY name") == [("s/a", 2), ("s/b", 1)]


@pytest.mark.parametrize("spot", ["before", "between", "after"])
def test_a_run_that_is_killed_around_the_writing_leaves_every_page_once(tmp_path, monkeypatch, spot):
    """A reboot: nothing after the spot happens, no clean-up either."""
    source = scans(tmp_path / "s", "a.png", "b.png", "c.png")
    batch(source, tmp_path / "whole")

    class Gone(BaseException):
        pass

    def gone(*_):
        raise Gone

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "release", lambda self: None)
        patch.setattr(Ledger, "end_run", lambda *_: None)
        if spot == "before":
            patch.setattr("ocrfix.batch.ledger.write_atomically", gone)
        elif spot == "between":
            patch.setattr("ocrfix.batch.ledger.insert_page", gone)
        with pytest.raises(Gone):
            batch(source, tmp_path / "c", tell=gone if spot == "after" else lambda *_: None)
    if spot != "after":
        assert rows(tmp_path / "c", "SELECT state FROM page WHERE name = 's/a'") == [("running",)]
        (tmp_path / "c/pages/s").mkdir(parents=True, exist_ok=True)
        (tmp_path / "c/pages/s/.ocrfix-12.tmp").write_text("half a page")
    batch(source, tmp_path / "c")
    assert results(tmp_path / "c") == results(tmp_path / "whole")
    assert rows(tmp_path / "c", "SELECT name, state FROM page ORDER BY name") == [
        ("s/a", "done"),
        ("s/b", "done"),
        ("s/c", "done"),
    ]
    assert rows(tmp_path / "c", "SELECT count(*) FROM article") == [(3,)]
    assert rows(tmp_path / "c", "SELECT count(*) FROM run WHERE ended IS NULL") == [(0,)]


def test_a_full_disk_stops_the_run_which_can_go_on(tmp_path, monkeypatch):
    source = scans(tmp_path / "s", "a.png", "b.png")

    def full(path, data):
        raise OutputError(f"{path}: cannot write: No space left on device", "the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("ocrfix.batch.ledger.write_atomically", full)
        with pytest.raises(OutputError, match="No space left"):
            batch(source, tmp_path / "c")
    assert rows(tmp_path / "c", "SELECT DISTINCT state FROM page") == [("waiting",)]
    assert batch(source, tmp_path / "c")[0].done == 2


def test_a_collection_has_one_writer(tmp_path):
    (tmp_path / "c").mkdir()
    with Ledger(tmp_path / "c"), pytest.raises(OutputError, match="another ocrfix is writing"):
        Ledger(tmp_path / "c")
    Ledger(tmp_path / "c").__exit__(None, None, None)


def test_the_index_agrees_with_the_texts_after_pages_were_read_again(tmp_path):
    source = scans(tmp_path / "s", "a.png", "b.png")
    batch(source, tmp_path / "c")
    batch(source, tmp_path / "c", order=Order(settings=Settings(language="fr"), formats=("txt",)))
    connection = sqlite3.connect(tmp_path / "c/collection.sqlite")
    connection.execute("INSERT INTO passage_text (passage_text, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_the_time_of_a_page_and_its_memory_are_recorded(tmp_path):
    def heavy(task):
        read = fake_reader(task)
        return PagesRead(results=read.results, seconds=12.5, peak_mb=900.0)

    batch(scans(tmp_path / "s", "a.png"), tmp_path / "c", reader=heavy)
    query = "SELECT seconds, peak_mb, reading_mean, reading_p5, verdict, length(source_hash) FROM page"
    assert rows(tmp_path / "c", query) == [(12.5, 900.0, 0.9, 0.5, "good", 64)]
