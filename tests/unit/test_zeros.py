"""The zero of Chinese numbers, read as a circle."""

from dataclasses import replace

import pytest
from lines import lattice, page_of, texts

from ocrfix.repairing import repaired


def mended(read, glyphs=()):
    page = page_of([read], language="zh-Hant")
    (region,) = page.regions
    seen = replace(region, lines=(replace(region.lines[0], glyphs=glyphs),))
    page = repaired(replace(page, regions=(seen,)))
    return "".join(texts(page, page.edits))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("九百○三萬元補助送到農戶手中", "九百〇三萬元補助送到農戶手中"),
        ("產值增長百分之七十八點○", "產值增長百分之七十八點〇"),
        ("電話七七○○一", "電話七七〇〇一"),
    ],
)
def test_a_circle_after_a_numeral_is_the_zero(read, printed):
    assert mended(read, glyphs=lattice(read)) == printed


@pytest.mark.parametrize("read", ["警員王○○昨日到會", "○三人到會", "第○○師已開到"])
def test_a_bullet_and_what_the_censor_left_out_stay_circles(read):
    assert mended(read, glyphs=lattice(read)) == read


def test_a_text_that_writes_its_zeros_as_circles_keeps_them():
    assert mended("一九九○年") == "一九九○年"
