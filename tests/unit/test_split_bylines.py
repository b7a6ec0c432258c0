"""Bylines under a headline that were cut at the gutter of the columns under them."""

import pytest
from test_layout import column, kinds, printed, structure

from ocrfix.model.page import RegionKind


@pytest.mark.parametrize(
    ("halves", "kind"),
    [
        (("(通讯员", "谭大勇)"), RegionKind.BYLINE),
        (("(通讯员", "谭大勇"), RegionKind.BODY),
        (("通讯员", "谭大勇"), RegionKind.BYLINE),
        (("通讯员", "谭大勇说。"), RegionKind.BODY),
    ],
    ids=["closed", "open", "a name", "a sentence"],
)
def test_a_byline_that_was_cut_over_a_gutter_is_one_and_no_text_of_the_columns(halves, kind):
    head = printed("h", "全区召开春耕备耕现场会", 120, 200, em=36)
    cut = [printed("b0", halves[0], 229, 265), printed("c0", halves[1], 320, 265)]
    first, second = column("a", 100, 295, 6, "indent", last=""), column("d", 320, 295, 6)
    outline = structure([head, *cut, *first, *second])
    assert [kinds(outline)[name] for name in ("b0", "c0")] == [kind, kind]
    (story,) = outline.stories
    assert (len(story.byline) == 1) == (kind is RegionKind.BYLINE)
