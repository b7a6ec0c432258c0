"""Painted newspapers, read from scan to articles: a small part of `tests/bench/bench_structure.py`."""

import pytest
from painted import order_of, scan_of, score_of
from painter import paint
from painter.degrade import Blur, Noise, Skew, degrade
from painter.random_page import random_page

from ocrfix.model.laws import misplaced
from ocrfix.pipeline import read_page
from ocrfix.settings import Settings

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("seed", "script", "most"),
    [(407, "zh-Hans", 0.02), (418, "zh-Hant", 0.04), (429, "en", 0.01)],
)
def test_a_painted_page_gives_its_articles_back(seed, script, most):
    image, truth = degrade(*paint(random_page(seed, script)), [Skew(0.7), Blur(0.6), Noise(4)], seed=seed)
    page = read_page(scan_of(image), Settings(), lambda _: None)
    assert misplaced(page) == []
    score = score_of(page, truth)
    assert score.article_cer <= most
    assert score.headline_acc >= 0.75
    assert score.para_f1 >= 0.85
    assert order_of(page, truth) >= 0.9
