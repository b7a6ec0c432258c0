"""The report of a collection: how far its review is, and what it is never written over."""

import pytest
from reviews import Desk, learning_here, read_collection

from ocrfix.cli.report import report
from ocrfix.errors import SettingsError


@pytest.fixture
def collection(tmp_path):
    return read_collection(tmp_path, "a", "b", "c")


def written(collection, out=None):
    report(collection, out)
    text = (out or collection / "report.html").read_text(encoding="utf-8")
    return " ".join(text.split())


def test_a_report_of_what_nobody_reviewed_says_nothing_of_a_review(collection):
    assert "Review" not in written(collection)
    Desk(collection)
    assert "Review" not in written(collection)


def test_a_report_shows_how_far_the_review_is_and_who_did_it(collection, monkeypatch):
    learning_here(monkeypatch)
    desk = Desk(collection)
    first, second, _ = (page["id"] for page in desk.get("/api/desk?sort=name").json()["pages"])
    desk.act(0, "reject", page=first, item="e2", author="%E7%8E%8B")
    desk.act(1, "mark", page=first, state="look_at", author="%E7%8E%8B")
    desk.act(0, "accept", page=second, item="e1")
    page = written(collection)
    assert "1 of 3 pages reviewed" in page
    assert "marked look at 1" in page
    assert "1 begun" in page
    assert "10 decisions open" in page
    assert '<td>王</td><td class="n">2</td>' in page
    assert '<td>no name</td><td class="n">1</td>' in page


@pytest.mark.parametrize(
    "name",
    [
        "collection.sqlite",
        "review.sqlite",
        "lessons.sqlite",
        "pages/s/a.json",
        "../s/a.png",
        "link.html",
        "hard",
    ],
)
def test_a_report_takes_the_place_of_no_file_of_the_collection(collection, name):
    Desk(collection)
    (collection / "lessons.sqlite").write_bytes(b"lessons")
    (collection / "link.html").symlink_to(collection / "collection.sqlite")
    (collection.parent / "hard").hardlink_to(collection / "collection.sqlite")
    target = collection / name if name != "hard" else collection.parent / name
    before = target.read_bytes()
    with pytest.raises(SettingsError):
        report(collection, target)
    assert target.read_bytes() == before


def test_a_report_is_written_anew_and_wherever_else_it_is_wanted(collection, monkeypatch):
    monkeypatch.setattr("ocrfix.batch.report.now", lambda: "2026-01-01T00:00:00Z")
    assert written(collection) == written(collection)
    assert written(collection, collection.parent / "collection.sqlite")
    assert written(collection, collection / "today.html")
