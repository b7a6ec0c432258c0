"""In which order the articles of a page are read."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ocrfix.geometry import Box
from ocrfix.layout.axes import Axes
from ocrfix.layout.page_order import Placed, in_order
from ocrfix.layout.piece import Sheet
from ocrfix.layout.separators import Furnishings

PAGE = (1000.0, 1400.0)
EM = 20.0
QUARTERS = {
    "a": Box(20, 100, 480, 460),
    "b": Box(20, 500, 480, 900),
    "c": Box(520, 100, 980, 460),
    "d": Box(520, 500, 980, 900),
}


def read(boxes: dict[str, Box], starts: dict[str, Box] | None = None, **drawn: Sequence[Box]) -> str:
    """The names of boxes in the order in which they are read; `vertical` and `horizontal` are rules, and
    `down` says that the lines of the page run down."""
    vertical_page = bool(drawn.pop("down", ()))
    furnishings = Furnishings(tuple(drawn.get("horizontal", ())), tuple(drawn.get("vertical", ())), (), ())
    sheet = Sheet(Axes(vertical_page, PAGE[0]), *PAGE, EM, furnishings)
    things = [Placed(box, (starts or {}).get(name, box), name) for name, box in boxes.items()]
    return "".join(in_order(things, sheet))


def test_nothing_is_read_in_no_order() -> None:
    assert read({}) == ""


def test_bands_are_read_one_after_the_other_and_each_from_its_first_column() -> None:
    assert read(QUARTERS) == "acbd"
    assert read(dict(reversed(QUARTERS.items()))) == "acbd"


def test_what_a_rule_parts_from_the_rest_is_read_whole() -> None:
    """The articles of the sides end at one height by chance; the rule between the sides says that they make
    no band."""
    assert read(QUARTERS, vertical=[Box(499, 90, 501, 910)]) == "abcd"
    assert read(QUARTERS, vertical=[Box(499, 90, 501, 470)]) == "acbd"


def test_a_rule_inside_the_column_of_a_frame_parts_nothing_outside() -> None:
    boxes = {"a": Box(20, 100, 480, 460), "b": Box(20, 500, 480, 900)}
    assert read(boxes, vertical=[Box(499, 90, 501, 910), Box(1, 90, 3, 910)]) == "ab"


def test_a_clean_cut_is_better_than_one_through_text() -> None:
    """The last row of the left article stands beside the headline of the lower one on the right."""
    left = {"a": Box(20, 100, 480, 470), "b": Box(20, 520, 480, 900)}
    right = {"c": Box(520, 100, 980, 430), "d": Box(520, 465, 980, 900)}
    assert read(left | right) == "abcd"


def test_rows_that_nearly_touch_make_no_band_where_a_gutter_runs_through() -> None:
    assert read(QUARTERS | {"c": Box(520, 100, 980, 495), "d": Box(520, 510, 980, 900)}) == "abcd"


def test_articles_that_run_on_beside_each_other_are_read_by_where_they_start() -> None:
    """b starts at the foot of the second column and ends in the third, higher than a begins under its
    headline."""
    boxes = {"b": Box(340, 95, 980, 900), "a": Box(20, 100, 660, 900)}
    starts = {"a": Box(20, 100, 320, 130), "b": Box(340, 600, 660, 630)}
    assert read(boxes, starts) == "ab"


def test_a_long_run_of_articles_is_read_column_by_column() -> None:
    boxes = {
        "a": Box(20, 100, 660, 900),
        "c": Box(20, 100, 980, 900),
        "b": Box(340, 100, 980, 900),
        "d": Box(680, 300, 980, 900),
    }
    starts = {
        "a": Box(20, 100, 320, 130),
        "b": Box(340, 300, 660, 330),
        "c": Box(340, 700, 660, 730),
        "d": Box(680, 300, 980, 330),
    }
    assert read(boxes, starts) == "abcd"


def test_a_vertical_page_is_read_from_its_right_side() -> None:
    assert read(QUARTERS, down=[Box(0, 0, 1, 1)]) == "cadb"


def test_articles_that_run_on_over_tiers_are_read_tier_by_tier() -> None:
    """b starts at the left end of the first tier and ends in the second one, under a and right of its end."""
    boxes = {"b": Box(20, 100, 980, 700), "a": Box(300, 100, 980, 400), "c": Box(20, 500, 600, 700)}
    starts = {"a": Box(900, 100, 980, 300), "b": Box(200, 100, 240, 300), "c": Box(500, 500, 540, 700)}
    assert read(boxes, starts, down=[Box(0, 0, 1, 1)]) == "abc"


PLACES = st.tuples(*[st.integers(0, 90)] * 4)


@given(st.lists(PLACES, max_size=8, unique_by=lambda place: place[:2]))
def test_all_are_read_once_and_the_order_given_does_not_matter(places: list[tuple[int, ...]]) -> None:
    boxes = {
        chr(97 + number): Box(left * 10.0, top * 10.0, left * 10.0 + 10 + wide, top * 10.0 + 10 + high)
        for number, (left, top, wide, high) in enumerate(places)
    }
    found = read(boxes)
    assert sorted(found) == sorted(boxes)
    assert read(dict(reversed(boxes.items()))) == found
