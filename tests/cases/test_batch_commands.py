"""What a user of batch, status, report, search and retry types, and what comes back."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "tests" / "fake_batch.py")]


def place(**more):
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", **more}


def ocrfix(folder, *words):
    return subprocess.run(
        [*COMMAND, *words], cwd=folder, env=place(), capture_output=True, text=True, check=False, timeout=120
    )


def scans(folder, *names):
    for name in names:
        path = folder / "s" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name} 三号线")
    return folder


def results(folder):
    pages = folder / "pages"
    return {
        path.relative_to(pages).as_posix(): path.read_bytes() for path in pages.rglob("*") if path.is_file()
    }


def states_of(folder):
    """How many pages of the collection `c` are in which state; none before its ledger is made."""
    try:
        with closing(sqlite3.connect(f"file:{folder}/c/collection.sqlite?mode=ro", uri=True)) as ledger:
            return dict(ledger.execute("SELECT state, count(*) FROM page GROUP BY state").fetchall())
    except sqlite3.OperationalError:
        return {}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A collection of four good pages and a bad one, and how the batch went."""
    folder = scans(tmp_path_factory.mktemp("user"), "a.png", "b.png", "x/c.png", "broken.png")
    (folder / "s" / "copy.png").write_text("text of a.png 三号线")
    return folder, ocrfix(folder, "batch", "s", "-o", "c", "--jobs", "2")


def test_a_batch_says_what_it_did_and_leaves_with_8_where_pages_failed(done):
    _, batch = done
    assert batch.returncode == 8
    assert batch.stdout.splitlines()[0].startswith("3 pages read, 1 failed, 0 done already, ")
    assert batch.stdout.splitlines()[1:] == [
        "1 file holds the same bytes as another and was not read again",
        "1 × the file is cut short, as in: broken.png: the file is cut short (byte 9)",
    ]
    assert batch.stderr.splitlines()[-1].startswith("ocrfix: error: 1 page failed; ")
    assert any(line.startswith("[1/") for line in batch.stderr.splitlines())


def test_status_prints_counts_and_every_failed_page_with_its_reason(done):
    folder, _ = done
    told = ocrfix(folder, "status", "c")
    assert told.returncode == 0
    assert "4 pages of 5 files" in told.stdout
    assert "broken.png, page 1: broken.png: the file is cut short (byte 9); scan it again" in told.stdout
    figures = json.loads(ocrfix(folder, "status", "c", "--json").stdout)
    assert figures["states"] == {"done": 3, "failed": 1}
    assert [page["attempts"] for page in figures["failed"]] == [1]


def test_search_prints_hits_and_json(done):
    folder, _ = done
    told = ocrfix(folder, "search", "c", "三号", "c.png")
    assert "[三号]线" in told.stdout
    assert told.stdout.splitlines()[-1] == "1 found"
    (hit,) = map(json.loads, ocrfix(folder, "search", "c", "x/c.png", "--json").stdout.splitlines())
    assert (hit["page"], hit["box"]) == ("s/x/c", [1, 2, 80, 12])


def test_retry_reads_the_failed_pages_and_no_other(done):
    folder, _ = done
    (folder / "s" / "broken.png").write_text("still broken")
    before = results(folder / "c")
    again = ocrfix(folder, "retry", "c", "--json", "--jobs", "1")
    events = [json.loads(line) for line in again.stdout.splitlines()]
    assert [(event["event"], event["number"]) for event in events] == [("failed", 1)]
    assert again.returncode == 8
    assert results(folder / "c") == before


def test_the_report_is_one_page_that_asks_for_nothing_else(done):
    folder, _ = done
    assert ocrfix(folder, "report", "c").stdout == "c/report.html\n"
    page = (folder / "c" / "report.html").read_text(encoding="utf-8")
    assert "the file is cut short" in page
    assert "widths: &#39;,&#39; → &#39;，&#39;" in page
    for outside in ("http://", "https://", "<script", "<link", "@import"):
        assert outside not in page


def test_a_report_shows_hostile_words_as_words(tmp_path):
    scans(tmp_path, "broken<script>alert(1)<&.png")
    ocrfix(tmp_path, "batch", "s", "-o", "c", "--jobs", "1", "-q")
    ocrfix(tmp_path, "report", "c")
    page = (tmp_path / "c" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_json_events_come_one_a_line(tmp_path):
    told = ocrfix(scans(tmp_path, "a.png", "b.png"), "batch", "s", "-o", "c", "--json", "--jobs", "1")
    events = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(event["event"], event["ended"], event["total"]) for event in events] == [
        ("done", 1, 2),
        ("done", 2, 2),
    ]
    assert (told.returncode, told.stderr) == (0, "")


