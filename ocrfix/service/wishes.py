"""What a client may choose, as query parameters or fields of a form."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from ocrfix.batch.task import Order
from ocrfix.formats import FORMATS, USUAL
from ocrfix.image.scan import printable
from ocrfix.service.job import State, Wish
from ocrfix.service.limits import MOST_LISTED, MOST_NAME
from ocrfix.service.refusal import RefusedError
from ocrfix.settings import ENGINES, LANGUAGES

OF_SCANS = ("language", "engine", "formats", "name")
OF_LISTS = ("state", "offset", "limit")
_MANY = "formats"
_UNNAMED = "scan"
_MOST_OFFSET = 2**53


def wish_of(given: Mapping[str, str], file: str | None, order: Order) -> Wish:
    """The order that is meant where `order` holds what was not said; `file` is the name of a sent file."""
    settings = replace(
        order.settings,
        language=_one_of("language", given.get("language", order.settings.language), LANGUAGES),
        engine=_one_of("engine", given.get("engine", order.settings.engine), ENGINES),
    )
    asked = given.get("formats", ",".join(USUAL)).split(",")
    if len(asked) > len(FORMATS):
        raise RefusedError(422, f"{len(asked)} formats are too many", f"there are {len(FORMATS)}")
    formats = tuple(dict.fromkeys(_one_of("formats", name.strip(), FORMATS) for name in asked))
    return Wish(
        order=replace(order, settings=settings, formats=formats),
        name=_label(given.get("name") or file or _UNNAMED),
    )


def range_of(given: Mapping[str, str]) -> tuple[State | None, int, int]:
    """Which jobs are to be listed: those in a state, and from where on how many."""
    state = given.get("state")
    if state is not None:
        _one_of("state", state, tuple(State))
    return (
        None if state is None else State(state),
        _whole("offset", given.get("offset", "0"), 0, _MOST_OFFSET),
        _whole("limit", given.get("limit", "20"), 1, MOST_LISTED),
    )


def by_name(pairs: Iterable[tuple[str, str]], known: tuple[str, ...]) -> dict[str, str]:
    """Parameters by name. `formats` may be given again and again; RefusedError for another one that is, and
    for one that is not known."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            there = f"there are: {', '.join(known)}" if known else "there are none"
            raise RefusedError(422, f"no parameter is called {_shown(name)}", there)
        if name in found and name != _MANY:
            raise RefusedError(422, f"{name} is given twice", "give it once")
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _one_of(name: str, value: str, choices: Iterable[str]) -> str:
    if value not in choices:
        raise RefusedError(422, f"{name}: {_shown(value)} is unknown", f"choose from: {', '.join(choices)}")
    return value


def _whole(name: str, value: str, least: int, most: int) -> int:
    hint = f"give a whole number from {least} to {most}"
    if not (value.isascii() and value.isdecimal() and len(value) < 17) or not least <= int(value) <= most:
        raise RefusedError(422, f"{name}: {_shown(value)} cannot be used", hint)
    return int(value)


def _label(name: str) -> str:
    """A name without folders, printable.

    >>> _label("/scans/1939/04/申報 1.tif"), _label("C:\\\\a.tif"), _label("../..")
    ('申報 1.tif', 'a.tif', 'scan')
    """
    if len(name) > MOST_NAME:
        raise RefusedError(422, f"the name has more than {MOST_NAME} characters", "give a shorter name")
    last = PurePosixPath(name.replace("\\", "/")).name
    return (printable(last).strip().strip(".") and printable(last)) or _UNNAMED


def _shown(value: str) -> str:
    return repr(printable(value[:40]))
