"""What a page says: articles, captions, adverts, furniture. They hold ids, never copies of text."""

from dataclasses import dataclass, field

PARTS = ("kicker", "headline", "subheadline", "byline", "continuation")
"""The fields of an `Article` that hold ids of regions, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph: the ids of its lines in reading order, over column ends.

    A crosshead inside an article is a paragraph of its own with `crosshead` set.
    """

    lines: tuple[str, ...]
    crosshead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """A headline put together again from its remains: `pieces` as they were read, in order; `evidence` is the
    passage of the article's body that says the same, `line` the id of the line in which it begins."""

    pieces: tuple[str, ...]
    evidence: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `kicker`, `headline`, `subheadline`, `byline`, `continuation` are ids of regions.

    `dateline` is the piece of text at the start of the first paragraph that names agency, place or day; it
    stays in the paragraph and is repeated here for those who look for it.
    `continued_from` and `continues_on` are page numbers as printed.
    `doubts` says in words what is uncertain about the article's structure; `confidence` is 0 to 1,
    None where it is not known.
    `reconstructed` is there where the headline is no print but a reconstruction.
    """

    id: str
    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    subheadline: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    continuation: tuple[str, ...] = ()
    dateline: str | None = None
    body: tuple[Paragraph, ...] = ()
    continued_from: str | None = None
    continues_on: str | None = None
    confidence: float | None = 1.0
    doubts: tuple[str, ...] = field(default=())
    reconstructed: Reconstruction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words under a picture: `text` and `credit` are ids of regions; `article` and `picture` are ids."""

    id: str
    text: tuple[str, ...]
    credit: tuple[str, ...] = ()
    article: str | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert: the ids of its regions."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A region that belongs to the paper, not to an article: `kind` is the region's kind."""

    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A region that found no place, and why."""

    region: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameplate:
    """What the head of the page says, each as printed: title, date, number of the issue, page, section."""

    title: str | None = None
    date: str | None = None
    issue: str | None = None
    page: str | None = None
    section: str | None = None
