"""What each block is: heading, body, caption, furniture … by size, place and words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ocrfix.geometry import Box, union
from ocrfix.layout.adverts import with_adverts
from ocrfix.layout.begun_texts import with_begun_texts
from ocrfix.layout.between_texts import with_crossheads
from ocrfix.layout.bold import BOLD_LARGER, SET_BOLD, is_bold_heading, is_bolder, is_row_of, is_set_bold
from ocrfix.layout.captions import with_captions
from ocrfix.layout.centred_heads import with_centred_heads
from ocrfix.layout.columns import Block
from ocrfix.layout.credits import CREDIT_ALONE
from ocrfix.layout.deck_rows import with_deck_rows
from ocrfix.layout.first_rows import with_first_rows
from ocrfix.layout.furniture import with_foot, with_head
from ocrfix.layout.heading_rows import with_rows_of_headings
from ocrfix.layout.letter_strips import with_strips_of_letters
from ocrfix.layout.lines import Line
from ocrfix.layout.misread_rows import with_misread_rows
from ocrfix.layout.new_kinds import HEADS_TEXT, LARGER, begins_anew, ends_sentence, heads_text
from ocrfix.layout.piece import ON_BLACK, Piece, Sheet
from ocrfix.layout.sections import is_short_name, opens_section, with_section_names
from ocrfix.layout.signatures import signs
from ocrfix.layout.split_bylines import with_split_bylines
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import (
    BYLINE,
    CREDIT,
    DATELINE,
    FULL_STOP,
    JUMP_FROM,
    JUMP_TO,
    OWN_REPORT,
    PLACE_AND_DAY,
    SENTENCE_END,
    is_dated,
)
from ocrfix.model.text import squares

_BOLD = 1.35
"""How much darker than text a bold face is."""

_HARDLY_LARGER, _BOLDEST = 1.02, 1.5
"""How dark a heading of one or two rows is that is hardly larger than text."""

_FLUSH_EM = 0.5
"""How exactly rows of a column begin with each other."""

_AROUND = 3
"""How many rows over and under a crosshead tell how wide its column is: farther ones lean away from it."""

_ROWS, _LARGE, _ROWS_LARGE = 4, 1.8, 8
"""How many rows a heading has at most, and how many one in letters that are so much larger than the text, or
somewhat larger and all set bold."""


_NO_HEADING = (FULL_STOP, PLACE_AND_DAY, OWN_REPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSettings:
    """`heading`: how much larger than the body a heading is set; `heading_few`, one of
    two characters, which are too few to measure. `dark` to `dark_most`: ink share of a label
    printed white on black or on a tint, so many times `darker` than text. `crosshead`: as large as a heading
    inside a text may be; a larger one begins an article of its own."""

    heading: float = 1.28
    heading_few: float = 1.6
    dark: float = ON_BLACK
    dark_most: float = 0.62
    darker: float = 2.6
    crosshead: float = 1.5


def label_blocks(
    blocks: Sequence[Block], sheet: Sheet, settings: LabelSettings | None = None
) -> tuple[Piece, ...]:
    """The blocks with their labels, some of them parted where two kinds stand in one."""
    chosen = settings or LabelSettings()
    pieces = [
        Piece(part, kind or _first_label(part, sheet, chosen))
        for block in blocks
        for part, kind in _parts(block, sheet)
    ]
    pieces = [replace(piece, frame=_frame_of(sheet.page_box(piece.block), sheet)) for piece in pieces]
    pieces = with_split_bylines(with_strips_of_letters(with_misread_rows(pieces, sheet)))
    pieces = with_rows_of_headings(_with_heads_of_frames(pieces, sheet), sheet, chosen.dark)
    pieces = with_head(with_section_names(pieces, sheet), sheet)
    pieces = with_adverts(with_foot(pieces, sheet), sheet)
    pieces = with_first_rows(with_centred_heads(with_captions(pieces, sheet), sheet), sheet)
    pieces = with_deck_rows(with_begun_texts(pieces, sheet), sheet)
    return tuple(with_crossheads(pieces, sheet, chosen.crosshead))


def _parts(block: Block, sheet: Sheet) -> list[tuple[Block, RegionKind | None]]:
    """The block, cut before a line with a caption's mark, after one that ends in a credit, and around
    headings, bylines, jump lines and crossheads, with the labels of these."""
    parts: list[tuple[list[Line], RegionKind | None]] = [([], None)]
    headings = _headings_in(block, sheet)
    for place, line in enumerate(block.lines):
        kind = RegionKind.HEADING if place in headings else _line_label(block, place)
        kind = RegionKind.SECTION if place == 0 and opens_section(block, sheet.em) else kind
        goes_on = place in headings and place - 1 in headings
        jumps = kind is parts[-1][1] is RegionKind.CONTINUATION
        goes_on = goes_on or (jumps and place - 1 in _row_of(block, place))
        begins = parts[-1][0] and begins_anew(line, parts[-1][0], sheet)
        if parts[-1][0] and not goes_on and (kind or parts[-1][1] or begins):
            parts.append(([], None))
        parts[-1] = ([*parts[-1][0], line], kind)
    return [(Block(tuple(lines)), kind) for lines, kind in parts if lines]


def _headings_in(block: Block, sheet: Sheet) -> set[int]:
    """The places of lines, at most three together, that head the text below them: hardly larger than it,
    but darker; at the block's head or where a sentence ends."""
    found: set[int] = set()
    for first in range(len(block.lines) - 1):
        before = block.lines[first - 1]
        begins = first == 0 or FULL_STOP.search(before.text) or _line_label(block, first - 1)
        if begins and first not in found:
            found.update(_heading_at(block, first, sheet))
    return found


