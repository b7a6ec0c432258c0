"""The head of a vertical page: its order, and the ears beside the nameplate."""

import pytest
from test_layout import NOTHING, structure, tier, upright

from ocrfix.geometry import Box
from ocrfix.layout.separators import Furnishings
from ocrfix.model.page import RegionKind, TextLine, WritingMode
from ocrfix.model.patterns import DATE as DATED


def across(name, text, left, top, em):
    """A row set across the page from right to left, in squares of `em` pixels."""
    box = Box(left, top, left + em * len(text), top + 1.2 * em)
    mode = WritingMode.HORIZONTAL_RTL
    return TextLine(id=name, polygon=box.polygon, reading=text, confidence=1.0, writing_mode=mode)


NAME = across("name", "梅嶺商報", 400, 30, 100.0)
DATE = across("date", "中華民國三十九年四月二十二日", 460, 165, 20.0)
TEXT = tier("t", 900, 420, 20)


def parts(*rows):
    """The kind of each region above the text, with the first letters of its lines."""
    outline = structure([*rows, NAME, DATE, *TEXT], NOTHING)
    return [
        (region.kind, "".join(line.reading[0] for line in region.lines))
        for region in outline.regions
        if region.lines[0].id[0] != "t"
    ]


def ear(left, *texts):
    return [across(f"e{n}", text, left, 20 + 60 * n, 48.0) for n, text in enumerate(texts)]


def test_large_rows_under_each_other_beside_the_nameplate_are_one_ear_read_from_the_top():
    third, first, second = ear(60, "國泰照相館", "海上攝影家", "大減價三天")
    assert parts(second, third, first) == [
        (RegionKind.NAMEPLATE, "梅"),
        (RegionKind.RUNNING_HEAD, "中"),
        (RegionKind.EAR, "國海大"),
    ]


def test_a_row_that_gives_the_date_and_rows_fewer_than_three_are_no_ear():
    kinds = {kind for kind, _ in parts(*ear(60, "國泰照相館", "今天星期日", "大減價三天"))}
    assert RegionKind.EAR not in kinds


def test_what_stands_under_the_nameplate_is_no_ear():
    under = [
        across(f"u{n}", text, 410, 155 + 60 * n, 48.0)
        for n, text in enumerate(("發行社長", "館址街道", "電話號碼"))
    ]
    kinds = {kind for kind, _ in parts(*under)}
    assert RegionKind.EAR not in kinds


def test_the_head_of_a_vertical_page_is_read_row_by_row_from_the_right():
    right, left = across("r", "本報啟事", 850, 60, 30.0), across("l", "廣告價目", 60, 60, 30.0)
    assert [letters for _, letters in parts(left, right)] == ["本", "梅", "廣", "中"]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("THE PORT HALLOW COURIER, SATURDAY, MARCH 27, 1911", True),
        ("MARCH 27, 1911", True),
        ("Published every Monday", True),
        ("WORK BEGINS ON MONDAY", False),
        ("On March 27, 1911 the town met", False),
    ],
)
def test_a_row_gives_the_day_of_the_paper_and_not_that_of_its_news(text, dated):
    assert bool(DATED.search(text)) is dated


FRAME = Box(760, 20, 970, 170)


def framed(*rows, frame=FRAME):
    """Kinds and first letters of what the head has besides nameplate and date, some of it in a frame."""
    outline = structure([*rows, NAME, DATE, *TEXT], Furnishings((), (), (frame,), ()))
    own = [region for region in outline.regions if region.lines[0].id[0] == "e"]
    return [(region.kind, "".join(line.reading[0] for line in region.lines)) for region in own]


def test_rows_down_the_page_in_a_frame_beside_the_nameplate_are_one_ear_read_from_the_right():
    rows = [
        upright(f"e{n}", text, 950 - 70 * n, 40)
        for n, text in enumerate(("廣告價目", "每行五角", "長期另議"))
    ]
    assert framed(rows[1], rows[2], rows[0]) == [(RegionKind.EAR, "廣每長")]
    assert {kind for kind, _ in framed(*rows, frame=Box(0, 0, 1, 1))} == {RegionKind.RUNNING_HEAD}


def test_a_single_row_in_a_frame_and_one_with_a_date_are_no_ear():
    assert framed(upright("e0", "廣告價目", 940, 40)) == [(RegionKind.RUNNING_HEAD, "廣")]
    rows = [upright("e0", "今天星期日", 940, 40), upright("e1", "每行五角", 896, 40)]
    assert RegionKind.EAR not in {kind for kind, _ in framed(*rows)}
