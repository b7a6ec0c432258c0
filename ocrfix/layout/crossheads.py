"""Crossheads of a vertical page: over a part of a tier, where text goes on beside them, and below them in
full lines; in a row of their own at the head of a tier; and beside each other under one text."""

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.geometry import Box
from ocrfix.layout.bold import is_set_bold
from ocrfix.layout.columns import Block, parted
from ocrfix.layout.joints import begins_indented, ends_paragraph
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.model.page import RegionKind
from ocrfix.model.patterns import DATELINE

_WITHIN = 0.85
_GAP_EM = 1.5
_TEXT_SIZE = 1.15
"""How much larger than the text a crosshead at the head of a tier may be."""

_BESIDE_EM = 5.0
"""How much longer than the heading the lines around it are, at least."""

_ROW_SIZE = 1.3
"""How much larger than a row under it one more of its heading measures at most."""

_TWIN_EM, _TWIN_SIZE = 0.6, 1.15
"""How far from level two crossheads beside each other stand, and how much larger one of them measures."""


def with_inset_crossheads(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces of a vertical page, headings that stand in the corner of a text, below more of it, or in the
    size of the text over a tier that goes on from the last, or beside a crosshead under the text over both,
    as crossheads; the lines beside a heading in a corner are a piece of their own. Other pages stay as they
    are."""
    if not sheet.axes.vertical:
        return tuple(pieces)
    result = list(pieces)
    for head in pieces:
        home = _home(head, result, sheet) if _may_be_inset(head) else None
        if home is not None:
            at = result.index(home)
            result[at : at + 1] = _divided(home, head.block.box)
        if home is not None or _heads_tier(head, pieces, sheet):
            result[result.index(head)] = replace(head, kind=RegionKind.CROSSHEAD)
    return _with_twins(result, sheet)


def _with_twins(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces, the headings as crossheads that stand level with one, as large as that, where a text with
    no rule under it runs over both."""
    rows = [p for p in pieces if len(p.block.lines) == 1 and not p.block.crosswise]
    known = [row for row in rows if row.kind is RegionKind.CROSSHEAD]
    texts = [p for p in pieces if p.kind is RegionKind.BODY]
    twins = {
        head
        for head in rows
        for row in known
        if head.kind is RegionKind.HEADING and _are_twins(head, row, sheet.em)
        if any(_runs_over(text, head, row, sheet) for text in texts)
    }
    return tuple(replace(p, kind=RegionKind.CROSSHEAD) if p in twins else p for p in pieces)


def _are_twins(a: Piece, b: Piece, em: float) -> bool:
    small, large = sorted((a.block.em, b.block.em))
    level = abs(a.block.box.top - b.block.box.top) < _TWIN_EM * em and a.block.box.across(b.block.box) < 0
    return a.frame == b.frame and level and large < _TWIN_SIZE * small


def _runs_over(text: Piece, head: Piece, row: Piece, sheet: Sheet) -> bool:
    over, em, rules = text.block.box, sheet.em, sheet.furnishings.across(sheet.axes)
    left, right = sorted((head.block.box, row.block.box), key=lambda box: box.left)
    near = max(abs(box.top - over.bottom) for box in (left, right)) < _GAP_EM * em
    wide = over.left < left.left + em and over.right > right.right - em
    return near and wide and text.frame == head.frame and not parted(over, head.block.box, rules)


def _heads_tier(head: Piece, pieces: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a single row in the size of the text stands over undated text of its tier, and between text of
    the tiers before and after it, no rule anywhere between: an article of its own has rules around it. Where
    text breaks off at a rule and goes on behind it, rules stand between all tiers and tell nothing."""
    box, em = head.block.box, sheet.em
    if head.kind is not RegionKind.HEADING or head.block.crosswise or len(head.block.lines) > 1:
        return False
    if any(_is_row_over(piece, head, sheet) for piece in pieces):
        return False
    if head.block.em > _TEXT_SIZE * em:
        return False
    texts = [p.block for p in pieces if p.kind is RegionKind.BODY and p.frame == head.frame]
    below = [text for text in texts if _is_under(text.box, box, em)]
    rules = sheet.furnishings.down(sheet.axes)
    return any(
        not DATELINE.match(tier.text)
        and not parted(box, tier.box, sheet.furnishings.across(sheet.axes))
        and _stands_between(tier, texts, box, rules, em)
        for tier in below
    )


def _is_row_over(piece: Piece, head: Piece, sheet: Sheet) -> bool:
    """Whether a piece is a row of a heading right over another, about as large or much larger than one that
    is not set bold: a crosshead is a single row, and a subheading is lighter."""
    box, over = head.block.box, piece.block.box
    near = piece is not head and piece.kind is RegionKind.HEADING and abs(box.top - over.bottom) < sheet.em
    of_deck = piece.block.em < _ROW_SIZE * head.block.em or not is_set_bold(head.block.lines, sheet)
    return near and of_deck and over.across(box) > 0.5 * min(over.width, box.width)


def _stands_between(tier: Block, texts: Sequence[Block], head: Box, rules: Sequence[Box], em: float) -> bool:
    """Whether text of the same article stands in the tiers before and after that of a heading."""
    barriers = () if _runs_past_rule(tier, texts, head, rules, em) else rules
    before = any(_next_to(text.box, tier.box, head, barriers, em) for text in texts)
    return before and any(_next_to(tier.box, text.box, head, barriers, em) for text in texts)


def _runs_past_rule(tier: Block, texts: Sequence[Block], head: Box, rules: Sequence[Box], em: float) -> bool:
    """Whether a text under a heading ends in mid sentence, and another goes on from it behind a rule."""
    return not ends_paragraph(tier, em) and any(
        not begins_indented(text, em)
        and _next_to(tier.box, text.box, head, (), em)
        and not _next_to(tier.box, text.box, head, rules, em)
        for text in texts
    )


def _is_under(text: Box, head: Box, em: float) -> bool:
    """Whether a text that is longer than a heading stands right under it."""
    within = text.left < head.left + em and head.right < text.right + em
    return within and -0.8 * em < text.top - head.bottom < _GAP_EM * em


def _next_to(first: Box, second: Box, head: Box, rules: Sequence[Box], em: float) -> bool:
    """Whether one tier of text ends where the next begins, both or their texts beside a heading, and no rule
    runs between."""
    level = min(head.along(box.grown(2 * em)) for box in (first, second)) > 0.9 * head.height
    near = abs(second.left - first.right) < 2 * _GAP_EM * em
    ruled = any(
        first.right - em < rule.centre[0] < second.left + em and rule.along(head) > 0.5 * head.height
        for rule in rules
    )
    return level and near and not ruled


def _may_be_inset(piece: Piece) -> bool:
    heading = piece.kind in (RegionKind.HEADING, RegionKind.CROSSHEAD)
    return heading and not piece.block.crosswise and len(piece.block.lines) <= 2


def _home(head: Piece, pieces: Sequence[Piece], sheet: Sheet) -> Piece | None:
    """The text in whose corner a heading stands, where the text above is as long and no rule divides them."""
    box = head.block.box
    rules = sheet.furnishings.across(sheet.axes)
    texts = [p for p in pieces if p.kind is RegionKind.BODY and p.frame == head.frame]
    for text in texts:
        if _stands_in(box, text.block, sheet.em) and any(
            _runs_above(other.block.box, box, sheet.em) and not parted(other.block.box, box, rules)
            for other in texts
            if other is not text
        ):
            return text
    return None


def _stands_in(box: Box, block: Block, em: float) -> bool:
    """Whether a box lies in the corner of a block: all lines level with it begin after its end."""
    beside = [line for line in block.lines if _level(line.box, box)]
    longer = block.box.right - box.right > _BESIDE_EM * em and len(beside) < len(block.lines)
    after = bool(beside) and all(line.box.left > box.right - em for line in beside)
    return box.share_in(block.box) > _WITHIN and longer and after


def _runs_above(above: Box, box: Box, em: float) -> bool:
    """Whether a text ends right above a box, at its beginning, and is longer."""
    near = abs(box.top - above.bottom) < _GAP_EM * em
    return near and above.left < box.left + em and above.right - box.right > _BESIDE_EM * em


def _level(line: Box, box: Box) -> bool:
    return line.along(box) > 0.4 * line.height


def _divided(text: Piece, box: Box) -> list[Piece]:
    """The lines of a text beside a box, and those below it."""
    beside = tuple(line for line in text.block.lines if _level(line.box, box))
    below = tuple(line for line in text.block.lines if line not in beside)
    return [replace(text, block=Block(beside)), replace(text, block=Block(below))]
