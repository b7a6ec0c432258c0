"""What lessons of a collection do to a page, what they leave; and that they are no key by themselves."""

from dataclasses import replace

import pytest
from cases.repair.pages import line, page, page_of_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.model.as_json import to_json
from ocrfix.model.learned import NOTHING_LEARNED, Confusion, Learned, Refusal
from ocrfix.model.page import Page
from ocrfix.model.text import line_text
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.passage import passages_of
from ocrfix.repair.protected import names_in, protected_spans
from ocrfix.repairing import repaired

INVESTED = "今年以来，全区投人资金三亿元，用于改善农村道路。"
DOUBTED = "钱塘进人关键发展窗口期，即将迎来重大转变。"
COLUMNS = (
    INVESTED,
    "他读完了《自已的园地》，很受启发，又去借书。",
    "记者王小妮说，市场里的蔬荣价格比上周略有下降。",
    "27日，新区党工委书记金承涛带队参加，他们靠自已的双手。",
    "增长40%，共有3.5亿元，TFC参加，贷款质量进一步提离。",
    "建立健全重难点问题闭环销号机制，线上线下同步发力。",
)
CHARS = "投人入资金进已己自的园地妮说荣菜蔬离高销消号涛27.5"


def confusions(*of: tuple[str, str, float]) -> Learned:
    return Learned(confusions=frozenset(Confusion(*one) for one in of))


def refusals(*of: tuple[str, str]) -> Learned:
    return Learned(refusals=frozenset(Refusal(*one) for one in of))


def taught(given_page: Page, learned: Learned) -> Page:
    return repaired(given_page, UserLexicon(learned=learned))


def texts(given_page: Page) -> list[str]:
    return [line_text(line, given_page.edits) for line in given_page.lines()]


def test_a_refused_change_is_not_made_again():
    assert texts(taught(page_of_texts(INVESTED), NOTHING_LEARNED)) == [INVESTED.replace("投人", "投入")]
    assert texts(taught(page_of_texts(INVESTED), refusals(("投人", "投入")))) == [INVESTED]


def test_a_refused_change_is_not_even_doubted():
    assert [doubt.alternative for doubt in taught(page_of_texts(DOUBTED), NOTHING_LEARNED).doubts] == ["进入"]
    assert taught(page_of_texts(DOUBTED), refusals(("进人", "进入"))).doubts == ()


def test_a_refusal_says_nothing_of_another_word():
    assert texts(taught(page_of_texts(INVESTED), refusals(("收人", "收入")))) == [
        INVESTED.replace("投人", "投入")
    ]


def test_a_refused_mark_stays_over_a_line_end():
    split = page([line("l1", "摆在首位"), line("l2", ",一年投入资金")])
    assert texts(taught(split, NOTHING_LEARNED))[1] == "，一年投入资金"
    assert texts(taught(split, refusals(("首位,一年", "首位，一年"))))[1] == ",一年投入资金"


def test_a_refused_name_is_not_doubted_again():
    names = page_of_texts(*["记者沈燕俊报道今天的会议。"] * 3, "记者沈蒸俊也在会场。")
    assert [doubt.alternative for doubt in taught(names, NOTHING_LEARNED).doubts] == ["沈燕俊"]
    assert taught(names, refusals(("沈蒸俊", "沈燕俊"))).doubts == ()


def test_a_frequent_confusion_makes_an_edit_of_a_doubt_and_says_so():
    (edit,) = taught(page_of_texts(DOUBTED), confusions(("人", "入", 2.0))).edits
    assert (edit.before, edit.after) == ("人", "入")
    assert edit.language.endswith("; reviewed pages: 人 for 入 (+2.0 nats)")


def test_a_confusion_that_was_never_one_makes_a_doubt_of_an_edit():
    text = "疫情防控进入新阶段，钱塘进人关键发展窗口期。"
    assert texts(taught(page_of_texts(text), NOTHING_LEARNED)) != [text]
    found = taught(page_of_texts(text), confusions(("人", "入", -2.0)))
    assert texts(found) == [text]
    assert [doubt.alternative for doubt in found.doubts] == ["进入"]


def test_a_confusion_is_no_key_where_the_language_speaks_against_it():
    text = "加大引进人才力度，促进人民生活改善。"
    rivals = {place: ("入", 0.3) for place, char in enumerate(text) if char == "人"}
    for given_page in (page_of_texts(text), page([line("l1", text, rivals)])):
        assert texts(taught(given_page, confusions(("人", "入", 3.0)))) == [text]


