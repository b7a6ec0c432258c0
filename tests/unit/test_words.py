"""Chinese words: whether they are some, and how common."""

from ocrfix.language.words import Words, chinese, key_of


def test_a_word_is_found_with_its_frequency_and_another_is_not():
    words = Words.of([("人民", 50), ("闭环", 38)])
    assert (words.frequency("人民"), words.frequency("人们")) == (50, 0)
    assert "闭环" in words


def test_words_of_more_than_four_characters_are_not_kept():
    assert len(Words.of([("中华人民共和国", 9), ("人民", 1)])) == 1


def test_no_words_know_no_word():
    assert Words.of([]).frequency("人民") == 0


def test_the_list_knows_the_words_that_misreads_are_measured_against():
    assert all(word in chinese() for word in ("进入", "投入", "收入", "自己", "蔬菜", "销号", "闭环", "人才"))
    assert not any(word in chinese() for word in ("进人", "投人", "蔬荣"))


def test_a_misread_that_crept_into_the_list_is_rare_beside_the_right_word():
    assert chinese().frequency("自己") > 100 * chinese().frequency("自已")


def test_keys_ascend_so_that_they_can_be_searched():
    keys = chinese().keys
    assert bool((keys[1:] > keys[:-1]).all())
    assert key_of("人民") in keys
