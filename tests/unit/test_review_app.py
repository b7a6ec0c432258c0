"""What the screen is given, and what comes back of what is done on it."""

import io
import itertools
import random
import sqlite3
import time
from dataclasses import replace

import pytest
from lines import page_of
from PIL import Image
from reviews import HEIGHT, WIDTH, Desk, learning_here, page_file, page_to_review, picture, read_collection

from ocrfix.formats import FORMATS
from ocrfix.geometry import Box
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.page import Doubt, Source, Step, WritingMode
from ocrfix.model.text import SOFT_HYPHEN, Texts
from ocrfix.review.reviewed import reviewed_in


@pytest.fixture
def desk(tmp_path):
    return Desk(page_file(tmp_path))


@pytest.fixture
def collection(tmp_path):
    return Desk(read_collection(tmp_path, "a", "b", "申報 1'%_[x]", "x/d"))


def size_of(answer):
    assert answer.headers["content-type"] == "image/jpeg"
    return Image.open(io.BytesIO(answer.content)).size


def names(desk, query=""):
    return [card["name"] for card in desk.get(f"/api/desk?{query}").json()["pages"]]


def test_a_single_page_is_shown_at_once(desk):
    assert desk.get("/").headers["location"] == "/pages/1"
    assert desk.get("/api/desk").status_code == 404


def test_the_view_has_everything_that_stands_on_the_page(desk):
    view = desk.view()
    assert (view["has_scan"], view["version"], view["previous"], view["next"]) == (True, 0, None, None)
    assert [level["columns"] for level in view["tiles"]["levels"]] == [3, 2, 1]
    assert [region["place"]["id"] for region in view["regions"]] == ["a1", "a1"]
    line = view["lines"]["l1"]
    assert (line["reading"], line["text"], len(line["stops"])) == ("钱塘进人关键时刻", "钱塘进入关键时刻", 16)
    assert [item["state"] for item in view["items"]] == ["open"] * 4
    first, *_, doubt = view["items"]
    assert (first["start"], first["end"], first["reading"], first["proposal"]) == (3, 4, "人", "入")
    assert [other["text"] for other in first["alternatives"]] == ["入", "八"]
    assert (doubt["line"], doubt["reading"], doubt["proposal"]) == ("l3", "青架", "青菜")


def test_running_text_is_that_of_the_formats(tmp_path):
    page = page_of(("a well-", f"known news{SOFT_HYPHEN}"), ("paper of", " 1914 "), language="en")
    page = replace(page, articles=(Article(id="a1", body=(Paragraph(("l1", "l2", "l3", "l4")),)),))
    view = Desk(page_file(tmp_path, page, scan=False)).view()
    runs = view["articles"][0]["body"][0]["runs"]
    (paragraph,) = page.articles[0].body
    assert "".join(run["join"] + run["text"] for run in runs) == Texts(page).paragraph(paragraph)
    texts = {run["line"]: view["lines"][run["line"]]["text"][run["start"] : run["end"]] for run in runs}
    assert texts == {run["line"]: run["text"] for run in runs}


def test_an_answer_holds_what_changed_and_nothing_else(desk):
    answer = desk.act(0, "reject", item="e1").json()
    assert (answer["partial"], answer["version"], answer["can_undo"]) == (True, 1, True)
    assert list(answer["lines"]) == ["l1"]
    assert {name: item["state"] for name, item in answer["items"].items()} == {"e1": "rejected"}
    assert "regions" not in answer


def test_the_answers_put_together_are_the_view(desk):
    view = desk.view()
    ids = [item["id"] for item in view["items"]]
    kinds = [
        {"kind": "accept", "item": ids[0]},
        {"kind": "accept", "item": ids[3]},
        {"kind": "write", "line": "l2", "text": "市民菜市场"},
        {"kind": "split_paragraph", "article": "a1", "line": "l2"},
        {"kind": "split_article", "article": "a1", "line": "l2"},
        {"kind": "move_region", "region": "r1", "to": {"kind": "unplaced"}},
        {"kind": "mark", "state": "look_at"},
    ]
    steps = [("/actions", {"action": action}) for action in kinds] + [("/undo", {})] * 3 + [("/redo", {})]
    for path, body in steps:
        answer = desk.post(f"/api/pages/1{path}", {"version": view["version"], **body})
        assert answer.status_code == 200
        part = answer.json()
        lines, changed = part.pop("lines"), part.pop("items")
        part.pop("partial")
        view |= part
        view["lines"] |= lines
        view["items"] = [changed.get(item["id"], item) for item in view["items"]]
        now = desk.view()
        present = {line for region in now["regions"] for line in region["lines"]}
        view["lines"] = {name: line for name, line in view["lines"].items() if name in present}
        order = {item["id"]: n for n, item in enumerate(now["items"])}
        view["items"].sort(key=lambda item: order[item["id"]])
        assert view == now


