"""Points that were read as commas and full stops, and marks beside figures that are what they look like."""

from dataclasses import replace

import pytest
from cases.repair.pages import line, page, page_of_texts

from ocrfix.model.page import Page, WritingMode
from ocrfix.model.text import line_text
from ocrfix.repairing import repaired, reverted


def text_of(given: Page) -> str:
    return "".join(line_text(item, given.edits) for item in given.lines())


def with_points_at(text: str, places: str, likely: float = 0.1) -> Page:
    """A page of one line on which the engine saw a point too wherever one of these characters stands."""
    return page([line("l1", text, {i: (".", likely) for i, char in enumerate(text) if char in places})])


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("税收征收额达35，52亿元，比上年增长3。4%。", "税收征收额达35.52亿元，比上年增长3.4%。"),
        ("平均占地面积为2。42平方公里。", "平均占地面积为2.42平方公里。"),
        ("石油价格已下降到14,69美元。", "石油价格已下降到14.69美元。"),
    ],
)
def test_a_decimal_point_is_put_right(read, printed):
    assert text_of(repaired(with_points_at(read, "，。,"))) == printed


def test_a_decimal_point_at_a_line_end_is_put_right():
    given = page(
        [
            line("l1", "面积五百公顷，可容纳3。", {10: (".", 0.1), 11: (".", 0.2)}),
            line("l2", "5万人同时参观。"),
        ]
    )
    assert text_of(repaired(given)) == "面积五百公顷，可容纳3.5万人同时参观。"


@pytest.mark.parametrize(
    "text",
    [
        "门票价格为3，500元，比去年便宜。",
        "会议于1月8，9两日举行，共有三百人参加。",
        "死亡人数升至58。17日，救援人员到达现场。",
        "产品分为2，5，8元三种，任人挑选。",
        "在1996，97年间，他走遍了全国各地。",
        "比分是3，对方是2，大家都很高兴。",
    ],
)
def test_marks_between_figures_that_are_no_decimals_stay(text):
    assert text_of(repaired(with_points_at(text, "，。"))) == text


def test_the_point_of_a_headline_set_down_the_page_is_no_raised_one_where_the_page_sets_them_low():
    def headline(text: str, mode: WritingMode) -> str:
        head = replace(line("h1", "产值增长84·1%", {}), writing_mode=mode)
        given = repaired(page([line("l1", text, {})], [head]))
        return line_text(head, given.edits)

    low = "一月增0.2%，二月增1.2%，三月增2.2%，四月增3.2%，五月增4.2%，六月增5.2%。"
    assert headline(low, WritingMode.VERTICAL) == "产值增长84.1%"
    assert headline(low, WritingMode.HORIZONTAL) == "产值增长84·1%"
    assert headline(low.replace(".", "·"), WritingMode.VERTICAL) == "产值增长84·1%"


def test_the_points_of_headlines_set_down_the_page_do_not_tell_how_it_sets_its_numbers():
    low = "一月增0.2%，二月增1.2%，三月增2.2%，四月增3.2%，五月增4.2%，六月增5.2%。"
    texts = {"h1": "产值增长84·1%", "h2": "投资17·5亿元"}
    heads = [replace(line(name, text, {}), writing_mode=WritingMode.VERTICAL) for name, text in texts.items()]
    given = repaired(page([line("l1", low, {})], heads))
    assert [line_text(head, given.edits) for head in heads] == ["产值增长84.1%", "投资17.5亿元"]


def test_without_a_point_in_the_picture_no_mark_becomes_one():
    text = "税收征收额达35，52亿元，比上年增长3。4%。"
    assert not any(e.rule == "misread.point" for e in repaired(page([line("l1", text, {})])).edits)
    assert not any(e.rule == "misread.point" for e in repaired(page_of_texts(text)).edits)


@pytest.mark.parametrize("dots", ["，，，，，，", ".，.,,,", "。。.，，。"])
def test_marks_in_a_row_are_the_dots_they_were(dots):
    text = f"画面上是国内一些大{dots}他没有说下去。"
    assert text_of(repaired(with_points_at(text, "，,。"))) == "画面上是国内一些大……他没有说下去。"


def test_two_marks_side_by_side_are_no_dots():
    given = repaired(with_points_at("他来了，。大家都很高兴。", "，。"))
    assert not any(edit.rule == "misread.point" for edit in given.edits)


def test_points_are_taken_back_like_every_edit_and_not_found_twice():
    given = with_points_at("税收征收额达35，52亿元，比上年增长。", "，")
    once = repaired(given)
    assert repaired(once).edits == once.edits
    assert reverted(once, rules=["misread.point"], edits=()).edits == ()
    assert replace(once, edits=()).regions == given.regions
