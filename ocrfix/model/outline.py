"""What layout hands to the articles: regions in reading order, and which of them make one story."""

from dataclasses import dataclass

from ocrfix.model.article import Paragraph
from ocrfix.model.page import Picture, Region, Separator


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Ids of regions, part by part, and the body's paragraphs. `margin` is how much dearer the
    next best structure was: small means uncertain; `other` says what it was."""

    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    subheadline: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    continuation: tuple[str, ...] = ()
    body: tuple[Paragraph, ...] = ()
    margin: float = 0.0
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionOf:
    """A caption's region, its picture, and the index of the story that the picture stands in."""

    region: str
    picture: str | None
    story: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`frames` groups the ids of regions that stand in one advert's frame; `reasons` says why a region
    could not be placed."""

    regions: tuple[Region, ...]
    stories: tuple[Story, ...]
    captions: tuple[CaptionOf, ...]
    adverts: tuple[tuple[str, ...], ...]
    reasons: dict[str, str]
    separators: tuple[Separator, ...]
    pictures: tuple[Picture, ...]
