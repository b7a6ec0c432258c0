"""Fields of a JSON document that may be missing."""

from typing import Any

from ocrfix.model.node import Node


def optional_items(node: Node, name: str) -> list[Node]:
    """The items of a list; none where it is missing or null.

    >>> optional_items(Node({"captions": None}), "captions")
    []
    """
    found = node.optional(name)
    return [] if found.value is None else found.items()


def optional_text(node: Node, name: str) -> str:
    """A text, which may be wrapped as an object's `text`; "" where it is missing or null."""
    return loose_text(node.optional(name).value)


def loose_text(value: Any) -> str:
    """
    >>> loose_text("甲"), loose_text({"text": "甲"}), loose_text(None)
    ('甲', '甲', '')
    """
    return str((value.get("text") if isinstance(value, dict) else value) or "")
