"""Decks: a headline with its kicker, subheading and byline, wherever they stand around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ocrfix.geometry import Box, union
from ocrfix.layout.columns import Block
from ocrfix.layout.halves import (
    are_cut_rows,
    are_halves,
    are_short,
    centred_together,
    in_one_strip,
    meet_in_rows,
    over_one_text,
    row_box,
    under_one_line,
    whole_rows,
    with_other_half,
)
from ocrfix.layout.heading_groups import Group, groups_near, is_between, merged, nearest, over_one_report
from ocrfix.layout.heading_size import as_large, height_of, is_square, size_of
from ocrfix.layout.joints import BROKEN_WORD, SMALL_LETTER, begins_indented
from ocrfix.layout.piece import ON_BLACK, NearPieces, Piece, Sheet
from ocrfix.layout.signatures import closes, signs_off
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE, FOOT_BYLINE, JUMP_FROM, PLACE_AND_DAY, SENTENCE_END, is_dated
from ocrfix.model.text import squares

_STACKED_EM = 1.3
_REACH_EM = 1.45
"""How far from each other rows and halves of one heading stand at most."""
_ATTACHED_EM = 4.0
"""How far from a heading a short line stands at most that is of its deck, in its letters."""
_STRIPS_EM = 0.6
"""How far from each other strips of one headline set down a page of rows stand at most."""
_TWO_STRIPS_EM, _WITHIN = 2.0, 0.9
"""How wide two strips are at least, though the box of each reaches into that of the other; what reaches into
it with so much of its width lies within it."""
_STRIP_OF_LETTER = 1.4
"""How wide the strip of letters is at most, against their size."""
_HIGH_EM = 1.5
"""How high a line in letters larger than the text is, where figures leave few letters to measure."""
_LARGER = 1.12
"""How much larger than the text a short line measures that cannot be one of its rows."""
_ANY_LETTERS, _SQUARES = 1.2, 1.06
"""How much larger than the text two lines may measure that are set in its size, in squares without looking
further."""

_RUNNING = re.compile("|".join(p.pattern for p in (SMALL_LETTER, BROKEN_WORD, DATELINE, PLACE_AND_DAY)))
"""What the middle or the beginning of a text looks like, and no heading."""

_OF_GROUND = 1.8
"""How high a rule between two lines printed white on black may be, against them, that is their ground."""

_HEADED_EM = 2.0
"""How near a headline a line must stand that says where its text comes from."""

_AT_HEAD = 0.25
"""Within how much of a heading set crosswise its text begins."""


@dataclass(frozen=True, slots=True, eq=False)
class Deck:
    """The heading of one article; each part in reading order. `box` spans the parts that run as it does: one
    may run down beside them and their text.

    The rest of an article that began on another page has a `continuation` line in place of a headline.
    """

    kicker: tuple[Piece, ...]
    headline: tuple[Piece, ...]
    subheading: tuple[Piece, ...]
    byline: tuple[Piece, ...]
    frame: int | None
    crosswise: bool
    continuation: tuple[Piece, ...] = ()
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        along = [piece for piece in self.pieces if piece.block.crosswise == self.crosswise]
        object.__setattr__(self, "box", union(piece.block.box for piece in along or self.pieces))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.kicker, *self.headline, *self.subheading, *self.byline, *self.continuation)


def find_decks(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Deck, ...]:
    """Group headings that are stacked on each other (side by side where they run crosswise) into decks.

    The largest is the headline, with others of its size beside it; smaller ones before it are kickers,
    those after it subheadings. Short lines of body size that stand centred against a heading belong to its
    deck as well.
    """
    heads = [p for p in pieces if p.kind is RegionKind.HEADING]
    texts = [p for p in pieces if p.kind is RegionKind.BODY]
    near = NearPieces(texts, 10 * sheet.em)
    others = [
        p
        for p in pieces
        if p.kind in (RegionKind.BODY, RegionKind.BYLINE)
        and _is_slight(p)
        and not _is_column(p, near, sheet.em)
    ]
    slights = set(others)
    bodies = [p for p in texts if p not in slights]
    groups: list[Group] = []
    for head in sorted(heads, key=lambda p: -p.block.em):
        stacked = over_one_report(head, _groups_at(head, groups, texts, sheet), bodies)
        for row in whole_rows(merged(head, stacked).pieces):
            if head.block.lines[0] in row.block.lines:
                stacked += [g for g in _groups_at(row, groups, texts, sheet) if g not in stacked]
        groups = [g for g in groups if g not in stacked] + [merged(head, stacked)]
    bylines = [p for p in pieces if p.kind is RegionKind.BYLINE]
    decks = [_deck(group.pieces, sheet) for group in _with_slights(groups, others, bodies, bylines, sheet)]
    return (*decks, *_continued(pieces, decks, sheet))


def _with_slights(
    groups: list[Group],
    slights: Sequence[Piece],
    bodies: Sequence[Piece],
    bylines: Sequence[Piece],
    sheet: Sheet,
) -> list[Group]:
    """The groups with those short lines and names that stand by their headings and are no part of a text."""
    em, cell = sheet.em, 10 * sheet.em
    near_slights, near_texts = NearPieces(slights, cell), NearPieces([*bodies, *bylines], cell)
    for slight in slights:
        box = slight.block.box
        area = box.grown(_ATTACHED_EM * em)
        texts = near_texts.touching(Box(area.left - sheet.column_px, area.top, area.right, area.bottom))
        around = [text for text in texts if text.kind is RegionKind.BODY]
        if slight.kind is RegionKind.BYLINE and any(
            signs_off(box, _column_of(body, sheet), em) or closes(slight.block, body.block, em)
            for body in around
        ):
            continue
        opens = _heads_paragraph(slight, texts, em)
        row = with_other_half(slight, near_slights.touching(box.grown(2 * slight.block.em)), sheet)
        near = groups_near(row, groups, _ATTACHED_EM)
        homes = [g for g in near if any(_attached(row, p, g.pieces, sheet, opens=opens) for p in g.pieces)]
        if homes and (opens or not _continues_text(slight, around, sheet)):
            home = nearest(homes, slight)
            beyond = [g for g in homes if g is not home and is_between(slight, home, g, bodies)]
            whole = Group((*home.pieces, slight, *(p for g in beyond for p in g.pieces)))
            groups = [whole if g is home else g for g in groups if g not in beyond]
    return groups


def _groups_at(head: Piece, groups: Sequence[Group], around: Sequence[Piece], sheet: Sheet) -> list[Group]:
    """The groups that a heading, or a whole row of one, is stacked on."""
    return [
        group
        for group in groups_near(head, groups, _REACH_EM)
        if any(_stacked(head, row, around, sheet) for row in (*group.pieces, *whole_rows(group.pieces)))
    ]


def _column_of(body: Piece, sheet: Sheet) -> Box:
    """The box of a text; a single line, the last of a paragraph, is as wide as columns are."""
    box = body.block.box
    if len(body.block.lines) > 1:
        return box
    return Box(box.left, box.top, max(box.right, box.left + sheet.column_px), box.bottom)


def _continued(pieces: Sequence[Piece], decks: Sequence[Deck], sheet: Sheet) -> Iterator[Deck]:
    """Texts that go on from another page under no headline, only a line that says so."""
    for piece in pieces:
        if piece.kind is not RegionKind.CONTINUATION or not JUMP_FROM.match(piece.block.text):
            continue
        if not any(deck.frame == piece.frame and _heads(deck, piece.block.box, sheet.em) for deck in decks):
            yield Deck((), (), (), (), piece.frame, piece.block.crosswise, (piece,))


def _heads(deck: Deck, line: Box, em_px: float) -> bool:
    """Whether a line stands right under a deck, or right beside the head of one set crosswise."""
    if deck.crosswise and line.top > deck.box.top + _AT_HEAD * deck.box.height:
        return False
    shared = deck.box.along(line) if deck.crosswise else deck.box.across(line)
    return shared > 0 and deck.box.common(line.grown(_HEADED_EM * em_px)) > 0


def _is_slight(piece: Piece) -> bool:
    text = piece.block.text
    opening = piece.block.lines[0].text
    if piece.kind is RegionKind.BODY and (_RUNNING.search(text) or is_dated(opening)):
        return False
    return len(piece.block.lines) <= 2 and squares(text) <= 45 and "。" not in text


def _is_column(slight: Piece, texts: NearPieces, em: float) -> bool:
    """Whether two lines in letters of the text's size are a short column of text: they begin a paragraph and
    fill their column, or begin one, or another column as wide begins level with them on the other side of
    a gutter."""
    block, box = slight.block, slight.block.box
    if slight.kind is not RegionKind.BODY or len(block.lines) != 2 or block.em > _ANY_LETTERS * em:
        return False
    opens = begins_indented(block, em)
    if is_square(slight) and block.em > _SQUARES * em:
        return opens and abs(block.lines[0].box.right - block.lines[1].box.right) < 0.5 * em
    return opens or any(
        abs(piece.block.box.top - box.top) < 0.6 * em
        and -4 * em < piece.block.box.across(box) < 0
        and 0.8 < piece.block.box.width / box.width < 1.25
        for piece in texts.touching(box.grown(4 * em))
    )


def _stacked(a: Piece, b: Piece, around: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether two headings are rows of one, or stand side by side as its halves; `around` is the text, with
    the short lines."""
    first, second = a.block.box, b.block.box
    crosswise = a.block.crosswise
    if crosswise != b.block.crosswise or a.frame != b.frame:
        return False
    em = min(a.block.em, b.block.em)
    if max(-first.across(second), -first.along(second)) > _REACH_EM * em or _ruled_off(a, b, sheet):
        return False
    if crosswise:
        if in_one_strip(first, second):
            return are_short(a, b) and are_halves(a, b, -first.along(second) / em)
        gap, overlap = -_of_letters(a.block).across(_of_letters(b.block)), first.along(second)
        shared = overlap > 0.5 * min(first.height, second.height)
        largest = max(a.block.em, b.block.em)
        if not sheet.axes.vertical and gap > _STRIPS_EM * largest:
            return False
        within = first.across(second) > _WITHIN * min(first.width, second.width)
        if union([first, second]).width > _TWO_STRIPS_EM * largest and not within:
            gap = max(gap, 0.0)
    else:
        if first.level_with(second):
            meet = is_square(a) or is_square(b) or meet_in_rows(a, b, em)
            whole = are_short(a, b) or over_one_text(a, b, around, sheet.em) or under_one_line(a, b, around)
            whole = whole or centred_together(a, b, around, sheet.em) or are_cut_rows(a, b, em)
            return meet and whole and are_halves(a, b, -first.across(second) / max(a.block.em, b.block.em))
        gap, overlap = -first.along(second), first.across(second)
        shared = overlap > 0.6 * min(first.width, second.width)
        gap = max(gap, min(0.0, -_of_letters(a.block).along(_of_letters(b.block))))
    return shared and -0.6 * em < gap < _STACKED_EM * em


