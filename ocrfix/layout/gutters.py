"""Where a line that the detector drew across a gutter or a rule must be cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ocrfix.geometry import Blanks, Box, union
from ocrfix.layout.begun_columns import with_begun_columns
from ocrfix.layout.blank_lines import FLUSH_EM, INDENTED_EM, LARGER_EM, BlankLines, as_high
from ocrfix.layout.breaks import (
    Cuts,
    apart,
    between_broken_rows,
    breaks_above,
    ends_columns,
    find_breaks,
    rows_before,
    same_ends,
)
from ocrfix.layout.deck_lines import in_deck, stands_beside
from ocrfix.layout.even_columns import with_even_columns
from ocrfix.layout.joined_heads import with_heads_apart
from ocrfix.layout.nearby import Nearby
from ocrfix.layout.rivers import without_rivers

_HALF = 0.5
"""The least share of a gap that each further row must leave free."""

_FEW_EM, _BLANK_ROWS = 2.5, 1.2
"""How long a character or two are, and how many rows high a blank that ends a column is."""

_NEXT = 1.5
"""How far apart rows of one text stand at most, in heights of one, where the short end of a paragraph may
stand between them."""

_INDENT_EM, _CLEAR_EM = 3.0, 0.6
"""How far in a paragraph may begin beyond a gutter, and how wide the blank of a line is that tells so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GutterSettings:
    """In em: the blank that a line must show where it is cut. A `band` is a blank that stays so wide through
    so many rows on both its sides, within its reach; fewer where some of them were found ended right at it,
    or where it is wide. `block`: the least width of one that parts all rows of a block of tiers, how many
    those are, how many end or begin right at it (of columns one less), and how far the next text is. `like`:
    how far away, and how many, rows with the same two columns must be, one less but of another block where
    the rows next to the line leave its blank free. `free`: the blank of a line that its neighbours leave
    free, and how many rows end or begin there at least."""

    blank_em: float = 0.45
    band_em: float = 0.3
    band_reach_em: float = 12.0
    band_lines: int = 5
    band_lines_ended: int = 4
    band_wide_em: float = 1.0
    band_lines_wide: int = 3
    band_lines_crossed: int = 8
    block_em: float = 0.5
    block_lines: int = 4
    block_ends: int = 3
    block_apart_em: float = 4.0
    like_reach_em: float = 60.0
    like_lines: int = 4
    free_em: float = 0.6
    free_rows: int = 6


def find_cuts(
    boxes: Sequence[Box],
    fences: Sequence[Box],
    em_px: float,
    blanks: Blanks,
    settings: GutterSettings | None = None,
    *,
    tiers: bool = False,
) -> Cuts:
    """Positions along each line at which it is two lines, by index; logical coordinates.

    `boxes` are lines of the main writing mode, `fences` the rules between columns, `em_px` the size of body
    text. A line is cut where a rule crosses it, and where its blank goes on through the rows above and
    below; where the columns are `tiers`, that run on past each other, also where rows further away break.

    >>> rows = [Box(x, y, x + 90, y + 10) for x in (0, 100) for y in (0, 24, 36, 48)]
    >>> wide = Box(0, 12, 190, 22)
    >>> find_cuts([*rows, wide], [], 10, lambda box: [(91.0, 99.0)] if box == wide else [])
    {8: [95.0]}
    """
    chosen = settings or GutterSettings()
    lines = BlankLines(boxes, em_px, blanks)
    bands = _bands(lines, chosen, tiers)
    cuts: Cuts = {}
    for i, box in enumerate(boxes):
        ruled = [
            rule.centre[0]
            for rule in fences
            if rule.along(box) > 0.7 * box.height and box.left + em_px < rule.centre[0] < box.right - em_px
        ]
        free = [place for place in bands.get(i, []) if not _ends_heading(box, place, em_px)]
        if places := apart([*ruled, *free], _FEW_EM * em_px):
            cuts[i] = places
    cuts = _with_rows_between(lines, cuts, filled=True)
    cuts = _with_rows_between(lines, _with_like_columns(lines, cuts, chosen), filled=False)
    if not tiers:
        cuts = with_heads_apart(lines, without_rivers(lines, cuts))
        return with_even_columns(lines, with_begun_columns(lines, cuts))
    return _with_like_columns(lines, _with_free_rows(lines, cuts, chosen), chosen)


def _ends_heading(box: Box, place: float, em_px: float) -> bool:
    """Whether a cut would leave no more than a character or two of a line that is larger than text."""
    return box.height > LARGER_EM * em_px and min(place - box.left, box.right - place) < 2 * box.height


