"""The cheapest pairing of rows with columns where most pairs are out of the question."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf


def cheapest(costs: Sequence[Mapping[int, float]]) -> list[int]:
    """For each row, given as costs by column, the column it gets, so that the sum is smallest.

    Shortest augmenting paths on a sparse graph (Kuhn 1955; Jonker & Volgenant 1987): a row's path ends near
    the row where each row has some column that few others want. ValueError where a row can have none.

    >>> cheapest([{0: 1.0, 1: 2.0}, {0: 1.0, 1: 5.0}])
    [1, 0]
    """
    row_of: dict[int, int] = {}
    column_of = [-1] * len(costs)
    price: dict[int, float] = {}
    for row in range(len(costs)):
        _augment(row, costs, row_of, column_of, price)
    return column_of


def _augment(
    root: int,
    costs: Sequence[Mapping[int, float]],
    row_of: dict[int, int],
    column_of: list[int],
    price: dict[int, float],
) -> None:
    """Dijkstra over columns from a free row to the nearest free column; reduced costs stay at least 0."""
    distance: dict[int, float] = {}
    came: dict[int, int] = {}
    done: set[int] = set()
    heap: list[tuple[float, int]] = []
    row, base = root, 0.0
    while True:
        own = costs[row]
        floor = base - _reduced(own, column_of[row], price) if column_of[row] >= 0 else base
        for column, cost in own.items():
            far = floor + cost - price.get(column, 0.0)
            if column not in done and far < distance.get(column, inf):
                distance[column], came[column] = far, row
                heappush(heap, (far, column))
        while heap and heap[0][1] in done:
            heappop(heap)
        if not heap:
            raise ValueError(f"row {root} can have no column")
        base, column = heappop(heap)
        done.add(column)
        if column not in row_of:
            break
        row = row_of[column]
    for seen in done:
        price[seen] = price.get(seen, 0.0) + distance[seen] - base
    while True:
        row = came[column]
        row_of[column], column_of[row], column = row, column, column_of[row]
        if row == root:
            return


def _reduced(own: Mapping[int, float], column: int, price: Mapping[int, float]) -> float:
    return own[column] - price.get(column, 0.0)
