"""Printed rules, the frames they form, and pictures: what stands between texts."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocrfix.geometry import Box
from ocrfix.image.ink import Grey, within
from ocrfix.layout.axes import Axes
from ocrfix.layout.grounds import (
    black_boxes,
    black_in,
    ground_of,
    rows_of_headings,
    runs_down,
    white_on_black,
)

_CLEAR_EM, _CLEAR = 0.15, 0.03
"""How far to each side of a short rule there is hardly any ink, and how much of it."""

_LONG = 2.0
"""How much longer than wide a box is at least that holds more than a letter."""

_PAPER, _INK = 0.82, 0.35
"""How bright paper is at least, and what is printed black at most, against the paper's usual brightness."""

_SHADED, _GREY = 0.5, 0.3
"""How much of a box is darker than paper, and how much of it neither paper nor black, that letters were seen
in but shows a picture: a letter leaves more paper free and has few greys, white on black as well."""

_STRAY = 0.1
"""Share of a rule's length along which it may touch something else on either side."""

_OWN = 0.9
"""How much of a stroke lies in the box of its line: a rule reaches past a line that it crosses."""

_CORNER_EM = 0.1
"""How far from each other the two rules end at most that meet in a corner of a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparatorSettings:
    """`long_side_px`: size the page is looked at. Lengths in body em: the shortest rule, the shortest and the
    thickest that may stand between two rows each of two columns, the shortest that may cross lines of text
    and the thickest such line, the greatest thickness of a rule and of such a long
    one, the gap closed in a broken or dotted rule, how far the box of a line reaches beyond its letters, the
    smallest frame and picture side, and that of a picture in shades that spread by `shaded` of the paper's
    brightness: a dark bar beside a heading has one. `crossed`: so many vertical lines a short rule between
    two tiers may run across, a stroke of a letter does not. `slant`: how much of its length a rule may rise,
    on paper that is not flat. `wave_em`, `wave_filled`: how far a wavy rule swings at most, and how much of
    its box its one stroke fills."""

    long_side_px: int = 2048
    rule_em: float = 3.5
    short_em: float = 2.0
    thin_em: float = 0.2
    crossing_em: float = 12.0
    crossed: int = 4
    body_em: float = 1.9
    thick_em: float = 0.5
    heavy_em: float = 0.8
    gap_em: float = 0.15
    slant: float = 0.01
    wave_em: float = 0.55
    wave_filled: float = 0.65
    reach_em: float = 0.6
    frame_em: float = 6.0
    picture_em: float = 5.0
    shaded_picture_em: float = 4.0
    shaded: float = 0.2


@dataclass(frozen=True, slots=True)
class Furnishings:
    """What is printed besides text, as boxes in page pixels. `frames` are closed rectangles of rules, `tints`
    rectangles of a grey that text is printed on."""

    horizontal: tuple[Box, ...]
    vertical: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]
    tints: tuple[Box, ...] = ()

    def across(self, axes: Axes) -> list[Box]:
        """The rules across the columns, in logical coordinates."""
        return [axes.logical(rule) for rule in (self.vertical if axes.vertical else self.horizontal)]

    def down(self, axes: Axes) -> list[Box]:
        """The rules between the columns, in logical coordinates."""
        return [axes.logical(rule) for rule in (self.horizontal if axes.vertical else self.vertical)]


def find_furnishings(
    grey: Grey, texts: tuple[Box, ...], em_px: float, settings: SeparatorSettings | None = None
) -> Furnishings:
    """Rules, frames and pictures of an upright page; no tints.

    `grey` is (height, width); `texts` are the boxes of its lines and `em_px` the size of a body character.
    Rules are what remains of the ink after an opening with a long thin line and does not lie in text. A long
    one may lie in lines of running text that it crosses: a rule between two tiers lies in every line that was
    drawn over both.
    """
    chosen = settings or SeparatorSettings()
    scale = min(1.0, chosen.long_side_px / max(grey.shape))
    shrunk = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    small = np.asarray(shrunk, dtype=np.uint8)
    em = em_px * scale
    ink = _ink(small, em)
    inner = [box.scaled(scale) for box in texts]
    across = _rules(ink, em, chosen, inner, upright=False)
    down = _rules(ink, em, chosen, inner, upright=True)
    down += _short_rules(ink, em, chosen, inner, down, upright=True)
    across += _short_rules(ink, em, chosen, inner, across, upright=False)
    across += _wavy_rules(ink, em, chosen, inner, across, upright=False)
    down += _wavy_rules(ink, em, chosen, inner, down, upright=True)
    black = black_in(small)
    white = white_on_black(black, inner)
    boxes = black_boxes(black, white, em)
    pictures = [box for box in _pictures(small, inner, em, chosen) if not _within(box, boxes)]
    strips = [text for text in white if runs_down(text)]
    own = (ground_of(black, text, em) for text in white)
    grounds = [*pictures, *boxes, *rows_of_headings(strips, em), *own]
    outside = [_ended_at(rule, strips, em) for rule in across if not _within(rule, grounds)]
    beside = [rule for rule in down if not _within(rule, grounds)]
    frames = [*_frames(outside, beside, ink.shape, em, chosen), *boxes]

    def enlarged(found: list[Box]) -> tuple[Box, ...]:
        return tuple(box.scaled(1 / scale) for box in found)

    return Furnishings(enlarged(outside), enlarged(beside), enlarged(frames), enlarged(pictures))


def _within(box: Box, others: list[Box]) -> bool:
    return any(box.share_in(other) > 0.8 for other in others)


def _ink(grey: Grey, em: float) -> Grey:
    """1 where darker than the surroundings: faint hairlines count as well as black ones."""
    side = max(15, int(em * 3) | 1)
    return np.asarray(
        cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 12),
        dtype=np.uint8,
    )


def _rules(
    ink: Grey, em: float, settings: SeparatorSettings, texts: list[Box], *, upright: bool
) -> list[Box]:
    least, gap = max(20, int(settings.rule_em * em)), max(3, int(settings.gap_em * em))
    shape = (lambda n: (1, n)) if upright else (lambda n: (n, 1))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(shape(gap)[::-1], np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape(least)[::-1], np.uint8))
    opened = cv2.dilate(opened, np.ones(shape(gap * 4)[::-1], np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    body = settings.body_em * em
    parallel = [
        text
        for text in texts
        if (text.height > min(text.width, body) if upright else text.width > min(text.height, body))
    ]
    along = set(parallel)
    others = [text for text in texts if text not in along]
    inner = [_inner(text, settings.reach_em * em, upright=upright) for text in texts]
    rules = []
    for label, (x, y, w, h, area) in enumerate(stats[1:count], 1):
        across, length = (w, h) if upright else (h, w)
        box = Box(float(x), float(y), float(x + w), float(y + h))
        long = length > settings.crossing_em * em
        crossing = long or (not upright and sum(box.common(text) > 0 for text in others) >= settings.crossed)
        around, most = (parallel, 0.45) if crossing else (inner, 0.6)
        in_text = sum(box.common(text) for text in around) / box.area
        thick = max(5.0, (settings.heavy_em if long else settings.thick_em) * em)
        if area <= thick * length and across <= thick + settings.slant * length and in_text < most:
            stroke = labels[y : y + h, x : x + w] == label
            rules.append(_own_width(box, stroke, upright=upright))
    return rules


def _own_width(box: Box, stroke: NDArray[np.bool_], *, upright: bool) -> Box:
    """The box of a rule as wide as it is along most of its way: here and there it touches a tint or a letter.

    `stroke` is (height, width), True where the rule is.

    >>> stroke = np.zeros((100, 9), bool)
    >>> stroke[:, :3] = stroke[:5, :] = True
    >>> _own_width(Box(40, 0, 49, 100), stroke, upright=True)
    Box(left=40.0, top=0, right=43.0, bottom=100)
    """
    if not upright:
        return _own_width(box.transposed, stroke.T, upright=True).transposed
    rows = stroke[stroke.any(axis=1)]
    starts, ends = rows.argmax(axis=1), rows.shape[1] - rows[:, ::-1].argmax(axis=1)
    left, right = np.quantile(starts, _STRAY), np.quantile(ends, 1 - _STRAY)
    return Box(box.left + float(left), box.top, box.left + float(right), box.bottom)


def _ended_at(rule: Box, white: list[Box], em: float) -> Box:
    """A rule across, ended where it comes upon a line printed white on black, if that takes the smaller part
    of it: what goes on from it between two letters of that line is their ground.

    >>> _ended_at(Box(0, 40, 400, 44), [Box(300, 0, 400, 400)], 20)
    Box(left=0, top=40, right=300, bottom=44)
    """
    for text in white:
        if text.along(rule) < rule.height or text.across(rule) > 0.5 * rule.width:
            continue
        if rule.left < text.left < rule.right < text.right + em:
            rule = Box(rule.left, rule.top, text.left, rule.bottom)
        elif text.left - em < rule.left < text.right < rule.right:
            rule = Box(text.right, rule.top, rule.right, rule.bottom)
    return rule


def _short_rules(
    ink: Grey, em: float, settings: SeparatorSettings, texts: list[Box], known: list[Box], *, upright: bool
) -> list[Box]:
    """Rules between columns, or tiers, of two or three rows: thin strokes with nothing beside them that run
    unbroken through several rows of text, as no letter does."""
    if not upright:
        flat = ([box.transposed for box in boxes] for boxes in (texts, known))
        return [rule.transposed for rule in _short_rules(ink.T, em, settings, *flat, upright=True)]
    least = max(20, int(settings.short_em * em))
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((least, 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    thick = max(4.0, settings.thin_em * em)
    rows = [text for text in texts if text.width > text.height < settings.body_em * em]
    near = [rule.grown(em) for rule in known]
    rules = []
    for x, y, w, h, _ in stats[1:count]:
        box = Box(float(x), float(y), float(x + w), float(y + h))
        reach = Box(box.left - em, box.top, box.right + em, box.bottom)
        levels = {
            round(row.centre[1] / em)
            for row in rows
            if row.common(reach) > 0 and row.along(box) > 0.7 * row.height
        }
        alone = w <= thick and not any(box.common(rule) > 0 for rule in near)
        if alone and len(levels) > 1 and _stands_clear(ink, box, em):
            rules.append(box)
    return rules


def _wavy_rules(
    ink: Grey, em: float, settings: SeparatorSettings, texts: list[Box], known: list[Box], *, upright: bool
) -> list[Box]:
    """Rules that swing from side to side, as old newspapers set them between articles: one long stroke that
    fills little of a narrow box, not down the middle of a line of text and none of the rules `known`."""
    least, gap = max(20, int(settings.rule_em * em)), max(3, int(settings.gap_em * em))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap, 1) if upright else (1, gap), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    rules = []
    for x, y, w, h, area in stats[1:count]:
        across, length = (w, h) if upright else (h, w)
        if length < least or across > settings.wave_em * em or area > settings.wave_filled * w * h:
            continue
        box = Box(float(x), float(y), float(x + w), float(y + h))
        in_text = any(_is_of_letters(box, text, upright=upright) for text in texts)
        straight = sum(
            (rule.along(box) if upright else rule.across(box)) for rule in known if box.common(rule) > 0
        )
        if not in_text and straight < 0.5 * length:
            rules.append(box)
    return rules


def _is_of_letters(stroke: Box, text: Box, *, upright: bool) -> bool:
    """Whether a stroke along a line of text runs where the letters of that are, or one across it is no longer
    than these are high."""
    if runs_down(text) is not upright and stroke.share_in(text) > _OWN:
        return True
    shared, length = (stroke.along(text), stroke.height) if upright else (stroke.across(text), stroke.width)
    axis = 0 if upright else 1
    aside = abs(stroke.centre[axis] - text.centre[axis])
    return shared > 0.5 * length and aside < 0.25 * (text.width if upright else text.height)


def _stands_clear(ink: Grey, box: Box, em: float) -> bool:
    """Whether hardly any ink lies beside an upright stroke, a pixel of blur away."""
    reach, left, right = max(2, int(_CLEAR_EM * em)), int(box.left) - 1, int(box.right) + 1
    rows = ink[int(box.top) : int(box.bottom)]
    sides = (rows[:, max(0, left - reach) : max(0, left)], rows[:, right : right + reach])
    return all(side.size and float(side.mean()) < _CLEAR for side in sides)


def _inner(text: Box, reach: float, *, upright: bool) -> Box:
    """The box of a line that a rule would cross, without its ends, which may reach over a rule beside it."""
    if upright and text.width > max(text.height, 4 * reach):
        return Box(text.left + reach, text.top, text.right - reach, text.bottom)
    if not upright and text.height > max(text.width, 4 * reach):
        return Box(text.left, text.top + reach, text.right, text.bottom - reach)
    return text


def _frames(
    across: list[Box], down: list[Box], shape: tuple[int, ...], em: float, settings: SeparatorSettings
) -> list[Box]:
    """Rectangles closed by rules: holes of the drawing that the rules make, nearly filling their own box."""
    drawing = np.zeros(shape[:2], np.uint8)
    reach = em
    for box in across:
        _draw(drawing, Box(box.left - reach, box.top, box.right + reach, box.bottom))
    for box in down:
        _draw(drawing, Box(box.left, box.top - reach, box.right, box.bottom + reach))
    contours, tree = cv2.findContours(drawing, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    frames = []
    for contour, (_, _, _, parent) in zip(contours, tree[0] if tree is not None else (), strict=True):
        x, y, w, h = cv2.boundingRect(contour)
        large = min(w, h) > settings.frame_em * em / 2 and max(w, h) > settings.frame_em * em
        page_wide = w > 0.9 * shape[1] and h > 0.7 * shape[0]
        box = Box(float(x), float(y), float(x + w), float(y + h))
        filled = cv2.contourArea(contour) > 0.9 * w * h
        if parent >= 0 and large and not page_wide and filled and _own_rules(box, across, down, em):
            frames.append(box)
    return frames


def _own_rules(box: Box, across: list[Box], down: list[Box], em: float) -> bool:
    """Whether at least three sides of the box are rules that end at its corners, and meet in one of these:
    rules that run on part columns or bands, and rules between columns end before those between bands."""
    level = _along(box, across, em)
    upright = _along(box.transposed, [rule.transposed for rule in down], em)
    meet = any(
        min(a.across(b.transposed), a.along(b.transposed)) > -_CORNER_EM * em
        for a in itertools.chain(*level)
        for b in itertools.chain(*upright)
    )
    return meet and sum(map(bool, (*level, *upright))) >= 3


def _along(box: Box, rules: list[Box], em: float) -> list[list[Box]]:
    """The rules along the head and along the foot of a box that end at its corners."""
    ending = [rule for rule in rules if _fits(rule.left, rule.right, box.left, box.right, em)]
    return [
        [rule for rule in ending if abs(rule.centre[1] - side) < 0.8 * em] for side in (box.top, box.bottom)
    ]


def _fits(start: float, end: float, low: float, high: float, em: float) -> bool:
    outside = start < low - 2.2 * em or end > high + 2.2 * em
    return not outside and end - start > 0.8 * (high - low)


def _draw(drawing: Grey, box: Box) -> None:
    left, top = max(0, int(box.left)), max(0, int(box.top))
    drawing[top : max(top + 2, int(box.bottom)), left : max(left + 2, int(box.right))] = 1


def _pictures(grey: Grey, texts: list[Box], em: float, settings: SeparatorSettings) -> list[Box]:
    """Solid areas that are neither paper nor text, with text cut out of the mask first."""
    paper = np.percentile(grey, 80)
    mask: Grey = (grey < _PAPER * paper).astype(np.uint8)
    for text in texts:
        if min(text.width, text.height) > settings.shaded_picture_em * em and _is_shaded(grey, text, paper):
            continue
        within(mask, text)[:] = 0
    grain = max(3, int(0.5 * em))
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((grain, grain), np.uint8))
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((int(1.5 * em) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid)
    found = []
    for x, y, w, h, area in stats[1:count]:
        box = Box(float(x), float(y), float(x + w), float(y + h))
        solid_enough = area > 0.45 * w * h and w * h < 0.6 * grey.size
        if not solid_enough or min(w, h) <= settings.shaded_picture_em * em:
            continue
        dark, light = np.percentile(grey[y : y + h, x : x + w], (10, 90))
        if min(w, h) > settings.picture_em * em or light - dark > settings.shaded * paper:
            found.append(box)
    return _merged(found)


def _is_shaded(grey: Grey, text: Box, paper: float) -> bool:
    """Whether a box about as wide as high, that was taken for a letter, shows a part of a picture."""
    area = within(grey, text) / paper
    square = max(text.width, text.height) < _LONG * min(text.width, text.height)
    dark, black = (area < _PAPER).mean(), (area < _INK).mean()
    return bool(square and dark > _SHADED and dark - black > _GREY)


def _merged(boxes: list[Box]) -> list[Box]:
    """Boxes of which none lies mostly in another."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(box.share_in(other) > 0.5 for other in kept):
            kept.append(box)
    return kept