def test_a_word_of_the_collection_is_kept():
    text = "市场里的蔬荣价格比上周略有下降。"
    assert texts(taught(page_of_texts(text), NOTHING_LEARNED)) != [text]
    found = taught(page_of_texts(text), Learned(words=frozenset({"蔬荣"})))
    assert (texts(found), found.doubts) == ([text], ())


def usual(*pairs: str) -> Learned:
    return Learned(pairs=frozenset(pairs))


def test_what_is_usual_in_reviewed_text_makes_an_edit_of_a_doubt():
    right = DOUBTED.replace("进人", "进入")
    found = taught(page_of_texts(DOUBTED), usual("进入", "入关"))
    assert texts(found) == [right]
    assert "reviewed pages: 入 stands beside the same characters" in found.edits[0].language


def test_what_is_usual_as_it_stands_is_kept():
    text = "疫情防控进入新阶段，钱塘进人关键发展窗口期。"
    assert texts(taught(page_of_texts(text), NOTHING_LEARNED)) != [text]
    assert texts(taught(page_of_texts(text), usual("进人", "人关"))) == [text]


def test_what_is_usual_is_no_key_without_the_picture():
    text = "他们在村口种了三棵树。"
    assert texts(taught(page([line("l1", text, {})]), usual("三亩", "亩树", "们住", "住村"))) == [text]


def test_a_word_of_the_collection_is_a_dictionary_word_in_latin_text():
    given_page = replace(page_of_texts("The rnoor of Hallow and the moorland mornings."), language="en")
    assert "moor " in texts(taught(given_page, NOTHING_LEARNED))[0]
    assert "rnoor" in texts(taught(given_page, Learned(words=frozenset({"rnoor"}))))[0]


WORDS = st.text(CHARS, min_size=2, max_size=4)
LESSONS = st.builds(
    Learned,
    confusions=st.dictionaries(
        st.tuples(st.sampled_from(CHARS), st.sampled_from(CHARS)), st.floats(-3, 3), max_size=6
    ).map(lambda of: frozenset(Confusion(*pair, weight) for pair, weight in of.items())),
    words=st.frozensets(WORDS, max_size=4),
    pairs=st.frozensets(st.text(CHARS, min_size=2, max_size=2), max_size=12),
    refusals=st.frozensets(st.builds(Refusal, WORDS, WORDS), max_size=4),
)


@settings(deadline=None, max_examples=40)
@given(LESSONS, st.sampled_from(CHARS))
def test_lessons_never_touch_what_is_protected(learned, other):
    rivals = [dict.fromkeys(range(0, len(text), 2), (other, 0.3)) for text in COLUMNS]
    given_page = page(*([line(f"l{n}", text, rivals[n])] for n, text in enumerate(COLUMNS)))
    found = taught(given_page, learned)
    passages = passages_of(given_page, ())
    names = names_in(passages)
    for passage in passages:
        places = {i for start, end, _ in protected_spans(passage, names) for i in range(start, end)}
        closed = {(passage.spots[i].line, passage.spots[i].place) for i in places}
        changed = {(edit.line, edit.start) for edit in found.edits if edit.rule.startswith("misread.")}
        assert changed.isdisjoint(closed)


def has_key(text: str, learned: Learned) -> bool:
    """Whether a lesson can say something of a text: it has the character that is read for another, one of a
    word or a pair, or what was refused, before repair or after it."""
    read = {item.read for item in learned.confusions} | set("".join((*learned.words, *learned.pairs)))
    versions = (text, *texts(repaired(page_of_texts(text))))
    return any(
        not read.isdisjoint(version) or any(refusal.text in version for refusal in learned.refusals)
        for version in versions
    )


@settings(deadline=None, max_examples=40)
@given(LESSONS)
def test_a_page_without_the_key_of_a_lesson_stays_as_it_is_to_the_byte(learned):
    plain = [text for text in COLUMNS if not has_key(text, learned)] or ["村民们种了三亩地。"]
    given_page = page_of_texts(*plain)
    assert to_json(taught(given_page, learned)) == to_json(taught(given_page, NOTHING_LEARNED))


@settings(deadline=None, max_examples=30)
@given(LESSONS)
def test_every_edit_has_two_keys_whatever_was_learned(learned):
    given_page = page_of_texts(*COLUMNS)
    for edit in taught(given_page, learned).edits:
        assert edit.visual
        assert edit.language


@pytest.mark.parametrize("learned", [confusions(("人", "入", 2.0)), refusals(("投人", "投入"))])
def test_taking_lessons_back_restores_the_bytes(learned):
    before = to_json(taught(page_of_texts(*COLUMNS), NOTHING_LEARNED))
    assert to_json(taught(page_of_texts(*COLUMNS), learned)) != before
    assert to_json(taught(page_of_texts(*COLUMNS), NOTHING_LEARNED)) == before
