"""What a user knows of the words: how it is written down, and that it is obeyed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import page_of, texts

from ocrfix.errors import FormatError, SettingsError
from ocrfix.language.lexicon_file import (
    decoded,
    entries_of,
    entries_of_table,
    entry_of,
    lexicon_of,
    parse_line,
    with_entries,
    without,
)
from ocrfix.model.edit import Edit, apart, apply_edits
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.always import outside_spared, repair_always
from ocrfix.repairing import repaired

FILE = "# 地名\n澜浦\n\n! 闭环销号机制\n自已 → 自己\n投人->投入\n"
LEXICON = lexicon_of(entries_of(FILE, "lexicon.txt"), "lexicon.txt")


def pairs(*always: tuple[str, str], never: tuple[str, ...] = ()) -> UserLexicon:
    return UserLexicon(always=always, never=frozenset(never))


def after(lexicon: UserLexicon, *lines: str) -> list[str]:
    page = page_of(lines)
    return texts(page, tuple(repair_always(page, lexicon)))


def change(start: int, before: str, after: str) -> Edit:
    return Edit(
        id="e", line="l1", start=start, before=before, after=after, rule="r", visual="v", language="l"
    )


def test_a_file_holds_words_texts_never_changed_and_pairs():
    assert LEXICON.words == {"澜浦"}
    assert LEXICON.never == {"闭环销号机制"}
    assert LEXICON.always == (("投人", "投入"), ("自已", "自己"))


def test_remarks_and_the_order_of_lines_stay_when_entries_come_and_go():
    longer = with_entries(FILE, [entry_of("word", "销号"), entry_of("always", "自已", "自己")])
    assert longer == FILE + "销号\n"
    assert without(longer, "销号") == (FILE, 1)
    assert without(FILE, "自已 → 自己") == (FILE.replace("自已 → 自己\n", ""), 1)
    assert without(FILE, "自已")[1] == 1


def test_what_is_in_no_line_is_not_removed():
    assert without(FILE, "地名") == (FILE, 0)
    assert without(FILE, "自己") == (FILE, 0)


@pytest.mark.parametrize("line", ["", "   ", "# 自已 → 自己", "\ufeff"])
def test_remarks_and_empty_lines_are_no_entries(line):
    assert parse_line(line) is None


@pytest.mark.parametrize(
    "line", ["→", "自已 →", "→ 自己", "自己 → 自己", "甲 → 乙 → 丙", "!", "! 甲 → 乙", "甲\x07乙", "字" * 201]
)
def test_a_line_that_is_no_entry_is_named_with_its_number(line):
    with pytest.raises(FormatError, match=r"^words.txt, line 2: ") as caught:
        entries_of(f"好\n{line}\n好", "words.txt")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲 → 乙\n乙 → 甲", "remove one"),
        ("甲 → 乙\n甲 → 丙", "remove one"),
        ("甲 → 乙\n乙 → 丙", "write 甲 → 丙"),
        ("甲 → 乙\n! 甲", "remove one"),
    ],
)
def test_entries_that_contradict_each_other_are_refused_with_what_to_do(text, said):
    with pytest.raises(SettingsError, match="contradict each other") as caught:
        lexicon_of(entries_of(text, "words.txt"), "words.txt")
    assert said in caught.value.hint


@pytest.mark.parametrize(
    ("table", "entries"),
    [
        ("澜浦\n销号\n", ["澜浦", "销号"]),
        ("word\n澜浦\n", ["澜浦"]),
        ("word,kind,replacement\n自已,always,自己\n闭环,never,\n澜浦,,\n", ["自已 → 自己", "! 闭环", "澜浦"]),
        ("replacement\tword\n自己\t自已\n", ["自已 → 自己"]),
        ('word;replacement\n"a;b";c\n', ["a;b → c"]),
        ("", []),
    ],
)
def test_a_table_gives_the_entries_of_its_rows(table, entries):
    assert [str(entry) for entry in entries_of_table(table, "t.csv")] == entries


@pytest.mark.parametrize(
    "table",
    ["自已,自己\n", "word,note\n甲,x\n", "word,kind\n甲,perhaps\n", "word,kind\n甲,always\n", "word\n#甲\n"],
)
def test_a_table_that_cannot_be_understood_is_a_format_error(table):
    with pytest.raises(FormatError, match=r"^t.csv"):
        entries_of_table(table, "t.csv")


def test_files_are_utf_8_or_say_that_they_are_utf_16():
    assert decoded("销号".encode("utf-8-sig"), "a") == decoded("销号".encode("utf-16"), "a") == "销号"
    with pytest.raises(FormatError, match=r"^a\.txt: not UTF-8") as caught:
        decoded("销号".encode("gb18030"), "a.txt")
    assert "iconv" in caught.value.hint


@given(st.binary(max_size=40))
def test_no_bytes_at_all_end_in_anything_but_a_lexicon_or_a_fault_with_a_hint(data):
    for read in (entries_of, entries_of_table):
        with suppress(FormatError, SettingsError):
            assert isinstance(lexicon_of(read(decoded(data, "x"), "x"), "x"), UserLexicon)


@given(st.lists(st.text(min_size=1, max_size=8), max_size=6))
def test_what_was_written_is_read_again(words):
    entries = []
    for word in words:
        try:
            entries.append(entry_of("word", word))
        except SettingsError:
            continue
    assert lexicon_of(entries_of(with_entries("", entries), "x"), "x").words == {e.text for e in entries}


def test_the_nearer_lexicon_is_right_where_two_disagree():
    user = UserLexicon(words=frozenset({"甲"}), always=(("自已", "自己"), ("乙", "丙")))
    folder = UserLexicon(words=frozenset({"丁"}), never=frozenset({"乙"}), always=(("自已", "自巳"),))
    both = user.below(folder)
    assert both.words == {"甲", "丁"}
    assert both.always == (("自已", "自巳"),)
    assert both.never == {"乙"}


def test_the_same_entries_have_the_same_digest_in_whatever_order():
    assert pairs(("甲", "乙"), never=("丙", "丁")).digest == pairs(("甲", "乙"), never=("丁", "丙")).digest
    assert pairs(("甲", "乙")).digest != pairs(("乙", "甲")).digest


def test_a_misread_text_becomes_the_right_one_and_the_edit_names_the_pair():
    page = page_of(["他自已说"])
    (edit,) = repair_always(page, LEXICON)
    assert (edit.start, edit.before, edit.after, edit.rule) == (2, "已", "己", "always")
    assert edit.language == "the user reads 自已 as 自己"
    assert edit.visual == "the user's pair"


def test_a_misread_text_is_mended_over_a_line_end():
    assert after(pairs(("进人园区", "进入园区")), "全面进", "人园区了") == ["全面进", "入园区了"]
    assert after(pairs(("甲乙", "甲丙丁")), "x甲", "乙y") == ["x甲", "丙丁y"]


def test_what_the_user_did_not_name_stays():
    assert after(LEXICON, "引进人才，促进人民，销号") == ["引进人才，促进人民，销号"]
    assert after(pairs(("巳", "已")), "已己") == ["已己"]


def test_a_pair_of_latin_letters_means_whole_words():
    assert after(pairs(("Bames", "Barnes")), "Bames, Bamesley and Bames’s") == [
        "Barnes, Bamesley and Barnes’s"
    ]


def test_a_text_that_stands_in_its_right_form_already_stays():
    assert after(pairs(("大", "大学")), "大学的大") == ["大学的大学"]


def test_never_goes_before_always():
    assert after(pairs(("自已", "自己"), never=("自已任",)), "自已任，自已") == ["自已任，自己"]


def test_no_rule_touches_what_is_never_changed():
    page = page_of(["他说:好,进"], ["区:十"])
    mine = UserLexicon(never=frozenset({"说:好", "进区"}))
    assert texts(page, repaired(page, mine).edits) == ["他说:好，进", "区：十"]
    assert texts(page, repaired(page, UserLexicon()).edits) == ["他说：好，进", "区：十"]


def test_what_is_put_in_beside_a_text_that_is_never_changed_may_stand_there_but_not_inside():
    page, mine = page_of(["甲乙丙"]), UserLexicon(never=frozenset({"甲乙"}))
    edits = [change(place, "", " ") for place in range(4)]
    assert [edit.start for edit in outside_spared(edits, page, mine)] == [0, 2, 3]


def test_the_users_pair_goes_before_every_other_edit_of_the_spot():
    page = page_of(["他说:好"])
    edits = repaired(page, pairs((":好", "：“好"))).edits
    assert [edit.rule for edit in edits] == ["always"]
    assert texts(page, edits) == ["他说：“好"]


SOME = "甲乙丙a "
PAIRS = st.dictionaries(
    st.text(SOME, min_size=1, max_size=3), st.text(SOME, min_size=1, max_size=3), max_size=4
)


@st.composite
def lexicons(draw) -> UserLexicon:
    """A lexicon as the file would allow it."""
    found = {
        " ".join(wrong.split()): " ".join(right.split())
        for wrong, right in draw(PAIRS).items()
        if wrong.strip() and right.strip()
    }
    sound = {a: b for a, b in found.items() if a != b and b not in found}
    never = frozenset(draw(st.sets(st.text("甲乙丙", min_size=1, max_size=3), max_size=2))) - set(sound)
    return UserLexicon(always=tuple(sorted(sound.items())), never=never)


@given(st.lists(st.text(SOME, max_size=8), max_size=3), lexicons())
def test_edits_of_pairs_fit_the_reading_and_never_overlap(readings, lexicon):
    page = page_of(readings)
    edits = tuple(repair_always(page, lexicon))
    assert len(texts(page, edits)) == len(readings)
    assert apart(edits) == list(edits)


@given(st.text(SOME, max_size=12), lexicons())
def test_pairs_find_nothing_more_in_their_own_output(reading, lexicon):
    (once,) = after(lexicon, reading)
    assert after(lexicon, once) == [once]


@given(st.text(SOME, max_size=12), lexicons())
def test_a_text_that_is_never_changed_stands_where_it_stood(reading, lexicon):
    page = page_of([reading])
    kept = tuple(outside_spared(repair_always(page, lexicon), page, lexicon))
    for start, end in lexicon.spared(reading):
        assert not any(edit.start < end and start < edit.end for edit in kept)
    assert apply_edits(reading, kept) == after(lexicon, reading)[0]
