"""Languages told apart from what was read, noise and foreign names included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.language.script import (
    find_language,
    is_han,
    is_kana,
    is_latin,
)
from ocrfix.settings import LANGUAGES

HANS = "会议指出，今年以来，全区上下坚持稳中求进，项目建设提速增效，消费市场持续回暖。"
HANT = "橋頭高懸彩坊，軍樂隊奏樂既畢，由工務局長報告建築經過，繼由市長剪綵。"
JA = "市は新しい図書館を来年の春に開くと発表した。利用者はカードを作ることができる。"
LATIN = {
    "en": "The wall will be six hundred feet long and is expected to cost two million pounds.",
    "de": "Der Rat hat gestern mit großer Mehrheit für den Bau einer neuen Mauer gestimmt.",
    "fr": "Le conseil a voté hier la construction du nouveau mur, qui est attendu par les habitants.",
    "es": "El consejo votó ayer por la construcción del nuevo muro, que los vecinos esperaban.",
    "it": "Il consiglio ha votato ieri la costruzione del nuovo muro, che gli abitanti aspettavano.",
    "nl": "De raad stemde gisteren voor het bouwen van een nieuwe muur, die niet op tijd kwam.",
    "pt": "O conselho votou ontem a construção do novo muro, que os moradores não esperavam mais.",
}


@pytest.mark.parametrize(("text", "language"), [(HANS, "zh-Hans"), (HANT, "zh-Hant"), (JA, "ja")])
def test_chinese_scripts_and_japanese_are_told_apart(text, language):
    assert find_language(text) == language


@pytest.mark.parametrize("language", sorted(LATIN))
def test_latin_languages_are_told_apart_by_their_function_words(language):
    assert find_language(LATIN[language]) == language


@pytest.mark.parametrize(("text", "language"), [(HANS, "zh-Hans"), (HANT, "zh-Hant"), (JA, "ja")])
def test_brand_names_do_not_make_a_page_english(text, language):
    assert find_language(f"{text} The TFC Group of Companies, iPhone 15 Pro and the Lanpu Daily") == language


def test_specks_read_as_chinese_do_not_make_an_english_page_chinese():
    assert find_language(LATIN["en"] + "一丨、丶人") == "en"


def test_a_few_characters_of_the_other_script_do_not_turn_a_page():
    assert find_language(HANS + "國書會樂") == "zh-Hans"
    assert find_language(HANT + "国书会乐") == "zh-Hant"


def test_the_script_of_a_blurred_page_is_that_of_what_was_read_surely():
    blurred = "讲话说会议，党员干部应当团结，发挥优势"
    assert find_language(HANT + 2 * blurred) == "zh-Hans"
    assert find_language(HANT + 2 * blurred, 2 * HANT) == "zh-Hant"


def test_a_few_sure_characters_do_not_tell_the_script():
    assert find_language(HANS, "書會") == "zh-Hans"


def test_a_kana_in_a_shop_name_does_not_make_a_chinese_page_japanese():
    assert find_language(HANT + "優の良品") == "zh-Hant"


@pytest.mark.parametrize("text", ["", "   ", "1914 * 18", "Tolliver Marsh"])
def test_what_names_no_language_is_taken_for_english(text):
    assert find_language(text) == "en"


@given(st.text())
def test_every_text_has_a_language_that_can_be_chosen(text):
    assert find_language(text) in LANGUAGES[1:]


@given(st.characters())
def test_a_character_belongs_to_one_script_at_most(char):
    assert is_han(char) + is_kana(char) + is_latin(char) <= 1
