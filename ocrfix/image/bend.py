"""Paper that does not lie flat: lines that curve, as near a binding, found and straightened.

The page is looked at in tiles. In each, ink summed along a slope alternates most sharply along the lines; a
smooth field through the tiles' slopes, summed up from the middle of the page to its sides, is how far the
lines rise and fall.
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.image.frame import Bend, Frame, frame_of
from ocrfix.image.profiles import Floats, Grey, peak_of, reduced, sharpness_of_rows, strokes_of
from ocrfix.image.straighten import paper_colour

_REDUCED_PX = 1600
_TILES = (14, 10)
"""Tiles across and down; each is a dozen letters wide."""
_ANGLES_DEG = np.arange(-9.0, 9.01, 1.5)
_SHARP = 1.0
"""Sharpness at the best slope, above the usual one, of a tile with lines of text."""
_FAINTEST = 3.0
"""Mean darkness of a tile with print."""
_FEWEST = 16
_KNOTS = (9, 3)
"""Knots of the field of slopes across and down."""
_STIFF, _LEAST_STIFF = 0.05, 1e-6
_OUTLIER_DEG = 0.6
_SUSPECT_DEG = 0.6
_BENT_DEG, _BENT_PX = 0.9, 4.0
"""Lines curve where the field's slopes differ by so much and it leads them off by so many reduced px."""
_EXPLAINED = 0.75
"""The field leaves at most this share of the slopes' spread; of lines merely crooked it leaves more."""
_NODES = (33, 9)
_ROWS = 256


@dataclass(frozen=True, slots=True)
class _Slopes:
    """Tiles in which lines were seen: `x`, `y` are their middles in shares of the page, `deg` how steeply
    their lines fall to the right, `weight` how clear that is."""

    x: Floats
    y: Floats
    deg: Floats
    weight: Floats


def find_bend(grey: Grey) -> Bend | None:
    """How far the lines of an upright page rise and fall; None where they are straight.

    `grey` is (height, width); the displacements are in its pixels.
    """
    small = reduced(grey, _REDUCED_PX)
    if min(small.shape) < 300:
        return None
    strokes = strokes_of(small)
    glance = _slopes(strokes, range(0, _TILES[1], 2))
    if len(glance.x) < _FEWEST / 2 or np.ptp(np.percentile(glance.deg, (10, 90))) < _SUSPECT_DEG:
        return None
    total = np.zeros((_NODES[1], _NODES[0]))
    for first in (True, False):
        slopes = _slopes(_straightened(strokes, total), range(_TILES[1]))
        if len(slopes.x) < _FEWEST:
            return None
        field = _field(slopes)
        if first and not _explains(field, slopes):
            return None
        total = total + _summed(field, small.shape[1])
    steepness = np.degrees(np.gradient(total, small.shape[1] / (_NODES[0] - 1), axis=1))
    if np.ptp(steepness) < _BENT_DEG or np.ptp(total) < _BENT_PX:
        return None
    if np.abs(np.diff(total, axis=0)).max() > 0.5 * small.shape[0] / (_NODES[1] - 1):
        return None
    return _bend(total * grey.shape[0] / small.shape[0])


def unbent(pixels: NDArray[np.uint8], frame: Frame, bend: Bend) -> tuple[NDArray[np.uint8], Frame]:
    """The image with its lines straightened, and its frame.

    `pixels` is (height, width, 3), the image of `frame`, which has no bend yet. The result is higher by what
    would be moved over the edges, filled with the paper's colour.
    """
    height, width = pixels.shape[:2]
    nodes = np.array(bend.nodes)
    above, below = math.ceil(max(0.0, nodes[0].max())), math.ceil(max(0.0, -nodes[-1].min()))
    new_height = above + height + below
    places = np.linspace(-above, height + below, len(nodes)) / height
    rows = np.linspace(0, 1, len(nodes))
    moved = _bend(np.array([np.interp(places, rows, column) for column in nodes.T]).T)
    shift = np.array([[1, 0, 0], [0, 1, -above], [0, 0, 1]], dtype=np.float64)
    paper = paper_colour(pixels)
    flat = np.empty((new_height, width, 3), dtype=np.uint8)
    for top in range(0, new_height, _ROWS):
        x, y = _curved(moved, (width, new_height), slice(top, min(top + _ROWS, new_height)))
        flat[top : top + _ROWS] = cv2.remap(
            pixels, x, y - above, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
        )
    return flat, replace(frame_of(width, new_height, frame.matrix @ shift), bend=moved)


def _bend(nodes: Floats) -> Bend:
    return Bend(tuple(tuple(float(round(value, 3)) for value in row) for row in nodes))


