"""Blocks: runs of lines that stand in one column, with nothing between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ocrfix.geometry import Box, union
from ocrfix.layout.absorbed import absorbed
from ocrfix.layout.alike import INDENT_EM, ColumnSettings, alike
from ocrfix.layout.bridges import Pair, without_bridges
from ocrfix.layout.groups import Groups
from ocrfix.layout.lines import Line
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.row_gaps import break_at, fills, is_letter, runs_over
from ocrfix.model.patterns import BYLINE, MONTH, is_dated
from ocrfix.model.text import is_wide

_NEAR_EM = 2.5
"""How far from a place the day stands at most that opens a report with it."""

_FILLED_EM = 5.0
"""How far under a row found in pieces a line of its column may stand that shows how wide that is."""

_LETTER_OF_STRIP = 0.95
"""How large the characters of a strip are at most, against its height."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines of one column from top to bottom; those of one row from left to right; the pieces of a line set
    crosswise as it runs."""

    lines: tuple[Line, ...]
    box: Box = field(init=False)
    em: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", union(line.box for line in self.lines))
        object.__setattr__(self, "em", self._strip_em() or median(line.em for line in self.lines))

    def _strip_em(self) -> float:
        """The size of a strip's characters where it was found in pieces, each with few to measure; else 0."""
        if len(self.lines) < 2 or not self.crosswise:
            return 0.0
        inked = sum(line.box.height for line in self.lines)
        return min(inked / len(self.text), _LETTER_OF_STRIP * self.box.width)

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def crosswise(self) -> bool:
        """Whether it is set against the page's main writing mode; a single character does not tell."""
        return any(line.crosswise for line in self.lines)

    @property
    def backward(self) -> bool:
        """Whether it is set crosswise and runs from the last column to the first."""
        return any(line.backward for line in self.lines)


def find_blocks(
    lines: Sequence[Line],
    barriers: Sequence[Box],
    settings: ColumnSettings | None = None,
) -> tuple[Block, ...]:
    """Group lines into blocks.

    `barriers` are rules across the columns, in logical coordinates like the lines. Two lines join when one
    stands right below the other, at least one pair of edges aligns, and no rule lies between.
    """
    chosen = settings or ColumnSettings()
    group = Groups(len(lines))
    nearby = Nearby([line.box for line in lines], 4 * median(line.em for line in lines) if lines else 1.0)
    for first, second in (*_level(lines, nearby, barriers, chosen), *_upright(lines, nearby)):
        group.join(first, second)
    for upper, lower in without_bridges(lines, _below(lines, nearby, chosen)):
        of_one = _same_column(lines[upper], lines[lower], chosen)
        of_one = of_one or _first_and_last(upper, lower, lines, nearby, chosen)
        if of_one and not parted(lines[upper].box, lines[lower].box, barriers):
            group.join(upper, lower)
    groups = [
        part
        for members in absorbed([[lines[i] for i in members] for members in group.all()])
        for part in _of_one_direction(members)
    ]
    blocks = [
        block
        for members in groups
        for column in _of_one_width(_in_rows(members), chosen)
        for block in (
            [Block(_as_read(column))]
            if any(line.crosswise for line in column)
            else _evenly_set(column, chosen)
        )
    ]
    return tuple(sorted(blocks, key=lambda block: (block.box.top, block.box.left)))


def _below(lines: Sequence[Line], nearby: Nearby, settings: ColumnSettings) -> list[Pair]:
    """Pairs (upper, lower) that follow each other: each line with what comes first below it."""
    pairs = []
    for i, line in enumerate(lines):
        box = line.box
        right = max(box.right, box.left + INDENT_EM * line.em)
        reach = Box(box.left, box.top, right, box.bottom + settings.leading_em * line.em)
        seen: list[Box] = []
        for k in sorted(nearby.touching(reach) - {i}, key=lambda n: (lines[n].box.top, n)):
            other = lines[k].box
            under = box.across(other) > 0.4 * min(box.width, other.width)
            if (
                not box.top <= other.top <= reach.bottom
                or not (under or _very_short_end(line, lines[k]))
                or other.centre[1] < box.bottom - 0.3 * line.em
            ):
                continue
            if any(s.across(other) > 0 and s.bottom <= other.centre[1] for s in seen):
                continue
            seen.append(other)
            pairs.append((i, k))
    return pairs


def _level(
    lines: Sequence[Line], nearby: Nearby, rules: Sequence[Box], settings: ColumnSettings
) -> list[Pair]:
    """Pairs (left, right) that are one printed line, parted by a wide space between words."""
    pairs = []
    for i, line in enumerate(lines):
        box = line.box
        for k in nearby.touching(
            Box(box.right, box.top, box.right + settings.space_em * line.em, box.bottom)
        ):
            other = lines[k]
            if k == i or not box.level_with(other.box) or other.box.left < box.right:
                continue
            if not alike(line, other, settings) and not is_letter(line, other):
                continue
            if _opens_report(line, other) or _is_one_row(i, k, lines, nearby, rules, settings):
                pairs.append((i, k))
    return pairs


