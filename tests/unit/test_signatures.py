"""Names that sign a text: whose byline one is that stands between the end of a text and the next heading."""

import pytest
from test_layout import structure, tier, upright


@pytest.mark.parametrize(("end", "home"), [("的縣。", "a"), ("的縣份", "b")])
def test_a_name_as_long_as_the_rows_right_under_the_end_of_a_text_signs_it_not_the_next_article(end, home):
    first = [upright("k", "枇杷俏銷省內外", 960, 100, em=32.0), *tier("a", 900, 100, 6)]
    ended = [*first[:-1], upright("a5", end, 750, 100), upright("n", "□本報記者石亦舒", 720, 110)]
    after = [upright("h", "水產養殖實驗室", 680, 110, em=28.0), *tier("b", 620, 100, 8)]
    outline = structure([*ended, *after])
    (name,) = (region.id for region in outline.regions if region.lines[0].id == "n")
    (story,) = (story for story in outline.stories if name in story.byline)
    assert story.body[0].lines[0][0] == home
