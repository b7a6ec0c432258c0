"""Worker processes that die, hang and grow; how many of them suit a machine; files that arrive."""

import multiprocessing
import os
import signal
import time

import pytest
from batches import ORDER, scans
from fake_reader import fake_reader

from ocrfix.batch.dates import facts_of
from ocrfix.batch.ledger import Ledger
from ocrfix.batch.memory import usable_cores, usable_memory_mb
from ocrfix.batch.pool import Bounds, LocalWorkers
from ocrfix.batch.run import PageFailed, Policy, run_batch
from ocrfix.batch.sources import SourceFile, find_sources
from ocrfix.batch.task import PagesRead, ReadPage
from ocrfix.batch.watch import arriving
from ocrfix.model.article import Furniture, Nameplate
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine


@pytest.fixture
def run(tmp_path):
    """Run a batch with two worker processes; its totals and failures."""
    (tmp_path / "c").mkdir()

    def go(*names, **bounds):
        failures = []
        workers = LocalWorkers(2, fake_reader, Bounds(**bounds))
        try:
            with Ledger(tmp_path / "c") as ledger:
                files = find_sources([str(scans(tmp_path / "s", *names))], tmp_path / "c")
                tell = lambda event, _: failures.append(event) if isinstance(event, PageFailed) else None  # noqa: E731
                return run_batch(ledger, files, ORDER, workers, Policy(), tell), failures
        finally:
            workers.close()
            assert multiprocessing.active_children() == []

    return go


def test_a_worker_that_dies_costs_its_page_one_try_and_nothing_else(run):
    totals, failures = run("a.png", "dies.png", "b.png", "c.png")
    assert (totals.done, totals.failed) == (4, 0)
    assert [(event.error, event.again) for event in failures] == [
        ("dies.png: the worker died (SIGSEGV)", True)
    ]


def test_a_page_that_kills_every_worker_fails_and_the_others_are_done(run):
    totals, failures = run("a.png", "dies-always.png", "b.png")
    assert (totals.done, totals.failed) == (2, 1)
    assert [event.again for event in failures] == [True, False]


def test_a_page_that_hangs_is_ended_once_and_recorded(run):
    begun = time.monotonic()
    totals, failures = run("hangs.png", "a.png", "b.png", page_timeout_s=1)
    assert (totals.done, totals.failed) == (2, 1)
    assert [(event.error, event.again) for event in failures] == [("hangs.png: took longer than 1 s", False)]
    assert time.monotonic() - begun < 60


def test_a_worker_over_its_memory_is_ended(run):
    totals, failures = run("grows.png", "a.png", memory_mb=400)
    assert (totals.done, totals.failed) == (1, 1)
    assert "took more than 400 MB of memory" in failures[-1].error


def test_a_worker_that_stays_large_gives_way_to_a_new_one(tmp_path):
    (tmp_path / "a.png").write_text("x")
    workers = LocalWorkers(1, fake_reader, Bounds(settled_mb=1))
    task = ReadPage(file=1, path=tmp_path / "a.png", number=1, sha256="", size=1, mtime_ns=1, order=ORDER)
    try:
        for _ in range(2):
            workers.start(task)
            while not workers.wait(1):
                pass
            assert multiprocessing.active_children() == []
    finally:
        workers.close()


def test_a_worker_killed_between_two_pages_is_replaced(tmp_path):
    (tmp_path / "a.png").write_text("x")
    task = ReadPage(file=1, path=tmp_path / "a.png", number=1, sha256="", size=1, mtime_ns=1, order=ORDER)
    workers = LocalWorkers(1, fake_reader, Bounds())
    try:
        for _ in range(2):
            workers.start(task)
            while not (ended := workers.wait(1)):
                pass
            assert isinstance(ended[0].outcome, PagesRead)
            (child,) = multiprocessing.active_children()
            os.kill(child.pid, signal.SIGKILL)
            child.join()
    finally:
        workers.close()


def group(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


@pytest.mark.parametrize(
    ("version", "files"),
    [
        (2, {"cpu.max": "50000 100000", "memory.max": "3145728000", "memory.current": "1048576000"}),
        (
            1,
            {
                "cpu.cfs_quota_us": "50000",
                "cpu.cfs_period_us": "100000",
                "memory.limit_in_bytes": "3145728000",
                "memory.usage_in_bytes": "1048576000",
            },
        ),
    ],
)
def test_the_limits_of_a_container_count(tmp_path, version, files):
    rows = "0::/box" if version == 2 else "3:cpu,cpuacct:/box\n5:memory:/box"
    group(tmp_path, "proc/self/cgroup", rows)
    for name, text in files.items():
        controller = "" if version == 2 else name.split(".")[0] + "/"
        group(tmp_path, f"sys/fs/cgroup/{controller}box/{name}", text)
    assert usable_cores(tmp_path) == 0.5
    assert usable_memory_mb(tmp_path) == 2000


def test_a_group_without_limits_changes_nothing(tmp_path):
    group(tmp_path, "proc/self/cgroup", "0::/")
    group(tmp_path, "sys/fs/cgroup/cpu.max", "max 100000")
    group(tmp_path, "sys/fs/cgroup/memory.max", "max")
    assert usable_cores(tmp_path) >= 1
    assert usable_memory_mb(tmp_path) > 100


def test_a_file_that_still_grows_is_left_until_it_rests(tmp_path):
    path = tmp_path / "a.png"
    path.write_text("")
    writing = iter(["1", "12", "123"])

    def sleep(_):
        if (text := next(writing, None)) is not None:
            path.write_text(text)
        time.sleep(0.05)

    passes = arriving(lambda: [SourceFile(path, "s/a")], look_every_s=0, quiet_s=0.15, sleep=sleep)
    assert [file.path for file in next(passes)] == [path]
    assert path.read_text() == "123"


def test_a_file_is_given_again_only_when_it_changes(tmp_path):
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_text("1")
    looks = []

    def find():
        looks.append(1)
        if len(looks) == 30:
            (tmp_path / "b.png").write_text("22")
        return [SourceFile(path, path.name) for path in sorted(tmp_path.iterdir())]

    passes = arriving(find, look_every_s=0, quiet_s=0.01, sleep=lambda _: time.sleep(0.005))
    assert [file.place for file in next(passes)] == ["a.png", "b.png"]
    assert [file.place for file in next(passes)] == ["b.png"]


def test_a_long_pass_is_not_waited_for_as_a_long_look(tmp_path):
    (tmp_path / "a.png").write_text("1")
    waits = []

    def sleep(seconds):
        waits.append(seconds)
        time.sleep(0.01)

    find = [SourceFile(tmp_path / "a.png", "a.png")].copy
    passes = arriving(find, look_every_s=0, quiet_s=0.01, sleep=sleep)
    next(passes)
    time.sleep(0.3)
    (tmp_path / "a.png").write_text("22")
    next(passes)
    assert max(waits) < 0.3


def test_the_head_of_a_page_says_day_weekday_and_number():
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    line = TextLine(id="l1", polygon=corners, reading="2026年3月27日 星期五", confidence=1)
    page = Page(
        name="p",
        source=Source(file="p", page=1, sha256="", width_px=9, height_px=9),
        language="zh-Hans",
        regions=(Region(id="r1", kind=RegionKind.FOLIO, polygon=corners, lines=(line,)),),
        furniture=(Furniture("folio", "r1"),),
        nameplate=Nameplate(title="晨报", page="三"),
    )
    facts = facts_of(page)
    assert (facts.title, facts.date, facts.weekday, facts.number) == ("晨报", "2026-03-27", 4, "3")
