"""The measures of structure say what their descriptions say, whatever the page."""

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truth_pages import page_of_truth

from ocrfix.errors import FormatError
from ocrfix.evaluate.lines import Line, lines_printed
from ocrfix.evaluate.report import report_structure
from ocrfix.evaluate.result import joined, read_result
from ocrfix.evaluate.structure import StructureScore, score_structure
from ocrfix.geometry import Box
from ocrfix.model.as_json import to_dict
from ocrfix.model.node import Node
from ocrfix.model.page import RegionKind

SAMPLES = Path(__file__).parents[2] / "samples"
PITCH_PX = 20
COLUMN = 60

kinds = st.sampled_from([RegionKind.BODY, RegionKind.HEADING, RegionKind.BYLINE, RegionKind.CROSSHEAD])
regions = st.lists(st.tuples(kinds, st.integers(1, 4)), min_size=2, max_size=4)
pages = st.lists(regions, min_size=2, max_size=5)


def page(articles: Iterable[Iterable[tuple[RegionKind, int]]], width_px: int = 120) -> list[Line]:
    """Lines of twelve characters, column after column, for articles as (kind, number of lines)."""
    lines: list[Line] = []
    block = -1
    for number, article in enumerate(articles):
        for kind, count in article:
            block += 1
            for _ in range(count):
                column, row = divmod(len(lines), COLUMN)
                box = Box(0, 0, width_px, 16)
                left, top = column * (width_px + 30), row * PITCH_PX
                lines.append(
                    Line(
                        polygon=tuple((x + left, y + top) for x, y in box.polygon),
                        characters=12,
                        kind=kind,
                        region=(0, block),
                        article=(0, number),
                        place=(0, len(lines)) if kind in (RegionKind.BODY, RegionKind.CROSSHEAD) else None,
                    )
                )
    return lines


def article_of(lines: Iterable[Line], number: int) -> list[Line]:
    return [line for line in lines if line.article == (0, number)]


def figures(score: StructureScore) -> tuple[float, ...]:
    return (score.labels.f1, score.block_order, score.line_order, score.grouping.f1)


BODY, HEADING, CAPTION = RegionKind.BODY, RegionKind.HEADING, RegionKind.CAPTION
TWO = page([[(HEADING, 1), (BODY, 5)], [(HEADING, 1), (BODY, 5)]])


@given(pages.map(page))
def test_a_truth_has_full_marks_against_itself(truth):
    assert figures(score_structure(truth, truth)) == (1, 1, 1, 1)


@given(pages.map(page))
def test_swapping_two_articles_lowers_the_order_of_blocks_and_nothing_else(truth):
    first, second = article_of(truth, 0), article_of(truth, 1)
    lines = [*second, *first, *truth[len(first) + len(second) :]]
    found = [replace(line, place=line.place and (0, n)) for n, line in enumerate(lines)]
    score = score_structure(truth, found)
    assert score.block_order < 1
    assert (score.labels.f1, score.line_order, score.grouping.f1) == (1, 1, 1)


@given(pages.map(page))
def test_merging_two_articles_lowers_the_precision_of_grouping_and_nothing_else(truth):
    score = score_structure(truth, [replace(n, article=(0, max(1, n.article[1]))) for n in truth])
    assert score.grouping.precision < 1
    assert score.grouping.recall == 1
    assert figures(score)[:3] == (1, 1, 1)


@given(pages.map(page))
def test_splitting_an_article_lowers_the_recall_of_grouping_and_nothing_else(truth):
    score = score_structure(truth, [replace(truth[0], article=(0, 99)), *truth[1:]])
    assert score.grouping.recall < 1
    assert score.grouping.precision in (0, 1)  # 0: no two lines are left together
    assert figures(score)[:3] == (1, 1, 1)


