"""Painted newspapers, read from scan to articles: a small part of `tests/bench/bench_structure.py`."""

import json

import numpy as np
import pytest
from painter import paint
from painter.degrade import Blur, Noise, Skew, degrade
from painter.random_page import random_page

from ocrfix.evaluate.result import read_result
from ocrfix.evaluate.text import read_truth, score_text
from ocrfix.image.scan import Scan
from ocrfix.model.as_json import to_json
from ocrfix.model.laws import misplaced
from ocrfix.model.node import Node
from ocrfix.pipeline import read_page
from ocrfix.settings import Settings

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("seed", "script", "most"),
    [(407, "zh-Hans", 0.02), (417, "zh-Hans", 0.02), (418, "zh-Hant", 0.04), (429, "en", 0.01)],
)
def test_a_painted_page_gives_its_articles_back(seed, script, most):
    image, truth = degrade(*paint(random_page(seed, script)), [Skew(0.7), Blur(0.6), Noise(4)], seed=seed)
    pixels = np.ascontiguousarray(np.asarray(image.convert("RGB")))
    scan = Scan(name="page", file="page.png", page=1, sha256="0" * 64, pixels=pixels, dpi=None)
    page = read_page(scan, Settings(), lambda _: None)
    assert misplaced(page) == []
    score = score_text(read_truth(Node(truth)), read_result(json.loads(to_json(page))))
    assert score.article_cer <= most
    assert score.headline_acc >= 0.75
    assert score.para_f1 >= 0.85