def _bands(lines: BlankLines, settings: GutterSettings, tiers: bool) -> Cuts:
    """Cuts where the blank in a line goes on through its neighbours, whether they too were drawn across it
    or end and begin there: words and marks leave gaps as wide, but not one above the other. The widest gap
    of a line comes first."""
    em, cuts = lines.em_px, Cuts()
    for i, box in lines.of_text(8):
        gaps = []
        for start, end in lines.runs(i):
            inside = box.left + 0.6 * em < start and end < box.right - 0.6 * em
            if inside and end - start >= settings.blank_em * em and not lines.spread(i, (start, end)):
                gap = _followed(lines, i, (start, end), settings, tiers)
                gaps += [gap] if gap is not None else []
        cuts[i] = [(start + end) / 2 for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1])]
    return cuts


def _followed(
    lines: BlankLines, i: int, gap: tuple[float, float], settings: GutterSettings, tiers: bool
) -> tuple[float, float] | None:
    """What remains of a line's gap where enough rows leave it free that stand beside it over or under either
    part of the line, else None: few are enough in tiers, where the gap parts their whole block."""
    em, box = lines.em_px, lines.boxes[i]
    along = _rows_along(lines, i, gap, settings)
    rows, others, gap = along.rows, along.rows[1:], along.gap
    left = [row.left for row in others if row.left < gap[0] - 0.5 * em and row.right > box.left]
    left += [] if tiers else [end.left for end in _short_ends(lines, rows, gap)]
    right = [row.right for row in others if row.right > gap[1] + 0.5 * em and row.left < box.right]
    ends = sum(min(abs(row.right - gap[0]), abs(row.left - gap[1])) < 0.6 * em for row in rows)
    width = (gap[1] - gap[0]) / em
    least = settings.band_lines_wide if width > settings.band_wide_em else settings.band_lines
    printed = len({round(row.centre[1] / box.height) for row in rows})
    enough = printed >= settings.block_lines and ends >= settings.block_ends
    ended = settings.block_ends - 1 if along.whole else settings.block_ends
    if tiers and along.whole and enough and width > settings.block_em:
        least = 2
    elif not tiers and ends >= ended and width > settings.free_em:
        least = min(least, settings.band_lines_ended)
    elif along.crossed and not ends:
        least = settings.band_lines_crossed
    inset = (1.4 if box.height > 1.1 * median(row.height for row in rows) else 2.6) * em
    heading = _centred(box, [box.left, *left], [box.right, *right], inset, em)
    heading = heading and (tiers or lines.alone(i, min([box.left, *left]), max([box.right, *right])))
    heading = heading or (tiers and (stands_beside(box, gap[0], others, em) or in_deck(lines, i, gap)))
    return gap if min(len(left), len(right)) + 1 >= least and not heading else None


def _short_ends(lines: BlankLines, rows: Sequence[Box], gap: tuple[float, float]) -> Iterator[Box]:
    """The rows that end well before a gap, level with one that begins right after it: ends of paragraphs."""
    for row in rows:
        begins = abs(row.left - gap[1]) < FLUSH_EM * lines.em_px
        if begins and not any(other.level_with(row) and other.right < row.left for other in rows):
            yield from (other for other in rows_before(lines, row) if other.right < gap[0])


@dataclass(frozen=True, slots=True)
class _Along:
    """A line and the `rows` above and below that leave its gap free, the line first; what remains of the gap;
    whether no other row of text stands near these (`whole`), and whether rows of their own column run over
    the gap next to them on both sides (`crossed`)."""

    rows: Sequence[Box]
    gap: tuple[float, float]
    whole: bool
    crossed: bool


def _rows_along(lines: BlankLines, i: int, gap: tuple[float, float], settings: GutterSettings) -> _Along:
    """What stands above and below a line along its gap.

    A row that leaves less than half of the gap is of neither column. Where a cut would leave a character or
    two, rows beyond a blank tell nothing.
    """
    em, box = lines.em_px, lines.boxes[i]
    reach = settings.band_reach_em * em
    few = min(gap[0] - box.left, box.right - gap[1]) < _FEW_EM * em
    area = Box(gap[0] - 2 * em, box.top - reach, gap[1] + INDENTED_EM * em, box.bottom + reach)
    near = sorted(lines.nearby.touching(area) - {i}, key=lambda k: abs(lines.boxes[k].top - box.top))
    rows, whole, crossing = [box], True, list[Box]()
    for above in (True, False):
        last = box
        for k in near:
            other = lines.boxes[k]
            if (other.top < box.top) is not above:
                continue
            if few and -other.along(last) > _BLANK_ROWS * box.height:
                break
            narrower = lines.widest_in(k, gap)
            alike = as_high(other, box)
            if narrower[1] - narrower[0] < _least_px(gap, narrower, em, settings) or not alike:
                whole = whole and (not alike or -last.along(other) > settings.block_apart_em * em)
                if alike and -last.along(other) < _NEXT * box.height:
                    crossing.append(other)
                break
            gap, last = narrower, other
            rows.append(other)
    return _Along(rows, gap, whole, len(crossing) == 2 and _in_column(crossing, rows, gap, em))


