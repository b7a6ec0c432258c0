"""Blank bands across a page that part one row of articles from the next where no rule is printed."""

from collections.abc import Iterator, Sequence

from ocrfix.geometry import Box

_BLANK_EM = 0.5
"""How high the blank is at least, over what parts the boxes of two lines."""

_LEVEL_EM = 1.5
"""How far from the band the columns above it end and those below it begin."""

_COLUMNS, _HEADINGS = 3, 2
"""Columns that end at the band, and headings in a row of articles, at least."""


def find_bands(
    texts: Sequence[Box], headings: Sequence[Box], drawn: Sequence[Box], em_px: float
) -> list[Box]:
    """The blank bands, as boxes as wide as the page's text, from the top down; logical coordinates.

    `drawn` are pictures and frames. No text, heading or picture reaches into a band; columns end level above
    it, and below it a row of articles begins: several headings, or a heading and text, for articles run on
    from the foot of one column to the head of the next, past the heading over it. One article by itself may
    leave a blank between two of its parts, and a heading that stands right over a blank has its text under
    that.

    >>> row = [Box(x, 20, x + 90, 100) for x in (0, 100, 200)]
    >>> below = [Box(0, 125, 90, 200), Box(100, 110, 190, 200)]
    >>> heads = [Box(0, 0, 90, 15), Box(100, 0, 290, 15), Box(0, 110, 90, 122)]
    >>> find_bands([*row, *below], heads, [], 10)
    [Box(left=0, top=100, right=290, bottom=110)]
    >>> under = [Box(0, 135, 90, 200), Box(100, 135, 290, 200)]
    >>> len(find_bands([*row, *under], [*heads, Box(100, 110, 290, 122)], [], 10))
    1
    >>> find_bands([*row, *below], heads[1:], [], 10)
    []
    >>> find_bands([*row, *below], [*heads, Box(300, 85, 390, 100)], [], 10)
    []
    """
    found = []
    top = min((box.top for box in (*texts, *headings)), default=0.0)
    for start, end in _blanks([*texts, *headings, *drawn], _BLANK_EM * em_px):
        reach = _LEVEL_EM * em_px
        end_there = [box for box in texts if start - reach < box.bottom <= start]
        begin = [box for box in texts if end <= box.top < end + reach]
        headed = [box for box in headings if end <= box.top < end + reach]
        above = [box for box in headings if top <= box.top < start]
        bare = any(start - reach < box.bottom <= start for box in headings)
        opens = (begin and headed) or len(headed) >= _HEADINGS
        if len(end_there) >= _COLUMNS and opens and len(above) >= _HEADINGS and not bare:
            wide = (*texts, *headings)
            found.append(Box(min(box.left for box in wide), start, max(box.right for box in wide), end))
            top = end
    return found


def _blanks(boxes: Sequence[Box], least_px: float) -> Iterator[tuple[float, float]]:
    """Heights at which no box stands, from the top down."""
    reach: float | None = None
    for box in sorted(boxes, key=lambda box: box.top):
        if reach is not None and box.top - reach >= least_px:
            yield reach, box.top
        reach = box.bottom if reach is None else max(reach, box.bottom)
