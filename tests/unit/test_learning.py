"""What is learned from decisions of editors, and that a replay holds back what makes reviewed pages worse."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cases.repair.pages import page_of_texts

from ocrfix.lessons import Lesson, LessonKind, State, learned_from
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.misreads import Judged
from ocrfix.repairing import NO_WORDS
from ocrfix.review.confusing import Known, confusions_in
from ocrfix.review.decisions import Decision
from ocrfix.review.learning import known_cases
from ocrfix.review.refusing import refusals_in
from ocrfix.review.replay import ReviewedPage, repaired_anew, with_verdicts
from ocrfix.review.wording import words_in

MECHANISM = "建立健全重难点问题闭环销号机制，线上线下同步发力。"
INVESTED = "今年以来，全区投人资金三亿元，用于改善农村道路。"
DOUBTED = "钱塘进人关键发展窗口期，即将迎来重大转变。"


def decided(text: str, accepted: bool = True, **more: str) -> Decision:
    """A decision on the one change that a text marks: 闭环[销→消]号机制."""
    left, _, rest = text.partition("[")
    change, _, right = rest.partition("]")
    before, _, after = change.partition("→")
    fields = {
        "page": "p1",
        "line": "l1",
        "author": "李",
        "time": "2026-01-01T08:00:00+00:00",
        "rule": "misread",
    }
    return Decision(
        start=len(left),
        before=before,
        after=after,
        context_left=left[-12:],
        context_right=right[:12],
        accepted=accepted,
        **(fields | more),
    )


def reviewed(name: str, *lines: tuple[str, str]) -> ReviewedPage:
    """A page whose lines read so, and what they are."""
    page = replace(page_of_texts(*(reading for reading, _ in lines)), name=name)
    truth = {f"l{n}": right for n, (_, right) in enumerate(lines, 1)}
    return ReviewedPage(repaired_anew(page, NO_WORDS), truth, "", "李", "2026-01-01T09:00:00+00:00")


def lesson(kind: LessonKind, text: str, other: str = "", weight: float = 0.0) -> Lesson:
    return Lesson(
        kind=kind,
        text=text,
        other=other,
        weight=weight,
        witnesses=1,
        pages=("p1",),
        editors=("李",),
        first="",
        last="",
    )


def texts(page: Page, lessons: Sequence[Lesson] = ()) -> list[str]:
    found = repaired_anew(page, UserLexicon(learned=learned_from(lessons)))
    return [line_text(line, found.edits) for line in found.lines()]


@pytest.mark.parametrize(
    ("change", "never"),
    [
        ("问题闭环[销→消]号机制", ("销号", "消号")),
        ("加大引进[人→入]才力度", ("人才", "入才")),
        ("诗人王小[妮→姬]的作品", ("小妮的", "小姬的")),
        ("在Port H[a→o]llow的港口", ("Hallow", "Hollow")),
        ("摆在首位[,→，]一年投入", ("首位,一年", "首位，一年")),
        ("他们靠[自已→自己]的双手", ("自已", "自己")),
        ("由[新材→新林]料", ("材料", "林料")),
        ("全区投[人→入]资金", ("投人", "投入")),
    ],
)
def test_a_refused_change_is_learned_with_the_word_it_stands_in(change, never):
    (found,) = refusals_in([decided(change, accepted=False)])
    assert (found.kind, found.text, found.other) == (LessonKind.NEVER, *never)
    assert (found.state, found.pages, found.editors) == (State.TAKEN, ("p1",), ("李",))


def test_what_one_editor_refused_and_another_accepted_is_held_back():
    both = [
        decided("问题闭环[销→消]号机制", accepted=False),
        decided("推行[销→消]号制度", page="p2", author="王"),
    ]
    (found,) = refusals_in(both)
    assert (found.state, found.witnesses, found.against) == (State.HELD_BACK, 1, 1)
    assert found.held_back == "accepted on page p2 by 王"


def test_an_accepted_change_teaches_no_refusal():
    assert list(refusals_in([decided("全区投[人→入]资金")])) == []


def test_a_word_written_three_times_is_known():
    writes = [
        decided("连接[谰→澜]浦老城", line="l1"),
        decided("记者从[谰→澜]浦区获悉", line="l2"),
        decided("在[澗→澜]浦的田野上", line="l3", page="p2"),
    ]
    lines = ["连接澜浦老城", "记者从澜浦区获悉", "在澜浦的田野上"]
    assert [(item.text, item.pages) for item in words_in(writes, lines)] == [("澜浦", ("p1", "p2"))]
    assert list(words_in(writes[:2], lines[:2])) == []


def test_a_word_that_was_kept_once_and_stands_in_reviewed_text_is_known():
    kept = [decided("连接[澜→谰]浦老城", accepted=False)]
    assert [item.text for item in words_in(kept, ["连接澜浦老城", "从澜浦区", "到澜浦"])] == ["澜浦"]


def test_words_of_the_dictionary_and_parts_of_one_sentence_are_no_new_words():
    known = [decided(f"{place}闭环[消→销]号机制") for place in "甲乙丙"]
    assert list(words_in(known, ["甲闭环销号机制", "乙闭环销号制度", "销号"])) == []
    again = [decided("水泥路一直[俢→修]到了家门口")]
    assert list(words_in(again, ["水泥路一直修到了家门口"] * 5)) == []


def test_a_latin_word_written_once_and_read_three_times_is_known():
    writes = [decided("to Br[o→a]ckwell")]
    lines = ["to Brackwell", "Brackwell's", "in Brackwell"]
    assert [item.text for item in words_in(writes, lines)] == ["Brackwell"]
    assert list(words_in(writes, ["to Brackwell", "Brackwells", "Brackwells"])) == []


def case(odds: float, misread: bool, page: str = "p1") -> Known:
    judged = Judged(line="l1", start=0, now="架", then="菜", odds=odds, bar=0.7)
    return Known(case=judged, misread=misread, page=page, author="李", time="")


def test_a_confusion_that_is_more_often_one_than_repair_believes_gets_a_weight():
    (found,) = confusions_in([case(-0.5, True)] * 6)
    assert (found.text, found.other, found.witnesses, found.against) == ("架", "菜", 6, 0)
    assert found.weight > 0.8


def test_a_confusion_that_is_none_here_gets_a_weight_below_zero():
    (found,) = confusions_in([case(1.5, False)] * 4)
    assert found.weight < -1
    assert (found.witnesses, found.against) == (4, 0)


def test_what_repair_knows_already_is_no_lesson():
    assert list(confusions_in([case(4.0, True)] * 5 + [case(-4.0, False)] * 5)) == []


def test_no_weight_lifts_a_case_over_the_bar_that_is_known_to_be_no_misread():
    for found in confusions_in([case(-1.0, True)] * 20 + [case(-0.2, False)]):
        assert found.weight - 0.2 < 0.7


def test_cases_of_reviewed_lines_are_known():
    page = reviewed("p1", (INVESTED, INVESTED.replace("投人", "投入")), (MECHANISM, MECHANISM))
    assert [(item.case.now, item.case.then, item.misread) for item in known_cases(page, NO_WORDS)] == [
        ("人", "入", True)
    ]
    refused = reviewed("p1", (INVESTED, INVESTED))
    assert [item.misread for item in known_cases(refused, NO_WORDS)] == [False]


def test_a_lesson_that_makes_nothing_worse_is_taken():
    page = reviewed("p1", (DOUBTED, DOUBTED.replace("进人", "进入")))
    (found,) = with_verdicts([lesson(LessonKind.CONFUSION, "人", "入", 2.0)], [page], NO_WORDS)
    assert found.state is State.TAKEN
    assert texts(page.page, [found]) == [DOUBTED.replace("进人", "进入")]


def test_a_lesson_of_an_editor_who_accepted_what_is_wrong_is_held_back_and_says_why():
    """On page p1 somebody accepted 进人→进入 where 进人 was right; page p2 was reviewed with care."""
    careful = reviewed("p2", (DOUBTED, DOUBTED), (INVESTED, INVESTED.replace("投人", "投入")))
    good = lesson(LessonKind.NEVER, "销号", "消号")
    bad = lesson(LessonKind.CONFUSION, "人", "入", 2.0)
    verdicts = with_verdicts([good, bad], [careful], NO_WORDS)
    assert [item.state for item in verdicts] == [State.TAKEN, State.HELD_BACK]
    assert verdicts[1].held_back == "makes page p2 worse: 钱塘进入关键发展窗口 for 钱塘进人关键发展窗口"
    assert texts(careful.page, verdicts) == texts(careful.page)


def test_a_refusal_that_takes_away_what_was_mended_is_held_back():
    page = reviewed("p3", (INVESTED, INVESTED.replace("投人", "投入")))
    (found,) = with_verdicts([lesson(LessonKind.NEVER, "投人", "投入")], [page], NO_WORDS)
    assert found.state is State.HELD_BACK
    assert "p3" in (found.held_back or "")


def test_a_wrong_word_is_held_back():
    page = reviewed("p1", (INVESTED, INVESTED.replace("投人", "投入")))
    (found,) = with_verdicts([lesson(LessonKind.WORD, "投人")], [page], NO_WORDS)
    assert found.state is State.HELD_BACK


def test_what_was_taken_back_is_not_tried():
    page = reviewed("p3", (INVESTED, INVESTED.replace("投人", "投入")))
    unwanted = replace(lesson(LessonKind.NEVER, "投人", "投入"), wanted=False)
    assert with_verdicts([unwanted], [page], NO_WORDS) == (unwanted,)
