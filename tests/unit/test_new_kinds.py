"""Where a block of lines is cut because another kind begins in it."""

import pytest
from test_layout import column, kinds, printed, structure
from test_layout_english import column as words
from test_layout_english import headlines, line, outline_of

from ocrfix.model.page import RegionKind


def test_the_last_word_of_a_column_right_over_a_headline_is_no_row_of_it():
    end = line("e", "level.", 60, 60, 28)
    head = [line("h0", "Harrow Point To", 70, 112, 32), line("h1", "Build A Tram", 85, 158, 32)]
    outline = outline_of([end, *head, *words("a", 60, 216), *words("b", 360, 60)], h0=0.35, h1=0.35)
    assert headlines(outline) == ["Harrow Point To Build A Tram"]
    assert kinds(outline)["e"] is RegionKind.BODY


@pytest.mark.parametrize(("em", "kind"), [(24.0, RegionKind.KICKER), (29.0, RegionKind.HEADING)])
def test_a_row_smaller_than_the_headline_under_it_and_flush_with_it_is_its_kicker(em, kind):
    kicker = printed("k", "投资三十亿元建设工期一年", 100, 60, em)
    head = printed("h", "碧湾新区推进城乡公交一体化居民受益", 100, 62 + 1.4 * em, 29.0)
    text = [*column("a", 100, 180, 6, "indent"), *column("b", 320, 180, 6)]
    found = kinds(structure([kicker, head, *text]))
    assert (found["k"], found["h"]) == (kind, RegionKind.HEADING)
