"""A collection learns by itself while it is reviewed."""

import threading
import time

import pytest
from reviews import Desk, learning_here, page_file, read_collection

from ocrfix.lessons import lessons_of
from ocrfix.review import teacher as teaching
from ocrfix.review.teacher import Teacher


def waited(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def here(monkeypatch):
    """Learning happens in this process; how often it did."""
    return learning_here(monkeypatch)


@pytest.fixture
def desk(tmp_path):
    return Desk(read_collection(tmp_path, "a", "b"))


def page_of(desk, name="a"):
    pages = desk.get("/api/desk?sort=name").json()["pages"]
    return next(page["id"] for page in pages if page["name"].endswith(name))


def news(desk, since=0):
    waited(lambda: not desk.get("/api/lessons/news").json()["learning"])
    return desk.get(f"/api/lessons/news?since={since}").json()


def test_a_page_that_is_marked_teaches_and_the_screen_is_told_what(desk, here):
    page = page_of(desk)
    desk.act(0, "reject", page=page, item="e2")
    assert news(desk)["times"] == 0
    desk.act(1, "mark", page=page, state="good")
    told = news(desk)
    assert (told["times"], told["error"]) == (1, None)
    assert any(lesson["kind"] == "never" and lesson["taken"] for lesson in told["lessons"])
    assert news(desk, since=1)["lessons"] == []
    assert len(here) == 1


def test_an_undone_page_is_unlearned(desk, here):
    page = page_of(desk)
    desk.act(0, "reject", page=page, item="e2")
    desk.act(1, "mark", page=page, state="good")
    news(desk)
    desk.post(f"/api/pages/{page}/undo", {"version": 2})
    waited(lambda: news(desk)["times"] == 2)
    assert all(lesson.kind != "text" for lesson in lessons_of(desk.shelf.folder))


def test_a_page_with_nothing_open_any_more_teaches_too(desk, here):
    page = page_of(desk)
    items = [item["id"] for item in desk.view(page)["items"]]
    for version, item in enumerate(items):
        assert here == []
        desk.act(version, "accept", page=page, item=item)
    assert news(desk)["times"] == 1


def test_what_one_page_taught_is_used_on_the_next_and_can_be_undone(desk, here):
    first, second = page_of(desk, "a"), page_of(desk, "b")
    before = desk.view(second)
    assert not before["lessons_new"]
    desk.act(0, "reject", page=first, item="e2")
    desk.act(1, "mark", page=first, state="good")
    news(desk)
    assert desk.view(second)["lessons_new"]
    assert not desk.view(first)["lessons_new"]
    assert "reading" in desk.act(0, "take_lessons", page=second).json()
    view = desk.view(second)
    assert (view["version"], view["lessons_new"], view["read_again"]) == (1, False, False)
    assert view["reading"].startswith(f"{before['reading']}+")
    assert [line["reading"] for line in view["lines"].values()] == [
        line["reading"] for line in before["lines"].values()
    ]
    desk.post(f"/api/pages/{second}/undo", {"version": 1})
    assert desk.view(second)["items"] == before["items"]
    desk.post(f"/api/pages/{second}/redo", {"version": 2})
    assert desk.view(second)["items"] == view["items"]
    again = Desk(desk.shelf.folder)
    assert (again.view(second)["items"], again.view(second)["read_again"]) == (view["items"], False)


def test_lessons_are_not_used_on_a_page_that_is_begun_and_not_twice(desk, here):
    first, second = page_of(desk, "a"), page_of(desk, "b")
    assert desk.act(0, "take_lessons", page=second).status_code == 422
    desk.act(0, "reject", page=first, item="e2")
    desk.act(1, "mark", page=first, state="good")
    news(desk)
    desk.act(0, "accept", page=second, item="e3")
    assert not desk.view(second)["lessons_new"]
    assert desk.act(1, "take_lessons", page=second).status_code == 422
    desk.post(f"/api/pages/{second}/undo", {"version": 1})
    assert desk.act(2, "take_lessons", page=second).status_code == 200
    assert desk.act(3, "take_lessons", page=second).status_code == 422


def test_it_never_learns_twice_at_once_and_once_more_for_all_that_came_meanwhile(tmp_path, monkeypatch):
    go, running, most, times = threading.Event(), [], [], []

    def slow(collection, begun):
        running.append(1)
        most.append(len(running))
        times.append(1)
        assert go.wait(30)
        running.pop()

    monkeypatch.setattr(teaching, "in_a_process", slow)
    teacher = Teacher(tmp_path)
    for _ in range(5):
        teacher.ask()
    waited(lambda: times)
    assert teacher.learning
    go.set()
    waited(lambda: not teacher.learning)
    assert (len(times), max(most)) == (2, 1)


def test_what_goes_wrong_is_told_and_the_next_time_it_learns_again(desk, here):
    lessons = desk.shelf.folder / "lessons.sqlite"
    lessons.write_text("no lessons at all, and long enough to be taken for something else" * 20)
    page = page_of(desk)
    desk.act(0, "mark", page=page, state="good")
    assert "is no file of lessons" in news(desk)["error"]
    lessons.unlink()
    desk.act(1, "mark", page=page, state=None)
    waited(lambda: news(desk)["times"] == 2)
    assert news(desk, since=1)["error"] is None


def test_it_learns_in_a_process_of_its_own_and_an_editor_does_not_wait(desk):
    page = page_of(desk)
    desk.act(0, "reject", page=page, item="e2")
    begun = time.monotonic()
    desk.act(1, "mark", page=page, state="good")
    assert desk.act(2, "accept", page=page, item="e3").status_code == 200
    assert time.monotonic() - begun < 2
    assert desk.get("/api/lessons/news").json()["learning"]
    waited(lambda: lessons_of(desk.shelf.folder))


def test_a_server_that_ends_does_not_wait_for_it(desk):
    page = page_of(desk)
    desk.act(0, "mark", page=page, state="good")
    begun = time.monotonic()
    desk.app.state.workshop.close()
    assert time.monotonic() - begun < 2
    waited(lambda: not desk.get("/api/lessons/news").json()["learning"])
    assert lessons_of(desk.shelf.folder) == ()


def test_a_single_page_has_nobody_to_teach(tmp_path):
    desk = Desk(page_file(tmp_path))
    assert desk.act(0, "mark", state="good").status_code == 200
    assert desk.get("/api/lessons/news").status_code == 404
