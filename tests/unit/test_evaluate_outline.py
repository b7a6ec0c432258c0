"""The measures of an outline say what their descriptions say."""

import pytest

from ocrfix.errors import FormatError
from ocrfix.evaluate.outline import OutlineScore, read_outline, score_outline
from ocrfix.evaluate.report import report_outline
from ocrfix.evaluate.result import read_result
from ocrfix.model.node import Node

OUTLINE = {
    "articles": [
        {
            "headline": "三万亩秧苗喝上放心水",
            "start": "禾塘镇新修的二号泵站正式开机",
            "end": "每个闸口装上了远程控制设备。",
        },
        {"headline": None, "start": "夜校将于下月一日开学招生", "end": "自即日起至三十日止报名。"},
    ],
    "captions": [{"text": "二号泵站的机房里，技术员查看水位。", "credit": "江予安 摄"}],
}
WATER = {
    "headline": "三万亩秧苗 喝上放心水",
    "body": ["禾塘镇新修的二号泵站正式开机，河水流进稻田。", "镇上给每个闸口装上了远程控制设备。"],
}
SCHOOL = {"headline": None, "body": ["夜校将于下月一日开学招生，六个月毕业，自即日起至三十日止报名。"]}
CAPTIONS = [{"text": "二号泵站的机房里，技术员查看水位。", "credit": "江予安摄"}]


def score(*articles: dict, captions: list | None = None) -> OutlineScore:
    document = {"articles": list(articles), "captions": CAPTIONS if captions is None else captions}
    return score_outline(read_outline(Node(OUTLINE)), read_result(document))


def figures(found: OutlineScore) -> tuple[int, ...]:
    return (found.headline, found.start, found.end, found.whole, found.caption, found.extra)


def test_a_result_like_the_outline_has_no_fault_in_whatever_order():
    assert figures(score(WATER, SCHOOL)) == figures(score(SCHOOL, WATER)) == (2, 2, 2, 2, 1, 0)


def test_a_body_that_begins_with_other_words_loses_start_and_whole_only():
    late = {**WATER, "body": ["本报讯记者从区里获悉，春耕已经开始了。", *WATER["body"]]}
    assert figures(score(late, SCHOOL)) == (2, 1, 2, 1, 1, 0)


def test_a_body_that_runs_into_another_loses_its_end_only():
    glued = {**WATER, "body": [*WATER["body"], "轨道交通三号线进入铺轨阶段，比原计划提前四十天。"]}
    assert figures(score(glued, SCHOOL)) == (2, 2, 1, 1, 1, 0)


def test_a_headline_with_the_kicker_in_it_is_not_right():
    assert figures(score({**WATER, "headline": "春耕一线三万亩秧苗喝上放心水"}, SCHOOL)) == (1, 2, 2, 1, 1, 0)


def test_a_headline_where_none_is_printed_is_not_right():
    assert figures(score(WATER, {**SCHOOL, "headline": "夜校"})) == (1, 2, 2, 1, 1, 0)


def test_one_wrong_character_in_ten_is_forgiven():
    assert figures(score({**WATER, "headline": "三万亩秧苗喝上放心木"}, SCHOOL)) == (2, 2, 2, 2, 1, 0)


def test_an_article_that_is_missing_is_not_found_and_one_too_many_is_extra():
    lost = score(WATER, {"headline": "香皂", "body": ["去垢芬芳"]})
    assert figures(lost) == (1, 1, 1, 1, 1, 1)
    assert report_outline(lost).details[-1] == ("", "not found")


def test_a_caption_inside_a_body_is_not_kept_apart():
    inside = {**WATER, "body": [*WATER["body"][:1], CAPTIONS[0]["text"], *WATER["body"][1:]]}
    assert score(inside, SCHOOL).caption == 0


def test_a_caption_that_was_not_read_is_not_kept_apart():
    assert score(WATER, SCHOOL, captions=[]).caption == 0


def test_an_empty_page_has_nothing_right():
    assert figures(score(captions=[])) == (0, 0, 0, 0, 0, 0)


def test_the_report_counts_in_words_and_gives_shares():
    late = {**WATER, "body": WATER["body"][1:]}
    report = report_outline(score(late, SCHOOL))
    assert ("start", "1 of 2") in [row[:2] for row in report.measures]
    assert ("三万亩秧苗喝上放心水", "wrong: start") in report.details
    assert (report.figures["start"], report.figures["whole"], report.figures["caption"]) == (0.5, 0.5, 1.0)


def test_an_outline_without_captions_has_no_share_of_them():
    bare = read_outline(Node({"articles": OUTLINE["articles"]}))
    assert report_outline(score_outline(bare, read_result({"articles": [WATER]}))).figures["caption"] is None


def test_an_outline_without_an_end_is_a_format_error():
    with pytest.raises(FormatError, match=r"\$.articles\[0\]: the field 'end' is missing"):
        read_outline(Node({"articles": [{"headline": "一", "start": "二"}]}))
