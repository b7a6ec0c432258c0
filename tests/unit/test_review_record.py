"""Nothing that an editor did is lost: not by another editor, not by a kill, not by a page read again."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviews import Desk, page_file, page_to_review, read_collection

from ocrfix.errors import FormatError
from ocrfix.model.as_json import to_json
from ocrfix.model.text import Texts
from ocrfix.review.action import Accept, Choose, Keep, Reject, Write
from ocrfix.review.decisions import decisions
from ocrfix.review.open_page import done, opened, redone, undone
from ocrfix.review.record import REDO, UNDO, ConflictError, Entry, Record, reading_at, standing
from ocrfix.review.reviewed import reviewed, search
from ocrfix.review.shelf import record_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return page_file(tmp_path)


@pytest.fixture
def record(path):
    with Record(record_of(path)[0]) as record:
        yield record


def now(record, path):
    name = record_of(path)[1]
    return opened(record, record.page_id(name), name, reading_at(path))


def text(page, line):
    return Texts(page).line(line)


def test_every_action_is_there_for_the_next_who_opens_the_page(record, path):
    page = done(record, now(record, path), Write("l4", "大家一齐走"), "王")
    page = done(record, page, Reject("e1"), "李")
    again = now(record, path)
    assert (again.page, again.version, again.states) == (page.page, 2, page.states)
    assert [(e.author, e.kind) for e in again.entries] == [("王", "write"), ("李", "reject")]
    assert all(e.time.endswith("Z") for e in again.entries)


def test_undo_and_redo_have_no_limit_and_are_steps_themselves(record, path):
    page = first = now(record, path)
    for action in (Accept("e1"), Reject("e2"), Write("l4", "走")):
        page = done(record, page, action, "")
    last = page
    for _ in range(3):
        page = undone(record, page, "")
    assert (page.page, undone(record, page, "")) == (first.page, None)
    for _ in range(3):
        page = redone(record, page, "")
    assert (page.page, redone(record, page, ""), page.version) == (last.page, None, 9)
    assert now(record, path).page == last.page


def test_a_new_action_ends_what_could_be_done_again(record, path):
    page = done(record, now(record, path), Accept("e1"), "")
    page = done(record, undone(record, page, ""), Reject("e2"), "")
    assert redone(record, page, "") is None
    assert now(record, path).standing.actions == (Reject("e2"),)


@given(st.lists(st.sampled_from(("do", "undo", "redo")), max_size=20))
def test_undo_and_redo_are_two_stacks(kinds):
    entries, stack, undone_ = [], [], []
    for number, kind in enumerate(kinds, 1):
        action = Accept(f"e{number}") if kind == "do" else None
        name = {"do": "accept", "undo": UNDO, "redo": REDO}[kind]
        fields = {"page": 1, "version": number, "author": "", "time": "", "reading": ""}
        entries.append(Entry(kind=name, action=action, **fields))
        if kind == "do":
            stack, undone_ = [*stack, action], []
        elif kind == "undo" and stack:
            undone_.append(stack.pop())
        elif kind == "redo" and undone_:
            stack.append(undone_.pop())
    assert list(standing(entries).actions) == stack


def test_two_editors_never_overwrite_each_other(record, path):
    one, other = now(record, path), now(record, path)
    done(record, one, Write("l4", "大家走"), "王")
    with pytest.raises(ConflictError) as told:
        done(record, other, Write("l4", "大家一齐走"), "李")
    assert (told.value.version, [e.author for e in told.value.by]) == (1, ["王"])
    assert "王 changed the page meanwhile" in str(told.value)
    assert text(now(record, path).page, "l4") == "大家走"


def test_two_processes_are_two_editors(record, path):
    page = now(record, path)
    with Record(record.path) as second:
        done(second, now(second, path), Accept("e1"), "王")
    with pytest.raises(ConflictError):
        done(record, page, Reject("e1"), "李")


def test_the_pages_file_is_never_written(record, path):
    before = path.read_bytes()
    done(record, now(record, path), Write("l1", "别的"), "")
    assert path.read_bytes() == before


def test_a_page_that_was_read_again_keeps_its_review_and_says_so(record, path):
    done(record, now(record, path), Write("l4", "大家一齐走"), "")
    path.write_text(to_json(replace(page_to_review(), doubts=())), encoding="utf-8")
    page = now(record, path)
    assert (page.read_again, text(page.page, "l4")) == (True, "大家一齐走")
    assert text(reviewed(path), "l4") == "大家一齐走"


def test_the_review_can_go_over_to_the_new_reading_and_back(tmp_path):
    path = page_file(tmp_path)
    desk = Desk(path)
    desk.act(0, "write", line="l4", text="大家一齐走")
    path.write_text(to_json(replace(page_to_review(), doubts=())), encoding="utf-8")
    assert desk.view()["read_again"]
    assert desk.act(1, "take_reading").status_code == 200
    view = desk.view()
    assert (view["read_again"], view["lines"]["l4"]["text"], len(view["items"])) == (False, "大家一起走", 3)
    desk.act(2, "accept", item="e1")
    for version in (3, 4):
        assert desk.post("/api/pages/1/undo", {"version": version}).status_code == 200
    assert desk.view()["lines"]["l4"]["text"] == "大家一齐走"
    desk.post("/api/pages/1/redo", {"version": 5})
    assert desk.view()["lines"]["l4"]["text"] == "大家一起走"


def test_what_has_no_review_is_as_it_was_read(path):
    assert reviewed(path) == page_to_review()
    assert not record_of(path)[0].exists()


def test_what_was_all_undone_is_as_it_was_read(record, path):
    undone(record, done(record, now(record, path), Write("l1", "别的"), ""), "")
    assert reviewed(path) == page_to_review()


def test_a_killed_server_loses_nothing_that_it_answered(tmp_path):
    path = page_file(tmp_path)
    script = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from pathlib import Path
        from ocrfix.review.action import Write
        from ocrfix.review.open_page import done, opened
        from ocrfix.review.record import Record, reading_at
        from ocrfix.review.shelf import record_of
        path = Path({str(path)!r})
        place, name = record_of(path)
        record = Record(place)
        page = opened(record, record.page_id(name), name, reading_at(path))
        for number in range(10**6):
            page = done(record, page, Write("l4", str(number)), "")
            print(number, flush=True)
    """)
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    for _ in range(20):
        run.stdout.readline()
    os.kill(run.pid, signal.SIGKILL)
    answered = 20 + len([row for row in run.stdout.read().split("\n") if row])
    run.wait()
    with Record(record_of(path)[0]) as record:
        assert now(record, path).version in (answered, answered + 1)