def _is_one_row(
    i: int, k: int, lines: Sequence[Line], nearby: Nearby, rules: Sequence[Box], settings: ColumnSettings
) -> bool:
    """Whether the row above or below two lines, with no rule between, runs on where they are parted, and is
    no byline, which may stand over two columns; no row near it is parted there, and none begins where the
    right one does, as in a column. Where the row below ends a paragraph, one of the next may fill theirs."""
    line, box, other = lines[i], lines[i].box, lines[k].box
    em = line.em
    gap = Box(box.right - 1, box.top - 1.5 * em, other.left + 1, box.bottom + 1.5 * em)
    edges = Box(box.right - 3 * em, gap.top, other.left + 3 * em, gap.bottom)
    rows = [lines[n] for n in nearby.touching(edges) - {i, k} if not parted(box, lines[n].box, rules)]
    around = Box(box.left - 2.6 * em, gap.top, other.right + 2.6 * em, gap.bottom)
    pieces = [line, lines[k], *_beside(i, k, lines, nearby, settings)]
    over = any(
        runs_over(row.box, gap, around, em) and alike(row, line, settings) and not BYLINE.match(row.text)
        for row in rows
    )
    lower = Box(edges.left, edges.top, edges.right, box.bottom + _FILLED_EM * em)
    over = over or any(
        fills(row, pieces, gap, em)
        and any(alike(row, piece, settings) for piece in pieces[:2])
        and not BYLINE.match(row.text)
        for row in (lines[n] for n in nearby.touching(lower) - {i, k})
        if not parted(box, row.box, rules)
    )
    near = gap.grown(0.5 * em)
    indent = INDENT_EM * em if is_wide(lines[k].text[0]) else 0.0
    reach = max(other.right, other.left + indent)
    broken = any(break_at(a.box, b.box, near) for a in rows for b in rows if b.box.left < reach)
    return over and not broken and not any(abs(row.box.left - other.left) < 0.4 * em for row in rows)


def _opens_report(place: Line, rest: Line) -> bool:
    """Whether two lines, a space between words apart, are the place in capitals and the day or month that
    opens a report: "PORT" and "HALLOW, March 11". No name of a section and no kicker goes on so."""
    near = rest.box.left - place.box.right < _NEAR_EM * min(place.em, rest.em)
    half = place.text.isupper() and (not is_dated(place.text) or MONTH.match(rest.text))
    return bool(near and half) and is_dated(f"{place.text} {rest.text}")


def _upright(lines: Sequence[Line], nearby: Nearby) -> list[Pair]:
    """Pairs (upper, lower) that are pieces of one heading set crosswise: its characters one above the other,
    some of them found by themselves."""
    pairs = []
    for i, line in enumerate(lines):
        if not _may_be_upright(line):
            continue
        box, em = line.box, line.box.width
        for k in nearby.touching(Box(box.left, box.centre[1], box.right, box.bottom + em)) - {i}:
            other = lines[k]
            wide = max(em, other.box.width)
            narrow = (
                min(em, other.box.width) < (0.35 if min(len(line.text), len(other.text)) <= 2 else 0.7) * wide
            )
            gap = other.box.top - box.bottom
            follows = other.box.centre[1] > box.bottom - 0.1 * wide and gap < 0.8 * wide
            centred = abs(other.box.centre[0] - box.centre[0]) < 0.3 * wide
            one_strip = line.crosswise or other.crosswise
            if _may_be_upright(other) and one_strip and centred and not narrow and follows:
                pairs.append((i, k))
    return pairs


def _beside(i: int, k: int, lines: Sequence[Line], nearby: Nearby, settings: ColumnSettings) -> list[Line]:
    """The next pieces of the row of two lines, a space before the left or after the right one."""
    left, right, reach = lines[i].box, lines[k].box, settings.space_em * lines[i].em
    row = Box(left.left - reach, left.top, right.right + reach, left.bottom)
    pieces = (lines[n] for n in nearby.touching(row) - {i, k})
    return [
        piece
        for piece in pieces
        if piece.box.level_with(left)
        and (piece.box.right <= left.left or piece.box.left >= right.right)
        and alike(piece, lines[i], settings)
    ]


def _may_be_upright(line: Line) -> bool:
    """Whether a line runs crosswise, or is one character of such a line, or two that are higher than wide."""
    few = len(line.text) == 1 or (len(line.text) == 2 and line.box.height > line.box.width)
    return line.crosswise or few


def _same_column(upper: Line, lower: Line, settings: ColumnSettings) -> bool:
    if not alike(upper, lower, settings):
        return False
    em = min(upper.em, lower.em)
    left = abs(upper.box.left - lower.box.left)
    right = abs(upper.box.right - lower.box.right)
    if min(left, right) <= settings.align_em * em and max(left, right) <= settings.wander_em * em:
        return True
    indent = settings.align_em if is_wide(upper.text[0]) else settings.indent_em
    aligned = min(left, right) <= indent * em and _one_is_short(upper.box, lower.box, em)
    return aligned or _short_end(upper.box, lower.box, em)


