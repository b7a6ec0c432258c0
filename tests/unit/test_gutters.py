"""Where lines are cut that the detector drew over two columns, and where they are left whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.geometry import Box
from ocrfix.layout.ends import find_ends
from ocrfix.layout.gutters import find_cuts
from ocrfix.layout.nearby import Nearby

EM = 20.0
LEFT, RIGHT, END = 100.0, 320.0, 520.0
GUTTER = (300.0, 320.0)
SLOPE = ((LEFT, 100, 30), (RIGHT, 97, 26))


def row(number, start=LEFT, end=END, height=28.0):
    top = 100 + 30.0 * number
    return Box(start, top, end, top + height)


def cuts(boxes, blanks_of, fences=()):
    return find_cuts(boxes, list(fences), EM, lambda box: blanks_of(box) if box.width > 250 else [])


def test_a_line_over_a_gutter_is_cut_where_its_neighbours_leave_the_gutter_free():
    rows = [box for n in (0, 1, 2, 4, 5, 6) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    found = cuts([*rows, row(3)], lambda _: [(180.0, 192.0), GUTTER])
    assert found == {len(rows): [310.0]}


def test_lines_that_were_all_drawn_over_one_gutter_are_all_cut():
    found = cuts([row(n) for n in range(7)], lambda _: [GUTTER])
    assert found == {n: [310.0] for n in range(7)}


def test_of_two_blanks_a_character_apart_the_wider_is_the_gutter():
    found = cuts([row(n) for n in range(7)], lambda _: [(270.0, 280.0), GUTTER])
    assert found == {n: [310.0] for n in range(7)}


WORDS = [(155.0, 163.0), (240.0, 250.0)]


def test_two_rows_of_an_article_in_three_columns_as_wide_as_each_other_are_cut_at_both_gutters():
    gutters = [(300.0, 320.0), (520.0, 540.0)]
    rows = [row(0, 120, 740), row(1, LEFT, 640)]
    assert cuts(rows, lambda _: [*WORDS, *gutters]) == {0: [310.0, 530.0], 1: [310.0, 530.0]}


def test_four_rows_of_an_article_in_three_columns_as_wide_as_each_other_are_cut_at_both_gutters():
    gutters = [(300.0, 320.0), (520.0, 540.0)]
    rows = [row(0, 120, 740), row(1, LEFT, 740), row(2, LEFT, 740), row(3, LEFT, 640)]
    assert cuts(rows, lambda _: [*WORDS, *gutters]) == {n: [310.0, 530.0] for n in range(4)}


def test_the_last_of_three_columns_may_be_two_rows_beside_five():
    gutters = [(300.0, 320.0), (520.0, 540.0)]
    rows = [row(0, 120, 740), row(1, LEFT, 740), *(row(n, LEFT, 520) for n in (2, 3, 4))]
    found = cuts(rows, lambda box: [gap for gap in gutters if gap[1] < box.right])
    assert found[0] == found[1] == [310.0, 530.0]


def test_a_row_over_three_columns_that_leans_is_higher_and_still_cut_where_the_rows_under_it_are():
    gutters = [(400.0, 420.0), (720.0, 750.0)]
    leaning = Box(120, 87, 1060, 128)
    rows = [leaning, row(1, LEFT, 690, 36), row(1, 750, 1060), row(2, LEFT, 1060), row(3, LEFT, 950)]
    more = [row(n, LEFT, 720) for n in (4, 5, 6, 7)]
    found = cuts([*rows, *more], lambda box: [gap for gap in gutters if gap[1] < box.right])
    assert found[0] == found[3] == [410.0, 735.0]


def test_a_column_of_three_rows_the_first_of_which_is_indented_is_cut_from_the_one_beside_it():
    rows = [row(0, LEFT, 300), row(0, 360.5, END), *(row(n) for n in (1, 2)), row(3, LEFT, 400)]
    under = [row(n, LEFT, 300) for n in (4, 5, 6)]
    found = cuts([*rows, *under], lambda _: [(180.0, 192.0), GUTTER])
    assert found == {2: [310.0], 3: [310.0], 4: [310.0]}


@pytest.mark.parametrize(
    ("last", "found"),
    [([row(2, LEFT, 240), row(2, RIGHT, 420)], {0: [310.5], 1: [310.5]}), ([row(2, LEFT, 240)], {})],
    ids=["found in two", "nothing begins there"],
)
def test_rows_in_two_columns_are_cut_at_a_narrow_gutter_behind_which_one_of_them_was_found_to_begin(
    last, found
):
    assert cuts([row(0), row(1), *last], lambda _: [(302.0, 319.0)]) == found


@pytest.mark.parametrize(
    ("rows", "blanks"),
    [
        ([row(0, 100, 740), row(1, 100, 640)], [*WORDS, (250.0, 270.0), (520.0, 540.0)]),
        ([row(n, 100, 740) for n in range(4)], [(300.0, 309.0), (520.0, 529.0)]),
        ([row(0, 100, 740)], [(300.0, 320.0), (520.0, 540.0)]),
    ],
    ids=["blanks that part columns of no one width", "blanks no wider than words leave", "a single row"],
)
def test_rows_over_which_no_even_columns_are_parted_stay_whole(rows, blanks):
    assert cuts(rows, lambda _: blanks) == {}


def test_gaps_between_words_do_not_stand_one_above_the_other_and_cut_nothing():
    gaps = {n: (150.0 + 37 * n, 164.0 + 37 * n) for n in range(7)}
    rows = [row(n) for n in range(7)]
    assert cuts(rows, lambda box: [gaps[rows.index(box)]]) == {}


def test_a_heading_whose_halves_a_space_parts_over_the_gutter_stays_whole():
    columns = [box for n in range(2, 9) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    heading = Box(190, 100, 430, 133)
    assert cuts([heading, *columns], lambda _: []) == {}
    assert len(columns) not in find_cuts(
        [*columns, heading], [], EM, lambda box: [GUTTER] if box == heading else []
    )


def test_a_row_that_a_word_stands_beside_is_no_heading_though_it_ends_as_far_from_the_columns_edges():
    columns = [box for n in range(1, 9) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    first, word = row(0, 190, 430), row(0, LEFT, 160)
    lines = [*columns, first]
    for others, found in (([], False), ([word], True)):
        cut = find_cuts([*lines, *others], [], EM, lambda box: [GUTTER] if box == first else [])
        assert (len(columns) in cut) is found


def test_a_rule_cuts_every_line_that_it_crosses():
    fence = Box(309, 90, 311, 400)
    assert cuts([row(n) for n in range(3)], lambda _: [], [fence]) == {n: [310.0] for n in range(3)}


@pytest.mark.parametrize(
    ("begins", "gap", "found"),
    [
        (RIGHT + 45, GUTTER, {0: [310.0]}),  # a paragraph begins below it
        (RIGHT + 45, (306.0, 314.0), {}),  # no more than a mark leaves blank
        (RIGHT + 90, GUTTER, {}),  # what stands below is further away than an indent
    ],
)
def test_the_last_characters_of_a_paragraph_beyond_a_gutter_are_cut_off(begins, gap, found):
    both = row(1, LEFT, 345)
    rows = [both, row(0, LEFT, 300), row(0, RIGHT, END), row(2, LEFT, 300), row(2, begins, END)]
    assert find_cuts(rows, [], EM, lambda box: [gap] if box.top == both.top else []) == found


def test_two_rows_above_a_picture_are_cut_like_the_columns_below_it():
    above = [row(0), row(1)]
    below = [box for n in range(12, 20) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    found = find_cuts([*above, *below], [], EM, lambda box: [GUTTER] if box in above else [])
    assert found == {0: [310.0], 1: [310.0]}


def test_the_last_row_of_two_columns_is_cut_like_the_two_above_it_if_it_is_blank_there():
    above = [box for n in range(7) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    for blanks, places in ([(305.0, 314.0)], {len(above): [309.5]}), ([], {}):
        assert find_cuts([*above, row(7)], [], EM, lambda _, blanks=blanks: blanks) == places


@pytest.mark.parametrize(
    ("below", "found"),
    [(row(3, LEFT, 300), {4: [310.0]}), (row(3, LEFT, 420), {})],
    ids=["ends at the gutter", "runs over it"],
)
def test_the_last_row_of_one_of_two_columns_is_cut_from_that_which_goes_on_beside_it(below, found):
    above = [box for n in (0, 1) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    rows = [*above, row(2, LEFT, 380), below]
    assert find_cuts(rows, [], EM, lambda box: [GUTTER] if box.top == 160 else []) == found


def test_the_last_row_of_the_third_column_is_cut_off_though_it_was_drawn_over_the_two_before_it():
    """Under a picture; the row above it begins with the third column, it with the first."""
    columns = [box for n in range(7) if n != 6 for box in (row(n, LEFT, 300), row(n, RIGHT, 520))]
    rows = [*columns, row(5, 540, 740), row(6, LEFT, 640), row(7, LEFT, 300), row(7, RIGHT, 520)]
    found = find_cuts(rows, [], EM, lambda box: [GUTTER, (508.0, 540.0)] if box.top == 280 else [])
    assert found == {len(columns) + 1: [310.0, 524.0]}


@pytest.mark.parametrize(("height", "found"), [(28.0, {4: [310.0]}), (40.0, {})], ids=["text", "a headline"])
def test_a_row_between_broken_ones_is_cut_through_a_mark_and_a_headline_through_no_letter(height, found):
    broken = [box for n in (0, 2) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    assert find_cuts([*broken, row(1, height=height)], [], EM, lambda _: []) == found


@pytest.mark.parametrize(
    ("begins", "blank", "found"),
    [
        pytest.param(LEFT, (288.0, 324.0), {2: [306.0]}, id="with the row above, a wide blank"),
        pytest.param(LEFT, (300.0, 320.0), {}, id="a blank as between words"),
        pytest.param(LEFT + 60, (288.0, 324.0), {}, id="a byline in the middle"),
    ],
)
def test_the_last_row_of_two_columns_over_a_headline_is_cut_like_the_one_above_it(begins, blank, found):
    headline = Box(LEFT, 170, END, 230)
    rows = [row(0, LEFT, 300), row(0, RIGHT, END), row(1, begins, 360), headline]
    assert find_cuts(rows, [], EM, lambda box: [blank] if box.top == 130 else []) == found


def over_two_tiers(below):
    """Rows of two tiers, the second of which ends; the third row was drawn over both. What stands below."""
    tiers = [box for n in (0, 1) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    return [*tiers, row(2, LEFT, 400), *below]


def tier_cuts(rows, tiers):
    return find_cuts(rows, [], EM, lambda box: [GUTTER] if box == rows[4] else [], tiers=tiers)


def test_the_last_line_of_a_tier_is_cut_from_the_one_beside_it_whose_text_goes_on():
    goes_on = [row(n, LEFT, 300) for n in (3, 4, 5)]
    assert tier_cuts(over_two_tiers(goes_on), tiers=True) == {4: [310.0]}


@pytest.mark.parametrize(
    ("line", "places"),
    [((225.0, 395.0), {}), ((40.0, 395.0), {0: [310.0]})],
    ids=["a byline in the middle", "a row flush with the first tier"],
)
def test_a_row_over_two_tiers_is_cut_between_them_and_a_byline_in_the_middle_over_both_stays_whole(
    line, places
):
    tiers = [box for n in (3, 4, 5, 6) for box in (row(n, 40.0, 300), row(n, RIGHT, 580.0))]
    rows = [row(0, *line), *tiers]
    assert find_cuts(rows, [], EM, lambda box: [GUTTER] if box == rows[0] else [], tiers=True) == places


@pytest.mark.xfail(
    strict=True, reason="the square of a lone stroke looks like a gutter beside the last mark of a line"
)
@pytest.mark.parametrize(
    ("blanks", "places"),
    [([(297.0, 309.0), (311.0, 323.0)], {}), ([(300.0, 322.0), (324.0, 332.0)], {4: [307.0]})],
    ids=["in the middle of a line", "after a gutter"],
)
def test_the_blanks_around_a_character_of_one_stroke_are_no_gutter(blanks, places):
    rows = over_two_tiers([row(n, LEFT, 300) for n in (3, 4, 5)])
    assert find_cuts(rows, [], EM, lambda box: blanks if box == rows[4] else [], tiers=True) == places


def test_a_small_mark_before_a_gutter_leaves_it_a_gutter():
    rows = over_two_tiers([row(n, LEFT, 300) for n in (3, 4, 5)])
    blanks = [(290.0, 298.0), (300.0, 316.0)]
    assert list(find_cuts(rows, [], EM, lambda box: blanks if box == rows[4] else [], tiers=True)) == [4]


def test_a_line_of_a_tier_as_high_as_two_others_stays_whole():
    one_high_tier = [row(n, LEFT, 400) for n in (3, 4, 5)]
    assert tier_cuts(over_two_tiers(one_high_tier), tiers=True) == {}
    further_on = [row(n, LEFT, 400) for n in (5, 6, 7)] + [row(n, LEFT, 300) for n in (8, 9)]
    assert tier_cuts(over_two_tiers(further_on), tiers=True) == {}


def small_block(*more, end=END):
    """Four rows of two short tiers, two of them drawn over both; the last is in the first tier alone."""
    over = row(0, LEFT, end), row(2, LEFT, end)
    return [over[0], row(1, LEFT, 300), row(1, RIGHT, end), over[1], row(3, LEFT, 300), *more]


def block_cuts(rows, tiers=True):
    over = [box for box in rows if box.left < 300 < box.right]
    return find_cuts(rows, [], EM, lambda box: [GUTTER] if box in over[:2] else [], tiers=tiers)


def test_a_small_block_of_tiers_is_cut_where_all_its_rows_leave_a_gap_free():
    headline = Box(LEFT, 20, END, 80)
    assert block_cuts(small_block(headline)) == {0: [310.0], 3: [310.0]}
    of_the_next_article = row(8)
    assert block_cuts(small_block(of_the_next_article)) == {0: [310.0], 3: [310.0]}


def test_a_block_one_row_of_which_runs_over_a_gap_stays_whole():
    assert block_cuts(small_block(row(4))) == {}


def test_marks_one_above_the_other_in_four_rows_are_no_gap_between_tiers():
    rows = [row(n) for n in range(4)]
    assert find_cuts(rows, [], EM, lambda _: [GUTTER], tiers=True) == {}


def test_a_small_block_of_a_page_without_tiers_is_cut_only_if_its_columns_are_as_wide_as_each_other():
    assert block_cuts(small_block(), tiers=False) == {0: [310.0], 3: [310.0]}
    assert block_cuts(small_block(end=END + 60), tiers=False) == {}


def test_a_single_row_of_a_page_without_tiers_stays_whole_beside_a_column_that_ended():
    goes_on = [row(n, LEFT, 300) for n in (3, 4, 5)]
    assert tier_cuts(over_two_tiers(goes_on), tiers=False) == {}


@pytest.mark.parametrize("tiers", [False, True])
@pytest.mark.parametrize(("rows", "found"), [(5, set()), (7, set()), (8, set(range(1, 9)))])
def test_blanks_one_above_the_other_in_the_middle_of_a_text_need_more_rows_to_be_a_gutter(rows, found, tiers):
    text = [row(n) for n in range(rows + 2)]
    whole = (text[0], text[-1])
    cut = find_cuts(text, [], EM, lambda box: [] if box in whole else [GUTTER], tiers=tiers)
    assert set(cut) - {rows + 1} == found


def test_five_rows_under_text_in_full_measure_are_cut_where_nothing_runs_over_the_gutter_below():
    text = [row(n) for n in range(6)]
    assert set(find_cuts(text, [], EM, lambda box: [] if box == text[0] else [GUTTER])) == {1, 2, 3, 4, 5}


def test_a_line_ends_before_its_neighbour_and_before_a_rule():
    assert find_ends(Box(10, 0, 80, 10), [Box(84, 0, 99, 10)], [], 10) == (10, 82.0)
    assert find_ends(Box(10, 0, 80, 10), [], [Box(83, -50, 84, 50)], 10) == (10, 82)


def test_lines_of_two_tiers_whose_boxes_overlap_meet_in_the_middle_of_that():
    upper, lower = Box(10, 0, 80, 14), Box(74, 0, 140, 14)
    assert find_ends(upper, [lower], [], 10)[1] == find_ends(lower, [upper], [], 10)[0] == 77.0


def test_a_line_that_shows_a_whole_character_of_the_next_is_not_cut_through_it():
    assert find_ends(Box(10, 0, 80, 10), [Box(66, 0, 140, 10)], [], 10) == (10, 85.0)
    assert find_ends(Box(10, 0, 80, 10), [Box(74, 12, 140, 22)], [], 10) == (10, 85.0)


boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    *(st.floats(0, 900) for _ in range(2)),
    *(st.floats(1, 300) for _ in range(2)),
)


@given(st.lists(boxes, max_size=30), boxes, st.floats(5, 400))
def test_what_is_nearby_is_what_touches_whatever_the_grid(all_boxes, area, cell):
    expected = {i for i, b in enumerate(all_boxes) if b.across(area) >= 0 and b.along(area) >= 0}
    assert Nearby(all_boxes, cell).touching(area) == expected


def test_a_heading_over_a_part_of_the_gutter_does_not_hide_it():
    over = Box(200, 60, 314, 96)
    found = find_cuts(
        [over, *(row(n) for n in range(7))], [], EM, lambda box: [GUTTER] if box != over else []
    )
    assert found == {n: [310.0] for n in range(1, 8)}


def test_a_mark_near_the_end_of_a_line_is_no_gutter_though_the_columns_further_up_break_there():
    above = [box for n in range(6) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    lines = [row(8, 140, 345), row(9, LEFT, 290), row(10, 140, 345), row(11, LEFT, 345)]
    gaps = {lines[0]: [GUTTER], lines[2]: [GUTTER]}
    beside = [row(n, 365, END) for n in range(8, 12)]
    assert find_cuts([*above, *lines, *beside], [], EM, lambda box: gaps.get(box, [])) == {}


def test_the_rows_of_a_box_within_the_columns_are_cut_like_these_though_they_begin_and_end_elsewhere():
    below = [box for n in range(12, 20) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]

    def cut(first, second):
        box = [row(0, 165, 515), row(1, 125, 455), row(2, 125, 296)]
        gaps = {box[0]: first, box[1]: second}
        return cuts([*box, *below], lambda line: [gaps[line]] if line in gaps else [])

    assert cut(GUTTER, GUTTER) == {0: [310.0], 1: [310.0]}
    assert cut(GUTTER, (335.0, 355.0)) == {}
    assert cut((240.0, 260.0), (240.0, 260.0)) == {}


@pytest.mark.parametrize(
    ("start", "found"),
    [(292.0, {0: [306.0], 1: [312.0]}), (270.0, {})],
    ids=["a mark at the end", "two words"],
)
def test_two_rows_one_of_which_ends_with_a_mark_are_cut_like_three_of_another_block(start, found):
    rows, blank = [row(0), row(1, LEFT, 440)], {0: (start, RIGHT), 1: (304.0, RIGHT)}
    others = [box for n in (12, 13, 14) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    assert cuts([*rows, *others], lambda box: [blank[rows.index(box)]] if box in rows else []) == found


def test_the_last_row_of_two_columns_on_a_page_that_leans_is_cut_like_those_above_it():
    left, right = ([Box(x, y + 30 * n, x + 200, y + 30 * n + h) for n in (0, 1)] for x, y, h in SLOPE)
    last = Box(LEFT, 160, END, 197)
    found = find_cuts([*left, *right, last], [], EM, lambda box: [(308.0, 316.0)] if box.top == 160 else [])
    assert found == {4: [312.0]}


def test_two_rows_beside_a_picture_are_cut_like_rows_further_on_that_run_over_three_columns():
    second = (520.0, 540.0)
    below = [row(n, LEFT, 740) for n in range(14, 22)]
    first = row(0, LEFT + 20, 740)
    beside = [row(1, LEFT, 300), row(1, RIGHT, 520), row(1, 540, 740)]
    found = cuts([first, *beside, *below], lambda _: [GUTTER, second])
    assert found == {n: [310.0, 530.0] for n in (0, *range(4, 12))}


def test_an_indented_row_over_three_short_tiers_is_cut_at_each_like_rows_further_on():
    tiers, gaps = ((100.0, 250.0), (270.0, 420.0), (440.0, 590.0)), [(250.0, 270.0), (420.0, 440.0)]
    below = [row(n, left, right) for n in range(14, 22) for left, right in tiers]
    beside = [row(1, left, right) for left, right in tiers]
    first = row(0, 140, 590)
    found = find_cuts([first, *beside, *below], [], EM, lambda box: gaps if box == first else [], tiers=True)
    assert found == {0: [260.0, 430.0]}


def test_the_last_row_of_a_box_is_cut_once_the_rows_above_it_were_cut_like_the_columns_below_them():
    below = [box for n in range(12, 20) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    last = row(2, LEFT, 440)
    found = cuts([row(0), row(1), last, *below], lambda line: [GUTTER] if line.top < 200 else [])
    assert found == {0: [310.0], 1: [310.0], 2: [310.0]}


def test_four_rows_are_cut_at_a_blank_where_some_of_them_were_found_in_two_and_not_at_marks_in_whole_rows():
    narrow = (305.0, 320.0)
    halves = [box for n in (2, 3) for box in (row(n, LEFT, 305), row(n, RIGHT, END))]
    assert set(cuts([row(0), row(1), *halves], lambda _: [narrow])) == {0, 1}
    assert cuts([row(n) for n in range(4)], lambda _: [narrow]) == {}


@pytest.mark.parametrize(("begins", "ends", "found"), [(200.0, 400.0, {}), (LEFT, 440.0, {0: [309.0]})])
def test_a_byline_beside_two_tiers_whose_space_stands_at_their_gutter_stays_whole(begins, ends, found):
    tiers = [box for n in range(1, 8) for box in (row(n, LEFT, 275), row(n, 316, END))]
    beside = row(0, begins, ends)
    seen = find_cuts(
        [beside, *tiers], [], EM, lambda box: [(302.0, 318.0)] if box == beside else [], tiers=True
    )
    assert seen == found


def test_a_headline_over_a_row_that_is_blank_where_columns_further_up_break_is_not_cut_through_a_letter():
    columns = [box for n in range(8) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    headline, first = Box(150, 345, 480, 385), row(10)
    found = cuts([*columns, headline, first], lambda line: [GUTTER] if line == first else [])
    assert len(columns) not in found


def test_a_headline_in_letters_set_wide_is_not_cut_where_one_of_their_blanks_stands_over_the_gutter():
    columns = [box for n in range(2, 9) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    headline = Box(LEFT, 100, END, 138)
    spread = [(x, x + 9.0) for x in (130.0, 165.0, 200.0, 235.0, 270.0, 340.0, 375.0)]

    def cut(*gaps):
        return find_cuts([*columns, headline], [], EM, lambda box: list(gaps) if box == headline else [])

    wide = (302.0, 314.0)
    assert len(columns) not in cut(*spread, wide)
    assert len(columns) in cut(wide)


@pytest.mark.parametrize("last", [True, False])
def test_rows_of_a_wide_column_are_left_whole_where_others_run_over_the_gutter_of_those_below(last):
    below = [box for n in range(12, 18) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    above = [
        row(0, LEFT + 36),
        row(1),
        row(2),
        row(3, LEFT, 180) if last else row(3),
        row(4, LEFT + 36),
        row(5),
    ]
    found = cuts([*below, *above], lambda box: [GUTTER] if box in (row(1), row(2)) else [])
    assert found == {}


@pytest.mark.parametrize(
    ("first", "begins", "places"),
    [(5, LEFT, {}), (4, LEFT, {0: [310.0]}), (5, LEFT + 60, {0: [310.0]})],
    ids=["clear of the text", "right over the text", "further in than the headline"],
)
def test_a_kicker_in_two_parts_beside_its_headline_is_not_cut_at_the_gutter_of_another_article(
    first, begins, places
):
    """The headline stands over the kicker; the tiers under it are those of the article before."""
    kicker, headline = row(3, begins, 500.0), Box(LEFT, 120, 505, 176)
    tiers = [box for n in range(first, first + 6) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    above = [box for n in range(-6, 0) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    rows = [kicker, headline, *above, *tiers]
    assert find_cuts(rows, [], EM, lambda box: [GUTTER] if box == kicker else [], tiers=True) == places


@pytest.mark.parametrize(
    ("begins", "height", "places"),
    [(200.0, 34.0, {}), (240.0, 34.0, {0: [310.0]}), (200.0, 28.0, {0: [310.0]})],
    ids=["in its middle and larger than text", "not in its middle", "as large as text"],
)
def test_a_row_right_under_its_headline_and_right_over_the_text_is_not_cut_over_a_gutter(
    begins, height, places
):
    """The row stands over three tiers, the headline over all of them."""
    lower, headline = Box(begins, 166, begins + 440, 166 + height), Box(LEFT - 20, 100, 760, 160)
    columns = ((LEFT, 300), (RIGHT, END), (540, 740))
    tiers = [row(n, *column) for n in range(3, 9) for column in columns]
    rows = [lower, headline, *tiers]
    assert find_cuts(rows, [], EM, lambda box: [GUTTER] if box == lower else [], tiers=True) == places


def test_four_rows_are_cut_though_a_paragraph_of_the_left_column_ends_beside_the_second():
    halves = [row(1, LEFT, 200), row(1, RIGHT, END), row(3, LEFT, 300), row(3, RIGHT, END)]
    assert cuts([row(0), row(2), *halves], lambda _: [GUTTER]) == {0: [310.0], 1: [310.0]}


@pytest.mark.parametrize("more", [[], [row(5), row(6)]], ids=["nothing under them", "rows over the gutter"])
def test_rows_of_two_short_columns_are_cut_where_two_rows_end_at_the_gutter_of_the_whole_text(more):
    drawn_over = [row(0, 140), row(1), row(3)]
    halves = [row(2, LEFT, 180), row(2, RIGHT, END), row(4, LEFT, 300)]
    found = cuts([*drawn_over, *halves, *more], lambda box: [GUTTER] if box in drawn_over else [])
    assert (1 in found) is not bool(more)


def test_a_row_cut_at_the_gutter_of_two_columns_is_not_cut_like_three_narrower_ones_further_up():
    three = [row(n, start, start + 200) for n in range(6) for start in (100, 320, 540)]
    halves = [row(n, *ends) for n in range(21, 26) for ends in ((100, 410), (430, 740))]
    wide = row(20, 100, 740)
    found = find_cuts(
        [wide, *three, *halves], [], EM, lambda box: [(303, 315), (410, 430)] if box == wide else []
    )
    assert found == {0: [420.0]}


def test_a_high_last_row_is_cut_that_begins_indented_under_the_short_end_of_a_paragraph():
    rows = [box for n in range(5) for box in (row(n, LEFT, 300), row(n, RIGHT, END))]
    short = [row(5, LEFT, 190), row(5, RIGHT, END)]
    last = row(6, 140, 375, height=34)
    found = find_cuts([*rows, *short, last], [], EM, lambda box: [GUTTER] if box.top == last.top else [])
    assert found == {12: [310.0]}


def test_a_row_under_an_indented_one_with_nothing_before_it_stays_whole():
    rows = [row(n, 140 if n in (2, 3) else LEFT) for n in range(5)]
    assert find_cuts(rows, [], EM, lambda box: [(125.0, 140.0)] if box.top == rows[4].top else []) == {}


def test_two_rows_that_a_paragraph_ends_and_another_begins_beside_are_cut_at_the_gutter_of_their_columns():
    wide = {3: (300.0, 350.0), 4: (240.0, 320.0)}
    rows = [row(n) for n in range(7)]
    found = cuts(rows, lambda box: [wide.get(rows.index(box), GUTTER)])
    assert found == {n: [310.0] for n in range(7)}


@pytest.mark.parametrize(("top", "gap", "found"), [(145, 28.0, True), (175, 28.0, False), (145, 16.0, False)])
def test_a_headline_is_two_where_text_begins_beside_the_second_row_of_its_first_part(top, gap, found):
    """Not where that text begins lower, or the blank is no wider than those between words."""
    headline, second = Box(LEFT, 100, END, 140), Box(160, 142, 240, 178)
    left = [Box(LEFT, y, 300, y + 28) for y in (200.0, 230.0)]
    right = [Box(RIGHT, y, END, y + 28) for y in (top, top + 30.0, top + 60.0)]
    blank = [(180.0, 194.0), (296.0, 296.0 + gap), (400.0, 412.0)]
    lines = [headline, second, *left, *right]
    cut = find_cuts(lines, [], EM, lambda box: blank if box == headline else [])
    assert (0 in cut) is found


@pytest.mark.parametrize(("word", "found"), [(60.0, False), (180.0, True)])
def test_a_row_between_two_that_were_found_in_single_words_stays_whole(word, found):
    """Where one of the parts is longer than a word, the rows break at a gutter."""
    broken = [box for n in (0, 2) for box in (row(n, 300 - word, 300), row(n, RIGHT, RIGHT + 60))]
    whole, rest = row(1), [row(n) for n in (3, 4, 5)]
    assert bool(cuts([*broken, whole, *rest], lambda line: [GUTTER] if line == whole else [])) is found


def test_of_two_blanks_that_would_leave_two_characters_between_them_one_is_the_gutter():
    """The second character of several rows of the right column is a mark, over a paragraph's indent."""
    rows = [row(n) for n in range(7)]
    assert cuts(rows, lambda _: [GUTTER, (345.0, 362.0)]) == {n: [310.0] for n in range(7)}


