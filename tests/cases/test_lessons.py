"""An editor reviews a collection, and its next pages are read by what that taught; all of it can go again."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from cases.repair.pages import page_of_texts

from ocrfix.cli.app import main
from ocrfix.lessons import State, lessons_of, set_wanted
from ocrfix.lexicons import read_lexicon
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.repairing import repaired, with_edits
from ocrfix.review.action import Accept, Action, MarkPage, Reject, Write
from ocrfix.review.helping import Lessons
from ocrfix.review.learning import learn
from ocrfix.review.open_page import done, opened
from ocrfix.review.record import FILE, Record, reading_at

MECHANISM = "建立健全重难点问题闭环销号机制，线上线下同步发力。"
INVESTED = "今年以来，全区投人资金三亿元，用于改善农村道路。"
OTHER = "去年全县投人资金二亿元，修了一条公路。"
TOWN = (
    "记者在谰浦老城的街上见到了他。",
    "昨天从谰浦区民政局获悉一条好消息。",
    "到谰浦的游客比去年同期多了一成。",
)


@pytest.fixture
def collection(tmp_path) -> Path:
    folder = tmp_path / "collection"
    folder.mkdir()
    return folder


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCRFIX_LEXICON", str(tmp_path / "mine" / "lexicon.txt"))

    def go(*words: str):
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=left.value.code or 0, out=out, err=err)

    return go


def review(collection: Path, name: str, page: Page, *actions: Action, author: str = "李") -> None:
    """A page of the collection is read, and an editor does these things with it."""
    path = collection / "pages" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_json(replace(page, name=name)), encoding="utf-8")
    with Record(collection / FILE) as record:
        now = opened(record, record.page_id(name), name, reading_at(path))
        for action in actions:
            now = done(record, now, action, author)


def read(collection: Path, *texts: str) -> Page:
    return repaired(page_of_texts(*texts), read_lexicon(collection))


def lines(page: Page) -> list[str]:
    return [line_text(line, page.edits) for line in page.lines()]


def proposed(text: str, before: str, after: str) -> Edit:
    return Edit(
        id="e1",
        line="l1",
        start=text.index(before),
        before=before,
        after=after,
        rule="misread.lattice",
        visual="the engine saw it there too",
        language="the language model finds it likelier",
    )


def states(collection: Path) -> list[tuple[str, str, State]]:
    return [(lesson.kind, lesson.text, lesson.state) for lesson in lessons_of(collection)]


def test_a_rejected_change_is_never_proposed_again_in_this_collection(collection, tmp_path):
    wrong = replace(page_of_texts(MECHANISM), edits=(proposed(MECHANISM, "销", "消"),))
    review(collection, "p1", wrong, Reject("e1"))
    learn(collection)
    text = "本月销号的问题有三件。"
    again = proposed(text, "销", "消")
    lexicon = read_lexicon(collection)
    assert with_edits(page_of_texts(text), [again], lexicon).edits == ()
    assert with_edits(page_of_texts(text), [again], read_lexicon(tmp_path)).edits != ()
    elsewhere = "他把旧信销毁了。"
    assert with_edits(page_of_texts(elsewhere), [proposed(elsewhere, "销", "消")], lexicon).edits != ()


def test_what_repair_proposes_by_itself_is_rejected_once_and_for_all(collection):
    page = read(collection, INVESTED)
    assert lines(page) == [INVESTED.replace("投人", "投入")]
    review(collection, "p1", page, Reject(page.edits[0].id), MarkPage("good"))
    learn(collection)
    assert lines(read(collection, INVESTED, OTHER)) == [INVESTED, OTHER]
    assert read(collection, OTHER).doubts == ()


def test_a_word_that_was_written_three_times_is_known(collection):
    page = page_of_texts(*TOWN)
    writes = [Write(f"l{n}", text.replace("谰浦", "澜浦")) for n, text in enumerate(TOWN, 1)]
    review(collection, "p1", page, *writes)
    learn(collection)
    assert ("word", "澜浦", State.TAKEN) in states(collection)
    assert "澜浦" in read_lexicon(collection).known()


def test_a_lesson_of_an_editor_who_accepts_what_is_wrong_is_held_back(collection):
    """王 rejects 投入 where it was right; the page that 李 reviewed with care tells."""
    page = read(collection, INVESTED)
    careful = read(collection, OTHER)
    review(collection, "careful", careful, Accept(careful.edits[0].id), MarkPage("good"))
    review(collection, "hasty", page, Reject(page.edits[0].id), MarkPage("good"), author="王")
    learn(collection)
    (never,) = (lesson for lesson in lessons_of(collection) if lesson.kind == "never")
    assert (never.state, never.editors) == (State.HELD_BACK, ("王",))
    assert never.held_back == "accepted on page careful by 李"
    assert lines(read(collection, OTHER)) == [OTHER.replace("投人", "投入")]


def test_a_page_that_was_read_before_is_repaired_with_what_was_learned_since(collection):
    page = read(collection, INVESTED)
    review(collection, "p1", page, Reject(page.edits[0].id), MarkPage("good"))
    review(collection, "p2", page)
    reading = reading_at(collection / "pages" / "p2.json")
    lessons = Lessons(collection)
    assert not lessons.are_new_to(reading.page)
    learn(collection)
    assert lessons.are_new_to(reading.page)
    helped = lessons.used_on(reading)
    assert (lines(reading.page), lines(helped.page)) == ([INVESTED.replace("投人", "投入")], [INVESTED])
    assert not lessons.are_new_to(helped.page)
    assert lines(lessons.used_on(helped).page) == [INVESTED]


def test_taking_a_lesson_back_restores_the_bytes(collection):
    page = read(collection, INVESTED)
    before = to_json(read(collection, OTHER))
    review(collection, "p1", page, Reject(page.edits[0].id), MarkPage("good"))
    lessons = learn(collection)
    assert to_json(read(collection, OTHER)) != before
    set_wanted(collection, [lesson.id for lesson in lessons], False)
    assert to_json(read(collection, OTHER)) == before
    learn(collection)
    assert to_json(read(collection, OTHER)) == before
    set_wanted(collection, [lesson.id for lesson in lessons], True)
    learn(collection)
    assert to_json(read(collection, OTHER)) != before


def test_what_was_undone_is_forgotten(collection):
    page = read(collection, INVESTED)
    review(collection, "p1", page, Reject(page.edits[0].id))
    assert learn(collection)
    review(collection, "p1", page, Accept(page.edits[0].id))
    learn(collection)
    assert "never" not in [kind for kind, _, _ in states(collection)]


def rejected(collection: Path) -> None:
    page = read(collection, INVESTED)
    review(collection, "p1", page, Reject(page.edits[0].id), MarkPage("good"))


def listed(run, *more: str) -> Sequence[dict]:
    out = run("lexicon", "list", "--learned", "--collection", "collection", "--json", *more).out
    return [json.loads(line) for line in out.splitlines()]


def test_the_command_learns_lists_and_takes_back(run, collection):
    rejected(collection)
    assert run("lexicon", "learn", "collection").out == "lessons: 2 taken, 0 held back, 0 taken back\n"
    shown = run("lexicon", "list", "--learned", "--collection", "collection").out
    assert "  1  never  投人, never 投入: 1 for; p1; 李; 20" in shown
    assert [(item["kind"], item["text"], item["pages"], item["state"]) for item in listed(run)] == [
        ("never", "投人", ["p1"], "taken"),
        ("text", "p1", ["p1"], "taken"),
    ]
    assert "1 taken back" in run("lexicon", "remove", "--learned", "1", "--collection", "collection").out
    assert "2 taken," in run("lexicon", "add", "--learned", "all", "--collection", "collection").out
    assert "2 taken back" in run("lexicon", "remove", "--learned", "all", "--collection", "collection").out


def test_repair_uses_the_lessons_of_a_collection_at_once(run, collection):
    rejected(collection)
    run("lexicon", "learn", "collection")
    Path("old.txt").write_text(OTHER)
    run("repair", "old.txt", "-o", "out", "--collection", "collection", "--format", "txt")
    assert "投人" in Path("out/old.txt").read_text()
    run("repair", "old.txt", "-o", "out", "--format", "txt")
    assert "投入" in Path("out/old.txt").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--learned"), "--collection"),
        (("list", "--learned", "--collection", "nowhere"), "no such folder"),
        (("remove", "--learned", "投人", "--collection", "collection"), "is no number of a lesson"),
        (("remove", "--learned", "7", "--collection", "collection"), "has no lesson 7"),
        (("learn", "nowhere"), "no such folder"),
    ],
)
def test_a_wrong_command_is_told_and_changes_nothing(run, collection, words, said):
    rejected(collection)
    before = learn(collection)
    done = run("lexicon", *words)
    assert done.code == 4
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert lessons_of(collection) == before


def test_a_collection_that_nobody_reviewed_teaches_nothing(run, collection):
    assert run("lexicon", "learn", "collection").out == "lessons: 0 taken, 0 held back, 0 taken back\n"
    assert list(collection.iterdir()) == []