def _of_letters(heading: Block) -> Box:
    """The box of a heading without what reaches beyond its letters where they are outlined."""
    box = heading.box
    thick = max(line.box.width if heading.crosswise else line.box.height for line in heading.lines)
    margin = max(0.0, (thick - _STRIP_OF_LETTER * heading.em) / 2)
    if heading.crosswise:
        return Box(box.left + margin, box.top, box.right - margin, box.bottom)
    return Box(box.left, box.top + margin, box.right, box.bottom - margin)


def _heads_paragraph(slight: Piece, bodies: list[Piece], em: float) -> bool:
    """Whether a line that ends no sentence stands right over a byline or a paragraph's beginning: no text
    would."""
    box = slight.block.box
    if len(slight.block.lines) > 1 or SENTENCE_END.search(slight.block.text):
        return False
    return any(
        piece is not slight
        and -0.8 * em < piece.block.box.top - box.bottom < 1.2 * em
        and piece.block.box.across(box) > 0.5 * min(piece.block.box.width, box.width)
        and (
            piece.kind is RegionKind.BYLINE
            or DATELINE.match(piece.block.text)
            or begins_indented(piece.block, em)
        )
        for piece in bodies
    )


def _attached(slight: Piece, head: Piece, group: Sequence[Piece], sheet: Sheet, *, opens: bool) -> bool:
    """Whether a short line stands right above or below a heading, centred on it or beside its end, or flush
    with it where below a text opens (`opens`); the halves of one row of `group` are one heading."""
    if head.block.crosswise != slight.block.crosswise:
        return False
    apart = max(-slight.block.box.across(head.block.box), -slight.block.box.along(head.block.box))
    if (
        slight.frame != head.frame
        or apart > _ATTACHED_EM * slight.block.em
        or _ruled_off(slight, head, sheet)
    ):
        return False
    if head.block.crosswise:
        return _stacked(slight, head, (), sheet)
    a, b, em = slight.block.box, row_box(head, group), slight.block.em
    inside = b.left - 2 * em < a.left and a.right < b.right + 2 * em
    gap = -a.along(b)
    centred = abs(a.centre[0] - b.centre[0]) < max(1.5 * em, 0.06 * b.width)
    byline = slight.kind is RegionKind.BYLINE
    near = -0.8 * em < gap < (2.2 if byline or centred else 1.0) * em
    below = a.top > b.centre[1]
    least = 1.06 if below else _LARGER
    larger = slight.block.em > least * sheet.em or height_of(slight) > _HIGH_EM * sheet.em
    flush = (larger or (opens and below)) and abs(a.left - b.left) < em and inside
    return near and (centred or flush or (byline and (inside or a.left > b.left)))