@given(pages.map(page))
def test_a_wrong_kind_lowers_the_labels_and_nothing_else(truth):
    found = [replace(truth[0], kind=RegionKind.ADVERT), *truth[1:]]
    score = score_structure(truth, found)
    assert score.labels.f1 == pytest.approx(1 - 1 / len(truth))
    assert figures(score)[1:] == (1, 1, 1)


@given(pages.map(page), st.data())
def test_all_measures_stay_between_0_and_1(truth, data):
    found = data.draw(st.permutations(truth))[: data.draw(st.integers(0, len(truth)))]
    score = score_structure(truth, found)
    assert all(0 <= figure <= 1 for figure in figures(score))


def test_a_body_read_backwards_loses_the_order_of_its_lines_and_keeps_that_of_blocks():
    places = [line.place for line in TWO if line.place and line.article == (0, 0)]
    found = [replace(n, place=places.pop() if n.place and n.article == (0, 0) else n.place) for n in TWO]
    score = score_structure(TWO, found)
    assert score.line_order == pytest.approx(1 - 4 / 10)
    assert (score.block_order, score.grouping.f1) == (1, 1)


def test_two_columns_read_line_by_line_across_lose_the_order_of_lines():
    wide = page([[(BODY, 2 * COLUMN)]])
    across = sorted(wide, key=lambda line: (line.polygon[0][1], line.polygon[0][0]))
    found = [replace(line, place=(0, number)) for number, line in enumerate(across)]
    assert score_structure(wide, found).line_order < 0.55


def test_lines_that_were_not_found_cost_recall_and_order():
    score = score_structure(TWO, article_of(TWO, 0))
    assert (score.labels.precision, score.labels.recall) == (1, 0.5)
    assert (score.grouping.precision, score.grouping.recall) == (1, 0.5)
    assert (score.block_order, score.line_order) == (0.5, 0.5)


def test_a_page_on_which_nothing_was_found_has_no_marks():
    assert figures(score_structure(TWO, [])) == (0, 0, 0, 0)


def test_a_blank_page_on_which_nothing_was_found_has_full_marks():
    assert figures(score_structure([], [])) == (1, 1, 1, 1)


def test_an_advert_inside_an_article_lowers_the_precision_of_grouping():
    truth = [*TWO[:-1], replace(TWO[-1], kind=RegionKind.ADVERT, article=None, place=None)]
    score = score_structure(truth, TWO)
    assert score.grouping.precision == pytest.approx((15 + 10) / (15 + 15))
    assert score.grouping.recall == 1


def test_where_a_caption_is_read_does_not_matter():
    truth = page([[(HEADING, 1), (CAPTION, 2), (BODY, 5)]])
    found = [truth[0], *truth[3:], *truth[1:3]]
    assert figures(score_structure(truth, found)) == (1, 1, 1, 1)


@given(pages.map(page))
def test_lines_found_in_two_pieces_are_found(truth):
    halves = [
        replace(line, polygon=Box(left, top, left + 60, top + 16).polygon)
        for line in truth
        for left, top in (line.polygon[0], (line.polygon[0][0] + 60, line.polygon[0][1]))
    ]
    assert figures(score_structure(truth, halves)) == (1, 1, 1, 1)


@given(pages.map(page), st.floats(0, 5), st.sampled_from([0.1, 0.7, 1, 20]))
def test_lines_found_with_a_margin_at_any_resolution_are_found(truth, margin_px, scale):
    def grown(line: Line) -> Line:
        (left, top), _, (right, bottom), _ = line.polygon
        return replace(line, polygon=Box(left, top, right, bottom).grown(margin_px).polygon)

    def scaled(line: Line) -> Line:
        return replace(line, polygon=tuple((x * scale, y * scale) for x, y in line.polygon))

    found = [scaled(grown(line)) for line in truth]
    assert figures(score_structure([scaled(line) for line in truth], found)) == (1, 1, 1, 1)


