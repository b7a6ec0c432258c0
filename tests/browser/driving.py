"""Asking a page of the browser, and waiting for it: its CSP forbids what `wait_for_function` does."""

import time
from typing import Any

PATIENCE_S = 10.0


def until(tab: Any, expression: str) -> None:
    """Wait until an expression of JavaScript is true."""
    end = time.monotonic() + PATIENCE_S
    while not tab.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        tab.wait_for_timeout(20)


def until_saved(tab: Any) -> None:
    until(tab, "!document.querySelector('#saving').classList.contains('waiting')")


def view(tab: Any, page: int = 1) -> Any:
    """The page as the server has it."""
    return tab.evaluate(f"fetch('/api/pages/{page}').then((answer) => answer.json())")


def states(tab: Any, page: int = 1) -> list[str]:
    return [item["state"] for item in view(tab, page)["items"]]
