"""Words that go on over a break, in languages of Latin letters."""

import pytest

from ocrfix.language.phrases import phrases_of

ENGLISH = phrases_of("en", ["A letter from Withering Sands and its", "well-wishers of Thornbury"])


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        ("said that the govern-", "ment would pay", "was not heard"),
        ("a crowd at Thorn-", "bury on Monday", "of herring"),
        ("by a few well-", "wishers of the town", "Kettle said"),
        ("at the end of", "the month", "and of the year"),
        ("it would build a", "new bridge", "old bridge"),
        ("it would build an", "old bridge", "new bridge"),
        ("they had", "been cut", "we saw"),
        ("in the school com-", "mittee, which", "nounced that"),
        ("several win", "from the road", "dows were broken"),
    ],
)
def test_of_two_lines_the_one_that_goes_on_is_told(before, right, wrong):
    assert ENGLISH.joint(before, right) > ENGLISH.joint(before, wrong)


def test_no_small_letter_goes_on_after_a_full_stop_but_one_does_after_a_title():
    assert ENGLISH.joint("It was cut.", "the road") < 0 < ENGLISH.joint("the house of Mr.", "the")


def test_a_figure_does_not_end_a_broken_word():
    assert ENGLISH.joint("the govern-", "342 men") < 0


def test_without_a_dictionary_the_words_of_the_page_tell():
    german = phrases_of("de", ["Der Rat hat die Versicherung", "nicht angenommen"])
    assert german.joint("die Versiche-", "rung des Rates") > german.joint("die Versiche-", "nicht der Rat")
    assert german.joint("in der", "Politik") == 0
