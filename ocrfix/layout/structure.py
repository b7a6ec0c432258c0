"""From read lines to the page's outline: the one place that calls layout's parts in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ocrfix.geometry import Box, union
from ocrfix.layout.axes import Axes
from ocrfix.layout.column_heads import with_heads_of_columns
from ocrfix.layout.columns import Block, find_blocks
from ocrfix.layout.crossheads import with_inset_crossheads
from ocrfix.layout.decks import find_decks
from ocrfix.layout.joints import Continues
from ocrfix.layout.labels import label_blocks
from ocrfix.layout.lines import as_seen, body_em, main_mode
from ocrfix.layout.order import Story as Chain
from ocrfix.layout.order import find_stories
from ocrfix.layout.ornaments import is_ornament, is_short_rule
from ocrfix.layout.page_order import Placed, in_order
from ocrfix.layout.paragraphs import find_paragraphs
from ocrfix.layout.piece import NearPieces, Piece, Sheet
from ocrfix.layout.report_headings import with_report_headings
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.strays import find_strays, with_marks_aside
from ocrfix.layout.strips_beside import with_strips_beside
from ocrfix.layout.tables import with_tables
from ocrfix.layout.tints import with_headed_tints
from ocrfix.layout.unframed_boxes import with_unframed_boxes
from ocrfix.model.outline import CaptionOf, Outline, Story
from ocrfix.model.page import Picture, Region, RegionKind, Separator, TextLine, WritingMode

_PARTS = (
    ("kicker", RegionKind.KICKER),
    ("headline", RegionKind.HEADING),
    ("subheading", RegionKind.SUBHEADING),
    ("byline", RegionKind.BYLINE),
    ("continuation", RegionKind.CONTINUATION),
)
_CAPTIONS = (RegionKind.CAPTION, RegionKind.CREDIT)
_BEFORE_EM = 6.0
"""How far from the end of a story's text the byline or jump line stands that belongs to it."""

_HEAD = (RegionKind.NAMEPLATE, RegionKind.EAR, RegionKind.FOLIO, RegionKind.RUNNING_HEAD)


def find_structure(
    lines: Sequence[TextLine],
    weights: Sequence[float],
    furnishings: Furnishings,
    size_px: tuple[float, float],
    continues: Continues | None = None,
) -> Outline:
    """Regions, reading order and stories of an upright page.

    `lines` are in pixels of the upright page of `size_px` (width, height); `weights` says how dark each
    is printed, 0 to 1; `continues` judges broken sentences in the page's language. Every line stands in
    exactly one region of the result.
    """
    axes = Axes(main_mode(lines) is WritingMode.VERTICAL, size_px[0])
    seen = [as_seen(line, axes, weight) for line, weight in zip(lines, weights, strict=True)]
    if not seen:
        return Outline(regions=(), stories=(), captions=(), adverts=(), reasons={}, **_drawn(furnishings))
    em = body_em(seen)
    text = [line for line in seen if 0.85 * em < line.em < 1.15 * em]
    weight = median([line.weight for line in text] or [0.0])
    column_px = median([line.box.width for line in text] or [0.0])
    sheet = with_headed_tints(Sheet(axes, size_px[0], size_px[1], em, furnishings, weight, column_px), seen)
    rules = {line.id for line in lines if is_short_rule(line)}
    ornaments = [line for line in seen if is_ornament(line.text) or line.id in rules]
    strays = find_strays(seen, em)
    aside = {line.id for line in (*ornaments, *strays)}
    blocks = find_blocks([line for line in seen if line.id not in aside], sheet.furnishings.across(axes))
    pieces = with_tables(with_report_headings(label_blocks(blocks, sheet), sheet), sheet)
    pieces = with_inset_crossheads(pieces, sheet)
    pieces = with_heads_of_columns(pieces, sheet)
    boxed, sheet = with_unframed_boxes(with_marks_aside(pieces, em), sheet)
    decks = with_strips_beside(find_decks(boxed, sheet), boxed, em)
    chains = _in_order(find_stories(boxed, decks, sheet, continues), sheet)
    whys = (("an ornament, no text", ornaments), ("drawn over rows of text", strays))
    loose = [Piece(Block((line,)), RegionKind.UNKNOWN, why=why) for why, found in whys for line in found]
    return _Assembly({line.id: line for line in lines}, [*boxed, *loose], chains, sheet).outline()