def test_a_conflict_says_who_did_what(desk):
    desk.act(0, "write", line="l4", text="走", author="%E7%8E%8B")
    answer = desk.act(0, "accept", item="e1", author="Li")
    assert answer.status_code == 409
    (by,) = answer.json()["by"]
    assert (by["author"], by["words"]) == ("王", "write l4 走")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", {"version": "0"}, {"version": 0}, {"version": True, "action": {}}]
)
def test_what_is_no_action_is_refused_in_words(desk, body):
    if isinstance(body, dict):
        answer = desk.post("/api/pages/1/actions", body)
    else:
        answer = desk.http.post("/api/pages/1/actions", content=body, headers={"Origin": "http://testserver"})
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "hint"}


def test_lone_surrogates_and_controls_do_not_come_in(desk):
    assert desk.act(0, "write", line="l1", text="a\ud800b").status_code == 422
    assert desk.act(0, "write", line="l1", text="a\x00b").status_code == 422


def test_pictures_are_as_large_as_they_should_be(desk):
    assert size_of(desk.get("/api/pages/1/tiles/0/0/0.jpg")) == (512, 512)
    assert size_of(desk.get("/api/pages/1/tiles/0/2/1.jpg")) == (WIDTH - 1024, HEIGHT - 512)
    assert size_of(desk.get("/api/pages/1/tiles/2/0/0.jpg")) == (325, 225)
    for path in ("tiles/3/0/0.jpg", "tiles/0/3/0.jpg", "tiles/0/0/2.jpg", "crops/l99.jpg"):
        assert desk.get(f"/api/pages/1/{path}").status_code == 404
    assert size_of(desk.get("/api/pages/1/thumbnail.jpg")) == (440, 305)


def test_a_crop_shows_the_characters_with_some_print_around(desk):
    whole = size_of(desk.get("/api/pages/1/crops/l1.jpg"))
    part = size_of(desk.get("/api/pages/1/crops/l1.jpg?start=3&end=4"))
    assert whole == (336, 56)
    assert part == (160, 56)
    for odd in ("start=9&end=99", "start=4&end=2", "start=1", "start="):
        assert desk.get(f"/api/pages/1/crops/l1.jpg?{odd}").status_code == 200


def test_a_vertical_lines_crop_stays_vertical(tmp_path):
    page = page_to_review()
    region = page.regions[0]
    line = replace(region.lines[0], polygon=Box(100, 50, 140, 370).polygon, writing_mode=WritingMode.VERTICAL)
    page = replace(page, regions=(replace(region, lines=(line, *region.lines[1:])), *page.regions[1:]))
    width, height = size_of(Desk(page_file(tmp_path, page)).get("/api/pages/1/crops/l1.jpg?start=3&end=4"))
    assert (width, height) == (56, 160)


def test_a_page_without_a_scan_or_places_can_be_reviewed(tmp_path):
    page = page_of(("钱塘进人关键", "第二行"))
    lines = tuple(replace(line, polygon=None) for line in page.regions[0].lines)
    page = replace(
        page,
        source=Source(file=None, page=1, sha256=None, width_px=None, height_px=None),
        regions=(replace(page.regions[0], polygon=None, lines=lines),),
        articles=(Article(id="a1", body=(Paragraph(("l1", "l2")),)),),
        doubts=(Doubt(kind="blank", text="about the page"), Doubt(kind="stop", text="region", region="r1")),
    )
    desk = Desk(page_file(tmp_path, page, scan=False))
    view = desk.view()
    assert (view["has_scan"], view["tiles"]["levels"], view["lines"]["l1"]["polygon"]) == (False, [], None)
    assert desk.get("/api/pages/1/tiles/0/0/0.jpg").status_code == 404
    assert desk.get("/api/pages/1/crops/l1.jpg").status_code == 404
    for version, item in enumerate(view["items"]):
        assert desk.act(version, "accept", item=item["id"]).status_code == 200


def test_an_alto_file_can_be_reviewed_too(tmp_path):
    path = tmp_path / "front.alto.xml"
    path.write_bytes(FORMATS["alto"].write(page_to_review()))
    picture(tmp_path / "front.png")
    desk = Desk(path)
    assert desk.act(0, "write", line=next(iter(desk.view()["lines"])), text="别的").status_code == 200
    assert (tmp_path / "front.alto.xml.review.sqlite").exists()


def test_the_half_of_two_facing_pages_is_told(tmp_path):
    page = replace(page_to_review(), steps=(Step("ocrfix", "1", (("part_px", "0,0 650,0 650,900 0,900"),)),))
    assert Desk(page_file(tmp_path, page)).view()["part"] == [[0, 0], [650, 0], [650, 900], [0, 900]]


