"""Sixty kinds of damage: nothing crashes, nothing good is lost, nothing is worse than a doubt.

Of damage that may be read or not, an eighth is tried; all of it with OCRFIX_ALL_DAMAGE=1, in some minutes.
"""

import json
import os
import sqlite3
from pathlib import Path

import pytest
from batches import batch
from make_damage import EITHER, Case, base_page, make_damage
from rapidfuzz.fuzz import partial_ratio

from ocrfix.batch.read import do_task
from ocrfix.batch.task import Order
from ocrfix.settings import Settings

pytestmark = pytest.mark.page


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The cases, the rows of their pages by file, and the texts of the pages."""
    folder = tmp_path_factory.mktemp("damage")
    cases = _some(make_damage(folder / "s"), folder / "s")
    base_page().save(folder / "s" / "base.png")
    (folder / "s" / "locked.png").write_bytes(b"nobody may read this")
    os.chmod(folder / "s" / "locked.png", 0)
    order = Order(settings=Settings(), formats=("json", "txt"))
    batch(folder / "s", folder / "c", reader=do_task, order=order)
    db = sqlite3.connect(folder / "c" / "collection.sqlite")
    db.row_factory = sqlite3.Row
    query = "SELECT page.*, path FROM page JOIN file ON file.id = file ORDER BY path, page.number"
    rows: dict[str, list[sqlite3.Row]] = {}
    for row in db.execute(query):
        rows.setdefault(str(Path(row["path"]).relative_to((folder / "s").resolve())), []).append(row)
    db.close()
    return folder, cases, rows


def _some(cases: list[Case], folder: Path) -> list[Case]:
    if os.environ.get("OCRFIX_ALL_DAMAGE"):
        return cases
    open_ended = [case for case in cases if case.answers == EITHER]
    left_out = {case.name for k, case in enumerate(open_ended) if k % 8}
    for name in left_out:
        (folder / name).unlink()
    return [case for case in cases if case.name not in left_out]


def text_of(folder, row):
    return (folder / "c" / "pages" / f"{row['name']}.txt").read_text(encoding="utf-8")


def answer_of(row):
    if row["state"] == "failed":
        return "failed"
    return "blank" if row["verdict"] == "blank" else "read"


def test_there_are_more_than_sixty_cases(tmp_path):
    assert len(make_damage(tmp_path)) > 60


def test_every_case_has_its_answer(made):
    _, cases, rows = made
    wrong = {}
    for case in cases:
        answers = {answer_of(row) for row in rows.get(case.name, [])} or {"not a scan"}
        pages = len(rows.get(case.name, [None]))
        if not answers <= case.answers or (case.answers != EITHER and pages != case.pages):
            wrong[case.name] = answers
    assert wrong == {}


def test_every_failure_has_a_reason_and_something_to_do(made):
    _, _, rows = made
    failed = [row for found in rows.values() for row in found if row["state"] == "failed"]
    assert all(row["error"] and row["hint"] and row["cause"] for row in failed)
    assert not [row["error"] for row in failed if "ocrfix failed on it" in row["error"]]


def test_what_can_be_read_says_what_the_sample_says_or_has_a_doubt(made):
    folder, cases, rows = made
    base = text_of(folder, rows["base.png"][0])
    assert len(base) > 180
    silent = {}
    for case in cases:
        for row in (row for row in rows.get(case.name, []) if answer_of(row) == "read"):
            likeness = partial_ratio(base, text_of(folder, row))
            if likeness < 90 and not row["doubts"]:
                silent[row["name"]] = likeness
    assert silent == {}


def test_a_page_without_text_has_a_doubt_that_says_so(made):
    folder, _, rows = made
    for row in (row for found in rows.values() for row in found if row["verdict"] == "blank"):
        page = json.loads((folder / "c" / "pages" / f"{row['name']}.json").read_text(encoding="utf-8"))
        assert [doubt["kind"] for doubt in page["doubts"]] == ["blank"]


def test_the_good_pages_of_a_damaged_file_are_read(made):
    _, _, rows = made
    assert [answer_of(row) for row in rows["pages/three-cut.tif"]] == ["read", "read", "failed"]


def test_nothing_is_written_outside_of_the_collection_and_nothing_is_left_half(made):
    folder, _, _ = made
    assert sorted(path.name for path in folder.iterdir()) == ["c", "s"]
    assert not list((folder / "c").rglob("*.tmp"))