def _continues_text(slight: Piece, bodies: list[Piece], sheet: Sheet) -> bool:
    """Whether the short line is the end or the beginning of a column of text."""
    if slight.kind is RegionKind.BYLINE:
        return False
    box, em = slight.block.box, sheet.em
    larger = slight.block.em > _LARGER * em
    for piece in bodies:
        other = piece.block.box
        first = piece.block.lines[0].box
        if (
            not larger
            and first.along(box) > 0.6 * first.height
            and -4 * em < other.across(box) < 0
            and len(piece.block.lines) > 2
            and not _ruled_off(slight, piece, sheet)
        ):
            return True
        flush = abs(other.left - box.left) < 2.6 * em
        if flush and -0.8 * em < -other.along(box) < 0.8 * em and other.across(box) > 0.8 * box.width:
            return True
    return False


def _ruled_off(a: Piece, b: Piece, sheet: Sheet) -> bool:
    first, second = sheet.page_box(a.block), sheet.page_box(b.block)
    top, bottom = sorted((first.centre[1], second.centre[1]))
    left, right = sorted((first.centre[0], second.centre[0]))
    across = any(
        top < rule.centre[1] < bottom and rule.across(first) > 0.5 * first.width
        for rule in sheet.furnishings.horizontal
    )
    longest = (
        _OF_GROUND * max(first.height, second.height)
        if a.darker_than(ON_BLACK) and b.darker_than(ON_BLACK)
        else 0.0
    )
    down = any(
        left < rule.centre[0] < right and rule.along(first) > 0.5 * first.height and rule.height > longest
        for rule in sheet.furnishings.vertical
    )
    return across or down


