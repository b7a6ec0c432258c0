"""Sets of things that were found to belong together, two at a time."""


class Groups:
    """Disjoint sets (Galler & Fischer 1964)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        self._parent[self.root(a)] = self.root(b)

    def all(self) -> list[list[int]]:
        sets: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            sets.setdefault(self.root(i), []).append(i)
        return list(sets.values())
