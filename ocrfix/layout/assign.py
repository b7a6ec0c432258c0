"""The cheapest pairing of rows with columns where most pairs are out of the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf


class Pairing:
    """For each row, given as costs by column, the column it gets, so that the sum is smallest.

    Shortest augmenting paths on a sparse graph (Kuhn 1955; Jonker & Volgenant 1987): a row's path ends near
    the row where each row has some column that few others want. ValueError where a row can have none.

    >>> pairing = Pairing([{0: 1.0, 1: 2.0}, {0: 1.0, 1: 5.0, 2: 7.0}])
    >>> pairing.columns, pairing.otherwise(1)
    ([1, 0], (3.0, 1))
    """

    def __init__(self, costs: Sequence[Mapping[int, float]]) -> None:
        self._costs = costs
        self.columns = [-1] * len(costs)
        self._row_of: dict[int, int] = {}
        self._price: dict[int, float] = {}
        self._wanted_by: dict[int, list[int]] = {}
        for row, own in enumerate(costs):
            for column in own:
                self._wanted_by.setdefault(column, []).append(row)
        for row in range(len(costs)):
            self._augment(row)

    def otherwise(self, row: int) -> tuple[float, int | None]:
        """How much dearer the cheapest pairing is in which a row does not get its column, and the one that it
        gets then; (inf, None) where it can have no other."""
        own = self.columns[row]
        found = self._paths(row, barred=own)
        if found.end is None:
            return inf, None
        column = found.end
        while (last := found.came[column]) != row:
            column = self.columns[last]
        return found.length - self._costs[row][own], column

    def _augment(self, root: int) -> None:
        found = self._paths(root)
        if found.end is None:
            raise ValueError(f"row {root} can have no column")
        for seen in found.done:
            self._price[seen] = self._price.get(seen, 0.0) + found.distance[seen] - found.length
        column = found.end
        while True:
            row = found.came[column]
            self._row_of[column], self.columns[row], column = row, column, self.columns[row]
            if row == root:
                return

    def _paths(self, root: int, barred: int | None = None) -> "_Paths":
        """Dijkstra over columns from a row to the cheapest free one; reduced costs stay at least 0. With a
        `barred` column the row gives up its own, which others may take then."""
        found = _Paths()
        if barred is not None:
            found.to_barred, found.released = self._price.get(barred, 0.0), self._released(root, barred)
        heap: list[tuple[float, int]] = []
        row, base = root, 0.0
        while True:
            floor = base if row == root else base - self._reduced(row, self.columns[row])
            for column in self._costs[row]:
                far = floor + self._reduced(row, column)
                known = column in found.done or (row == root and column == barred)
                if not known and far < found.distance.get(column, inf):
                    found.distance[column], found.came[column] = far, row
                    heappush(heap, (far, column))
            settled = self._settle(heap, found, barred)
            if settled is None:
                return found
            row, base = settled

    def _settle(
        self, heap: list[tuple[float, int]], found: "_Paths", barred: int | None
    ) -> tuple[int, float] | None:
        """The row to go on from, and how far it is, or None where no path can be shorter than that found."""
        while heap and heap[0][0] + found.to_barred < found.length:
            base, column = heappop(heap)
            if column in found.done:
                continue
            found.done.add(column)
            if column in self._row_of and column != barred:
                return self._row_of[column], base
            length = base + (found.to_barred if column == barred else found.released)
            if length < found.length:
                found.end, found.length = column, length
        return None

    def _released(self, root: int, barred: int) -> float:
        """What others gain, 0 or less, where a row gives up its column: one takes it, a second that of the
        first, and so on."""
        most = self._price.get(barred, 0.0)
        heap, done, best = [(0.0, barred)], set[int](), 0.0
        while heap and heap[0][0] + most < best:
            far, column = heappop(heap)
            if column in done:
                continue
            done.add(column)
            best = min(best, far + most - self._price.get(column, 0.0))
            for row in self._wanted_by[column]:
                own = self.columns[row]
                if row != root and own not in done:
                    heappush(heap, (far + self._reduced(row, column) - self._reduced(row, own), own))
        return best

    def _reduced(self, row: int, column: int) -> float:
        return self._costs[row][column] - self._price.get(column, 0.0)


@dataclass(slots=True)
class _Paths:
    """The shortest paths from a row: how far each column is, from which row it is reached, which are settled,
    and the free one at which they end. `to_barred` and `released` are what is added to the length of a path
    to the column that the row gave up, and to another."""

    distance: dict[int, float] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    end: int | None = None
    length: float = inf
    to_barred: float = 0.0
    released: float = 0.0