def _least_px(
    gap: tuple[float, float], narrower: tuple[float, float], em_px: float, settings: GutterSettings
) -> float:
    """How much of a gap a further row must leave free: half of it; a gutter at most where one edge stays,
    for a paragraph that ends before a gutter, or begins after it, leaves more."""
    least, half = settings.band_em * em_px, _HALF * (gap[1] - gap[0])
    shares = min(abs(narrower[0] - gap[0]), abs(narrower[1] - gap[1])) < least
    return max(least, min(half, settings.block_em * em_px) if shares else half)


def _in_column(crossing: Sequence[Box], rows: Sequence[Box], gap: tuple[float, float], em_px: float) -> bool:
    """Whether rows run over a gap and begin and end within the column of others."""
    column = union(rows).grown(em_px)
    return all(
        column.left < row.left < gap[0] - em_px and gap[1] + em_px < row.right < column.right
        for row in crossing
    )


def _centred(box: Box, left: list[float], right: list[float], inset_px: float, em_px: float) -> bool:
    """Whether a line stands in the middle over the columns, as a heading whose halves a space parts, further
    in than an inset: one of the text's size further than an indent."""
    flush = max(
        sum(abs(place - box.left) < 0.8 * em_px for place in left[1:]),
        sum(abs(place - box.right) < 0.8 * em_px for place in right[1:]),
    )
    before, after = box.left - min(left), max(right) - box.right
    return flush < 2 and min(before, after) > inset_px and abs(before - after) < 0.8 * em_px


def _with_rows_between(lines: BlankLines, cuts: Cuts, *, filled: bool) -> Cuts:
    """The cuts, and those of single lines that run across a gutter at which the rows above and below break:
    there the blank may be narrow, or `filled` by a mark that hangs over. A line larger than text has no such
    mark: what fills its blank is a letter."""
    em = lines.em_px
    known = {i: list(places) for i, places in cuts.items()}
    for i, box in lines.of_text(8):
        for x in breaks_above(lines, i, known):
            inside = box.left + 1.4 * em < x < box.right - 1.4 * em
            if not inside or any(abs(x - place) < em for place in known.get(i, [])):
                continue
            window = Box(x - 0.7 * em, box.top, x + 0.7 * em, box.bottom)
            gap = max(lines.blanks(window), key=lambda run: run[1] - run[0], default=(x, x))
            blank = gap[1] - gap[0] > 0.3 * em
            indent = _INDENT_EM if gap[1] - gap[0] > _CLEAR_EM * em else 1.0
            may_break = blank or (filled and box.height < LARGER_EM * em)
            between = may_break and between_broken_rows(lines, i, x, known, indent)
            if between or (blank and ends_columns(lines, i, x, known)):
                known.setdefault(i, []).append((gap[0] + gap[1]) / 2)
    return {i: sorted(places) for i, places in known.items()}


def _with_like_columns(lines: BlankLines, cuts: Cuts, settings: GutterSettings) -> Cuts:
    """The cuts, and those of lines that are blank where many rows further up or down break, if the columns
    there have the same outer edges: the two rows above a picture are too few to show a gutter. Not where
    rows of the line's own column run over the blank above and below it."""
    em, reach = lines.em_px, settings.like_reach_em * lines.em_px
    breaks = find_breaks(lines, cuts)
    nearby = Nearby([Box(x, row.top, x, row.bottom) for x, row in breaks], 10 * em)
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in lines.of_text(16):
        for start, end in lines.runs(i):
            inside = box.left + 2 * em < start and end < box.right - 2 * em
            if not inside or end - start < settings.blank_em * em or lines.spread(i, (start, end)):
                continue
            area = Box(start, box.top - reach, end, box.bottom + reach)
            free = end - start >= settings.free_em * em and _frees_rows(lines, i, (start, end), found)
            place = (start + end) / 2
            part = _part_around(box, place, found.get(i, []))
            rows = [breaks[k][1] for k in nearby.touching(area)]
            like = [row for row in rows if same_ends(part, row, em, short=free)]
            others = [row for row in like if -row.along(box) > settings.block_apart_em * em]
            enough = len(like) >= settings.like_lines or (free and len(others) >= settings.like_lines - 1)
            if not enough or _ends_heading(box, place, em):
                continue
            if not _rows_along(lines, i, (start, end), settings).crossed:
                found[i] = apart([*found.get(i, []), place], 2 * em)
    return found


