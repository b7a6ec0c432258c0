"""What repair did is measured against the truth: mended and harmed characters, pages made better or worse."""

from dataclasses import replace

import pytest
from lines import page_of

from ocrfix.evaluate.folding import spaced
from ocrfix.evaluate.repair import PageScore, RepairScore, score_repair
from ocrfix.evaluate.report import report_repair
from ocrfix.evaluate.text import read_truth
from ocrfix.model.article import Article, Paragraph
from ocrfix.model.edit import Edit
from ocrfix.model.node import Node

TRUTH = read_truth(Node({"articles": [{"headline": None, "body": ["全面进入园区，引进人才。"]}]}))
READ = ("全面进人园区", ",引进人才。")


def change(line: str, start: int, before: str, after: str, rule: str = "rule") -> Edit:
    return Edit(
        id=f"{line}{start}",
        line=line,
        start=start,
        before=before,
        after=after,
        rule=rule,
        visual="v",
        language="l",
    )


GOOD = change("l1", 3, "人", "入", "good")
BAD = change("l2", 3, "人", "入", "bad")
WIDTH = change("l2", 0, ",", "，", "width")


def score(*edits: Edit) -> PageScore:
    page = page_of(READ)
    article = Article(id="a1", body=(Paragraph(("l1", "l2")),))
    return score_repair(TRUTH, replace(page, articles=(article,), edits=edits))


def total(*pages: PageScore) -> RepairScore:
    return RepairScore(pages=pages)


def test_without_edits_nothing_is_gained_and_nothing_harmed():
    none = score()
    assert (none.characters, none.before, total(none).after, none.verdict) == (12, 1, 1, 0)
    assert (total(none).gain, total(none).harm, total(none).preference) == (0, 0, 0)


def test_a_misread_that_is_mended_is_all_gain():
    good = score(GOOD)
    assert (good.before, total(good).after, good.verdict) == (1, 0, 1)
    assert (total(good).gain, total(good).harm) == (1, 0)


def test_a_right_character_made_wrong_is_harm_in_100_000_right_ones():
    bad = score(BAD)
    assert (total(bad).after, bad.verdict) == (2, -1)
    assert total(bad).harm == pytest.approx(100_000 / 11)
    assert total(bad).gain == -1


def test_harm_is_not_made_up_for_by_gain_elsewhere():
    both = score(GOOD, BAD)
    assert (both.before, total(both).after, both.verdict) == (1, 1, 0)
    assert total(both).harm == pytest.approx(100_000 / 11)
    assert [(rule.rule, rule.mended, rule.harmed) for rule in both.rules] == [("bad", 0, 1), ("good", 1, 0)]


def test_a_change_of_width_is_neither():
    (rule,) = score(WIDTH).rules
    assert (rule.edits, rule.mended, rule.harmed) == (1, 0, 0)


def test_preference_is_the_share_of_pages_made_better_minus_that_of_those_made_worse():
    assert total(score(GOOD), score(GOOD), score(BAD), score()).preference == pytest.approx(0.25)


def test_text_that_is_not_in_the_truth_is_left_out():
    truth = read_truth(Node({"articles": [{"headline": None, "body": ["三万亩秧苗喝上放心水"]}]}))
    page = replace(page_of(READ), articles=(Article(id="a1", body=(Paragraph(("l1", "l2")),)),))
    lost = score_repair(truth, page)
    assert (lost.characters, lost.before, lost.rules) == (0, 0, ())
    assert (total(lost).gain, total(lost).harm) == (None, None)


def test_a_mended_word_of_another_article_is_no_harm():
    other = {"headline": None, "body": ["The government and the town met."]}
    first = {"headline": None, "body": ["Rain fell in the county all night. " * 4]}
    truth = read_truth(Node({"articles": [first, other]}))
    page = page_of(
        ["Rain fell in the county all night. " * 4, "The govemment and the town met."], language="en"
    )
    page = replace(page, articles=(Article(id="a1", body=(Paragraph(("l1", "l2")),)),))
    found = score_repair(truth, replace(page, edits=(change("l2", 8, "m", "rn"),)))
    assert (found.mended, found.harmed) == (2, 0)


def test_a_space_between_words_counts_and_one_beside_chinese_does_not():
    assert spaced("to the  town") != spaced("to thetown")
    assert spaced("进 入 TFC Group 园区") == spaced("进入TFC Group园区")


def test_the_report_has_a_row_for_every_rule():
    report = report_repair(total(score(GOOD, BAD)))
    assert report.details == (
        ("RULE", "EDITS", "MENDED", "HARMED"),
        ("bad", "1", "0", "1"),
        ("good", "1", "1", "0"),
    )
    assert report.figures["repair"]["by_rule"]["good"] == {"edits": 1, "mended": 1, "harmed": 0}
    assert [row[0] for row in report.measures] == ["wrong", "gain", "harm", "preference"]