def _heading_at(block: Block, first: int, sheet: Sheet) -> Sequence[int]:
    """The places of the heading that begins at a line; none where that line is text."""
    for count in (3, 2, 1):
        heads, below = block.lines[first : first + count], block.lines[first + count : first + count + 8]
        text = "".join(line.text for line in heads)
        if not below or heads[-1].box.level_with(below[0].box) or len(text) < 4:
            continue
        em = max(sheet.em, median(line.em for line in below))
        weight = max(sheet.weight, median(line.weight for line in below))
        rows = [heads[0], *(line for line in heads[1:] if not is_row_of(line, heads[0], em))]
        sizes = [(line.em / em, line.weight / weight if weight else 0.0) for line in rows]
        larger = all(heads_text(*size) for size in sizes)
        if first == 0 and not is_dated(heads[0].text):
            larger = larger or all(is_bolder(*size) for size in sizes)
        dated_below = DATELINE.match(below[0].text)
        opens = dated_below or (sheet.axes.vertical and (first == 0 or _ruled_over(block, first, sheet)))
        bold = is_bold_heading(rows, block, sheet) and not is_set_bold(below[:1], sheet)
        larger = larger or bool(opens and (bold or (sheet.axes.vertical and _is_set_in(heads, below, em))))
        running = len(below) > 1 or dated_below or squares(below[0].text) >= 5
        dated = any(is_dated(line.text) for line in heads[1:])
        dated = dated or _opens_date(heads, below)
        text_row = dated or any(pattern.search(text) for pattern in _NO_HEADING) or _is_jump(text)
        if larger and running and not text_row and not any(line.crosswise for line in (*heads, *below)):
            return range(first, first + count)
    return ()