@given(pages.map(page))
def test_vertical_lines_are_judged_as_horizontal_ones_are(truth):
    upright = [replace(line, polygon=tuple((y, x) for x, y in line.polygon)) for line in truth]
    assert score_structure(upright, upright[:3]) == score_structure(truth, truth[:3])


def test_a_line_glued_over_two_articles_takes_one_from_its_own():
    left, right = page([[(BODY, 1)] * 2, [(BODY, 1)] * 2])[::2]
    right = replace(right, polygon=Box(130, 0, 250, 16).polygon)
    lines = [left, replace(left, polygon=Box(0, 30, 120, 46).polygon), right]
    glued = replace(left, polygon=Box(0, 0, 250, 16).polygon)
    assert score_structure(lines, [glued, *lines[1:2]]).grouping.precision == pytest.approx(1 / 3)


@pytest.mark.parametrize("name", ["modern_daily", "vertical_tiers", "english_six_columns"])
def test_a_page_that_holds_a_samples_truth_scores_full_marks(name):
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    found = read_result(to_dict(page_of_truth(truth, name, 2600, 3800, "zh-Hans")))
    score = score_structure(lines_printed(Node(truth)), found.lines)
    assert (score.labels.f1, score.block_order, score.grouping.f1) == (1, 1, 1)
    assert score.line_order == 1


def half(top: float) -> dict:
    """A page document of one article; the ids are those of every page."""
    line = {"id": "l1", "text": "禾塘镇", "polygon": [[0, top], [60, top], [60, top + 20], [0, top + 20]]}
    return {
        "articles": [
            {"id": "a1", "headline": None, "regions": ["r1"], "body": [{"text": "禾塘镇", "lines": ["l1"]}]}
        ],
        "regions": [{"id": "r1", "kind": "body", "lines": [line]}],
    }


def test_articles_of_two_pages_are_two_though_their_ids_are_the_same():
    parts = [half(0)["regions"][0], half(50)["regions"][0]]
    truth = {"regions": [{**part, "article": number} for number, part in enumerate(parts)]}
    one = {"regions": [{**part, "article": 0} for part in parts]}
    found = joined([read_result(half(0), 0), read_result(half(50), 1)]).lines
    assert figures(score_structure(lines_printed(Node(truth)), found)) == (1, 1, 1, 1)
    assert score_structure(lines_printed(Node(one)), found).grouping.recall == 0


def test_the_report_names_the_kinds_that_are_printed_or_were_found():
    found = [replace(line, kind=RegionKind.KICKER) if line.kind is HEADING else line for line in TWO]
    report = report_structure(score_structure(TWO, found))
    assert report.details[1:] == (
        ("body", "1.000", "1.000", "1.000", "120"),
        ("heading", "0.000", "0.000", "0.000", "24"),
        ("kicker", "0.000", "0.000", "0.000", "0"),
    )
    figures = report.figures["structure"]
    assert figures["labels"] == {"f1": 0.8333, "precision": 0.8333, "recall": 0.8333}
    assert figures["by_kind"]["heading"]["characters"] == 24


def test_eight_thousand_lines_take_seconds_at_most():
    truth = page([[(HEADING, 1), (BODY, 79)] for _ in range(100)])
    begun = time.perf_counter()
    score_structure(truth, truth[::-1])
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ({"kind": "text", "article": None, "lines": []}, r"\$.regions\[0\].kind: 'text' is none of body"),
        ({"kind": "body", "lines": []}, r"\$.regions\[0\]: the field 'article' is missing"),
        ({"kind": "body", "article": "a1", "lines": []}, r"\$.regions\[0\].article: 'a1' is not a number"),
        (
            {"kind": "body", "article": 0, "lines": [{"text": "一", "polygon": [[0, 0], [1, 1]]}]},
            r"\$.regions\[0\].lines\[0\].polygon: a polygon has at least three corners",
        ),
    ],
)
def test_a_region_that_is_none_is_a_format_error(region, said):
    with pytest.raises(FormatError, match=said):
        lines_printed(Node({"regions": [region]}))
