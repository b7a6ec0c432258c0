"""The measures of transcribed items say what their descriptions say."""

import pytest

from ocrfix.errors import FormatError
from ocrfix.evaluate.items import ItemsScore, read_items, score_items
from ocrfix.evaluate.report import report_items
from ocrfix.evaluate.result import joined, read_result
from ocrfix.model.node import Node

BRIDGE = (
    "橫跨瀾江之大橋，昨日上午十時舉行通車典禮，官紳商"
    "學各界齊集江干，觀者如堵，橋上懸燈結彩，鞭炮之聲不絕於耳。"
)
FIRE = (
    "昨晨三時許，西門外雜貨店起火，風勢猛烈，延燒左右"
    "鄰居十七間，消防隊趕到灌救，至五時始告熄滅，灼傷店夥二人。"
)
SOAP = (
    "雙魚牌香皂，色白質純，去垢芬芳，久用不裂，各大商"
    "號均有經售，每塊價目特別克己，批發另有優待，函索章程即寄。"
)
TRUTH = {
    "text_items": [
        {"type": "article", "text": BRIDGE},
        {"type": "article", "text": FIRE},
        {"type": "advert", "text": SOAP},
        {"type": None, "text": "今日出紙一大張"},
    ]
}
REST = {"adverts": [{"text": SOAP}], "furniture": [{"text": "今日出紙一大張"}]}


def score(*documents: dict) -> ItemsScore:
    return score_items(read_items(Node(TRUTH)), joined(map(read_result, documents)))


def page(*bodies: list[str], **rest: list) -> dict:
    return {"articles": [{"headline": None, "body": body} for body in bodies], **(rest or REST)}


def test_a_result_with_every_item_has_no_fault_in_whatever_order():
    full = score(page([FIRE], [BRIDGE]))
    assert (full.item_cer, full.one_article, full.articles, full.bag_recall) == (0, 2, 2, 1)


def test_an_article_cut_in_two_loses_one_article_and_keeps_its_letters():
    cut = score(page([FIRE], [BRIDGE[:25]], [BRIDGE[25:]]))
    assert (cut.item_cer, cut.one_article, cut.bag_recall) == (0, 1, 1)


def test_lines_out_of_order_cost_letters_that_the_bag_does_not_miss():
    mixed = score(page([FIRE], [BRIDGE[30:], BRIDGE[:30]]))
    assert mixed.item_cer > 0.1
    assert mixed.bag_recall == 1


def test_an_item_that_is_missing_counts_at_most_whole():
    lost = score(page([FIRE]))
    bridge = lost.passages[0]
    assert 0.7 < bridge.cer <= 1
    assert (bridge.in_one_article, lost.one_article) == (False, 1)
    assert lost.bag_recall < 0.9


def test_an_item_found_outside_articles_is_found_but_in_no_article():
    outside = score(page([FIRE], unplaced=[{"text": BRIDGE}, {"text": SOAP}]))
    assert (outside.item_cer, outside.one_article) == (0, 1)


def test_items_of_a_few_letters_are_counted_in_the_bag_only():
    short = score(page([FIRE], [BRIDGE], adverts=[{"text": SOAP}]))
    assert len(short.passages) == 3
    assert short.item_cer == 0
    assert short.bag_recall < 1


def test_the_two_pages_of_a_fold_are_taken_together():
    assert score(page([BRIDGE]), page([FIRE], furniture=[])) == score(page([BRIDGE], [FIRE]))


def test_an_empty_page_is_wrong_in_every_letter():
    empty = score({"articles": []})
    assert (empty.item_cer, empty.one_article, empty.bag_recall) == (1, 0, 0)


def test_the_report_shows_every_item_that_was_looked_for():
    report = report_items(score(page([FIRE], [BRIDGE])))
    assert ("one_article", "2 of 2") in [row[:2] for row in report.measures]
    assert [row[1] for row in report.details[1:]] == ["article", "article", "advert"]
    assert [item["cer"] for item in report.figures["by_item"]] == [0, 0, 0]


def test_a_list_of_adverts_has_no_share_of_articles():
    adverts = read_items(Node({"text_items": TRUTH["text_items"][2:]}))
    assert report_items(score_items(adverts, read_result(page()))).figures["one_article"] is None


def test_an_item_without_text_is_a_format_error():
    with pytest.raises(FormatError, match=r"\$.text_items\[0\]: the field 'text' is missing"):
        read_items(Node({"text_items": [{"type": "article"}]}))