def _opens_date(heads: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a row in capitals is the indented beginning of the place that the row below it ends, with the
    day, flush with the text: a report of its own would begin indented."""
    first, second, third = heads[0], below[0], below[min(1, len(below) - 1)]
    flush = abs(second.box.left - third.box.left) < _FLUSH_EM * second.em
    indented = first.box.left - second.box.left > _FLUSH_EM * second.em
    as_large = first.em < BOLD_LARGER * second.em
    place = len(heads) == 1 and first.text.isupper() and is_dated(f"{first.text} {second.text}")
    return place and flush and indented and as_large


def _is_set_in(heads: Sequence[Line], below: Sequence[Line], em: float) -> bool:
    """Whether several rows, each larger than the text below them, end clear of its column's foot: text of
    that size fills its column."""
    foot = max(line.box.right for line in below)
    large = all(line.em > HEADS_TEXT * em for line in heads) and max(line.em for line in heads) > LARGER * em
    return len(heads) > 1 and large and all(line.box.right < foot - em for line in heads)


def _ruled_over(block: Block, place: int, sheet: Sheet) -> bool:
    """Whether a rule, however short, runs between a line of a block and the one before it."""
    top, bottom = block.lines[place - 1].box.centre[1], block.lines[place].box.centre[1]
    rules = sheet.furnishings.across(sheet.axes)
    return any(top < rule.centre[1] < bottom and rule.across(block.box) > 0 for rule in rules)


def _line_label(block: Block, place: int) -> RegionKind | None:
    """What a line inside a block is by itself, where it is something else than the rest."""
    line = block.lines[place]
    if CREDIT_ALONE.match(line.text):
        return RegionKind.CREDIT
    if _is_jump(line.text) or _is_jump(" ".join(block.lines[k].text for k in _row_of(block, place))):
        return RegionKind.CONTINUATION
    if _is_byline(line) and not _runs_on(block, place):
        return RegionKind.BYLINE
    if len(block.lines) > 2 and place == len(block.lines) - 1 and signs(line, block):
        return RegionKind.BYLINE
    return RegionKind.CROSSHEAD if _stands_out(block, place) else None


def _row_of(block: Block, place: int) -> range:
    """The places of the lines that are one row of print with a line: the detector finds some in pieces."""
    first, last, box = place, place, block.lines[place].box
    while first and block.lines[first - 1].box.level_with(box):
        first -= 1
    while last + 1 < len(block.lines) and block.lines[last + 1].box.level_with(box):
        last += 1
    return range(first, last + 1)


def _runs_on(block: Block, place: int) -> bool:
    """Whether a line is a full row of a sentence that began before, or stands under a row that only opens a
    report: text that names a reporter."""
    if place == 0:
        return False
    line, before, em = block.lines[place].box, block.lines[place - 1].text, block.em
    full = line.left - block.box.left < em and block.box.right - line.right < em
    return bool(DATELINE.fullmatch(before.rstrip("(（"))) or (full and not FULL_STOP.search(before))


def _stands_out(block: Block, place: int) -> bool:
    """A crosshead set in the size of the text: centred, darker, between paragraphs, or the last line that was
    found with the one above; at the head of a column, or of the last rows of one, set bold."""
    lines = block.lines
    if len(lines) < (4 if place else 3) or is_dated(lines[place].text):
        return False
    line, before, after = lines[place], lines[max(0, place - 1)], lines[min(place + 1, len(lines) - 1)]
    around = union(other.box for other in lines[max(0, place - _AROUND) : place + _AROUND + 1])
    left, right = line.box.left - around.left, around.right - line.box.right
    centred = (
        min(left, right) > 0.5 * block.em and abs(left - right) < 0.35 * max(left, right) + 0.7 * block.em
    )
    beside = [other for other in (before, after) if other is not line]
    alone = all(line.box.along(other.box) < 0.5 * line.box.height for other in beside)
    usual = median(other.weight for other in lines)
    darker = line.weight > 1.12 * usual or line.em > 1.08 * block.em
    begins = FULL_STOP.search(before.text) if place else line.weight > SET_BOLD * usual
    return bool(centred and alone and darker and begins) and not SENTENCE_END.search(line.text)


def _is_jump(text: str) -> bool:
    return bool(JUMP_TO.match(text) or JUMP_FROM.match(text))


def _is_byline(line: Line) -> bool:
    ends = FULL_STOP.search(line.text) or CREDIT.search(line.text)
    return bool(BYLINE.match(line.text)) and len(line.text) <= 40 and not ends


def _first_label(block: Block, sheet: Sheet, settings: LabelSettings) -> RegionKind:
    text, first = block.text, block.lines[0]
    if _is_jump(text):
        return RegionKind.CONTINUATION
    bold = block.em >= settings.heading * sheet.em and sheet.darkness(first.weight) > _BOLD
    if len(block.lines) == 1 and _is_byline(first) and block.em < 1.6 * sheet.em and not bold:
        return RegionKind.BYLINE
    least = max(settings.dark, min(settings.dark_most, settings.darker * sheet.weight))
    dark = max(line.weight for line in block.lines) > least
    large = 2.6 if len(text) <= 6 else 1.5 if sheet.axes.vertical else 1.9
    if dark and is_short_name(block) and 0.9 < block.em / sheet.em < large:
        return RegionKind.SECTION
    if is_dated(" ".join(block.lines[k].text for k in _row_of(block, 0))):
        return RegionKind.BODY
    few = len(text) <= 2
    large = block.em >= (settings.heading_few if few else settings.heading) * sheet.em
    if (few and FULL_STOP.search(text)) or (len(block.lines) == 1 and ends_sentence(text)):
        return RegionKind.BODY
    if block.crosswise:
        return RegionKind.HEADING if large or len(text) >= 4 else RegionKind.BODY
    set_apart = len(block.lines) <= 2 and (_is_bold(block, sheet) or _spans_columns(block, sheet))
    set_apart = set_apart or (sheet.axes.vertical and len(text) >= 4 and is_set_bold(block.lines, sheet))
    plain = block.em >= _LARGE * sheet.em or (large and is_set_bold(block.lines, sheet))
    most = _ROWS_LARGE if plain else _ROWS
    return RegionKind.HEADING if (large or set_apart) and len(block.lines) <= most else RegionKind.BODY


def _with_heads_of_frames(pieces: list[Piece], sheet: Sheet) -> list[Piece]:
    """The pieces; where no heading stands in a frame, its first text heads the rest if it is set bold."""
    headed = {p.frame for p in pieces if p.kind is RegionKind.HEADING}
    heads = set()
    for i in range(len(sheet.furnishings.frames)):
        inside = [p for p in pieces if p.frame == i]
        first = min(inside, key=lambda p: p.block.box.top, default=None)
        text = first is not None and first.kind in (RegionKind.BODY, RegionKind.CROSSHEAD)
        if first and text and i not in headed and len(inside) > 1 and is_set_bold(first.block.lines, sheet):
            heads.add(first)
    return [replace(p, kind=RegionKind.HEADING) if p in heads else p for p in pieces]


def _spans_columns(block: Block, sheet: Sheet) -> bool:
    """A heading hardly larger than the text, that runs over more than a column."""
    wide = block.box.width > 1.4 * sheet.column_px > 0
    return wide and block.em > 1.06 * sheet.em and not FULL_STOP.search(block.text)


def _is_bold(block: Block, sheet: Sheet) -> bool:
    """A heading in a darker face, hardly larger than the text."""
    larger, darker = block.em / sheet.em, sheet.darkness(median(line.weight for line in block.lines))
    bold = is_bolder(larger, darker) or (larger > _HARDLY_LARGER and darker > _BOLDEST)
    return bold and len(block.text) >= 4 and not SENTENCE_END.search(block.text)


def _frame_of(box: Box, sheet: Sheet) -> int | None:
    around = [i for i, frame in enumerate(sheet.furnishings.frames) if box.share_in(frame) > 0.85]
    return min(around, key=lambda i: sheet.furnishings.frames[i].area, default=None)
