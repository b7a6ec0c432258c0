"""The words of the review's screen: every key that is asked for is there, in both languages."""

import re
from pathlib import Path

import pytest

import ocrfix.review
from ocrfix.model.page import RegionKind
from ocrfix.review.action import Action
from ocrfix.review.items import State
from ocrfix.review.strings import LANGUAGES, language_of, words_in

HERE = Path(ocrfix.review.__file__).parent
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "static").glob("*.js"))
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in (HERE / "templates").glob("*.html"))


def test_both_languages_have_the_same_keys_and_no_empty_words():
    chinese, english = (words_in(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    assert all(chinese.values())
    assert all(english.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_the_screen_asks_for_is_there(language):
    asked = set(re.findall(r"\bsay\([^`)\"]*\"([\w.]+)\"", SCRIPTS))
    asked |= set(re.findall(r"words\.(\w+)", TEMPLATES))
    assert asked
    assert asked - words_in(language).keys() == set()


def test_values_stand_at_the_same_names_in_both_languages():
    def names(words):
        return sorted(re.findall(r"\{(\w+)\}", words))

    chinese, english = (words_in(language) for language in LANGUAGES)
    assert [key for key in english if names(english[key]) != names(chinese[key])] == []


def test_every_shortcut_has_words():
    keys = (HERE / "static" / "keys.js").read_text(encoding="utf-8")
    named = set(re.findall(r"\], \"(\w+)\"\]", keys))
    assert len(named) > 25
    assert named <= words_in("en").keys()


def test_states_labels_and_deeds_have_words():
    words = words_in("en")
    assert {f"state.{state.value}" for state in State} <= words.keys()
    assert {f"label.{kind.value}" for kind in RegionKind} <= words.keys()
    # change and keep are written by the grid of same changes, never by the page
    deeds = {kind.kind for kind in Action.__subclasses__()} - {"change", "keep"}
    assert {f"did.{deed}" for deed in deeds} <= words.keys()


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [("en", "zh", "en"), (None, "zh-Hant-TW,zh;q=0.9", "zh"), (None, "de", "en"), (None, "", "en")],
)
def test_the_language_is_what_was_chosen_else_what_the_browser_asks_for(chosen, accepted, language):
    assert language_of(chosen, accepted) == language
