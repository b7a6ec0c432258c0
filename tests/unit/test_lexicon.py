"""Hyphens of line ends: undone where a word was broken, kept where it was printed so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.language.lexicon import english, undo_hyphen


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("announce-", "ment", "announcement"),
        ("harbour-", "ing", "harbouring"),
        ("neigh-", "bor’s", "neighbor’s"),
        ("Gov-", "ernment.", "Government."),
        ("COUN-", "CIL", "COUNCIL"),
        ("(pro-", "longed)", "(prolonged)"),
        ("develop¬", "ment", "development"),
        ("un\u00ad", "heardofthing", "unheardofthing"),
    ],
)
def test_a_broken_word_is_made_whole(left, right, whole):
    assert undo_hyphen(left, right, english()) == whole


@pytest.mark.parametrize(
    ("left", "right"),
    [("well-", "known"), ("forty-", "two"), ("state-of-the-", "art"), ("Anglo-", "Saxon"), ("T-", "shirt")],
)
def test_a_compound_keeps_its_hyphen(left, right):
    assert undo_hyphen(left, right, english()) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [("1914-", "18"), ("paper", "boy"), ("he said —", "and"), ("-", "ment"), ("", ""), ("co-", "")],
)
def test_what_is_no_broken_word_is_left_alone(left, right):
    assert undo_hyphen(left, right, english()) is None


def test_the_page_goes_before_the_lexicon():
    assert undo_hyphen("news-", "paper", english(), {"news-paper"}) is None
    assert undo_hyphen("well-", "known", english(), {"wellknown"}) == "wellknown"


def test_a_broken_double_name_is_left_to_the_editor():
    assert undo_hyphen("Marsh-", "Tolliver", english()) is None


@given(st.text(), st.text())
def test_undoing_takes_away_the_hyphen_and_nothing_else(left, right):
    assert undo_hyphen(left, right, english()) in (None, left[:-1] + right)


def test_both_spellings_of_english_are_known():
    assert all(word in english() for word in ("colour", "color", "Centre", "CENTER", "gaol"))
    assert not any(word in english() for word in ("", "tion", "colur", "b", "councilʼs", 7))