def test_the_desk_shows_every_page_and_how_far_the_review_is(collection):
    found = collection.get("/api/desk?sort=name").json()
    assert [card["name"] for card in found["pages"]] == ["s/a", "s/b", "s/x/d", "s/申報 1'%_[x]"]
    assert (found["total"], found["reviewed"], found["states"]) == (4, 0, {"new": 4})
    first = found["pages"][0]
    collection.act(0, "accept", page=first["id"], item="e1")
    assert names(collection, "state=begun") == ["s/a"]
    collection.act(1, "mark", page=first["id"], state="good")
    found = collection.get("/api/desk?state=done").json()
    assert (found["reviewed"], found["pages_in_all"]) == (1, 4)
    assert [(card["mark"], card["open"]) for card in found["pages"]] == [("good", 3)]
    assert reviewed_in(collection.shelf.folder) == 1


def test_a_page_with_nothing_open_is_done_and_one_undo_opens_it_again(collection):
    page = collection.get("/api/desk?sort=name").json()["pages"][1]["id"]
    for version, item in enumerate(collection.view(page)["items"]):
        assert collection.act(version, "accept", page=page, item=item["id"]).status_code == 200
    assert names(collection, "state=done") == ["s/b"]
    collection.post(f"/api/pages/{page}/undo", {"version": 4})
    assert names(collection, "state=done") == []


def test_pages_are_found_by_name_and_by_text(collection):
    assert names(collection, "q=申報 1'%25_[") == ["s/申報 1'%_[x]"]
    assert len(names(collection, "q=关键时刻")) == 4
    assert names(collection, "q=nowhere") == []
    assert len(names(collection, "limit=2")) == len(names(collection, "limit=2&offset=2")) == 2
    for query in ("state=odd", "sort=1;drop", "offset=-1", "limit=x", "verdict='"):
        assert collection.get(f"/api/desk?{query}").status_code == 422


def test_neighbours_follow_the_names(collection):
    ids = {card["name"]: card["id"] for card in collection.get("/api/desk").json()["pages"]}
    view = collection.view(ids["s/b"])
    assert (view["previous"], view["next"]) == (ids["s/a"], ids["s/x/d"])


def test_thumbnails_are_kept_beside_the_collection(collection):
    page = collection.get("/api/desk").json()["pages"][0]["id"]
    assert size_of(collection.get(f"/api/pages/{page}/thumbnail.jpg")) == (440, 305)
    assert len(list((collection.shelf.folder / ".cache").iterdir())) == 1


def test_the_ledger_is_only_read(collection):
    before = (collection.shelf.folder / "collection.sqlite").read_bytes()
    page = collection.get("/api/desk").json()["pages"][0]["id"]
    collection.act(0, "accept", page=page, item="e1")
    assert (collection.shelf.folder / "collection.sqlite").read_bytes() == before


def test_a_page_is_reviewed_while_a_batch_writes_the_ledger(collection):
    writer = sqlite3.connect(collection.shelf.folder / "collection.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE page SET attempts = attempts + 1")
    page = collection.get("/api/desk").json()["pages"][0]["id"]
    assert collection.act(0, "accept", page=page, item="e1").status_code == 200
    writer.execute("COMMIT")
    writer.close()


def test_pages_keep_their_numbers_when_they_are_read_again(tmp_path):
    desk = Desk(read_collection(tmp_path, "a", "b"))
    before = {card["name"]: card["id"] for card in desk.get("/api/desk").json()["pages"]}
    desk.act(0, "accept", page=before["s/a"], item="e1")
    scan = tmp_path / "s" / "a.png"
    scan.write_bytes(scan.read_bytes() + b"more")
    read_collection(tmp_path)
    after = {card["name"]: card["id"] for card in desk.get("/api/desk").json()["pages"]}
    assert before == after
    assert desk.view(before["s/a"])["version"] == 1


def test_the_same_error_is_found_on_the_page_and_answered_at_once(desk):
    found = desk.get("/api/same?before=架&after=菜&page=1").json()["places"]
    assert [(place["line"], place["start"], place["left"]) for place in found] == [
        ("l2", 2, "市民"),
        ("l3", 0, ""),
        ("l3", 6, "菜篮子里有青"),
    ]
    groups = desk.get("/api/same/groups?page=1").json()["groups"]
    assert groups[0] == {"before": "架", "after": "菜", "count": 3, "open": 3}
    body = {"accept": [{"page": 1, "item": place["item"]} for place in found[1:]]}
    body["reject"] = [{"page": 1, "item": found[0]["item"]}]
    assert desk.post("/api/same", body).json() == {"accepted": 2, "rejected": 1, "conflicts": []}
    assert desk.view()["lines"]["l3"]["text"] == "菜篮子里有青菜"
    again = desk.post("/api/same", body).json()
    assert again["accepted"] == 0
    assert [conflict["words"] for conflict in again["conflicts"]] == ["was answered meanwhile"] * 3