@pytest.mark.parametrize(
    ("first", "above", "found"),
    [
        (row(0, LEFT + 20, 450), [], {0: [310.0]}),
        (row(0, LEFT + 20, 450), [row(-1)], {}),
        (row(0, LEFT + 40, END - 40), [], {}),
    ],
    ids=["a short end beside it", "under text", "a heading in the middle"],
)
def test_the_first_row_of_two_columns_of_which_one_ends_over_a_picture_is_cut_at_its_wide_blank(
    first, above, found
):
    under = [row(1, LEFT, 200), row(1, RIGHT + 40, END), row(2, LEFT, 300), row(2, RIGHT, END)]
    rows = [first, *above, *under, *(row(n, LEFT, 300) for n in range(3, 6))]
    wide = (294.0, 326.0)
    assert find_cuts(rows, [], EM, lambda box: [wide] if box == first else []) == found


@pytest.mark.parametrize(("right", "above", "found"), [(390, 3, False), (390, 1, True), (END, 3, True)])
def test_rows_set_wide_at_the_end_of_a_column_are_not_cut_where_a_word_would_be_left(right, above, found):
    """Their blanks stand under each other, but the rows of the column above them run on there; not where
    those are too few, or what is left is a column."""
    rows = [row(n, LEFT, right) for n in range(above + 5)]
    wide = [(300.0, 322.0)]
    cut = cuts(rows, lambda box: [] if box.top < rows[above].top else wide)
    assert bool(cut) is found


