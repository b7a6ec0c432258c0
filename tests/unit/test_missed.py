"""Where a short line is looked for that the detector missed, and where nothing is."""

from ocrfix.geometry import Box
from ocrfix.layout.missed import find_missed

EM, PITCH = 20.0, 30.0


def row(number: int, left: float = 100.0, right: float = 400.0) -> Box:
    top = 100 + PITCH * number
    return Box(left, top, right, top + 28)


def found(ink: tuple[float, float], rows: list[Box], number: int) -> list[Box]:
    """What is found where only one row that is no line has ink, from `ink[0]` to `ink[1]`."""
    middle = row(number).centre[1]

    def blanks(box: Box) -> list[tuple[float, float]]:
        start, end = ink if box.top < middle < box.bottom else (box.left, box.left)
        return [(box.left, max(box.left, start)), (min(end, box.right), box.right)]

    return find_missed(rows, EM, blanks)


def test_two_characters_between_rows_or_under_the_last_row_are_a_line():
    for rows in ([row(n) for n in (0, 1, 2, 3, 5, 6, 7)], [row(n) for n in range(4)]):
        (line,) = found((102, 140), rows, 4)
        assert (line.top, line.left, line.right) == (220, 99, 143)


def test_a_speck_a_far_mark_a_long_line_and_ink_under_a_line_are_none():
    rows = [row(n) for n in (0, 1, 2, 3, 5, 6, 7)]
    for ink in ((102, 106), (220, 260), (102, 390)):
        assert found(ink, rows, 4) == []
    assert found((102, 140), [*rows, row(4)], 4) == []


def test_where_rows_are_uneven_nothing_is_looked_for():
    uneven = [Box(100, top, 400, top + 28) for top in (100, 130, 175, 208)]
    assert find_missed(uneven, EM, lambda box: [(box.left + 40, box.right)]) == []
