"""The cheapest pairing of rows with columns."""

import numpy as np
from numpy.typing import NDArray


def cheapest(cost: NDArray[np.float64]) -> list[int]:
    """For each row of `cost` (n, m), n ≤ m, the column it gets, so that the sum is smallest.

    Shortest augmenting paths (Kuhn 1955; Jonker & Volgenant 1987), O(n² m).

    >>> cheapest(np.array([[1.0, 2.0, 9.0], [1.0, 5.0, 9.0]]))
    [1, 0]
    """
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        row_of[0] = row
        column, slack = 0, np.full(columns + 1, np.inf)
        came = np.zeros(columns + 1, dtype=np.int64)
        done = np.zeros(columns + 1, dtype=bool)
        while True:
            done[column] = True
            current = int(row_of[column])
            free = ~done[1:]
            reduced = cost[current - 1] - row_price[current] - column_price[1:]
            better = free & (reduced < slack[1:])
            slack[1:][better] = reduced[better]
            came[1:][better] = column
            open_slack = np.where(free, slack[1:], np.inf)
            target = int(np.argmin(open_slack)) + 1
            delta = open_slack[target - 1]
            row_price[row_of[done]] += delta
            column_price[done] -= delta
            slack[~done] -= delta
            column = target
            if row_of[column] == 0:
                break
        while column:
            previous = int(came[column])
            row_of[column] = row_of[previous]
            column = previous
    answer = [0] * rows
    for column in range(1, columns + 1):
        if row_of[column]:
            answer[int(row_of[column]) - 1] = column - 1
    return answer
