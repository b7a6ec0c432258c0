"""How lessons of a collection are kept: with their numbers, their sources and what somebody wanted."""

import sqlite3
import threading
from dataclasses import replace

import pytest
from painted import scan_of
from PIL import Image

from ocrfix.batch.task import Order
from ocrfix.errors import FormatError, OcrfixError, SettingsError
from ocrfix.lessons import FILE, Lesson, LessonKind, State, keep, learned_from, lessons_of, set_wanted
from ocrfix.lexicons import read_lexicon
from ocrfix.model.learned import NOTHING_LEARNED, Confusion, Learned, Refusal
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.pipeline import read_page
from ocrfix.settings import Settings

NEVER = Lesson(
    kind=LessonKind.NEVER,
    text="销号",
    other="消号",
    witnesses=1,
    pages=("p1",),
    editors=("李",),
    first="2026-01-01T08:00:00+00:00",
    last="2026-01-01T08:00:00+00:00",
)
WORD = replace(NEVER, kind=LessonKind.WORD, text="澜浦", other="", witnesses=3, pages=("p1", "p2"))
TEXT = replace(NEVER, kind=LessonKind.TEXT, text="p1", other="", content="投入资金，\n修路")
CONFUSION = replace(NEVER, kind=LessonKind.CONFUSION, text="架", other="菜", weight=1.25, against=2)


def ids(lessons: tuple[Lesson, ...]) -> dict[str, int]:
    return {lesson.text: lesson.id for lesson in lessons}


def test_a_collection_that_learned_nothing_has_no_lessons_and_no_file(tmp_path):
    assert lessons_of(tmp_path) == ()
    assert not (tmp_path / FILE).exists()


def test_lessons_come_back_as_they_were_kept(tmp_path):
    kept = keep(tmp_path, [NEVER, WORD, CONFUSION, TEXT])
    assert [replace(lesson, id=0) for lesson in kept] == [NEVER, WORD, CONFUSION, TEXT]
    assert lessons_of(tmp_path) == kept


def test_a_lesson_keeps_its_number_and_what_is_not_learned_any_more_goes(tmp_path):
    before = ids(keep(tmp_path, [NEVER, WORD]))
    after = keep(tmp_path, [CONFUSION, replace(WORD, witnesses=4)])
    assert ids(after)["澜浦"] == before["澜浦"]
    assert [lesson.witnesses for lesson in after if lesson.text == "澜浦"] == [4]
    assert "销号" not in ids(after)


def test_what_was_taken_back_stays_so_however_often_it_is_learned(tmp_path):
    number = ids(keep(tmp_path, [NEVER, WORD]))["澜浦"]
    set_wanted(tmp_path, [number], False)
    keep(tmp_path, [NEVER])
    (word,) = (lesson for lesson in keep(tmp_path, [NEVER, WORD]) if lesson.text == "澜浦")
    assert (word.id, word.state) == (number, State.TAKEN_BACK)
    assert {lesson.state for lesson in set_wanted(tmp_path, [number], True)} == {State.TAKEN}


def test_only_what_is_taken_is_taught(tmp_path):
    held_back = replace(CONFUSION, held_back="makes page p3 worse")
    lessons = keep(tmp_path, [NEVER, WORD, held_back])
    assert [lesson.state for lesson in lessons] == [State.TAKEN, State.TAKEN, State.HELD_BACK]
    set_wanted(tmp_path, [ids(lessons)["澜浦"]], False)
    assert learned_from(lessons_of(tmp_path)) == Learned(refusals=frozenset({Refusal("销号", "消号")}))
    assert read_lexicon(tmp_path).learned == learned_from(lessons_of(tmp_path))


def test_reviewed_text_teaches_what_stands_side_by_side_within_a_paragraph():
    assert learned_from([TEXT]).pairs == {"投入", "入资", "资金", "金，", "修路"}
    assert learned_from([replace(TEXT, wanted=False)]).pairs == frozenset()


def test_an_unknown_number_is_named_and_nothing_is_taken_back(tmp_path):
    lessons = keep(tmp_path, [NEVER])
    with pytest.raises(SettingsError, match="no lesson 9"):
        set_wanted(tmp_path, [lessons[0].id, 9], False)
    assert lessons_of(tmp_path) == lessons


@pytest.mark.parametrize("content", [b"no database at all", None])
def test_a_file_that_holds_no_lessons_is_a_fault(tmp_path, content):
    if content is None:
        other = sqlite3.connect(tmp_path / FILE)
        other.execute("CREATE TABLE other (x)")
        other.close()
    else:
        (tmp_path / FILE).write_bytes(content * 100)
    with pytest.raises(FormatError, match=FILE):
        lessons_of(tmp_path)


def test_a_lesson_is_no_reason_to_read_what_is_done_again():
    plain = Order(settings=Settings(), formats=("json",))
    learned = Learned(confusions=frozenset({Confusion("架", "菜", 1.0)}))
    assert plain.taught(learned).hash == plain.hash
    assert Order.from_json(plain.taught(learned).to_json()).settings.lexicon.learned == NOTHING_LEARNED
    assert plain.taught(learned).settings.lexicon.learned == learned


def test_a_page_names_the_lessons_that_it_was_read_with():
    learned = Learned(words=frozenset({"澜浦"}))
    scan = scan_of(Image.new("L", (20, 20)))
    page = read_page(scan, Settings(lexicon=UserLexicon(learned=learned)), lambda _: None)
    assert ("lessons", learned.digest) in page.steps[0].settings
    assert "lessons" not in dict(read_page(scan, Settings(), lambda _: None).steps[0].settings)


def test_lessons_are_no_part_of_the_lexicons_digest():
    learned = Learned(words=frozenset({"澜浦"}))
    assert UserLexicon(learned=learned).digest == UserLexicon().digest
    assert learned.digest != NOTHING_LEARNED.digest


def test_who_reads_while_the_file_is_made_finds_no_lessons_or_all(tmp_path):
    faults, made = [], threading.Event()

    def read_on(folder):
        while not made.is_set():
            try:
                lessons_of(folder)
            except OcrfixError as error:
                faults.append(error)

    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        made.clear()
        reader = threading.Thread(target=read_on, args=(folder,))
        reader.start()
        keep(folder, ())
        made.set()
        reader.join()
    assert faults == []
