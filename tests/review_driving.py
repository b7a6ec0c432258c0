"""Asking a page of the browser, and waiting for it: its CSP forbids what `wait_for_function` does."""

import time
from typing import Any

PATIENCE_S = 30.0


def until(tab: Any, expression: str) -> None:
    """Wait until an expression of JavaScript is true."""
    end = time.monotonic() + PATIENCE_S
    while not _holds(tab, expression):
        assert time.monotonic() < end, f"never true: {expression}"
        tab.wait_for_timeout(20)


def _holds(tab: Any, expression: str) -> bool:
    """False while the page is being left, too."""
    from playwright.sync_api import Error

    try:
        return bool(tab.evaluate(expression))
    except Error as error:
        if "navigation" in str(error):
            return False
        raise


def until_saved(tab: Any) -> None:
    until(tab, "!document.querySelector('#saving').classList.contains('waiting')")


def view(tab: Any, page: int = 1) -> Any:
    """The page as the server has it."""
    return tab.evaluate(f"fetch('/api/pages/{page}').then((answer) => answer.json())")


def states(tab: Any, page: int = 1) -> list[str]:
    return [item["state"] for item in view(tab, page)["items"]]


LOW_CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const under = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility()) continue;
    if (node.closest(':disabled, svg, .said, .skip')) continue;
    const [one, two] = [light(rgba(getComputedStyle(node).color)), light(under(node))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) bad.push(`${node.className} ${text.data.slice(0, 20)} ${ratio}`);
  }
  return bad;
}"""
"""Texts whose contrast is below WCAG AA, as JavaScript: each with its ratio."""
