"""The map between upright page pixels and logical coordinates."""

from dataclasses import dataclass

from ocrfix.geometry import Box


@dataclass(frozen=True, slots=True)
class Axes:
    """`vertical` is whether the page's lines run down; `width_px` is the page's width.

    >>> Axes(True, 100).logical(Box(80, 10, 90, 60))
    Box(left=10, top=10, right=60, bottom=20)
    >>> Axes(True, 100).page(Axes(True, 100).logical(Box(80, 10, 90, 60)))
    Box(left=80, top=10, right=90, bottom=60)
    """

    vertical: bool
    width_px: float

    def logical(self, box: Box) -> Box:
        """From page to logical coordinates."""
        if not self.vertical:
            return box
        return Box(box.top, self.width_px - box.right, box.bottom, self.width_px - box.left)

    def page(self, box: Box) -> Box:
        """From logical to page coordinates."""
        if not self.vertical:
            return box
        return Box(self.width_px - box.bottom, box.left, self.width_px - box.top, box.right)