def _deck(group: Sequence[Piece], sheet: Sheet) -> Deck:
    heads = [p for p in group if p.kind is RegionKind.HEADING]
    crosswise = heads[0].block.crosswise
    ordered = sorted(
        group,
        key=(lambda p: _place_in_strips(p, heads, vertical=sheet.axes.vertical))
        if crosswise
        else (lambda p: (_row(p, heads), p.block.box.left)),
    )
    largest = max(heads, key=size_of)
    headline = [p for p in ordered if p in heads and as_large(p, largest)]
    first = ordered.index(headline[0])
    names = [p for p in ordered[first:] if p not in headline and _is_name(p, sheet)]
    rest = [p for p in ordered if p not in headline and p.kind is not RegionKind.BYLINE and p not in names]
    return Deck(
        kicker=tuple(p for p in rest if ordered.index(p) < first),
        headline=tuple(headline),
        subheading=tuple(p for p in rest if ordered.index(p) > first),
        byline=tuple(p for p in ordered if p.kind is RegionKind.BYLINE or p in names),
        frame=heads[0].frame,
        crosswise=crosswise,
    )


def _row(piece: Piece, heads: list[Piece]) -> float:
    """The height at which a piece stands; the halves of one printed line stand at one height."""
    box = piece.block.box
    level = [h.block.box.centre[1] for h in heads if h.block.box.level_with(box)]
    return min(level, default=box.centre[1])


def _place_in_strips(piece: Piece, heads: list[Piece], *, vertical: bool) -> tuple[float, float]:
    """Which strip of a heading set crosswise a piece stands in, and where in it as that is read."""
    strip = [h.block.box for h in heads if in_one_strip(h.block.box, piece.block.box)]
    box = union([piece.block.box, *strip])
    along = piece.block.box.centre[1]
    return box.left if vertical else -box.right, -along if piece.block.backward else along


def _is_name(piece: Piece, sheet: Sheet) -> bool:
    """A line under the headline that is no more than a person's name."""
    text = piece.block.text.replace(" ", "").strip("()（）")
    return len(text) <= 4 and piece.block.em < 1.3 * sheet.em and bool(FOOT_BYLINE.match(text))