def test_too_many_failures_stop_early_with_8_and_say_why(tmp_path):
    scans(tmp_path, *(f"broken{n}.png" for n in range(30)))
    told = ocrfix(tmp_path, "batch", "s", "-o", "c", "--jobs", "1", "--max-failures", "10%")
    assert told.returncode == 8
    assert "stopped early: 4 of 4 pages failed, more than 10 %" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--max-failures", "x%"],
        ["--max-failures", "-1"],
        ["--on-error", "cry"],
    ],
)
def test_an_unknown_choice_is_a_usage_error(tmp_path, words):
    assert ocrfix(scans(tmp_path, "a.png"), "batch", "s", "-o", "c", *words).returncode == 2


@pytest.mark.parametrize("command", ["status", "report", "search", "retry"])
def test_a_folder_that_is_no_collection_is_told(tmp_path, command):
    told = ocrfix(tmp_path, command, ".", *(["x"] if command == "search" else []))
    assert (told.returncode, "is no collection" in told.stderr) == (6, True)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_is_not_there_is_told_before_anything_is_made(tmp_path):
    told = ocrfix(tmp_path, "batch", "lost", "-o", "c")
    assert (told.returncode, "lost: no such file or folder" in told.stderr) == (5, True)
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_told_to_stop_stops_in_order_and_can_go_on(tmp_path, number, code):
    scans(tmp_path, *(f"slow{n}.png" for n in range(30)))
    batch = ["batch", "s", "-o", "c", "--jobs", "2"]
    run = subprocess.Popen([*COMMAND, *batch], cwd=tmp_path, env=place(), stderr=subprocess.PIPE, text=True)
    while not states_of(tmp_path).get("done"):
        time.sleep(0.05)
    run.send_signal(number)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, "Traceback" in err) == (code, False)
    assert "stopped; the same command goes on where it was" in err
    states = states_of(tmp_path)
    assert set(states) <= {"done", "waiting"}
    again = ocrfix(tmp_path, *batch)
    assert again.returncode == 0
    assert f"{states['done']} done already" in again.stdout


def test_kills_at_random_moments_lose_nothing_and_leave_nothing(tmp_path):
    """Seven times in the tests; tests/bench/bench_kills.py does it fifty times."""
    from bench.bench_kills import kill_often

    outcome = kill_often(tmp_path, pages=60, kills=7, chance=random.Random(5))
    assert outcome.differing == []
    assert outcome.temporary == []
    assert outcome.states == {"done": 60}


@pytest.mark.skipif(os.name != "posix", reason="needs mount")
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(tmp_path):
    scans(tmp_path, *(f"p{n}.png" for n in range(40)))
    (tmp_path / "c").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=260k", "tmpfs", tmp_path / "c"], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount")
    try:
        told = ocrfix(tmp_path, "batch", "s", "-o", "c", "--jobs", "1")
        assert told.returncode == 7
        assert "Traceback" not in told.stderr
        assert "make room" in told.stderr
        subprocess.run(["mount", "-o", "remount,size=20m", tmp_path / "c"], check=True)
        again = ocrfix(tmp_path, "batch", "s", "-o", "c", "--jobs", "1")
        assert again.returncode == 0
        assert len(results(tmp_path / "c")) == 120
        subprocess.run(["mount", "-o", "remount,ro", tmp_path / "c"], check=True)
        scans(tmp_path, "new.png")
        told = ocrfix(tmp_path, "batch", "s", "-o", "c", "--jobs", "1")
        assert (told.returncode, "Traceback" in told.stderr) == (7, False)
        assert ocrfix(tmp_path, "status", "c").returncode == 0
    finally:
        subprocess.run(["umount", tmp_path / "c"], check=True)


def test_a_watched_folder_gives_what_arrives_until_it_is_told_to_stop(tmp_path):
    scans(tmp_path, "a.png")
    words = ["batch", "s", "-o", "c", "--jobs", "1", "--watch", "-q"]
    run = subprocess.Popen([*COMMAND, *words], cwd=tmp_path, env=place(), stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 180
    while not (tmp_path / "c/pages/s/a.json").exists() and time.monotonic() < until:
        time.sleep(0.1)
    scans(tmp_path, "b.png")
    while not (tmp_path / "c/pages/s/b.json").exists() and time.monotonic() < until:
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert run.returncode == 130
    assert {"s/a.json", "s/b.json"} <= set(results(tmp_path / "c"))
