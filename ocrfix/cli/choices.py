"""Checks of option values; a wrong one is a usage error (exit 2) that lists the choices."""

from collections.abc import Callable, Sequence

import typer


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """A check that a value is one of the choices."""

    def check(value: str) -> str:
        if value not in choices:
            raise typer.BadParameter(f"{value!r} is none of {', '.join(choices)}.")
        return value

    return check


def some_of(choices: Sequence[str]) -> Callable[[str], str]:
    """A check that a value lists one or more of the choices, with commas between."""
    check = one_of(choices)

    def check_all(value: str) -> str:
        return ",".join(dict.fromkeys(check(part.strip()) for part in value.split(",")))

    return check_all
