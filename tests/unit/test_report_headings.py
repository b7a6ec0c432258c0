"""Rows hardly larger or darker than the text over the opening of a report of a vertical page: its heading."""

import pytest
from test_layout import NOTHING, SENTENCE, kinds, printed, tier, upright

from ocrfix.layout.structure import find_structure
from ocrfix.model.page import RegionKind

ROWS = ("一季度文化旅遊", "產值增長百分之", "四十四點六")


def first_kind(rows=ROWS, weights=(0.25, 0.3, 0.25), opening="本報訊四月二十四", gap=0, tops=(120, 120, 140)):
    """What the first of some rows over a text is; `gap` parts them from that."""
    lines = [
        upright(f"h{n}", row, 900 - 30 * n, top) for n, (row, top) in enumerate(zip(rows, tops, strict=True))
    ]
    lines += [upright("t", opening, 810 - gap, 140), *tier("a", 780 - gap, 100, 8)]
    dark = dict(zip(("h0", "h1", "h2"), weights, strict=True))
    found = find_structure(lines, [dark.get(line.id, 0.2) for line in lines], NOTHING, (1000, 1400))
    return kinds(found)["h0"]


@pytest.mark.parametrize("gap", [0, 21])
def test_three_rows_a_little_darker_than_text_head_the_report_under_them(gap):
    assert first_kind(gap=gap) is RegionKind.HEADING


def test_a_row_of_few_strokes_is_as_light_as_text():
    assert first_kind(weights=(0.18, 0.34, 0.27)) is RegionKind.HEADING


@pytest.mark.parametrize(
    "unlike",
    [
        {"weights": (0.2, 0.2, 0.2)},
        {"opening": "清晨五點，海棠社"},
        {"rows": (*ROWS[:2], "四十四點六。")},
        {"tops": (120, 120, 100)},
        {"gap": 60},
    ],
    ids=["as light as text", "over no report", "ending in a full stop", "out of the middle", "far over it"],
)
def test_the_end_of_another_text_heads_nothing(unlike):
    assert first_kind(**unlike) is not RegionKind.HEADING


def test_rows_a_little_darker_than_text_head_no_report_of_a_page_of_rows():
    rows = [printed(f"h{n}", row, 120, 100 + 30 * n) for n, row in enumerate(ROWS)]
    lines = [*rows, *(printed(f"a{n}", "本报讯四月二十四日，", 100, 190 + 30 * n) for n in range(6))]
    found = find_structure(lines, [0.25] * 3 + [0.2] * 6, NOTHING, (1000, 1400))
    assert kinds(found)["h0"] is not RegionKind.HEADING


def first_kind_of_rows(weights=(0.36, 0.28), opening="本报讯四月二十四日，", aside=0.0):
    """What the first of two rows smaller than text is, in the middle over a column of a page of rows."""
    rows = [
        printed("h0", "精准施策", 166 + aside, 100, 17.0),
        printed("h1", "开发区破解停车难", 132, 127, 17.0),
    ]
    text = [printed(f"a{n}", SENTENCE[:10], 100, 184 + 30 * n) for n in range(6)]
    lines = [*rows, printed("t", opening, 100, 154), *text]
    found = find_structure(lines, [*weights, *[0.2] * 7], NOTHING, (1000, 1400))
    return kinds(found)["h0"]


def test_bold_rows_smaller_than_text_in_the_middle_over_the_opening_of_a_report_are_its_heading():
    assert first_kind_of_rows() is RegionKind.HEADING


@pytest.mark.parametrize(
    "unlike",
    [{"weights": (0.23, 0.23)}, {"opening": "为了减少排队时间，社"}, {"aside": 30.0}],
    ids=["as light as text", "over no report", "out of the middle"],
)
def test_other_rows_smaller_than_text_head_nothing(unlike):
    assert first_kind_of_rows(**unlike) is not RegionKind.HEADING


@pytest.mark.parametrize(
    ("weight", "opening", "kind"),
    [
        (0.244, "本报讯四月二十四日，", RegionKind.HEADING),
        (0.2, "本报讯四月二十四日，", RegionKind.BODY),
        (0.244, "为了减少排队时间，社", RegionKind.BODY),
    ],
    ids=["larger and darker", "as light as text", "over no report"],
)
def test_a_row_between_two_texts_heads_the_report_under_it(weight, opening, kind):
    upper = [*(printed(f"u{n}", SENTENCE[:10], 100, 100 + 30 * n) for n in range(6))]
    end, row = printed("e", "坐班轮流值守。", 100, 280), printed("h", "山村飞出球队", 128, 330, 25.0)
    lower = [
        printed("t", opening, 100, 374),
        *(printed(f"l{n}", SENTENCE[:10], 100, 404 + 30 * n) for n in range(6)),
    ]
    lines = [*upper, end, row, *lower]
    found = find_structure(lines, [weight if line is row else 0.2 for line in lines], NOTHING, (1000, 1400))
    assert kinds(found)["h"] is kind