def test_a_file_that_is_no_record_is_told_so(tmp_path):
    place = tmp_path / "x.sqlite"
    sqlite3.connect(place).execute("CREATE TABLE a (b)").connection.close()
    with pytest.raises(FormatError, match="is no record of a review"):
        Record(place)
    place.write_bytes(b"no database at all, but long enough to be one" * 40)
    with pytest.raises(FormatError):
        Record(place)


def test_decisions_say_what_was_meant_and_by_which_rule(record, path):
    page = now(record, path)
    doubt = next(name for name in page.states if name.startswith("d"))
    for action in (
        Accept("e1"),
        Reject("e2"),
        Accept(doubt),
        Write("l4", "大家一齐走"),
        Keep("l1", 0, "钱", "线"),
    ):
        page = done(record, page, action, "王")
    found = {(d.line, d.before, d.after): (d.accepted, d.rule, d.start) for d in decisions(record)}
    assert found == {
        ("l1", "人", "入"): (True, "misread", 3),
        ("l2", "架", "菜"): (False, "misread", 2),
        ("l3", "架", "菜"): (True, "misread", 6),
        ("l4", "起", "齐"): (True, "editor.write", 3),
        ("l1", "钱", "线"): (False, "editor.keep", 0),
    }
    one = next(d for d in decisions(record) if d.line == "l1" and d.accepted)
    assert (one.context_left, one.context_right, one.author) == ("钱塘进", "关键时刻", "王")


def test_of_two_decisions_about_one_change_the_last_counts_and_what_was_undone_never(record, path):
    page = done(record, now(record, path), Accept("e1"), "")
    page = done(record, page, Reject("e1"), "")
    page = undone(record, done(record, page, Reject("e2"), ""), "")
    assert [(d.before, d.accepted) for d in decisions(record)] == [("人", False)]
    done(record, page, Accept("e1"), "")
    assert [(d.before, d.accepted) for d in decisions(record)] == [("人", True)]


def test_another_choice_than_the_proposal_refuses_it(record, path):
    done(record, now(record, path), Choose("e1", "八"), "")
    assert {(d.after, d.accepted) for d in decisions(record)} == {("八", True), ("入", False)}


def test_search_finds_the_reviewed_text_and_not_what_was_read(tmp_path):
    folder = read_collection(tmp_path, "a", "b")
    desk = Desk(folder)
    page = next(card["id"] for card in desk.get("/api/desk").json()["pages"] if card["name"] == "s/a")
    desk.act(0, "write", page=page, line="l4", text="大家一齐出发")
    assert [hit.page for hit in search(folder, ["一齐出发"]).hits] == ["s/a"]
    assert [hit.page for hit in search(folder, ["大家一起走"]).hits] == ["s/b"]
    assert [hit.page for hit in search(folder, ["一齐"]).hits] == ["s/a"]
    desk.post(f"/api/pages/{page}/undo", {"version": 1})
    assert len(search(folder, ["大家一起走"]).hits) == 2
    assert search(folder, ["一齐出发"]).total == 0


def test_a_page_of_a_collection_opened_by_itself_has_the_collections_record(tmp_path):
    folder = read_collection(tmp_path, "a", "b")
    desk = Desk(folder / "pages/s/a.json")
    number = desk.shelf.only
    assert desk.act(0, "write", page=number, line="l4", text="走").status_code == 200
    assert Desk(folder).view(number)["lines"]["l4"]["text"] == "走"
    assert text(reviewed(folder / "pages/s/a.json"), "l4") == "走"
    assert text(reviewed(folder / "pages/s/b.json"), "l4") == "大家一起走"