def test_rows_set_wide_are_left_whole_where_the_words_of_those_above_part_beside_their_blank():
    """Words part anywhere near; a gutter is blank in every row."""
    rows = [row(n, LEFT, 390) for n in range(8)]
    blanks = [(300.0, 322.0)]
    beside = [(324.0, 336.0)]
    assert cuts(rows, lambda box: beside if box.top < rows[3].top else blanks) == {}


@pytest.mark.parametrize(
    ("above", "found"),
    [([Box(RIGHT, 38, 480, 96)], True), ([Box(RIGHT, 60, 480, 96)], True), ([], False)],
    ids=["row", "kicker", "none"],
)
def test_a_headline_is_two_where_the_one_part_has_a_row_more_than_the_other(above, found):
    """As many rows on either side of a blank may be the halves of one headline."""
    headline, under = Box(LEFT, 100, END, 160), [Box(LEFT, 164, 290, 222), Box(RIGHT, 164, 500, 222)]
    lines = [headline, *above, *under]
    gap = [(180.0, 194.0), (290.0, 324.0), (400.0, 412.0)]
    assert (0 in find_cuts(lines, [], EM, lambda box: gap if box == headline else [])) is found


@pytest.mark.parametrize(("second", "found"), [(480, True), (344, False)], ids=["far apart", "as words are"])
def test_a_headline_is_two_where_its_parts_go_on_far_from_each_other(second, found):
    headline, gap = Box(LEFT, 100, 700, 160), [(180.0, 194.0), (440.0, 474.0), (560.0, 572.0)]
    under = [Box(200, 164, 330, 222), Box(second, 164, second + 130, 222)]
    cut = find_cuts([headline, *under], [], EM, lambda box: gap if box == headline else [])
    assert (0 in cut) is found
