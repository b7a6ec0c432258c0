"""The `custom` attribute of PAGE XML in the notation of Transkribus: `structure {type:heading;} …`."""

import re
from collections.abc import Mapping
from typing import Any

_GROUP = re.compile(r"(\w+)\s*\{([^}]*)\}")


def custom_of(groups: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The attribute, None where nothing is told; braces and semicolons in a value are escaped.

    >>> custom_of({"place": {"why": "a;b", "in": ""}})
    'place {why:a\\\\u003bb;}'
    """
    shown_groups = []
    for name, members in groups.items():
        told = {key: str(value) for key, value in members.items() if value not in (None, "")}
        if told:
            inner = " ".join(f"{key}:{_escaped(value)};" for key, value in told.items())
            shown_groups.append(f"{name} {{{inner}}}")
    return " ".join(shown_groups) or None


def told_in(custom: str | None) -> dict[str, dict[str, str]]:
    """What an attribute tells, by group and member.

    >>> told_in("readingOrder {index:3;} structure {type:heading;}")
    {'readingOrder': {'index': '3'}, 'structure': {'type': 'heading'}}
    """
    groups: dict[str, dict[str, str]] = {}
    for name, inner in _GROUP.findall(custom or ""):
        pairs = (member.partition(":") for member in inner.split(";") if ":" in member)
        groups[name] = {key.strip(): _unescaped(value.strip()) for key, _, value in pairs}
    return groups


def _escaped(value: str) -> str:
    return re.sub(r"[{};\\]", lambda match: f"\\u{ord(match[0]):04x}", value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), value)