def _slopes(strokes: Grey, tiers: range) -> _Slopes:
    height, width = strokes.shape
    across, down = _TILES
    slopes = np.tan(np.radians(_ANGLES_DEG))
    seen = []
    for tier in tiers:
        rows = strokes[height * tier // down : height * (tier + 1) // down]
        for place in range(across):
            tile = rows[:, width * place // across : width * (place + 1) // across]
            if tile.mean() < _FAINTEST:
                continue
            scores = sharpness_of_rows(np.ascontiguousarray(tile), slopes)
            sharp = float(scores.max() / (np.median(scores) + 1) - 1)
            if sharp > _SHARP and 0 < scores.argmax() < len(scores) - 1:
                seen.append(
                    ((place + 0.5) / across, (tier + 0.5) / down, peak_of(_ANGLES_DEG, scores), min(sharp, 4))
                )
    return _Slopes(*np.array(seen, dtype=np.float64).reshape(-1, 4).T)


def _hats(places: Floats, knots: int) -> Floats:
    """(places, knots): each place's shares of the two knots beside it, of `knots` from 0 to 1."""
    return np.asarray(np.maximum(0, 1 - np.abs(places[:, np.newaxis] * (knots - 1) - np.arange(knots))))


def _design(x: Floats, y: Floats) -> Floats:
    across, down = _hats(x, _KNOTS[0]), _hats(y, _KNOTS[1])
    return np.asarray((down[:, :, np.newaxis] * across[:, np.newaxis, :]).reshape(len(x), -1))


def _field(slopes: _Slopes) -> Floats:
    """Slopes in degrees at the knots, (down, across): smooth, and near those of the tiles, outliers apart."""
    across, down = _KNOTS
    curved = np.kron(np.eye(down), np.diff(np.eye(across), 2, axis=0))
    tilted = np.kron(np.diff(np.eye(down), 1, axis=0), np.eye(across))
    stiff = _STIFF * slopes.weight.sum() * (curved.T @ curved + 0.1 * tilted.T @ tilted)
    stiff += _LEAST_STIFF * np.eye(across * down)
    design = _design(slopes.x, slopes.y)
    weight, knots = slopes.weight, np.zeros(across * down)
    for _ in range(8):
        weighted = design * weight[:, np.newaxis]
        knots = np.linalg.solve(weighted.T @ design + stiff, weighted.T @ slopes.deg)
        off = (slopes.deg - design @ knots) / _OUTLIER_DEG
        weight = slopes.weight / (1 + off**2)
    return np.asarray(knots.reshape(down, across))


def _explains(field: Floats, slopes: _Slopes) -> bool:
    """Whether the tiles' slopes differ by the field rather than each by itself."""
    off = np.abs(slopes.deg - _design(slopes.x, slopes.y) @ field.ravel())
    spread = np.abs(slopes.deg - np.median(slopes.deg))
    return float(np.average(off, weights=slopes.weight)) < _EXPLAINED * float(
        np.average(spread, weights=slopes.weight)
    )


def _summed(field: Floats, width_px: int) -> Floats:
    """Displacements at the nodes: the slopes summed up from the middle of the page to its sides."""
    x, y = np.linspace(0, 1, _NODES[0]), np.linspace(0, 1, _NODES[1])
    slopes = np.tan(np.radians(_hats(y, _KNOTS[1]) @ field @ _hats(x, _KNOTS[0]).T))
    steps = (slopes[:, 1:] + slopes[:, :-1]) / 2 * width_px / (_NODES[0] - 1)
    total = np.concatenate([np.zeros((len(y), 1)), steps.cumsum(axis=1)], axis=1)
    return np.asarray(total - total[:, _NODES[0] // 2, np.newaxis])


def _straightened(strokes: Grey, nodes: Floats) -> Grey:
    if not nodes.any():
        return strokes
    height, width = strokes.shape
    x, y = _curved(_bend(nodes), (width, height), slice(0, height))
    return cv2.remap(strokes, x, y, cv2.INTER_LINEAR)


def _curved(bend: Bend, size_px: tuple[int, int], rows: slice) -> tuple[Floats, Floats]:
    """Where pixels of some rows of a flat image stand in the curved one, their centres at whole numbers."""
    across, down = np.arange(size_px[0]) + 0.5, np.arange(rows.start, rows.stop) + 0.5
    points = np.stack(np.meshgrid(across, down), axis=-1)
    points[..., 1] += bend.at(points, size_px)
    x, y = np.moveaxis(points - 0.5, -1, 0).astype(np.float32)
    return x, y