def _first_and_last(i: int, k: int, lines: Sequence[Line], nearby: Nearby, settings: ColumnSettings) -> bool:
    """Whether two lines are those of a paragraph, the one indented, the other short: under the first, no line
    stands beside that, as the next column does where the first was drawn over it as well."""
    upper, lower, em = lines[i].box, lines[k].box, min(lines[i].em, lines[k].em)
    indented = 0.7 * em < upper.left - lower.left <= INDENT_EM * em and lower.right <= upper.right
    if not indented or not alike(lines[i], lines[k], settings):
        return False
    beside = nearby.touching(Box(lower.right, lower.top, upper.right, lower.bottom)) - {i, k}
    return not any(lines[n].box.level_with(lower) for n in beside)


def _short_end(upper: Box, lower: Box, em: float) -> bool:
    """A paragraph that begins, indented, under the short last line of another."""
    return 0.7 * em < lower.left - upper.left <= INDENT_EM * em and upper.right <= lower.right + em


def _very_short_end(upper: Line, lower: Line) -> bool:
    """A last line of a character or two, and the next paragraph's indent begins where it ends: no Latin word,
    which a wide space may set apart, and no piece of another column, across a gutter. One character begins no
    paragraph: it stands in the next strip of a heading set crosswise."""
    touches = upper.box.across(lower.box) > -0.3 * upper.em
    begins = touches and is_wide(upper.text[0]) and len(lower.text) > 1
    return begins and _short_end(upper.box, lower.box, upper.em)


def _one_is_short(upper: Box, lower: Box, em: float) -> bool:
    """One is the short last line of a paragraph, the other a full line, flush left or indented, or a
    byline that ends flush right."""
    small, large = sorted((upper, lower), key=lambda b: b.width)
    inside = large.left - em <= small.left and small.right <= large.right + em
    return inside and (abs(small.left - large.left) < 2.6 * em or abs(small.right - large.right) < 1.5 * em)


def _of_one_direction(lines: list[Line]) -> list[list[Line]]:
    """The lines, the few that run crosswise apart from text that one of its characters ties them to."""
    across = [line for line in lines if line.crosswise]
    text = [line for line in lines if not _may_be_upright(line)]
    if not across or sum(len(line.text) for line in across) >= sum(len(line.text) for line in text):
        return [lines]
    return [across, [line for line in lines if not line.crosswise]]


def _of_one_width(lines: tuple[Line, ...], settings: ColumnSettings) -> list[tuple[Line, ...]]:
    """The lines, parted where a wider column ends and a narrower one goes on below it, or the reverse: a
    single short line is the end of a paragraph, three that agree are a column."""
    if any(line.crosswise for line in lines):
        return [lines]
    ends = [line.box.right for line in lines]
    starts = [-line.box.left for line in lines]
    cuts: list[int] = []
    for k in range(1, len(lines) - 1):
        least = settings.narrower_em * lines[k].em
        moved = any(_moves(edges, k, least, lines[k].em) for edges in (ends, starts))
        if moved and not any(k - cut < 3 for cut in cuts):
            cuts.append(k)
    return [lines[a:b] for a, b in itertools.pairwise([0, *cuts, len(lines)])]


def _moves(edges: Sequence[float], k: int, least: float, em: float) -> bool:
    """Whether the outer edge of a column moves, between two lines, by so much, for at least three lines on
    the inner side."""
    before, after = edges[max(0, k - 4) : k], edges[k : k + 4]
    inner, step = (
        (after, edges[k - 1] - edges[k]) if max(before) > max(after) else (before, edges[k] - edges[k - 1])
    )
    agree = sum(max(inner) - edge < 0.8 * em for edge in inner)
    return step > least and abs(max(before) - max(after)) > least and len(inner) >= 3 and agree >= 2


def _evenly_set(lines: tuple[Line, ...], settings: ColumnSettings) -> list[Block]:
    """The lines as blocks of even leading: a wider step parts a subheading from the text below it."""
    steps = [b.box.centre[1] - a.box.centre[1] for a, b in itertools.pairwise(lines)]
    real = [step for step in steps if step > 0.5 * lines[0].em]
    if len(real) < 2:
        return [Block(lines)]
    limit = settings.spread * median(real)
    cuts = [i + 1 for i, step in enumerate(steps) if step > limit]
    return [Block(lines[a:b]) for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]


def parted(upper: Box, lower: Box, barriers: Sequence[Box]) -> bool:
    """Whether a rule runs between two lines of a column."""
    top, bottom = sorted((upper.centre[1], lower.centre[1]))
    return any(
        top < rule.centre[1] < bottom and upper.across(rule) > 0.5 * min(upper.width, lower.width)
        for rule in barriers
    )


def _as_read(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The pieces of a strip set crosswise, from its first to its last character."""
    return lines[::-1] if any(line.backward for line in lines) else lines


def _in_rows(lines: list[Line]) -> tuple[Line, ...]:
    """From top to bottom, and on one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda n: n.box.centre[1]):
        last = rows[-1][-1] if rows else None
        if last and line.box.along(last.box) > 0.55 * min(line.box.height, last.box.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda n: n.box.left))
