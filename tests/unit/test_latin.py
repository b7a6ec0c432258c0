"""Misread words in Latin letters: mended where two keys speak, a doubt where one does, else left alone."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import lattice, line_of, page_of, texts
from painter.prose_en import EnglishNews

from ocrfix.model.edit import apart
from ocrfix.model.page import Alternative, Glyph, Page
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.findings import Findings
from ocrfix.repair.latin import known_words, repair_latin
from ocrfix.repair.tokens import tokens_of

NOTHING = UserLexicon()


def repaired(page: Page, lexicon: UserLexicon = NOTHING) -> Findings:
    return repair_latin(page, known_words(page.language, lexicon))


def mended(*lines: str, language: str = "en", lexicon: UserLexicon = NOTHING) -> str:
    page = page_of(lines, language=language)
    return "\n".join(texts(page, repaired(page, lexicon).edits))


def answers(*lines: str, language: str = "en", lexicon: UserLexicon = NOTHING) -> list[str | None]:
    return [doubt.alternative for doubt in repaired(page_of(lines, language=language), lexicon).doubts]


def with_lattice(reading: str, gaps: Sequence[int] = (), **doubtful: str) -> Page:
    page = page_of([reading], language="en")
    line = line_of(reading, glyphs=lattice(reading, gaps=gaps, **doubtful))
    return replace(page, regions=(replace(page.regions[0], lines=(line,)),))


def after(page: Page) -> str:
    (text,) = texts(page, repaired(page).edits)
    return text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("the govemment said", "the government said"),
        ("all rnembers of it", "all members of it"),
        ("the chilclren ran", "the children ran"),
        ("they vvere there", "they were there"),
        ("a fam1ly of four", "a family of four"),
        ("the s0ldiers left", "the soldiers left"),
        ("THE C0UNCIL MET", "THE COUNCIL MET"),
        ("on 0ctober the third", "on October the third"),
        ("a pIain answer", "a plain answer"),
        ("the govern- ment said", "the government said"),
    ],
)
def test_a_misread_word_is_mended_without_a_picture_too(read, printed):
    assert mended(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "a modem and a modern one",
        "corn, com, dear, clear, fight and sight",
        "Mr. Bames met Mrs. Tolliver",
        "see www.govemment.org or a@rnembers.net",
        "flight B1G, page 10am, model 1ight, 1939",
        "pre- and post-war, two- and threefold",
        "the Rnet and the fsync of brotli",
        "half of it, loft and soft",
        "X-ray, T-shirt, Anglo-Saxon, state-of-the-art",
        "don't, can’t, o'clock, the council's",
        "d'Artagnan dell'arte Cardiff li rn m",
    ],
)
def test_what_is_right_or_a_name_or_no_word_stays(text):
    assert mended(text) == text


def test_an_edit_names_both_keys():
    (edit,) = repaired(page_of(["the govemment said"], language="en")).edits
    assert (edit.start, edit.before, edit.after) == (8, "m", "rn")
    assert edit.rule == "latin.shape"
    assert edit.visual == "m looks like rn"
    assert edit.language == "government is in the dictionary, govemment is not"


def test_a_name_is_a_doubt_with_its_answer():
    assert answers("He met Bames there") == ["Barnes"]


def test_a_word_at_the_start_of_a_sentence_is_no_name_if_the_page_has_it_often():
    assert mended("Govemment and government, said the government.").startswith("Government ")


def test_a_form_that_the_page_repeats_may_be_a_word_of_its_own():
    assert mended("the rnember and another rnember") == "the rnember and another rnember"
    assert answers("the rnember and another rnember") == ["member", "member"]


def test_the_halves_of_a_broken_word_are_left_alone():
    assert mended("the rnem-", "bers of the rnem-", "bers") == "the rnem-\nbers of the rnem-\nbers"


def test_a_lattice_without_a_doubt_is_no_key():
    page = with_lattice("the govemment said")
    assert after(page) == "the govemment said"
    assert [doubt.alternative for doubt in repaired(page).doubts] == ["government"]


def test_a_doubt_of_the_engine_is_a_key():
    assert after(with_lattice("the govemment said", at8="n")) == "the government said"


def test_a_letter_that_the_engine_saw_too_is_taken_if_only_it_makes_a_word():
    assert after(with_lattice("the goveroment said", at9="n")) == "the government said"
    assert after(with_lattice("the modern hat", at11="ncr")) == "the modern hat"


def test_two_letters_that_the_engine_saw_too_are_taken_together():
    assert after(with_lattice("the gxverrmemt said", at5="o", at9="n", at12="n")) == "the gxverrmemt said"
    assert after(with_lattice("the goverrmemt said", at9="n", at12="n")) == "the government said"


def test_a_name_that_the_engine_saw_and_the_page_has_three_times_is_mended():
    often = "Tuesday, Tuesday or Tuesday and"
    assert after(with_lattice(f"{often} Toesday", at33="u")) == f"{often} Tuesday"
    assert after(with_lattice("Tuesday and Toesday", at13="u")) == "Tuesday and Toesday"
    assert mended(f"{often} Tuesclay") == f"{often} Tuesclay"


def test_a_page_that_is_hardly_words_has_doubts_and_no_edits():
    garble = " ".join(["qxzt vbnk the plmq"] * 20)
    assert mended(garble, "the govemment said") == f"{garble}\nthe govemment said"
    assert answers(garble, "the govemment said") == ["government"]


def test_an_unlikely_letter_counts_only_for_a_word_that_the_page_has_elsewhere():
    page = with_lattice("the steet was closed", at8="l")
    faint = [
        Glyph(g.char, g.start, g.end, g.confidence, (Alternative("l", 0.04),) if g.alternatives else ())
        for g in page.regions[0].lines[0].glyphs
    ]
    line = replace(page.regions[0].lines[0], glyphs=tuple(faint))
    assert after(replace(page, regions=(replace(page.regions[0], lines=(line,)),))) == "the steet was closed"
    assert after(page) == "the steel was closed"


def test_two_words_that_it_may_be_leave_it_alone():
    assert after(with_lattice("a xat sat", at2="ch")) == "a xat sat"


def test_another_engines_reading_is_a_key():
    page = page_of(["the govemment said"], language="en")
    line = line_of(
        "the govemment said",
        glyphs=lattice("the govemment said"),
        readings=(("tesseract", "the government said"),),
    )
    assert after(replace(page, regions=(replace(page.regions[0], lines=(line,)),))) == "the government said"


def test_a_users_word_is_known():
    assert mended("the rnergus flew", lexicon=UserLexicon(words=frozenset({"rnergus"}))) == "the rnergus flew"
    german = UserLexicon(words=frozenset({"warnung"}))
    assert mended("eine wamung", language="de", lexicon=german) == "eine warnung"


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "und", "de"])
def test_without_a_dictionary_of_the_language_nothing_is_changed(language):
    assert repaired(page_of(["the govemment 进人 rnembers"], language=language)) == Findings()


def test_a_page_with_a_long_s_is_read_with_it():
    lines = ("The fuccefs of fuch a houfe is moft", "pleafing; half the loft fame of fifh.")
    assert mended(*lines) == "The success of such a house is most\npleasing; half the loft fame of fish."


def test_two_words_with_f_for_s_are_no_long_s_but_doubts():
    assert mended("the houfe and pleafing words") == "the houfe and pleafing words"
    assert answers("the houfe and pleafing words") == ["house", "pleasing"]


def test_a_lost_space_comes_back_where_the_picture_has_its_gap():
    assert after(with_lattice("along thecounty road.Then", gaps=(9, 21))) == "along the county road. Then"
    assert after(with_lattice("seen bythecouncil", gaps=(7, 10))) == "seen by the council"


def test_a_gap_inside_a_word_parts_nothing():
    assert after(with_lattice("a carpet in the government", gaps=(5,))) == "a carpet in the government"


def test_a_gap_inside_a_name_is_a_doubt():
    page = with_lattice("the Penrose of the town", gaps=(7,))
    assert after(page) == "the Penrose of the town"
    assert [doubt.alternative for doubt in repaired(page).doubts] == ["Pen rose"]


def test_two_words_without_a_gap_are_not_parted():
    assert repaired(with_lattice("along thecounty road there")) == Findings()


def test_a_lost_space_without_a_picture_is_a_doubt():
    assert mended("along thecounty road") == "along thecounty road"
    assert answers("along thecounty road") == ["the county"]


def test_a_space_inside_a_word_goes_if_the_engine_was_unsure_of_it():
    page = with_lattice("the govern ment of it", at10="x")
    assert after(page) == "the government of it"
    assert answers("the govern ment of it") == ["government"]
    assert after(with_lattice("the car pet of it", at7="x")) == "the car pet of it"


def test_tokens_know_where_sentences_begin():
    (line,) = page_of(["Mr. Smith came. He saw."], language="en").regions[0].lines
    assert [token.text for token in tokens_of([line]) if token.opens] == ["Mr", "He"]


@pytest.mark.parametrize("seed", range(20))
def test_clean_english_has_no_edit_and_no_doubt(seed):
    news = EnglishNews(Random(seed))
    page = page_of(list(news.paragraphs(4000)), language="en")
    assert repaired(page) == Findings()


SOME = "govemment|rnember|the|houfe|fuch|moft|Bames|s0me|thecounty|-|co- operate|x@y|govern- ment"
WORDS = st.sampled_from(SOME.split("|"))


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=4))
def test_edits_fit_the_reading_and_find_nothing_more_in_their_own_output(readings):
    page = page_of(readings, language="en")
    edits = repaired(page).edits
    assert apart(edits) == list(edits)
    again = page_of(texts(page, edits), language="en")
    assert repaired(again).edits == ()


@given(st.lists(st.text(max_size=20), max_size=3))
def test_no_text_at_all_breaks_it(readings):
    page = page_of(readings, language="en")
    assert len(texts(page, repaired(page).edits)) == len(readings)