def _part_around(box: Box, place: float, cuts: Sequence[float]) -> Box:
    """The part of a line between its cuts on either side of a place."""
    left = max((cut for cut in cuts if cut < place), default=box.left)
    right = min((cut for cut in cuts if cut > place), default=box.right)
    return Box(left, box.top, right, box.bottom)


def _with_free_rows(lines: BlankLines, cuts: Cuts, settings: GutterSettings) -> Cuts:
    """The cuts, and those of lines that show a wide blank where columns near them end and others begin, while
    no row right above or below runs over it: a last line that was drawn over the gutter, where the text
    beside it goes on or has ended as well."""
    found = {i: list(places) for i, places in cuts.items()}
    for i, box in lines.of_text(8):
        for start, end in lines.runs(i):
            inside = box.left + 2 * lines.em_px < start and end < box.right - 2 * lines.em_px
            place = (start + end) / 2
            if not inside or end - start < settings.free_em * lines.em_px or _runs_by(lines, i, place, found):
                continue
            parts = _parts_columns(lines, i, (start, end), found, settings)
            if parts and not in_deck(lines, i, (start, end)):
                found[i] = apart([*found.get(i, []), place], 2 * lines.em_px)
    return found


def _runs_by(lines: BlankLines, i: int, x: float, cuts: Cuts) -> bool:
    """Whether a row right above or below a line runs over a place, neither cut nor blank there."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    around = Box(x - 1, box.top - 0.8 * box.height, x + 1, box.bottom + 0.8 * box.height)
    return any(
        boxes[k].left + em < x < boxes[k].right - em
        and not any(abs(x - place) < em for place in cuts.get(k, []))
        and not any(start < x < end and end - start > 0.5 * em for start, end in lines.runs(k))
        for k in lines.nearby.touching(around)
        if k != i
    )


def _parts_columns(
    lines: BlankLines, i: int, gap: tuple[float, float], cuts: Cuts, settings: GutterSettings
) -> bool:
    """Whether rows above and below a line end before a gap and others begin after it, the line begins as one
    of those does that end there, does not stand in the middle over both columns as a byline does, and no
    column of rows as long as it runs over the gap."""
    boxes, box, em = lines.boxes, lines.boxes[i], lines.em_px
    reach = settings.like_reach_em * em
    area = Box(gap[0] - em, box.top - reach, gap[1] + em, box.bottom + reach)
    rows = [k for k in lines.nearby.touching(area) if k != i and 0.75 < boxes[k].height / box.height < 1.33]
    cut = [k for k in rows if any(abs((gap[0] + gap[1]) / 2 - place) < em for place in cuts.get(k, []))]
    ends = [k for k in rows if abs(boxes[k].right - gap[0]) < 0.6 * em or k in cut]
    begins = [k for k in rows if -0.6 < (boxes[k].left - gap[1]) / em < INDENTED_EM or k in cut]
    uncut = [boxes[k] for k in rows if k not in cut]
    twins = sum(max(abs(row.left - box.left), abs(row.right - box.right)) < 0.6 * em for row in uncut)
    indents = [(box.left - boxes[k].left) / em for k in ends]
    flush = any(-0.6 < indent < 2.6 or abs(indent) > 8 for indent in indents)
    enough = min(len(ends), len(begins)) >= 2 and len(ends) + len(begins) >= settings.free_rows
    lefts, rights = [boxes[k].left for k in ends], [boxes[k].right for k in begins]
    heading = _centred(box, [box.left, *lefts], [box.right, *rights], INDENTED_EM * em, em)
    return flush and enough and twins < 3 and not heading


def _frees_rows(lines: BlankLines, i: int, gap: tuple[float, float], cuts: Cuts) -> bool:
    """Whether the rows right above and below a line leave its gap free, and at least one of them shows it:
    the next column begins there; a mark at the end of the first may leave more of it blank."""
    box, em = lines.boxes[i], lines.em_px
    if _runs_by(lines, i, (gap[0] + gap[1]) / 2, cuts):
        return False
    around = Box(gap[0] - em, box.top - 0.8 * box.height, gap[1] + em, box.bottom + 0.8 * box.height)
    rows = [k for k in lines.nearby.touching(around) if k != i and as_high(lines.boxes[k], box)]
    return any(
        abs(end - gap[1]) < 0.3 * em and abs(start - gap[0]) < 0.7 * em
        for k in rows
        for start, end in lines.runs(k)
    )
