"""Columns that go on under a picture or a box: it stands in the columns of an article, not between two."""

from collections.abc import Sequence

from ocrfix.geometry import Box
from ocrfix.layout.nearby import Nearby

_ABOVE_EM, _UNDER_EM, _BESIDE_EM = 3.0, 9.0, 16.0
"""How near an inset the text above it stands, the text under it (a caption lies between), the text beside."""

_LEVEL_EM = 0.9
"""How far from the edge of a frame or picture a rule stands that is this edge: of a picture with a light sky
the box is that of the rest."""


def find_resumed(
    boxes: Sequence[Box],
    homes: Sequence[object],
    insets: Sequence[Box],
    rules: Sequence[Box],
    near: Nearby,
    em_px: float,
) -> list[int | None]:
    """For each text the one in which its column goes on under an inset, or None; logical coordinates.

    `rules` part a column where they run across it; `near` looks up `boxes`; `homes` says what each text
    stands in and under: a column goes on at one home. An inset has text of that home beside it; what no text
    stands beside parts two bands.

    >>> column, below, beside = Box(0, 0, 90, 50), Box(0, 200, 90, 300), Box(100, 0, 190, 300)
    >>> boxes = [column, below, beside]
    >>> find_resumed(boxes, "aaa", [Box(0, 60, 90, 180)], [], Nearby(boxes, 100), 10)
    [1, None, None]
    >>> find_resumed(boxes, "aab", [Box(0, 60, 90, 180)], [], Nearby(boxes, 100), 10)
    [None, None, None]
    """
    found: list[int | None] = [None] * len(boxes)
    for inset in insets:
        around = near.touching(inset.grown(_BESIDE_EM * em_px))
        for a in around:
            if found[a] is None:
                own = [k for k in around if homes[k] == homes[a] and k != a]
                found[a] = _resumed(a, own, inset, boxes, em_px)
    return [
        None if b is None or any(_parts(rule, boxes[a], boxes[b]) for rule in rules) else b
        for a, b in enumerate(found)
    ]


def is_edge(rule: Box, frame: Box, em_px: float) -> bool:
    """Whether a rule is an edge of a frame or picture: text runs on past a box."""
    return _is_level(rule, frame, em_px) and rule.across(frame) > 0.8 * rule.width


def runs_along_edge(rule: Box, frame: Box, em_px: float) -> bool:
    """Whether a rule runs along an edge of a frame or picture, or is that edge."""
    return _is_level(rule, frame, em_px) and rule.across(frame) > 0.8 * frame.width


def _is_level(rule: Box, frame: Box, em_px: float) -> bool:
    """Whether a rule stands at the height of a frame's upper or lower edge."""
    return min(abs(rule.centre[1] - frame.top), abs(rule.centre[1] - frame.bottom)) < _LEVEL_EM * em_px


def _resumed(a: int, own: Sequence[int], inset: Box, boxes: Sequence[Box], em: float) -> int | None:
    """Which of the texts of its home goes on with a text under an inset."""
    if not _stacked(boxes[a], inset, _ABOVE_EM * em, em) or not any(
        _beside(boxes[k], inset, em) for k in own
    ):
        return None
    below = [
        k
        for k in own
        if _stacked(inset, boxes[k], _UNDER_EM * em, em)
        and boxes[k].across(boxes[a]) > 0.5 * min(boxes[k].width, boxes[a].width)
    ]
    return min(below, key=lambda k: boxes[k].top, default=None)


def _parts(rule: Box, upper: Box, lower: Box) -> bool:
    return upper.bottom < rule.centre[1] < lower.top and rule.across(lower) > 0.6 * lower.width


def _stacked(upper: Box, lower: Box, reach_px: float, em: float) -> bool:
    """Whether a box stands under another, no further than the reach."""
    shared = upper.across(lower) > 0.3 * min(upper.width, lower.width)
    return shared and -2 * em < lower.top - upper.bottom < reach_px


def _beside(text: Box, inset: Box, em: float) -> bool:
    aside = -_BESIDE_EM * em < text.across(inset) < 0.3 * text.width
    return aside and text.along(inset) > 0.5 * inset.height
