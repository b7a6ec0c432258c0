"""A painter of newspapers: from a description in a few lines to a page's pixels and its exact truth."""

from painter.describe import (
    Advert,
    Article,
    Beside,
    Boxed,
    Crosshead,
    Description,
    Head,
    Label,
    Photo,
    Run,
    Stack,
    Story,
    Table,
)
from painter.paint import paint

__all__ = [
    "Advert",
    "Article",
    "Beside",
    "Boxed",
    "Crosshead",
    "Description",
    "Head",
    "Label",
    "Photo",
    "Run",
    "Stack",
    "Story",
    "Table",
    "paint",
]