def _drawn(furnishings: Furnishings) -> dict[str, Any]:
    rules = (*furnishings.horizontal, *furnishings.vertical)
    return {
        "separators": tuple(Separator(rule.polygon) for rule in rules),
        "pictures": tuple(Picture(f"p{i}", box.polygon) for i, box in enumerate(furnishings.pictures, 1)),
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Draft:
    """A chain while it is put together: its pieces by part."""

    chain: Chain
    box: Box
    extra_bylines: list[Piece]
    continuations: list[Piece]
    captions: list[Piece]

    @property
    def pieces(self) -> list[Piece]:
        deck = self.chain.deck
        return [
            *(deck.pieces if deck else ()),
            *self.chain.bodies,
            *self.extra_bylines,
            *self.continuations,
            *self.captions,
        ]


def _box_of(chain: Chain) -> Box:
    deck = [chain.deck.box] if chain.deck else []
    return union([*deck, *(piece.block.box for piece in chain.bodies)])


def _in_order(chains: Sequence[Chain], sheet: Sheet) -> list[Chain]:
    """Stories in the order in which one reads the page."""
    page = sheet.axes.page
    starts = [chain.deck.box if chain.deck else chain.bodies[0].block.box for chain in chains]
    return in_order(
        [Placed(page(_box_of(c)), page(start), c) for c, start in zip(chains, starts, strict=True)], sheet
    )


class _Assembly:
    """Puts labelled pieces and chains together into regions with ids."""

    def __init__(
        self, lines: dict[str, TextLine], pieces: Sequence[Piece], chains: list[Chain], sheet: Sheet
    ) -> None:
        self.lines, self.pieces, self.sheet = lines, pieces, sheet
        self.drafts = [_Draft(chain, _box_of(chain), [], [], []) for chain in chains]
        self.ids: dict[int, str] = {}
        self.regions: list[Region] = []
        self.caption_story: dict[int, int | None] = {}
        self.reasons: dict[str, str] = {}
        self._join_loose_pieces()

    def _join_loose_pieces(self) -> None:
        home_of = {id(piece): number for number, draft in enumerate(self.drafts) for piece in draft.pieces}
        texts = NearPieces([piece for draft in self.drafts for piece in draft.pieces], 10 * self.sheet.em)
        for piece in self.pieces:
            if id(piece) in home_of:
                continue
            if piece.kind in _CAPTIONS:
                home = self._story_around(piece)
                self.caption_story[id(piece)] = home
                if home is not None:
                    self.drafts[home].captions.append(piece)
            elif piece.kind in (RegionKind.BYLINE, RegionKind.CONTINUATION):
                text = self._text_before(piece, texts)
                home = home_of[id(text)] if text else None
                if home is not None:
                    draft = self.drafts[home]
                    byline = piece.kind is RegionKind.BYLINE
                    (draft.extra_bylines if byline else draft.continuations).append(piece)

    def _text_before(self, piece: Piece, texts: NearPieces) -> Piece | None:
        """The text of a story that ends right above, or on the same row as, a byline or jump line."""
        box, em = piece.block.box, self.sheet.em
        best: tuple[float, Piece] | None = None
        for text in texts.touching(box.grown(_BEFORE_EM * em)):
            other = text.block.box
            if other.top > box.centre[1]:
                continue
            gap = max(0.0, box.top - other.bottom)
            aside = max(0.0, other.left - box.right, box.left - other.right)
            away = gap + 2 * aside
            near = away < _BEFORE_EM * em and text.frame == piece.frame
            if near and (best is None or away < best[0]) and not self._ruled_apart(other, box):
                best = (away, text)
        return best[1] if best else None

    def _ruled_apart(self, text: Box, name: Box) -> bool:
        """Whether a rule between columns stands between a text and what would end it."""
        left, right = sorted((text, name), key=lambda box: box.centre[0])
        return any(
            left.right - self.sheet.em < rule.centre[0] < right.left + self.sheet.em
            and rule.along(name) > 0.5 * name.height
            for rule in self.sheet.furnishings.down(self.sheet.axes)
        )

    def _story_around(self, piece: Piece) -> int | None:
        """The story in whose area a caption's picture lies, else the one that touches it most."""
        pictures = self.sheet.furnishings.pictures
        box = piece.block.box
        if piece.picture is not None:
            box = union([box, self.sheet.axes.logical(pictures[piece.picture])])
        best: tuple[float, int] | None = None
        for number, draft in enumerate(self.drafts):
            if not draft.chain.bodies:
                continue
            around = box.grown(2.5 * self.sheet.em)
            touching = sum(body.block.box.common(around) for body in draft.chain.bodies)
            score = touching + box.common(draft.box)
            if score > 0 and (best is None or score > best[0]):
                best = (score, number)
        return best[1] if best else None

    def outline(self) -> Outline:
        placed = {id(piece) for draft in self.drafts for piece in draft.pieces}
        rest = [piece for piece in self.pieces if id(piece) not in placed]
        for piece in self._head(rest):
            self._add(piece)
        stories = [self._story(draft) for draft in self.drafts]
        for piece in rest:
            self._add(piece)
        return Outline(
            regions=tuple(self.regions),
            stories=tuple(story for story in stories if story is not None),
            captions=self._captions(stories),
            adverts=self._adverts(),
            reasons=self.reasons,
            **_drawn(self.sheet.furnishings),
        )

    def _head(self, rest: Sequence[Piece]) -> list[Piece]:
        """The pieces of the page's head, with names of sections among them, as one reads the upright page."""
        boxes = [(self.sheet.page_box(piece.block), piece) for piece in rest]
        foot = max((box.bottom for box, piece in boxes if piece.kind in _HEAD), default=0.0)
        head = [
            Placed(box, box, piece)
            for box, piece in boxes
            if piece.kind in _HEAD or (piece.kind is RegionKind.SECTION and box.bottom <= foot)
        ]
        return in_order(head, self.sheet)

    def _story(self, draft: _Draft) -> Story | None:
        deck, bodies = draft.chain.deck, draft.chain.bodies
        lonely = self._lonely(draft)
        if lonely:
            for piece in draft.pieces:
                self.reasons[self._add(piece)] = lonely
            return None
        parts = {
            name: tuple(self._add(piece, kind) for piece in getattr(deck, name)) if deck else ()
            for name, kind in _PARTS
        }
        for piece in bodies:
            self._add(piece)
        byline = (*parts["byline"], *(self._add(p) for p in draft.extra_bylines))
        continuation = (*parts["continuation"], *(self._add(p) for p in draft.continuations))
        for piece in draft.captions:
            self._add(piece)
        return Story(
            kicker=parts["kicker"],
            headline=parts["headline"],
            subheadline=parts["subheading"],
            byline=byline,
            continuation=continuation,
            body=find_paragraphs(bodies, self.sheet.em),
            margin=draft.chain.margin,
            other=draft.chain.other,
        )

    def _lonely(self, draft: _Draft) -> str:
        """Why a chain is no article, if it is none."""
        bodies = draft.chain.bodies
        if draft.chain.deck is not None:
            return "" if bodies else "a heading without text"
        letters = sum(len(piece.block.text) for piece in bodies)
        return "" if letters >= 40 else "a fragment that belongs to no article"

    def _add(self, piece: Piece, kind: RegionKind | None = None) -> str:
        if id(piece) in self.ids:
            return self.ids[id(piece)]
        name = self.ids[id(piece)] = f"r{len(self.regions) + 1}"
        lines = tuple(self.lines[line.id] for line in piece.block.lines)
        mode = lines[0].writing_mode
        box = union(line.box for line in lines)
        self.regions.append(
            Region(id=name, kind=kind or piece.kind, polygon=box.polygon, lines=lines, writing_mode=mode)
        )
        if piece.why:
            self.reasons[name] = piece.why
        return name

    def _captions(self, stories: list[Story | None]) -> tuple[CaptionOf, ...]:
        numbers: dict[int, int] = {}
        for number, story in enumerate(stories):
            if story is not None:
                numbers[number] = len(numbers)
        return tuple(
            CaptionOf(
                region=self.ids[id(piece)],
                picture=None if piece.picture is None else f"p{piece.picture + 1}",
                story=numbers.get(home) if (home := self.caption_story.get(id(piece))) is not None else None,
            )
            for piece in self.pieces
            if piece.kind in _CAPTIONS
        )

    def _adverts(self) -> tuple[tuple[str, ...], ...]:
        frames: dict[int | None, list[str]] = {}
        for piece in self.pieces:
            if piece.kind is RegionKind.ADVERT:
                frames.setdefault(piece.frame, []).append(self.ids[id(piece)])
        return tuple(tuple(ids) for ids in frames.values())
