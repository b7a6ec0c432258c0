"""The kind of a truth is told from its content."""

import pytest

from ocrfix.errors import FormatError
from ocrfix.evaluate.result import read_result
from ocrfix.evaluate.truth import measures_of

FULL = {"headline": "夜校招生", "body": ["六个月毕业。"]}
ENDS = {"headline": "夜校招生", "start": "六个月", "end": "毕业"}
REGION = {"kind": "body", "article": 0, "lines": []}
RESULT = read_result({"articles": [FULL]})


def measured(truth: object) -> set[str]:
    """The names of all figures."""
    return {name for measure in measures_of(truth) for name in measure(RESULT).figures}


@pytest.mark.parametrize(
    ("truth", "there", "absent"),
    [
        ({"articles": [FULL]}, "article_cer", "structure"),
        ({"articles": []}, "article_cer", "whole"),
        ({"articles": [{**FULL, **ENDS}]}, "article_cer", "whole"),
        ({"articles": [ENDS], "captions": []}, "whole", "article_cer"),
        ({"text_items": [], "regions": [{"label": "article"}]}, "item_cer", "structure"),
        ({"articles": [FULL], "regions": [REGION]}, "article_cer", "item_cer"),
        ({"articles": [FULL], "regions": [REGION]}, "structure", "item_cer"),
        ({"regions": [REGION]}, "structure", "article_cer"),
    ],
)
def test_a_truth_measures_what_it_knows_and_nothing_else(truth, there, absent):
    names = measured(truth)
    assert there in names
    assert absent not in names


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ([], "is not an object"),
        ({}, "'articles' is missing"),
        ({"articles": [ENDS, FULL]}, r"\$.articles\[0\]: the field 'body' is missing"),
        ({"text_items": "甲"}, r"\$.text_items: '甲' is not a list"),
        ({"regions": [1]}, r"\$.regions\[0\]: 1 is not an object"),
    ],
)
def test_what_is_no_truth_is_a_format_error(truth, said):
    with pytest.raises(FormatError, match=said):
        measures_of(truth)
