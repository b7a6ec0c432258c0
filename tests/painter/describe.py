"""What a newspaper page looks like, in words: the description that the painter turns into pixels and truth.

A page is a tree. `Stack` puts blocks one below the other, `Beside` puts them side by side on the page's
column grid, `Boxed` puts a frame round a block, `Run` sets short articles one after the other through its
columns, and the leaves are `Story`, `Photo`, `Advert`, `Table` and `Label`. On a vertically set page the same
tree is read a quarter turn round: "below" is to the left and "beside" is the next tier down, so `columns`
counts tiers.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Crosshead:
    """A small heading between two paragraphs of an article."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The words of one article.

    `dateline` is set before the first paragraph and is no part of `body[0]`. A space in `headline` divides
    its two decks. `continued_on` and `continued_from` are jump lines as printed.
    """

    headline: str | None
    body: tuple[str | Crosshead, ...]
    kicker: str | None = None
    subheadline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    continued_on: str | None = None
    continued_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture; `aspect` is height over width, `stretch` lets it fill a gap.

    `caption_at`: where caption and credit stand, "below" the picture, "beside" its foot or "inside" it, white
    on a dark band. `cut_out`: the picture is a figure without a background, and text runs round its outline.
    """

    caption: str
    credit: str | None = None
    columns: float = 2
    aspect: float = 0.66
    seed: int = 0
    stretch: bool = True
    caption_at: str = "below"
    cut_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Advert:
    """A framed advert: `lines` are printed centred, the first the largest, and `small` print below them.

    `direction`: None sets it as the page is set, "ltr" or "rtl" across a vertical page.
    """

    lines: tuple[str, ...]
    columns: float = 2
    height_px: float = 300
    reverse: bool = False
    small: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A title and rows of short cells in columns, ruled throughout or framed only."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: float = 2
    ruled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A section's name, white on a dark tint, black on a light one, or on a band as wide as its block."""

    text: str
    columns: float = 1
    look: str = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as set: `columns` of the page's grid wide, its body in `set_in` columns of its own.

    `over`: columns that the heading covers (all where None); the others start level with the heading.
    `strip`: the heading crosses the text's direction and stands at the block's side ("left" or "right"): a
    vertical headline beside horizontal text, or a horizontal one above vertical text.
    `inset`: a block inside the body, at its "left", "right" or "centre", `inset_row` lines below its top.
    `below`: the inset is as wide as the block, and the body goes on under it in so many columns.
    `look`: the headline's: "plain", "reverse" (white on a dark band), "outline", or "wide" letters.
    `kicker_below`: the article's kicker is set under the headline, where it is a subheading.
    """

    article: Article
    columns: int
    headline_px: float
    set_in: int | None = None
    over: int | None = None
    decks: int = 1
    face: str = "song_bold"
    align: str = "centre"
    kicker_below: bool = False
    byline_at: str = "head"
    strip: str | None = None
    inset: "Photo | Advert | Table | Story | None" = None
    inset_columns: float = 1
    inset_at: str = "right"
    inset_row: int = 0
    below: int | None = None
    look: str = "plain"
    frame: str | None = None
    label: str | None = None
    rules: bool | None = None

    @property
    def kicker(self) -> str | None:
        """What stands over the headline."""
        return None if self.kicker_below else self.article.kicker

    @property
    def subheadline(self) -> str | None:
        """What stands under it."""
        below = (self.article.kicker if self.kicker_below else None, self.article.subheadline)
        return " ".join(filter(None, below)) or None


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one below the other, divided by rules where `rules` is set."""

    blocks: "tuple[Block, ...]"
    columns: float = 0
    rules: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side, divided by rules where `rules` is set."""

    blocks: "tuple[Block, ...]"
    columns: float = 0
    rules: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """A block in a frame, under a label where it has one. `frame`: "rule", "tint", or "sides" (two rules)."""

    block: "Block"
    columns: float
    label: Label | None = None
    frame: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Short articles set one after the other through `columns` columns: each heading is one column wide."""

    stories: tuple[Story, ...]
    columns: int
    rules: bool = True


Block: TypeAlias = Story | Photo | Advert | Table | Label | Stack | Beside | Boxed | Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page. A front page has a large `nameplate`, an inner page a running head (`running`).

    `place` is where the nameplate stands: "left" or "centre"; `rtl` sets it from right to left.
    """

    nameplate: str | None = None
    under: str | None = None
    nameplate_px: float = 190
    place: str = "left"
    rtl: bool = False
    ears: tuple[tuple[str, ...], ...] = ()
    folio: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    face: str = "song_bold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A whole page. Lengths are pixels; `leading`, `gutter_em`, `indent_em` are in heights of the body type.

    `script` is "zh-Hans", "zh-Hant" or "en".
    """

    script: str
    content: Block
    head: Head
    imprint: tuple[str, ...] = ()
    vertical: bool = False
    size_px: tuple[int, int] = (2600, 3800)
    margin_px: int = 130
    columns: int = 6
    body_px: float = 25
    leading: float = 1.36
    gutter_em: float = 1.4
    indent_em: float = 2
    column_rules: bool = False
    rule_px: float = 2
    seed: int = 0
