"""The same batch on a Dask cluster: the same bytes, even where a worker is lost."""

import os
import threading
import time

import pytest
from batches import ORDER, batch, results, scans
from fake_reader import fake_reader

from ocrfix.batch import work
from ocrfix.batch.sources import find_sources
from ocrfix.batch.work import Plan, do_batch
from ocrfix.errors import SetupError

distributed = pytest.importorskip("distributed")


def dask_batch(source, collection, address, **plan):
    files = find_sources([str(source)], collection)
    told = []
    totals = do_batch(
        collection,
        [files],
        ORDER,
        None,
        Plan(jobs=2, dask=address, **plan),
        fake_reader,
        lambda event, _: told.append(event),
    )
    return totals, told


@pytest.fixture
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        yield cluster


def test_a_batch_on_a_cluster_of_its_own_writes_the_same_bytes(tmp_path):
    source = scans(tmp_path / "s", "a.png", "x/b.png", "spread.png", "broken.png")
    (source / "book.pdf").write_text("%PDF- 3")
    batch(source, tmp_path / "here")
    totals, _ = dask_batch(source, tmp_path / "there", "local")
    assert (totals.done, totals.failed) == (6, 1)
    assert results(tmp_path / "there") == results(tmp_path / "here")


def test_the_pages_of_a_lost_worker_are_read_again(tmp_path, cluster):
    source = scans(tmp_path / "s", *(f"slow{n}.png" for n in range(30)))
    batch(source, tmp_path / "here")

    def lose_a_worker():
        while not list((tmp_path / "there").glob("pages/s/*.json")):
            time.sleep(0.05)
        os.kill(cluster.workers[0].pid, 9)

    killer = threading.Thread(target=lose_a_worker)
    killer.start()
    totals, _ = dask_batch(source, tmp_path / "there", cluster.scheduler_address)
    killer.join()
    assert (totals.done, totals.failed) == (30, 0)
    assert results(tmp_path / "there") == results(tmp_path / "here")


def test_a_page_that_hangs_on_a_cluster_is_given_up(tmp_path, cluster):
    source = scans(tmp_path / "s", "a.png", "hangs.png", "z1.png", "z2.png", "z3.png")
    totals, told = dask_batch(source, tmp_path / "c", cluster.scheduler_address, page_timeout_s=5)
    assert (totals.done, totals.failed) == (4, 1)
    assert [event.error for event in told if hasattr(event, "error")] == ["hangs.png: took longer than 5 s"]


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("ocrfix.batch.cluster._CONNECT_TIMEOUT_S", 1)
    with pytest.raises(SetupError, match="no Dask scheduler answers"):
        dask_batch(scans(tmp_path / "s", "a.png"), tmp_path / "c", "tcp://127.0.0.1:9")


def test_without_dask_the_extra_is_named(tmp_path, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr("ocrfix.batch.cluster.import_module", missing)
    with (
        pytest.raises(SetupError, match="ocrfix\\[dask\\]"),
        work._workers(Plan(jobs=1, dask="local"), fake_reader),
    ):
        pass