def test_the_same_error_is_found_where_nothing_was_proposed(desk):
    for item in ("e2", "e3"):
        version = desk.view()["version"]
        desk.act(version, "reject", item=item)
    everywhere = desk.get("/api/same?before=市&after=巿&page=1&everywhere=1").json()["places"]
    assert [(place["item"], place["start"]) for place in everywhere] == [(None, 0), (None, 3)]
    fields = ("page", "line", "start", "before", "after")
    accept = [{name: everywhere[1][name] for name in fields}]
    reject = [{name: everywhere[0][name] for name in fields}]
    assert desk.post("/api/same", {"accept": accept, "reject": reject}).json()["accepted"] == 1
    assert desk.view()["lines"]["l2"]["text"] == "市民架市场开放".replace("市场", "巿场")


def test_the_same_error_is_found_in_the_collection(collection):
    found = collection.get("/api/same?before=架&after=菜").json()
    assert (len(found["places"]), len({place["page"] for place in found["places"]})) == (12, 4)
    assert found["next"] is None
    groups = collection.get("/api/same/groups").json()["groups"]
    assert groups[0] == {"before": "架", "after": "菜", "count": 8, "open": None}
    body = {"accept": [{"page": place["page"], "item": place["item"]} for place in found["places"]]}
    assert collection.post("/api/same", body).json()["accepted"] == 12


@pytest.mark.parametrize(
    "body", [{"accept": 1}, {"accept": [1]}, {"accept": [{"page": "1"}]}, {"reject": [{"page": 1}]}]
)
def test_what_is_no_answer_is_refused_in_words(desk, body):
    assert desk.post("/api/same", body).status_code == 422


def large_page():
    """400 lines with 300 doubts, of which half propose something."""
    rng = random.Random(1)
    rows = ["".join(rng.choices("钱塘进人关键时刻市民架场开放大家一起走", k=20)) for _ in range(400)]
    page = page_of(*(rows[n : n + 10] for n in range(0, len(rows), 10)))
    body = tuple(Paragraph(tuple(line.id for line in region.lines)) for region in page.regions)
    doubts = tuple(
        Doubt(
            kind="misread",
            text=f"{line.reading[4:6]} may be 国{line.reading[5]}",
            line=line.id,
            alternative=f"国{line.reading[5]}" if number % 2 else None,
        )
        for number, line in enumerate(itertools.islice(page.lines(), 300))
    )
    return replace(page, articles=(Article(id="a1", body=body),), doubts=doubts)


def test_an_accept_on_a_large_page_is_quick(tmp_path):
    """The bound is wide, for machines under load; tests/bench has the figures."""
    desk = Desk(page_file(tmp_path, large_page(), scan=False))
    view, spent = desk.view(), []
    for version, item in enumerate(view["items"][:40]):
        begun = time.perf_counter()
        assert desk.act(version, "accept", item=item["id"]).status_code == 200
        spent.append(time.perf_counter() - begun)
    assert sorted(spent)[20] < 0.2


def learned(desk):
    """The lessons, when nothing is being learned any more."""
    while (answer := desk.get("/api/lessons").json())["learning"]:
        time.sleep(0.05)
    return answer["lessons"]


def test_what_was_refused_is_learned_on_the_desk_and_taken_back_there(collection, monkeypatch):
    learning_here(monkeypatch)
    page = collection.get("/api/desk?sort=name").json()["pages"][0]["id"]
    edits = [item["id"] for item in collection.view(page)["items"] if item["type"] == "edit"]
    assert collection.get("/api/lessons").json() == {"lessons": [], "learning": False}
    collection.act(0, "reject", page=page, item=edits[0])
    assert collection.post("/api/lessons", {}).json()["learning"]
    (lesson,) = learned(collection)
    assert lesson["taken"]
    assert "never" in lesson["words"]
    (lesson,) = collection.post(f"/api/lessons/{lesson['id']}", {"take": False}).json()["lessons"]
    assert (lesson["taken"], lesson["state"]) == (False, "taken-back")
    assert collection.post(f"/api/lessons/{lesson['id']}", {"take": "no"}).status_code == 422
    assert collection.post("/api/lessons/99", {"take": False}).status_code == 422


def test_a_browser_asks_for_each_file_of_the_screen_whether_it_is_another_one_by_now(desk):
    first = desk.get("/static/page.js")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = desk.http.get("/static/page.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")
    assert desk.get("/static/icons.svg").headers["cache-control"] == "max-age=3600"
    assert desk.get("/static/../app.py").status_code == 404
