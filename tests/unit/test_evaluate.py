"""The measures of a page's text say what their descriptions say."""

import json
from pathlib import Path

import pytest
from truth_pages import page_of_truth

from ocrfix.errors import FormatError
from ocrfix.evaluate.folding import normalised
from ocrfix.evaluate.report import report_text
from ocrfix.evaluate.result import joined, read_result
from ocrfix.evaluate.text import TextScore, read_truth, score_text
from ocrfix.model.as_json import to_dict
from ocrfix.model.laws import misplaced
from ocrfix.model.node import Node

SAMPLES = Path(__file__).parents[2] / "samples"
FIRST = {
    "headline": "春耕开始",
    "kicker": None,
    "byline": "记者 温如许",
    "body": ["泵站开机了。", "水来了。"],
}
SECOND = {"headline": "夜校招生", "body": ["六个月毕业。"]}
TRUTH = {
    "articles": [FIRST, SECOND],
    "masthead": ["澜浦日报"],
    "captions": [{"text": "图为泵站", "credit": "温如许 摄"}],
}
FURNITURE = [{"text": text} for text in ("澜浦日报", "图为泵站", "温如许摄")]


def score(*articles: dict, furniture: list | None = None) -> TextScore:
    result = {"articles": list(articles), "furniture": FURNITURE if furniture is None else furniture}
    return score_text(read_truth(Node(TRUTH)), read_result(result))


def test_the_truth_itself_has_no_fault():
    best = score(SECOND, FIRST)
    assert (best.article_cer, best.body_cer) == (0, 0)
    assert (best.headline_acc, best.para_f1, best.furniture) == (1, 1, 1)


def test_an_article_that_is_missing_counts_whole():
    lost = score(FIRST)
    assert lost.article_cer == pytest.approx(10 / 29)
    assert lost.body_cer == pytest.approx(6 / 16)
    assert (lost.headline_acc, lost.articles_matched) == (0.5, 1)


def test_an_article_too_many_costs_nothing_but_is_counted():
    more = score(FIRST, SECOND, {"headline": "广告", "body": ["香皂"]})
    assert (more.article_cer, more.articles_found, more.articles_matched) == (0, 3, 2)


def test_a_wrong_character_in_a_body_counts_once_in_both_rates():
    wrong = score({**FIRST, "body": ["泵站升机了。", "水来了。"]}, SECOND)
    assert wrong.article_cer == pytest.approx(1 / 29)
    assert wrong.body_cer == pytest.approx(1 / 16)
    assert wrong.headline_acc == 1


def test_a_headline_with_one_wrong_character_is_not_right():
    assert score({**FIRST, "headline": "春耕升始"}, SECOND).headline_acc == 0.5


def test_paragraphs_run_together_lose_their_end_and_nothing_else():
    joined = score({**FIRST, "body": ["泵站开机了。水来了。"]}, SECOND)
    assert (joined.para_f1, joined.body_cer) == (0, 0)


def test_a_paragraph_end_too_many_halves_precision():
    assert score({**FIRST, "body": ["泵站", "开机了。", "水来了。"]}, SECOND).para_f1 == pytest.approx(2 / 3)


def test_a_paragraph_end_is_found_where_the_text_before_it_has_errors():
    assert score({**FIRST, "body": ["泵开机了了。", "水来了。"]}, SECOND).para_f1 == 1


def test_a_caption_inside_an_article_is_not_kept_out():
    assert score({**FIRST, "body": ["泵站开机了。", "水来了。图为泵站"]}, SECOND).furniture == pytest.approx(
        2 / 3
    )


def test_a_masthead_that_was_not_found_is_not_kept_out():
    assert score(FIRST, SECOND, furniture=FURNITURE[1:]).furniture == pytest.approx(2 / 3)


def test_two_stories_that_differ_in_nearly_everything_are_no_match():
    assert score({"headline": "香皂", "body": ["去垢芬芳"]}).articles_matched == 0


@pytest.mark.parametrize(
    ("one", "other"), [("“甲”", '"甲"'), ("ＡＢ，１", "AB,1"), ("甲 乙\n丙\u3000", "甲乙丙"), ("…", "..")]
)
def test_widths_quotation_marks_and_spaces_do_not_count(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ([], "is not an object"),
        ({}, "'articles' is missing"),
        ({"articles": [{"headline": "一"}]}, r"\$.articles\[0\]: the field 'body' is missing"),
        ({"articles": ["一"]}, r"\$.articles\[0\]: '一' is not an object"),
        ({"articles": [], "captions": ["一"]}, r"\$.captions\[0\]: '一' is not an object"),
        ({"articles": [], "masthead": [1]}, r"\$.masthead\[0\]: 1 is not a text"),
    ],
)
def test_a_truth_that_is_none_is_a_format_error(truth, said):
    with pytest.raises(FormatError, match=said):
        read_truth(Node(truth))


def test_the_report_names_the_article_that_was_not_found():
    report = report_text(score(FIRST))
    assert report.figures["by_article"][1] == {"headline": "夜校招生", "cer": None, "remark": "not found"}
    assert ("夜校招生", "-", "not found") in report.details
    assert ("headline_acc", "0.500") in [row[:2] for row in report.measures]


def test_two_pages_of_one_truth_are_judged_as_one():
    pages = [{"articles": [FIRST], "furniture": FURNITURE}, {"articles": [SECOND]}]
    whole = score_text(read_truth(Node(TRUTH)), joined(read_result(page) for page in pages))
    assert whole == score(FIRST, SECOND)


@pytest.mark.parametrize(("name", "language"), [("modern_daily", "zh-Hans"), ("vertical_tiers", "zh-Hant")])
def test_a_page_that_holds_a_samples_truth_breaks_no_law_and_scores_full_marks(name, language):
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    page = page_of_truth(truth, name, 2600, 3800, language)
    assert misplaced(page) == []
    full = score_text(read_truth(Node(truth)), read_result(to_dict(page)))
    assert (full.article_cer, full.headline_acc, full.para_f1, full.furniture) == (0, 1, 1, 1)
