"""Which boxes lie near a place, without looking at all of them."""

from collections.abc import Iterator, Sequence

from ocrfix.geometry import Box


class Nearby:
    """A grid over boxes, in squares of `cell_px`: a question costs what lies near, not what lies on the page.

    >>> nearby = Nearby([Box(0, 0, 10, 10), Box(500, 0, 510, 10), Box(8, 40, 30, 50)], 50)
    >>> sorted(nearby.touching(Box(0, 20, 10, 45)))
    [2]
    >>> sorted(nearby.touching(Box(0, 5, 10, 45)))
    [0, 2]
    """

    def __init__(self, boxes: Sequence[Box], cell_px: float) -> None:
        self._boxes = boxes
        self._cell = max(1.0, cell_px)
        self._cells: dict[tuple[int, int], list[int]] = {}
        for i, box in enumerate(boxes):
            for key in self._keys(box):
                self._cells.setdefault(key, []).append(i)

    def _keys(self, box: Box) -> Iterator[tuple[int, int]]:
        rows = range(int(box.top // self._cell), int(box.bottom // self._cell) + 1)
        for column in range(int(box.left // self._cell), int(box.right // self._cell) + 1):
            for row in rows:
                yield column, row

    def touching(self, area: Box) -> set[int]:
        """Indices of the boxes that share some of the area, edges included."""
        found: set[int] = set()
        for key in self._keys(area):
            found.update(self._cells.get(key, ()))
        return {i for i in found if self._boxes[i].across(area) >= 0 and self._boxes[i].along(area) >= 0}
